"""Permission profiles, workspaces, trackers and the library at work."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.sights import read, rows, words
from gong_admin.tour.step import Step

STEPS = (
    Step("profiles", (acts.go("profiles"),), words("Level of access")),
    Step("profiles-risky", (acts.press("Risky"),), words("Risky"), (acts.press("All"),)),
    Step("profiles-about", (acts.tab("About"),), words("Profile id"), (acts.tab("Members"),)),
    Step("profiles-compact", (acts.resize(1024, 640),), words("Filter")),
    Step("workspaces", (acts.go("workspaces"), acts.select(1)), words("Identity")),
    Step("trackers", (acts.go("trackers"),), rows(10)),
    Step("trackers-keywords", (acts.select(0),), words("Keywords")),
    Step("trackers-shared", (acts.tab("Shared"),), words("In this workspace")),
    Step("trackers-calls", (acts.tab("Calls"),), words("Calls"), (acts.tab("Keywords"),)),
    Step("library", (acts.go("library"),), read("folders")),
    Step("library-folder", (acts.choose_item("Onboarding"),), rows(1)),
    Step("library-call", (acts.select(0),), words("Call")),
)
