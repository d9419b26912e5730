"""Activity, interaction, scorecards and coaching: figures that the world derives."""

from __future__ import annotations

import datetime as dt

from gong_admin.sandbox.exchange import Exchange
from gong_admin.sandbox.handlers.kinds import Handler
from gong_admin.sandbox.world import Wire

_NOTHING = "No activity found for the requested users and dates"


def aggregate(exchange: Exchange) -> Wire:
    stats = exchange.world.stats
    start, end = _days(exchange)
    found = stats.aggregate(_users(exchange), start, end)
    return exchange.page(
        "usersAggregateActivityStats", found, nothing=_NOTHING, **stats.span(start, end)
    )


def by_period(exchange: Exchange) -> Wire:
    start, end = _days(exchange)
    period = exchange.body["aggregationPeriod"]
    found = exchange.world.stats.by_period(_users(exchange), start, end, period)
    return exchange.page("usersAggregateActivity", found, nothing=_NOTHING)


def day_by_day(exchange: Exchange) -> Wire:
    start, end = _days(exchange)
    found = exchange.world.stats.day_by_day(_users(exchange), start, end)
    return exchange.page("usersDetailedActivities", found, nothing=_NOTHING)


def interaction(exchange: Exchange) -> Wire:
    stats = exchange.world.stats
    start, end = _days(exchange)
    found = stats.interaction(_users(exchange), start, end)
    return exchange.page(
        "peopleInteractionStats", found, nothing=_NOTHING, **stats.span(start, end)
    )


def answered_scorecards(exchange: Exchange) -> Wire:
    for name in ("callFromDate", "callToDate", "reviewFromDate", "reviewToDate"):
        exchange.day(name)
    found = exchange.world.stats.answered(exchange.filter)
    return exchange.page(
        "answeredScorecards", found, nothing="No answered scorecards found for the filter"
    )


def coaching(exchange: Exchange) -> Wire:
    found = exchange.world.stats.coaching(
        exchange.need("workspace-id"),
        exchange.need("manager-id"),
        exchange.moment_needed("from"),
        exchange.moment_needed("to"),
    )
    return {"coachingData": found}


def _days(exchange: Exchange) -> tuple[dt.date, dt.date]:
    start, end = exchange.day_needed("fromDate"), exchange.day_needed("toDate")
    exchange.world.stats.check_dates(start, end)
    return start, end


def _users(exchange: Exchange) -> list[Wire]:
    return exchange.world.users.find(
        ids=exchange.filter.get("userIds"),
        created_from=exchange.moment("createdFromDateTime"),
        created_to=exchange.moment("createdToDateTime"),
    )


HANDLERS: dict[str, Handler] = {
    "listMultipleUsersAggregateActivity": aggregate,
    "listMultipleUsersAggregateByPeriod": by_period,
    "listMultipleUsersDayByDayActivity": day_by_day,
    "listAnsweredScorecards": answered_scorecards,
    "listInteractionStats": interaction,
    "listUsers_1": coaching,
}
