"""A tenant of which nothing is known."""

from __future__ import annotations

from gong_admin.ui.forms.sources import Suggestion


class NoSources:
    """Nothing is offered, everything can be typed."""

    def knows(self, _of: str) -> bool:
        return False

    def ensure(self, _of: str) -> None:
        return None

    def suggest(self, _of: str, _needle: str) -> list[Suggestion]:
        return []

    def name(self, _of: str, _value: str) -> str:
        return ""
