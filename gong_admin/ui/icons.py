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
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPixmap,
    QRawFont,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

_FONT = "phosphor-1.3.0.ttf"
_NAMES = "phosphor-charmap-1.3.0.json"


class UnknownIcon(KeyError):
    """No glyph of that name: a slip in the program's text."""


@cache
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
    font = QRawFont(_loaded_font())
    font.setPixelSize(size)
    return font


@cache
def _loaded_font() -> QRawFont:
    """Read once: a copy takes other sizes for nothing."""
    return QRawFont(str(_folder() / _FONT), 16)


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


def icon(name: str, role: str = "text2") -> QIcon:
    """An icon for Qt's own actions and menus, tinted with the colour token `role`."""
    if not has_icon(name):
        raise UnknownIcon(name)
    from gong_admin.ui.icon_engine import Engine  # menus need QIcon, the window's first sight not

    return Engine.icon(name, role)


def icon_rect(rect: QRectF, size: int) -> QRect:
    """Where an icon of `size` sits, on whole pixels, when centred in `rect`."""
    return QRect(
        round(rect.x() + (rect.width() - size) / 2),
        round(rect.y() + (rect.height() - size) / 2),
        size,
        size,
    )
