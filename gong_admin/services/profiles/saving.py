"""Saving edits to a permission profile, so that nothing is overwritten that nobody has seen.

Gong's API has no condition on a write ("only if unchanged"), so the profile is read again
immediately before it is sent, and what others changed since it was loaded goes back to the person.
Whatever holds the write up (Gong takes no calls just now) makes it begin with the reading again.
What is sent is what was just read, unknown fields included, with the edits on top. The answer is
compared with that. A gap of one call remains: what somebody changes between that reading and the
sending is overwritten, and nothing tells.
"""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, replace
from typing import Any, Final

import msgspec

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import GET_PROFILE, UPDATE_PROFILE
from gong_admin.api.client import Answer
from gong_admin.api.operation import Operation
from gong_admin.api.pacing import Priority
from gong_admin.api.types.permissions import (
    GetProfile,
    PermissionProfile,
    ProfileAnswer,
    UpdateProfile,
)
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import (
    Edits,
    SettingChange,
    apply,
    changes,
    effective,
    same,
    unknown_changes,
    value_at,
    with_edits,
)
from gong_admin.services.profiles.reading import Reading, read
from gong_admin.services.profiles.rules import LIBRARY_SWITCHES
from gong_admin.services.profiles.settings_catalogue import BY_KEY, LIBRARY_LEVEL
from gong_admin.services.writing import AnswerWithout, NotWritten, UnclearOutcome, Writer

_ATTEMPTS = 4  # to read and write where Gong takes no calls, or there is no way to it
LOOK_AGAIN = 1.0  # seconds after which a write that got no answer is looked for once more

READ_BACK: Final = "Gong's answer was lost. Reading the profile back shows what was saved."
WITHOUT_SWITCHES: Final = (
    "Gong refused the library's switches without a level for the library. The profile was saved "
    "without them."
)


class Outcome(enum.StrEnum):
    SAVED = "saved"
    PARTLY = "partly"  # Gong took the write, and not all that was sent
    CONFLICT = "conflict"  # nothing was sent: the profile is not what it was when it was loaded
    THEIRS = "theirs"  # nothing was sent: a person has let hold what others made of it
    NOTHING_TO_DO = "nothing-to-do"  # nothing was sent: Gong says already what was wanted


@dataclass(frozen=True, slots=True)
class SavePlan:
    """`base` is the profile's JSON that `edits` were made on and reviewed against."""

    workspace_id: str
    profile_id: str
    base: bytes
    edits: Edits


@dataclass(frozen=True, slots=True)
class SaveResult:
    """What came of a plan. `raw` is the profile as Gong says it is now; `profile` the same, None
    where Gong was not asked.

    `written` are the edits that Gong took, from what stood there immediately before; `not_taken`
    those it did not, from what was sent to what it says. `besides` is what else it says than what
    was sent. `theirs` is what others changed since the plan's base, unknown settings included.
    `trouble` is an error that came with a write which took place all the same; `note` a sentence
    on how it was done, "" for the usual way. `seconds` is the time of the whole.
    """

    outcome: Outcome
    raw: bytes
    profile: PermissionProfile | None = None
    written: tuple[SettingChange, ...] = ()
    not_taken: tuple[SettingChange, ...] = ()
    besides: tuple[SettingChange, ...] = ()
    theirs: tuple[SettingChange, ...] = ()
    request_id: str | None = None
    at: dt.datetime | None = None
    seconds: float = 0.0
    note: str = ""
    trouble: Exception | None = None

    def record(self, workspace_id: str) -> ProfileRecord | None:
        """What to put in the place of the profile that was loaded."""
        if self.profile is None:
            return None
        return ProfileRecord(workspace_id, self.profile, self.raw)


def changes_between(before: bytes, after: bytes) -> tuple[SettingChange, ...]:
    """All that differs between two states of a profile, unknown settings included."""
    was, now = read(before), read(after)
    return changes(was, now) + unknown_changes(was, now)


def save(
    client: Writer,
    plan: SavePlan,
    *,
    token: CancelToken | None = None,
    priority: Priority = Priority.CLICK,
) -> SaveResult:
    """Read, compare, send, compare. Blocks.

    Raises `GongError` where surely nothing was written (`NotWritten` after a look), and what
    `client.write` raises where nobody can tell. Cancelling ends it before the write leaves, and
    not after: what became of it is always known.
    """
    started = dt.datetime.now(dt.UTC)
    result = _save(client, plan, token or CancelToken(), priority)
    now = dt.datetime.now(dt.UTC)
    return replace(result, at=now, seconds=(now - started).total_seconds())


@dataclass(frozen=True, slots=True)
class ReadProfile:
    raw: bytes
    profile: PermissionProfile
    request_id: str | None


def read_profile(
    client: Writer, profile_id: str, token: CancelToken, priority: Priority = Priority.CLICK
) -> tuple[PermissionProfile, bytes]:
    """One profile and its JSON as Gong sent it. Raises `GongError`; `NotFound` where Gong does
    not know it any more."""
    found = _read(client, profile_id, token, priority)
    return found.profile, found.raw


def _save(client: Writer, plan: SavePlan, token: CancelToken, priority: Priority) -> SaveResult:
    if not effective(read(plan.base), plan.edits):
        return SaveResult(Outcome.NOTHING_TO_DO, plan.base)
    skip: tuple[str, ...] = ()
    held_up = 0
    while True:
        now = _read(client, plan.profile_id, token, priority)
        theirs = changes_between(plan.base, now.raw)
        reading = read(now.raw)
        wanted = effective(reading, plan.edits)
        if not wanted:
            return SaveResult(
                Outcome.NOTHING_TO_DO,
                now.raw,
                now.profile,
                theirs=theirs,
                request_id=now.request_id,
            )
        if theirs:
            return SaveResult(
                Outcome.CONFLICT, now.raw, now.profile, theirs=theirs, request_id=now.request_id
            )
        body = without(apply(now.raw, wanted), skip)
        try:
            result = _write(client, plan, now, body, wanted, token)
        except errors.BadRequest:
            skip = () if skip else switches_to_leave_out(body)
            if not skip:
                raise
            # Refused for certain, so nothing is written twice; and read once more, so that the
            # gap stays one call.
            continue
        except (errors.RateLimited, errors.ConnectionFailed):
            held_up += 1
            if held_up >= _ATTEMPTS:
                raise
            # It has not left. What was read is old by the time it can: the next reading waits.
            continue
        return replace(result, note=WITHOUT_SWITCHES) if skip else result


def _write(
    client: Writer,
    plan: SavePlan,
    now: ReadProfile,
    body: bytes,
    wanted: Edits,
    token: CancelToken,
) -> SaveResult:
    before = read(now.raw)
    try:
        answer = client.write(
            UPDATE_PROFILE,
            UpdateProfile(profile_id=plan.profile_id, profile=PermissionProfile()),
            token=token,
            # Also in the background: at the very next turn after the reading.
            priority=Priority.CLICK,
            raw_body=body,
            at_once=True,
            subject=plan.profile_id,
            before=msgspec.json.decode(now.raw),
        )
    except UnclearOutcome as problem:
        if not problem.sent:
            raise
        return _read_back(client, plan, before, wanted, problem)
    said = said_in(answer)
    if said is None:
        # Taken, but not told: an empty answer is no proof.
        try:
            said = _read(client, plan.profile_id, CancelToken(), Priority.CLICK)
        except errors.GongError as problem:
            raise AnswerWithout(UPDATE_PROFILE.title, problem) from problem
    return compared(before, wanted, replace(said, request_id=answer.request_id))


def _read_back(
    client: Writer, plan: SavePlan, before: Reading, wanted: Edits, problem: UnclearOutcome
) -> SaveResult:
    """See what became of a write without a clear answer."""
    token = CancelToken()
    for last in (False, True):
        try:
            found = _read(client, plan.profile_id, token, Priority.CLICK)
        except errors.GongError:
            raise problem from None
        result = compared(before, wanted, found)
        if result.written:
            problem.found_out(written=True, after=msgspec.json.decode(found.raw))
            cause = getattr(problem, "cause", None)
            lost = isinstance(cause, errors.GongError)
            # An error of Gong or the way to it is over; one on this side has to be told.
            return replace(result, note=READ_BACK, trouble=None if lost else problem)
        if not last:
            token.wait(LOOK_AGAIN)
    problem.found_out(written=False)
    raise NotWritten(getattr(problem, "cause", problem)) from problem


def compared(before: Reading, wanted: Edits, said: ReadProfile) -> SaveResult:
    """What of `wanted` Gong says it has, after it was sent on top of `before`."""
    sent, now = with_edits(before, wanted), read(said.raw)
    written: list[SettingChange] = []
    not_taken: list[SettingChange] = []
    for key, value in wanted.items():
        if same(value_at(now, key), value):
            written.append(SettingChange(key, value_at(before, key), value))
        else:
            not_taken.append(SettingChange(key, value, value_at(now, key)))
    besides = [each for each in changes(sent, now) if each.key not in wanted]
    return SaveResult(
        Outcome.PARTLY if not_taken else Outcome.SAVED,
        said.raw,
        said.profile,
        tuple(written),
        tuple(not_taken),
        (*besides, *unknown_changes(sent, now)),
        request_id=said.request_id,
    )


def switches_to_leave_out(body: bytes) -> tuple[str, ...]:
    """The library's switches in a body that Gong may have refused for them."""
    reading = read(body)
    if reading.values[LIBRARY_LEVEL] != "none":
        return ()
    return tuple(key for key in LIBRARY_SWITCHES if reading.values[key] is not None)


def without(body: bytes, keys: tuple[str, ...]) -> bytes:
    """The body without these settings, everything else as it is."""
    if not keys:
        return body
    profile: dict[str, Any] = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    for key in keys:
        parent, name = BY_KEY[key].path
        holder = msgspec.json.decode(profile[parent], type=dict[str, msgspec.Raw])
        holder.pop(name, None)
        profile[parent] = msgspec.Raw(msgspec.json.encode(holder))
    return msgspec.json.encode(profile)


def _read(client: Writer, profile_id: str, token: CancelToken, priority: Priority) -> ReadProfile:
    request = GetProfile(profile_id=profile_id)
    try:
        answer = client.call(GET_PROFILE, request, token=token, priority=priority)
    except errors.BadRequest as refused:
        # "Bad request" is what Gong says of an id that it does not know.
        raise errors.NotFound(
            refused.status,
            ("Gong does not know this profile any more. It may have been deleted.",),
            operation_id=refused.operation_id,
            method=refused.method,
            path=refused.path,
            request_id=refused.request_id,
            trace_id=refused.trace_id,
            body=refused.body,
        ) from refused
    found = said_in(answer)
    if found is None:
        raise no_profile_in(GET_PROFILE, answer)
    return found


def no_profile_in(op: Operation[Any, Any], answer: Answer[ProfileAnswer]) -> errors.WrongShape:
    """The error for an answer without a profile."""
    return errors.WrongShape(
        answer.status,
        ("Gong's answer holds no profile.",),
        operation_id=op.id,
        method=op.method,
        path=op.path,
        request_id=answer.request_id,
        trace_id=answer.trace_id,
    )


def said_in(answer: Answer[ProfileAnswer]) -> ReadProfile | None:
    """The profile in an answer; None where there is none."""
    if answer.value.profile is None:
        return None
    parts = msgspec.json.decode(
        answer.raw.removeprefix(b"\xef\xbb\xbf"), type=dict[str, msgspec.Raw]
    )
    return ReadProfile(bytes(parts["profile"]), answer.value.profile, answer.request_id)
