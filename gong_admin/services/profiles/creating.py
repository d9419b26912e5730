"""New permission profiles: from nothing, or like one that exists, also in another workspace.

Gong's API makes and changes profiles; it deletes none and gives none to people.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import CREATE_PROFILE, LIST_PROFILES
from gong_admin.api.pacing import Priority
from gong_admin.api.types.permissions import CreateProfile, ListProfiles, PermissionProfile
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import FolderRecord, ProfileRecord, profiles_in
from gong_admin.services.profiles.editing import (
    DESCRIPTION,
    EDITABLE,
    NAME,
    SettingChange,
    apply,
    same,
    unknown_changes,
    value_at,
)
from gong_admin.services.profiles.reading import Value, read
from gong_admin.services.profiles.rules import LIBRARY_SWITCHES
from gong_admin.services.profiles.saving import (
    LOOK_AGAIN,
    WITHOUT_SWITCHES,
    no_profile_in,
    said_in,
    switches_to_leave_out,
    without,
)
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import (
    LIBRARY_FOLDERS,
    LIBRARY_LEVEL,
    SETTINGS,
)
from gong_admin.services.writing import AnswerWithout, NotWritten, UnclearOutcome, Writer

LOST_ANSWER = "Gong's answer was lost. The profile was found in its workspace."


@dataclass(frozen=True, slots=True)
class CreatePlan:
    """`body` is the JSON that will be sent; its name is new in the workspace."""

    workspace_id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class CreateResult:
    """`record` is the new profile as Gong says it is. `not_taken` are values that were sent and
    that it does not hold, from what was sent to what it says. `note` and `trouble` as in
    `SaveResult`."""

    record: ProfileRecord
    not_taken: tuple[SettingChange, ...] = ()
    request_id: str | None = None
    at: dt.datetime | None = None
    seconds: float = 0.0
    note: str = ""
    trouble: Exception | None = None


# -- what to send --------------------------------------------------------------------------------


def blank(name: str, description: str = "") -> bytes:
    """A profile that allows nothing: every level none, every switch off."""
    values: dict[str, Value] = {NAME: name, DESCRIPTION: description}
    for setting in SETTINGS:
        if setting.kind in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL):
            values[setting.key] = "none"
        elif setting.kind is SettingKind.SWITCH:
            values[setting.key] = False
    return apply(b"{}", values)


def cloned(
    raw: bytes, name: str, description: str, folders: Mapping[str, str] | None = None
) -> bytes:
    """A profile like `raw`, unknown settings included, without its id.

    `folders` names the folder of the other workspace for each of its own; those that are not in
    it are left out, and where none is left the library is closed: Gong wants folders with that
    level. None stays with the same folders.
    """
    profile: dict[str, Any] = msgspec.json.decode(raw, type=dict[str, msgspec.Raw])
    profile.pop("id", None)
    values: dict[str, Value] = {NAME: name, DESCRIPTION: description}
    if folders is not None:
        reading = read(raw)
        own = reading.ids(LIBRARY_FOLDERS)
        there = tuple(folders[each] for each in own if each in folders)
        if own:
            values[LIBRARY_FOLDERS] = there
        if own and not there and reading.values[LIBRARY_LEVEL] == "specific-folders":
            values |= {LIBRARY_LEVEL: "none", **dict.fromkeys(LIBRARY_SWITCHES, False)}
    return apply(msgspec.json.encode(profile), values)


def match_folders(
    ids: Sequence[str], folders: Iterable[FolderRecord], workspace_id: str
) -> dict[str, str]:
    """For folders of one workspace those of another, `workspace_id`, by the names from the top
    down; else by their own name, where only one there has it. Others are not in the answer."""
    known = tuple(folders)
    tree = FolderTree(known)
    by_path: dict[tuple[str, ...], list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for record in known:
        if record.workspace_id == workspace_id and record.id:
            path = tuple(_plain(name) for name in tree.path(record.id))
            by_path.setdefault(path, []).append(record.id)
            by_name.setdefault(path[-1], []).append(record.id)
    found: dict[str, str] = {}
    for folder_id in ids:
        path = tuple(_plain(name) for name in tree.path(folder_id))
        if not path:
            continue
        for candidates in (by_path.get(path, []), by_name.get(path[-1], [])):
            if len(candidates) == 1:
                found[folder_id] = candidates[0]
                break
    return found


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


# -- sending it ----------------------------------------------------------------------------------


def create(
    client: Writer,
    plan: CreatePlan,
    *,
    token: CancelToken | None = None,
    priority: Priority = Priority.CLICK,
) -> CreateResult:
    """Look for the name, send, compare. Blocks.

    Raises `GongError` where surely nothing was made (`InvalidRequest` where the name is taken by
    now), and what `client.write` raises where nobody can tell.
    """
    started = dt.datetime.now(dt.UTC)
    token = token or CancelToken()
    before = _listed(client, plan.workspace_id, token, priority)
    name = read(plan.body).name
    if any(record.profile.name == name for record in before):
        taken = f"A profile called “{name}” is in this workspace by now."
        raise errors.InvalidRequest({"": taken})
    known = frozenset(record.id for record in before)
    try:
        result = _create(client, plan, plan.body, known, token, priority)
    except errors.BadRequest:
        skip = switches_to_leave_out(plan.body)
        if not skip:
            raise
        shorter = without(plan.body, skip)
        result = _create(client, plan, shorter, known, token, priority)
        result = replace(result, note=WITHOUT_SWITCHES)
    now = dt.datetime.now(dt.UTC)
    return replace(result, at=now, seconds=(now - started).total_seconds())


def _create(
    client: Writer,
    plan: CreatePlan,
    body: bytes,
    known: frozenset[str],
    token: CancelToken,
    priority: Priority,
) -> CreateResult:
    request = CreateProfile(workspace_id=plan.workspace_id, profile=PermissionProfile())
    try:
        answer = client.write(
            CREATE_PROFILE,
            request,
            token=token,
            priority=priority,
            raw_body=body,
            subject=read(body).name,
        )
    except UnclearOutcome as problem:
        if not problem.sent:
            raise
        return _looked_for(client, plan, body, known, problem)
    said = said_in(answer)
    if said is None:
        # Taken, but not told which one it is.
        without_it = no_profile_in(CREATE_PROFILE, answer)
        unclear = AnswerWithout(CREATE_PROFILE.title, without_it)
        return _looked_for(client, plan, body, known, unclear)
    record = ProfileRecord(plan.workspace_id, said.profile, said.raw)
    return _compared(body, record, answer.request_id)


def _looked_for(
    client: Writer,
    plan: CreatePlan,
    body: bytes,
    known: frozenset[str],
    problem: UnclearOutcome,
) -> CreateResult:
    """See whether a write without a clear answer has made the profile."""
    name, token = read(body).name, CancelToken()
    for last in (False, True):
        try:
            listed = _listed(client, plan.workspace_id, token, Priority.CLICK)
        except errors.GongError:
            raise problem from None
        for record in listed:
            if record.id not in known and record.profile.name == name:
                problem.found_out(written=True, after=msgspec.json.decode(record.raw))
                lost = isinstance(getattr(problem, "cause", None), errors.GongError)
                result = _compared(body, record, None)
                return replace(result, note=LOST_ANSWER, trouble=None if lost else problem)
        if not last:
            token.wait(LOOK_AGAIN)
    problem.found_out(written=False)
    raise NotWritten(getattr(problem, "cause", problem)) from problem


def _listed(
    client: Writer, workspace_id: str, token: CancelToken, priority: Priority
) -> list[ProfileRecord]:
    request = ListProfiles(workspace_id=workspace_id)
    answer = client.call(LIST_PROFILES, request, token=token, priority=priority)
    return profiles_in(answer, workspace_id)


def _compared(body: bytes, record: ProfileRecord, request_id: str | None) -> CreateResult:
    """What of the body Gong does not hold. What was not sent is Gong's to choose."""
    sent, now = read(body), read(record.raw)
    not_taken = [
        SettingChange(key, value_at(sent, key), value_at(now, key))
        for key in EDITABLE
        if value_at(sent, key) is not None and not same(value_at(sent, key), value_at(now, key))
    ]
    unknown = [change for change in unknown_changes(sent, now) if change.before is not None]
    return CreateResult(record, (*not_taken, *unknown), request_id)
