"""Avatars: initials on one of six colours, always the same for the same person."""

from __future__ import annotations

from zlib import crc32

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme


def initials(name: str) -> str:
    """One or two letters for a name or an address: "Dana Whitfield" is DW."""
    words = [word for word in name.replace("@", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def avatar_index(name: str) -> int:
    """The colour of a name. Not `hash`, which differs from run to run."""
    return crc32(name.encode())


def paint_avatar(painter: QPainter, rect: QRect, name: str) -> None:
    """The avatar of `name`, a circle that fills `rect`."""
    fill, ink = theme.avatar_colours(avatar_index(name))
    paint.box(painter, rect, rect.height() / 2, fill)
    font = QFont(theme.font("strong"))
    font.setPixelSize(max(8, round(rect.height() * 0.41)))
    paint.text(painter, rect, initials(name), font, ink, paint.CENTRE, elide=False)


class Avatar(QWidget):
    """A person's avatar beside their name; `large` for the head of a pane."""

    def __init__(
        self, name: str = "", *, large: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._large = name, large
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def set_name(self, name: str) -> None:
        self._name = name
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.size("avatar_large" if self._large else "avatar")
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_avatar(QPainter(self), self.rect(), self._name)


class TenantBadge(QWidget):
    """A tenant's letter in a rounded square of its colour. `colour` is a colour token, or a
    colour of the user's own as "#RRGGBB"."""

    def __init__(
        self,
        name: str = "",
        colour: str = "tenant_demo",
        *,
        side: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._colour = name, colour
        self.setFixedSize(side, side)
        repaint_on_change(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, ink = theme.tenant_colours(self._colour)
        paint.box(painter, self.rect(), theme.radius.control, fill)
        font = QFont(theme.font("strong"))
        font.setPixelSize(round(self.height() * 0.54))
        letter = (self._name.strip() or "?")[0].upper()
        paint.text(painter, self.rect(), letter, font, ink, paint.CENTRE, elide=False)
