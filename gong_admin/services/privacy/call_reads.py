"""Reading for a case who was on calls, with a word in its log: how many, and under which request
ids."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.errors import GongError
from gong_admin.services.privacy import lookup
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.progress import ProgressReport, ignore_progress


def fill_in(
    client: Client,
    store: CaseStore,
    case_id: str,
    call_ids: Sequence[str],
    *,
    token: CancelToken,
    progress: ProgressReport = ignore_progress,
) -> dict[str, CallFacts]:
    """As `lookup.fill_in`. Raises `GongError`, `CaseGone`."""
    with noted(store, case_id, len(call_ids)) as asked:
        return lookup.fill_in(client, call_ids, token=token, progress=progress, asked=asked)


@contextlib.contextmanager
def noted(store: CaseStore, case_id: str, calls: int) -> Iterator[Callable[[str | None], None]]:
    """What is yielded takes the request id of each answer. What was read until an error came is
    noted with the error."""
    request_ids: list[str | None] = []
    facts: dict[str, Any] = {}
    try:
        yield request_ids.append
    except GongError as problem:
        facts, _ = lookup.failure_of(problem)
        raise
    finally:
        if request_ids or facts:
            told = {**facts, "calls": calls, "request_ids": request_ids}
            store.note(case_id, "calls-read", told)
