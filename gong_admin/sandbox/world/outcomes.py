"""What a rep can choose at the end of a dialled call."""

from __future__ import annotations

from dataclasses import dataclass

from gong_admin.sandbox.world.seeds import Wire


@dataclass(frozen=True, slots=True)
class Outcome:
    """`weight`: how often it is chosen."""

    key: str
    name: str
    connected: bool
    sentiment: str
    todo: str
    automation: str | None
    weight: float

    @property
    def category(self) -> str:
        return "ANSWERED" if self.connected else "NOT_ANSWERED"

    def wire(self, order: int) -> Wire:
        return {
            "callOutcome": self.name,
            "displayOrder": order,
            "connectStatus": "CONNECTED" if self.connected else "NOT_CONNECTED",
            "sentiment": self.sentiment,
            "todoAction": self.todo,
            "automation": self.automation,
            "category": self.category,
        }

    def on_call(self) -> Wire:
        """As it stands in a call's content."""
        category = "Answered" if self.connected else "Not answered"
        return {"id": self.key, "category": category, "name": self.name}


_DONE = "COMPLETE"
_STOP = "COMPLETE_AND_REMOVE"

OUTCOMES = (
    Outcome("MEETING_BOOKED", "Meeting booked", True, "POSITIVE", _STOP, None, 7),
    Outcome("INTERESTED", "Interested, follow up", True, "POSITIVE", _DONE, None, 10),
    Outcome("CALL_BACK", "Call back later", True, "NEUTRAL", _DONE, None, 12),
    Outcome("GATEKEEPER", "Spoke to the front desk", True, "NEUTRAL", _DONE, None, 9),
    Outcome("NOT_INTERESTED", "Not interested", True, "NEGATIVE", _STOP, None, 14),
    Outcome("DO_NOT_CALL", "Asked not to be called", True, "NEGATIVE", _STOP,
            "MARK_AS_OPT_OUT", 2),
    Outcome("VOICEMAIL", "Left a message", False, "NEUTRAL", _DONE, None, 18),
    Outcome("NO_ANSWER", "No answer", False, "NEUTRAL", _DONE, None, 24),
    Outcome("WRONG_NUMBER", "Wrong number", False, "NEGATIVE", _STOP, None, 3),
)  # fmt: skip
