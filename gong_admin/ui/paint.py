"""What painted widgets share: crisp rounded boxes, text, shadows."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from gong_admin.ui.theme import theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter


def box(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: QColor | None,
    outline: QColor | None = None,
    width: float = 1.0,
) -> None:
    """A rounded box that fills `rect` exactly; its outline lies inside, on whole pixels."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(rect)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if outline is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(outline, width))
        half = width / 2
        area.adjust(half, half, -half, -half)
    radius = min(radius, area.height() / 2, area.width() / 2)
    painter.drawRoundedRect(area, radius, radius)
    painter.restore()


def text(
    painter: QPainter,
    rect: QRect | QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = LEFT,
    *,
    elide: bool = True,
) -> None:
    """One line of text in `rect`, cut with an ellipsis where it is too long."""
    painter.setFont(font)
    painter.setPen(colour)
    area = QRectF(rect)
    if elide:
        words = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, int(align) | int(Qt.TextFlag.TextSingleLine), words)


def text_width(words: str, font: QFont) -> int:
    return QFontMetrics(font).horizontalAdvance(words)


def floating_card(
    painter: QPainter, card: QRect | QRectF, kind: Literal["popup", "dialog"], fill: QColor
) -> None:
    """A card above everything else: soft shadow, hairline, body.

    Translucent rounded rectangles rather than QGraphicsDropShadowEffect, which would turn the
    text on the card into a picture.
    """
    elevation = theme.elevation(kind)
    peak, body = theme.shadow_peak() / 255 * 1.4, QRectF(card)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    colour = QColor(theme.colour("shadow"))
    for step in range(elevation.margin):
        reach = elevation.margin - step
        strength = (step + 1) / elevation.margin
        colour.setAlphaF(min(1.0, peak * strength * strength))
        painter.setBrush(colour)
        layer = body.adjusted(-reach, -reach, reach, reach)
        layer.translate(QPointF(0, elevation.offset_y * min(1.0, reach / elevation.margin + 0.25)))
        # The shadow must not reach past the transparent margin, or it ends in a hard line.
        layer.setBottom(min(layer.bottom(), body.bottom() + elevation.margin))
        painter.drawRoundedRect(layer, elevation.radius + reach, elevation.radius + reach)
    painter.restore()
    box(painter, body.adjusted(-1, -1, 1, 1), elevation.radius + 1, theme.colour("border"))
    box(painter, body, elevation.radius, fill)
