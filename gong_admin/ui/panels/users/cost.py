"""What reading costs, said before it starts."""

from __future__ import annotations

from gong_admin.runtime.jobs import span
from gong_admin.runtime.language import translate
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
    parts = [
        translate("users", "{0:,} call").format(calls)
        if calls == 1
        else translate("users", "{0:,} calls").format(calls)
    ]
    usage = context.session.usage
    if rate:
        parts.append(
            translate("users", "{0} at {1:.2g} calls a second").format(span(calls / rate), rate)
        )
    if usage is not None and usage.daily:
        share = f"{100 * calls / usage.daily:.1f}".removesuffix(".0")
        parts.append(translate("users", "{0} % of a day's {1:,}").format(share, usage.daily))
        left = int(usage.daily * choices.background_stop) - usage.used_today
        if calls > max(0, left):
            parts.append(
                translate(
                    "users", "more than the {0:,} that background work has left today"
                ).format(max(0, left))
            )
    return ", ".join(parts)
