"""Base URLs: what is mended, what is refused, and what the person is told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gong_admin.api.address import Address
from gong_admin.api.errors import InsecureAddress


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://us-12345.api.gong.io", "https://us-12345.api.gong.io"),
        ("  https://US-12345.api.Gong.io/v2/users?cursor=1#top \n", "https://us-12345.api.gong.io"),
        ("us-12345.api.gong.io", "https://us-12345.api.gong.io"),
        ("us-12345.api.gong.io:8443/", "https://us-12345.api.gong.io:8443"),
        ("https://api.gong.io:443", "https://api.gong.io"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
        ("https://gong.orvane.test", "https://gong.orvane.test"),
    ],
)
def test_what_a_person_pastes_becomes_a_base_url(typed: str, url: str) -> None:
    address = Address.parse(typed)
    assert address.url == url
    assert str(address) == url
    assert Address.parse(address.url) == address


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "Enter the base URL"),
        ("   ", "Enter the base URL"),
        ("http://us-12345.api.gong.io", "anybody on the way can read the key"),
        ("http://127.0.0.1.orvane.test", "anybody on the way can read the key"),
        ("http://localhost.orvane.test", "anybody on the way can read the key"),
        ("ftp://api.gong.io", "must start with https://"),
        ("file:///etc/passwd", "must start with https://"),
        ("https://", "not the address of a server"),
        ("https://api.gong.io:port", "not the address of a server"),
        ("https://api.gong.io:99999", "not the address of a server"),
        ("https://[::1", "not the address of a server"),
        ("https://-gong.io", "not the address of a server"),
        ("https://api..gong.io", "not the address of a server"),
        ("https://999.1.1.1", "not the address of a server"),
        ("https://аpi.gong.io", "not the address of a server"),  # a Cyrillic a
        ("https://key:secret@api.gong.io", "their own fields"),
        ("https://api.gong.io@evil.test", "their own fields"),
        ("https://api gong.io", "a blank"),
        ("https://api.gong.io\u200b", "invisible"),
    ],
)
def test_what_is_no_safe_address_is_refused_with_a_reason(typed: str, told: str) -> None:
    with pytest.raises(InsecureAddress, match=told) as refused:
        Address.parse(typed)
    assert "secret" not in str(refused.value).replace("its secret", "")


@pytest.mark.parametrize(
    ("host", "is_gong"),
    [
        ("api.gong.io", True),
        ("us-1.api.gong.io.", True),
        ("gong.io", True),
        ("notgong.io", False),
        ("gong.io.evil.test", False),
        ("127.0.0.1", False),
    ],
)
def test_hosts_of_gong_are_told_from_look_alikes(host: str, is_gong: bool) -> None:
    assert Address.parse(f"https://{host}").is_gong is is_gong


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        address = Address.parse(text)
    except InsecureAddress:
        return
    assert address.scheme == "https" or address.is_loopback
    assert Address.parse(address.url) == address
