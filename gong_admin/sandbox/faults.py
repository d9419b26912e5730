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


HOURS = 4 * 3600
_SECONDS = {Fault.LATENCY: 4.0, Fault.REIMPORT: 20.0}
"""How long what takes time does unless told otherwise, a reimport from the erasure's end on."""


@dataclass(slots=True)
class Setting:
    """How often a fault strikes: with a chance, or the next `count` times; `operations` narrows
    it to some operationIds (empty: all); `seconds` is what a latency adds, and how long after
    an erasure the person is sent again."""

    chance: float = 0.0
    count: int = 0
    operations: frozenset[str] = frozenset()
    seconds: float = 0.0


class Faults:
    """The faults that are on. Chances are drawn from the seed, so a run can be repeated."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(f"{seed}:faults")
        self._settings: dict[Fault, Setting] = {}

    def set(self, name: str, rate: Any) -> None:
        """Turn a fault on or off.

        `rate` is a chance from 0 (off) to 1 (always), a whole number from 2 up for the next so
        many times, or `{"rate": …}` or `{"count": …}` with `"operations": [operationId, …]` and
        `"seconds"` beside it. Raises ValueError for anything else.
        """
        try:
            fault = Fault(name)
        except ValueError:
            known = ", ".join(Fault)
            raise ValueError(f"no fault is called {name!r}; there are {known}") from None
        setting = _setting(rate, _SECONDS.get(fault, 0.0))
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

    def seconds(self, fault: Fault, operation_id: str) -> float | None:
        """What a fault takes that happens now; None where it does not."""
        setting = self._settings.get(fault)
        if setting is None or not self.strikes(fault, operation_id):
            return None
        return setting.seconds

    def as_dict(self) -> dict[str, float | int]:
        """What is on now: a chance, or the number of times left."""
        return {str(fault): s.count or s.chance for fault, s in self._settings.items()}


def _setting(rate: Any, usual: float) -> Setting:
    if not isinstance(rate, Mapping):
        number = _number(rate)
        if number <= 1:
            return Setting(chance=number, seconds=usual)
        return Setting(count=_count(rate), seconds=usual)
    operations = rate.get("operations", [])
    if not isinstance(operations, list) or not all(isinstance(o, str) for o in operations):
        raise ValueError("operations is a list of operationIds")
    setting = Setting(operations=frozenset(operations), seconds=_number(rate.get("seconds", usual)))
    if "count" in rate:
        setting.count = _count(rate["count"])
    else:
        setting.chance = min(1.0, _number(rate.get("rate", 1)))
    return setting


def _count(value: Any) -> int:
    number = _number(value)
    if number != int(number):
        raise ValueError(f"a count is a whole number: {value!r}")
    return int(number)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise ValueError(f"not a number from 0 up: {value!r}")
    return float(value)
