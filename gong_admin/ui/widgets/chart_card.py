"""The card around a chart: title, legend, and the figures as a table one click away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import ToggleButton
from gong_admin.ui.widgets.card import Card
from gong_admin.ui.widgets.scroll import OverlayScrollBars


class _Table(QTableWidget):
    """The figures of a chart, for reading, copying and screen readers."""

    def __init__(self, name: str, titles: Sequence[str]) -> None:
        super().__init__(0, len(titles))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(titles))
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setProperty("plain", True)
        self.horizontalHeader().setHighlightSections(False)
        self._bars = OverlayScrollBars(self)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.setRowCount(len(rows))
        head = self.horizontalHeader()
        head.setDefaultAlignment(paint.RIGHT)
        for column in range(self.columnCount()):
            stretch = column == 0
            head.setSectionResizeMode(
                column, head.ResizeMode.Stretch if stretch else head.ResizeMode.ResizeToContents
            )
        first = self.horizontalHeaderItem(0)
        if first is not None:
            first.setTextAlignment(paint.LEFT)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                cell = QTableWidgetItem(value)
                cell.setTextAlignment(paint.LEFT if column == 0 else paint.RIGHT)
                self.setItem(row, column, cell)


class ChartCard(Card):
    """A chart under its title, with a button that shows the figures instead."""

    def __init__(self, title: str, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = Label(title, "strong")
        self._caption = Label("", "secondary", tone="text3")
        self._legend = _Legend()
        self.table_button = ToggleButton("table", "")
        self._name_button(table=False)
        self.table_button.toggled.connect(self._flip)
        # The title stays where it is when the button goes.
        policy = self.table_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.table_button.setSizePolicy(policy)
        head = self._head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(self._title)
        head.addWidget(self._caption)
        head.addStretch(1)
        head.addWidget(self._legend)
        head.addWidget(self.table_button)
        self._stack = QStackedWidget()
        self._chart: QWidget | None = None
        self._instead: QWidget | None = None
        self._table = _Table(title, titles)
        self._stack.addWidget(self._table)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)

    def show_instead(self, widget: QWidget | None) -> None:
        """Show `widget` where the chart would be (what it costs, how far it is); None goes back
        to the figures."""
        if widget is not None and self._stack.indexOf(widget) < 0:
            self._stack.addWidget(widget)
        self._instead = widget
        self._choose()

    def set_caption(self, caption: str) -> None:
        self._caption.setText(caption)

    def add_control(self, widget: QWidget) -> None:
        """Put something before the button for the table."""
        self._head.insertWidget(self._head.count() - 1, widget)

    def _set_chart(self, chart: QWidget) -> None:
        self._stack.addWidget(chart)
        self._chart = chart
        self._choose()

    def _flip(self, table: bool) -> None:
        self._name_button(table=table)
        self._choose()

    def _name_button(self, *, table: bool) -> None:
        words = self.tr("Show as a chart") if table else self.tr("Show as a table")
        self.table_button.set_name(words)
        # There may be several charts: say which, where one can't see where the button stands.
        self.table_button.setAccessibleName(f"{words}: {self._title.text()}")

    def _choose(self) -> None:
        table = self.table_button.isChecked()
        figures = self._table if table or self._chart is None else self._chart
        self._stack.setCurrentWidget(self._instead or figures)
        self.table_button.setVisible(self._instead is None)
        self._legend.setVisible(self._instead is None and not table and self._legend.has_entries())


class _Legend(QWidget):
    """What bar and line stand for."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[tuple[str, str, bool]] = []  # words, colour, is a line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()
        repaint_on_change(self)

    def set_entries(self, entries: Sequence[tuple[str, str, bool]]) -> None:
        self._entries = list(entries)
        self.setVisible(bool(entries))
        self.updateGeometry()

    def has_entries(self) -> bool:
        return bool(self._entries)

    def sizeHint(self) -> QSize:
        font = theme.font("secondary")
        wide = sum(paint.text_width(words, font) + 36 for words, _colour, _line in self._entries)
        return QSize(wide, theme.size("pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, font, x = QPainter(self), theme.font("secondary"), 0
        middle = self.height() // 2
        for words, colour, line in self._entries:
            mark = QRect(x, middle - 1, 14, 2) if line else QRect(x + 2, middle - 5, 10, 10)
            paint.box(painter, mark, 1 if line else 2, theme.colour(colour))
            wide = paint.text_width(words, font) + 2
            room = QRect(x + 20, 0, wide, self.height())
            paint.text(painter, room, words, font, theme.colour("text2"))
            x += wide + 34
