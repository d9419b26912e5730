"""What a snapshot costs, said before it is taken."""

from __future__ import annotations

from gong_admin.services.snapshots.content import Options
from gong_admin.services.snapshots.taking import calls_needed
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text


def calls_for(context: PanelContext, options: Options) -> int:
    """How many calls it takes, by the workspaces and profiles that have been read."""
    data = context.data
    return calls_needed(len(data.workspaces), len(data.profiles), options)


def cost_words(context: PanelContext, options: Options) -> str:
    """The same with the time it takes and its share of a day."""
    choices = context.settings.choices
    calls = calls_for(context, options)
    return cost_text(calls, choices.reading_rate, choices.calls_per_day)


def usual_options(context: PanelContext) -> Options:
    """What was chosen for the last snapshot that was taken by hand."""
    members, people = context.snapshots.choices.by_hand
    return Options(members=members, people=people)
