"""What is done with snapshots as such: taking, pinning, noting, copying, deleting them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QObject

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.snapshots.content import About, Options, Origin
from gong_admin.services.snapshots.store import Entry
from gong_admin.services.snapshots.taking import Taken
from gong_admin.services.words import counted
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.links import open_folder
from gong_admin.ui.panels.snapshots.dialogs import CostOf, KeepingDialog, NoteDialog, TakeDialog
from gong_admin.ui.panels.snapshots.side import title_of
from gong_admin.ui.panels.snapshots.view import SnapshotsView

TAKE = "take"
"""The key under which a snapshot is taken in the panel's scope."""


class SnapshotKeeper(QObject):
    """Works in the panel's `scope`. `taken(entry, taken)` is called after a snapshot was taken,
    `gone(key)` called after one was deleted; `cost` is what a snapshot costs, in words."""

    def __init__(
        self, context: PanelContext, view: SnapshotsView, scope: TaskScope, cost: CostOf
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._scope, self._cost = context, view, scope, cost
        self._chosen: Entry | None = None
        self.taken: Callable[[Entry, Taken], object] = lambda _entry, _taken: None
        self.gone: Callable[[str], None] = lambda _key: None
        self._again: Callable[[], None] | None = None

    @property
    def taking(self) -> bool:
        return self._scope.is_running(TAKE)

    def again(self) -> Callable[[], None] | None:
        """Takes the snapshot whose failure is just being told; None where another thing is."""
        again, self._again = self._again, None
        return again

    def act(self, what: str, chosen: Entry | None) -> None:
        """Do one of the panel's acts with the snapshot that is chosen."""
        self._chosen = chosen
        if what == "take":
            self.ask_take()
        elif what == "daily":
            self._ask_daily()
        elif chosen is None:
            return
        elif what == "note":
            dialog = NoteDialog(self._view, chosen.about.note)
            dialog.noted.connect(self._note)
            dialog.open()
        elif what == "pin":
            about = msgspec.structs.replace(chosen.about, pinned=not chosen.about.pinned)
            self._scope.start("about", self._context.snapshots.describe(chosen.key, about))
        elif what == "folder":
            open_folder(chosen.folder)
        elif what == "copy":
            self._scope.start("copy", self._copy(chosen))
        elif what == "delete":
            self._scope.start("delete", self._delete(chosen))

    # -- taking --------------------------------------------------------------------------------

    def ask_take(self) -> None:
        """Ask what a snapshot shall hold, with what it costs."""
        if not self.taking:
            dialog = TakeDialog(self._view, self._context.snapshots.choices, self._cost)
            dialog.taken.connect(self.take)
            dialog.open()

    def take(self, options: Options, note: str = "") -> None:
        """Take a snapshot."""
        # What the daily ones hold was agreed to for itself.
        self._context.snapshots.choose(
            by_hand_members=options.members, by_hand_people=options.people
        )
        self._view.table.clear_message()
        self._view.table.show_loading(self.tr("Taking a snapshot…"))
        token = CancelToken()
        self._scope.start(TAKE, self._take(options, note, token), token=token)

    async def _take(self, options: Options, note: str, token: CancelToken) -> None:
        snapshots = self._context.snapshots
        try:
            entry, taken = await snapshots.take(options, Origin.HAND, token, note=note)
        except Exception:
            self._again = partial(self.take, options, note)
            raise
        finally:
            self._view.table.show_loaded()
        self.taken(entry, taken)
        calls = counted(taken.calls, "call")
        self._context.toast(self.tr("Snapshot taken with {0}").format(calls))

    # -- daily ones, and how many are kept -----------------------------------------------------

    def _ask_daily(self) -> None:
        dialog = KeepingDialog(self._view, self._context.snapshots.choices, self._cost)
        dialog.chosen.connect(self._keep)
        dialog.open()

    def _keep(self, values: dict[str, object]) -> None:
        was_daily = self._context.snapshots.choices.daily
        self._context.snapshots.choose(**values)
        self._scope.start("keep", self._retain(was_daily))

    async def _retain(self, was_daily: bool) -> None:
        snapshots = self._context.snapshots
        await snapshots.retain()
        await snapshots.look()
        if snapshots.choices.daily and not was_daily:
            self._context.toast(self.tr("From now on one is taken every day"))
            snapshots.take_daily()

    # -- one of them ---------------------------------------------------------------------------

    def _note(self, note: str) -> None:
        if self._chosen is not None:
            about: About = msgspec.structs.replace(self._chosen.about, note=note)
            self._scope.start("about", self._context.snapshots.describe(self._chosen.key, about))

    async def _copy(self, entry: Entry) -> None:
        folder = await self._context.prompts.open_folder(
            self.tr("Copy this snapshot to"), files.last_folder(self._context.settings)
        )
        if folder is not None:
            place = await self._context.snapshots.copy(entry.key, folder)
            files.remember_folder(self._context.settings, place)
            self._context.toast(self.tr("Copied to {0}").format(place))

    async def _delete(self, entry: Entry) -> None:
        text = self.tr("It is deleted from this computer for good. Nothing in Gong changes.")
        if entry.kept:
            text = self.tr("It is pinned or has a note. {0}").format(text)
        agreed = await self._context.prompts.confirm(
            self.tr("Delete the snapshot of {0}?").format(title_of(entry)),
            text,
            self.tr("Delete"),
            danger=True,
        )
        if agreed:
            await self._context.snapshots.delete(entry.key)
            self.gone(entry.key)
            self._context.toast(self.tr("Snapshot deleted"))
