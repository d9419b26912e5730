"""The entries of a case's log in sentences: what is known for good, and what is said of people."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import CaseKind, CaseState, Counts, Elsewhere
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import LogEntry
from gong_admin.services.words import counted, from_to, ranges
from gong_admin.ui.privacy.elsewhere import answer_words, system_words
from gong_admin.ui.privacy.erase_words import named, problem_words
from gong_admin.ui.privacy.words import case_state_words, count_words, kind_words, regime_words


def facts_words(entry: LogEntry) -> str:
    """What an entry tells that names nobody: "Subject 1: 15 calls, 2 meetings"."""
    facts = entry.facts
    parts = [part for part in (tell(facts) for tell in _TELLERS) if part]
    if entry.event in _STATE_MATTERS and (state := facts.get("state")):
        parts.append(
            translate("cases", "now {0}").format(case_state_words(CaseState(state)).lower())
        )
    told = "; ".join(parts)
    whom = _whom(facts.get("subjects"))
    return f"{whom}: {told}" if whom and told else whom or told[:1].upper() + told[1:]


def private_words(entry: LogEntry) -> str:
    """What an entry says of people, "removed" where that was taken out."""
    private = entry.private
    if private is None:
        return translate("cases", "removed")
    parts = []
    for key, told in private.items():
        if key == "subjects":
            parts.append(named([value for _kind, value, _typed in told]))
        elif key == "messages":
            parts.append(" ".join(told))
        elif key == "approver":
            parts.append(f"{told['name']} ({told['note']})" if told["note"] else told["name"])
        elif key == "overruled":
            words = translate("cases", "the do-not-erase list was overruled for {0}")
            parts.append(words.format(named(told)))
        elif key == "held":
            words = translate("cases", "on the do-not-erase list: {0}")
            parts.append(words.format(named(told)) if told else "")
        elif key in ("ground", "reason"):
            parts.append(str(told))
        elif isinstance(told, list) and len(told) == 2:
            parts.append(_change(key, *told))
        else:
            parts.append(f"{key} {told}")
    return "; ".join(part for part in parts if part)


def recorded(entry: LogEntry) -> str:
    """All of an entry as it is kept, for whoever wants to know it exactly."""
    told = {
        key: value for key, value in (("facts", entry.facts), ("private", entry.private)) if value
    }
    return json.dumps(told, ensure_ascii=False)


# -- facts ---------------------------------------------------------------------------------------

_STATE_MATTERS = ("state", "reopened")
"""Events whose own name does not say what the case has become."""


def _whom(subjects: object) -> str:
    if isinstance(subjects, list) and subjects:
        numbers = ranges(subjects)
        return (
            translate("cases", "Subject {0}").format(numbers)
            if len(subjects) == 1
            else translate("cases", "Subjects {0}").format(numbers)
        )
    if isinstance(subjects, int) and subjects:
        return (
            translate("cases", "1 subject")
            if subjects == 1
            else translate("cases", "{0:,} subjects").format(subjects)
        )
    return ""


def _request(facts: Mapping[str, Any]) -> str:
    if "kind" not in facts or "regime" not in facts:
        return ""
    kind, regime = kind_words(CaseKind(facts["kind"])), regime_words(Regime(facts["regime"]))
    return f"{kind.lower()}, {regime}"


def _added(facts: Mapping[str, Any]) -> str:
    return _whom(facts["added"]) if "added" in facts else ""


def _counts(facts: Mapping[str, Any]) -> str:
    if "counts" not in facts:
        return ""
    return count_words(msgspec.convert(facts["counts"], Counts))


def _more(facts: Mapping[str, Any]) -> str:
    if "more" not in facts:
        return ""
    if not facts["more"]:
        return translate("cases", "what was approved is not known")
    more = count_words(Counts(**facts["more"]))
    return translate("cases", "of that not approved: {0}").format(more)


def _shared(facts: Mapping[str, Any]) -> str:
    """Why an erasure was skipped because of the do-not-erase list."""
    if "shared" not in facts:
        return ""
    shared, parts = facts["shared"], []
    if people := shared.get("people"):
        whom = counted(people, translate("cases", "person"), translate("cases", "people"))
        parts.append(
            translate("cases", "shared with {0} on the do-not-erase list, by {1}").format(
                whom, counted(shared["calls"], translate("cases", "call"))
            )
            if shared.get("calls")
            else translate("cases", "shared with {0} on the do-not-erase list").format(whom)
        )
    if unread := shared.get("unread"):
        words = translate("cases", "{0} could not be read for the do-not-erase list")
        parts.append(words.format(counted(unread, translate("cases", "call"))))
    return "; ".join(parts)


def _problem(facts: Mapping[str, Any]) -> str:
    parts = []
    if (status := facts.get("status")) is not None:
        parts.append(translate("cases", "Gong answered {0}").format(status))
    if problem := facts.get("problem"):
        parts.append(problem_words(str(problem)))
    return ", ".join(parts)


def _why(facts: Mapping[str, Any]) -> str:
    why = facts.get("why", "")
    if not why:
        return ""
    known = {
        "own-user": translate("cases", "the address of a Gong user"),
        "legal hold": translate("cases", "on the do-not-erase list"),
    }
    return known.get(why, str(why))


def _step(facts: Mapping[str, Any]) -> str:
    known = {
        "approval": translate("cases", "before the approval"),
        "erasure": translate("cases", "before the erasure"),
        "answer": translate("cases", "before the answer"),
    }
    return known.get(facts.get("step", ""), "")


def _fields(facts: Mapping[str, Any]) -> str:
    return ", ".join(_field(key) for key in facts.get("fields", ()))


def _elsewhere(facts: Mapping[str, Any]) -> str:
    told = facts.get("elsewhere")
    return _systems(told) if told else ""


def _systems(told: Mapping[str, str]) -> str:
    """What was said of the systems that Gong reads from."""
    return ", ".join(
        f"{system_words(one).lower().replace('crm', 'CRM')}: "
        f"{answer_words(Elsewhere(answer)).lower()}"
        for one, answer in told.items()
    )


def _review(facts: Mapping[str, Any]) -> str:
    """What was seen and confirmed at a review."""
    parts = []
    if facts.get("approver"):
        parts.append(translate("cases", "an approver was named"))
    if facts.get("retyped"):
        parts.append(translate("cases", "typed again to confirm"))
    if facts.get("again"):
        parts.append(translate("cases", "sent once more"))
    if left := facts.get("left_out"):
        parts.append(translate("cases", "{0:,} left out").format(left))
    if facts.get("others_read"):
        others, folders = facts.get("others", 0), facts.get("library_folders") or 0
        parts.append(
            translate("cases", "1 other on the calls was seen")
            if others == 1
            else translate("cases", "{0:,} others on the calls were seen").format(others)
        )
        if folders:
            parts.append(
                translate("cases", "the calls are in 1 library folder")
                if folders == 1
                else translate("cases", "the calls are in {0:,} library folders").format(folders)
            )
    if facts.get("holds_unread"):
        parts.append(
            translate(
                "cases", "gone on without knowing whether the do-not-erase list loses calls with it"
            )
        )
    if overruled := facts.get("holds_overruled"):
        parts.append(
            translate("cases", "the do-not-erase list was overruled for {0}, by {1}").format(
                counted(overruled, translate("cases", "person"), translate("cases", "people")),
                counted(facts.get("held_calls", 0), translate("cases", "call")),
            )
        )
    if facts.get("beyond_the_day"):
        parts.append(translate("cases", "begun with too few API calls left of the day"))
    return "; ".join(parts)


def _sent_before(facts: Mapping[str, Any]) -> str:
    if not facts.get("sent_before"):
        return ""
    return translate("cases", "it was sent before, without an answer")


def _written(facts: Mapping[str, Any]) -> str:
    """What a pack is made of."""
    if "packs" not in facts and "files" not in facts:
        return ""
    parts = []
    for key, one, many in (
        ("packs", translate("cases", "1 pack"), translate("cases", "{0:,} packs")),
        ("files", translate("cases", "1 file"), translate("cases", "{0:,} files")),
        ("calls", translate("cases", "1 call"), translate("cases", "{0:,} calls")),
        (
            "transcripts",
            translate("cases", "1 transcript"),
            translate("cases", "{0:,} transcripts"),
        ),
    ):
        if count := facts.get(key):
            parts.append(one if count == 1 else many.format(count))
    if wanted := facts.get("packs_wanted"):
        parts.insert(1, translate("cases", "stopped before all {0:,} were written").format(wanted))
    if "personal_data" in facts:
        parts.append(
            translate("cases", "with personal data")
            if facts["personal_data"]
            else translate("cases", "without personal data")
        )
    if facts.get("others_masked"):
        parts.append(translate("cases", "other people masked"))
    return ", ".join(parts)


def _read(facts: Mapping[str, Any]) -> str:
    """How many calls were read, in how many requests."""
    if "request_ids" not in facts or "packs" in facts:
        return ""
    calls = counted(facts["calls"], translate("cases", "call"))
    requests = counted(len(facts["request_ids"]), translate("cases", "request"))
    return translate("cases", "{0} in {1}").format(calls, requests)


def _entry(facts: Mapping[str, Any]) -> str:
    number = facts.get("number")
    return translate("cases", "entry {0:,}").format(number) if number else ""


def _overtaken(facts: Mapping[str, Any]) -> str:
    if facts.get("dropped"):
        return translate("cases", "not kept: what had to be read besides could not be read")
    if not facts.get("overtaken"):
        return ""
    return translate("cases", "not kept: the subject had moved on meanwhile")


# A long log has ten thousand entries: whatever has nothing to tell returns at once.
_TELLERS: Sequence[Callable[[Mapping[str, Any]], str]] = (
    *(_request, _added, _counts, _more, _shared, _problem, _why, _step, _fields),
    *(_elsewhere, _review, _sent_before, _written, _read, _entry, _overtaken),
)


# -- what was changed ----------------------------------------------------------------------------


def _field(key: str) -> str:
    return {
        "reference": translate("cases", "reference"),
        "kind": translate("cases", "kind of request"),
        "regime": translate("cases", "regime"),
        "received": translate("cases", "day of receipt"),
        "own_deadline": translate("cases", "deadline"),
        "extended": translate("cases", "extension"),
        "extension_notice": translate("cases", "notice of the extension"),
        "identity_checked": translate("cases", "identity check"),
        "identity_how": translate("cases", "how identity was checked"),
        "refusal_ground": translate("cases", "ground of the refusal"),
        "notes": translate("cases", "notes"),
        "elsewhere": translate("cases", "deleted elsewhere first"),
    }.get(key, key)


def _change(key: str, was: object, now: object) -> str:
    return f"{_field(key)}: {from_to(_shown(was), _shown(now))}"


def _shown(value: object) -> str:
    if value is True:
        return translate("cases", "yes")
    if value is False:
        return translate("cases", "no")
    if isinstance(value, dict):
        value = _systems(value)
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return str(value) if value else translate("cases", "none")
