"""The mapping that makes room a little at a time."""

from __future__ import annotations

import random

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
