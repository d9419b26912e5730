"""What the Snapshots panel does: takes and keeps snapshots, and says what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction

from gong_admin.api.cancel import CancelToken
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.lists import FEW_CALLS
from gong_admin.services.snapshots.comparing import Difference
from gong_admin.services.snapshots.content import Content, Options
from gong_admin.services.snapshots.store import Entry
from gong_admin.services.snapshots.taking import Taken
from gong_admin.ui.context import PanelContext
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.snapshots.abilities import show_abilities
from gong_admin.ui.panels.snapshots.comparer import NOW, Comparer
from gong_admin.ui.panels.snapshots.cost import calls_for, cost_words, usual_options
from gong_admin.ui.panels.snapshots.importer import ProfileImporter
from gong_admin.ui.panels.snapshots.keeper import TAKE, SnapshotKeeper
from gong_admin.ui.panels.snapshots.maker import ProfileMaker
from gong_admin.ui.panels.snapshots.names import names_of
from gong_admin.ui.panels.snapshots.restorer import Restorer
from gong_admin.ui.panels.snapshots.rows import COLUMNS, Row, make_rows
from gong_admin.ui.panels.snapshots.shown import (
    Shown,
    damage,
    offer_members,
    offer_now,
    say_equal,
    show_head,
    show_no_head,
)
from gong_admin.ui.panels.snapshots.side import items_of, title_of
from gong_admin.ui.panels.snapshots.view import SnapshotsView

_OFFERED = 20  # snapshots to compare with


class SnapshotsPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._key = ""
        self._shown: Shown | None = None
        self._names_of: object = None
        self._in_front = False
        self._again: Callable[[], None] | None = None
        self.comparer = Comparer(context)
        self.now = self.comparer.now
        self.model = RecordTableModel(COLUMNS, key=lambda row: row.id)
        self.view: SnapshotsView = SnapshotsView(self.model, table_host(context), context.settings)
        view, table = self.view, self.view.table
        self.keeper = SnapshotKeeper(context, view, self.scope, self._cost)
        maker = ProfileMaker(context, self.show_message)
        self.restorer = Restorer(context, maker, self.show_message)
        self.importer = ProfileImporter(context, view, self.scope, maker, self.restorer)
        self.keeper.taken = self._taken
        self.keeper.gone = self._gone
        view.chosen.connect(self._choose)
        view.asked.connect(self._act)
        view.compared_with.connect(self._compare_with)
        view.refresh_requested.connect(self.refresh)
        view.header.refresh_requested.connect(self.refresh)
        table.previewed.connect(self._preview)
        table.selection_changed.connect(self._show_abilities)
        table.load_cancelled.connect(self._cancel)
        table.message_action.connect(self._message_action)
        table.empty_action.connect(self._act)
        view.snapshot_detail.followed.connect(context.navigate)
        view.snapshot_detail.restore_wanted.connect(self._restore_shown)
        view.snapshot_detail.copied.connect(context.toast)
        context.snapshots.changed.connect(self._show_list)
        context.jobs.changed.connect(self._job_changed)
        context.session.lock.changed.connect(self._show_abilities)
        context.workspace.changed.connect(self._fill)
        data = context.data
        data.profiles.replaced.connect(self._profiles_changed)
        data.profiles.changed.connect(self._say_none)
        data.workspaces.changed.connect(self._say_none)
        for named in (data.users, data.folders, data.workspaces):
            named.changed.connect(self._names_changed)
        self._show_list()

    # -- the panel's contract ------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        self._in_front = True
        # A call each; what a snapshot costs depends on how many there are.
        self.context.data.workspaces.ensure()
        self.context.data.profiles.ensure()
        self.scope.start("look", self._look(target))

    def hidden(self) -> None:
        self._in_front = False

    def refresh(self) -> None:
        """Look at the folder again, and at what Gong says now."""
        self._again = None
        self.view.table.clear_message()
        self.comparer.forget()
        self.scope.start("look", self._look(self._key, again=True))

    def actions(self) -> Sequence[QAction]:
        return self.view.actions_of_panel()

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        # "Try again" is about the message that it stands in.
        self._again = self.keeper.again()
        self.view.table.show_loaded()
        self.view.table.show_message(message)

    def close(self) -> None:
        super().close()
        self.context.jobs.changed.disconnect(self._job_changed)
        self.context.session.lock.changed.disconnect(self._show_abilities)

    # -- the list ------------------------------------------------------------------------------

    @property
    def entry(self) -> Entry | None:
        """The snapshot that is chosen."""
        return next((e for e in self.context.snapshots.entries if e.key == self._key), None)

    async def _look(self, wanted: str | None, *, again: bool = False) -> None:
        await self.context.snapshots.look()
        if wanted:
            self._key = wanted
        self._show_list()
        self._start_comparing()
        if again and self.comparer.with_now and self.now.content is not None:
            # What is shown stays until the new is there. Members are offered again.
            self._read_now(members=False)

    def _show_list(self) -> None:
        snapshots = self.context.snapshots
        if self.entry is None:
            self._key = snapshots.entries[0].key if snapshots.entries else ""
            self.comparer.other = NOW
            if self._in_front:
                self._start_comparing()
        items = items_of(snapshots.entries, dt.datetime.now(dt.UTC))
        self.view.show_snapshots(items, self._key)
        entry, shown = self.entry, self._shown
        if entry is not None and shown is not None:
            self.view.snapshot_detail.show_snapshot(entry, shown.then.problems)
        if snapshots.known and not items:
            self._forget()
            self._say_none()
        self._show_abilities()

    def _say_none(self) -> None:
        """What a snapshot costs is known once workspaces and profiles have been read."""
        if self.context.snapshots.known and not self.context.snapshots.entries:
            self.view.say_none(self._cost(usual_options(self.context)))

    def _choose(self, key: str) -> None:
        self._key, self.comparer.other = key, NOW
        self._start_comparing()

    def _compare_with(self, other: str) -> None:
        self.comparer.other = other
        self._start_comparing()

    # -- comparing -----------------------------------------------------------------------------

    def _start_comparing(self) -> None:
        self._show_abilities()
        if self.entry is None:
            return
        self._again = None
        self.view.table.clear_message()
        self.scope.start("compare", self._compare())

    async def _compare(self) -> None:
        entry = self.entry
        assert entry is not None
        show_head(self.view, entry)
        then = await self.comparer.load(entry.key)
        self.view.snapshot_detail.show_snapshot(entry, then.problems)
        self.view.show_detail(True)
        shown = await self.comparer.compare(entry)
        if shown is None:
            self._forget()
            self._wait_for_now()
            return
        self._shown = shown
        await self._fill_rows(shown)
        if not self.scope.is_running("now"):
            self.view.table.show_loaded()
        if then.problems:
            self.view.table.show_message(damage(then))

    def _wait_for_now(self) -> None:
        """Read what Gong says now; at once where that takes a few calls, else when asked."""
        cheap = Options(members=False)
        if calls_for(self.context, cheap) <= FEW_CALLS:
            self._read_now(members=False)
            return
        self.view.table.show_loaded()
        self.view.say(translate("snapshots", "Not compared yet"), "question")
        offer_now(self.view, self._cost(cheap))

    def _read_now(self, *, members: bool) -> None:
        if self.scope.is_running("now"):
            return
        self.view.show_offer("", "", "", "")
        self.view.table.show_loading(translate("snapshots", "Reading what Gong says now…"))
        token = CancelToken()
        self.scope.start("now", self._reading_now(members, token), token=token)

    async def _reading_now(self, members: bool, token: CancelToken) -> None:
        try:
            await self.now.read(members=members, token=token)
        finally:
            self.view.table.show_loaded()
        if self.comparer.with_now:
            self._start_comparing()

    def _cancel(self) -> None:
        self.scope.cancel("now")
        self.scope.cancel(TAKE)
        self.view.table.show_loaded()
        if self._shown is None and self.entry is not None:
            self.view.say(translate("snapshots", "Not compared yet"), "question")

    def _profiles_changed(self) -> None:
        if self.now.follow() and self.comparer.with_now:
            self._start_comparing()

    # -- what is shown -------------------------------------------------------------------------

    def _forget(self) -> None:
        self._shown = None
        self.model.set_records([])
        self.view.show_offer("", "", "", "")
        self.view.snapshot_detail.show_no_row()
        if self.entry is None:
            show_no_head(self.view)

    def _fill(self) -> None:
        """Show what differs in the workspace that is chosen."""
        if self._shown is not None:
            self.scope.start("rows", self._fill_rows(self._shown))

    async def _fill_rows(self, shown: Shown) -> None:
        # Beside the window: after a reorganisation thousands of members come and go.
        data, chosen = self.context.data, self.context.workspace.current
        names = names_of(data, shown.later, shown.earlier)
        differences = shown.in_workspace(chosen)
        rows = await self.context.bridge.run(make_rows, differences, names)
        if any(row.names_people for row in rows):
            data.users.ensure()  # unless that costs many calls
        self.model.set_records(rows)
        self.view.table.filter_bar.offer("workspace", chosen is None)
        entry = self.entry
        if entry is not None:
            at = self.now.at if self.comparer.with_now else None
            show_head(self.view, entry, shown, len(rows), at)
        if not rows:
            say_equal(self.view, shown)
        if not self.view.table.selected_count():
            self.view.snapshot_detail.show_no_row()
        kept = shown.then.content.members is not None
        missing = self.comparer.with_now and kept and not self.now.has_members
        offer_members(self.view, self._cost(Options(members=True)) if missing else "")
        self._show_abilities()

    def _preview(self, row: Row) -> None:
        if self._shown is not None:
            detail = self.view.snapshot_detail
            detail.show_row(row, self._shown.before, self._shown.after)
            self._show_abilities()

    def _names_changed(self) -> None:
        data = self.context.data
        state = data.users.read_at, data.users.state, data.workspaces.read_at, data.folders.read_at
        if state != self._names_of and not data.users.loading:
            self._names_of = state
            self._fill()

    # -- what can be done ----------------------------------------------------------------------

    def _show_abilities(self) -> None:
        """Say what can be done now, and why the rest can't."""
        snapshots = self.context.snapshots
        locked = not self.context.session.lock.is_open
        no, taking = self._no_restore(), self.keeper.taking
        show_abilities(self.view, self.entry, no, taking=taking, locked=locked)
        others = [(e.key, title_of(e)) for e in snapshots.entries if e.key != self._key][:_OFFERED]
        cost = self._cost(Options(members=False))
        self.view.show_choices(others, self.comparer.other, cost)

    def _cost(self, options: Options) -> str:
        return cost_words(self.context, options)

    def _job_changed(self, job: Job) -> None:
        if job is self.context.snapshots.job:
            progress = job.progress
            share = progress.done / progress.total if progress.total else None
            self.view.table.show_loading(f"{job.title}…", job.describe(), share)

    # -- acts ----------------------------------------------------------------------------------

    def _act(self, what: str) -> None:
        match what:
            case "now":
                self.comparer.other = NOW
                read_first = self.now.content is None
                self._read_now(members=False) if read_first else self._start_comparing()
            case "members":
                self._read_now(members=True)
            case "restore":
                self.restore([row.difference for row in self.view.table.selected_records()])
            case "restore-all":
                self.restore(self._differences())
            case "import":
                self.importer.start()
            case "elsewhere":
                self.scope.start("elsewhere", self._compare_elsewhere())
            case _:
                self.keeper.act(what, self.entry)

    # -- restoring -----------------------------------------------------------------------------

    def restore(self, wanted: Sequence[Difference]) -> None:
        """Bring these differences back to how they were in the snapshot."""
        if self._shown is not None and self.now.content is not None and not self._no_restore():
            self.view.table.clear_message()
            self.scope.start("restore", self._restore(self._shown.then.content, wanted))

    async def _restore(self, then: Content, wanted: Sequence[Difference]) -> None:
        assert self.now.content is not None
        message = await self.restorer.restore(then, self.now.content, wanted)
        if message is not None:
            self.show_message(message)

    def _restore_shown(self, whole: bool) -> None:
        """Restore the difference in the detail pane, or all of its profile."""
        chosen = self.view.table.selected_records()
        if not chosen:
            return
        one = chosen[0].difference
        same = [each for each in self._differences() if each.subject_id == one.subject_id]
        self.restore(same if whole else [one])

    def _differences(self) -> Sequence[Difference]:
        """Those of the workspace that is chosen, whatever the table's filter shows of them."""
        shown, chosen = self._shown, self.context.workspace.current
        return shown.in_workspace(chosen) if shown is not None else ()

    def _no_restore(self) -> str:
        """Why nothing can be restored, "" where it can."""
        if not self.comparer.with_now:
            return translate("snapshots", "Compare with Gong as it is now first")
        if self._shown is None:
            return translate("snapshots", "Nothing has been compared yet")
        if self.context.session.connection.read_only:
            return translate("snapshots", "This connection is read-only")
        if self.scope.is_running("restore"):
            return translate("snapshots", "Something is being restored")
        return (
            "" if self._shown.comparison.differences else translate("snapshots", "Nothing differs")
        )

    # -- what else is done ---------------------------------------------------------------------

    def _taken(self, entry: Entry, taken: Taken) -> None:
        """What was read for the snapshot is also how Gong is now."""
        self._key, self.comparer.other = entry.key, NOW
        self._show_list()
        self.scope.start("now", self._use_as_now(taken))

    async def _use_as_now(self, taken: Taken) -> None:
        await self.now.take(taken)
        self._start_comparing()

    def _gone(self, key: str) -> None:
        self.comparer.forget(key)
        self._show_list()
        self._start_comparing()

    async def _compare_elsewhere(self) -> None:
        if await self.comparer.ask_elsewhere():
            self._start_comparing()

    def _message_action(self, action: ActionKind) -> None:
        self.context.act(action, self._again or self.refresh)
