"""Statistics: what people did in Gong, how they talk, and the scorecards they were given."""

from __future__ import annotations

from typing import Annotated, Literal

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import NumberId, note
from gong_admin.api.types.common import (
    CallId,
    CallNumber,
    Date,
    DateTime,
    Records,
    ScorecardId,
    ScorecardNumber,
    UserEmail,
    UserId,
    UserNumber,
)


class StatsFilter(Model, frozen=True, kw_only=True):
    """Days in the company's time zone."""

    from_date: Annotated[Date, note("The first day.")]
    to_date: Annotated[Date, note("The day after the last, today at the latest.")]
    created_from_date_time: (
        Annotated[DateTime, note("Only users created at this time or later.")] | None
    ) = None
    created_to_date_time: (
        Annotated[DateTime, note("Only users created before this time.")] | None
    ) = None
    user_ids: Annotated[list[UserId], note("Only these users.", unique=True)] | None = None


# Activity


class ListActivity(Request, frozen=True, kw_only=True):
    """For the sums of a span, and for single days."""

    cursor: str | None = None
    filter: StatsFilter


class ActivityCounts(Model, frozen=True, kw_only=True):
    """How many calls a person did something with."""

    calls_as_host: int | None = None
    calls_gave_feedback: int | None = None
    calls_requested_feedback: int | None = None
    calls_received_feedback: int | None = None
    own_calls_listened_to: int | None = None
    others_calls_listened_to: int | None = None
    calls_shared_internally: int | None = None
    calls_shared_externally: int | None = None
    calls_scorecards_filled: int | None = None
    calls_scorecards_received: int | None = None
    calls_attended: int | None = None
    calls_comments_given: int | None = None
    calls_comments_received: int | None = None
    calls_marked_as_feedback_given: int | None = None
    calls_marked_as_feedback_received: int | None = None


class UserActivity(Model, frozen=True, kw_only=True):
    user_id: UserId | None = None
    user_email_address: UserEmail | None = None
    user_aggregate_activity_stats: ActivityCounts | None = None


class ActivityPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    users_aggregate_activity_stats: list[UserActivity] | None = None
    from_date_time: DateTime | None = None
    to_date_time: DateTime | None = None
    time_zone: str | None = None


class ListActivityByPeriod(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: StatsFilter
    aggregation_period: Annotated[
        Literal["DAY", "WEEK", "MONTH", "QUARTER", "YEAR"],
        note("Calendar periods; weeks begin on Monday."),
    ]


class PeriodActivity(ActivityCounts, frozen=True, kw_only=True):
    """The counts of one period; the first and last are cut to the span that was asked for."""

    from_date: DateTime | None = None
    to_date: DateTime | None = None


class UserActivityByPeriod(Model, frozen=True, kw_only=True):
    user_id: UserId | None = None
    user_email_address: UserEmail | None = None
    user_aggregate_activity: list[PeriodActivity] | None = None


class ActivityByPeriodPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    users_aggregate_activity: list[UserActivityByPeriod] | None = None


class DailyActivity(Model, frozen=True, kw_only=True):
    """The calls that a person did something with on one day."""

    calls_as_host: list[CallId] | None = None
    calls_gave_feedback: list[CallId] | None = None
    calls_requested_feedback: list[CallId] | None = None
    calls_received_feedback: list[CallId] | None = None
    own_calls_listened_to: list[CallId] | None = None
    others_calls_listened_to: list[CallId] | None = None
    calls_shared_internally: list[CallId] | None = None
    calls_shared_externally: list[CallId] | None = None
    calls_attended: list[CallId] | None = None
    calls_comments_given: list[CallId] | None = None
    calls_comments_received: list[CallId] | None = None
    calls_marked_as_feedback_given: list[CallId] | None = None
    calls_marked_as_feedback_received: list[CallId] | None = None
    calls_scorecards_filled: list[CallId] | None = None
    calls_scorecards_received: list[CallId] | None = None
    from_date: DateTime | None = None
    to_date: DateTime | None = None


class UserDailyActivity(Model, frozen=True, kw_only=True):
    user_id: UserId | None = None
    user_email_address: UserEmail | None = None
    user_daily_activity_stats: list[DailyActivity] | None = None


class DailyActivityPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    users_detailed_activities: list[UserDailyActivity] | None = None


# Interaction


class ListInteraction(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: StatsFilter


class PersonMeasure(Model, frozen=True, kw_only=True):
    """A figure such as Longest Monologue, Interactivity or Patience."""

    name: str | None = None
    value: float | None = None


class UserInteraction(Model, frozen=True, kw_only=True):
    user_id: UserId | None = None
    user_email_address: UserEmail | None = None
    person_interaction_stats: list[PersonMeasure] | None = None


class InteractionPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    people_interaction_stats: list[UserInteraction] | None = None
    from_date_time: DateTime | None = None
    to_date_time: DateTime | None = None
    time_zone: str | None = None


# Scorecards


class AnsweredScorecardsFilter(Model, frozen=True, kw_only=True):
    """Days in the company's time zone."""

    call_from_date: Annotated[Date, note("First day of the calls.")] | None = None
    call_to_date: Annotated[Date, note("Day after the last of the calls.")] | None = None
    review_from_date: Annotated[Date, note("First day of the reviews.")] | None = None
    review_to_date: Annotated[Date, note("Day after the last of the reviews.")] | None = None
    review_method: (
        Annotated[
            Literal["AUTOMATIC", "MANUAL", "BOTH"],
            note("By people, by Gong, or both; else MANUAL."),
        ]
        | None
    ) = None
    reviewed_user_ids: (
        Annotated[list[UserId], note("Whose calls were scored.", unique=True)] | None
    ) = None
    scorecard_ids: Annotated[list[ScorecardId], note(unique=True)] | None = None


class ListAnsweredScorecards(Request, frozen=True, kw_only=True):
    cursor: str | None = None
    filter: Annotated[AnsweredScorecardsFilter, note("May be empty, but must be there.")]


class ScorecardAnswer(Model, frozen=True, kw_only=True):
    """One answered question: a score, a text, options, or "does not apply"."""

    question_id: NumberId | None = None
    question_revision_id: NumberId | None = None
    is_overall: bool | None = None
    score: int | None = None
    answer_text: str | None = None
    not_applicable: bool | None = None
    selected_options: list[str] | None = None


class AnsweredScorecard(Model, frozen=True, kw_only=True):
    """A call that was scored. An automatic review has no reviewer; an editor is there only if
    somebody else changed the answers later."""

    answered_scorecard_id: NumberId | None = None
    scorecard_id: ScorecardNumber | None = None
    scorecard_name: str | None = None
    call_id: CallNumber | None = None
    call_start_time: DateTime | None = None
    reviewed_user_id: UserNumber | None = None
    reviewer_user_id: UserNumber | None = None
    review_method: Annotated[str, note(choices=("AUTOMATIC", "MANUAL"))] | None = None
    editor_user_id: UserNumber | None = None
    review_time: DateTime | None = None
    visibility_type: (
        Annotated[
            str,
            note(
                choices=("PUBLIC", "PRIVATE", "OPT_IN_USERS", "MANAGERS", "MANAGERS_AND_REVIEWEE")
            ),
        ]
        | None
    ) = None
    answers: list[ScorecardAnswer] | None = None


class AnsweredScorecardsPage(Response, frozen=True, kw_only=True):
    records: Records | None = None
    answered_scorecards: list[AnsweredScorecard] | None = None
