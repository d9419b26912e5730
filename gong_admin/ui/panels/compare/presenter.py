"""What the Compare profiles panel does: brings profiles side by side and tells what is asked of
them to those who do it (`editor`, `alike`, `copying`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtGui import QAction

from gong_admin.models.profile_matrix import Compared, MatrixProfile, ProfileMatrix, compare
from gong_admin.models.steps import Slicer, Steps
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.comparing import Column, column_of
from gong_admin.services.profiles.reading import Reading
from gong_admin.services.profiles.setting import Setting, SettingKind
from gong_admin.ui.context import PanelContext
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.compare.alike import Alike
from gong_admin.ui.panels.compare.choosing import Choosing
from gong_admin.ui.panels.compare.copying import Copying
from gong_admin.ui.panels.compare.editor import CellEditor
from gong_admin.ui.panels.compare.exporter import MatrixExporter
from gong_admin.ui.panels.compare.list_state import show_list_state
from gong_admin.ui.panels.compare.members import MemberCounts
from gong_admin.ui.panels.compare.menus import ColumnMenu
from gong_admin.ui.panels.compare.view import CompareView

USUALLY = 60
"""So many profiles are compared at first where there are more; any number can be chosen."""


class ComparePresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._picked: frozenset[str] | None = None  # None: all there are, up to `USUALLY`
        self._baseline = ""
        self._target: str | None = None
        self._columns: dict[str, tuple[Reading, Column]] = {}
        self._shown: tuple[tuple[str, bytes, str], ...] = ()
        self._ready = False
        self._message: UserMessage | None = None
        self.matrix = ProfileMatrix(self.name_of)
        self._slicer = Slicer(self.matrix)
        self.view: CompareView = CompareView(self.matrix)
        self.matrix.setParent(self.view)
        self.members = MemberCounts(context.data, self._members_counted, self.view)
        self.editor = CellEditor(context, self.view, self.records_at, self.scope)
        self.copying = Copying(context, self.view, self)
        self.editor.copy_asked = self.copying.ask_cell
        self.editor.open_asked = self._open_profile
        self.alike = Alike(self)
        self._menu = ColumnMenu(self)
        host = table_host(context)
        self.exporter = MatrixExporter(self.view, host, self.matrix, self.show_message)
        view, data = self.view, context.data
        view.header.export_button.set_menu(self.exporter.menu)
        view.header.export_button.show()
        view.refresh_requested.connect(self.refresh)
        view.load_cancelled.connect(data.profiles.cancel)
        view.message_action.connect(self._message_action)
        view.empty_action.connect(self._empty_action)
        view.alike_wanted.connect(self.alike.open)
        view.copy_wanted.connect(self.copying.ask)
        view.save_wanted.connect(self.copying.save_all)
        view.rest_wanted.connect(self.copying.show_rest)
        view.undo_wanted.connect(self.editor.undo)
        view.redo_wanted.connect(self.editor.redo)
        view.table.column_menu_requested.connect(self._menu.open)
        self.matrix.rebuilt.connect(self._show_counts)
        for dataset in (data.profiles, data.workspaces):
            dataset.changed.connect(self._show)
        data.staged.changed.connect(self._staged_changed)
        context.workspace.changed.connect(self._show)
        context.session.lock.changed.connect(self._show_staged)
        self.choosing = Choosing(self)
        self._show()
        self.members.look()

    # -- the panel's contract --------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        data = self.context.data
        for dataset in (data.workspaces, data.profiles, data.folders):
            dataset.ensure()
        self._target = target
        self._show()
        self.copying.look_for_rest()

    def refresh(self) -> None:
        self._message = None
        self.context.data.profiles.refresh()

    def actions(self) -> Sequence[QAction]:
        return [*self.copying.actions, *self.exporter.actions]

    def focus_filter(self) -> None:
        self.view.filter_field.setFocus()
        self.view.filter_field.selectAll()

    @property
    def busy(self) -> bool:
        """Whether what is shown is not yet what has been read and chosen."""
        return self._slicer.busy

    def show_message(self, message: UserMessage) -> None:
        self._message = message
        self._show_state()

    async def forget_rest(self) -> None:
        """Forget what has stopped half-way, and compare all profiles again."""
        self._picked, self._baseline = None, ""
        self._show()
        await self.copying.forget()

    def tell(self, error: Exception) -> None:
        """Say in the panel what went wrong in one of its parts."""
        self._on_error(error)

    def _open_profile(self, column: int) -> None:
        self.context.navigate("profiles", self.matrix.profiles[column].id)

    def close(self) -> None:
        super().close()
        data, context = self.context.data, self.context
        for dataset in (data.profiles, data.workspaces):
            dataset.changed.disconnect(self._show)
        data.staged.changed.disconnect(self._staged_changed)
        context.workspace.changed.disconnect(self._show)
        context.session.lock.changed.disconnect(self._show_staged)
        self._slicer.drop()
        for part in (self.alike, self.members, self.editor, self.copying):
            part.close()
        self.exporter.scope.close()

    # -- which profiles --------------------------------------------------------------------------

    def records(self) -> list[ProfileRecord]:
        """All profiles that may be compared: those of the workspace chosen above."""
        return self.context.data.profiles_in(self.context.workspace.current)

    def records_at(self, columns: Iterable[int]) -> list[ProfileRecord]:
        """The profiles of some columns of the matrix."""
        found = (
            self.context.data.profiles.get(self.matrix.profiles[column].id) for column in columns
        )
        return [record for record in found if record is not None]

    def name(self, record: ProfileRecord) -> str:
        """A profile's name as shown: a stray blank at its ends would look like a mistake."""
        return (record.profile.name or "").strip() or record.id

    def compare(self, ids: Sequence[str], *, differences: bool = True) -> None:
        """Compare exactly these, the first as the baseline."""
        self._picked, self._baseline = frozenset(ids), ids[0] if ids else ""
        self.view.differences.setChecked(differences)
        self._show()

    def show_profile(self, profile_id: str) -> None:
        """Put the keyboard on a profile's column, which is compared from now on."""
        if self.matrix.column_number(profile_id) < 0:
            self._picked = frozenset(each.id for each in self.matrix.profiles) | {profile_id}
            self._show()
            self._slicer.finish()
        column, table = self.matrix.column_number(profile_id), self.view.table
        if column >= 0 and self.matrix.rowCount():
            table.setFocus()
            table.go_to(max(0, table.currentIndex().row()), column)

    def set_baseline(self, profile_id: str) -> None:
        self._baseline = profile_id
        if self._picked is not None:
            self._picked |= {profile_id}
        self._show()

    def pick(self, ids: frozenset[str]) -> None:
        """Compare these. The baseline stays, where it is one of them."""
        if self._baseline not in ids and self.matrix.profiles:
            base = self.matrix.profiles[0].id
            self._baseline = base if base in ids else ""
        self._picked = ids
        self._show()

    def leave_out(self, profile_id: str) -> None:
        """Take a profile out of the comparison."""
        self._picked = frozenset(each.id for each in self.matrix.profiles) - {profile_id}
        self._show()

    def compared(self) -> list[ProfileRecord]:
        """The profiles that are compared, the baseline first."""
        records = self.records()
        picked = self._picked
        if picked is None:
            chosen = records[:USUALLY]
        else:
            chosen = [record for record in records if record.id in picked]
        base = next((r for r in records if r.id == self._baseline), None) or _usual(chosen)
        if base is None:
            return []
        return [base, *(record for record in chosen if record.id != base.id)]

    def _go_to_target(self) -> None:
        """Make the profile that somebody was sent with the baseline, once it has been read."""
        record = self.context.data.profiles.get(self._target)
        if record is None:
            return
        self._target, self._baseline = None, record.id
        choice = self.context.workspace
        if choice.current not in (None, record.workspace_id):
            choice.choose(None)
        if self._picked is not None:
            self._picked |= {record.id}

    # -- the matrix ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Bring the matrix in line with what has been read and chosen."""
        self._go_to_target()
        records = self.compared()
        wanted = tuple((record.id, record.raw, self._note(record)) for record in records)
        if wanted != self._shown or not (self._ready or self._slicer.busy):
            self._shown = wanted
            self._slicer.start(self._profiles(records), self._built)
        self._show_state()

    def _profiles(self, records: Sequence[ProfileRecord]) -> Steps[Compared]:
        found: list[MatrixProfile] = []
        for record in records:
            found.append(self._profile(record))
            yield
        compared = yield from compare(found)
        yield  # what follows is a slice of its own
        return compared

    def _built(self, compared: Compared) -> None:
        self._ready = True
        self.matrix.set_profiles(compared)
        if compared.profiles:
            self.view.show_baseline(compared.profiles[0].name)
        self._show_state()

    def _profile(self, record: ProfileRecord) -> MatrixProfile:
        staged = self.context.data.staged
        now = self.column(record)
        original = now
        if staged.edits(record.id):
            original = self._column(record.id, staged.original(record))
        return MatrixProfile(record.id, self.name(record), self._note(record), now, original)

    def column(self, record: ProfileRecord) -> Column:
        """A profile made ready for comparing, its edits included."""
        return self._column(f"{record.id}+", self.context.data.staged.reading(record))

    def _column(self, key: str, reading: Reading) -> Column:
        kept = self._columns.get(key)
        if kept is None or kept[0] is not reading:
            kept = self._columns[key] = (reading, column_of(reading))
        return kept[1]

    def _note(self, record: ProfileRecord) -> str:
        workspace = self.context.data.workspace_name(record.workspace_id)
        count = self.members.of(record.id)
        if count is None:
            return workspace
        members = (
            translate("compare", "1 member") if count == 1 else translate("compare", "{0} members")
        )
        return f"{members.format(f'{count:,}')} · {workspace}"

    def name_of(self, setting: Setting, one: str) -> str:
        """The name of a lead or folder, its id where nobody knows."""
        data = self.context.data
        folders = setting.kind is SettingKind.FOLDERS
        return data.folder_name(one) if folders else data.user_name(one)

    def _staged_changed(self, profile_id: str) -> None:
        data = self.context.data
        if self._slicer.busy:
            # What was prepared already may be out of date by now.
            self._slicer.start(self._profiles(self.compared()), self._built)
            return
        ids = [profile_id] if profile_id else [each.id for each in self.matrix.profiles]
        records = (data.profiles.get(each) for each in ids)
        self.matrix.update_profiles(self._profile(record) for record in records if record)
        self._show_counts()
        self._show_staged()

    def _members_counted(self) -> None:
        self._show()
        self.alike.members_counted()

    # -- states ----------------------------------------------------------------------------------

    def _show_counts(self) -> None:
        shown = sum(not row.is_heading for row in self.matrix.rows)
        self.view.show_counts(self.matrix.counts(), shown)

    def _show_staged(self) -> None:
        staged, lock = self.context.data.staged, self.context.session.lock
        profiles = self.context.data.profiles
        # What Gong does not list any more can't be saved: the panel of profiles offers to drop it.
        count = sum(profiles.get(one) is not None for one in staged.ids())
        self.view.show_staged(count, staged.undo_text(), staged.redo_text())
        reason = translate("compare", "This connection is read-only") if lock.read_only else ""
        self.view.copy_button.set_disabled_because(reason)
        self.view.save_button.set_disabled_because(reason)

    def _show_state(self) -> None:
        view, data = self.view, self.context.data
        count, of = len(self.matrix.profiles), len(self.records())
        every = translate("compare", "{0} profiles").format(f"{count:,}")
        some = translate("compare", "{0} of {1} profiles").format(f"{count:,}", f"{of:,}")
        facts = (every if count == of else some) if count else ""
        there = self._ready and count > 0 and bool(self._shown)
        show_list_state(view, data.profiles, facts, there=there, of=of)
        view.profiles_button.set_badge(count or None)
        view.profiles_button.set_active(self._picked is not None)
        view.show_message(self._message or data.profiles.message)
        self._show_staged()
        self.exporter.set_enabled(there)

    def _message_action(self, action: ActionKind) -> None:
        if action is ActionKind.ALLOW_CHANGES:
            self._message = None
            self.editor.unlock()
            self._show_state()
            return
        self.context.act(action, self.refresh)

    def _empty_action(self, key: str) -> None:
        if key == "doctor":
            self.context.open_doctor()
        elif key == "all":
            self._picked = None
            self._show()
        else:
            self.refresh()


def _usual(records: Sequence[ProfileRecord]) -> ProfileRecord | None:
    """Whom one compares with where nobody has chosen: what most people have out of the box."""
    named = (r for r in records if "standard" in (r.profile.name or "").casefold())
    return next(named, records[0] if records else None)
