"""What Gong's API tells beyond the lookup: the calls with who was on them, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.calls import GET_TRANSCRIPTS, LIST_CALLS_IN_DETAIL
from gong_admin.api.client import Client
from gong_admin.api.errors import MissingScope
from gong_admin.api.types.calls import (
    CallDetails,
    ContentSelector,
    DetailedCallsFilter,
    ExposedFields,
    GetTranscripts,
    ListCallsInDetail,
    Monologue,
    TranscriptsFilter,
)
from gong_admin.services.lists import walk
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

_CALLS_A_REQUEST = 100


@dataclass(slots=True)
class CallsRead:
    """By the calls' ids. `no_calls`, `no_transcripts`: why none were told, "" where they were.
    `request_ids` in the order of the requests."""

    calls: dict[str, CallDetails] = field(default_factory=dict)
    transcripts: dict[str, Sequence[Monologue]] = field(default_factory=dict)
    no_calls: str = ""
    no_transcripts: str = ""
    request_ids: list[str] = field(default_factory=list)


def calls_to_read(count: int, *, transcripts: bool) -> int:
    """The requests that `read_calls` needs for so many calls, or a few more: Gong may break what
    it tells into more pages."""
    return -(-count // _CALLS_A_REQUEST) * (2 if transcripts else 1)


def read_calls(
    client: Client,
    call_ids: Sequence[str],
    *,
    transcripts: bool,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> CallsRead:
    """Read these calls. What the key's scopes do not allow is left out, and said. Raises
    `GongError`, `Cancelled`."""
    read = CallsRead()
    total = len(call_ids) * (2 if transcripts else 1)
    try:
        for start, some in _in_parts(call_ids):
            progress(Progress(start, total, "calls"))
            request = ListCallsInDetail(
                filter=DetailedCallsFilter(call_ids=list(some)),
                content_selector=ContentSelector(exposed_fields=ExposedFields(parties=True)),
            )
            for answer in walk(client, LIST_CALLS_IN_DETAIL, request, token):
                read.request_ids.append(answer.request_id or "?")
                for call in answer.value.calls or ():
                    if call.meta_data is not None and call.meta_data.id:
                        read.calls[call.meta_data.id] = call
    except MissingScope:
        read.no_calls = "The key lacks the scope for calls."
    if not transcripts:
        read.no_transcripts = "Not chosen."
        return read
    try:
        for start, some in _in_parts(call_ids):
            progress(Progress(len(call_ids) + start, total, "calls"))
            wanted = GetTranscripts(filter=TranscriptsFilter(call_ids=list(some)))
            for page in walk(client, GET_TRANSCRIPTS, wanted, token):
                read.request_ids.append(page.request_id or "?")
                for one in page.value.call_transcripts or ():
                    if one.call_id:
                        read.transcripts[one.call_id] = one.transcript or ()
    except MissingScope:
        read.no_transcripts = "The key lacks the scope for transcripts."
    progress(Progress(total, total, "calls"))
    return read


def only(read: CallsRead, call_ids: Sequence[str]) -> CallsRead:
    """What was read, of these calls."""

    def of(everything: Mapping[str, object]) -> list[str]:
        return [one for one in call_ids if one in everything]

    return CallsRead(
        {one: read.calls[one] for one in of(read.calls)},
        {one: read.transcripts[one] for one in of(read.transcripts)},
        read.no_calls,
        read.no_transcripts,
        read.request_ids,
    )


def _in_parts(call_ids: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    for start in range(0, len(call_ids), _CALLS_A_REQUEST):
        yield start, call_ids[start : start + _CALLS_A_REQUEST]
