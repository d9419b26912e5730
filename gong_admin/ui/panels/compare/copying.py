"""Settings of one profile to many, and all staged edits at once: both through one review."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from gong_admin.models.steps import Slicer, Steps
from gong_admin.runtime.bulk_runs import StoredRun
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.comparing import Line, cell_of, cell_words, lines_of
from gong_admin.services.profiles.copying import Spread
from gong_admin.services.profiles.editing import effective
from gong_admin.services.profiles.reading import Value
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.icons import icon
from gong_admin.ui.panels.compare.copy_dialog import Answer, CopyDialog
from gong_admin.ui.panels.compare.editor import missing_words
from gong_admin.ui.panels.compare.view import CompareView
from gong_admin.ui.profile_changes.bulk import BulkSaver, Item
from gong_admin.ui.profile_changes.bulk_words import SAVE_EDITS, rest_words
from gong_admin.ui.profile_changes.saver import ProfileSaver, allow_changes
from gong_admin.ui.prompts import ask
from gong_admin.ui.table.check_list import CheckItem

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter

_SAVE = "save"


class Copying(QObject):
    """One save at a time. What stopped half-way is told in the panel until it is done."""

    def __init__(
        self, context: PanelContext, view: CompareView, presenter: ComparePresenter
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._presenter = context, view, presenter
        self.scope = TaskScope(presenter.tell, self)
        self.saver = BulkSaver(context)
        self.dialog: CopyDialog | None = None
        self._slicer = Slicer(self)
        self._left: tuple[StoredRun, ...] = ()
        self._lines: tuple[Line, ...] = ()
        self.actions = [
            self._action("copy", self.tr("Copy settings to other profiles…"), self.ask),
            self._action("floppy-disk", self.tr("Save all edited profiles…"), self.save_all),
        ]

    def _action(self, name: str, words: str, act: object) -> QAction:
        action = QAction(icon(name), words, self)
        action.triggered.connect(act)
        return action

    def close(self) -> None:
        self._slicer.drop()
        self.scope.close()

    # -- copying ---------------------------------------------------------------------------------

    def ask(self) -> None:
        """From the profile that the keyboard is on, the baseline at first; with the settings of
        the chosen cells."""
        table, matrix = self._view.table, self._view.matrix
        column = max(0, table.currentIndex().column())
        if not matrix.profiles:
            return
        rows = {index.row() for index in table.selectionModel().selectedIndexes()}
        lines = [line for row in sorted(rows) if (line := matrix.line_at(row)) is not None]
        chosen = lines if len(lines) > 1 or table.hasFocus() else []
        self._open(matrix.profiles[column].id, [line.key for line in chosen])

    def ask_from(self, profile_id: str) -> None:
        """From that profile; nothing is chosen yet."""
        self._open(profile_id, ())

    def ask_cell(self, row: int, column: int) -> None:
        """One setting of one profile."""
        line = self._view.matrix.line_at(row)
        if line is not None:
            self._open(self._view.matrix.profiles[column].id, (line.key,))

    def _open(self, profile_id: str, keys: Sequence[str]) -> None:
        if self.dialog is None:
            self.scope.start("copy", self._copy(profile_id, keys))

    async def _copy(self, profile_id: str, keys: Sequence[str]) -> None:
        if not await allow_changes(self._context, self.tr("Copy settings")):
            return
        records = self._presenter.records()
        name, workspace = self._presenter.name, self._context.data.workspace_name
        sources = [(one.id, f"{name(one)} · {workspace(one.workspace_id)}") for one in records]
        dialog = self.dialog = CopyDialog(self._view, sources, profile_id)
        dialog.source_changed.connect(self._source_changed)
        dialog.changed.connect(self._summarise)
        self._fill(keys, ())
        dialog.settings.search.setFocus()
        try:
            accepted = await ask(dialog)
            answer, to_stage = dialog.answer, dialog.to_stage
        finally:
            self.dialog = None
            self._slicer.drop()
        lines = [line for line in self._lines if line.key in answer.settings]
        changes = self._changes(answer, lines) if accepted else []
        if not changes:
            return
        words = lines[0].title if len(lines) == 1 else counted(len(lines), "setting")
        if to_stage:
            data = self._context.data
            staged = [(record, values) for record, values in changes]
            data.staged.edit_many(staged, self.tr("Copy {0}").format(words))
            told = self.tr("Marked in {0}. Nothing has been sent")
            self._context.toast(told.format(counted(len(changes), "profile")))
        else:
            self._start(self.tr("Copy {0}").format(words), changes)

    def _source(self) -> ProfileRecord | None:
        return self._context.data.profiles.get(self.dialog.source.value()) if self.dialog else None

    def _source_changed(self, _profile_id: str) -> None:
        if self.dialog is not None:
            self._fill(self.dialog.settings.checked, self.dialog.targets.checked)

    def _fill(
        self, keys: Sequence[str] | frozenset[str], targets: Sequence[str] | frozenset[str]
    ) -> None:
        """The settings of the profile to copy from, and the others."""
        dialog, source = self.dialog, self._source()
        if dialog is None or source is None:
            return
        presenter, data = self._presenter, self._context.data
        column = presenter.column(source)
        self._lines = tuple(line for line in lines_of(()) if line.editable)
        settings = []
        for number, line in enumerate(self._lines):
            value, more = cell_words(line, cell_of(column, self._lines, number))
            note = f"{value} ({more})" if more else value
            settings.append(CheckItem(line.key, line.title, note))
        others = [record for record in presenter.records() if record.id != source.id]
        workspace = data.workspace_name
        items = [CheckItem(r.id, presenter.name(r), workspace(r.workspace_id)) for r in others]
        ids = {record.id for record in others}
        dialog.settings.fill(settings, frozenset(keys))
        dialog.targets.fill(items, frozenset(targets) & ids)
        self._summarise()

    def _summarise(self) -> None:
        dialog = self.dialog
        if dialog is None:
            return
        chosen, targets = dialog.settings.checked, sorted(dialog.targets.checked)
        if not chosen:
            words = self.tr("Choose at least one setting")
            dialog.show_summary(words, 0, words)
        elif not targets:
            words = self.tr("Choose at least one profile to copy to")
            dialog.show_summary(words, 0, words)
        else:
            words = self.tr("Comparing…")
            dialog.show_summary(words, 0, words)
            self._slicer.start(self._count(chosen, targets), self._counted)

    def _count(self, chosen: frozenset[str], targets: Sequence[str]) -> Steps[tuple[int, int, int]]:
        """How many settings, to how many profiles, and how many of them would change."""
        lines = [line for line in self._lines if line.key in chosen]
        data, source, changing = self._context.data, self._source(), 0
        if source is None:
            return len(lines), len(targets), 0
        spread = self._spread(source, lines)
        for one in targets:
            record = data.profiles.get(one)
            if record is not None:
                there = data.staged.reading(record)
                edits = spread.edits_for(record.workspace_id, there)
                changing += bool(effective(there, edits))
            yield
        return len(lines), len(targets), changing

    def _spread(self, source: ProfileRecord, lines: Sequence[Line]) -> Spread:
        data = self._context.data
        reading = data.staged.reading(source)
        return Spread(reading, source.workspace_id, lines, data.folders.records)

    def _counted(self, found: tuple[int, int, int]) -> None:
        settings, targets, changing = found
        words = self.tr("{0} to {1}: {2} would change, {3} are the same already.").format(
            counted(settings, "setting"),
            counted(targets, "profile"),
            f"{changing:,}",
            f"{targets - changing:,}",
        )
        why = "" if changing else self.tr("They have these values already")
        if self.dialog is not None:
            self.dialog.show_summary(words, changing, why)

    def _changes(
        self, answer: Answer, lines: Sequence[Line]
    ) -> list[tuple[ProfileRecord, dict[str, Value]]]:
        """The profiles to copy to, each with the values it gets."""
        data = self._context.data
        source = data.profiles.get(answer.source)
        if source is None:
            return []
        spread = self._spread(source, lines)
        found = []
        for one in sorted(answer.targets):
            record = data.profiles.get(one)
            if record is not None:
                there = data.staged.reading(record)
                found.append((record, spread.edits_for(record.workspace_id, there)))
        if spread.missing:
            words = missing_words(len(spread.missing), self._presenter.name(source))
            self._context.toast(words)
        return found

    # -- saving ----------------------------------------------------------------------------------

    def save_all(self) -> None:
        """Review and save every staged edit."""
        data = self._context.data
        records = [data.profiles.get(one) for one in data.staged.ids()]
        there = [record for record in records if record is not None]
        if not there:
            self._context.toast(self.tr("There is nothing to save"))
        elif len(there) == 1:
            saver = ProfileSaver(self._context, self._presenter.show_message)
            if not self.scope.is_running(_SAVE):
                self.scope.start(_SAVE, saver.save(there[0]))
        else:
            items: list[Item] = []
            for record in there:
                base = data.staged.base(record.id) or record.raw
                based = ProfileRecord(record.workspace_id, record.profile, base)
                items.append((based, data.staged.edits(record.id)))
            self._start(SAVE_EDITS, items)

    def _start(self, title: str, items: Sequence[Item]) -> None:
        if self.scope.is_running(_SAVE):
            self._context.toast(self.tr("Profiles are being saved already"))
            return
        self.scope.start(_SAVE, self._save(title, items))

    async def _save(self, title: str, items: Sequence[Item]) -> None:
        try:
            await self.saver.run(title, items)
        finally:
            self.look_for_rest()

    # -- what stopped half-way -------------------------------------------------------------------

    def look_for_rest(self) -> None:
        """See whether a change of many profiles has stopped half-way, in this run or another."""
        self.scope.start("look", self._look())

    async def _look(self) -> None:
        self._left = await self.saver.left()
        self._view.show_rest(rest_words(self._left[0]) if self._left else "")

    def show_rest(self) -> None:
        """Show the list of what was done and what was not, to go on from there."""
        if self._left and not self.scope.is_running(_SAVE):
            self.scope.start(_SAVE, self._go_on(self._left[0]))

    async def _go_on(self, stored: StoredRun) -> None:
        try:
            await self.saver.show(stored)
        finally:
            self.look_for_rest()

    async def forget(self) -> None:
        """Forget what has stopped half-way."""
        await self.saver.forget(self._left)
        await self._look()
