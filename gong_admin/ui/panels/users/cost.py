"""What reading costs, said before it starts."""

from __future__ import annotations

from gong_admin.runtime.language import translate
from gong_admin.services.lists import FEW_CALLS
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text


def cost(calls: int, context: PanelContext) -> str:
    """Calls, time and share of the day, and whether the day has that many left.

    Long reading is done in the background, which leaves part of Gong's rate to others.
    """
    choices, usage = context.settings.choices, context.session.usage
    rate = choices.calls_per_second
    if calls > FEW_CALLS:
        rate *= choices.background_share
    text = cost_text(calls, rate, usage.daily if usage is not None else None)
    if usage is not None and usage.daily:
        left = max(0, int(usage.daily * choices.background_stop) - usage.used_today)
        if calls > left:
            more = translate(
                "users", "{0}, more than the {1:,} that background work has left today"
            )
            return more.format(text, left)
    return text
