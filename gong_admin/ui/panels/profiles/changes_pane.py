"""The edits that wait to be saved: a card each, with what was there and what shall be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.services.words import from_to
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, IconLabel, Label, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.card import Card
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import EmptyState, Reason

_ARROW = 16


@dataclass(frozen=True, slots=True)
class StagedChange:
    """One card. `risk` says why the new value deserves a second look, "" for most."""

    key: str
    title: str
    before: str
    after: str
    note: str = ""
    risk: str = ""


class BeforeAfter(QWidget):
    """ "Own" struck through, an arrow, "Team" in the accent: on one line while there is room,
    else below one another."""

    def __init__(self, before: str, after: str) -> None:
        super().__init__()
        self._before, self._after = before, after
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setToolTip(from_to(before, after))
        repaint_on_change(self)

    def set_values(self, before: str, after: str) -> None:
        self._before, self._after = before, after
        self.setToolTip(from_to(before, after))
        self.updateGeometry()
        self.update()

    def _line(self) -> int:
        return theme.font_px("body") + 6

    def _struck(self) -> QFont:
        font = QFont(theme.font("body"))
        font.setStrikeOut(True)
        return font

    def _widths(self) -> tuple[int, int]:
        return (
            paint.text_width(self._before, theme.font("body")) + 2,
            paint.text_width(self._after, theme.font("strong")) + 2,
        )

    def _fits(self, width: int) -> bool:
        return sum(self._widths()) + _ARROW + 2 * theme.space.s <= width

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._line() * (1 if self._fits(width) else 2)

    def sizeHint(self) -> QSize:
        wide = sum(self._widths()) + _ARROW + 2 * theme.space.s
        return QSize(wide, self._line())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._line())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, tall = QPainter(self), self._line()
        before, _after = self._widths()
        grey, ink = theme.colour("text2"), theme.colour("accent_text")
        x = y = 0
        if self._fits(self.width()):
            paint.text(painter, QRect(0, 0, before, tall), self._before, self._struck(), grey)
            x = before + theme.space.s
        else:
            room = QRect(0, 0, self.width(), tall)
            paint.text(painter, room, self._before, self._struck(), grey)
            y = tall
        paint_icon(painter, "arrow-right", QRect(x, y, _ARROW, tall), theme.colour("text3"), 12)
        x += _ARROW + theme.space.s
        room = QRect(x, y, self.width() - x, tall)
        paint.text(painter, room, self._after, theme.font("strong"), ink)


class ChangeCard(Card):
    """One staged change; `reset` takes it back. As high as its words need, and no higher."""

    reset = Signal()

    def __init__(self, change: StagedChange) -> None:
        super().__init__(padding=theme.space.m)
        self.key = change.key
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = ElidedLabel("", "strong")
        self.button = IconButton("arrow-counter-clockwise", "", small=True, glyph=14)
        self.button.clicked.connect(self.reset)
        self._values = BeforeAfter("", "")
        self._note = Label("", "secondary", wrap=True)
        self._risk = QWidget()
        risk = QHBoxLayout(self._risk)
        tight(risk, theme.space.s - 2)
        self._risk_words = Label("", "secondary", tone="danger", wrap=True)
        risk.addWidget(IconLabel("warning-fill", "danger_mark"), 0, Qt.AlignmentFlag.AlignTop)
        risk.addWidget(self._risk_words, 1)
        head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(self._title, 1)
        head.addWidget(self.button)
        self.body.setSpacing(theme.space.xxs)
        self.body.addLayout(head)
        self.body.addWidget(self._values)
        self.body.addWidget(self._note)
        self.body.addWidget(self._risk)
        self.show_change(change)

    def show_change(self, change: StagedChange) -> None:
        self._title.setText(change.title)
        self.button.set_name(self.tr("Reset {0}").format(change.title))
        self._values.set_values(change.before, change.after)
        self._note.setText(change.note)
        self._note.setVisible(bool(change.note))
        self._risk_words.setText(change.risk)
        self._risk.setVisible(bool(change.risk))
        parts = (
            f"{change.title}: {from_to(change.before, change.after)}",
            change.note,
            change.risk,
        )
        self.setAccessibleName(". ".join(part for part in parts if part))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.isVisible():  # before the first layout the width says nothing
            hint.setHeight(self.heightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class ChangesPane(QWidget):
    """`show_changes` fills it; `reset(key)` takes one back."""

    reset = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: dict[str, ChangeCard] = {}
        content = QWidget()
        self._column = QVBoxLayout(content)
        edge = theme.size("edge_padding_x")
        self._column.setContentsMargins(edge, 14, edge, edge)
        self._column.setSpacing(theme.space.s)
        self._column.addStretch(1)
        self.area = ScrollArea(content)
        self.empty = EmptyState("")
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.area, 1)
        whole.addWidget(self.empty, 1)
        self.set_locked("")

    def set_locked(self, reason: str) -> None:
        """What to say while there is nothing: how to begin, or why one can't."""
        begin = Reason(
            "toggle-right",
            self.tr("Change what you like"),
            self.tr("It waits here. Nothing is sent before you have reviewed it."),
        )
        locked = Reason("lock-simple", self.tr("Read-only"), reason)
        self.empty.set_content(
            self.tr("No changes"), icon="pencil-simple", reasons=[locked if reason else begin]
        )

    def show_changes(self, changes: Sequence[StagedChange]) -> None:
        wanted = {change.key: change for change in changes}
        for key in [key for key in self._cards if key not in wanted]:
            card = self._cards.pop(key)
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        for place, (key, change) in enumerate(wanted.items()):
            shown = self._cards.get(key)
            if shown is not None:
                shown.show_change(change)
            else:
                card = self._cards[key] = ChangeCard(change)
                card.reset.connect(self._reset)
                self._column.insertWidget(place, card)
        self.area.setVisible(bool(wanted))
        self.empty.setVisible(not wanted)

    def cards(self) -> list[ChangeCard]:
        """In the order in which they stand."""
        return sorted(self._cards.values(), key=self._column.indexOf)

    def _reset(self) -> None:
        card = self.sender()
        if isinstance(card, ChangeCard):
            self.reset.emit(card.key)
