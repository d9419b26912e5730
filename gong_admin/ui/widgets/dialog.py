"""Dialogs: a card over the veiled window, for decisions only.

Window-modal QDialogs, so that focus, default button and assistive technology are Qt's own; opened
with `open()`, never `exec()`, which would block the loop. Listen to `accepted`, `rejected`.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets import floating
from gong_admin.ui.widgets.basics import Label, Separator, tight
from gong_admin.ui.widgets.button import Button, IconButton, Kind
from gong_admin.ui.widgets.reading_order import move_focus


class Scrim(QWidget):
    """The veil over a window behind a dialog."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        window, veil = self.parentWidget(), theme.colour("scrim")
        if isinstance(window, Dialog):
            # Around the card of a dialog there is nothing but its shadow.
            paint.box(QPainter(self), window.card(), theme.radius.dialog, veil)
        else:
            QPainter(self).fillRect(self.rect(), veil)


RING_ROOM = 3
"""Pixels that scrolled content keeps free at its edges: focus rings are painted there."""

_EDGE = 24


def dialog_width(pixels: int) -> int:
    """A width drawn for ordinary text, grown with the user's."""
    return round(pixels * max(1.0, theme.text_scale))


class Dialog(QDialog):
    """The base: title with a cross, `self.body` for the content, a foot for buttons.

    Deleted when it is closed. Esc rejects. `width` is the card's; its height follows the content
    and gives way in a small window, so put a scroll area in where much can stand.
    """

    def __init__(self, parent: QWidget | None, title: str, *, width: int | None = None) -> None:
        owner = parent.window() if parent is not None else None
        super().__init__(owner, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        floating.prepare(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._owner = owner
        self._scrim: Scrim | None = None
        self._margin = floating.shadow_margin("dialog")
        self._card_width = theme.size("dialog") if width is None else width
        outer = QVBoxLayout(self)
        outer.setContentsMargins(self._margin, self._margin, self._margin, self._margin)
        outer.setSpacing(0)

        self.title_label = Label(title, "heading", wrap=True)
        cross = IconButton("x", self.tr("Close"), shortcut=self.tr("Esc"))
        cross.clicked.connect(self.reject)
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        head = QHBoxLayout()
        head.setContentsMargins(_EDGE, 16, 16, 0)
        head.addWidget(self.title_label, 1)
        head.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)

        self.body = QVBoxLayout()
        self.body.setContentsMargins(_EDGE, 4, _EDGE, 20)
        self.body.setSpacing(theme.space.m)
        outer.addLayout(self.body, 1)

        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        tight(foot)
        foot.addWidget(Separator())
        row = QHBoxLayout()
        # A ghost button stands here; its words, not its edge, are flush with the rest.
        row.setContentsMargins(16, 12, 24, 12)
        row.setSpacing(theme.space.s)
        self._foot_left = QHBoxLayout()
        tight(self._foot_left, theme.space.s)
        self._foot_right = QHBoxLayout()
        tight(self._foot_right, theme.space.s)
        row.addLayout(self._foot_left)
        row.addStretch(1)
        row.addLayout(self._foot_right)
        foot.addLayout(row)
        outer.addWidget(self._foot)
        self._foot.hide()
        theme.changed.connect(self.update)

    def leave_ring_room(self, left: int = RING_ROOM) -> None:
        """Take what the body's parts keep free at their sides from its margins, so that their
        words stand flush with the title. Parts that keep nothing free go in by `add_flush`."""
        self.body.setContentsMargins(_EDGE - left, 4, _EDGE - RING_ROOM, 20)

    def add_flush(self, part: QWidget) -> None:
        """Add what has no room of its own at its sides, after `leave_ring_room`."""
        row = QHBoxLayout()
        row.setContentsMargins(RING_ROOM, 0, RING_ROOM, 0)
        row.addWidget(part)
        self.body.addLayout(row)

    # -- the foot ------------------------------------------------------------------------------

    def add_button(
        self,
        text: str,
        *,
        kind: Kind = "secondary",
        icon: str = "",
        default: bool = False,
        left: bool = False,
    ) -> Button:
        """A button in the foot, at the right unless `left`. Enter presses the `default` one."""
        button = Button(text, kind=kind, icon=icon, large=True)
        if default:
            button.setDefault(True)
        (self._foot_left if left else self._foot_right).addWidget(button)
        self._foot.show()
        return button

    def add_cancel(self, text: str = "") -> Button:
        """The way out, which changes nothing."""
        button = self.add_button(text or self.tr("Cancel"))
        button.clicked.connect(self.reject)
        return button

    # -- placing -------------------------------------------------------------------------------

    def card(self) -> QRect:
        edge = self._margin
        return self.rect().adjusted(edge, edge, -edge, -edge)

    def _place(self) -> None:
        edge, room = self._margin, None
        if self._owner is not None:
            # Over another dialog it may be as large as the window below both.
            root = self._owner.parentWidget() if isinstance(self._owner, Dialog) else self._owner
            room = (root or self._owner).size()
        wide = self._card_width
        if room is not None:
            wide = min(wide, room.width() - 32)
        self.setFixedWidth(wide + 2 * edge)
        layout = self.layout()
        tall = self.sizeHint().height()
        if layout is not None and layout.hasHeightForWidth():
            tall = layout.totalHeightForWidth(wide + 2 * edge)
        if room is not None:
            tall = min(tall, room.height() - 32 + 2 * edge)
        self.setFixedHeight(tall)
        if self._owner is not None:
            middle = self._owner.mapToGlobal(self._owner.rect().center())
            # A little above the middle is where the eye expects the middle.
            lift = max(0, (self._owner.height() - tall + 2 * edge) // 12)
            self.move(middle - QPoint(self.width() // 2, self.height() // 2 + lift))

    def refit(self) -> None:
        """Measure and place anew, after the content has changed."""
        if self.isVisible():
            # What was just shown or hidden counts only once its layout has heard of it.
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            self._place()

    def showEvent(self, event: QShowEvent) -> None:
        if self._owner is not None and self._scrim is None:
            self._scrim = Scrim(self._owner)
            self._owner.installEventFilter(self)
        self._place()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._scrim is not None and not event.spontaneous():
            if self._owner is not None:
                self._owner.removeEventFilter(self)
            self._scrim.hide()
            self._scrim.deleteLater()
            self._scrim = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return move_focus(self, forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        floating.cut(self, "dialog")

    def paintEvent(self, _event: QPaintEvent) -> None:
        floating.paint_card(self, self.card(), "dialog")


class ConfirmDialog(Dialog):
    """One question, with the act named on its button. For what isn't a write to Gong: that gets
    a `ReviewDialog`."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        action: str,
        *,
        danger: bool = False,
        cancel: str = "",
    ) -> None:
        super().__init__(parent, title, width=dialog_width(480))
        self.body.addWidget(Label(text, "body", tone="text2", wrap=True))
        self.setAccessibleDescription(text)
        way_out = self.add_cancel(cancel)
        self.button = self.add_button(
            action, kind="danger" if danger else "primary", default=not danger
        )
        self.button.clicked.connect(self.accept)
        if danger:
            # Enter must not destroy anything by habit.
            way_out.setDefault(True)
            way_out.setFocus()
        else:
            self.button.setFocus()
