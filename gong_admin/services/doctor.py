"""The connection doctor: can Gong be reached, does it accept the key, and what may the key do.

Asks with reads only. Whether a key may write can't be known without writing, and is said so.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from gong_admin.api import errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import CATALOGUE, operation
from gong_admin.api.client import Answer, Client
from gong_admin.api.operation import Effect, Operation
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress


class Verdict(enum.StrEnum):
    GOOD = "good"
    BAD = "bad"
    PARTLY = "partly"  # of a panel that shows what it may
    UNKNOWN = "unknown"  # can't be known by reading, or the answer told nothing
    SKIPPED = "skipped"  # pointless after what went wrong before


@dataclass(frozen=True, slots=True)
class Check:
    """One step: `text` is a sentence for the person, `request_id` for Gong's support."""

    title: str
    verdict: Verdict
    text: str
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class ScopeCheck:
    """Whether the key has `scope`; `operation` is the one asked, "" where none was."""

    scope: str
    verdict: Verdict
    text: str
    operation: str = ""
    request_id: str | None = None


@dataclass(frozen=True, slots=True)
class PanelCheck:
    """What a panel needs: good with every scope, bad without `missing`, or partly where it shows
    the rest; unknown in between."""

    panel: str
    verdict: Verdict
    scopes: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found. `error` is what stopped it early: no answer, no valid key, too many calls."""

    host: Check
    credentials: Check
    scopes: tuple[ScopeCheck, ...]
    panels: tuple[PanelCheck, ...]
    error: errors.GongError | None = None


@dataclass(frozen=True, slots=True)
class KeyCheck:
    """The two questions that come before all others. `error` is what stood in the way."""

    host: Check
    credentials: Check
    error: errors.GongError | None = None

    @property
    def works(self) -> bool:
        """Whether there is any use in opening the connection."""
        return self.credentials.verdict is Verdict.GOOD


PANEL_SCOPES: dict[str, tuple[str, ...]] = {
    "overview": (
        "api:users:read",
        "api:calls:read:basic",
        "api:logs:read",
        "api:settings:trackers:read",
        "api:library:read",
    ),
    "users": ("api:users:read",),
    "profiles": ("api:workspaces:read", "api:users:read"),
    "compare": ("api:workspaces:read", "api:users:read"),
    "access": ("api:workspaces:read", "api:users:read"),
    "workspaces": ("api:workspaces:read",),
    "trackers": ("api:settings:trackers:read", "api:workspaces:read"),
    "library": ("api:library:read", "api:workspaces:read"),
    "lookup": ("api:data-privacy:read",),
    "cases": ("api:data-privacy:read",),
    "snapshots": (
        "api:workspaces:read",
        "api:users:read",
        "api:settings:trackers:read",
        "api:settings:scorecards:read",
        "api:library:read",
    ),
}
"""By the panel's key, in the order of the navigation. The permission profiles themselves need no
scope that Gong documents, and the API console what is sent with it."""

# Panels of several parts, which do without what they may not read.
_SHOWS_THE_REST = frozenset({"overview", "snapshots"})
_TROUBLES = 2  # a server that fails as often in a row would fail at each scope

# The least costly reads, where the first of the catalogue would not be: they need no id that
# might be unknown in this company, or answer less.
_PREFERRED = {
    "api:calls:read:basic": "listCalls",
    "api:library:read": "getLibraryStructure",
    "api:users:read": "listUsers",
    "api:flows:read": "listFlows",
}
_FIRST = "listWorkspaces"


def check_key(client: Client, *, token: CancelToken | None = None) -> KeyCheck:
    """Ask once: is Gong there, and does it know the key? Raises `Cancelled` and nothing else."""
    _answer, problem = _ask(client, operation(_FIRST), token or CancelToken())
    return KeyCheck(_host(client.address, problem), _credentials(client.address, problem), problem)


def examine(
    client: Client,
    *,
    token: CancelToken | None = None,
    progress: ProgressReport = ignore_progress,
) -> Diagnosis:
    """Check the connection of `client`, one call for each scope that a read can show.

    Never raises an error of Gong's or of the network: they are the findings. Raises `Cancelled`.
    """
    token = token or CancelToken()
    probes = dict(_probes())
    total = len(probes) + 1

    progress(Progress(0, total, "checks"))
    answer, problem = _ask(client, operation(_FIRST), token)
    first, workspace = getattr(answer, "request_id", None), _workspace(answer)
    host, credentials = _host(client.address, problem), _credentials(client.address, problem)
    if Verdict.BAD in (host.verdict, credentials.verdict):
        return _stopped(host, credentials, problem)

    found: dict[str, ScopeCheck] = {}
    troubles = 0
    for number, (scope, op) in enumerate(probes.items(), start=1):
        progress(Progress(number, total, "checks"))
        if op.id == _FIRST and number == 1:
            request_id = first
        else:
            answer, problem = _ask(client, op, token, workspace)
            request_id = getattr(answer or problem, "request_id", None)
        if isinstance(problem, errors.BudgetSpent | errors.RateLimited | errors.BadCredentials):
            return _stopped(host, credentials, problem, found)
        trouble = isinstance(problem, errors.ServerError | errors.ConnectionFailed | errors.Garbled)
        troubles = troubles + 1 if trouble else 0
        if troubles >= _TROUBLES:
            return _stopped(host, credentials, problem, found)
        found[scope] = _scope(scope, op, request_id, problem)
    progress(Progress(total, total, "checks"))
    scopes = _all_scopes(found)
    return Diagnosis(host, credentials, scopes, _panels(scopes))


def _probes() -> Iterator[tuple[str, Operation[Any, Any]]]:
    """One read for each scope that one can show, the first call's scope at the head."""
    first = operation(_FIRST)
    for scope in first.scopes:
        yield scope, first
    seen = set(first.scopes)
    for op in CATALOGUE:
        for scope in op.scopes[:1]:
            if op.effect is Effect.READ and scope not in seen:
                seen.add(scope)
                yield scope, operation(_PREFERRED.get(scope, op.id))


def _ask(
    client: Client, op: Operation[Any, Any], token: CancelToken, workspace: str | None = None
) -> tuple[Answer[Any] | None, errors.GongError | None]:
    """The answer, or what came instead. Asked with the example, in a `workspace` that there is."""
    request = op.example if op.example is not None else op.request()
    if workspace is not None and "workspace_id" in request.__struct_fields__:
        request = msgspec.structs.replace(request, workspace_id=workspace)
    try:
        return client.call(op, request, token=token), None
    except errors.Cancelled:
        raise
    except errors.GongError as error:
        return None, error


def _workspace(answer: Answer[Any] | None) -> str | None:
    """One of the company's, to ask about it."""
    found = (answer.value.workspaces if answer is not None else None) or ()
    return next((one.id for one in found if one.id), None)


def _host(address: Address, problem: errors.GongError | None) -> Check:
    title = f"Reaching {address.host}"
    match problem:
        case errors.ConnectionFailed(reason="dns"):
            text = "There is no such address. Is it spelled as Gong shows it beside the key?"
        case errors.ConnectionFailed(reason="tls"):
            text = "Its certificate can't be verified. Company networks may need their own."
        case errors.ConnectionFailed(reason="ca-file"):
            text = "The file with your company's certificates, set under Network, can't be read."
        case errors.ConnectionFailed(reason="proxy"):
            text = "The proxy on the way refused the connection."
        case errors.ConnectionFailed(reason="refused"):
            text = "Nobody answers there."
        case errors.ConnectionFailed():
            text = "No answer came back. The network may be slow or closed."
        case errors.Redirected():
            text = "It sends requests on to another address, which never gets the key."
        case errors.Garbled():
            text = "What answers there is not Gong's API: a sign-in page or proxy, perhaps."
        case _:
            kind = "on this computer" if address.is_loopback else "over a verified connection"
            note = "" if address.is_gong or address.is_loopback else " It is not Gong's own domain."
            return Check(title, Verdict.GOOD, f"It answers {kind}.{note}")
    return Check(title, Verdict.BAD, text, getattr(problem, "request_id", None))


def _credentials(address: Address, problem: errors.GongError | None) -> Check:
    title = "The key"
    request_id = getattr(problem, "request_id", None)
    match problem:
        case None | errors.MissingScope() | errors.NothingFound() | errors.NotFound():
            return Check(title, Verdict.GOOD, "Gong accepts it.", request_id)
        case errors.BadCredentials():
            text = "Gong does not accept it: mistyped, revoked, or of another region."
            if address.host == "api.gong.io":
                text += " Use the company's own address, which Gong shows beside the key."
            return Check(title, Verdict.BAD, text, request_id)
        case errors.NotAllowed():
            text = "Gong refuses this computer's address; see the key's trusted addresses in Gong."
            return Check(title, Verdict.BAD, text, request_id)
        case errors.ConnectionFailed() | errors.Redirected() | errors.Garbled():
            return Check(title, Verdict.SKIPPED, "Not tried, as nothing can be asked.")
        case _:
            return Check(title, Verdict.UNKNOWN, "Gong gave no answer that tells.", request_id)


def _scope(
    scope: str, op: Operation[Any, Any], request_id: str | None, problem: errors.GongError | None
) -> ScopeCheck:
    def verdict(kind: Verdict, text: str) -> ScopeCheck:
        return ScopeCheck(scope, kind, text, op.id, request_id)

    match problem:
        case None:
            return verdict(Verdict.GOOD, f"“{op.title}” works.")
        case errors.MissingScope():
            if problem.scope and problem.scope != scope:
                return verdict(Verdict.UNKNOWN, f"Gong asked for {problem.scope} first.")
            return verdict(Verdict.BAD, f"The key lacks it; “{op.title}” was refused.")
        case errors.NotAllowed():
            return verdict(Verdict.UNKNOWN, "Refused for another reason, such as a licence.")
        case errors.BadRequest() | errors.NotFound() | errors.NothingFound():
            # Gong looks at the scope before it looks at the request.
            return verdict(Verdict.GOOD, f"“{op.title}” is allowed; there was nothing to answer.")
        case _:
            return verdict(Verdict.UNKNOWN, f"“{op.title}” gave no answer that tells.")


def _all_scopes(found: dict[str, ScopeCheck]) -> tuple[ScopeCheck, ...]:
    """What was found, and all other scopes as unknown until used."""
    names = {scope for op in CATALOGUE for scope in op.scopes}
    unknown = "Not known until it is used: reading can't show it."
    return tuple(
        found.get(scope, ScopeCheck(scope, Verdict.UNKNOWN, unknown)) for scope in sorted(names)
    )


def _panels(scopes: tuple[ScopeCheck, ...]) -> tuple[PanelCheck, ...]:
    verdicts = {check.scope: check.verdict for check in scopes}
    panels = []
    for panel, needed in PANEL_SCOPES.items():
        missing = tuple(scope for scope in needed if verdicts[scope] is Verdict.BAD)
        good = all(verdicts[scope] is Verdict.GOOD for scope in needed)
        verdict = Verdict.GOOD if good else Verdict.UNKNOWN
        if missing:
            rest = panel in _SHOWS_THE_REST and len(missing) < len(needed)
            verdict = Verdict.PARTLY if rest else Verdict.BAD
        panels.append(PanelCheck(panel, verdict, needed, missing))
    return tuple(panels)


def _stopped(
    host: Check,
    credentials: Check,
    error: errors.GongError | None,
    found: dict[str, ScopeCheck] | None = None,
) -> Diagnosis:
    scopes = tuple(
        check
        if found and check.scope in found
        else ScopeCheck(check.scope, Verdict.SKIPPED, "Not checked.")
        for check in _all_scopes(found or {})
    )
    return Diagnosis(host, credentials, scopes, _panels(scopes), error)
