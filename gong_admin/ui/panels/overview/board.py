"""Cards side by side, in fewer columns where there is less room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight

Row = Sequence[tuple[QWidget, int]]
"""Widgets with the number of grid columns that each takes."""


class Board(QWidget):
    """Lays `wide` rows out where there are at least `turn` pixels, else `narrow` ones. Both name
    the same widgets."""

    def __init__(
        self,
        wide: Sequence[Row],
        narrow: Sequence[Row],
        turn: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wide, self._narrow, self._turn = wide, narrow, turn
        self._shown: Sequence[Row] | None = None
        self._grid = QGridLayout(self)
        tight(self._grid, theme.space.m)
        self._arrange(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._wide if self.width() >= self._turn else self._narrow)

    def _arrange(self, rows: Sequence[Row]) -> None:
        if rows is self._shown:
            return
        self._shown = rows
        while self._grid.takeAt(0) is not None:
            pass
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        for number, row in enumerate(rows):
            column = 0
            for widget, span in row:
                self._grid.addWidget(widget, number, column, 1, span)
                for covered in range(column, column + span):
                    self._grid.setColumnStretch(covered, 1)
                column += span
