"""Scorecards, and how calls were scored with them."""

from __future__ import annotations

import datetime as dt
import functools
import random

from gong_admin.sandbox.world.calls import Call, Calls
from gong_admin.sandbox.world.clock import iso
from gong_admin.sandbox.world.company import Workspaces
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_CARDS = (
    # Workspace, name, switched on, how it is filled in, questions.
    (0, "Discovery call", True, "MANUAL", 6),
    (0, "Demo", True, "MANUAL", 5),
    (0, "Negotiation", True, "MANUAL", 4),
    (0, "SDR cold call", True, "AUTOMATIC", 5),
    (0, "SDR cold call (old)", False, "MANUAL", 7),
    (0, "Erstgespräch", True, "MANUAL", 5),
    (0, "Solutions deep dive", True, "MANUAL", 3),
    (0, "New hire, first month", True, "MANUAL", 8),
    (1, "Discovery call", True, "MANUAL", 6),
    (1, "Pricing conversation", True, "AUTOMATIC", 4),
    (1, "Llamada de descubrimiento", True, "MANUAL", 4),
    (1, "Closing", False, "MANUAL", 3),
    (2, "Kick-off", True, "MANUAL", 5),
    (2, "Business review", True, "MANUAL", 6),
    (2, "Renewal", True, "AUTOMATIC", 4),
    (2, "Escalation", True, "MANUAL", 3),
    (2, "Support quality", True, "AUTOMATIC", 5),
    (3, "Joint pitch", True, "MANUAL", 3),
)
_QUESTIONS = (
    "Was there an agenda, and was it kept?",
    "Did the customer talk more than we did?",
    "Which goals of the customer came up?",
    "How well was the price handled?",
    "Were the next steps clear at the end?",
    "How were doubts answered?",
    "Was everybody in the room heard?",
)
_GUIDES = ("Listen to the first five minutes.", "Look at the talk ratio.", None, None)
_REMARKS = ("Well prepared.", "Too fast on price.", "Clear close.", "Ask one more question.")
_VISIBLE = ("PUBLIC", "PUBLIC", "MANAGERS_AND_REVIEWEE", "MANAGERS", "OPT_IN_USERS", "PRIVATE")


class Scorecards:
    """About one call in eight is scored; the answers are computed per call when asked for.

    Ids and ranges go out as text, as the live service has been seen to send them."""

    def __init__(
        self,
        seeds: Seeds,
        workspaces: Workspaces,
        users: Users,
        calls: Calls,
        now: dt.datetime,
    ) -> None:
        self._seeds = seeds
        self._users = users
        self._calls = calls
        self._now = now
        self._cards = [
            self._card(number, workspaces.ids[row[0]], row) for number, row in enumerate(_CARDS)
        ]
        self._enabled = {
            workspace_id: [
                card
                for card in self._cards
                if card["workspaceId"] == workspace_id and card["enabled"]
            ]
            for workspace_id in workspaces.ids
        }
        self._of_call = functools.lru_cache(None)(self._answered)

    def all(self) -> list[Wire]:
        return self._cards

    def of_call(self, call: Call) -> list[Wire]:
        """The answered scorecards of one call, as Gong sends them."""
        return self._of_call(call.id)

    def _card(self, number: int, workspace_id: str, row: tuple[int, str, bool, str, int]) -> Wire:
        _, name, enabled, method, questions = row
        rng = self._seeds.rng("scorecard", number)
        created = self._now - dt.timedelta(days=rng.randint(100, 900))
        return {
            "scorecardId": self._seeds.id("scorecard", number, 19),
            "scorecardName": name,
            "workspaceId": workspace_id,
            "enabled": enabled,
            "updaterUserId": rng.choice(self._users.active),
            "created": iso(created, 3),
            "updated": iso(created + (self._now - created) * rng.random(), 3),
            "reviewMethod": method,
            "questions": [self._question(rng, number, q) for q in range(questions)],
        }

    def _question(self, rng: random.Random, card: int, number: int) -> Wire:
        overall = number == 0
        kind = "RANGE" if overall else rng.choice(("RANGE", "YES_NO", "SINGLE_SELECT", "FREE_TEXT"))
        key = f"{card}:{number}"
        return {
            "questionId": self._seeds.id("question", key, 19),
            "questionRevisionId": self._seeds.id("question-revision", key, 19),
            "questionText": "How good was the call as a whole?"
            if overall
            else _QUESTIONS[(number + card) % len(_QUESTIONS)],
            "isOverall": overall,
            "questionType": kind,
            "answerGuide": rng.choice(_GUIDES),
            "minRange": "1" if kind == "RANGE" else None,
            "maxRange": "5" if kind == "RANGE" else None,
            "answerOptions": [
                {"id": n + 1, "text": text}
                for n, text in enumerate(("Not at all", "Partly", "Fully"))
            ]
            if kind == "SINGLE_SELECT"
            else None,
        }

    def _answered(self, call_id: str) -> list[Wire]:
        call = self._calls.get(call_id)
        rng = self._seeds.rng("answers", call_id)
        cards = self._enabled[call.meta["workspaceId"]]
        if call.parties is not None or not cards or rng.random() >= 0.125:
            return []
        card = rng.choice(cards)
        automatic = card["reviewMethod"] == "AUTOMATIC"
        hours = rng.random() * (1 if automatic else 90)
        reviewed = call.started + dt.timedelta(seconds=call.meta["duration"], hours=hours)
        if reviewed >= self._now:
            return []
        manager = self._users.seat(call.host).wire["managerId"]
        reviewer = manager if manager and rng.random() < 0.8 else rng.choice(self._users.active)
        edited = not automatic and rng.random() < 0.06
        return [
            {
                "answeredScorecardId": self._seeds.id("answered", call_id, 19),
                "scorecardId": card["scorecardId"],
                "scorecardName": card["scorecardName"],
                "callId": call_id,
                "callStartTime": call.meta["started"],
                "reviewedUserId": call.host,
                "reviewerUserId": None if automatic else reviewer,
                "reviewMethod": card["reviewMethod"],
                "editorUserId": rng.choice(self._users.active) if edited else None,
                "reviewTime": iso(reviewed, 3),
                "visibilityType": "PUBLIC" if automatic else rng.choice(_VISIBLE),
                "answers": [_answer(rng, question) for question in card["questions"]],
            }
        ]


def _answer(rng: random.Random, question: Wire) -> Wire:
    skipped = not question["isOverall"] and rng.random() < 0.1
    kind = "" if skipped else question["questionType"]
    return {
        "questionId": question["questionId"],
        "questionRevisionId": question["questionRevisionId"],
        "isOverall": question["isOverall"],
        "score": rng.choice((1, 2, 3, 3, 4, 4, 4, 5)) if kind == "RANGE" else None,
        "answerText": rng.choice(_REMARKS)
        if kind == "FREE_TEXT"
        else (rng.choice(("Yes", "Yes", "No")) if kind == "YES_NO" else None),
        "notApplicable": skipped,
        "selectedOptions": [str(rng.randint(1, 3))] if kind == "SINGLE_SELECT" else None,
    }
