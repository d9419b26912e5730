"""The mapping that makes room a little at a time."""

from __future__ import annotations

from gong_admin.services.by_key import ByKey


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
