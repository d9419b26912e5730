"""Meters: how much of something is done or used."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme


class Meter(QProgressBar):
    """A thin bar. `set_parts` gives shares from 0 to 1 with a colour token each, which are laid
    end to end; `set_value` is the same for one. The figures stand beside it in words, and what
    is not seen is a progress bar in per cent to assistive technology."""

    def __init__(
        self, name: str = "", *, width: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts: list[tuple[float, str]] = []
        self.setAccessibleName(name)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setFixedHeight(theme.size("meter"))
        if width is not None:
            self.setFixedWidth(width)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def set_value(self, share: float, colour: str = "accent") -> None:
        self.set_parts([(share, colour)])

    def set_parts(self, parts: Sequence[tuple[float, str]]) -> None:
        self._parts = [(max(0.0, min(1.0, share)), colour) for share, colour in parts]
        total = sum(share for share, _colour in self._parts)
        # Qt would paint the whole window now, in the middle of what goes on, and once more later.
        self.setUpdatesEnabled(False)
        self.setValue(round(min(1.0, total) * 100))
        self.setUpdatesEnabled(True)  # and paint in its turn

    def sizeHint(self) -> QSize:
        return QSize(120, theme.size("meter"))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, theme.size("meter"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, tall = QRectF(self.rect()), self.height()
        paint.box(painter, area, tall / 2, theme.colour("pressed"))
        outline = QPainterPath()
        outline.addRoundedRect(area, tall / 2, tall / 2)
        painter.setClipPath(outline)
        x = 0.0
        for share, colour in self._parts:
            # What has begun is seen, however little it is.
            wide = max(share * area.width(), tall) if share > 0 else 0.0
            paint.box(painter, QRectF(x, 0, wide, tall), tall / 2, theme.colour(colour))
            x += wide
