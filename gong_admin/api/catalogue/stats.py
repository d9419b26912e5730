"""Statistics: activity, interaction and answered scorecards."""

from __future__ import annotations

from typing import Any

from gong_admin.api.operation import Effect, Operation, Paging
from gong_admin.api.types.stats import (
    ActivityByPeriodPage,
    ActivityPage,
    AnsweredScorecardsFilter,
    AnsweredScorecardsPage,
    DailyActivityPage,
    InteractionPage,
    ListActivity,
    ListActivityByPeriod,
    ListAnsweredScorecards,
    ListInteraction,
    StatsFilter,
)

_WEEK = StatsFilter(from_date="2026-03-02", to_date="2026-03-09", user_ids=["6182947305512870443"])

LIST_ACTIVITY = Operation(
    id="listMultipleUsersAggregateActivity",
    number=31,
    method="POST",
    path="/v2/stats/activity/aggregate",
    request=ListActivity,
    response=ActivityPage,
    area="stats",
    title="Activity in sum",
    help="How many calls each person hosted, heard, shared, commented and scored in a span of "
    "days.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="users_aggregate_activity_stats",
    scope="api:stats:user-actions",
    example=ListActivity(filter=_WEEK),
)

LIST_ACTIVITY_BY_PERIOD = Operation(
    id="listMultipleUsersAggregateByPeriod",
    number=48,
    method="POST",
    path="/v2/stats/activity/aggregate-by-period",
    request=ListActivityByPeriod,
    response=ActivityByPeriodPage,
    area="stats",
    title="Activity by period",
    help="The same counts by day, week, month, quarter or year.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="users_aggregate_activity",
    scope="api:stats:user-actions",
    example=ListActivityByPeriod(
        filter=StatsFilter(from_date="2026-01-01", to_date="2026-04-01"),
        aggregation_period="MONTH",
    ),
)

LIST_DAILY_ACTIVITY = Operation(
    id="listMultipleUsersDayByDayActivity",
    number=44,
    method="POST",
    path="/v2/stats/activity/day-by-day",
    request=ListActivity,
    response=DailyActivityPage,
    area="stats",
    title="Activity day by day",
    help="Which calls each person did something with, day by day.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="users_detailed_activities",
    scope="api:stats:user-actions:detailed",
    example=ListActivity(filter=_WEEK),
)

LIST_ANSWERED_SCORECARDS = Operation(
    id="listAnsweredScorecards",
    number=17,
    method="POST",
    path="/v2/stats/activity/scorecards",
    request=ListAnsweredScorecards,
    response=AnsweredScorecardsPage,
    area="stats",
    title="Answered scorecards",
    help="The scorecards that were filled in, with every answer.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="answered_scorecards",
    scope="api:stats:scorecards",
    example=ListAnsweredScorecards(
        filter=AnsweredScorecardsFilter(
            review_from_date="2026-03-01", review_to_date="2026-04-01", review_method="BOTH"
        )
    ),
)

LIST_INTERACTION = Operation(
    id="listInteractionStats",
    number=50,
    method="POST",
    path="/v2/stats/interaction",
    request=ListInteraction,
    response=InteractionPage,
    area="stats",
    title="Interaction figures",
    help="How people talk in their calls: monologues, interactivity, patience, questions.",
    effect=Effect.READ,
    paging=Paging.CURSOR,
    items="people_interaction_stats",
    scope="api:stats:interaction",
    example=ListInteraction(filter=_WEEK),
)

OPERATIONS: tuple[Operation[Any, Any], ...] = (
    LIST_ACTIVITY,
    LIST_ACTIVITY_BY_PERIOD,
    LIST_DAILY_ACTIVITY,
    LIST_ANSWERED_SCORECARDS,
    LIST_INTERACTION,
)
