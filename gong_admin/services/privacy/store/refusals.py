"""Why a case can't be written."""

from __future__ import annotations

from gong_admin.services.privacy.case import CaseState


class CaseGone(Exception):
    """There is no such case, or what it held on people was reduced or deleted."""


class NotAllowed(Exception):
    """The case can't go from its state to that one."""

    def __init__(self, now: CaseState, then: CaseState) -> None:
        super().__init__(f"A case that is {now.value} can't become {then.value}.")
        self.now, self.then = now, then
