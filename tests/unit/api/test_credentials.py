"""Credentials authenticate, and show themselves nowhere."""

from __future__ import annotations

import base64
import copy
import dataclasses
import pickle
import traceback
from collections.abc import Callable
from typing import Any

import pytest

from gong_admin.api.credentials import Bearer, Credentials, KeyPair
from gong_admin.api.errors import InvalidRequest

BOTH: list[Callable[[], Credentials]] = [
    lambda: KeyPair("AKEY", "s3cret"),
    lambda: Bearer("s3cret"),
]


def test_the_header_is_what_gong_expects() -> None:
    basic = KeyPair(" AKEY\n", "\ts3cret ").authorization
    assert basic == "Basic " + base64.b64encode(b"AKEY:s3cret").decode()
    assert Bearer("tok").authorization == "Bearer tok"


@pytest.mark.parametrize("make", BOTH)
@pytest.mark.parametrize("show", [repr, str, "{}".format, lambda x: f"{x} {[x]!r}"])
def test_no_text_of_them_holds_a_secret(
    make: Callable[[], Credentials], show: Callable[[Any], str]
) -> None:
    shown = show(make())
    assert "s3cret" not in shown
    assert make().authorization.partition(" ")[2] not in shown


@pytest.mark.parametrize("make", BOTH)
def test_they_are_not_pickled_but_may_be_copied(make: Callable[[], Credentials]) -> None:
    credentials = make()
    with pytest.raises(TypeError):
        pickle.dumps(credentials)
    assert copy.deepcopy(credentials) is credentials
    assert copy.copy(credentials) == make()
    assert not dataclasses.is_dataclass(credentials)
    assert not hasattr(credentials, "__dict__")


@pytest.mark.parametrize("text", ["", "  ", "two words", "line\nbreak", "schlüssel", "nul\0"])
def test_what_can_be_no_key_is_refused_without_repeating_it(text: str) -> None:
    for make in (lambda: KeyPair("AKEY", text), lambda: KeyPair(text, "s"), lambda: Bearer(text)):
        with pytest.raises(InvalidRequest) as refused:
            make()
        if text.strip():
            shown = "".join(traceback.format_exception_only(refused.value))
            assert text not in shown


def test_a_colon_in_the_key_would_shift_the_secret() -> None:
    with pytest.raises(InvalidRequest, match="colon"):
        KeyPair("A:B", "s3cret")


def test_an_echo_is_scrubbed() -> None:
    pair = KeyPair("AKEY", "s3cret")
    echoed = pair.scrub(f"you sent {pair.authorization} with s3cret")
    assert "s3cret" not in echoed
    assert pair.authorization not in echoed
