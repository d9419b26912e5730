"""How the sandbox refuses: Gong's error body, with request id and, mostly, a trace id."""

from __future__ import annotations

import random
import string
from collections.abc import Mapping
from typing import Any

from gong_admin.sandbox.world import Refused

_ID_CHARACTERS = string.ascii_lowercase + string.digits


class Refusal(Refused):
    """A refusal by the server itself; it may carry headers (`Retry-After`, `Allow`)."""

    def __init__(
        self, status: int, *sentences: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(status, *sentences)
        self.headers = dict(headers or {})


def error_body(refused: Refused, request_id: str) -> dict[str, Any]:
    """The JSON of an answer that is not a success."""
    return {"requestId": request_id, "errors": list(refused.sentences), **refused.extra}


class RequestIds:
    """Request ids as Gong makes them. A trace id is mostly, not always, the request id."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"{seed}:request-ids")

    def next(self) -> tuple[str, dict[str, str]]:
        """A request id, and the headers that tell a trace id."""
        request_id = self._make()
        chance = self._random.random()
        if chance < 0.1:
            return request_id, {}
        return request_id, {"x-traceid": self._make() if chance < 0.25 else request_id}

    def _make(self) -> str:
        return "".join(self._random.choices(_ID_CHARACTERS, k=19))
