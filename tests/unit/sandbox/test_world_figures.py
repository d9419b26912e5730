"""Figures that the sandbox derives, counted again from what its API shows."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from gong_admin.sandbox.world import Refused, World
from gong_admin.sandbox.world.clock import COMPANY_ZONE
from gong_admin.sandbox.world.seeds import Wire

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
START, END = dt.date(2026, 3, 20), dt.date(2026, 5, 20)
PARTIES: Wire = {"exposedFields": {"parties": True}}


@pytest.fixture(scope="module")
def world() -> World:
    return World.build(11, 150, NOW)


def test_the_company_zone_is_that_of_berlin() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    moment = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    while moment.year == 2025:
        ours, theirs = moment.astimezone(COMPANY_ZONE), moment.astimezone(berlin)
        assert ours.isoformat() == theirs.isoformat()
        assert ours.astimezone(dt.UTC) == moment
        moment += dt.timedelta(minutes=30)


def _by_user(items: object, key: str) -> dict[str, Wire]:
    return {item["userId"]: item[key] for item in items}  # type: ignore[attr-defined]


def test_calls_hosted_and_attended_are_those_of_the_list(world: World) -> None:
    hosted: dict[str, int] = {}
    attended: dict[str, int] = {}
    for call in world.calls.find():
        day = call.started.astimezone(ZoneInfo("Europe/Berlin")).date()
        if not START <= day < END:
            continue
        for party in world.calls.extensive(call, PARTIES)["parties"]:
            if party["userId"] == call.meta["primaryUserId"]:
                hosted[party["userId"]] = hosted.get(party["userId"], 0) + 1
            elif party["userId"] and "Attendee" in party["methods"]:
                attended[party["userId"]] = attended.get(party["userId"], 0) + 1
    answer = world.stats.aggregate(world.users.all(), START, END)
    stats = _by_user(answer, "userAggregateActivityStats")
    assert {u: s["callsAsHost"] for u, s in stats.items() if s["callsAsHost"]} == hosted
    assert {u: s["callsAttended"] for u, s in stats.items() if s["callsAttended"]} == attended


def test_days_and_periods_add_up_to_the_total(world: World) -> None:
    users = world.users.all()
    total = _by_user(world.stats.aggregate(users, START, END), "userAggregateActivityStats")
    days = _by_user(world.stats.day_by_day(users, START, END), "userDailyActivityStats")
    months = _by_user(world.stats.by_period(users, START, END, "MONTH"), "userAggregateActivity")
    assert total.keys() == days.keys() == months.keys()
    for user, figures in total.items():
        assert len(days[user]) == (END - START).days
        assert [m["fromDate"][:10] for m in months[user]] == [
            "2026-03-20", "2026-04-01", "2026-05-01",
        ]  # fmt: skip
        for figure, count in figures.items():
            calls = {call for day in days[user] for call in day[figure]}
            assert len(calls) == count
        assert sum(m["callsAsHost"] for m in months[user]) == figures["callsAsHost"]


def test_weeks_start_on_monday(world: World) -> None:
    weeks = world.stats.by_period(world.users.all(), START, END, "WEEK")[0]
    starts = [dt.date.fromisoformat(w["fromDate"][:10]) for w in weeks["userAggregateActivity"]]
    assert starts[0] == START
    assert {day.weekday() for day in starts[1:]} == {0}


def test_comments_and_plays_agree_with_the_figures(world: World) -> None:
    span = (dt.date(2026, 1, 1), dt.date(2026, 6, 1))
    answer = world.stats.aggregate(world.users.all(), *span)
    stats = _by_user(answer, "userAggregateActivityStats")
    selector = {"exposedFields": {"collaboration": {"publicComments": True}}}
    commented: dict[str, set[str]] = {}
    for call in world.calls.find():
        shown = world.calls.extensive(call, selector)["collaboration"]["publicComments"]
        for comment in shown:
            commented.setdefault(comment["commenterUserId"], set()).add(call.id)
    for user, calls in commented.items():
        assert stats[user]["callsCommentsGiven"] == len(calls)
    played: dict[str, set[str]] = {}
    midnight = dt.datetime(2026, 6, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    for entry in world.audit.entries("UserCallPlay", NOW - dt.timedelta(days=120), midnight):
        played.setdefault(entry["userId"], set()).add(entry["logRecord"]["call_id"])
    for user, calls in played.items():
        listened = stats[user]["ownCallsListenedTo"] + stats[user]["othersCallsListenedTo"]
        assert listened == len(calls)


def test_interaction_follows_from_the_transcripts(world: World) -> None:
    answer = world.stats.interaction(world.users.all(), START, END)
    assert answer
    for item in answer[:12]:
        user = item["userId"]
        talk = length = asked = 0.0
        longest = []
        for call in world.calls.find(hosts=[user]):
            day = call.started.astimezone(ZoneInfo("Europe/Berlin")).date()
            blocks = world.calls.transcript(call)["transcript"]
            if not START <= day < END or not blocks:
                continue
            parties = world.calls.extensive(call, PARTIES)["parties"]
            speaker = next(p["speakerId"] for p in parties if p["userId"] == user)
            own = [block["sentences"] for block in blocks if block["speakerId"] == speaker]
            spans = [(s[-1]["end"] - s[0]["start"]) / 1000 for s in own]
            talk += sum(spans)
            length += call.meta["duration"]
            longest.append(max(spans))
            asked += sum("?" in sentence["text"] for block in own for sentence in block)
        figures = {s["name"]: s["value"] for s in item["personInteractionStats"]}
        if not length:
            assert set(figures.values()) == {0.0}
            continue
        assert figures["Talk Ratio"] == pytest.approx(talk / length, abs=0.001)
        assert figures["Longest Monologue"] == pytest.approx(sum(longest) / len(longest), abs=0.05)
        assert figures["Question Rate"] == pytest.approx(asked / length * 3600, abs=0.01)


def test_tracker_counts_are_the_words_of_the_transcript(world: World) -> None:
    trackers = {tracker["trackerId"]: tracker for tracker in world.trackers.all()}
    selector = {"exposedFields": {"content": {"trackers": True, "trackerOccurrences": True}}}
    checked = 0
    for call in world.calls.find()[::9]:
        said = [
            (sentence["start"] / 1000, block["speakerId"], sentence["text"])
            for block in world.calls.transcript(call)["transcript"]
            for sentence in block["sentences"]
        ]
        for hit in world.calls.extensive(call, selector)["content"]["trackers"]:
            assert trackers[hit["id"]]["workspaceId"] == call.meta["workspaceId"]
            assert (
                hit["count"]
                == len(hit["occurrences"])
                == sum(phrase["count"] for phrase in hit["phrases"])
            )
            for phrase in hit["phrases"]:
                for place in phrase["occurrences"]:
                    text = next(
                        t for at, who, t in said
                        if (at, who) == (place["startTime"], place["speakerId"])
                    )  # fmt: skip
                    assert re.search(rf"\b{re.escape(phrase['phrase'])}\b", text, re.IGNORECASE)
                    checked += 1
    assert checked > 50


def test_answered_scorecards_are_filtered(world: World) -> None:
    every = world.stats.answered({})
    assert every
    cards = {card["scorecardId"]: card for card in world.scorecards.all()}
    for answer in every:
        questions = {q["questionId"] for q in cards[answer["scorecardId"]]["questions"]}
        assert {a["questionId"] for a in answer["answers"]} == questions
        call = world.calls.get(answer["callId"])
        assert answer["reviewedUserId"] == call.meta["primaryUserId"]
        assert (answer["reviewerUserId"] is None) == (answer["reviewMethod"] == "AUTOMATIC")
    automatic = world.stats.answered({"reviewMethod": "AUTOMATIC"})
    manual = world.stats.answered({"reviewMethod": "MANUAL"})
    assert len(automatic) + len(manual) == len(every)
    one = every[0]
    found = world.stats.answered(
        {"scorecardIds": [one["scorecardId"]], "reviewedUserIds": [one["reviewedUserId"]]}
    )
    assert one in found
    later = world.stats.answered({"callFromDate": "2026-05-01"})
    assert {a["callStartTime"][:7] for a in later} <= {"2026-05", "2026-06"}


def test_coaching_names_calls_of_the_reports(world: World) -> None:
    manager = max(world.users.seats(), key=lambda seat: len(seat.reports)).wire["id"]
    workspace = world.workspaces.ids[0]
    data = world.stats.coaching(workspace, manager, NOW - dt.timedelta(days=90), NOW)
    reports = data[0]["directReportsMetrics"]
    assert {r["report"]["id"] for r in reports} == set(world.users.seat(manager).reports)
    for report in reports:
        for calls in report["metrics"].values():
            for call_id in calls:
                assert world.calls.get(call_id).host == report["report"]["id"]


def test_dates_after_today_are_refused(world: World) -> None:
    world.stats.check_dates(START, dt.date(2026, 6, 1))
    with pytest.raises(Refused):
        world.stats.check_dates(START, dt.date(2026, 6, 2))
    with pytest.raises(Refused):
        world.stats.check_dates(END, START)
