"""Pills: a state in one word, with an icon, so that it never hangs on colour alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import icon_pixmap
from gong_admin.ui.theme import repaint_on_change, theme

Tone = Literal["ok", "warn", "danger", "neutral", "accent"]

TONE_ICONS: dict[Tone, str] = {
    "ok": "check-circle-fill",
    "warn": "warning-fill",
    "danger": "warning-circle-fill",
    "neutral": "",
    "accent": "info",
}


def tone_colours(tone: Tone) -> tuple[QColor, QColor, QColor]:
    """Fill, words and icon of a tone."""
    if tone == "neutral":
        return theme.colour("neutral_tint"), theme.colour("text2"), theme.colour("text2")
    if tone == "accent":
        accent = theme.colour("accent_text")
        return theme.colour("accent_tint"), accent, accent
    return theme.colour(f"{tone}_tint"), theme.colour(tone), theme.colour(f"{tone}_mark")


_PAD, _GAP, _ICON = 8, 5, 12


def pill_width(words: str, icon: str) -> int:
    """How wide a pill is, for those who paint it into a cell."""
    font = theme.font("secondary_strong")
    if not words:
        return 2 * _PAD + theme.grown(_ICON)
    room = theme.grown(_ICON) + _GAP if icon else 0
    return paint.text_width(words, font) + 2 * _PAD + 1 + room


def paint_pill(
    painter: QPainter,
    rect: QRect,
    words: str,
    tone: Tone,
    icon: str,
    *,
    selected: bool = False,
) -> None:
    """A pill at the left of `rect`, in its middle, cut where the room ends; `selected` where it
    lies on a selected row, which would swallow a pale one."""
    fill, ink, mark = tone_colours(tone)
    if selected and tone in ("accent", "neutral"):
        fill = theme.colour("accent_tint2")
    tall = theme.size("pill")
    wide = min(pill_width(words, icon), rect.width())
    area = QRect(rect.x(), rect.y() + (rect.height() - tall) // 2, wide, tall)
    paint.box(painter, area, tall / 2, fill)
    x = area.x() + _PAD
    if icon:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        side = theme.grown(_ICON)
        spot = QRect(x, area.y() + (tall - side) // 2, side, side)
        painter.drawPixmap(spot, icon_pixmap(icon, mark, side, ratio))
        x += side + _GAP
    room = QRect(x, area.y(), area.right() + 1 - _PAD - x + 1, tall)
    paint.text(painter, room, words, theme.font("secondary_strong"), ink)


class Pill(QWidget):
    """A status pill. Without `icon` it takes the tone's own."""

    def __init__(
        self,
        words: str = "",
        tone: Tone = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words, self._tone = "", tone
        self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)
        self.set_state(words, tone, icon)

    def set_state(self, words: str, tone: Tone, icon: str | None = None) -> None:
        self._words, self._tone = words, tone
        self._icon = TONE_ICONS[tone] if icon is None else icon
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def words(self) -> str:
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(pill_width(self._words, self._icon), theme.size("pill"))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(48, self.sizeHint().width()), theme.size("pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self.rect(), self._words, self._tone, self._icon)


class KindTag(QWidget):
    """What a tenant is ("Demo", "Production"), outlined in the tenant's own colour."""

    def __init__(
        self, words: str = "", colour: str = "tenant_demo", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words, self._colour = words, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)
        self.set_kind(words, colour)

    def set_kind(self, words: str, colour: str) -> None:
        self._words, self._colour = words, colour
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        words = paint.text_width(self._words, theme.font("caption_strong"))
        return QSize(words + 13, theme.size("kbd"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        edge, _ink = theme.tenant_colours(self._colour)
        paint.box(painter, self.rect(), theme.radius.small, theme.colour("surface"), edge, 1.5)
        font = theme.font("caption_strong")
        # A colour of the user's own may be too faint for words; the outline carries it then.
        ink = theme.colour("text") if self._colour.startswith("#") else edge
        paint.text(painter, self.rect(), self._words, font, ink, paint.CENTRE, elide=False)
