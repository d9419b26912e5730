"""The log of a privacy case in sentences."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from gong_admin.services.privacy.case import Counts
from gong_admin.services.privacy.store import LogEntry
from gong_admin.services.words import ranges
from gong_admin.ui.panels.cases.log_words import facts_words, private_words, recorded

NOW = dt.datetime(2026, 11, 3, 9, tzinfo=dt.UTC)
COUNTS = {**dict.fromkeys(Counts.__struct_fields__, 0), "calls": 15, "meetings": 2}


def entry(event: str, facts: dict[str, Any], private: dict[str, Any] | None = None) -> LogEntry:
    return LogEntry(1, NOW, event, facts, private)


@pytest.mark.parametrize(
    ("event", "facts", "words"),
    [
        (
            "opened",
            {"kind": "erasure", "regime": "gdpr", "subjects": 24},
            "24 subjects: erasure, GDPR",
        ),
        ("opened", {"kind": "access", "regime": "ccpa", "subjects": 0}, "Access, CCPA"),
        ("subjects-added", {"added": 1}, "1 subject"),
        ("subjects-removed", {"subjects": [7, 1, 2, 3]}, "Subjects 1–3, 7"),
        (
            "looked-up",
            {"subjects": [1], "counts": COUNTS, "request_id": "7f", "seconds": 0.123},
            "Subject 1: 15 calls, 2 meetings",
        ),
        (
            "nothing-left",
            {"subjects": [4], "counts": dict.fromkeys(COUNTS, 0), "overtaken": True},
            "Subject 4: nothing; not kept: the subject had moved on meanwhile",
        ),
        (
            "more-than-approved",
            {"subjects": [2], "counts": COUNTS, "more": {"calls": 1}},
            "Subject 2: 15 calls, 2 meetings; of that not approved: 1 call",
        ),
        (
            "lookup-failed",
            {"subjects": [2], "problem": "ServerError", "status": 500, "request_id": None},
            "Subject 2: Gong answered 500, server error",
        ),
        ("refused", {"subjects": [5], "why": "own-user"}, "Subject 5: the address of a Gong user"),
        ("held", {"subjects": [5], "why": "legal hold"}, "Subject 5: on the do-not-erase list"),
        (
            "erasure-taken",
            {"subjects": [1], "status": 200, "request_id": "7f"},
            "Subject 1: Gong answered 200",
        ),
        (
            "approved",
            {
                "approver": True,
                "elsewhere": {"crm": "deleted", "mail": "not-known"},
                "others_read": True,
                "others": 60,
                "library_folders": 1,
                "left_out": 0,
                "subjects": 9,
                "state": "approved",
            },
            "9 subjects: in the CRM: deleted, in the mail system: not known, go on; "
            "an approver was named; 60 others on the calls were seen; "
            "the calls are in 1 library folder",
        ),
        (
            "erasure-confirmed",
            {"elsewhere": {}, "subjects": 9, "retyped": True, "again": False, "others_read": False},
            "9 subjects: typed again to confirm",
        ),
        (
            "more-than-approved",
            {"subjects": [3], "more": {"calls": 2}, "sent_before": True},
            "Subject 3: of that not approved: 2 calls; it was sent before, without an answer",
        ),
        (
            "approved",
            {"subjects": 2, "on_hold_list": 3, "holds_overruled": 1, "held_calls": 11},
            "2 subjects: the do-not-erase list was overruled for 1 person, by 11 calls",
        ),
        (
            "approved",
            {"subjects": 2, "on_hold_list": 3, "holds_unread": True},
            "2 subjects: gone on without knowing whether the do-not-erase list loses calls with it",
        ),
        (
            "shared-with-held",
            {"subjects": [1], "shared": {"people": 1, "calls": 2, "unread": 1}},
            "Subject 1: shared with 1 person on the do-not-erase list, by 2 calls; "
            "1 call could not be read for the do-not-erase list",
        ),
        ("identity-unchecked", {"step": "answer"}, "Before the answer"),
        ("request-changed", {"fields": ["notes", "extended"], "state": "open"}, "Notes, extension"),
        ("reopened", {"state": "looked-up"}, "Now looked up"),
        ("closed", {"state": "closed"}, ""),
        ("payload-removed", {"number": 3}, "Entry 3"),
        (
            "evidence-made",
            {"files": 14, "personal_data": False, "manifest": "9a"},
            "14 files, without personal data",
        ),
        (
            "access-made",
            {"packs": 1, "calls": 15, "transcripts": 0, "others_masked": True, "request_ids": []},
            "1 pack, 15 calls, other people masked",
        ),
        (
            "access-made",
            {"packs": 2, "calls": 15, "others_masked": False, "packs_wanted": 9},
            "2 packs, stopped before all 9 were written, 15 calls",
        ),
        ("calls-read", {"calls": 150, "request_ids": ["a", "b"]}, "150 calls in 2 requests"),
        ("reduced", {}, ""),
    ],
)
def test_what_an_entry_tells_is_a_sentence(event: str, facts: dict[str, Any], words: str) -> None:
    assert facts_words(entry(event, facts)) == words


@pytest.mark.parametrize(
    ("private", "words"),
    [
        ({"subjects": [["email", "a@x.test", "A@x.test"], ["phone", "+1", "1"]]}, "a@x.test, +1"),
        ({"notes": ["", "Called back"]}, "notes: none → Called back"),
        ({"extended": [False, True]}, "extension: no → yes"),
        (
            {"elsewhere": [{}, {"crm": "never-there"}]},
            "deleted elsewhere first: none → in the CRM: never there",
        ),
        ({"ground": "Not ours"}, "Not ours"),
        ({"reason": "Known for years"}, "Known for years"),
        (
            {"overruled": ["a@x.test", "b@x.test"]},
            "the do-not-erase list was overruled for a@x.test, b@x.test",
        ),
        ({"held": ["a@x.test"]}, "on the do-not-erase list: a@x.test"),
        ({"messages": ["No such address."]}, "No such address."),
        ({"approver": {"name": "Ana", "at": "2026", "note": "by phone"}}, "Ana (by phone)"),
        ({}, ""),
        (None, "removed"),
    ],
)
def test_what_it_says_of_people_is_a_sentence(private: dict[str, Any] | None, words: str) -> None:
    assert private_words(entry("x", {}, private)) == words


def test_all_of_it_can_be_read_as_it_was_kept() -> None:
    kept = recorded(entry("looked-up", {"subjects": [1], "request_id": "7f"}, {"a": "é"}))
    assert kept == '{"facts": {"subjects": [1], "request_id": "7f"}, "private": {"a": "é"}}'


def test_numbers_in_a_row_are_told_together() -> None:
    assert ranges([]) == ""
    assert ranges([3, 1, 2, 9, 11, 10]) == "1–3, 9–11"
