"""What the cells of a table are painted with: fonts, cut texts, pills and avatars, all cached.

A repaint draws some 250 cells. Measuring, cutting and shaping a text costs several times what
drawing it does, so each is done once per (text, font, width) and kept; a pill or an avatar is
drawn once and then copied. The caches belong to one :class:`Ink`, which is thrown away when the
colours, the fonts or the scale of the screen change.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QStaticText, QTextOption

from gong_admin.ui.icons import icon_pixmap
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.avatar import avatar_index, initials, paint_avatar

__all__ = ["Ink"]

_T = TypeVar("_T")
_TONES = {  # meaning of a pill: colour of its words, its ground, its icon
    "success": ("ok", "ok_tint", "ok_mark"),
    "warning": ("warn", "warn_tint", "warn_mark"),
    "danger": ("danger", "danger_tint", "danger_mark"),
    "accent": ("accent_text", "accent_tint", "accent_text"),
    "neutral": ("text2", "neutral_tint", "text3"),
}
_ROLES = ("body", "medium", "strong", "mono", "secondary", "secondary_strong")
_ON_SELECTED = "accent_tint2"  # the ground of pills that a selected row would swallow
_PILL_ICON = 14
_ENTRIES = 900  # three screens of cells; a shaped text takes some 1 kB


class _Cache(Generic[_T]):
    """Keeps what was used lately: the last 900 entries at least, twice as many at most.

    When the younger half is full, the older is let go. What is still in use moves over by then,
    so that no repaint ever has to draw a whole screen anew.
    """

    def __init__(self) -> None:
        self._young: dict[Hashable, _T] = {}
        self._old: dict[Hashable, _T] = {}

    def get(self, key: Hashable) -> _T | None:
        """What was kept under this key; None when there is nothing, or nothing any more."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Hashable, value: _T) -> _T:
        """Keep something; returns it."""
        if len(self._young) >= _ENTRIES:
            self._old, self._young = self._young, {}
        self._young[key] = value
        return value


class Ink:
    """Fonts, colours and cached drawings for one scheme at one scale."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self.fonts: dict[str, QFont] = {role: theme.font(role) for role in _ROLES}
        self.metrics = {role: QFontMetricsF(font) for role, font in self.fonts.items()}
        self._one_line = QTextOption()
        self._one_line.setWrapMode(QTextOption.WrapMode.NoWrap)
        self._texts: _Cache[tuple[QStaticText, float, float]] = _Cache()
        self._drawings: _Cache[QPixmap] = _Cache()
        self._marks: _Cache[tuple[float, float]] = _Cache()
        self._colours: dict[str, QColor] = {}

    def colour(self, name: str) -> QColor:
        """The colour of a token, looked up once."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = theme.colour(name)
        return found

    def text(self, text: str, role: str, width: int) -> tuple[QStaticText, float, float]:
        """``text`` cut to ``width`` pixels in the font ``role``: drawing, its width, its height."""
        key = (text, role, width)
        found = self._texts.get(key)
        if found is not None:
            return found
        # A line break or a tab inside a value would make the row higher than it is.
        line = " ".join(text.split()) if ("\n" in text or "\t" in text) else text
        metrics = self.metrics[role]
        # Most texts fit: shaped once, not twice more for measuring.
        static = self._shaped(line[:1000], role)
        wide = static.size().width()
        if wide > width:
            shown = metrics.elidedText(line[:1000], Qt.TextElideMode.ElideRight, width)
            static = self._shaped(shown, role)
            wide = metrics.horizontalAdvance(shown)
        return self._texts.put(key, (static, wide, metrics.height()))

    def _shaped(self, line: str, role: str) -> QStaticText:
        static = QStaticText(line)
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
        static.setTextOption(self._one_line)
        static.prepare(font=self.fonts[role])
        return static

    def is_cut(self, text: str, role: str, width: int) -> bool:
        """Whether ``text`` does not fit into ``width`` pixels."""
        return self.metrics[role].horizontalAdvance(text) > width

    def mark(self, text: str, needle: str, role: str) -> tuple[float, float] | None:
        """Where the filter's ``needle`` (casefolded) lies in ``text``: left and width in pixels."""
        at = text.casefold().find(needle)
        if at < 0:
            return None
        key = (text, needle, role)
        found = self._marks.get(key)
        if found is not None:
            return found
        metrics = self.metrics[role]
        left = metrics.horizontalAdvance(text[:at])
        return self._marks.put(
            key, (left, metrics.horizontalAdvance(text[: at + len(needle)]) - left)
        )

    def pill(self, text: str, tone: str, icon: str, width: int, selected: bool = False) -> QPixmap:
        """A pill of ``tone`` (see `Column.pill`), at most ``width`` pixels wide; ``selected`` where
        it lies on a selected row."""
        key = ("pill", text, tone, icon, width, selected)
        found = self._drawings.get(key)
        return (
            found
            if found is not None
            else self._drawings.put(key, self._draw_pill(text, tone, icon, width, selected))
        )

    def avatar(self, name: str, size: int) -> QPixmap:
        """A round avatar with the initials of ``name``; the same name always wears one colour."""
        key = ("avatar", initials(name), theme.avatar_colours(avatar_index(name))[0].rgb(), size)
        found = self._drawings.get(key)
        return (
            found if found is not None else self._drawings.put(key, self._draw_avatar(name, size))
        )

    def icon(self, name: str, colour: str, size: int) -> QPixmap:
        """An icon of the family in the colour of a token."""
        key = ("icon", name, colour, size)
        found = self._drawings.get(key)
        return (
            found
            if found is not None
            else self._drawings.put(key, icon_pixmap(name, self.colour(colour), size, self.scale))
        )

    def pill_width(self, text: str, icon: str) -> int:
        """How wide the whole pill is."""
        room = theme.grown(_PILL_ICON) + 20 if icon else 16
        return round(self.metrics["secondary_strong"].horizontalAdvance(text)) + room

    # -- drawing -----------------------------------------------------------------------------

    def _canvas(self, width: int, height: int) -> QPixmap:
        picture = QPixmap(round(width * self.scale), round(height * self.scale))
        picture.setDevicePixelRatio(self.scale)
        picture.fill(Qt.GlobalColor.transparent)
        return picture

    def _draw_pill(self, text: str, tone: str, icon: str, width: int, selected: bool) -> QPixmap:
        text_colour, fill, mark = _TONES.get(tone, _TONES["neutral"])
        if selected and fill in ("accent_tint", "neutral_tint"):
            fill = _ON_SELECTED
        height = theme.size("pill")
        width = max(height, min(width, self.pill_width(text, icon)))
        picture = self._canvas(width, height)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour(fill))
        painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
        left = 8
        if icon:
            side = theme.grown(_PILL_ICON)
            drawn = icon_pixmap(icon, self.colour(mark), side, self.scale)
            painter.drawPixmap(7, (height - side) // 2, side, side, drawn)
            left = 11 + side
        painter.setFont(self.fonts["secondary_strong"])
        painter.setPen(self.colour(text_colour))
        metrics = self.metrics["secondary_strong"]
        room = width - left - 8
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(QRectF(left, 0, room + 2, height), Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
        return picture

    def _draw_avatar(self, name: str, size: int) -> QPixmap:
        picture = self._canvas(size, size)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_avatar(painter, QRect(0, 0, size, size), name)
        painter.end()
        return picture

    @staticmethod
    def draw_text(
        painter: QPainter,
        drawing: tuple[QStaticText, float, float],
        left: float,
        top: int,
        height: int,
    ) -> None:
        """Draw what :meth:`text` made, in the middle of a row."""
        painter.drawStaticText(QPointF(left, top + (height - drawing[2]) / 2), drawing[0])
