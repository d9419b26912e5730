"""A heading over the settings of one group, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui.panels.profiles.rows import GUTTER, Row
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.card import Heading


class Section(QWidget):
    """Shows those of its `rows` that it is told to."""

    def __init__(self, title: str, caption: str, rows: Sequence[Row], *, whole: bool) -> None:
        """`whole`: each row takes the full width."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.rows = tuple(rows)
        for row in rows:
            row.setParent(self)  # shown without a parent, each would be a window
        self._whole = whole
        self._columns = 0
        self._blank = QWidget(self)
        self._blank.hide()
        self._arranged: tuple[Row, ...] = ()
        self._heading = Heading(title, caption)
        self._caption = caption
        self._grid = QGridLayout()
        tight(self._grid)
        self._grid.setHorizontalSpacing(theme.space.xxl)
        head = QHBoxLayout()
        head.setContentsMargins(GUTTER, 0, 0, 0)
        head.addWidget(self._heading)
        column = QVBoxLayout(self)
        tight(column, theme.space.xs)
        column.addLayout(head)
        column.addLayout(self._grid)

    def arrange(self, columns: int, rows: Sequence[Row], *, single: bool) -> None:
        """Put these rows into the grid, in one column for `single`."""
        columns = 1 if self._whole or single else columns
        rows = tuple(rows)
        if (columns, rows) != (self._columns, self._arranged):
            # Not with takeAt: what it hands to Python lives on, the widget tells that item and no
            # later one that its height has changed, and the line stays as high as it once was.
            for widget in (*self._arranged, self._blank):
                self._grid.removeWidget(widget)
            for row in self.rows:
                row.setVisible(row in rows)
            for place, row in enumerate(rows):
                self._grid.addWidget(row, place // columns, place % columns)
            odd = columns == 2 and len(rows) % 2 == 1
            self._blank.setVisible(odd)
            if odd:
                # Holds the second column open, so that both are as wide in every group.
                self._grid.addWidget(self._blank, len(rows) // 2, 1)
            for index in range(2):
                self._grid.setColumnStretch(index, 1 if index < columns else 0)
            self._columns, self._arranged = columns, rows
        self.recount()
        self.setVisible(bool(rows))

    def recount(self) -> None:
        """Say anew how many are on: what it counts is what stands below it."""
        if self._caption:
            return
        rows = self._arranged
        if len(rows) == len(self.rows):
            figure, words = sum(1 for row in rows if row.on), self.tr("{0} of {1} on")
        else:
            figure, words = len(rows), self.tr("{0} of {1} shown")
        self._heading.set_caption(words.format(figure, len(self.rows)))
