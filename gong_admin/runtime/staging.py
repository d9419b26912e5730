"""Edits to profiles that are not saved yet: one set for each tenant, whatever panel made them.

An edit lies on top of what Gong had said when it was made (its base). A refresh that brings
something else leaves both alone: what others changed meanwhile is told when the profile is saved,
or taken over by `rebase`. Undo and redo have no end, and go on across a save: what was saved can
be taken back, as an edit that is saved in its turn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from msgspec import UNSET, UnsetType
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from gong_admin.runtime.drafts import Draft
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import (
    EDITABLE,
    NO_EDITS,
    Edits,
    same,
    value_at,
    with_edits,
)
from gong_admin.services.profiles.reading import Reading, Value, read

Step: TypeAlias = dict[str, Value | UnsetType]
"""What one step makes of some places: a new value, or UNSET for what Gong said."""

_ORDER = {key: index for index, key in enumerate(EDITABLE)}
_READINGS_KEPT = 1_000


class StagedProfiles(QObject):
    """`changed` names the profile whose edits differ now, "" for several. Lives on the GUI thread.

    `profile_id` None, where it may be, is the latest step whichever profile it concerned. A step
    that concerned several profiles is undone in all of them there, and in one where one is named.
    """

    changed = Signal(str)
    recovered_changed = Signal()

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
        self._works: dict[str, _Work] = {}
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
        if work is None:
            return
        keys = tuple(work.edits) if key is None else (key,)
        words = "Reset all" if key is None else "Reset"
        self._push([(work, {each: UNSET for each in keys if each in work.edits})], words)

    def reset_all(self) -> None:
        """Take back all edits of all profiles, in one step."""
        edited = [work for work in self._works.values() if work.edits]
        self._push([(work, dict.fromkeys(work.edits, UNSET)) for work in edited], "Reset all")

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
        """`raw` is what Gong says after the edits of `keys` were sent to it; the others stay.

        From now on undo brings back what stood there before the save, as an edit.
        """
        work = self._works.get(profile_id)
        if work is None:
            return
        for key in keys:
            old = value_at(work.original, key)
            for step in work.steps:
                step.anchor(key, old)
            work.values.pop(key, None)
        work.saved_up_to = self._number
        work.take_base(raw, dt.datetime.now(dt.UTC))
        self._tell([work])

    # -- what an earlier run has left ------------------------------------------------------------

    def recovered(self) -> tuple[Draft, ...]:
        """The drafts of runs that ended without saving them, the latest first."""
        return ()

    def adopt(self, draft: Draft) -> None:
        """Stage the edits of a draft, in one step."""

    def discard(self, draft: Draft) -> None:
        """Forget a draft for good."""

    # -- within ----------------------------------------------------------------------------------

    def _edited(self, profile_id: str) -> _Work | None:
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

    def _work(self, record: ProfileRecord) -> _Work:
        """What is held of a profile, on top of `record` unless there are edits already."""
        work = self._works.get(record.id)
        if work is None:
            stack = QUndoStack(self)
            work = _Work(record.id, record.workspace_id, stack, record.raw, self._now())
            work.settle()
            self._works[record.id] = work
        elif not work.edits and work.base != record.raw:
            work.take_base(record.raw, self._now())
        return work

    def _freshen(self, work: _Work) -> None:
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
        steps: list[tuple[_Work, Step]] = []
        for record, values in changes:
            for key in values:
                if key not in _ORDER:
                    raise KeyError(key)
            work = self._work(record)
            steps.append((work, work.step_to(values)))
        if merge and len(steps) == 1 and self._merge(*steps[0]):
            self._tell([steps[0][0]])
            return
        self._push(steps, words)

    def _merge(self, work: _Work, step: Step) -> bool:
        """Whether `step` could go into the step before it, because it goes on with it."""
        if self._to_undo(None) != [work] or work.stack.canRedo():
            return False
        last = work.steps[work.stack.index() - 1]
        if len(step) != 1 or last.after.keys() != step.keys() or last.number <= work.saved_up_to:
            return False
        last.after = step
        last.redo()
        return True

    def _push(self, steps: Sequence[tuple[_Work, Step]], words: str) -> None:
        """One step over some profiles; those in which it changes nothing are left out."""
        telling = [(work, step) for work, step in steps if step]
        if not telling:
            return
        self._number += 1
        for work, step in telling:
            work.push(words, self._number, step)
        self._tell([work for work, _ in telling])

    def _to_undo(self, profile_id: str | None) -> list[_Work]:
        """The profiles in which `undo` would take a step back."""
        done = {
            work: work.steps[work.stack.index() - 1].number
            for work in self._chosen(profile_id)
            if work.stack.index() > 0
        }
        latest = max(done.values(), default=0)
        return [work for work, number in done.items() if number == latest]

    def _to_redo(self, profile_id: str | None) -> list[_Work]:
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

    def _chosen(self, profile_id: str | None) -> list[_Work]:
        if profile_id is None:
            return list(self._works.values())
        work = self._works.get(profile_id)
        return [work] if work is not None else []

    def _tell(self, works: Sequence[_Work]) -> None:
        if works:
            self.changed.emit(works[0].profile_id if len(works) == 1 else "")


@dataclass(slots=True, eq=False)
class _Work:
    """One profile that is or was edited. `values` is what the steps made of its places so far;
    `edits` those of them that differ from the base."""

    profile_id: str
    workspace_id: str
    stack: QUndoStack
    base: bytes
    based_at: dt.datetime
    values: dict[str, Value] = field(default_factory=dict)
    steps: list[_StepCommand] = field(default_factory=list)
    saved_up_to: int = 0  # the number of the last step before a save
    original: Reading = field(init=False)
    reading: Reading = field(init=False)
    edits: Edits = field(init=False)

    def take_base(self, raw: bytes, at: dt.datetime) -> None:
        self.base, self.based_at = raw, at
        self.settle()
        # What Gong has by now is no edit, nor will be one when it says something else again.
        self.values = dict(self.edits)

    def settle(self) -> None:
        """Bring in line with `base` and `values` what follows from them."""
        self.original = read(self.base)
        self._lay()

    def set(self, step: Step) -> None:
        for key, value in step.items():
            if isinstance(value, UnsetType):
                self.values.pop(key, None)
            else:
                self.values[key] = value
        self._lay()

    def step_to(self, values: Mapping[str, Value]) -> Step:
        """The step that brings places to new values: what stands there already is left out, and
        what Gong said is no edit."""
        return {
            key: UNSET if same(value_at(self.original, key), value) else value
            for key, value in values.items()
            if not same(value_at(self.reading, key), value)
        }

    def push(self, words: str, number: int, after: Step) -> None:
        before: Step = {key: self.edits.get(key, UNSET) for key in after}
        # Qt deletes the steps that can't be done again any more.
        del self.steps[self.stack.index() :]
        step = _StepCommand(self, words, number, before, after)
        self.steps.append(step)
        self.stack.push(step)

    def _lay(self) -> None:
        changing = {
            key: self.values[key]
            for key in sorted(self.values, key=_ORDER.__getitem__)
            if not same(value_at(self.original, key), self.values[key])
        }
        self.edits = MappingProxyType(changing)
        self.reading = with_edits(self.original, self.edits)


class _StepCommand(QUndoCommand):
    """One step in one profile; those of several profiles that are one step share its `number`."""

    def __init__(self, work: _Work, words: str, number: int, before: Step, after: Step) -> None:
        super().__init__(words)
        self.work, self.number, self.before, self.after = work, number, before, after

    def undo(self) -> None:
        self.work.set(self.before)

    def redo(self) -> None:
        self.work.set(self.after)

    def anchor(self, key: str, value: Value) -> None:
        """What Gong said at `key` is about to change by a save: say it outright from now on."""
        for side in (self.before, self.after):
            if isinstance(side.get(key), UnsetType):
                side[key] = value
