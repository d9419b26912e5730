"""The Users panel at work."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.sights import counted, floating, read, rows, words
from gong_admin.tour.step import Step

STEPS = (
    Step("users", (acts.go("users"),), rows(1000)),
    Step("users-settings", (acts.select(2),), words("Settings", "Manager")),
    Step("users-history", (acts.tab("History"),), counted("History")),
    Step("users-profiles-unread", (acts.tab("Profiles"),), words("calls,")),
    Step("users-profiles", (acts.press("Load profiles"),), read("members"), seconds=40),
    Step(
        "users-filtered",
        (
            acts.press("Show details"),
            acts.choose_most_frequent("profile", 2),
            acts.choose_most_frequent("recording"),
            acts.filter_by("mar"),
        ),
        rows(1),
        (acts.clear_filter,),
    ),
    Step("users-facet", (acts.open_facet("profile"),), floating()),
    Step("users-columns", (acts.press("Choose columns"),), floating()),
    Step("users-export", (acts.press("Export"),), floating()),
    Step(
        "users-no-match",
        (acts.filter_by("nobody is called this"),),
        words("No users match"),
        (acts.clear_filter, acts.select(2), acts.press("Show details")),
    ),
    Step("users-compact", (acts.resize(1024, 640),), rows(1000)),
    Step(
        "users-large-text",
        (acts.settings(text_percent=150),),
        rows(1000),
        (acts.settings(text_percent=100),),
    ),
)
