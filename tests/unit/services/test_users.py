"""What is told of users: capturing in a word, reporting lines, and a history in plain words."""

from __future__ import annotations

import datetime as dt

import pytest

from gong_admin.api.types.users import SettingChange, UserMetadata, UserSettings
from gong_admin.services.users import (
    Organisation,
    Recording,
    duration,
    moment,
    recording,
    recording_because,
    tell_history,
)


def captured(settings: UserSettings | None, *, active: bool = True) -> UserMetadata:
    return UserMetadata(id="1", active=active, settings=settings)


@pytest.mark.parametrize(
    ("settings", "state"),
    [
        ({"web_conferences_recorded": True}, Recording.RECORDED),
        (
            {"web_conferences_recorded": True, "prevent_web_conference_recording": True},
            Recording.PREVENTED,
        ),
        ({"telephony_calls_imported": True}, Recording.IMPORT),
        ({"non_recorded_meetings_imported": True}, Recording.IMPORT),
        ({"emails_imported": True}, Recording.IMPORT),
        ({"emails_imported": True, "prevent_email_import": True}, Recording.OFF),
        ({"gong_connect_enabled": True}, Recording.OFF),
        ({}, Recording.OFF),
    ],
)
def test_capturing_in_one_word(settings, state):
    assert recording(captured(UserSettings(**settings))) is state


def test_nothing_is_captured_of_somebody_who_left_whatever_their_settings_say():
    left = captured(UserSettings(web_conferences_recorded=True), active=False)
    assert recording(left) is Recording.INACTIVE
    assert recording_because(left) == "Not recorded: the account is inactive."


def test_no_settings_are_not_off():
    assert recording(captured(None)) is Recording.UNKNOWN
    assert "nothing" in recording_because(captured(None))


def test_import_says_what_is_imported():
    settings = UserSettings(telephony_calls_imported=True, emails_imported=True)
    said = recording_because(captured(settings))
    assert "telephony calls, emails" in said
    assert "meetings are" not in said


def person(user_id: str, manager: str | None = None) -> UserMetadata:
    return UserMetadata(id=user_id, manager_id=manager, first_name=user_id)


def test_reporting_lines():
    people = [person("rep", "lead"), person("lead", "head"), person("head")]
    other = person("other", "lead")
    known = {user.id or "": user for user in [*people, other]}
    organisation = Organisation(known.get)
    organisation.add(people)
    assert [user.id for user in organisation.reports("lead")] == ["rep"]
    organisation.add([other])
    rep = people[0]
    assert [user.id for user in organisation.managers(rep)] == ["lead", "head"]
    assert [user.id for user in organisation.reports("lead")] == ["rep", "other"]
    assert organisation.reports("rep") == []
    known.clear()
    organisation.replace([person("rep", "lead")])
    assert organisation.managers(rep) == []
    assert organisation.reports("lead") == []


def test_a_circle_of_managers_ends():
    people = [person("a", "b"), person("b", "c"), person("c", "a"), person("own", "own")]
    organisation = Organisation({user.id or "": user for user in people}.get)
    organisation.add(people)
    assert [user.id for user in organisation.managers(person("a", "b"))] == ["b", "c"]
    assert organisation.managers(person("own", "own")) == []


def change(setting: str, value: bool, time: str | None) -> SettingChange:
    return SettingChange(setting=setting, value=value, time=time)


def test_history_in_words_newest_first():
    events = list(
        tell_history(
            [
                change("active", True, "2025-10-02T09:00:00Z"),
                change("emailsImported", False, "2025-10-02T09:00:00.000Z"),
                change("emailsImported", True, "2025-12-01T09:00:00+00:00"),
                change("active", False, "2026-01-01T09:00:00Z"),
                change("active", True, "2026-04-02T09:00:00.123456Z"),
                change("somethingNew", True, "2026-05-01T09:00:00Z"),
            ],
            moment("2025-10-02T09:00:10Z"),
        )
    )
    assert [(event.title, event.text) for event in events] == [
        ("somethingNew", "Turned on"),
        ("Active", "Turned on again after 3 months"),
        ("Active", "Turned off, for 3 months"),
        ("Emails imported", "Turned on after 9 weeks"),
        ("Emails imported", "Off from the start, for 9 weeks"),
        ("Active", "On from the start, for 3 months"),
    ]


def test_history_without_times_or_out_of_order():
    events = list(
        tell_history(
            [
                change("active", False, None),
                change("active", True, "2026-02-01T00:00:00Z"),
                change("active", False, "2026-01-01T00:00:00Z"),
            ]
        )
    )
    assert [event.time is None for event in events] == [False, False, True]
    assert [event.now_on for event in events] == [True, False, False]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (dt.timedelta(seconds=3), "1 minute"),
        (dt.timedelta(minutes=40), "40 minutes"),
        (dt.timedelta(hours=5), "5 hours"),
        (dt.timedelta(days=3), "3 days"),
        (dt.timedelta(days=42), "6 weeks"),
        (dt.timedelta(days=92), "3 months"),
        (dt.timedelta(days=1100), "3 years"),
    ],
)
def test_lengths_of_time_as_one_says_them(span, words):
    assert duration(span) == words


def test_times_that_are_none():
    assert moment(None) is None
    assert moment("soon") is None
    assert moment("2026-01-01T00:00:00").tzinfo is dt.UTC


def test_what_was_never_on_is_not_turned_on_again() -> None:
    changes = [
        SettingChange(setting="webConferencesRecorded", value=False, time="2023-01-01T00:00:00Z"),
        SettingChange(setting="webConferencesRecorded", value=True, time="2023-04-05T00:00:00Z"),
        SettingChange(setting="webConferencesRecorded", value=False, time="2023-09-01T00:00:00Z"),
        SettingChange(setting="webConferencesRecorded", value=True, time="2024-09-01T00:00:00Z"),
    ]
    told = [event.text for event in tell_history(changes)]
    assert told == [
        "Turned on again after 12 months",
        "Turned off, for 12 months",
        "Turned on, for 5 months",
        "Turned off, for 3 months",
    ]
