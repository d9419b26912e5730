"""Which columns a table shows, in which order, and how high its rows are."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.ui.table.check_list import CheckItem, CheckList
from gong_admin.ui.table.columns import ColumnArranger
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.popup import Popup

__all__ = ["ColumnPopup"]


class ColumnPopup(Popup):
    """All columns in their order, to tick and to move; below them the density of the rows.

    Works on a :class:`ColumnArranger` directly. ``compact_chosen(bool)`` for the density.
    """

    compact_chosen = Signal(bool)

    def __init__(
        self, columns: ColumnArranger, *, compact: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width=theme.size("facet_popup"))
        self._columns = columns
        self.setAccessibleName(self.tr("Columns"))
        self.list = CheckList(self.tr("Columns"), rows=12)
        self.up_button = IconButton("arrow-up", self.tr("Move up"), shortcut="Alt+Up", small=True)
        self.down_button = IconButton(
            "arrow-down", self.tr("Move down"), shortcut="Alt+Down", small=True
        )
        self.reset_button = Button(self.tr("Reset"), kind="ghost")
        self.compact_box = CheckBox(self.tr("Compact rows"))
        self.compact_box.setChecked(compact)
        head = QHBoxLayout()
        head.setContentsMargins(theme.space.m + 2, theme.space.s, theme.space.s, theme.space.xs)
        head.setSpacing(0)
        head.addWidget(Label(self.tr("Columns"), "strong"))
        head.addStretch(1)
        head.addWidget(self.up_button)
        head.addWidget(self.down_button)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space.m + 2, theme.space.xs, theme.space.xs, theme.space.xs)
        foot.addWidget(self.compact_box)
        foot.addStretch(1)
        foot.addWidget(self.reset_button)
        self.body.addLayout(head)
        self.body.addWidget(self.list)
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(Separator())
        self.body.addLayout(foot)
        self.list.ticked.connect(self._tick)
        self.list.move_requested.connect(self._move)
        self.up_button.clicked.connect(self._move_up)
        self.down_button.clicked.connect(self._move_down)
        self.reset_button.clicked.connect(self._reset)
        self.compact_box.toggled.connect(self.compact_chosen)
        self._fill()

    def _fill(self) -> None:
        ordered = self._columns.ordered_columns()
        self.list.fill(
            [CheckItem(column.key, column.title) for column in ordered],
            {column.key for column in self._columns.shown_columns()},
        )

    def _tick(self, key: Hashable, on: bool) -> None:
        if not self._columns.show(str(key), on):
            self._fill()  # the last column stays

    def _move(self, key: Hashable, step: int) -> None:
        keys = [column.key for column in self._columns.ordered_columns()]
        place = keys.index(str(key)) + step
        if 0 <= place < len(keys):
            self._columns.move(str(key), place)
            self._fill()

    def _move_up(self) -> None:
        self._move_current(-1)

    def _move_down(self) -> None:
        self._move_current(1)

    def _move_current(self, step: int) -> None:
        key = self.list.current_value()
        if key is not None:
            self._move(key, step)

    def _reset(self) -> None:
        self._columns.reset()
        self._fill()
