"""Workspaces, trackers, scorecards and AI briefs: how the company has set up its Gong."""

from __future__ import annotations

from typing import Annotated

from gong_admin.api.operation import Model, Request, Response
from gong_admin.api.spec import NumberId, Query, note
from gong_admin.api.types.common import (
    DateTime,
    ScorecardNumber,
    TrackerId,
    UserId,
    UserNumber,
    WorkspaceId,
    WorkspaceNumber,
)


class Workspace(Model, frozen=True, kw_only=True):
    id: WorkspaceId | None = None
    name: str | None = None
    description: str | None = None


class ListWorkspaces(Request, frozen=True, kw_only=True):
    pass


class WorkspacesAnswer(Response, frozen=True, kw_only=True):
    workspaces: list[Workspace] | None = None


class LanguageKeywords(Model, frozen=True, kw_only=True):
    """The words and phrases of a tracker in one language."""

    language: Annotated[str, note("ISO 639-2/B; mul stands for every language.")] | None = None
    keywords: list[str] | None = None
    include_related_forms: bool | None = None


class Tracker(Model, frozen=True, kw_only=True):
    """A keyword tracker. Built-in ones have neither creator nor updater; an updater of `-1` is
    Gong itself. `filter_query` is JSON inside a text."""

    tracker_id: TrackerId | None = None
    tracker_name: str | None = None
    workspace_id: WorkspaceId | None = None
    language_keywords: list[LanguageKeywords] | None = None
    # Free texts in the document; these are the values it names in passing.
    affiliation: Annotated[str, note(choices=("Anyone", "Company", "NonCompany"))] | None = None
    part_of_question: bool | None = None
    said_at: Annotated[str, note(choices=("Anytime", "First", "Last"))] | None = None
    said_at_interval: int | None = None
    said_at_unit: str | None = None
    said_in_topics: list[str] | None = None
    filter_query: str | None = None
    created: DateTime | None = None
    creator_user_id: UserId | None = None
    updated: DateTime | None = None
    updater_user_id: UserId | None = None


class ListTrackers(Request, frozen=True, kw_only=True):
    workspace_id: (
        Query[Annotated[WorkspaceId, note("Empty: trackers of all workspaces.")]] | None
    ) = None


class TrackersAnswer(Response, frozen=True, kw_only=True):
    keyword_trackers: list[Tracker] | None = None


class QuestionOption(Model, frozen=True, kw_only=True):
    id: int | None = None
    text: str | None = None


class Question(Model, frozen=True, kw_only=True):
    """A question of a scorecard. The range comes as numbers or as texts; both become numbers."""

    question_id: NumberId | None = None
    question_revision_id: NumberId | None = None
    question_text: str | None = None
    is_overall: bool | None = None
    question_type: str | None = None
    answer_guide: str | None = None
    min_range: int | None = None
    max_range: int | None = None
    answer_options: list[QuestionOption] | None = None


class Scorecard(Model, frozen=True, kw_only=True):
    scorecard_id: ScorecardNumber | None = None
    scorecard_name: str | None = None
    workspace_id: WorkspaceNumber | None = None
    enabled: bool | None = None
    updater_user_id: UserNumber | None = None
    created: DateTime | None = None
    updated: DateTime | None = None
    review_method: Annotated[str, note(choices=("AUTOMATIC", "MANUAL"))] | None = None
    questions: list[Question] | None = None


class ListScorecards(Request, frozen=True, kw_only=True):
    pass


class ScorecardsAnswer(Response, frozen=True, kw_only=True):
    scorecards: list[Scorecard] | None = None


class Brief(Model, frozen=True, kw_only=True):
    """An AI brief that the company has set up."""

    brief_id: str | None = None
    brief_name: str | None = None
    workspace_id: WorkspaceId | None = None
    description: str | None = None
    status: Annotated[str, note(choices=("Published", "Not published"))] | None = None
    creator: str | None = None
    creator_user_id: UserId | None = None
    created: DateTime | None = None
    updated: DateTime | None = None


class ListBriefs(Request, frozen=True, kw_only=True):
    workspace_id: Query[Annotated[WorkspaceId, note("Empty: briefs of all workspaces.")]] | None = (
        None
    )


class BriefsAnswer(Response, frozen=True, kw_only=True):
    briefs: list[Brief] | None = None
