"""One profile that is or was edited: its values on top of what Gong said, and the steps to them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeAlias

from msgspec import UNSET, UnsetType
from PySide6.QtGui import QUndoCommand, QUndoStack

from gong_admin.runtime.drafts import Draft
from gong_admin.services.profiles.editing import EDITABLE, Edits, same, value_at, with_edits
from gong_admin.services.profiles.reading import Reading, Value, read

Step: TypeAlias = dict[str, Value | UnsetType]
"""What one step makes of some places: a new value, or UNSET for what Gong said."""

ORDER = {key: index for index, key in enumerate(EDITABLE)}


@dataclass(slots=True, eq=False)
class StagedProfile:
    """One profile that is or was edited. `values` is what the steps made of its places so far;
    `edits` those of them that differ from the base."""

    profile_id: str
    workspace_id: str
    stack: QUndoStack
    base: bytes
    based_at: dt.datetime
    values: dict[str, Value] = field(default_factory=dict)
    steps: list[StepCommand] = field(default_factory=list)
    saved_up_to: int = 0  # the number of the last step before a save
    original: Reading = field(init=False)
    edits: Edits = field(init=False)
    _reading: Reading | None = None

    @property
    def reading(self) -> Reading:
        """The base with the edits on top; made when it is first asked for."""
        if self._reading is None:
            self._reading = with_edits(self.original, self.edits)
        return self._reading

    def take_base(self, raw: bytes, at: dt.datetime) -> None:
        self.base, self.based_at = raw, at
        self.settle(read(raw))
        # What Gong has by now is no edit, nor will be one when it says something else again.
        self.values = dict(self.edits)

    def settle(self, original: Reading) -> None:
        """Bring in line with `base`, which reads as `original`, what follows from it."""
        self.original = original
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
        step: Step = {}
        for key, value in values.items():
            loaded = value_at(self.original, key)
            if not same(self.edits.get(key, loaded), value):
                step[key] = UNSET if same(loaded, value) else value
        return step

    def draft(self) -> Draft:
        return Draft(
            self.profile_id,
            self.original.name,
            self.workspace_id,
            self.edits,
            self.base,
            self.based_at,
            dt.datetime.now(dt.UTC),
        )

    def push(self, words: str, number: int, after: Step) -> None:
        before: Step = {key: self.edits.get(key, UNSET) for key in after}
        # Qt deletes the steps that can't be done again any more.
        del self.steps[self.stack.index() :]
        step = StepCommand(self, words, number, before, after)
        self.steps.append(step)
        self.stack.push(step)

    def _lay(self) -> None:
        changing = {
            key: self.values[key]
            for key in sorted(self.values, key=ORDER.__getitem__)
            if not same(value_at(self.original, key), self.values[key])
        }
        self.edits = MappingProxyType(changing)
        self._reading = None


class StepCommand(QUndoCommand):
    """One step in one profile; those of several profiles that are one step share its `number`."""

    def __init__(
        self, work: StagedProfile, words: str, number: int, before: Step, after: Step
    ) -> None:
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
