"""What reading costs, said before it starts."""

from __future__ import annotations

from gong_admin.runtime.jobs import span
from gong_admin.services.lists import FEW_CALLS
from gong_admin.ui.context import PanelContext


def cost(calls: int, context: PanelContext) -> str:
    """Calls, time and share of the day: "24 calls, 11 s at 2.1 calls a second, 0.2 % of a day".

    Long reading is done in the background, which leaves part of Gong's rate to others.
    """
    choices = context.settings.choices
    rate = choices.calls_per_second
    if calls > FEW_CALLS:
        rate *= choices.background_share
    parts = [f"{calls:,} call" if calls == 1 else f"{calls:,} calls"]
    usage = context.session.usage
    if rate:
        parts.append(f"{span(calls / rate)} at {rate:.2g} calls a second")
    if usage is not None and usage.daily:
        share = f"{100 * calls / usage.daily:.1f}".removesuffix(".0")
        parts.append(f"{share} % of a day's {usage.daily:,}")
        left = int(usage.daily * choices.background_stop) - usage.used_today
        if calls > max(0, left):
            parts.append(f"more than the {max(0, left):,} that background work has left today")
    return ", ".join(parts)
