"""Charts, with axis labels, tooltips and the table behind them.

pyqtgraph (and numpy with it) is imported when the first chart is shown, not when the program
starts.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.chart_card import ChartCard

_MEAN_DAYS = 7


def trailing_mean(values: Sequence[float], days: int = _MEAN_DAYS) -> list[float | None]:
    """The mean of each value and those before it, over `days`; None where there are fewer: such a
    mean would begin with a bend that nothing but the edge has made."""
    return [
        sum(values[end - days : end]) / days if end >= days else None
        for end in range(1, len(values) + 1)
    ]


class BarChart(ChartCard):
    """Something a day, with its mean over seven days."""

    def __init__(self, title: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(title, (), parent)
        self._unit = unit
        self._days: list[date] = []
        self._values: list[float] = []
        self._means: list[float | None] = []
        self._plot: Any = None
        self._table.setColumnCount(3)
        self._table.setHorizontalHeaderLabels(
            [self.tr("Day"), unit.capitalize(), self.tr("7-day mean")]
        )
        theme.changed.connect(self._draw)

    def set_days(self, days: Sequence[tuple[date, float]], unfinished: date | None = None) -> None:
        """The figures, oldest first. A day that is `unfinished` has no mean: its first hours
        would pull it down."""
        self._days = [day for day, _value in days]
        self._values = [value for _day, value in days]
        self._means = [
            None if day == unfinished else mean
            for day, mean in zip(self._days, trailing_mean(self._values), strict=True)
        ]
        self._legend.set_entries(
            [(self.tr("a day"), "chart_bar", False), (self.tr("7-day mean"), "chart_line", True)]
        )
        self._table.fill(
            [
                (self._spell(day), f"{value:,.0f}", "–" if mean is None else f"{mean:,.0f}")
                for day, value, mean in zip(self._days, self._values, self._means, strict=True)
            ]
        )
        if self._plot is None:
            self._plot = _plot_widget(self)
            self._plot.scene().sigMouseMoved.connect(self._hovered)
            # How many labels fit is known once there is a width.
            self._plot.sigDeviceRangeChanged.connect(self._draw)
            self._set_chart(self._plot)
        self._describe()
        self._draw()

    def _describe(self) -> None:
        if not self._values:
            return
        top = max(range(len(self._values)), key=self._values.__getitem__)
        words = self.tr("{0} {1} in {2} days, most on {3}: {4}").format(
            f"{sum(self._values):,.0f}",
            self._unit,
            len(self._values),
            self._spell(self._days[top]),
            f"{self._values[top]:,.0f}",
        )
        self._plot.setAccessibleName(self._title.text())
        self._plot.setAccessibleDescription(words)

    @staticmethod
    def _spell(day: date) -> str:

        return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")

    def _draw(self) -> None:
        if self._plot is not None:
            _draw_bars(self._plot, self._days, self._values, self._means)

    def _index(self, scene_point: Any) -> int | None:
        area = self._plot.plotItem.vb
        if not area.sceneBoundingRect().contains(scene_point):
            return None
        index = round(area.mapSceneToView(scene_point).x())
        return index if 0 <= index < len(self._values) else None

    def _hovered(self, scene_point: Any) -> None:
        index = self._index(scene_point)
        if index is None:
            QToolTip.hideText()
            return
        text = f"{self._spell(self._days[index])}\n{self._values[index]:,.0f} {self._unit}"
        if (mean := self._means[index]) is not None:
            text += self.tr(", 7-day mean {0}").format(f"{mean:,.0f}")
        spot = self._plot.mapToGlobal(self._plot.mapFromScene(scene_point))
        QToolTip.showText(spot, text, self._plot)


def _plot_widget(parent: QWidget) -> Any:
    import pyqtgraph

    plot = pyqtgraph.PlotWidget(parent)
    plot.setMouseEnabled(x=False, y=False)
    plot.setMenuEnabled(False)
    plot.hideButtons()
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setFrameShape(plot.Shape.NoFrame)
    # The library makes this menu without a parent, and it would outlive the chart.
    menu = plot.plotItem.ctrlMenu
    menu.setParent(plot, menu.windowFlags())
    return plot


def _draw_bars(
    plot: Any, days: Sequence[date], values: Sequence[float], means: Sequence[float | None]
) -> None:
    import pyqtgraph

    item, ground = plot.plotItem, theme.colour("surface")
    item.clear()
    plot.setBackground(ground)
    top = max([*values, 1.0])
    step = _nice_step(top)
    ticks = [step * n for n in range(int(top / step) + 1)]
    for tick in ticks:
        pen = pyqtgraph.mkPen(theme.colour("separator"), width=1)
        item.addItem(pyqtgraph.InfiniteLine(tick, angle=0, pen=pen), ignoreBounds=True)
    bars = pyqtgraph.BarGraphItem(
        x=list(range(len(values))),
        height=list(values),
        width=0.7,
        brush=theme.colour("chart_bar"),
        pen=None,
    )
    item.addItem(bars)
    line = pyqtgraph.mkPen(theme.colour("chart_line"), width=2)
    known = [(index, mean) for index, mean in enumerate(means) if mean is not None]
    spots, heights = [index for index, _mean in known], [mean for _index, mean in known]
    item.addItem(pyqtgraph.PlotDataItem(spots, heights, pen=line, antialias=True))
    labels = [
        (index, QLocale().toString(QDate(day.year, day.month, day.day), "d MMM"))
        for index, day in enumerate(days)
        if day.weekday() == 0
    ]
    # Mondays, as many as fit: a label takes some sixty pixels.
    every = max(1, round(len(labels) * 60 / max(60, plot.width())) or 1)
    for name, marks in (
        ("bottom", labels[::every]),
        ("left", [(tick, f"{tick:,.0f}") for tick in ticks]),
    ):
        axis = item.getAxis(name)
        axis.setTicks([marks])
        axis.setPen(None)
        # A tick of length nought would still leave a dot.
        axis.setTickPen(ground)
        axis.setTextPen(theme.colour("text3"))
        axis.setStyle(tickFont=theme.font("caption"), tickLength=0)
    item.setXRange(-0.6, len(values) - 0.4, padding=0)
    item.setYRange(0, top * 1.05, padding=0)


def _nice_step(top: float) -> float:
    """A round distance between grid lines that gives three to six of them."""
    step = 1.0
    while top / step > 6:
        for factor in (2, 2.5, 2):
            step *= factor
            if top / step <= 6:
                break
    return step


class _Bars(QWidget):
    """Names, bars and figures in rows."""

    row_clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, float]] = []
        self._rest = False
        self.setMouseTracking(True)
        repaint_on_change(self)

    def set_rows(self, rows: Sequence[tuple[str, float]], rest: bool) -> None:
        self._rows, self._rest = list(rows), rest
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, len(self._rows) * theme.size("row"))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, len(self._rows) * theme.size("row_compact"))

    def _row_height(self) -> float:
        return min(44.0, self.height() / max(1, len(self._rows)))

    def _row_at(self, point: QPoint) -> int | None:
        row = int(point.y() / self._row_height()) if self._rows else -1
        return row if 0 <= row < len(self._rows) else None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, font = QPainter(self), theme.font("body")
        if not self._rows:
            return
        figures = [f"{value:,.0f}" for _name, value in self._rows]
        behind = max(paint.text_width(figure, font) for figure in figures) + theme.space.m
        names = max(paint.text_width(name, font) for name, _value in self._rows) + theme.space.l
        names = min(names, self.width() * 2 // 5)
        room, most = self.width() - names - behind, max(value for _n, value in self._rows) or 1
        tall = self._row_height()
        for row, (name, value) in enumerate(self._rows):
            line = QRect(0, round(row * tall), self.width(), round(tall))
            left = QRect(0, line.y(), names - theme.space.s, line.height())
            paint.text(painter, left, name, font, theme.colour("text2"))
            wide = max(3, round(room * value / most)) if value else 0
            bar = QRect(names, line.center().y() - 4, wide, 9)
            last = self._rest and row == len(self._rows) - 1
            paint.box(painter, bar, 3, theme.colour("control" if last else "chart_bar"))
            paint.text(painter, line, figures[row], font, theme.colour("text"), paint.RIGHT)

    def event(self, event: Any) -> bool:
        if isinstance(event, QHelpEvent):
            row = self._row_at(event.pos())
            if row is not None:
                name, value = self._rows[row]
                QToolTip.showText(event.globalPos(), f"{name}: {value:,.0f}", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event.position().toPoint())
        if row is not None:
            self.row_clicked.emit(row)


class HorizontalBars(ChartCard):
    """How something is shared out: the largest first, what is left over as "7 others"."""

    row_clicked = Signal(int)

    def __init__(
        self, title: str, what: str, unit: str, *, most: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, (what, unit), parent)
        self._most = most
        self._bars = _Bars()
        self._bars.row_clicked.connect(self.row_clicked)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column)
        column.addWidget(self._bars, 1)
        self._set_chart(page)

    def set_shares(self, shares: Sequence[tuple[str, float]]) -> None:
        ranked = sorted(shares, key=lambda share: -share[1])
        self._table.fill([(name, f"{value:,.0f}") for name, value in ranked])
        rest = ranked[self._most - 1 :] if len(ranked) > self._most else []
        shown = ranked[: self._most - 1] if rest else ranked
        if rest:
            words = self.tr("{0} others").format(len(rest))
            shown = [*shown, (words, sum(value for _name, value in rest))]
        self._bars.set_rows(shown, bool(rest))
        self._bars.setAccessibleName(self._title.text())
        self._bars.setAccessibleDescription(
            ", ".join(f"{name} {value:,.0f}" for name, value in shown)
        )
