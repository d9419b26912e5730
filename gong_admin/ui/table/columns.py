"""Which columns a table shows, in which order and how wide; remembered from day to day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from gong_admin.models.column import Column, Kind
from gong_admin.models.index import Sorting
from gong_admin.ui.table.header import TableHeader
from gong_admin.ui.table.layout import (
    ColumnLayout,
    LayoutStore,
    TableLayout,
    fit_widths,
    merge_order,
)
from gong_admin.ui.theme import theme

__all__ = ["ColumnArranger"]

_ELASTIC = frozenset({Kind.TEXT, Kind.PERSON, Kind.MONO})  # the others are as wide as they are
# What a column keeps of its own width before the table scrolls sideways.
_SHRINK = {Kind.PERSON: 0.8, Kind.TEXT: 0.65, Kind.MONO: 0.65}


class ColumnArranger(QObject):
    """Arranges the sections of a table's header.

    Columns nobody touched share the room there is; one that the user drew to a width keeps it.
    Where there is no room for all, those that can be spared are left out until there is; they
    still count as shown. Every change by the user is written to the store at once, if one was
    given.
    """

    changed = Signal()
    """Columns were shown, hidden, moved or resized."""

    def __init__(self, view: QObject, header: TableHeader) -> None:
        super().__init__(view)
        self._view: Any = view
        self._header = header
        self._columns: tuple[Column[Any], ...] = ()
        self._user_widths: dict[str, int] = {}
        self._left_out: frozenset[int] = frozenset()  # sections there is no room for now
        self._store: LayoutStore | None = None
        self._sort: Sorting = ()
        self._compact: bool | None = None
        header.resized_by_user.connect(self._keep_width)
        header.moved_by_user.connect(self._moved)
        header.autosize_requested.connect(self.autosize)
        theme.changed.connect(self.fit)

    # -- start -------------------------------------------------------------------------------

    def remember_in(self, store: LayoutStore) -> TableLayout:
        """Take the layout from ``store`` and keep it there; returns what was found."""
        self._store = store
        layout = store.load()
        self._sort, self._compact = layout.sort, layout.compact
        if self._columns:
            self._apply(layout)
        return layout

    def adopt(self, columns: Sequence[Column[Any]]) -> None:
        """Arrange the columns of a new model."""
        self._columns = tuple(columns)
        self._apply(self._store.load() if self._store is not None else TableLayout())

    def _apply(self, layout: TableLayout) -> None:
        saved = {column.key: column for column in layout.columns}
        keys = [column.key for column in self._columns]
        self._user_widths = {
            c.key: c.width for c in layout.columns if c.width is not None and c.key in keys
        }
        self._left_out = frozenset()
        with self._header.arranging():
            for place, key in enumerate(merge_order(list(saved), keys)):
                self._header.moveSection(self._header.visualIndex(keys.index(key)), place)
            for section, column in enumerate(self._columns):
                visible = saved[column.key].visible if column.key in saved else column.visible
                self._header.setSectionHidden(section, not visible)
        if self._columns and not self.shown_sections():
            self._header.setSectionHidden(0, False)
        self.fit()

    # -- reading -----------------------------------------------------------------------------

    def sections(self) -> list[int]:
        """All sections in the order of their places."""
        return [self._header.logicalIndex(place) for place in range(len(self._columns))]

    def shown_sections(self) -> list[int]:
        """The sections that are in the table now, from the left."""
        return [s for s in self.sections() if not self._header.isSectionHidden(s)]

    def shown_columns(self) -> list[Column[Any]]:
        """The columns that the user wants to see, from the left: what is copied and exported."""
        return [self._columns[section] for section in self._wanted_sections()]

    def ordered_columns(self) -> list[Column[Any]]:
        """All columns in the order of their places, hidden ones included."""
        return [self._columns[section] for section in self.sections()]

    def is_shown(self, key: str) -> bool:
        """Whether the column with this key is shown."""
        return self._is_wanted(self._section(key))

    def _wanted_sections(self) -> list[int]:
        return [section for section in self.sections() if self._is_wanted(section)]

    def _is_wanted(self, section: int) -> bool:
        return section in self._left_out or not self._header.isSectionHidden(section)

    # -- changing ----------------------------------------------------------------------------

    def show(self, key: str, visible: bool) -> bool:
        """Show or hide a column; False where it is the last one, which stays."""
        section = self._section(key)
        if not visible and self._wanted_sections() == [section]:
            return False
        if visible == self.is_shown(key):
            return True
        self._left_out -= {section}
        self._header.setSectionHidden(section, not visible)
        self._done()
        return True

    def move(self, key: str, place: int) -> None:
        """Give a column another place among all of them, hidden ones included."""
        with self._header.arranging():
            self._header.moveSection(self._header.visualIndex(self._section(key)), place)
        self._done()

    def reset(self) -> None:
        """Back to the columns as the table had them when it was opened for the first time."""
        self._apply(TableLayout())
        self._done()

    def autosize(self, section: int) -> None:
        """As wide as the header and the rows in sight need."""
        self._user_widths[self._columns[section].key] = self._view.wanted_column_width(section)
        self._done()

    def widen(self, section: int, pixels: int) -> None:
        """So much wider than now, or narrower; never too narrow to be grabbed again."""
        width = self._header.sectionSize(section) + pixels
        self._user_widths[self._columns[section].key] = max(
            self._header.minimumSectionSize(), width
        )
        self._done()

    def remember_sort(self, sorting: Sorting) -> None:
        """Keep the order of the rows for the next time."""
        if sorting != self._sort:
            self._sort = sorting
            self._save()

    def remember_density(self, compact: bool) -> None:
        """Keep the height of the rows for the next time."""
        self._compact = compact
        self._save()

    @property
    def own_density(self) -> bool | None:
        """The height of the rows chosen for this table; None where none was."""
        return self._compact

    def fit(self) -> None:
        """Share the room among the shown columns."""
        self._leave_out()
        shown = self.shown_sections()
        if not shown:
            return
        columns = [self._columns[section] for section in shown]
        # What can't be cut grows with the text; the rest gives way to it, but not to nothing.
        grown = max(1.0, theme.text_scale)
        wanted = [self._wanted_width(column) for column in columns]
        set_by_user = [self._user_widths.get(column.key) for column in columns]
        widths = fit_widths(
            [user or width for user, width in zip(set_by_user, wanted, strict=True)],
            [
                round(width * _SHRINK[column.kind] * (2 + grown) / 3)
                if column.kind in _ELASTIC
                else width
                for width, column in zip(wanted, columns, strict=True)
            ],
            [
                width is None and column.kind in _ELASTIC
                for width, column in zip(set_by_user, columns, strict=True)
            ],
            self._view.viewport().width(),
        )
        short = self._view.viewport().width() - sum(widths)
        if short > 0:  # nothing elastic is left: no gap behind the last
            widths[-1] += short
        with self._header.arranging():
            for section, width in zip(shown, widths, strict=True):
                if self._header.sectionSize(section) != width:
                    self._header.resizeSection(section, width)

    def _leave_out(self) -> None:
        """Hide what there is no room for, and show again what there is room for now."""
        wanted, left_out = self._wanted_sections(), set[int]()
        widths = {
            section: self._user_widths.get(column.key) or self._wanted_width(column)
            for section in wanted
            for column in (self._columns[section],)
        }
        by_need = sorted(wanted, key=lambda section: self._columns[section].spare)
        while sum(widths.values()) > self._view.viewport().width() and by_need:
            section = by_need.pop()
            if not self._columns[section].spare or len(widths) == 1:
                break
            left_out.add(section)
            del widths[section]
        changed = self._left_out ^ left_out
        self._left_out = frozenset(left_out)
        with self._header.arranging():
            for section in changed:
                self._header.setSectionHidden(section, section in left_out)

    # -- helpers -----------------------------------------------------------------------------

    @staticmethod
    def _wanted_width(column: Column[Any]) -> int:
        if column.kind in _ELASTIC:
            return column.width
        # Figures keep away from the words behind them; see the header.
        gap = theme.space.s if column.kind is Kind.NUMBER else 0
        return round(column.width * max(1.0, theme.text_scale)) + gap

    def _section(self, key: str) -> int:
        return next(n for n, column in enumerate(self._columns) if column.key == key)

    def _keep_width(self, section: int) -> None:
        self._user_widths[self._columns[section].key] = self._header.sectionSize(section)
        self._done()

    def _moved(self) -> None:
        self._done()

    def _done(self) -> None:
        self.fit()
        self._save()
        self.changed.emit()

    def _save(self) -> None:
        if self._store is None:
            return
        columns = tuple(
            ColumnLayout(
                column.key,
                self._user_widths.get(column.key),
                self._is_wanted(section),
            )
            for section in self.sections()
            for column in (self._columns[section],)
        )
        self._store.save(TableLayout(columns, self._sort, self._compact))
