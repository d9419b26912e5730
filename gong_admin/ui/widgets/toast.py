"""A brief word about what went well. What went wrong gets a bar, which stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import announce
from gong_admin.ui.widgets.basics import IconLabel, Label
from gong_admin.ui.widgets.button import IconButton, LinkButton

_SECONDS = 5


class Toast(QWidget):
    """One toast over the lower middle of a window. Use `show_toast`."""

    action_triggered = Signal()

    def __init__(self, window: QWidget, text: str, icon: str, action: str) -> None:
        super().__init__(window)
        self._margin = theme.elevation("popup").margin
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        edge = self._margin
        row.setContentsMargins(edge + 12, edge + 6, edge + 8, edge + 6)
        row.setSpacing(theme.space.s)
        row.addWidget(IconLabel(icon, _mark(icon)))
        row.addWidget(self._words(text), 1)
        if action:
            link = LinkButton(action)
            link.clicked.connect(self.action_triggered)
            link.clicked.connect(self.close)
            row.addSpacing(theme.space.s)
            row.addWidget(link)
        cross = IconButton("x", self.tr("Close"), small=True)
        cross.clicked.connect(self.close)
        row.addWidget(cross)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)
        self._timer.start(_SECONDS * 1000)
        window.installEventFilter(self)
        self._place()

    def _words(self, text: str) -> Label:
        """The text, in several lines where one would be wider than reads well."""
        window = self.parentWidget()
        widest = min(theme.size("dialog"), window.width() * 2 // 3 if window is not None else 0)
        longer = paint.text_width(text, theme.font("medium")) + 2 > widest
        label = Label(text, "medium", wrap=longer)
        if longer:
            label.setFixedWidth(widest)
        return label

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, _event: object) -> None:
        # Who reaches for it needs it to stay.
        self._timer.stop()

    def leaveEvent(self, _event: object) -> None:
        self._timer.start(_SECONDS * 1000)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        size = self.sizeHint().boundedTo(QSize(window.width(), window.height()))
        x = (window.width() - size.width()) // 2
        y = window.height() - size.height() - theme.size("status_bar") + self._margin - 16
        self.setGeometry(QRect(x, y, size.width(), size.height()))
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        edge = self._margin
        card = self.rect().adjusted(edge, edge, -edge, -edge)
        paint.floating_card(QPainter(self), card, "popup", theme.colour("raised"))


def _mark(icon: str) -> str:
    """The colour of an icon by what it says: never green for what went wrong."""
    if icon.startswith("warning"):
        return "warn_mark"
    return "ok_mark" if icon.startswith("check") else "text2"


def show_toast(
    widget: QWidget, text: str, *, icon: str = "check-circle-fill", action: str = ""
) -> Toast:
    """Say `text` over the window of `widget` for some seconds, in place of an earlier toast.

    An `icon` of the warning's family is for what needs no decision and yet went wrong. Connect
    `action_triggered` of the answer where it has an `action` ("Open folder").
    """
    window = widget.window()
    for earlier in window.findChildren(Toast):
        earlier.close()
    toast = Toast(window, text, icon, action)
    toast.show()
    announce(toast, text)
    return toast
