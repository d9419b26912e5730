"""The sandbox's figures are derived: recomputed here from the calls, comments and answers that
its API tells, by a second and plainer way."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import EVERYTHING

ZONE = ZoneInfo("Europe/Berlin")  # the company's, as the answers say
SPAN = 30  # days


class Company:
    """Everything the figures rest on, as read over the API."""

    def __init__(self, known: Known) -> None:
        self.client: PlainClient = known.client
        today = known.now.astimezone(ZONE).date()
        self.first, self.last = today - dt.timedelta(days=SPAN), today
        self.dates = {"fromDate": self.first.isoformat(), "toDate": self.last.isoformat()}

    def within(self, moment: str) -> bool:
        day = dt.datetime.fromisoformat(moment).astimezone(ZONE).date()
        return self.first <= day < self.last

    @cached_property
    def calls(self) -> list[Any]:
        body = {"filter": {}, "contentSelector": EVERYTHING}
        pages = self.client.walk("POST", "/v2/calls/extensive", None, body)
        return [call for page in pages for call in page["calls"]]

    @cached_property
    def answers(self) -> list[Any]:
        pages = self.client.walk("POST", "/v2/stats/activity/scorecards", None, {"filter": {}})
        return [answer for page in pages for answer in page["answeredScorecards"]]

    @cached_property
    def hosts(self) -> dict[str, str]:
        return {call["metaData"]["id"]: call["metaData"]["primaryUserId"] for call in self.calls}

    def stats(self, name: str, key: str, **more: Any) -> dict[str, Any]:
        """The answer of a statistics operation, by user id."""
        body = {"filter": self.dates, **more}
        pages = self.client.walk("POST", f"/v2/stats/{name}", None, body)
        return {item["userId"]: item for page in pages for item in page[key]}


@pytest.fixture(scope="module")
def known(sandbox: Callable[..., Any]) -> Iterator[Known]:
    """Few people, because every one of their calls is read."""
    client = PlainClient(sandbox(users=50))
    yield Known(client)
    client.close()


@pytest.fixture(scope="module")
def company(known: Known) -> Company:
    return Company(known)


@pytest.fixture(scope="module")
def expected(company: Company) -> dict[str, dict[str, set[str]]]:
    """By user and figure the calls that count, from `calls/extensive` and the answers alone."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for call in company.calls:
        meta = call["metaData"]
        host = meta["primaryUserId"]
        if company.within(meta["started"]):
            for party in call["parties"]:
                if party["userId"] and "Attendee" in party["methods"]:
                    figure = "callsAsHost" if party["userId"] == host else "callsAttended"
                    found[party["userId"]][figure].add(meta["id"])
        for comment in call["collaboration"]["publicComments"] or []:
            if company.within(comment["posted"]):
                found[comment["commenterUserId"]]["callsCommentsGiven"].add(meta["id"])
                found[host]["callsCommentsReceived"].add(meta["id"])
    for answer in company.answers:
        if company.within(answer["reviewTime"]) and answer["reviewerUserId"]:
            call_id = str(answer["callId"])
            found[str(answer["reviewerUserId"])]["callsScorecardsFilled"].add(call_id)
            found[str(answer["reviewedUserId"])]["callsScorecardsReceived"].add(call_id)
    return found


RECOMPUTED = (
    "callsAsHost",
    "callsAttended",
    "callsCommentsGiven",
    "callsCommentsReceived",
    "callsScorecardsFilled",
    "callsScorecardsReceived",
)


@pytest.mark.parametrize("figure", RECOMPUTED)
def test_aggregate(company: Company, expected: dict[str, dict[str, set[str]]], figure: str) -> None:
    told = {
        user: item["userAggregateActivityStats"][figure]
        for user, item in company.stats("activity/aggregate", "usersAggregateActivityStats").items()
    }
    counted = {user: len(figures[figure]) for user, figures in expected.items()}
    assert {u: n for u, n in told.items() if n} == {u: n for u, n in counted.items() if n}
    assert sum(told.values()) > 10


@pytest.mark.parametrize("figure", RECOMPUTED)
def test_day_by_day(
    company: Company, expected: dict[str, dict[str, set[str]]], figure: str
) -> None:
    for user, item in company.stats("activity/day-by-day", "usersDetailedActivities").items():
        days = item["userDailyActivityStats"]
        assert len(days) == SPAN
        assert {call for day in days for call in day[figure]} == expected[user][figure]


@pytest.mark.parametrize("period", ["day-by-day", "aggregate-by-period"])
def test_a_mistyped_year_is_no_list_of_centuries(company: Company, period: str) -> None:
    sent: dict[str, Any] = {
        "aggregationPeriod": "DAY",
        "filter": {"fromDate": "0206-11-01", "toDate": company.last.isoformat()},
    }
    reply = company.client.send("POST", f"/v2/stats/activity/{period}", None, sent)
    assert reply.status == 200
    assert len(reply.raw) < 20_000_000
    sent["filter"]["fromDate"] = "0001-01-01"
    assert company.client.send("POST", f"/v2/stats/activity/{period}", None, sent).status == 400


def test_days_and_periods_agree_with_the_whole(company: Company) -> None:
    whole = company.stats("activity/aggregate", "usersAggregateActivityStats")
    days = company.stats("activity/day-by-day", "usersDetailedActivities")
    periods = {
        period: company.stats(
            "activity/aggregate-by-period", "usersAggregateActivity", aggregationPeriod=period
        )
        for period in ("DAY", "WEEK", "YEAR")
    }
    assert set(whole) == set(days) == set(periods["WEEK"])
    for user, item in whole.items():
        by_day = days[user]["userDailyActivityStats"]
        for figure, count in item["userAggregateActivityStats"].items():
            assert count == len({call for day in by_day for call in day[figure]})
            a_day = periods["DAY"][user]["userAggregateActivity"]
            assert [day[figure] for day in a_day] == [len(day[figure]) for day in by_day]
            assert (
                sum(week[figure] for week in periods["WEEK"][user]["userAggregateActivity"])
                >= count
            )


def test_interaction(company: Company) -> None:
    told = company.stats("interaction", "peopleInteractionStats")
    own: dict[str, list[Any]] = defaultdict(list)
    for call in company.calls:
        meta = call["metaData"]
        if company.within(meta["started"]) and call["interaction"]["interactionStats"]:
            own[meta["primaryUserId"]].append(call)
    assert len(own) > 5
    for user, calls in own.items():
        figures = {s["name"]: s["value"] for s in told[user]["personInteractionStats"]}
        talk = sum(
            speaker["talkTime"]
            for call in calls
            for speaker in call["interaction"]["speakers"]
            if speaker["userId"] == user
        )
        length = sum(call["metaData"]["duration"] for call in calls)
        assert figures["Talk Ratio"] == pytest.approx(talk / length, abs=0.01)
        for name in ("Longest Monologue", "Interactivity", "Patience"):
            values = [
                s["value"]
                for call in calls
                for s in call["interaction"]["interactionStats"]
                if s["name"] == name
            ]
            assert figures[name] == pytest.approx(sum(values) / len(values), abs=0.01)


def test_a_call_s_talk_time_is_that_of_its_transcript(company: Company) -> None:
    spoken = [call for call in company.calls if call["interaction"]["speakers"]][:20]
    ids = [call["metaData"]["id"] for call in spoken]
    pages = company.client.walk("POST", "/v2/calls/transcript", None, {"filter": {"callIds": ids}})
    said = {
        item["callId"]: item["transcript"] for page in pages for item in page["callTranscripts"]
    }
    for call in spoken:
        speaker_of = {party["id"]: party["speakerId"] for party in call["parties"]}
        seconds: dict[str, float] = defaultdict(float)
        for turn in said[call["metaData"]["id"]]:
            first, last = turn["sentences"][0], turn["sentences"][-1]
            seconds[turn["speakerId"]] += (last["end"] - first["start"]) / 1000
        for speaker in call["interaction"]["speakers"]:
            told = speaker["talkTime"]
            assert seconds[speaker_of[speaker["id"]]] == pytest.approx(told, rel=0.05, abs=2)


def test_coaching(company: Company, known: Known) -> None:
    span = {"from": known.moment(60), "to": known.moment(0)}
    told = company.client.read(
        "GET",
        "/v2/coaching",
        {"workspace-id": known.workspace, "manager-id": known.manager, **span},
    )["coachingData"][0]
    reports = {user["id"] for user in known.users if user["managerId"] == known.manager}
    assert told["manager"]["id"] == known.manager
    assert {r["report"]["id"] for r in told["directReportsMetrics"]} == reports
    start, end = (dt.datetime.fromisoformat(value) for value in span.values())
    for item in told["directReportsMetrics"]:
        calls = [
            call
            for call in company.calls
            if call["metaData"]["primaryUserId"] == item["report"]["id"]
            and call["metaData"]["workspaceId"] == known.workspace
        ]
        commented = {
            call["metaData"]["id"]
            for call in calls
            for comment in call["collaboration"]["publicComments"] or []
            if comment["commenterUserId"] == known.manager
            and start <= dt.datetime.fromisoformat(comment["posted"]) < end
        }
        assert set(item["metrics"]["callsWithComments"]) == commented
