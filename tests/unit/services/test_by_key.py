"""The mapping that makes room a little at a time."""

from __future__ import annotations

import random
from typing import Any

from gong_admin.services.by_key import RowsByKey


def test_rows_by_key_do_as_a_dict_does() -> None:
    chance = random.Random(4)
    keys: list[str] = []
    rows, expected = RowsByKey(keys, str), dict[str, int]()
    for _ in range(30_000):
        key = str(chance.randrange(6_000))
        if chance.random() < 0.3:
            assert rows.pop(key) == expected.pop(key, None)
        else:
            row = rows.setdefault(key, len(keys))
            assert row == expected.setdefault(key, len(keys))
            if row == len(keys):
                keys.append(key)
        assert rows.get(key) == expected.get(key)
        assert len(rows) == len(expected)
    assert {key: rows.get(key) for key in map(str, range(6_000))} == {
        key: expected.get(key) for key in map(str, range(6_000))
    }
    assert rows.get("") is None


def test_rows_by_key_never_move_much_at_once() -> None:
    """Of 100,000 keys, taking in 200 looks at few others even where it makes room."""
    chance = random.Random(4)
    # Numbers, because where a text lies is another in each process.
    keys: list[Any] = []
    looks = [0]

    def key_of(key: Any) -> Any:
        looks[0] += 1
        return key

    rows, most = RowsByKey(keys, key_of), 0
    for row in range(100_000):
        if row % 200 == 0:
            most, looks[0] = max(most, looks[0]), 0
        key: Any = chance.randrange(10**18)
        rows.setdefault(key, row)
        keys.append(key)
    # A part holds 1,563 of these. Parts that made room nearly together looked at 6,000.
    assert most < 4_000
