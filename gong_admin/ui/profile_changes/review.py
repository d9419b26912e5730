"""What is shown before a profile is saved: each setting before and after, and the exact request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gong_admin.api.address import Address
from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.api.prepare import HttpRequest, prepare
from gong_admin.api.types.permissions import PermissionProfile, UpdateProfile
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.console import raw_request
from gong_admin.services.profiles.editing import (
    Edits,
    SettingChange,
    apply,
    effective,
    value_at,
    with_edits,
    words,
)
from gong_admin.services.profiles.reading import Reading, Value, read, value_words
from gong_admin.services.profiles.rules import Problem, told
from gong_admin.services.profiles.setting import Setting, SettingKind
from gong_admin.services.profiles.settings_catalogue import COMPANIONS
from gong_admin.services.profiles.table import NameOf
from gong_admin.services.words import counted
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.review import Change, Consequence, Review

GAP = translate(
    "profiles",
    "The profile is read once more right before it is sent, and Gong's answer is compared with "
    "it. What somebody else changes in the moment between is overwritten: Gong offers no way to "
    "rule that out.",
)

_NAMED = 3  # so many leads or folders are named in a value; more are counted
_LISTED = 20  # so many that come or go are named below it


def name_of(data: TenantData) -> NameOf:
    """Names of leads and folders as far as they have been read; ids for the others."""

    def name(setting: Setting, each: str) -> str:
        if setting.kind is SettingKind.FOLDERS:
            return data.folder_name(each)
        return data.user_name(each)

    return name


def changes_for(reading: Reading, edits: Edits, names: NameOf) -> list[Change]:
    """A line for each edit that changes something in `reading`."""
    changing, after = effective(reading, edits), with_edits(reading, edits)
    return [
        change_line(SettingChange(key, value_at(reading, key), value), names, (reading, after))
        for key, value in changing.items()
    ]


def change_line(
    change: SettingChange, names: NameOf, sides: tuple[Reading, Reading] | None = None
) -> Change:
    """One change in words. What is risky and allows more than before says why it is. With both
    `sides` of it at hand, a level tells its leads or folders too: "Team of 3 leads"."""
    setting = change.setting
    before, after = (
        value_words(side, setting)
        if side is not None and setting is not None and setting.key in COMPANIONS
        else value_text(change.key, value, setting, names)
        for side, value in zip(sides or (None, None), (change.before, change.after), strict=True)
    )
    note, risky = _added_and_removed(change, names), False
    if setting is not None and setting.risk and _is_on(change.after):
        note, risky = setting.risk, True
    return Change(
        setting=change.title,
        before=before,
        after=after,
        note=note,
        risky=risky,
        before_icon=_icon(change.before),
        after_icon=_icon(change.after),
    )


def value_text(key: str, value: Value, setting: Setting | None, names: NameOf) -> str:
    """A value in words, with the names of a few ids and the number of many."""
    if not isinstance(value, tuple) or setting is None:
        return words(key, value)
    if len(value) > _NAMED:
        folders = setting.kind is SettingKind.FOLDERS
        return counted(len(value), "folder" if folders else "lead")
    return words(key, value, [names(setting, each) for each in value])


def _added_and_removed(change: SettingChange, names: NameOf) -> str:
    """Who or what comes and goes in a list too long to be shown before and after."""
    before, after, setting = change.before, change.after, change.setting
    if setting is None or not isinstance(after, tuple):
        return ""
    was = before if isinstance(before, tuple) else ()
    if max(len(was), len(after)) <= _NAMED:
        return ""
    parts = []
    for said, ids in (
        (translate("profiles", "Adds {0}."), [each for each in after if each not in was]),
        (translate("profiles", "Removes {0}."), [each for each in was if each not in after]),
    ):
        if ids:
            named = ", ".join(names(setting, each) for each in ids[:_LISTED])
            if len(ids) > _LISTED:
                more = len(ids) - _LISTED
                named = translate("profiles", "{0} and {1:,} more").format(named, more)
            parts.append(said.format(named))
    return " ".join(parts)


def _is_on(value: Value) -> bool:
    return bool(value) and value != "none"


def _icon(value: Value) -> str:
    if isinstance(value, bool):
        return "check" if value else "minus"
    return ""


@dataclass(frozen=True, slots=True)
class Target:
    """What is about to be saved. `members` is how many people have the profile, None where that
    is not known."""

    connection: Connection
    address: Address
    workspace: str
    profile_id: str
    base: bytes
    edits: Edits
    members: int | None


def save_request(profile_id: str, base: bytes, edits: Edits, address: Address) -> HttpRequest:
    """What is sent to save a profile, unless somebody else changes it in between."""
    request = UpdateProfile(profile_id=profile_id, profile=PermissionProfile())
    return prepare(UPDATE_PROFILE, request, address, apply(base, edits))


def save_review(target: Target, problems: Sequence[Problem], names: NameOf) -> Review:
    """The review of one save. `problems` are warnings and notes; nothing with an error is
    reviewed."""
    reading = read(target.base)
    changes = changes_for(reading, target.edits, names)
    count, members = len(changes), target.members
    name = reading.name.strip() or target.profile_id
    request = save_request(target.profile_id, target.base, target.edits, target.address)
    risky = [change.setting for change in changes if change.risky]
    consequences = [
        Consequence(told(problem), "warn") for problem in problems if problem.severity == "warning"
    ]
    if members is None:
        consequences.append(
            Consequence(
                translate("profiles", "How many people have this profile could not be read."),
                "warn",
            )
        )
    return Review(
        title=translate("profiles", "Save {0} to {1}?").format(counted(count, "change"), name),
        action=translate("profiles", "Save {0}").format(counted(count, "change")),
        tenant=target.connection.name,
        tenant_kind=target.connection.kind.value.capitalize(),
        tenant_colour=colour_of(target.connection),
        target=" · ".join(part for part in (target.workspace, name) if part),
        target_id=target.profile_id,
        changes=[_with_extra(change, members) for change in changes],
        extra_title=translate("profiles", "Members touched"),
        consequences=consequences,
        warning_title=_risk_title(members, risky),
        warning_text=translate("profiles", "It takes effect at once for all who have this profile.")
        if risky
        else "",
        method=request.method,
        request_line=request.target,
        request=raw_request(request),
        request_note=translate("profiles", "sent whole, {0:,} edited").format(count),
        footnote=GAP,
    )


def _with_extra(change: Change, members: int | None) -> Change:
    return replace(change, extra="–" if members is None else f"{members:,}")


def _risk_title(members: int | None, risky: Sequence[str]) -> str:
    if not risky:
        return ""
    acts = ", ".join(title[0].lower() + title[1:] for title in risky)
    if members == 0:
        return translate(
            "profiles", "Nobody has this profile. Whoever gets it will be able to: {0}"
        ).format(acts)
    if members is None:
        return translate("profiles", "The members will be able to: {0}").format(acts)
    who = counted(members, "member")
    return translate("profiles", "{0} will be able to: {1}").format(who, acts)
