"""Faults on demand: everything that goes wrong between a client and Gong, by name."""

from __future__ import annotations

import enum
import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class Fault(enum.StrEnum):
    LATENCY = "latency"  # the answer takes some seconds
    RATE_LIMIT = "rate-limit"  # 429, come back in a second
    RATE_LIMIT_HOURS = "rate-limit-hours"  # 429, come back in hours: the day's calls are used
    SERVER_ERROR = "server-error"  # 500
    DROP = "drop"  # carried out, and the connection is cut before the answer
    TRUNCATE = "truncate"  # the connection is cut in the middle of the answer
    HTML = "html"  # a proxy's page in place of an answer; nothing is carried out
    CURSOR_EXPIRED = "cursor-expired"  # pages after the first: the cursor's hour is over
    CURSOR_LOOP = "cursor-loop"  # every page comes with the cursor it was asked for
    MISSING_SCOPE = "missing-scope"  # 401 that names the operation's scope
    REVOKED_KEY = "revoked-key"  # 401 for the credentials
    IGNORED_SETTING = "ignored-setting"  # a write that takes only part of what was sent
    ERASE_GUARD = "erase-guard"  # an erasure refused for the number of objects
    REIMPORT = "reimport"  # what was erased comes back from CRM and mail


LATENCY_SECONDS = 4.0
HOURS = 4 * 3600


@dataclass(slots=True)
class Setting:
    """How often a fault strikes: with a chance, or the next `count` times; `operations` narrows
    it to some operationIds (empty: all)."""

    chance: float = 0.0
    count: int = 0
    operations: frozenset[str] = frozenset()


class Faults:
    """The faults that are on. Chances are drawn from the seed, so a run can be repeated."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"{seed}:faults")
        self._settings: dict[Fault, Setting] = {}

    def set(self, name: str, rate: Any) -> None:
        """Turn a fault on or off.

        `rate` is a chance from 0 (off) to 1 (always), a whole number from 2 up for the next so
        many times, or `{"rate": …}` or `{"count": …}` with `"operations": [operationId, …]`.
        Raises ValueError for anything else.
        """
        try:
            fault = Fault(name)
        except ValueError:
            known = ", ".join(Fault)
            raise ValueError(f"no fault is called {name!r}; there are {known}") from None
        setting = _setting(rate)
        if setting.chance or setting.count:
            self._settings[fault] = setting
        else:
            self._settings.pop(fault, None)

    def clear(self) -> None:
        self._settings.clear()

    def strikes(self, fault: Fault, operation_id: str) -> bool:
        """Whether the fault happens now; uses up one of a counted fault."""
        setting = self._settings.get(fault)
        if setting is None or (setting.operations and operation_id not in setting.operations):
            return False
        if setting.count:
            setting.count -= 1
            if not setting.count:
                del self._settings[fault]
            return True
        return self._random.random() < setting.chance

    def as_dict(self) -> dict[str, float | int]:
        """What is on now: a chance, or the number of times left."""
        return {str(fault): s.count or s.chance for fault, s in self._settings.items()}


def _setting(rate: Any) -> Setting:
    if isinstance(rate, Mapping):
        operations = rate.get("operations", [])
        if not isinstance(operations, list) or not all(isinstance(o, str) for o in operations):
            raise ValueError("operations is a list of operationIds")
        if "count" in rate:
            return Setting(count=_count(rate["count"]), operations=frozenset(operations))
        chance = _setting(rate.get("rate", 1)).chance
        return Setting(chance=chance, operations=frozenset(operations))
    if isinstance(rate, bool) or not isinstance(rate, int | float) or rate < 0:
        raise ValueError(f"a rate is a number from 0 to 1, or a count: {rate!r}")
    if rate <= 1:
        return Setting(chance=float(rate))
    return Setting(count=_count(rate))


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise ValueError(f"a count is a whole number: {value!r}")
    if value < 0:
        raise ValueError(f"a count is not negative: {value!r}")
    return int(value)
