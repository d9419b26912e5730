"""What a panel shows when it has nothing to show, or may not change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.message_bar import act_on, action_icon, action_words
from gong_admin.ui.widgets.retry_later import RetryLater
from gong_admin.ui.widgets.scroll import ScrollArea

_EDGE = 24
_BUTTON_GAP, _BUTTONS_WIDE = 8, 480
_TEXT_WIDTH, _NARROWEST = 360, 140  # pixels of the words beside an icon


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something may be empty. `code` is shown in the monospace face behind the text: the
    name of a scope."""

    icon: str
    title: str
    text: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class StateAction:
    """What a person can do about it; `key` comes back from `action_triggered`."""

    key: str
    words: str
    icon: str = ""
    primary: bool = False


class _Illustration(QWidget):
    """Three sheets behind one another with a badge: nothing found, drawn from the tokens."""

    def __init__(self, icon: str, mark: str = "accent") -> None:
        super().__init__()
        self._icon, self._mark = icon, mark
        self.setFixedSize(224, 100)
        repaint_on_change(self)

    def set_icon(self, icon: str, mark: str) -> None:
        self._icon, self._mark = icon, mark
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme.colour
        faint, edge = colour("surface_alt"), colour("separator")
        paint.box(painter, QRect(25, 2, 168, 40), 8, faint, edge)
        paint.box(painter, QRect(13, 14, 192, 44), 8, colour("canvas"), edge)
        paint.box(painter, QRect(1, 27, 216, 50), 8, colour("surface"), colour("border"))
        shade = colour("neutral_tint")
        paint.box(painter, QRect(17, 42, 20, 20), 10, shade)
        paint.box(painter, QRect(47, 43, 74, 6), 3, shade)
        paint.box(painter, QRect(47, 55, 48, 6), 3, shade)
        paint.box(painter, QRect(171, 45, 30, 14), 7, shade)
        badge = QRect(195, 62, 28, 28)
        if self._mark == "accent":
            fill, line, ink = "accent_tint", "accent_border", "accent_text"
        else:
            fill, line = f"{self._mark}_tint", f"{self._mark}_border"
            ink = f"{self._mark}_mark"
        paint.box(painter, badge, 14, colour(fill), colour(line))
        paint_icon(painter, self._icon, badge, colour(ink), 16)


class IconTile(QWidget):
    """An icon in a small tinted square."""

    def __init__(self, icon: str, tone: str = "neutral", side: int = 32) -> None:
        super().__init__()
        self._icon, self._tone = icon, tone
        self.setFixedSize(side, side)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = theme.colour(f"{self._tone}_tint")
        ink = {"neutral": "text2", "accent": "accent_text"}.get(self._tone, f"{self._tone}_mark")
        paint.box(painter, self.rect(), theme.radius.control, fill)
        paint_icon(painter, self._icon, self.rect(), theme.colour(ink), 16)


class EmptyState(QWidget):
    """Says why a list may be empty and what can be done, in the middle of its panel.

    `footnote` is what Gong answered and `code` its request id, which can be copied.
    """

    action_triggered = Signal(str)

    def __init__(
        self,
        title: str,
        *,
        icon: str = "magnifying-glass",
        reasons: Sequence[Reason] = (),
        actions: Sequence[StateAction] = (),
        footnote: str = "",
        code: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = _Illustration(icon)
        self._title = Label("", "heading", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reasons = QVBoxLayout()
        tight(self._reasons, theme.space.l)
        self._actions_host = QWidget()
        self._actions = FlowLayout(
            self._actions_host, gap=_BUTTON_GAP, row_gap=_BUTTON_GAP, centred=True
        )
        self._foot = QHBoxLayout()
        tight(self._foot, theme.space.s)
        self._code = ""
        self._texts: list[Label] = []
        self._widest = 0  # of what the reasons say, where each has one line

        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.space.xl)
        column.addWidget(self._title)
        column.addSpacing(theme.space.l)
        # Below the middle of the title, however short they are.
        reasons_row = QHBoxLayout()
        reasons_row.addStretch(1)
        reasons_row.addLayout(self._reasons)
        reasons_row.addStretch(1)
        column.addLayout(reasons_row)
        column.addSpacing(theme.space.xl)
        column.addWidget(self._actions_host, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(theme.space.l)
        column.addLayout(self._foot)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addLayout(column)
        middle.addStretch(1)
        # Large text in a small window needs more room than there is.
        content = QWidget()
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(ScrollArea(content))
        outer = QVBoxLayout(content)
        outer.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        # The eye's middle lies above the ruler's.
        outer.addStretch(4)
        outer.addLayout(middle)
        outer.addStretch(6)
        self.set_content(
            title, icon=icon, reasons=reasons, actions=actions, footnote=footnote, code=code
        )

    def set_content(
        self,
        title: str,
        *,
        icon: str = "magnifying-glass",
        tone: str = "accent",
        reasons: Sequence[Reason] = (),
        actions: Sequence[StateAction] = (),
        first: Button | None = None,
        footnote: str = "",
        code: str = "",
    ) -> None:
        """Say something else. `tone` colours the picture's badge: accent, warn or danger; `first`
        is a button that does more than tell of its press, before those of the actions."""
        self._picture.set_icon(icon, tone)
        self._title.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(" ".join(f"{r.title}. {r.text} {r.code}" for r in reasons))
        for layout in (self._reasons, self._actions, self._foot):
            clear_layout(layout)
        self._texts.clear()
        for reason in reasons:
            row, text = _reason_row(reason)
            self._reasons.addLayout(row)
            self._texts.append(text)
        self._widest = max((_one_line(reason) for reason in reasons), default=0)
        self._fit_texts()
        buttons: list[Button] = []
        if first is not None:
            buttons.append(first)
        for action in actions:
            button = Button(
                action.words, kind="primary" if action.primary else "secondary", icon=action.icon
            )
            button.setProperty("key", action.key)
            button.clicked.connect(self._act)
            buttons.append(button)
        for button in buttons:
            self._actions.addWidget(button)
        # In one line, without a gap behind the last, which would push them out of the middle.
        wide = sum(button.sizeHint().width() + _BUTTON_GAP for button in buttons) - _BUTTON_GAP
        self._actions_host.setMinimumWidth(max(0, min(wide, _BUTTONS_WIDE)))
        self._actions_host.setVisible(bool(actions) or first is not None)
        self._code = code
        if footnote or code:
            self._foot.addStretch(1)
            self._foot.addWidget(Label(footnote, "secondary"))
            if code:
                self._foot.addWidget(Label(code, "mono", selectable=True))
                copy = IconButton("copy", self.tr("Copy request id"), small=True)
                copy.clicked.connect(self._copy)
                self._foot.addWidget(copy)
            self._foot.addStretch(1)

    def _fit_texts(self) -> None:
        # Wrapped words would take as little room as they can: they are held open.
        title = paint.text_width(self._title.text(), theme.font("heading")) + 2
        self._title.setMinimumWidth(max(0, min(title, _BUTTONS_WIDE, self.width() - 2 * _EDGE)))
        room = self.width() - 2 * _EDGE - theme.size("row") - theme.space.m
        for text in self._texts:
            text.setMinimumWidth(max(_NARROWEST, min(_TEXT_WIDTH, self._widest, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    def buttons(self) -> list[Button]:
        return self._actions_host.findChildren(Button)

    def _act(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.action_triggered.emit(str(sender.property("key")))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)


def _one_line(reason: Reason) -> int:
    """How wide its words are, each in one line."""
    return 2 + max(
        paint.text_width(reason.title, theme.font("strong")),
        paint.text_width(reason.text, theme.font("secondary")),
        paint.text_width(reason.code, theme.font("mono")),
    )


def _reason_row(reason: Reason) -> tuple[QHBoxLayout, Label]:
    """The row, and its text, whose width follows the room."""
    row = QHBoxLayout()
    tight(row, theme.space.m)
    row.addWidget(IconTile(reason.icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    tight(words, theme.space.xxs)
    words.addWidget(Label(reason.title, "strong", wrap=True))
    line = Label(reason.text, "secondary", wrap=True)
    words.addWidget(line)
    if reason.code:
        words.addWidget(Label(reason.code, "mono", tone="text", selectable=True))
    row.addLayout(words, 1)
    return row, line


class ErrorState(EmptyState):
    """Shown where an error left nothing to show: the message in full, its actions as buttons.

    `chosen(ActionKind)` for what the person wants; copying and links are done here.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._message: UserMessage | None = None
        self.action_triggered.connect(self._chosen)

    def show_message(self, message: UserMessage) -> None:
        if message is self._message:
            return  # it may wait for its time
        self._message = message
        kinds = [kind for kind in message.actions if kind.value != ActionKind.COPY_DETAILS.value]
        actions = [
            StateAction(
                kind.value,
                action_words(kind, message),
                action_icon(kind),
                index == 0 and message.retry_at is None,  # before its time: not what is advised
            )
            for index, kind in enumerate(kinds)
        ]
        kind = ActionKind.COPY_DETAILS
        actions.append(StateAction(kind.value, action_words(kind), action_icon(kind)))
        reasons = [Reason("info", self.tr("What it means"), message.text)] if message.text else []
        code = dict(message.details).get("Request id", "")
        later = None
        if message.retry_at is not None and ActionKind.RETRY in kinds:
            later = RetryLater(message.retry_at, kind="primary")
            later.due.connect(self._retry)
        self.set_content(
            message.title,
            icon="warning-circle",
            tone="danger",
            reasons=reasons,
            actions=actions,
            first=later,
            footnote=self.tr("Request id") if code else "",
            code=code,
        )

    def _retry(self) -> None:
        self.chosen.emit(ActionKind.RETRY)

    def _chosen(self, key: str) -> None:
        kind = ActionKind(key)
        if self._message is None or not act_on(self._message, kind):
            self.chosen.emit(kind)


class Hint(Snug):
    """A quiet note in a panel: what the API can't do and where it is done instead, or why
    nothing can be changed now. `link` goes somewhere (`followed`); `tone` "warn" is for what
    should not be missed."""

    followed = Signal()

    def __init__(
        self,
        text: str,
        *,
        icon: str = "info",
        link: str = "",
        boxed: bool = False,
        tone: str = "neutral",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._boxed, self._tone = boxed, tone
        row = QHBoxLayout(self)
        edge = theme.space.m if boxed else 0
        row.setContentsMargins(edge, edge - 2 if boxed else 0, edge, edge - 2 if boxed else 0)
        row.setSpacing(theme.space.s)
        ink = "text3" if tone == "neutral" else f"{tone}_mark"
        row.addWidget(IconLabel(icon, ink), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        tight(words)
        self._text = Label(text, "secondary", wrap=True)
        words.addWidget(self._text)
        if link:
            button = LinkButton(link)
            button.clicked.connect(self.followed)
            # Aligned, else its fixed width would bound the words above it.
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(words, 1)
        repaint_on_change(self)

    def set_text(self, text: str) -> None:
        self._text.setText(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._boxed:
            fill = theme.colour(f"{self._tone}_tint")
            paint.box(QPainter(self), self.rect(), theme.radius.card, fill)
