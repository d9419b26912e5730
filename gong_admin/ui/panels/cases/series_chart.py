"""A small chart of how much Gong still holds on a subject, look by look."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gong_admin.models.text import date_text
from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme

_TALL = 72
_DOT = 6
_ARROW = " → "


def _second(moment: dt.datetime) -> str:
    return moment.astimezone().strftime("%H:%M:%S")


class SeriesChart(QWidget):
    """Steps downwards with a dot for each look; the looks stand side by side, because they are
    minutes apart at first and days later on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._series: list[tuple[dt.datetime, int]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)
        self.hide()

    def set_series(self, series: Sequence[tuple[dt.datetime, int]]) -> None:
        """When it was looked up and how much was held, the oldest first."""
        self._series = list(series)
        self.setAccessibleName(self.tr("Held at each look"))
        self.setAccessibleDescription(
            ", ".join(f"{date_text(at)}: {held:,}" for at, held in self._series)
        )
        self.update()

    def words(self, room: int | None = None) -> str:
        """The numbers in their order: "488 → 471 → 0". Where not all fit into `room` pixels, the
        first and as many of the newest as do."""
        numbers = [f"{held:,}" for _at, held in self._series]
        words, font = _ARROW.join(numbers), theme.font("secondary_strong")
        for left_out in range(1, len(numbers) - 1):
            if room is None or paint.text_width(words, font) <= room:
                break
            words = _ARROW.join([numbers[0], "…", *numbers[1 + left_out :]])
        return words

    def ends(self) -> tuple[str, str]:
        """When the first look was and when the last: to the second where both were in one
        minute."""
        first, last = self._series[0][0], self._series[-1][0]
        if date_text(first) == date_text(last) and first != last:
            return _second(first), _second(last)
        return date_text(first), date_text(last)

    def sizeHint(self) -> QSize:
        return QSize(220, _TALL + 2 * theme.size("pill"))

    def minimumSizeHint(self) -> QSize:
        return QSize(140, self.sizeHint().height())

    def _points(self) -> list[QPointF]:
        area = self._area()
        top = max((held for _at, held in self._series), default=0) or 1
        apart = area.width() / max(1, len(self._series) - 1)
        return [
            QPointF(area.x() + number * apart, area.bottom() - held / top * area.height())
            for number, (_at, held) in enumerate(self._series)
        ]

    def _area(self) -> QRect:
        line = theme.size("pill")
        return self.rect().adjusted(_DOT, line + _DOT, -_DOT, -line)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._series:
            return
        painter, colour = QPainter(self), theme.colour
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, points = self._area(), self._points()
        line = theme.size("pill")
        painter.fillRect(QRect(area.x(), area.bottom() + 1, area.width(), 1), colour("separator"))
        path = QPainterPath(points[0])
        for before, point in itertools.pairwise(points):
            path.lineTo(point.x(), before.y())
            path.lineTo(point)
        fill = QPainterPath(path)
        fill.lineTo(points[-1].x(), area.bottom() + 1)
        fill.lineTo(points[0].x(), area.bottom() + 1)
        painter.fillPath(fill, colour("accent_tint"))
        painter.setPen(QPen(colour("accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
        for point, (_at, held) in zip(points, self._series, strict=True):
            spot = QRect(round(point.x()) - _DOT // 2, round(point.y()) - _DOT // 2, _DOT, _DOT)
            paint.box(painter, spot, _DOT / 2, colour("accent" if held else "ok_mark"))
        font, ink = theme.font("secondary"), colour("text2")
        whole = self.rect()
        head, title = QRect(0, 0, whole.width(), line), self.tr("Held at each look")
        strong = theme.font("secondary_strong")
        paint.text(painter, head, title, font, ink)
        head.setLeft(paint.text_width(title, font) + theme.space.m)
        paint.text(painter, head, self.words(head.width()), strong, colour("text"), paint.RIGHT)
        foot = QRect(0, whole.height() - line + 2, whole.width(), line - 2)
        first, last = self.ends()
        half = foot.width() // 2
        paint.text(painter, QRect(foot.x(), foot.y(), half, foot.height()), first, font, ink)
        end = QRect(foot.x() + half, foot.y(), half, foot.height())
        paint.text(painter, end, last, font, ink, paint.RIGHT)

    def event(self, event: object) -> bool:
        if isinstance(event, QHelpEvent) and self._series:
            near = min(
                range(len(self._series)),
                key=lambda number: abs(self._points()[number].x() - event.pos().x()),
            )
            at, held = self._series[near]
            words = self.tr("{0}: {1:,} held").format(date_text(at), held)
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)  # type: ignore[arg-type]
