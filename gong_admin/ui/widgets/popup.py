"""What floats above the window: popups with anything in them, and menus."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QHideEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gong_admin.ui.icons import icon as themed_icon
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets import floating
from gong_admin.ui.widgets.reading_order import move_focus


def set_disabled_because(action: QAction, reason: str) -> None:
    """Switch an entry off, and say why in its tooltip and its status text; switch it on again
    with ""."""
    action.setEnabled(not reason)
    action.setToolTip(reason)
    action.setStatusTip(reason)


class Popup(QWidget):
    """A card that belongs to a control and goes away with a click beside it, or Esc.

    Fill `self.body` (a vertical layout without margins), then `open_below(control)`. `closed` is
    emitted each time it goes. A frame of transparent pixels around the card holds its shadow,
    where the desktop can show one.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, width: int | None = None) -> None:
        super().__init__(
            parent,
            Qt.WindowType.Popup
            | Qt.WindowType.FramelessWindowHint
            | Qt.WindowType.NoDropShadowWindowHint,
        )
        floating.prepare(self)
        self._margin = floating.shadow_margin("popup")
        self._anchor: QWidget | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body)
        if width is not None:
            self.set_card_width(width)
        theme.changed.connect(self.update)

    def set_card_width(self, width: int) -> None:
        """Make the visible card so wide."""
        self.setFixedWidth(width + 2 * self._margin)

    def card(self) -> QRect:
        """The visible card, in the popup's own coordinates."""
        edge = self._margin
        return self.rect().adjusted(edge, edge, -edge, -edge)

    def open_below(self, anchor: QWidget, *, align: Literal["left", "right"] = "left") -> None:
        """Show the card under `anchor`, above it where there is no room, inside the screen."""
        self._anchor = anchor
        self.adjustSize()
        size = self.sizeHint().expandedTo(self.minimumSize())
        card = QSize(size.width() - 2 * self._margin, size.height() - 2 * self._margin)
        gap = theme.space.xs
        origin = anchor.mapToGlobal(QPoint(0, 0))
        screen = anchor.screen().availableGeometry()
        x = origin.x() if align == "left" else origin.x() + anchor.width() - card.width()
        y = origin.y() + anchor.height() + gap
        if y + card.height() > screen.bottom() and origin.y() - gap - card.height() > screen.top():
            y = origin.y() - gap - card.height()
        x = max(screen.left(), min(x, screen.right() - card.width()))
        self.setGeometry(QRect(QPoint(x - self._margin, y - self._margin), size))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        floating.cut(self, "popup")

    def paintEvent(self, _event: QPaintEvent) -> None:
        floating.paint_card(self, self.card(), "popup")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # The transparent frame is part of the window, but not of the card.
        if not self.card().contains(event.position().toPoint()):
            self.close()
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return move_focus(self, forward)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._anchor is not None and not event.spontaneous():
            self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()


class Menu(QMenu):
    """A menu in the same look as popups. `add` makes an entry; open with `popup(point)`, never
    with `exec`, which would block the loop."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        floating.prepare(self)
        self.setToolTipsVisible(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        floating.cut(self, "popup")

    def popup_below(self, anchor: QWidget) -> None:
        """Open under `anchor`; its right edges flush where the left ones would lead it out of the
        window."""
        place = anchor.mapToGlobal(QPoint(0, anchor.height() + theme.space.xs))
        self.popup(place)
        # Only now is its width known: some are filled as they open.
        window, wide = anchor.window(), self.width()
        right = anchor.mapTo(window, QPoint(anchor.width(), 0)).x()
        if right - anchor.width() + wide > window.width() and right >= wide:
            self.move(place.x() + anchor.width() - wide, self.y())

    def add(
        self,
        text: str,
        *,
        icon: str = "",
        shortcut: str = "",
        checked: bool | None = None,
        disabled_because: str = "",
        danger: bool = False,
    ) -> QAction:
        """An entry; connect its `triggered`. `shortcut` is shown, and acts where the action is
        also on a window. `checked` None means that it can't be."""
        action = QAction(text, self)
        if icon:
            action.setIcon(themed_icon(icon, "danger_mark" if danger else "text2"))
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
            # Shown here; whoever owns the window's shortcut keeps it.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
            self._tick(action)
            action.toggled.connect(self._tick_toggled)
        if disabled_because:
            set_disabled_because(action, disabled_because)
        self.addAction(action)
        return action

    def _tick_toggled(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self._tick(action)

    @staticmethod
    def _tick(action: QAction) -> None:
        """A tick where checked; Qt's own indicator would stand in a column of its own."""
        action.setIcon(themed_icon("check", "accent_text") if action.isChecked() else QIcon())
