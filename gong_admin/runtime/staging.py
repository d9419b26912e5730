"""Edits to profiles that are not saved yet: one set for each tenant, whatever panel made them.

An edit lies on top of what Gong had said when it was made (its base). A refresh that brings
something else leaves both alone: what others changed meanwhile is told when the profile is saved,
or taken over by `rebase`. Undo and redo have no end, and go on across a save: what was saved can
be taken back, as an edit that is saved in its turn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import UNSET
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import Draft
from gong_admin.runtime.language import translate
from gong_admin.runtime.staged_profile import ORDER, StagedProfile, Step
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import NO_EDITS, Edits, settable, value_at
from gong_admin.services.profiles.reading import Reading, Value, read
from gong_admin.services.words import counted

RESET_ALL = translate("staging", "Reset all")
_READINGS_KEPT = 1_000


class StagedProfiles(QObject):
    """`changed` names the profile whose edits differ now, "" for several. Lives on the GUI thread.

    `profile_id` None, where it may be, is the latest step whichever profile it concerned. A step
    that concerned several profiles is undone in all of them there, and in one where one is named.
    """

    changed = Signal(str)
    recovered_changed = Signal()
    not_kept = Signal(object)  # an OSError: edits would be lost with the program

    def __init__(
        self,
        current: Callable[[str], ProfileRecord | None],
        read_at: Callable[[], dt.datetime | None],
        parent: QObject | None = None,
    ) -> None:
        """`current` is what was read last of a profile, `read_at` when that was."""
        super().__init__(parent)
        self._current = current
        self._read_at = read_at
        self._keeper: DraftKeeper | None = None
        self.saving: set[str] = set()  # profiles that are being saved: one save at a time
        self._works: dict[str, StagedProfile] = {}
        self._readings: dict[str, tuple[bytes, Reading]] = {}
        self._number = 0

    # -- what is staged --------------------------------------------------------------------------

    def edits(self, profile_id: str) -> Edits:
        """What would be changed by a save, in the order of `EDITABLE`; empty for most."""
        work = self._works.get(profile_id)
        return work.edits if work is not None else NO_EDITS

    def base(self, profile_id: str) -> bytes | None:
        """The profile's JSON that its edits were made on; None without edits."""
        work = self._edited(profile_id)
        return work.base if work else None

    def based_at(self, profile_id: str) -> dt.datetime | None:
        """When Gong said what the edits were made on (UTC); None without edits."""
        work = self._edited(profile_id)
        return work.based_at if work else None

    def ids(self) -> tuple[str, ...]:
        """The profiles that have edits, in the order in which they were first edited."""
        return tuple(key for key, work in self._works.items() if work.edits)

    def count(self) -> int:
        """How many profiles have edits."""
        return sum(1 for work in self._works.values() if work.edits)

    def changes(self) -> int:
        """How many values are edited, in all profiles together."""
        return sum(len(work.edits) for work in self._works.values())

    def name(self, profile_id: str) -> str:
        """What a profile with edits is called, also where it is not listed any more."""
        work = self._edited(profile_id)
        return (work.original.name.strip() if work else "") or profile_id

    def outdated(self, record: ProfileRecord) -> bool:
        """Whether `record`, read since, is something else than what its edits were made on."""
        work = self._edited(record.id)
        return work is not None and work.base != record.raw

    def original(self, record: ProfileRecord) -> Reading:
        """The profile without its edits: as it was when they were made, where there are any."""
        work = self._edited(record.id)
        return work.original if work else self._reading(record)

    def reading(self, record: ProfileRecord) -> Reading:
        """The profile with its edits on top (of what they were made on)."""
        work = self._edited(record.id)
        return work.reading if work else self._reading(record)

    # -- editing ---------------------------------------------------------------------------------

    def edit(
        self,
        record: ProfileRecord,
        values: Mapping[str, Value],
        words: str,
        *,
        merge: bool = False,
    ) -> None:
        """Give places of `EDITABLE` new values, in one step that is undone as `words` say.

        `merge`: typing goes on. Where the step before was of the same place of this profile, the
        two are one. Raises KeyError for a place that does not exist.
        """
        self._edit([(record, values)], words, merge=merge)

    def edit_many(
        self, changes: Sequence[tuple[ProfileRecord, Mapping[str, Value]]], words: str
    ) -> None:
        """As `edit`, for several profiles in one step."""
        self._edit(changes, words)

    def reset(self, profile_id: str, key: str | None = None) -> None:
        """Take back the edit of one place, or all of the profile, in one step."""
        work = self._edited(profile_id)
        if work is not None and key is None:
            self._push([(work, dict.fromkeys(work.edits, UNSET))], RESET_ALL)
        elif key is not None:
            self.drop(profile_id, (key,), translate("staging", "Reset"))

    def drop(self, profile_id: str, keys: Collection[str], words: str) -> None:
        """Take back the edits of some places, in one step."""
        work = self._edited(profile_id)
        if work is not None:
            self._push([(work, {key: UNSET for key in keys if key in work.edits})], words)

    def reset_all(self) -> None:
        """Take back all edits of all profiles, in one step."""
        edited = [work for work in self._works.values() if work.edits]
        self._push([(work, dict.fromkeys(work.edits, UNSET)) for work in edited], RESET_ALL)

    # -- undo ------------------------------------------------------------------------------------

    def can_undo(self, profile_id: str | None = None) -> bool:
        return bool(self._to_undo(profile_id))

    def can_redo(self, profile_id: str | None = None) -> bool:
        return bool(self._to_redo(profile_id))

    def undo_text(self, profile_id: str | None = None) -> str:
        """The words of the step that `undo` would take back; "" where there is none."""
        works = self._to_undo(profile_id)
        return works[0].stack.undoText() if works else ""

    def redo_text(self, profile_id: str | None = None) -> str:
        works = self._to_redo(profile_id)
        return works[0].stack.redoText() if works else ""

    def undo(self, profile_id: str | None = None) -> None:
        """Take back the latest step. Without one, nothing happens."""
        works = self._to_undo(profile_id)
        for work in works:
            self._freshen(work)
            work.stack.undo()
        self._tell(works)

    def redo(self, profile_id: str | None = None) -> None:
        """Do again what was taken back last."""
        works = self._to_redo(profile_id)
        for work in works:
            self._freshen(work)
            work.stack.redo()
        self._tell(works)

    # -- what Gong says --------------------------------------------------------------------------

    def rebase(self, record: ProfileRecord) -> None:
        """Put the edits on top of `record`, which was read since they were made. Those that it
        has already are edits no more."""
        work = self._works.get(record.id)
        if work is not None and work.base != record.raw:
            work.take_base(record.raw, self._now())
            self._tell([work])

    def saved(self, profile_id: str, raw: bytes, keys: Collection[str]) -> None:
        """`raw` is what Gong says after the edits of `keys` were sent to it. Others stay, and so
        does what was edited while they were on their way.

        From now on undo brings back what stood there before the save, as an edit, unless that
        is nothing that an edit can bring about.
        """
        work = self._works.get(profile_id)
        if work is None:
            return
        for key in keys:
            old = value_at(work.original, key)
            if settable(key, old):
                for step in work.steps:
                    step.anchor(key, old)
        work.saved_up_to = self._number
        work.take_base(raw, dt.datetime.now(dt.UTC))
        self._tell([work])

    # -- what an earlier run has left ------------------------------------------------------------

    def keep_with(self, keeper: DraftKeeper) -> None:
        """Keep edits on this computer from now on, and offer what an earlier run left there.
        Closes with `close`."""
        keeper.setParent(self)
        keeper.recovered_changed.connect(self.recovered_changed)
        keeper.failed.connect(self.not_kept)
        self._keeper = keeper
        keeper.look()

    def recovered(self) -> tuple[Draft, ...]:
        """The drafts of runs that ended without saving them, the latest first."""
        return self._keeper.recovered if self._keeper is not None else ()

    def adopt(self, draft: Draft) -> None:
        """Stage the edits of a draft, in one step. A profile that has no edits is on the draft's
        base then, so that what others changed since is told when it is saved."""
        work = self._works.get(draft.profile_id)
        if work is None:
            record = draft.profile_id, draft.workspace_id
            work = self._made(*record, draft.base, draft.based_at, read(draft.base))
        elif not work.edits:
            work.take_base(draft.base, draft.based_at)
        count = counted(len(draft.edits), "edit")
        words = translate("staging", "Bring back {0}").format(count)
        self._push([(work, work.step_to(draft.edits))], words)
        self.discard(draft)

    def discard(self, draft: Draft) -> None:
        """Forget a draft for good."""
        if self._keeper is not None:
            self._keeper.forget(draft)

    def close(self) -> None:
        """The connection closes: what is staged is kept, at once."""
        if self._keeper is not None:
            self._keeper.close()

    async def finished(self) -> None:
        """Wait until nothing is on its way to the disk."""
        if self._keeper is not None:
            await self._keeper.finished()

    # -- within ----------------------------------------------------------------------------------

    def _edited(self, profile_id: str) -> StagedProfile | None:
        work = self._works.get(profile_id)
        return work if work is not None and work.edits else None

    def _now(self) -> dt.datetime:
        return self._read_at() or dt.datetime.now(dt.UTC)

    def _reading(self, record: ProfileRecord) -> Reading:
        kept = self._readings.get(record.id)
        if kept is None or kept[0] is not record.raw:
            if len(self._readings) >= _READINGS_KEPT:
                self._readings.clear()
            kept = self._readings[record.id] = (record.raw, read(record.raw))
        return kept[1]

    def _work(self, record: ProfileRecord) -> StagedProfile:
        """What is held of a profile, on top of what was read last unless there are edits already:
        whoever edits may hold a record that was read before."""
        record = self._current(record.id) or record
        work = self._works.get(record.id)
        if work is None:
            place = record.id, record.workspace_id
            work = self._made(*place, record.raw, self._now(), self._reading(record))
        elif not work.edits and work.base != record.raw:
            work.take_base(record.raw, self._now())
        return work

    def _made(
        self, profile_id: str, workspace_id: str, base: bytes, at: dt.datetime, original: Reading
    ) -> StagedProfile:
        work = StagedProfile(profile_id, workspace_id, QUndoStack(), base, at)
        work.settle(original)
        self._works[profile_id] = work
        return work

    def _freshen(self, work: StagedProfile) -> None:
        """Before a step: a profile without edits stands on what was read last."""
        record = self._current(work.profile_id) if not work.edits else None
        if record is not None and record.raw != work.base:
            work.take_base(record.raw, self._now())

    def _edit(
        self,
        changes: Sequence[tuple[ProfileRecord, Mapping[str, Value]]],
        words: str,
        *,
        merge: bool = False,
    ) -> None:
        steps: list[tuple[StagedProfile, Step]] = []
        for record, values in changes:
            for key in values:
                if key not in ORDER:
                    raise KeyError(key)
            work = self._work(record)
            steps.append((work, work.step_to(values)))
        if merge and len(steps) == 1 and self._merge(*steps[0]):
            self._tell([steps[0][0]])
            return
        self._push(steps, words)

    def _merge(self, work: StagedProfile, step: Step) -> bool:
        """Whether `step` could go into the step before it, because it goes on with it."""
        if self._to_undo(None) != [work] or work.stack.canRedo():
            return False
        last = work.steps[work.stack.index() - 1]
        if len(step) != 1 or last.after.keys() != step.keys() or last.number <= work.saved_up_to:
            return False
        last.after = step
        last.redo()
        return True

    def _push(self, steps: Sequence[tuple[StagedProfile, Step]], words: str) -> None:
        """One step over some profiles; those in which it changes nothing are left out."""
        telling = [(work, step) for work, step in steps if step]
        if not telling:
            return
        self._number += 1
        for work, step in telling:
            work.push(words, self._number, step)
        self._tell([work for work, _ in telling])

    def _to_undo(self, profile_id: str | None) -> list[StagedProfile]:
        """The profiles in which `undo` would take a step back."""
        done = {
            work: work.steps[work.stack.index() - 1].number
            for work in self._chosen(profile_id)
            if work.stack.index() > 0
        }
        latest = max(done.values(), default=0)
        return [work for work, number in done.items() if number == latest]

    def _to_redo(self, profile_id: str | None) -> list[StagedProfile]:
        works = self._chosen(profile_id)
        undone = {
            work: work.steps[work.stack.index()].number for work in works if work.stack.canRedo()
        }
        first = min(undone.values(), default=0)
        if profile_id is None:
            # After another step elsewhere, what was undone before it is not next in turn.
            done = [
                work.steps[work.stack.index() - 1].number for work in works if work.stack.index()
            ]
            if first < max(done, default=0):
                return []
        return [work for work, number in undone.items() if number == first]

    def _chosen(self, profile_id: str | None) -> list[StagedProfile]:
        if profile_id is None:
            return list(self._works.values())
        work = self._works.get(profile_id)
        return [work] if work is not None else []

    def _tell(self, works: Sequence[StagedProfile]) -> None:
        if self._keeper is not None:
            for work in works:
                self._keeper.keep(work.profile_id, work.draft() if work.edits else None)
        if works:
            self.changed.emit(works[0].profile_id if len(works) == 1 else "")
