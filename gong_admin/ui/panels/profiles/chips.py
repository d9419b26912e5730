"""People and folders that a setting names: chips that lead to them and can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
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
_CROSS = 12
_REMOVES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class LinkChip(QAbstractButton):
    """A person, or with `folder` a folder; pressing it goes there. `known` is False where only
    the id is known, which is then shown in the monospace face. With `removable` it has a cross,
    and Del or Backspace take it away too: `removed`."""

    removed = Signal()

    def __init__(
        self, key: str, name: str, *, folder: bool, known: bool, removable: bool = False
    ) -> None:
        super().__init__()
        self.key = key
        self._folder, self._known, self._removable = folder, known, removable
        self._over_cross = False
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(self.tr("Delete takes it away") if removable else "")
        self.setToolTip(f"{name}\n{key}" if known else key)
        self.setMouseTracking(True)
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
        width = 4 + self._mark() + 6 + words + 10 + (_CROSS + 2 if self._removable else 0)
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
        end = 8
        if self._removable:
            end += _CROSS + 2
            spot = QRect(QPoint(self.width() - 8 - _CROSS, area.y()), QSize(_CROSS, tall))
            if self._over_cross:
                round_it = QRect(spot.x() - 2, area.center().y() - 7, _CROSS + 4, _CROSS + 4)
                paint.box(painter, round_it, 8, colour("pressed"))
            paint_icon(painter, "x", spot, colour("text" if self._over_cross else "text2"), _CROSS)
        room = QRect(x, area.y(), self.width() - x - end, tall)
        ink = colour("text" if self._known else "text2")
        paint.text(painter, room, self.text(), theme.font(self._font()), ink)

    @property
    def _over(self) -> bool:
        return self.underMouse() and self.isEnabled()

    def _on_cross(self, point: QPoint) -> bool:
        return self._removable and point.x() >= self.width() - _TALL

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(event.position().toPoint())

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._point_at(QPoint(-1, -1))

    def _point_at(self, point: QPoint) -> None:
        over = self._on_cross(point)
        if over != self._over_cross:
            self._over_cross = over
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._on_cross(event.position().toPoint()):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._on_cross(event.position().toPoint()) and not self.isDown():
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in _REMOVES:
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class LinkChips(QWidget):
    """Chips in rows; the first few at first, the rest on demand. `opened(key)` when one is
    pressed, `removed(key)` when it is to go. `behind` stands after the last one: what adds more.
    """

    opened = Signal(str)
    removed = Signal(str)

    def __init__(
        self,
        *,
        folders: bool = False,
        behind: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders = folders
        self._behind = behind
        self._offers = False
        self._shown: tuple[tuple[str, str], ...] = ()
        self._flow = FlowLayout(self)
        if behind is not None:
            behind.setParent(self)
            behind.hide()
        self._all = self._removable = False
        self._chips: list[LinkChip] = []
        self.hide()

    def show_entries(
        self, entries: Sequence[tuple[str, str]], *, removable: bool = False, offers: bool = False
    ) -> None:
        """Show ids with their names; a name equal to its id is taken as not known. `offers`:
        whether what stands behind them is to be seen."""
        wanted = tuple(entries), removable, offers
        if wanted == (self._shown, self._removable, self._offers):
            return
        # The one that is gone had the keyboard: it stays nearby.
        focused = next((i for i, chip in enumerate(self._chips) if chip.hasFocus()), None)
        if {key for key, _ in entries}.isdisjoint(key for key, _ in self._shown):
            self._all = False
        self._shown, self._removable, self._offers = wanted
        self._fill()
        if focused is not None:
            near: list[QWidget] = [*self._chips]
            if offers and self._behind is not None:
                near.append(self._behind)
            if near:
                near[min(focused, len(near) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def names(self) -> list[str]:
        """The names in sight."""
        return [chip.text() for chip in self._chips]

    def chips(self) -> list[LinkChip]:
        return list(self._chips)

    def _fill(self) -> None:
        if self._behind is not None:
            self._flow.removeWidget(self._behind)
        clear_layout(self._flow)
        self._chips.clear()
        shown = self._shown if self._all else self._shown[:_SHOWN_AT_FIRST]
        for key, name in shown:
            chip = LinkChip(
                key,
                name,
                folder=self._folders,
                known=name != key,
                removable=self._removable,
            )
            chip.clicked.connect(self._open)
            chip.removed.connect(self._remove)
            self._flow.addWidget(chip)
            self._chips.append(chip)
        left = len(self._shown) - len(shown)
        if left:
            more = LinkButton(self.tr("{0} more").format(f"{left:,}"))
            more.clicked.connect(self._show_all)
            self._flow.addWidget(more)
        if self._behind is not None and self._offers:
            self._flow.addWidget(self._behind)
        if self._behind is not None:
            self._behind.setVisible(self._offers)
        self.setVisible(bool(self._shown) or self._offers)
        self.updateGeometry()

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _open(self) -> None:
        chip = self.sender()
        if isinstance(chip, LinkChip):
            self.opened.emit(chip.key)

    def _remove(self) -> None:
        chip = self.sender()
        if isinstance(chip, LinkChip):
            self.removed.emit(chip.key)
