"""Edits in the cells of the matrix: toggled, chosen from a menu, taken back. All are staged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction

from gong_admin.runtime.language import translate
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.comparing import Line
from gong_admin.services.profiles.copying import Spread, values_of
from gong_admin.services.profiles.editing import value_at
from gong_admin.services.profiles.reading import Value
from gong_admin.services.profiles.setting import LEVELS, LIBRARY_LEVELS, SettingKind
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.copied import put
from gong_admin.ui.panels.compare.exporter import copied
from gong_admin.ui.panels.compare.view import CompareView
from gong_admin.ui.profile_changes.people import PeopleIndex, find_folders
from gong_admin.ui.profile_changes.saver import allow_changes
from gong_admin.ui.table.check_list import CheckItem
from gong_admin.ui.widgets.pick_popup import PickPopup
from gong_admin.ui.widgets.popup import Menu

Choice = tuple[str, Value]
"""What stands in a menu, and the value that it means."""


def choices_of(line: Line) -> list[Choice]:
    """The values that a person can choose from on a line."""
    if line.setting is None:
        return []
    if line.setting.kind is SettingKind.SWITCH:
        return [(translate("compare", "On"), True), (translate("compare", "Off"), False)]
    levels = LIBRARY_LEVELS if line.setting.kind is SettingKind.LIBRARY_LEVEL else LEVELS
    return [(level.word, level.value) for level in levels]


class CellEditor(QObject):
    """`records_at` gives the profiles of columns. `copy_asked(row, column)` is called when a value
    is to be copied to other profiles. Where the lock is closed, it offers to open it first."""

    def __init__(
        self,
        context: PanelContext,
        view: CompareView,
        records_at: Callable[[Iterable[int]], list[ProfileRecord]],
        scope: TaskScope,
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._scope = context, view, scope
        self._records_at = records_at
        self._people: PeopleIndex | None = None
        self._menu: Menu | None = None
        self._picking: tuple[str, Line] | None = None
        self.copy_asked: Callable[[int, int], None] = _nothing
        self.open_asked: Callable[[int], None] = _nothing
        table = view.table
        table.edit_requested.connect(self.edit)
        table.toggle_requested.connect(self.toggle)
        table.reset_requested.connect(self.reset)
        table.cell_menu_requested.connect(self.open_menu)
        table.copy_requested.connect(self.copy_cells)

    def close(self) -> None:
        if self._people is not None:
            self._people.close()

    # -- what a person does ----------------------------------------------------------------------

    def edit(self, row: int, column: int) -> None:
        """Turn a switch; open the choices of anything else below its cell."""
        line = self._editable(row)
        if line is None:
            return
        if line.setting is not None and line.setting.kind is SettingKind.SWITCH:
            self.toggle(row, column)
            return
        rect = self._view.table.visualRect(self._view.matrix.index(row, column))
        self.open_menu(row, column, self._view.table.viewport().mapToGlobal(rect.bottomLeft()))

    def toggle(self, row: int, column: int) -> None:
        """Turn a switch over, in all chosen cells of its row alike."""
        line = self._editable(row)
        if line is None:
            return
        if line.setting is None or line.setting.kind is not SettingKind.SWITCH:
            self.edit(row, column)
            return
        value = self._view.matrix.cell_at(row, column)[0]
        self.set(row, self._view.table.chosen_columns(row), {line.key: value is not True})

    def set(self, row: int, columns: Sequence[int], values: dict[str, Value]) -> None:
        """Stage the same values for the profiles of some columns, in one step."""
        line = self._view.matrix.line_at(row)
        records = self._records_at(columns)
        if line is not None and records:
            words = _step_words(line.title, len(records))
            self._when_open(lambda: self._stage([(r, values) for r in records], words))

    def spread(self, row: int, column: int, columns: Sequence[int]) -> None:
        """Stage what stands in one cell for the profiles of other columns, in one step. Folders
        become those of the same name in each workspace."""
        line, sources = self._view.matrix.line_at(row), self._records_at([column])
        if line is None or not sources:
            return
        source, data = sources[0], self._context.data
        records = [one for one in self._records_at(columns) if one.id != source.id]
        reading = data.staged.reading(source)
        spread = Spread(reading, source.workspace_id, [line], data.folders.records)
        changes = [
            (one, spread.edits_for(one.workspace_id, data.staged.reading(one))) for one in records
        ]
        given = [change for change in changes if change[1]]
        words = _step_words(line.title, len(given))

        def stage() -> None:
            self._stage(given, words)
            if spread.missing:
                name = (source.profile.name or "").strip() or source.id
                self._context.toast(missing_words(len(spread.missing), name))

        self._when_open(stage)

    def reset(self, row: int, _column: int) -> None:
        """Take the edits of the chosen cells back, in one step."""
        matrix, staged = self._view.matrix, self._context.data.staged
        line = matrix.line_at(row)
        columns = [c for c in self._view.table.chosen_columns(row) if matrix.staged_at(row, c)]
        if line is None or not columns:
            return
        changes: list[tuple[ProfileRecord, dict[str, Value]]] = []
        for record in self._records_at(columns):
            original = staged.original(record)
            changes.append((record, {key: value_at(original, key) for key in line.keys}))
        words = translate("compare", "Reset {0}").format(line.title)
        self._stage(changes, words)

    def copy_cells(self) -> None:
        """The chosen cells to the clipboard, as a spreadsheet takes them."""
        indexes = self._view.table.selectionModel().selectedIndexes()
        cells = [(index.row(), index.column()) for index in indexes]
        if cells:
            put(copied(self._view.matrix, cells))
            self._context.toast(
                translate("compare", "Copied {0}").format(counted(len(cells), "cell"))
            )

    def undo(self) -> None:
        self._context.data.staged.undo(None)

    def redo(self) -> None:
        self._context.data.staged.redo(None)

    def unlock(self) -> None:
        """Offer to open the lock."""
        self._when_open(_nothing_at_all)

    # -- the menu of a cell ----------------------------------------------------------------------

    def open_menu(self, row: int, column: int, place: QPoint) -> None:
        """The values to choose from, and what else can be done with a cell."""
        matrix, line = self._view.matrix, self._view.matrix.line_at(row)
        if line is None:
            return
        menu = self._new_menu()
        columns = self._view.table.chosen_columns(row)
        if column not in columns:
            columns = [column]
        value = matrix.cell_at(row, column)[0]
        for words, choice in choices_of(line):
            alike = value == choice and type(value) is type(choice)
            action = menu.add(words, checked=alike)
            self._act(action, "set", row, column, columns, {line.key: choice})
        if line.companion is not None:
            folders = line.companion.kind is SettingKind.FOLDERS
            action = menu.add(
                translate("compare", "Choose folders…")
                if folders
                else translate("compare", "Choose leads…"),
                icon="folders" if folders else "users",
            )
            self._act(action, "pick", row, column, columns, {})
        if line.editable:
            menu.addSeparator()
            count = len(matrix.profiles)
            every = translate("compare", "Give all {0} compared profiles this value").format(count)
            action = menu.add(every, icon="equals")
            self._act(action, "spread", row, column, list(range(count)), {})
            action.setEnabled(bool(self._values(column, line)))
            action = menu.add(translate("compare", "Copy to other profiles…"), icon="copy")
            self._act(action, "copy", row, column, columns, {})
        if any(matrix.staged_at(row, each) for each in columns):
            was = matrix.was_words(row, column)
            words = (
                translate("compare", "Reset to {0}").format(was)
                if was
                else translate("compare", "Reset")
            )
            action = menu.add(words, icon="arrow-counter-clockwise", shortcut="Del")
            self._act(action, "reset", row, column, columns, {})
        menu.addSeparator()
        action = menu.add(translate("compare", "Open the profile"), icon="shield-check")
        self._act(action, "open", row, column, columns, {})
        menu.popup(place)

    def _new_menu(self) -> Menu:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = Menu(parent=self._view)
        return self._menu

    def _act(
        self,
        action: QAction,
        what: str,
        row: int,
        column: int,
        columns: Sequence[int],
        values: dict[str, Value],
    ) -> None:
        action.setData((what, row, column, tuple(columns), values))
        action.triggered.connect(self._chosen)

    def _chosen(self) -> None:
        action = self.sender()
        if not isinstance(action, QAction):
            return
        what, row, column, columns, values = action.data()
        if what == "set":
            self.set(row, columns, values)
        elif what == "spread":
            self.spread(row, column, columns)
        elif what == "reset":
            self.reset(row, column)
        elif what == "pick":
            self._when_open(lambda: self.pick(row, column))
        elif what == "copy":
            self.copy_asked(row, column)
        else:
            self.open_asked(column)

    def _values(self, column: int, line: Line) -> dict[str, Value]:
        """What of a cell others can be given."""
        found = self._records_at([column])
        return values_of(self._context.data.staged.reading(found[0]), [line]) if found else {}

    # -- leads and folders -----------------------------------------------------------------------

    def pick(self, row: int, column: int) -> None:
        """Choose the leads or folders of a level, by name; each tick is staged at once."""
        line, records = self._view.matrix.line_at(row), self._records_at([column])
        if line is None or line.companion is None or not records:
            return
        record, data = records[0], self._context.data
        ids = data.staged.reading(record).ids(line.companion.key)
        if line.companion.kind is SettingKind.FOLDERS:
            find = find_folders(data.folders.records, record.workspace_id, ids)
            popup = PickPopup(translate("compare", "Find a folder"), find, ids, self._view)
        else:
            people = self._index()
            people.ensure()

            def find_people(text: str) -> list[CheckItem]:
                return people.find(text, ids)

            popup = PickPopup(translate("compare", "Find a person"), find_people, ids, self._view)
            popup.set_note(*people.note())
            popup.read_wanted.connect(data.users.read_whole)
            people.grown.connect(popup.refresh)
        self._picking = (record.id, line)
        popup.ticked.connect(self._ticked)
        table = self._view.table
        rect = table.visualRect(self._view.matrix.index(row, column))
        popup.open_below(self._view.table.anchor(rect))

    def _ticked(self, one: str, on: bool) -> None:
        if self._picking is None:
            return
        profile_id, line = self._picking
        record = self._context.data.profiles.get(profile_id)
        if record is None or line.companion is None:
            return
        key = line.companion.key
        ids = self._context.data.staged.reading(record).ids(key)
        now = (*ids, one) if on else tuple(each for each in ids if each != one)
        self._stage([(record, {key: now})], line.companion.name)

    def _index(self) -> PeopleIndex:
        if self._people is None:
            self._people = PeopleIndex(self._context.data, self)
        return self._people

    # -- within ----------------------------------------------------------------------------------

    def _editable(self, row: int) -> Line | None:
        line = self._view.matrix.line_at(row)
        if line is not None and not line.editable:
            text = translate("compare", "{0} is new at Gong: it is kept, and can't be edited here")
            self._context.toast(text.format(line.title))
            return None
        return line

    def _stage(self, changes: Sequence[tuple[ProfileRecord, dict[str, Value]]], words: str) -> None:
        staged = self._context.data.staged
        if len(changes) == 1:
            staged.edit(*changes[0], words)
        else:
            staged.edit_many(changes, words)

    def _when_open(self, act: Callable[[], None]) -> None:
        """Do `act` at once while changes are allowed, else after they have been."""
        if self._context.session.lock.is_open:
            act()
        else:
            self._scope.start("unlock", self._unlocked(act))

    async def _unlocked(self, act: Callable[[], None]) -> None:
        if await allow_changes(self._context, translate("compare", "Edit profiles")):
            act()


def missing_words(count: int, profile: str) -> str:
    """Folders of a profile that are not everywhere it was copied to."""
    text = translate(
        "compare",
        "{0} of {1} are not in all of these workspaces, and are left out there. Where none is, the "
        "library stays as it was",
    )
    return text.format(counted(count, "folder"), profile)


def _step_words(title: str, count: int) -> str:
    if count == 1:
        return title
    return translate("compare", "{0} in {1} profiles").format(title, f"{count:,}")


def _nothing(*_: object) -> None:
    """Nobody wants to know."""


def _nothing_at_all() -> None:
    """Opening the lock was all."""
