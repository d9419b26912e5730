"""The menu of a column: sort, width, hide, and the way to all columns."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from gong_admin.ui.table.view import TableView
from gong_admin.ui.widgets.popup import Menu

__all__ = ["HeaderMenu"]

_WIDTH_STEP = 32  # pixels


class HeaderMenu(Menu):
    """Made anew for each opening; ``choose_columns`` opens the list of all of them."""

    def __init__(
        self, view: TableView, section: int, choose_columns: Callable[[], None], parent: QWidget
    ) -> None:
        super().__init__(parent=parent)
        self._view, self._section = view, section
        model = view.records
        if model is not None and section >= 0:
            column = model.columns[section]
            self._key = column.key
            sorting = dict(model.sorting())
            down = sorting.get(column.key)
            self.add(self.tr("Sort ascending"), checked=down is False).triggered.connect(
                self._sort_up
            )
            self.add(self.tr("Sort descending"), checked=down is True).triggered.connect(
                self._sort_down
            )
            self.addSeparator()
            self.add(self.tr("Fit width"), icon="arrows-out-line-horizontal").triggered.connect(
                self._fit
            )
            for words, step in (
                (self.tr("Wider"), _WIDTH_STEP),
                (self.tr("Narrower"), -_WIDTH_STEP),
            ):
                self.add(words).triggered.connect(partial(self._widen, step))
            only = len(view.columns.shown_columns()) == 1
            self.add(
                self.tr("Hide {0}").format(column.title),
                icon="eye-slash",
                disabled_because=self.tr("The last column stays") if only else "",
            ).triggered.connect(self._hide)
        self.add(self.tr("Choose columns…"), icon="sliders-horizontal").triggered.connect(
            choose_columns
        )

    def _sort_up(self) -> None:
        self._sort(descending=False)

    def _sort_down(self) -> None:
        self._sort(descending=True)

    def _sort(self, *, descending: bool) -> None:
        if self._view.records is not None:
            self._view.records.sort_by(((self._key, descending),))

    def _fit(self) -> None:
        self._view.columns.autosize(self._section)

    def _widen(self, pixels: int) -> None:
        self._view.columns.widen(self._section, pixels)

    def _hide(self) -> None:
        self._view.columns.show(self._key, False)
