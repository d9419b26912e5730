"""Saving edits to many profiles, one after the other, each as carefully as a single one.

Every profile is read before it is written (`saving.save`). What others have changed meanwhile is
not overwritten but left for a person to look at; what fails is noted and the next one is taken,
unless it would fail for the same reason. Whatever ends a run, it is known of each profile what
became of it, and the rest can be gone on with: a profile that has been saved already is read and
left alone.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.pacing import Priority
from gong_admin.services.profiles.saving import Outcome, SavePlan, SaveResult, save
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress
from gong_admin.services.writing import NotWritten, UnclearOutcome, Writer

CALLS_EACH = 2
"""Calls that a profile costs: it is read, and written."""

_GIVE_UP_AFTER = 3
"""So many profiles in a row without an answer from Gong end a run: there is no connection."""

_ALL_THE_SAME = (
    errors.BadCredentials,
    errors.MissingScope,
    errors.NotAllowed,
    errors.RateLimited,
    errors.BudgetSpent,
    errors.InsecureAddress,
)
"""What would keep every other profile from being saved as well."""

_NO_WAY = frozenset({"dns", "refused", "tls", "ca-file", "proxy"})


class State(enum.StrEnum):
    """What became of a profile."""

    SAVED = "saved"
    PARTLY = "partly"  # Gong took the write, and not all that was sent
    UNCHANGED = "unchanged"  # Gong had it already; nothing was sent
    CONFLICT = "conflict"  # others have changed it since; nothing was sent
    THEIRS = "theirs"  # others have changed it since, and a person has let that hold
    FAILED = "failed"  # surely nothing was written
    UNCERTAIN = "uncertain"  # no clear answer, and reading back failed too
    NOT_TRIED = "not-tried"


_OF_OUTCOME = {
    Outcome.SAVED: State.SAVED,
    Outcome.PARTLY: State.PARTLY,
    Outcome.CONFLICT: State.CONFLICT,
    Outcome.THEIRS: State.THEIRS,
    Outcome.NOTHING_TO_DO: State.UNCHANGED,
}
OPEN = frozenset({State.FAILED, State.UNCERTAIN, State.NOT_TRIED})
"""What can be gone on with."""


@dataclass(frozen=True, slots=True)
class BulkItem:
    """One profile to save. The names are for the list of outcomes."""

    plan: SavePlan
    name: str
    workspace_name: str = ""


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of one. `result` where Gong was asked and answered, `error` where that failed,
    `problem` a sentence on it that outlives the program (see `runtime.bulk_runs`)."""

    item: BulkItem
    state: State = State.NOT_TRIED
    result: SaveResult | None = None
    error: Exception | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BulkReport:
    """All profiles of a run in their order. `stopped_by` is the error that ended it early; None
    where it came to its end or was `cancelled`."""

    outcomes: tuple[BulkOutcome, ...]
    cancelled: bool = False
    stopped_by: Exception | None = None
    counts: dict[State, int] = field(init=False)

    def __post_init__(self) -> None:
        counts = dict.fromkeys(State, 0)
        for outcome in self.outcomes:
            counts[outcome.state] += 1
        object.__setattr__(self, "counts", counts)

    @property
    def rest(self) -> tuple[BulkItem, ...]:
        """What can be gone on with, in order."""
        return tuple(each.item for each in self.outcomes if each.state in OPEN)

    @property
    def conflicts(self) -> tuple[BulkOutcome, ...]:
        """What is to be looked at one by one."""
        return tuple(each for each in self.outcomes if each.state is State.CONFLICT)

    @property
    def all_well(self) -> bool:
        """Whether every profile is as it was wanted."""
        good = self.counts[State.SAVED] + self.counts[State.UNCHANGED]
        return good == len(self.outcomes)


def nothing_done(items: Sequence[BulkItem]) -> list[BulkOutcome]:
    """How every run begins."""
    return [BulkOutcome(item) for item in items]


def _ignore(*_: object) -> None:
    """Nobody wants to know."""


def run(
    client: Writer,
    items: Sequence[BulkItem],
    *,
    token: CancelToken,
    priority: Priority = Priority.CLICK,
    progress: ProgressReport = ignore_progress,
    on_start: Callable[[int], None] = _ignore,
    on_outcome: Callable[[int, BulkOutcome], None] = _ignore,
) -> BulkReport:
    """Save all, one after the other. Blocks; raises nothing that one profile's saving raises.

    `on_start(number)` is called before a profile is read and `on_outcome(number, outcome)` after
    it is done, for whoever keeps a list: an OSError of theirs ends the run before more is sent.
    """
    outcomes = nothing_done(items)
    silent = 0
    progress(Progress(0, len(items), "profiles"))
    for number, item in enumerate(items):
        if token.cancelled:
            return BulkReport(tuple(outcomes), cancelled=True)
        try:
            on_start(number)
        except OSError as problem:
            return BulkReport(tuple(outcomes), stopped_by=problem)
        outcome, stopped_by = _save_one(client, item, token, priority)
        if outcome is None:
            return BulkReport(tuple(outcomes), cancelled=True)
        outcomes[number] = outcome
        try:
            on_outcome(number, outcome)
        except OSError as problem:
            stopped_by = stopped_by or problem
        progress(Progress(number + 1, len(items), "profiles"))
        silent = silent + 1 if _is_silence(outcome.error) else 0
        if stopped_by is None and silent >= _GIVE_UP_AFTER:
            stopped_by = outcome.error
        if stopped_by is not None and number + 1 < len(items):
            return BulkReport(tuple(outcomes), stopped_by=stopped_by)
    return BulkReport(tuple(outcomes))


def outcome_of(item: BulkItem, result: SaveResult) -> BulkOutcome:
    """What became of a profile by the result of saving it."""
    return BulkOutcome(item, _OF_OUTCOME[result.outcome], result)


def _save_one(
    client: Writer, item: BulkItem, token: CancelToken, priority: Priority
) -> tuple[BulkOutcome | None, Exception | None]:
    """What became of one profile, None where it was cancelled before anything was sent; and the
    error, where that would befall all others too."""
    try:
        result = save(client, item.plan, token=token, priority=priority)
    except errors.Cancelled:
        return None, None
    except UnclearOutcome as problem:
        state = State.UNCERTAIN if problem.sent else State.FAILED
        # What certainly did not leave was kept back on this side, as the next would be.
        return BulkOutcome(item, state, error=problem), None if problem.sent else problem
    except errors.GongError as problem:
        stops = problem if befalls_all(problem) else None
        return BulkOutcome(item, State.FAILED, error=problem), stops
    except Exception as problem:  # noqa: BLE001 - told by whoever started the run
        # The lock has closed meanwhile, or a fault of this program: either way nothing more.
        return BulkOutcome(item, State.FAILED, error=problem), problem
    return outcome_of(item, result), result.trouble


def _cause(error: BaseException | None) -> BaseException | None:
    """The error of the way to Gong below one of ours."""
    while isinstance(error, NotWritten | UnclearOutcome):
        error = getattr(error, "cause", None)
    return error


def befalls_all(error: errors.GongError) -> bool:
    """Whether what failed for one profile would fail for every other as well."""
    cause = _cause(error)
    if isinstance(cause, errors.ConnectionFailed):
        return cause.reason in _NO_WAY
    return isinstance(cause, _ALL_THE_SAME)


def _is_silence(error: Exception | None) -> bool:
    return isinstance(_cause(error), errors.ConnectionFailed | errors.ServerError | errors.Garbled)
