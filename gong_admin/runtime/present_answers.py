"""What is told about an answer of Gong's that is not a success."""

from __future__ import annotations

import datetime as dt

from gong_admin.api import errors
from gong_admin.runtime.message import ActionKind, Severity, UserMessage, sentence


def present_answer(error: errors.Answered, now: dt.datetime) -> UserMessage:
    """The message for `error`; `now` carries the time zone in which times are told."""
    severity, title, text, actions = _say_answered(error, now)
    actions = (*actions, ActionKind.COPY_DETAILS)
    return UserMessage(severity, title, text, _details(error), actions, _worth_it_at(error, now))


_SOON = 90  # seconds that people wait for without looking at the clock
_Said = tuple[Severity, str, str, tuple[ActionKind, ...]]


def _say_answered(error: errors.Answered, now: dt.datetime) -> _Said:
    said = " ".join(sentence(message) for message in error.messages)
    match error:
        case errors.MissingScope():
            scope = f"the permission {error.scope}" if error.scope else "a permission it lacks"
            return (
                Severity.ERROR,
                "This key is not allowed to do that",
                f"It needs {scope}. A technical administrator can add it to the key in Gong, "
                "under Company settings, Ecosystem, API. The rest of the program works without it.",
                (ActionKind.RUN_DOCTOR, ActionKind.RETRY),
            )
        case errors.BadCredentials():
            return (
                Severity.ERROR,
                "Gong did not accept the key",
                "It may be mistyped, revoked, or belong to another region than the connection's "
                "address. Nothing was read or changed.",
                (ActionKind.EDIT_CONNECTION, ActionKind.RETRY),
            )
        case errors.NotAllowed():
            return (
                Severity.ERROR,
                "Gong refuses requests from here",
                "Either this computer's address is not on the key's list of trusted addresses "
                "(a change to it takes up to five minutes), or the person concerned has no "
                f"licence for this feature. {said}".rstrip(),
                (ActionKind.RETRY,),
            )
        case errors.RateLimited():
            return (
                Severity.WARNING,
                "Gong takes no more calls for now",
                "The company's limit is reached; all its integrations share it. "
                f"{_again(error.retry_at, now)}",
                (ActionKind.RETRY,),
            )
        case errors.CreditsSpent():
            return (
                Severity.ERROR,
                "No AI credits left",
                f"Gong charges credits for this, and the company's are spent. {said}".rstrip(),
                (),
            )
        case errors.Conflict():
            text = error.user_facing_error or said or "Something like it exists already."
            link = (ActionKind.OPEN_LINK,) if error.fix_url or error.help_url else ()
            return Severity.ERROR, "Gong sees a conflict", sentence(text), link
        case errors.NothingFound():
            return (
                Severity.INFO,
                "Nothing found",
                "There is nothing that matches, or this key may not see it: Gong answers both "
                "the same.",
                (ActionKind.RETRY,),
            )
        case errors.NotFound():
            return (
                Severity.WARNING,
                "Gong does not know it",
                f"It may have been deleted meanwhile, or the id is wrong. {said}".rstrip(),
                (ActionKind.RELOAD,),
            )
        case errors.CursorExpired():
            return (
                Severity.WARNING,
                "Reading took longer than Gong allows",
                "Gong keeps the place in a long list for about an hour. What has been read is "
                "kept; start again, or narrow the period or the filter.",
                (ActionKind.RELOAD,),
            )
        case errors.Redirected():
            return (
                Severity.ERROR,
                "The address leads somewhere else",
                "Gong sent this request on to another address. The key is never sent there; "
                "check the connection's address.",
                (ActionKind.EDIT_CONNECTION,),
            )
        case errors.Garbled():
            return (
                Severity.ERROR,
                "The answer was not readable",
                "What came back is cut off or not what Gong documents. A proxy or sign-in page "
                "on the way can cause that.",
                (ActionKind.RETRY,),
            )
        case errors.ServerError():
            return (
                Severity.ERROR,
                "Gong has a problem",
                f"Gong answered with an error of its own ({error.status}) each time it was "
                "asked. That usually passes.",
                (ActionKind.RETRY,),
            )
        case errors.BadRequest():
            return (
                Severity.ERROR,
                "Gong refused the request",
                f"Gong says: {said}" if said else f"Gong gave no reason ({error.status}).",
                (),
            )
        case _:
            return (
                Severity.ERROR,
                "Gong gave an unexpected answer",
                f"{said} (status {error.status})".strip(),
                (ActionKind.RETRY,),
            )


def _details(error: errors.Answered) -> tuple[tuple[str, str], ...]:
    link = ""
    if isinstance(error, errors.Conflict):
        link = error.fix_url or error.help_url
    scope = error.scope if isinstance(error, errors.MissingScope) else ""
    pairs = (
        ("Operation", error.operation_id),
        ("Request", f"{error.method} {error.path}".strip()),
        ("Status", str(error.status)),
        ("Missing scope", scope),
        ("Gong says", " ".join(error.messages)),
        ("Request id", error.request_id or ""),
        ("Trace id", error.trace_id or ""),
        ("Link", link),
    )
    return tuple((label, value) for label, value in pairs if value)


def _worth_it_at(error: errors.Answered, now: dt.datetime) -> dt.datetime | None:
    """When Gong takes calls again; None where that is soon enough to just try."""
    if not isinstance(error, errors.RateLimited) or error.retry_at is None:
        return None
    local = error.retry_at.astimezone(now.tzinfo)
    return local if (local - now).total_seconds() >= _SOON else None


def _again(retry_at: dt.datetime | None, now: dt.datetime) -> str:
    if retry_at is None:
        return "Try again in a while."
    local = retry_at.astimezone(now.tzinfo)
    seconds = (local - now).total_seconds()
    if seconds <= 1:
        return "Try again now."
    if seconds < _SOON:
        return f"Try again in {round(seconds)} seconds."
    if local.date() == now.date():
        return f"Gong takes calls again at {local:%H:%M}."
    if local.date() == now.date() + dt.timedelta(days=1):
        return f"Gong takes calls again tomorrow at {local:%H:%M}."
    return f"Gong takes calls again on {local.day} {local:%B} at {local:%H:%M}."
