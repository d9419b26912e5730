"""What is wrong with a profile before it is sent, and what is worth knowing about it.

Sources: behaviour of Gong's API as observed (names, library under none), Gong's help (levels and
leads). An error keeps a profile from being saved; it is only ever about something that was edited,
since what Gong holds already is Gong's to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from gong_admin.services.profiles.editing import NAME, Edits, effective, title_of, with_edits
from gong_admin.services.profiles.reading import Reading, companions_note, level_of
from gong_admin.services.profiles.setting import LEADS_UNPROVEN_UNDER, SettingKind
from gong_admin.services.profiles.settings_catalogue import (
    BY_KEY,
    COMPANIONS,
    LIBRARY_FOLDERS,
    LIBRARY_LEVEL,
    SETTINGS,
)
from gong_admin.services.words import counted

Severity = Literal["error", "warning", "note"]
Known = Callable[[str], bool]

LIBRARY_SWITCHES: tuple[str, ...] = tuple(
    setting.key
    for setting in SETTINGS
    if setting.path[0] == "libraryFolderAccess" and setting.kind is SettingKind.SWITCH
)
"""The four that may not be on without a level."""

_IDS_NAMED = 3  # so many unknown ids are told one by one


@dataclass(frozen=True, slots=True)
class Problem:
    """`key` is the place it is about. `fix` are the edits that would end it, None where nothing
    does it by itself; `fix_words` what a button says that makes them."""

    key: str
    severity: Severity
    text: str
    fix: Edits | None = None
    fix_words: str = ""


def problems(
    loaded: Reading,
    edits: Edits,
    *,
    other_names: Collection[str] = (),
    known_users: Known | None = None,
    known_folders: Known | None = None,
) -> tuple[Problem, ...]:
    """All about `loaded` with `edits` on top, errors first.

    `other_names` are those of the other profiles of its workspace, as Gong spells them.
    `known_users` and `known_folders` tell whether an id is among what was read; None while that
    is not complete.
    """
    edited = frozenset(effective(loaded, edits))
    now = with_edits(loaded, edits)
    found = [
        *_about_name(now, NAME in edited, other_names),
        *_about_library(now, edited),
        *_about_companions(now),
        *_about_levels(now),
        *_about_ids(now, known_users, known_folders),
    ]
    rank = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda problem: rank[problem.severity]))


def errors(found: Collection[Problem]) -> tuple[Problem, ...]:
    """Those that keep a profile from being saved."""
    return tuple(problem for problem in found if problem.severity == "error")


def _about_name(now: Reading, edited: bool, other_names: Collection[str]) -> Iterator[Problem]:
    if not edited:
        return
    name, bare = now.name, now.name.strip()
    if not bare:
        yield Problem(NAME, "error", "A profile needs a name.")
        return
    if name in other_names:
        yield Problem(NAME, "error", f"Another profile of this workspace is called “{name}”.")
    else:
        alike = next((each for each in other_names if _alike(each) == _alike(name)), None)
        if alike is not None:
            yield Problem(
                NAME,
                "warning",
                f"It is easily taken for “{alike}”, another profile of this workspace.",
            )
    if name != bare:
        yield Problem(
            NAME,
            "warning",
            "The name begins or ends with a blank.",
            {NAME: bare},
            "Remove the blank",
        )


def _about_library(now: Reading, edited: frozenset[str]) -> Iterator[Problem]:
    level = now.values[LIBRARY_LEVEL]
    involved = edited & {LIBRARY_LEVEL, LIBRARY_FOLDERS, *LIBRARY_SWITCHES}
    if level == "none":
        on = [key for key in LIBRARY_SWITCHES if now.values[key] is True]
        folders = now.ids(LIBRARY_FOLDERS)
        off: Edits = dict.fromkeys(on, False) | ({LIBRARY_FOLDERS: ()} if folders else {})
        for key in on:
            # One way out ends them all: it is offered once, at the first.
            fix, words = (off, "Turn off what needs a level") if key == on[0] else (None, "")
            if involved:
                text = "Gong takes it only with a level above None for the library."
                yield Problem(key, "error", text, fix, words)
            else:
                text = (
                    "Gong may refuse it without a level for the library. The profile is then "
                    "sent without the library's switches."
                )
                yield Problem(key, "warning", text, fix, words)
        if folders:
            text = "Gong takes folders only with a level above None for the library."
            severity: Severity = "error" if involved else "warning"
            yield Problem(LIBRARY_FOLDERS, severity, text, off, "Clear the folders")
    elif level == "specific-folders" and not now.ids(LIBRARY_FOLDERS) and involved:
        yield Problem(
            LIBRARY_FOLDERS,
            "error",
            "Choose at least one folder, or another level.",
            {LIBRARY_LEVEL: "none", **dict.fromkeys(LIBRARY_SWITCHES, False)},
            "Set the level to None",
        )


def _about_companions(now: Reading) -> Iterator[Problem]:
    """Leads and folders under a level where they count for nothing, or nobody knows."""
    for level_key, companion in COMPANIONS.items():
        setting = BY_KEY[level_key]
        text = companions_note(now, setting)
        if not text or (level_key == LIBRARY_LEVEL and now.values[level_key] == "none"):
            continue  # the latter is told by `_about_library`
        what = "folders" if companion.kind is SettingKind.FOLDERS else "leads"
        unproven = now.values[level_key] in LEADS_UNPROVEN_UNDER and what == "leads"
        yield Problem(
            companion.key,
            "note" if unproven else "warning",
            text,
            None if unproven else {companion.key: ()},
            "" if unproven else f"Clear the {what}",
        )


def _about_levels(now: Reading) -> Iterator[Problem]:
    for setting in SETTINGS:
        if setting.kind not in (SettingKind.LEVEL, SettingKind.LIBRARY_LEVEL):
            continue
        value = now.values[setting.key]
        if value is not None and level_of(setting, value) is None:
            text = f"“{value}” is a level that this program doesn't know. It is kept."
            yield Problem(setting.key, "note", text)


def _about_ids(
    now: Reading, known_users: Known | None, known_folders: Known | None
) -> Iterator[Problem]:
    for setting in SETTINGS:
        known = {SettingKind.LEADS: known_users, SettingKind.FOLDERS: known_folders}.get(
            setting.kind
        )
        if known is None:
            continue
        ids = now.ids(setting.key)
        missing = [each for each in ids if not known(each)]
        if not missing:
            continue
        is_leads = setting.kind is SettingKind.LEADS
        where = "among the company's users" if is_leads else "in the library that Gong shows"
        kept: Edits = {setting.key: tuple(each for each in ids if each not in missing)}
        yield Problem(
            setting.key,
            "note",
            f"{_listed(missing, 'lead' if is_leads else 'folder')} "
            f"{'is' if len(missing) == 1 else 'are'} not {where}, and kept.",
            kept,
            "Remove it" if len(missing) == 1 else "Remove them",
        )


def _listed(ids: list[str], noun: str) -> str:
    if len(ids) > _IDS_NAMED:
        return counted(len(ids), noun)
    return f"{noun.capitalize()}{'' if len(ids) == 1 else 's'} {', '.join(ids)}"


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()


def told(problem: Problem) -> str:
    """A problem outside of its place: with the name of the setting."""
    return f"{title_of(problem.key)}: {problem.text}"
