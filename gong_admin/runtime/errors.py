"""What can go wrong on this side, before or after Gong is asked. All are told by `present`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gong_admin.api.errors import GongError
from gong_admin.services.writing import NothingSent, UnclearOutcome


class LocalProblem(Exception):
    """Base of the errors that `gong_admin.runtime` raises on purpose."""


class ChangesLocked(LocalProblem, NothingSent):
    """A write was asked for while the connection allows no changes. Nothing was sent.

    `for_good`: the connection itself is read-only, so its lock can't be opened.
    """

    def __init__(self, connection: str, operation: str, *, for_good: bool = False) -> None:
        super().__init__(f"{operation}: {connection} allows no changes")
        self.connection = connection
        self.operation = operation
        self.for_good = for_good


class SecretMissing(LocalProblem):
    """The connection's secret is not (or no longer) to be had; it has to be typed again."""

    def __init__(self, connection: str, reason: str) -> None:
        super().__init__(f"no secret for {connection}")
        self.connection = connection
        self.reason = reason


class MayHaveHappened(LocalProblem, UnclearOutcome):
    """A write got no clear answer. `cause` is the error; Gong may have carried it out. `note` is
    told what reading back shows."""

    def __init__(
        self, operation: str, cause: GongError, note: Callable[[bool, Any], None] | None = None
    ) -> None:
        super().__init__(f"{operation}: no clear answer")
        self.operation = operation
        self.cause = cause
        self._note = note

    def found_out(self, *, written: bool, after: Any = None) -> None:
        if self._note is not None:
            self._note(written, after)


class ProofNotKept(LocalProblem, UnclearOutcome):
    """The journal could not be written.

    `before_sending`: nothing was sent. Otherwise the write took place and only its record is
    missing.
    """

    def __init__(self, operation: str, cause: OSError, *, before_sending: bool) -> None:
        super().__init__(f"{operation}: the journal could not be written")
        self.operation = operation
        self.cause = cause
        self.before_sending = before_sending
        self.sent = not before_sending
