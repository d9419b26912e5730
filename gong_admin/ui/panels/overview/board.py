"""Cards side by side, in fewer columns where there is less room."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight

Row = Sequence[tuple[QWidget, int]]
"""Widgets with their shares of the width."""


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
        self._column = QVBoxLayout(self)
        self._lines: list[QHBoxLayout] = []
        self._widgets = [widget for row in wide for widget, _share in row]
        tight(self._column, theme.space.m)
        for row in wide:
            for widget, _share in row:
                # The shares alone decide, so that edges stand below each other.
                policy = widget.sizePolicy()
                policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
                widget.setSizePolicy(policy)
        self._arrange(wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self._wide if self.width() >= self._turn else self._narrow)

    def _arrange(self, rows: Sequence[Row]) -> None:
        if rows is self._shown:
            return
        self._shown = rows
        # Not with takeAt: what it hands to Python lives on, and widgets tell that item what
        # changes, not the one that they lie in.
        for line in self._lines:
            for widget in self._widgets:
                line.removeWidget(widget)
            self._column.removeItem(line)
            line.deleteLater()
        self._lines = []
        for row in rows:
            line = QHBoxLayout()
            tight(line, theme.space.m)
            for widget, share in row:
                line.addWidget(widget, share)
            self._column.addLayout(line)
            self._lines.append(line)
