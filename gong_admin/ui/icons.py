"""Icons: Phosphor glyphs, drawn as outlines on whole pixels and tinted from the theme.

The glyphs come from the font that QtAwesome ships; the package itself is never imported, since
reading its six other fonts would cost more than the whole start-up may. Names are Phosphor's
("magnifying-glass"); with "-fill" behind they are solid, which is the second cue, beside colour,
for what is selected.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
)

from gong_admin.ui.theme import theme

_FONT = "phosphor-1.3.0.ttf"
_NAMES = "phosphor-charmap-1.3.0.json"


class UnknownIcon(KeyError):
    """No glyph of that name: a slip in the program's text."""


def _folder() -> Path:
    # find_spec of a top-level package locates it without running it.
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("QtAwesome, which carries the icon font, is not installed")
    return Path(spec.origin).parent / "fonts"


@cache
def _codes() -> dict[str, str]:
    names: dict[str, str] = json.loads((_folder() / _NAMES).read_text(encoding="utf-8"))
    return names


@lru_cache(maxsize=8)
def _raw_font(size: int) -> QRawFont:
    return QRawFont(str(_folder() / _FONT), size)


def has_icon(name: str) -> bool:
    """Whether there is a glyph `name`."""
    return name in _codes()


@lru_cache(maxsize=1024)
def icon_path(name: str, size: int) -> QPainterPath:
    """The outline of an icon in a square of `size` pixels at the origin. Raises `UnknownIcon`."""
    code = _codes().get(name)
    if code is None:
        raise UnknownIcon(name)
    font = _raw_font(size)
    path = font.pathForGlyph(font.glyphIndexesForString(chr(int(code, 16)))[0])
    path.translate(0, size)  # glyphs stand on a baseline at the square's lower edge
    return path


def paint_icon(
    painter: QPainter, name: str, position: QPoint | QRect, colour: QColor, size: int = 16
) -> None:
    """Draw an icon of `size` at a point, or centred in a rectangle, on whole pixels."""
    if isinstance(position, QRect):
        position = position.topLeft() + QPoint(
            (position.width() - size) // 2, (position.height() - size) // 2
        )
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(position))
    painter.fillPath(icon_path(name, size), colour)
    painter.restore()


@lru_cache(maxsize=1024)
def _pixmap(name: str, rgba: int, size: int, dpr: float) -> QPixmap:
    pixmap = QPixmap(QSize(round(size * dpr), round(size * dpr)))
    pixmap.setDevicePixelRatio(dpr)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_icon(painter, name, QPoint(0, 0), QColor.fromRgba(rgba), size)
    painter.end()
    return pixmap


def icon_pixmap(name: str, colour: QColor, size: int = 16, dpr: float = 1.0) -> QPixmap:
    """A picture of the icon, cached: for delegates that draw the same one in every row."""
    return _pixmap(name, colour.rgba(), size, dpr)


class _Engine(QIconEngine):
    """Draws with the theme's colours of the moment, so that icons follow a switch by themselves."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

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
        return _Engine(self._name, self._role)


def icon(name: str, role: str = "text2") -> QIcon:
    """An icon for Qt's own actions and menus, tinted with the colour token `role`."""
    if not has_icon(name):
        raise UnknownIcon(name)
    return QIcon(_Engine(name, role))


def icon_rect(rect: QRectF, size: int) -> QRect:
    """Where an icon of `size` sits, on whole pixels, when centred in `rect`."""
    return QRect(
        round(rect.x() + (rect.width() - size) / 2),
        round(rect.y() + (rect.height() - size) / 2),
        size,
        size,
    )
