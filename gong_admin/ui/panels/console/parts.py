"""The parts of the console side by side, or one at a time where there is no room for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Separator, tight
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.splitter import Splitter

_ALL_FIT = 800  # pixels at ordinary text; grows with it


class Parts(QWidget):
    """Parts by key, with the words to choose them by. `chosen(key)`: a person went to one."""

    chosen = Signal(str)

    def __init__(
        self,
        parts: Mapping[str, tuple[str, QWidget]],
        handles: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        """`handles` are the accessible names of the lines between the parts."""
        super().__init__(parent)
        self._parts = {key: part for key, (_words, part) in parts.items()}
        self._current = next(iter(self._parts))
        self._one_by_one = False
        self.choice = Segmented(
            [(key, words) for key, (words, _part) in parts.items()],
            name=self.tr("Part of the console"),
            value=self._current,
        )
        self.choice.changed.connect(self._choose)
        self._head = QWidget()
        row = QHBoxLayout(self._head)
        edge = theme.size("edge_padding_x")
        row.setContentsMargins(edge, theme.space.s, edge, theme.space.s)
        row.addWidget(self.choice)
        row.addStretch(1)
        self._line = Separator()
        self.splitter = Splitter(Qt.Orientation.Horizontal, list(handles))
        for part in self._parts.values():
            self.splitter.addWidget(part)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._head)
        column.addWidget(self._line)
        column.addWidget(self.splitter, 1)
        theme.changed.connect(self._arrange)
        self._show()

    @property
    def one_by_one(self) -> bool:
        """Whether only one part is seen."""
        return self._one_by_one

    def bring(self, key: str) -> None:
        """See to it that a part is seen; the keyboard stays where it can."""
        self._current = key
        self.choice.set_value(key)
        if self._one_by_one:
            self._show()

    def _choose(self, key: str) -> None:
        self.bring(key)
        self.chosen.emit(key)

    def _arrange(self) -> None:
        one_by_one = self.width() < round(_ALL_FIT * max(1.0, theme.text_scale))
        if one_by_one != self._one_by_one:
            self._one_by_one = one_by_one
            self._show()

    def _show(self) -> None:
        self._head.setVisible(self._one_by_one)
        self._line.setVisible(self._one_by_one)
        shown = self._parts[self._current]
        shown.show()
        for part in self._parts.values():
            part.setVisible(part is shown or not self._one_by_one)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
