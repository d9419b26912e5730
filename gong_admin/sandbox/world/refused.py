"""How the world says no."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A request that Gong would answer with an error.

    `status` is the HTTP status, `sentences` go into the body's `errors`, `extra` beside them
    (a meeting's 409 carries `userFacingError`, `fixUrl`, `helpUrl`).
    """

    def __init__(
        self, status: int, *sentences: str, extra: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(f"{status}: {'; '.join(sentences)}")
        self.status = status
        self.sentences = sentences
        self.extra = dict(extra or {})
