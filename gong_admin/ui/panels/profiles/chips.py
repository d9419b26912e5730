"""People and folders that a setting names: chips that lead to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.avatar import paint_avatar
from gong_admin.ui.widgets.basics import clear_layout
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.focus_ring import FocusRing

_SHOWN_AT_FIRST = 8
_MAX_WIDTH = 220
_TALL = 24  # of the widget, so that it can be hit; the chip is a little lower


class LinkChip(QAbstractButton):
    """A person, or with `folder` a folder; pressing it goes there. `known` is False where only
    the id is known, which is then shown in the monospace face."""

    def __init__(self, key: str, name: str, *, folder: bool, known: bool) -> None:
        super().__init__()
        self.key = key
        self._folder, self._known = folder, known
        self.setText(name)
        self.setAccessibleName(name)
        self.setToolTip(f"{name}\n{key}" if known else key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        FocusRing(self, theme.size("chip") / 2, inset=1)
        repaint_on_change(self)

    def _font(self) -> str:
        return "secondary_medium" if self._known else "mono_caption"

    def _mark(self) -> int:
        return theme.size("chip") - 6

    def sizeHint(self) -> QSize:
        words = paint.text_width(self.text(), theme.font(self._font()))
        width = 4 + self._mark() + 6 + words + 10
        return QSize(min(width, _MAX_WIDTH), max(_TALL, theme.size("chip") + 2))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour, tall = QPainter(self), theme.colour, theme.size("chip")
        area = QRect(0, (self.height() - tall) // 2, self.width(), tall)
        rest = colour("raised") if theme.dark else colour("surface")
        fill = colour("pressed") if self.isDown() else colour("hover") if self._over else rest
        paint.box(painter, area, tall / 2, fill, colour("border"))
        side = self._mark()
        spot = QRect(4, area.y() + 3, side, side)
        if self._folder or not self._known:
            name = "folder" if self._folder else "user"
            paint_icon(painter, name, spot, colour("text2"), 12)
        else:
            paint_avatar(painter, spot, self.text())
        x = 4 + side + 6
        room = QRect(x, area.y(), self.width() - x - 8, tall)
        ink = colour("text" if self._known else "text2")
        paint.text(painter, room, self.text(), theme.font(self._font()), ink)

    @property
    def _over(self) -> bool:
        return self.underMouse() and self.isEnabled()


class LinkChips(QWidget):
    """Chips in rows; the first few at first, the rest on demand. `opened(key)` when one is
    pressed."""

    opened = Signal(str)

    def __init__(self, *, folders: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folders = folders
        self._shown: tuple[tuple[str, str], ...] = ()
        self._flow = FlowLayout(self)
        self._all = False
        self._chips: list[LinkChip] = []

    def show_entries(self, entries: Sequence[tuple[str, str]]) -> None:
        """Show ids with their names; a name equal to its id is taken as not known."""
        if tuple(entries) != self._shown:
            self._shown, self._all = tuple(entries), False
            self._fill()

    def names(self) -> list[str]:
        """The names in sight."""
        return [chip.text() for chip in self._chips]

    def _fill(self) -> None:
        clear_layout(self._flow)
        self._chips.clear()
        shown = self._shown if self._all else self._shown[:_SHOWN_AT_FIRST]
        for key, name in shown:
            chip = LinkChip(key, name, folder=self._folders, known=name != key)
            chip.clicked.connect(self._open)
            self._flow.addWidget(chip)
            self._chips.append(chip)
        left = len(self._shown) - len(shown)
        if left:
            more = LinkButton(self.tr("{0} more").format(f"{left:,}"))
            more.clicked.connect(self._show_all)
            self._flow.addWidget(more)
        self.setVisible(bool(self._shown))
        self.updateGeometry()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _open(self) -> None:
        chip = self.sender()
        if isinstance(chip, LinkChip):
            self.opened.emit(chip.key)
