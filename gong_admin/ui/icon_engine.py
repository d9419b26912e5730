"""Qt's icons, for actions and menus, drawn with our glyphs and the theme's colours."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from gong_admin.ui.icons import has_icon, paint_icon
from gong_admin.ui.theme import theme


class Engine(QIconEngine):
    """Draws with the theme's colours of the moment, so that icons follow a switch by themselves."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    @classmethod
    def icon(cls, name: str, role: str) -> QIcon:
        """An icon that draws the glyph `name` in the colour token `role`."""
        return QIcon(cls(name, role))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = "disabled" if mode == QIcon.Mode.Disabled else self._role
        name = self._name
        if state == QIcon.State.On and has_icon(f"{name}-fill"):
            name = f"{name}-fill"
        paint_icon(painter, name, rect, theme.colour(role), min(rect.width(), rect.height()))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return Engine(self._name, self._role)
