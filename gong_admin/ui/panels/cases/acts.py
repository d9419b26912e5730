"""What is done with a case besides looking up and erasing: closing, refusing, forgetting, the key,
the do-not-erase list."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy import following, lookup
from gong_admin.services.privacy.case import Case, CaseState, Subject
from gong_admin.services.privacy.intake_text import read_text
from gong_admin.services.privacy.store import CaseStore, LogEntry, NewSubject
from gong_admin.services.privacy.store.approving import withdraw
from gong_admin.services.privacy.store.holds import Hold, Holds
from gong_admin.services.privacy.store.removing import remove_subjects
from gong_admin.services.privacy.store.tally import outlived
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.cases.dialogs import (
    AddDialog,
    BackupDialog,
    DeleteDialog,
    ReduceDialog,
    RefuseDialog,
    RetentionDialog,
)
from gong_admin.ui.panels.cases.holds_dialog import HoldsDialog
from gong_admin.ui.privacy.office_dialog import office_open
from gong_admin.ui.prompts import ask

_REQUEST = (
    *("reference", "kind", "regime", "received", "own_deadline", "extended", "extension_notice"),
    *("identity_checked", "identity_how", "refusal_ground", "notes", "elsewhere"),
)
"""What the form changes of a case."""


class CaseActs(QObject):
    """Each act is a coroutine for the panel's scope; it tells the office what it has changed."""

    def __init__(self, context: PanelContext, parent: QWidget, scope: TaskScope) -> None:
        super().__init__(parent)
        self._context, self._parent, self._scope = context, parent, scope
        self._office = context.office
        self._holds: HoldsDialog | None = None

    # -- the state of a case -------------------------------------------------------------------

    async def save(self, before: Case, case: Case) -> None:
        """Keep the request as it was filled in, and in the log what was changed."""
        changed = [key for key in _REQUEST if getattr(case, key) != getattr(before, key)]
        if not changed:
            return
        was, now = msgspec.to_builtins(before), msgspec.to_builtins(case)
        private = {key: [was[key], now[key]] for key in changed}
        await self._change(
            case,
            {key: getattr(case, key) for key in changed},
            *("request-changed", {"fields": changed}, private),
        )
        self._context.toast(self.tr("Saved"))

    async def close(self, case: Case, left: int, followed: bool) -> None:
        """`left` subjects have something left in Gong, or nobody knows. `followed`: erasures were
        sent, and are looked after."""
        text = self.tr("It can be opened again.")
        if followed:
            month = self.tr(
                "Erased people are looked up for a month to see whether they come back."
            )
            text = f"{text} {month}"
        if left:
            held = (
                self.tr("Gong still holds something on 1 of its subjects.")
                if left == 1
                else self.tr("Gong still holds something on {0:,} of its subjects.").format(left)
            )
            text = f"{held} {text}"
        title = self.tr("Close the case {0}?").format(case.reference)
        if await self._context.prompts.confirm(title, text, self.tr("Close case")):
            await self._change(case, {"state": CaseState.CLOSED}, "closed")

    async def reopen(self, case: Case) -> None:
        """Open it again, as far as its subjects are."""
        await self._office.run(following.reopen, case.id)
        self._office.touched(case.id)

    async def refuse(self, case: Case) -> None:
        dialog = RefuseDialog(self._parent, case.reference, case.refusal_ground)
        if await ask(dialog):
            ground = dialog.ground()
            values = {"state": CaseState.REFUSED, "refusal_ground": ground}
            await self._change(case, values, "request-refused", {}, {"ground": ground})

    async def _change(self, case: Case, values: dict[str, Any], event: str, *told: Any) -> None:
        """Only these fields: the others may have been changed meanwhile, in another window or by
        work on the case."""

        def how(now: Case) -> Case:
            return msgspec.structs.replace(now, **values)

        await self._office.run(CaseStore.change, case.id, how, event, *told)
        self._office.touched(case.id)

    # -- forgetting ----------------------------------------------------------------------------

    async def reduce(self, case: Case) -> None:
        if await ask(ReduceDialog(self._parent, case.reference)):
            await self._office.forget(CaseStore.reduce, case.id)
            self._context.toast(self.tr("Case reduced"))

    async def delete(self, case: Case) -> None:
        if await ask(DeleteDialog(self._parent, case.reference)):
            await self._office.forget(CaseStore.delete, case.id)
            self._context.toast(self.tr("Case deleted"))

    async def reduce_outlived(self) -> None:
        """Reduce the closed cases that were kept for as long as the settings say."""
        cases = self.outlived()
        names = ", ".join(case.reference for case in cases[:5])
        if len(cases) > 5:
            names = self.tr("{0} and {1:,} more").format(names, len(cases) - 5)
        agreed = await self._context.prompts.confirm(
            self.tr("Reduce {0:,} closed cases to what proof needs?").format(len(cases))
            if len(cases) > 1
            else self.tr("Reduce 1 closed case to what proof needs?"),
            self.tr(
                "{0}. Counts, times and request ids stay, and keyed fingerprints of the subjects: "
                "pseudonymous, not anonymous. Everything else they hold is destroyed for good, and "
                "following ends."
            ).format(names),
            self.tr("Reduce"),
            danger=True,
        )
        if not agreed:
            return
        for case in cases:
            await self._office.forget(CaseStore.reduce, case.id)
        self._context.toast(self.tr("{0:,} reduced").format(len(cases)))

    def outlived(self, days: int | None = None) -> tuple[Case, ...]:
        """Closed cases older than `days`, those of the settings unless given."""
        kept = self._context.settings.choices.case_days if days is None else days
        return outlived(self._office.seen, kept, dt.datetime.now(dt.UTC))

    def _count_outlived(self, days: int) -> int:
        return len(self.outlived(days))

    async def forget(self, case: Case, entries: Sequence[LogEntry]) -> None:
        """Take what these entries say of people out of the log."""
        some = [one for one in entries if one.private]
        if not some:
            self._context.toast(self.tr("These entries say nothing of people"))
            return
        agreed = await self._context.prompts.confirm(
            self.tr("Remove personal data from {0:,} entries?").format(len(some))
            if len(some) > 1
            else self.tr("Remove personal data from this entry?"),
            self.tr(
                "What they say of people is destroyed for good. That they were written, when and "
                "with which counts stays, and the log still shows if it was altered."
            ),
            self.tr("Remove"),
            danger=True,
        )
        if agreed:
            for one in some:
                await self._office.run(CaseStore.remove_payload, case.id, one.number)
            self._office.touched(case.id)

    # -- subjects ------------------------------------------------------------------------------

    async def add(self, case: Case) -> None:
        await self._load_plans()
        dialog = AddDialog(self._parent, self._context.settings.choices.phone_region)
        if not await ask(dialog):
            return
        await self._add(case, dialog.subjects())

    async def add_values(self, case: Case, values: Sequence[str]) -> None:
        """Add what Gong named as belonging to somebody."""
        region = self._context.settings.choices.phone_region
        await self._add(case, await self._context.bridge.run(_recognised, values, region))

    async def _load_plans(self) -> None:
        """Have the rules for addresses and numbers loaded beside the window, before one types."""
        region = self._context.settings.choices.phone_region
        await self._context.bridge.run(read_text, "a@corvane.test, +14155550123", region)

    async def _add(self, case: Case, wanted: Sequence[NewSubject]) -> None:
        added = await self._office.run(CaseStore.add_subjects, case.id, wanted)
        self._office.touched(case.id)
        words = self.tr("{0:,} added").format(added)
        if added < len(wanted):
            there = len(wanted) - added
            words = self.tr("{0:,} added, {1:,} were there already").format(added, there)
        self._context.toast(words)

    async def remove(self, case: Case, subjects: Sequence[Subject]) -> None:
        title = (
            self.tr("Remove {0:,} subjects from the case?").format(len(subjects))
            if len(subjects) > 1
            else self.tr("Remove this subject from the case?")
        )
        text = self.tr(
            "What was found on them goes with them. Those for whom an erasure was sent stay. The "
            "log keeps that they were there; their names can be removed from it by themselves."
        )
        action = self.tr("Remove")
        if await self._context.prompts.confirm(title, text, action, danger=True):
            removed = await self._office.run(remove_subjects, subjects)
            # It may have been the last that had still to be looked up, or to be sent.
            await self._office.run(lookup.settle, case.id)
            await self._office.run(following.settle, case.id)
            self._office.touched(case.id)
            self._context.toast(self.tr("{0:,} removed").format(removed))

    async def withdraw(self, subject: Subject) -> None:
        """Take an approval back: the subject is left out of the erasure."""
        if not await self._office.run(withdraw, subject):
            self._context.toast(self.tr("Not withdrawn: it has moved on in another window"))
        await self._office.run(following.settle, subject.case_id)
        self._office.touched(subject.case_id)

    # -- the key, the settings, the do-not-erase list ------------------------------------------

    async def backup(self) -> None:
        dialog = BackupDialog(self._parent)
        if not await ask(dialog):
            return
        passphrase = dialog.passphrase()
        suggested = files.last_folder(self._context.settings) / "privacy-cases.gongkey"
        path = await self._context.prompts.save_file(
            self.tr("Back up the key of the cases"), suggested, self.tr("Keys (*.gongkey)")
        )
        if path is not None:
            await self._office.backup(Path(path), passphrase)
            files.remember_folder(self._context.settings, path)
            self._context.toast(self.tr("The key is in {0}").format(path.name))

    async def retention(self) -> None:
        days = self._context.settings.choices.case_days
        dialog = RetentionDialog(self._parent, days, self._count_outlived)
        if await ask(dialog):
            self._context.settings.update(case_days=dialog.days())
            self._office.counted.emit()

    async def holds(self) -> None:
        """Show the do-not-erase list, and change it as the user says."""
        if not await office_open(self._context, self._parent):
            return
        await self._load_plans()
        region = self._context.settings.choices.phone_region
        dialog = self._holds = HoldsDialog(self._parent, region)
        dialog.added.connect(self._hold)
        dialog.removed.connect(self._release)
        dialog.show_holds(await self._office.run(_all))
        try:
            await ask(dialog)
        finally:
            self._holds = None

    def _hold(self, told: tuple[str, str, str]) -> None:
        self._scope.start("hold", self._change_holds(_HoldChange(*told)), latest=False)

    def _release(self, told: tuple[str, str]) -> None:
        self._scope.start("hold", self._change_holds(_HoldChange(*told)), latest=False)

    async def _change_holds(self, change: _HoldChange) -> None:
        holds = await self._office.run(_change, change)
        if self._holds is not None:
            self._holds.show_holds(holds)


@dataclasses.dataclass(frozen=True, slots=True)
class _HoldChange:
    """Put on the list, or taken off it where `reason` is ""."""

    kind: str
    value: str
    reason: str = ""


def _recognised(values: Sequence[str], region: str) -> list[NewSubject]:
    """Those that are addresses or numbers."""
    taken = read_text("\n".join(values), region).taken
    return [
        NewSubject(one.identifier.kind.value, one.identifier.value, one.identifier.typed)
        for one in taken
    ]


def _all(store: CaseStore) -> list[Hold]:
    return Holds(store).all()


def _change(store: CaseStore, change: _HoldChange) -> list[Hold]:
    holds = Holds(store)
    if change.reason:
        holds.put(change.kind, change.value, change.reason)
    else:
        holds.remove(change.kind, change.value)
    return holds.all()
