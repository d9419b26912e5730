"""What goes wrong between a client and Gong, and how the program tells it."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.sights import part_read, words
from gong_admin.tour.step import Act, Step

_LIST = "listUsers"


def _users_with(**faults: object) -> tuple[Act, ...]:
    """The company newly opened on its users, whose list fails in these ways."""
    narrowed = {name: {"rate": 1, "operations": [_LIST]} for name in faults}
    return (acts.faults(**narrowed), acts.reopen("users"))


STEPS = (
    Step(
        "large-company", (acts.open_company(6000), acts.go("users")), words("Load all 6,000 users")
    ),
    Step("loading", _users_with(latency=True), words("Reading users"), (acts.no_faults,)),
    Step(
        "loading-progress",
        (acts.wait(words("Load all")), acts.press("Load all"), acts.wait(part_read("users", 500))),
        words("calls"),
    ),
    Step("partial", (acts.press("Cancel"),), words("Incomplete")),
    Step(
        "refresh-failed",
        (acts.faults(server_error={"rate": 1, "operations": [_LIST]}), acts.press("Refresh")),
        words("Gong has a problem"),
    ),
    Step("server-error", _users_with(server_error=True), words("Gong has a problem")),
    Step("missing-scope", _users_with(missing_scope=True), words("is not allowed")),
    Step("revoked-key", _users_with(revoked_key=True), words("did not accept the key")),
    Step("proxy-page", _users_with(html=True), words("not readable")),
    Step("daily-limit", _users_with(rate_limit_hours=True), words("takes no more calls")),
)
