"""Everything that can go wrong between this program and Gong: one tree.

Nothing in these exceptions holds a credential. Those of Gong's answers carry what a support
request needs (status, Gong's request id, trace id). How an error is told to a person is
decided in one place, `gong_admin.runtime.present`.
"""

from __future__ import annotations

import datetime as dt


class GongError(Exception):
    """Base of all errors that `gong_admin.api` raises on purpose."""


class Cancelled(GongError):
    """The person cancelled the job. Not a failure; never shown."""


class InvalidRequest(GongError):
    """The request was not sent, because it can't be right.

    `problems` maps the dotted name of a field (as Gong spells it) to a sentence.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {why}" for name, why in problems.items()))
        self.problems = problems


class InsecureAddress(GongError):
    """The base URL is not https (and not loopback), or not an address at all."""


class ConnectionFailed(GongError):
    """No answer. `may_have_happened` is False only when the request certainly never left.

    `reason` is one of `dns`, `refused`, `tls`, `ca-file`, `proxy`, `timeout`, `reset`, `other`.
    """

    def __init__(self, message: str, *, reason: str, may_have_happened: bool) -> None:
        super().__init__(message)
        self.reason = reason
        self.may_have_happened = may_have_happened


class BudgetSpent(GongError):
    """Background work stopped because its share of the day's calls is used up."""

    def __init__(self, used: int, limit: int) -> None:
        super().__init__(f"{used} of {limit} calls are used today")
        self.used = used
        self.limit = limit


class Answered(GongError):
    """Gong answered, and the answer is not a success.

    `messages` are Gong's own sentences (`errors` in the body); `body` the first part of the
    raw body, at most 4 KiB, for "copy details".
    """

    def __init__(
        self,
        status: int,
        messages: tuple[str, ...] = (),
        *,
        operation_id: str = "",
        method: str = "",
        path: str = "",
        request_id: str | None = None,
        trace_id: str | None = None,
        body: str = "",
    ) -> None:
        super().__init__(messages[0] if messages else f"HTTP {status}")
        self.status = status
        self.messages = messages
        self.operation_id = operation_id
        self.method = method
        self.path = path
        self.request_id = request_id
        self.trace_id = trace_id
        self.body = body


class NotFound(Answered):
    """404 for a thing that does not exist (an unknown call or user)."""


class NothingFound(Answered):
    """404 that stands for an empty result, or for a key that may not see it: Gong answers both
    the same. Paged reads turn it into an empty list with the reason kept (`Page.empty_because`)."""


class BadRequest(Answered):
    """400, 405, 415, 422: Gong refused the request as it is."""


class BadCredentials(Answered):
    """401 for a wrong, revoked or other region's key."""


class MissingScope(Answered):
    """401 for a key without the scope in `scope` (`api:coaching:read`)."""

    scope: str = ""


class NotAllowed(Answered):
    """403: an address that is not on the key's trusted list, or no Engage licence."""


class CreditsSpent(Answered):
    """402 of the AI operations."""


class Conflict(Answered):
    """409. Meetings add `user_facing_error`, `fix_url`, `help_url`; each may be empty."""

    user_facing_error: str = ""
    fix_url: str = ""
    help_url: str = ""


class RateLimited(Answered):
    """429 that waiting a little did not cure. `retry_at` is when Gong takes calls again (UTC)."""

    retry_at: dt.datetime | None = None


class CursorExpired(Answered):
    """4xx in a paged walk: the cursor's hour is over, or Gong does not know the cursor.

    `items_read` tells how many items the walk had brought by then.
    """

    items_read: int = 0


class ServerError(Answered):
    """5xx after the retries. A write may have happened."""


class Redirected(Answered):
    """3xx. Redirects are never followed with credentials."""


class Garbled(Answered):
    """The body is not JSON, is cut off, or not of the documented shape. A write may have taken
    place all the same."""


class WrongShape(Garbled):
    """JSON, but not of the documented shape; asking again would bring the same."""


class CursorLoop(GongError):
    """Gong's pages would never end (a cursor seen before, or page after page without anything
    new); the walk was ended.

    `items_read` tells how many items had come by then.
    """

    def __init__(self, items_read: int) -> None:
        super().__init__("The pages that Gong returned did not come to an end")
        self.items_read = items_read
