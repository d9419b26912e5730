"""The bar inside a panel that says what went wrong, or what to know."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.ui import paint
from gong_admin.ui.links import open_page
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.retry_later import RetryLater

_LOOK = {
    # severity: (tone, icon)
    Severity.INFO: ("accent", "info-fill"),
    Severity.WARNING: ("warn", "warning-fill"),
    Severity.ERROR: ("danger", "warning-circle-fill"),
    Severity.CRASH: ("danger", "bug-fill"),
}

_ICONS = {
    ActionKind.RETRY: "arrow-clockwise",
    ActionKind.RELOAD: "arrows-clockwise",
    ActionKind.CHECK_RESULT: "magnifying-glass",
    ActionKind.EDIT_CONNECTION: "link",
    ActionKind.RUN_DOCTOR: "first-aid-kit",
    ActionKind.ALLOW_CHANGES: "lock-open",
    ActionKind.EDIT_PACING: "gauge",
    ActionKind.OPEN_CASES: "eraser",
    ActionKind.NEW_CASE: "folder-plus",
    ActionKind.OPEN_LINK: "arrow-square-out",
    ActionKind.CHOOSE_FILE: "folder-open",
    ActionKind.COPY_DETAILS: "copy",
    ActionKind.OPEN_REPORT: "bug",
}


def action_words(kind: ActionKind, message: UserMessage | None = None) -> str:
    """What the button for an action of `message` says."""
    if kind is ActionKind.RETRY and message is not None and message.retry_at is not None:
        return translate("widgets", "Retry now")
    words = {
        ActionKind.RETRY: translate("widgets", "Retry"),
        ActionKind.RELOAD: translate("widgets", "Read from the beginning"),
        ActionKind.CHECK_RESULT: translate("widgets", "Check what happened"),
        ActionKind.EDIT_CONNECTION: translate("widgets", "Edit connection"),
        ActionKind.RUN_DOCTOR: translate("widgets", "Check this key"),
        ActionKind.ALLOW_CHANGES: translate("widgets", "Allow changes"),
        ActionKind.EDIT_PACING: translate("widgets", "Change the pace"),
        ActionKind.OPEN_CASES: translate("widgets", "Privacy cases"),
        ActionKind.NEW_CASE: translate("widgets", "Open a new case…"),
        ActionKind.OPEN_LINK: translate("widgets", "Open link"),
        ActionKind.CHOOSE_FILE: translate("widgets", "Choose a file"),
        ActionKind.COPY_DETAILS: translate("widgets", "Copy details"),
        ActionKind.OPEN_REPORT: translate("widgets", "Open report"),
    }
    return words[kind]


def act_on(message: UserMessage, kind: ActionKind) -> bool:
    """Do what needs nothing but the message itself: copy its details, open its link. False for
    the actions that are for others to do."""
    if kind is ActionKind.COPY_DETAILS:
        QGuiApplication.clipboard().setText(details_text(message))
        return True
    if kind is ActionKind.OPEN_LINK:
        open_page(dict(message.details).get("Link", ""))
        return True
    return False


def action_icon(kind: ActionKind) -> str:
    return _ICONS[kind]


def details_text(message: UserMessage) -> str:
    """The message as text to paste into a ticket."""
    lines = [message.title, message.text]
    lines += [f"{label}: {value}" for label, value in message.details]
    return "\n".join(line for line in lines if line)


def _advised(message: UserMessage, kind: ActionKind) -> bool:
    """Whether this is what the message would have one do: not to retry before its time."""
    if kind is ActionKind.COPY_DETAILS:
        return False
    return kind is not ActionKind.RETRY or message.retry_at is None


class _Details(QWidget):
    """Labels and values in the monospace face, in a box of the bar's tone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = "danger"
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 10, 12, 10)
        self._grid.setHorizontalSpacing(theme.space.xl)
        self._grid.setVerticalSpacing(theme.space.s)
        self._grid.setColumnStretch(1, 1)
        repaint_on_change(self)

    def show_details(self, details: Sequence[tuple[str, str]], tone: str) -> None:
        self._tone = tone
        clear_layout(self._grid)
        for row, (label, value) in enumerate(details):
            name = Label(label, "secondary")
            text = Label(value, "mono", wrap=True, selectable=True)
            text.setAccessibleName(f"{label}: {value}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, row, 0, top)
            self._grid.addWidget(text, row, 1, top)

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = theme.colour(f"{self._tone}_border")
        paint.box(QPainter(self), self.rect(), theme.radius.control, theme.colour("surface"), edge)


class MessageBar(Snug):
    """Shows one `UserMessage` at a time; hidden while there is none.

    `action_triggered(ActionKind)` for what the person chose; copying the details and opening a
    link are done here.
    `dismissed` when they closed it. Details are folded at first, so that a bar stays quiet.
    """

    action_triggered = Signal(object)
    dismissed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: UserMessage | None = None
        self._tone = "danger"
        self._buttons: list[Button] = []
        self._icon = IconLabel("info-fill", size=16)
        self._title = Label("", "strong", wrap=True, selectable=True)
        self._text = Label("", "secondary", tone="text", wrap=True, selectable=True)
        self._close = IconButton("x", self.tr("Close message"), small=True)
        self._close.clicked.connect(self.dismiss)
        self._details = _Details()
        self._fold = Button(self.tr("Show details"), kind="ghost", icon="caret-down")
        self._fold.clicked.connect(self._toggle_details)
        self._actions = QHBoxLayout()
        tight(self._actions, theme.space.s)

        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(self._title)
        words.addWidget(self._text)
        head = QHBoxLayout()
        tight(head, theme.space.s + 2)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)

        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        tight(foot, theme.space.s)
        foot.addLayout(self._actions)
        foot.addStretch(1)
        foot.addWidget(self._fold)
        below = QVBoxLayout()
        below.setContentsMargins(26, 0, 0, 0)
        below.setSpacing(theme.space.s)
        below.addWidget(self._details)
        below.addWidget(self._foot)

        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 12, 12)
        column.setSpacing(theme.space.s + 2)
        column.addLayout(head)
        column.addLayout(below)
        repaint_on_change(self)
        self.hide()

    def message(self) -> UserMessage | None:
        """What is shown now."""
        return self._message

    def show_message(self, message: UserMessage) -> None:
        """Show `message` in place of any other."""
        if message is self._message and not self.isHidden():
            return  # it may be unfolded, or wait for its time
        self._message = message
        self._tone, icon = _LOOK[message.severity]
        mark = "accent_text" if self._tone == "accent" else f"{self._tone}_mark"
        self._icon.set_icon(icon, mark)
        self._title.setText(message.title)
        self._title.set_tone("accent_text" if self._tone == "accent" else self._tone)
        self._text.setText(message.text)
        self._text.setVisible(bool(message.text))
        self._details.show_details(message.details, self._tone)
        self._fill_actions(message)
        self._set_folded(True)
        self._fold.setVisible(bool(message.details))
        self._foot.setVisible(bool(message.details or message.actions))
        self.setAccessibleName(f"{message.title}. {message.text}")
        self.show()
        self.update()

    def clear(self) -> None:
        """Take the message away, without telling."""
        self._message = None
        self.hide()

    def dismiss(self) -> None:
        """Close as the cross does."""
        self.clear()
        self.dismissed.emit()

    def show_details(self) -> None:
        """Unfold the details."""
        self._set_folded(False)

    def buttons(self) -> list[Button]:
        """The buttons of the message's actions, in order."""
        return list(self._buttons)

    def _fill_actions(self, message: UserMessage) -> None:
        clear_layout(self._actions)
        self._buttons.clear()
        kinds: list[ActionKind] = [
            kind for kind in message.actions if kind != ActionKind.COPY_DETAILS
        ]
        if message.details or ActionKind.COPY_DETAILS in message.actions:
            kinds.append(ActionKind.COPY_DETAILS)
        if message.retry_at is not None and ActionKind.RETRY in kinds:
            later = RetryLater(message.retry_at)
            later.due.connect(self._retry)
            self._actions.addWidget(later)
            self._buttons.append(later)
        for index, kind in enumerate(kinds):
            button = Button(
                action_words(kind, message),
                kind="secondary" if index == 0 and _advised(message, kind) else "ghost",
                icon=action_icon(kind),
            )
            button.setProperty("action", kind.value)
            button.clicked.connect(self._act)
            self._actions.addWidget(button)
            self._buttons.append(button)

    def _retry(self) -> None:
        self.action_triggered.emit(ActionKind.RETRY)

    def _act(self) -> None:
        sender = self.sender()
        if sender is None or self._message is None:
            return
        kind = ActionKind(sender.property("action"))
        if not act_on(self._message, kind):
            self.action_triggered.emit(kind)

    def _toggle_details(self) -> None:
        self._set_folded(self._details.isVisibleTo(self))

    def _set_folded(self, folded: bool) -> None:
        self._details.setVisible(not folded)
        self._fold.setText(self.tr("Show details") if folded else self.tr("Hide details"))
        self._fold.set_icon_name("caret-down" if folded else "caret-up")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill = theme.colour(f"{self._tone}_tint")
        edge = theme.colour(f"{self._tone}_border")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)
