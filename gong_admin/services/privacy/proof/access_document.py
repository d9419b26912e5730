"""The answer to an access request as people read it, made of the same data as the JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from gong_admin.services.privacy.proof.access_answer import LEFT_OUT
from gong_admin.services.privacy.proof.access_rest import NO
from gong_admin.services.privacy.proof.document import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from gong_admin.services.privacy.proof.evidence import company_words

_KINDS = (
    ("records", "Leads and contacts"),
    ("calls", "Calls"),
    ("emails", "Emails"),
    ("meetings", "Meetings"),
    ("events", "Engagement events"),
)


_SILENT = {
    True: "The person says nothing in the transcript.",
    False: "Gong does not tell whether any of what is said in the transcript is the person's.",
}
"""By whether that is known."""


def access_document(answer: Mapping[str, Any], *, signer: str) -> Document:
    """`answer` is what `access_answer` made, `signer` the fingerprint of the pack's key."""
    made_at = _moment(answer["made_at"])
    subjects = answer["subjects"]
    whom = subjects[0]["value"] if len(subjects) == 1 else f"{len(subjects):,} addresses or numbers"
    document = Document(
        "Personal data held in Gong",
        f"{whom} · {company_words(answer['company'], answer['tenant'])}",
        f"{answer['reference']} · {made_at} UTC · {answer['made_by']}",
    )
    blocks = document.blocks
    blocks += _summary(answer)
    blocks += _records(answer["records"])
    blocks += _calls(answer["calls"])
    blocks += _listed(
        "Emails",
        (("sent", "Sent (UTC)"), ("from", "From"), ("mailbox", "Mailbox"), ("id", "Id")),
        answer["emails"],
    )
    blocks += _listed("Meetings", (("id", "Meeting"),), answer["meetings"])
    blocks += _listed(
        "Engagement events",
        (
            *(("time", "Time (UTC)"), ("type", "Type"), ("name", "Event")),
            *(("content", "Content"), ("reported_by", "Reported by")),
        ),
        answer["events"],
    )
    related = [*answer["phone_numbers"], *answer["addresses"]]
    if related:
        blocks += [
            Heading("Related numbers and addresses"),
            Table(("Number or address",), [(one,) for one in related]),
        ]
    blocks += [
        Heading("What is not in this answer"),
        Table(("What", "Why"), [(one["what"], one["why"]) for one in answer["not_exported"]]),
        Heading("How to check it"),
        Facts([("Signed by", signer)]),
        Paragraph(
            "The same is in access.json for programs. Each file is listed with its SHA-256 in "
            "manifest.json, which is signed with Ed25519.",
            quiet=True,
        ),
    ]
    return document


def _summary(answer: Mapping[str, Any]) -> list[Block]:
    rows = [
        (f"{'Address' if one['kind'] == 'email' else 'Phone number'}", _subject(one))
        for one in answer["subjects"]
    ]
    counts = [(title, f"{len(answer[kind]):,}") for kind, title in _KINDS]
    blocks: list[Block] = [
        Heading("Summary"),
        Facts(rows),
        Table(("Held by Gong", "How many"), counts, figures=frozenset({1})),
    ]
    if answer["others_masked"]:
        blocks.append(
            Paragraph(
                "Other people are called Person 1, Person 2 and so on, the same throughout. What "
                "they said is left out; an address or a number in brackets stands for one that is "
                "not known to be the person's.",
                quiet=True,
            )
        )
    return blocks


def _subject(one: Mapping[str, Any]) -> str:
    when = f", looked up {_moment(one['looked_up'])} UTC" if one["looked_up"] else ""
    return f"{one['value']} ({one['state'].lower()}{when})"


def _records(records: Sequence[Mapping[str, Any]]) -> Iterable[Block]:
    if not records:
        return
    yield Heading("Leads and contacts")
    for one in records:
        yield Heading(f"{one['type'] or 'Record'} in {one['system'] or 'the CRM'}", 2)
        ids = (("Id", one["id"]), ("Id in the CRM", one["external_id"]))
        fields = [(name, _words(value)) for name, value in one["fields"].items()]
        yield Facts([*((name, value) for name, value in ids if value), *fields])


def _calls(calls: Sequence[Mapping[str, Any]]) -> Iterable[Block]:
    if not calls:
        return
    yield Heading("Calls")
    for one in calls:
        if not one["told"]:
            yield Heading(f"Call {one['id']}", 2)
            yield Paragraph("Gong does not tell more about it to this key.", quiet=True)
            continue
        yield Heading(one["title"] or f"Call {one['id']}", 2)
        people = ", ".join(
            f"{each['who']}{' (the person)' if each['is_the_person'] else ''}"
            for each in one["participants"]
        )
        media = (one["recording"]["media"] or "").lower()
        facts = [
            ("Call", one["id"]),
            ("Started (UTC)", _moment(one["started"])),
            ("Length", _length(one["duration_seconds"])),
            ("Direction", one["direction"] or ""),
            ("Participants", people),
            ("In other systems", ", ".join(_elsewhere(one["in_other_systems"]))),
            ("Recording", f"{media or 'kept'}, not in this answer"),
        ]
        yield Facts([(name, value) for name, value in facts if value])
        if rows := _said(one.get("transcript", ())):
            if all(words == LEFT_OUT for _, _, words in rows):
                yield Paragraph(_SILENT[one["the_person_speaks"] == NO], quiet=True)
                continue
            yield Table(("At", "Who", "What was said"), rows, figures=frozenset({0}))


def _elsewhere(systems: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    return (" ".join(filter(None, (one["system"], one["type"], one["id"]))) for one in systems)


def _said(said: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    """What was said, line by line; what others said in a row is left out as one."""
    rows: list[tuple[str, str, str]] = []
    before: set[str] = set()
    for one in said:
        at, who, words = _clock(one["at_ms"]), one["who"], one["words"]
        if words == LEFT_OUT and rows and rows[-1][2] == LEFT_OUT:
            before.add(who)
            at, who = rows[-1][0], who if len(before) == 1 else "Others"
            rows[-1] = (at, who, words)
        else:
            before = {who}
            rows.append((at, who, words))
    return rows


def _listed(
    title: str, columns: Sequence[tuple[str, str]], rows: Sequence[Mapping[str, Any]]
) -> Iterable[Block]:
    if not rows:
        return
    yield Heading(title)
    times = {"sent", "time"}
    yield Table(
        [words for _, words in columns],
        [
            [_moment(one[key]) if key in times else _words(one[key]) for key, _ in columns]
            for one in rows
        ],
        exact=frozenset(at for at, (key, _) in enumerate(columns) if key == "id"),
    )


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(_words, value))
    return value if isinstance(value, str) else str(value)


def _moment(value: Any) -> str:
    """A time of Gong's in UTC; as it is where it is none."""
    try:
        at = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value))
    except ValueError:
        return "" if value is None else str(value)
    if at.tzinfo is None:
        return str(value)
    return at.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M:%S")


def _length(seconds: Any) -> str:
    return "" if seconds is None else f"{int(seconds) // 60} min {int(seconds) % 60} s"


def _clock(milliseconds: int | None) -> str:
    if milliseconds is None:
        return ""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02}"
