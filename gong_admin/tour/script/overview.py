"""The Overview: figures as they come, and what waits for a click because it costs."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.sights import both, read, words
from gong_admin.tour.step import Step

USERS = 1200  # of the company that most of the tour is about

FIGURES = (
    Step(
        "overview",
        (acts.open_company(USERS), acts.go("overview")),
        both(read("users", "profiles", "trackers", "folders"), words("Count the last")),
    ),
)

CHARTS = (
    Step(
        "overview-charts",
        (acts.go("overview"), acts.press("Count the last")),
        both(read("members"), words("Count again")),
        seconds=40,
    ),
    Step("overview-compact", (acts.resize(1024, 640),), words("Users")),
)
