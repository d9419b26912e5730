"""The API console: from the form to the answer, and what stands before a write."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.sights import rows, words
from gong_admin.tour.step import Act, Step


def _example(operation: str) -> tuple[Act, ...]:
    return (acts.go("console", operation), acts.do("Fill in the example"))


_OPEN_LOCK: tuple[Act, ...] = (acts.command("lock"), acts.press("Allow changes"))

STEPS = (
    Step("console", (acts.go("console", "listMultipleUsers"),), words("/v2/users/extensive")),
    Step("console-form", _example("listCallsExtensive"), words("/v2/calls/extensive")),
    Step(
        "console-answer",
        (*_example("listMultipleUsers"), acts.do("Send the request")),
        words("200"),
    ),
    Step("console-table", (acts.tab("Table"),), rows(10)),
    Step(
        "console-locked",
        (*_example("updateReminder"), acts.do("Send the request")),
        words("does more than read"),
    ),
    Step(
        "console-review",
        (*_OPEN_LOCK, *_example("updateReminder"), acts.do("Send the request")),
        words("Rehearse without sending"),
    ),
    Step(
        "console-destructive",
        (*_example("deleteGenericCrmIntegration"), acts.do("Send the request")),
        words("Rehearse without sending"),
        (acts.command("lock"),),
    ),
    Step(
        "console-erasing",
        (*_example("purgeEmailAddress"), acts.do("Send the request")),
        words("Erasing needs a privacy case"),
    ),
    Step("console-history", (acts.do("Requests sent before"),), words("Forget all")),
    Step("console-compact", (acts.resize(1024, 640),), words("Send")),
)
