"""Figures about people, derived from calls, facts and answered scorecards; nothing is stored.

Dates are days in the company's time zone; the last one is excluded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import overload

from gong_admin.sandbox.world.activity import Activity, Did, Fact
from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import (
    COMPANY_ZONE,
    COMPANY_ZONE_NAME,
    Clock,
    parse,
    start_of_day,
)
from gong_admin.sandbox.world.content import Content
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.scorecards import Scorecards
from gong_admin.sandbox.world.seeds import Wire
from gong_admin.sandbox.world.users import Users

FIGURES = (
    "callsAsHost",
    "callsGaveFeedback",
    "callsRequestedFeedback",
    "callsReceivedFeedback",
    "ownCallsListenedTo",
    "othersCallsListenedTo",
    "callsSharedInternally",
    "callsSharedExternally",
    "callsScorecardsFilled",
    "callsScorecardsReceived",
    "callsAttended",
    "callsCommentsGiven",
    "callsCommentsReceived",
    "callsMarkedAsFeedbackGiven",
    "callsMarkedAsFeedbackReceived",
)

_GIVEN_AND_RECEIVED = {
    Did.GAVE_FEEDBACK: ("callsGaveFeedback", "callsReceivedFeedback"),
    Did.COMMENTED: ("callsCommentsGiven", "callsCommentsReceived"),
    Did.MARKED: ("callsMarkedAsFeedbackGiven", "callsMarkedAsFeedbackReceived"),
    Did.SCORED: ("callsScorecardsFilled", "callsScorecardsReceived"),
}
_GIVEN = {
    Did.ASKED_FEEDBACK: "callsRequestedFeedback",
    Did.SHARED_INSIDE: "callsSharedInternally",
    Did.SHARED_OUTSIDE: "callsSharedExternally",
}

Entry = tuple[dt.date, str, str]
"""Day, figure, call id."""


class PerUser(Sequence[Wire]):
    """One item per user, made when it is looked at: a page costs a page."""

    def __init__(self, users: list[Wire], make: Callable[[Wire], Wire]) -> None:
        self._users = users
        self._make = make

    def __len__(self) -> int:
        return len(self._users)

    @overload
    def __getitem__(self, index: int) -> Wire: ...
    @overload
    def __getitem__(self, index: slice) -> list[Wire]: ...
    def __getitem__(self, index: int | slice) -> Wire | list[Wire]:
        if isinstance(index, slice):
            return [self._make(user) for user in self._users[index]]
        return self._make(self._users[index])


class Stats:
    """Answers the statistics operations. Users without any data in the range are left out."""

    def __init__(
        self,
        users: Users,
        calls: Calls,
        content: Content,
        activity: Activity,
        scorecards: Scorecards,
        clock: Clock,
    ) -> None:
        self._users = users
        self._calls = calls
        self._content = content
        self._activity = activity
        self._scorecards = scorecards
        self._clock = clock
        self._entries: dict[str, list[Entry]] | None = None

    def forget(self) -> None:
        """Calls came or went."""
        self._entries = None

    def check_dates(self, start: dt.date, end: dt.date) -> None:
        if start >= end:
            raise Refused(400, "toDate must lie after fromDate")
        if end > self._clock.now.astimezone(COMPANY_ZONE).date():
            raise Refused(400, "toDate can't lie after the current day")

    def span(self, start: dt.date, end: dt.date) -> Wire:
        return {
            "fromDateTime": start_of_day(start).isoformat(),
            "toDateTime": start_of_day(end).isoformat(),
            "timeZone": COMPANY_ZONE_NAME,
        }

    def aggregate(self, users: list[Wire], start: dt.date, end: dt.date) -> Sequence[Wire]:
        def one(user: Wire) -> Wire:
            counts = _counted(self._between(user["id"], start, end))
            return _whose(user) | {"userAggregateActivityStats": counts}

        return PerUser(self._with_data(users, start, end), one)

    def by_period(
        self, users: list[Wire], start: dt.date, end: dt.date, period: str
    ) -> Sequence[Wire]:
        """`period`: DAY, WEEK (from Monday), MONTH, QUARTER or YEAR of the calendar; the first
        and last may be cut."""
        spans = list(_periods(self._begin(start), end, period))

        def one(user: Wire) -> Wire:
            return _whose(user) | {
                "userAggregateActivity": [
                    _counted(self._between(user["id"], first, last)) | _dates(first, last)
                    for first, last in spans
                ]
            }

        return PerUser(self._with_data(users, start, end), one)

    def day_by_day(self, users: list[Wire], start: dt.date, end: dt.date) -> Sequence[Wire]:
        spans = list(_periods(self._begin(start), end, "DAY"))

        def one(user: Wire) -> Wire:
            return _whose(user) | {
                "userDailyActivityStats": [
                    _listed(self._between(user["id"], first, last)) | _dates(first, last)
                    for first, last in spans
                ]
            }

        return PerUser(self._with_data(users, start, end), one)

    def interaction(self, users: list[Wire], start: dt.date, end: dt.date) -> Sequence[Wire]:
        """Averages over the calls a person hosted and spoke in."""
        first, last = start_of_day(start), start_of_day(end)

        def hosted(user: Wire) -> list[Call]:
            return [
                call
                for call in self._calls.of_user(user["id"])
                if call.host == user["id"] and first <= call.started < last
            ]

        def one(user: Wire) -> Wire:
            measured = [
                own
                for call in hosted(user)
                if (own := self._content.measures(call).get(user["id"]))
            ]
            count = max(1, len(measured))
            talk = sum(m.talk for m in measured)
            length = sum(m.duration for m in measured) or 1.0
            figures = {
                "Talk Ratio": talk / length,
                "Longest Monologue": sum(m.longest_monologue for m in measured) / count,
                "Longest Customer Story": sum(m.longest_customer_story for m in measured) / count,
                "Interactivity": sum(m.interactivity for m in measured) / count,
                "Patience": sum(m.patience for m in measured) / count,
                # Questions an hour.
                "Question Rate": sum(m.questions for m in measured) / length * 3600,
            }
            return _whose(user) | {
                "personInteractionStats": [
                    {"name": name, "value": round(value, 4)} for name, value in figures.items()
                ]
            }

        return PerUser([user for user in users if hosted(user)], one)

    def answered(self, wanted: Wire) -> list[Wire]:
        """Answered scorecards by the filter of the request, oldest call first."""
        method = wanted.get("reviewMethod") or "BOTH"
        cards = {str(card) for card in wanted.get("scorecardIds") or ()}
        people = set(wanted.get("reviewedUserIds") or ())
        calls = self._calls.find(
            _midnight(wanted.get("callFromDate")), _midnight(wanted.get("callToDate"))
        )
        first = _midnight(wanted.get("reviewFromDate"))
        last = _midnight(wanted.get("reviewToDate"))
        return [
            answer
            for call in calls
            for answer in self._scorecards.of_call(call)
            if method in ("BOTH", answer["reviewMethod"])
            and (not cards or answer["scorecardId"] in cards)
            and (not people or answer["reviewedUserId"] in people)
            and (first is None or parse(answer["reviewTime"]) >= first)
            and (last is None or parse(answer["reviewTime"]) < last)
        ]

    def coaching(
        self, workspace_id: str, manager_id: str, start: dt.datetime, end: dt.datetime
    ) -> list[Wire]:
        """What a manager did for the people below: by report, the calls of each kind."""
        manager = self._users.get(manager_id)
        if manager is None or not self._users.has(manager_id):
            raise Refused(400, f"manager-id: user {manager_id} was not found")
        kinds = {
            Did.LISTENED: "callsListened",
            Did.COMMENTED: "callsWithComments",
            Did.GAVE_FEEDBACK: "callsWithFeedback",
            Did.SCORED: "callsScored",
        }
        reports = []
        for report_id in self._users.seat(manager_id).reports:
            metrics: dict[str, dict[str, None]] = {"callsAttended": {}}
            metrics |= {name: {} for name in kinds.values()}
            for call in self._calls.of_user(report_id):
                if call.host != report_id or call.meta["workspaceId"] != workspace_id:
                    continue
                if manager_id in call.insiders and start <= call.started < end:
                    metrics["callsAttended"][call.id] = None
                for fact in self._activity.of_call(call):
                    if fact.who == manager_id and fact.what in kinds and start <= fact.when < end:
                        metrics[kinds[fact.what]][call.id] = None
            report = self._users.get(report_id)
            assert report is not None
            reports.append(
                {
                    "report": _coached(report),
                    "metrics": {name: list(ids) for name, ids in metrics.items()},
                }
            )
        return [{"manager": _coached(manager), "directReportsMetrics": reports}]

    # Inside

    def _by_user(self) -> dict[str, list[Entry]]:
        if self._entries is None:
            entries: dict[str, list[Entry]] = {}
            for call in self._calls.find():
                day = call.started.astimezone(COMPANY_ZONE).date()
                for number, user_id in enumerate(call.insiders):
                    if user_id in call.absent:
                        continue
                    figure = "callsAttended" if number else "callsAsHost"
                    entries.setdefault(user_id, []).append((day, figure, call.id))
                for fact in self._activity.of_call(call):
                    for user_id, figure in _figures(fact):
                        day = fact.when.astimezone(COMPANY_ZONE).date()
                        entries.setdefault(user_id, []).append((day, figure, call.id))
            self._entries = entries
        return self._entries

    def _begin(self, start: dt.date) -> dt.date:
        """Not before the year of the first entry: a mistyped year would be centuries of days with
        nothing, for each user."""
        first = min(
            (one[0] for entries in self._by_user().values() for one in entries), default=None
        )
        return start if first is None else max(start, first.replace(month=1, day=1))

    def _between(self, user_id: str, start: dt.date, end: dt.date) -> Iterator[Entry]:
        return (e for e in self._by_user().get(user_id, ()) if start <= e[0] < end)

    def _with_data(self, users: list[Wire], start: dt.date, end: dt.date) -> list[Wire]:
        return [u for u in users if any(True for _ in self._between(u["id"], start, end))]


def _figures(fact: Fact) -> Iterable[tuple[str, str]]:
    """Whom a fact counts for, and as what."""
    if fact.what is Did.LISTENED:
        own = fact.who == fact.owner
        yield fact.who, "ownCallsListenedTo" if own else "othersCallsListenedTo"
    elif fact.what in _GIVEN:
        yield fact.who, _GIVEN[fact.what]
    else:
        given, received = _GIVEN_AND_RECEIVED[fact.what]
        yield fact.who, given
        yield fact.owner, received


def _listed(entries: Iterable[Entry]) -> Wire:
    """Call ids by figure; a call counts once in a figure, however often it was done."""
    found: dict[str, dict[str, None]] = {figure: {} for figure in FIGURES}
    for _, figure, call_id in entries:
        found[figure][call_id] = None
    return {figure: list(ids) for figure, ids in found.items()}


def _counted(entries: Iterable[Entry]) -> Wire:
    return {figure: len(ids) for figure, ids in _listed(entries).items()}


def _periods(start: dt.date, end: dt.date, period: str) -> Iterator[tuple[dt.date, dt.date]]:
    while start < end:
        match period:
            case "DAY":
                after = start + dt.timedelta(days=1)
            case "WEEK":
                after = start + dt.timedelta(days=7 - start.weekday())
            case "MONTH":
                after = _month(start.year, start.month + 1)
            case "QUARTER":
                after = _month(start.year, (start.month - 1) // 3 * 3 + 4)
            case "YEAR":
                after = dt.date(start.year + 1, 1, 1)
            case _:
                raise Refused(400, f"aggregationPeriod '{period}' is unknown")
        yield start, min(after, end)
        start = after


def _month(year: int, month: int) -> dt.date:
    return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _dates(start: dt.date, end: dt.date) -> Wire:
    return {
        "fromDate": start_of_day(start).isoformat(),
        "toDate": start_of_day(end).isoformat(),
    }


def _midnight(day: str | None) -> dt.datetime | None:
    return start_of_day(dt.date.fromisoformat(day)) if day else None


def _whose(user: Wire) -> Wire:
    return {"userId": user["id"], "userEmailAddress": user["emailAddress"]}


def _coached(user: Wire) -> Wire:
    return {key: user[key] for key in ("id", "emailAddress", "firstName", "lastName", "title")}
