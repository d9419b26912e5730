"""What stood there before: "Was Own", with the old value struck through, in place of a remark."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme


def paint_was(painter: QPainter, rect: QRect, was: str, remark: str, intro: str) -> None:
    """`intro` ("Was"), the old value struck through, then the remark, as far as there is room.
    Without `was` the remark alone."""
    font, ink = theme.font("secondary"), theme.colour("text2")
    room = QRect(rect)
    if was:
        wide = paint.text_width(f"{intro} ", font)
        paint.text(painter, room, intro, font, ink)
        room.setLeft(room.left() + wide)
        struck = QFont(font)
        struck.setStrikeOut(True)
        paint.text(painter, room, was, struck, ink)
        room.setLeft(room.left() + paint.text_width(was, font) + theme.space.s)
    # Behind an old value the remark stands whole or not at all.
    if not was or paint.text_width(remark, font) <= room.width():
        paint.text(painter, room, remark, font, ink)


class WasLabel(QWidget):
    """One line that gives way: a remark, with what was there before in front of it."""

    def __init__(self, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._was, self._remark = "", remark
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def set_words(self, was: str, remark: str) -> None:
        self._was, self._remark = was, remark
        self.setAccessibleName(self.words())
        self.update()

    def words(self) -> str:
        was = f"{self.tr('Was')} {self._was}" if self._was else ""
        return " ".join(part for part in (was, self._remark) if part)

    def sizeHint(self) -> QSize:
        width = paint.text_width(self.words(), theme.font("secondary")) + theme.space.s
        return QSize(width, theme.font_px("secondary") + 5)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_was(painter, self.rect(), self._was, self._remark, self.tr("Was"))
