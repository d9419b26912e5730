"""Where all chance in the world comes from, and how ids are made.

Each thing draws from a generator of its own, named by seed, area and key, so that adding a draw
in one area changes nothing in another, and anything can be computed later and out of order.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Sequence
from typing import Any, TypeVar

T = TypeVar("T")

Wire = dict[str, Any]
"""A JSON object as Gong sends it: camelCase keys, ids as text, times as ISO 8601 text."""


class Seeds:
    """Names generators and ids of one world."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def rng(self, area: str, key: object = "") -> random.Random:
        return random.Random(f"{self.seed}:{area}:{key}")

    def id(self, area: str, key: object, digits: int = 19) -> str:
        """An id of `digits` digits (at most 19, so that it is below 2^63 as Gong's are)."""
        low = 10 ** (digits - 1)
        high = min(10**digits, 2**63)
        digest = hashlib.blake2b(f"{self.seed}:{area}:{key}".encode(), digest_size=8).digest()
        return str(low + int.from_bytes(digest, "big") % (high - low))

    def token(self, area: str, key: object, length: int = 32) -> str:
        """Letters and digits, like Gong's message ids and link tokens."""
        digest = hashlib.blake2b(f"{self.seed}:{area}:{key}".encode(), digest_size=32).digest()
        value = int.from_bytes(digest, "big")
        letters = []
        for _ in range(length):
            value, index = divmod(value, 36)
            letters.append("abcdefghijklmnopqrstuvwxyz0123456789"[index])
            if not value:
                value = int.from_bytes(hashlib.blake2b("".join(letters).encode()).digest(), "big")
        return "".join(letters)


def weighted(rng: random.Random, choices: Sequence[tuple[T, float]]) -> T:
    """One of `choices` by weight."""
    mark = rng.random() * sum(weight for _, weight in choices)
    for choice, weight in choices:
        mark -= weight
        if mark < 0:
            return choice
    return choices[-1][0]
