"""The mapping that makes room a little at a time."""

from __future__ import annotations

import random

from gong_admin.services.by_key import ByKey, RowsByKey


def test_it_holds_what_a_dict_would():
    held: ByKey[int] = ByKey()
    for number in range(1_000):
        held[str(number)] = number
    assert len(held) == 1_000
    assert held.get("7") == 7
    assert held.get("nobody") is None
    assert "999" in held
    assert "1000" not in held
    held["7"] = 70
    assert held.setdefault("7", 0) == 70
    assert held.setdefault("new", 5) == 5
    assert held.pop("7") == 70
    assert held.pop("7") is None
    assert "7" not in held
    assert len(held) == 1_000


def test_rows_by_key_do_as_a_dict_does() -> None:
    chance = random.Random(4)
    keys: list[str] = []
    rows, expected = RowsByKey(keys.__getitem__), dict[str, int]()
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
