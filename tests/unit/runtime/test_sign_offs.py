"""Signatures under rows of the access review."""

from __future__ import annotations

from gong_admin.runtime.sign_offs import (
    SignOffs,
    full_name_of_this_person,
    sign_offs_file,
    sign_offs_of,
)

URL = "https://us-1.api.gong.io"


def test_nobody_signs_with_the_name_of_an_account():
    name = full_name_of_this_person()
    assert name == "" or " " in name


def test_a_signature_holds_until_the_row_says_something_else(home):
    SignOffs(sign_offs_file(URL)).sign([("risky/1", "as it was")], "dana", "needed for support")
    again = SignOffs(sign_offs_file(URL))
    signed = again.of("risky/1", "as it was")
    assert (signed.who, signed.note) == ("dana", "needed for support")
    assert again.of("risky/1", "changed") is None
    assert again.earlier("risky/1", "changed") == signed
    assert again.earlier("risky/1", "as it was") is None


def test_each_tenant_has_its_own(home):
    SignOffs(sign_offs_file(URL)).sign([("risky/1", "s")], "dana", "")
    other = SignOffs(sign_offs_file("https://us-2.api.gong.io"))
    assert other.of("risky/1", "s") is None


def test_companies_at_one_address_have_each_their_own(home):
    shared = "https://api.gong.io"
    SignOffs(sign_offs_file(shared)).sign([("risky/1", "s")], "dana", "by an older version")
    ours = sign_offs_of(shared, "ours")
    assert ours.of("risky/1", "s").note == "by an older version"
    ours.sign([("risky/2", "s")], "dana", "")
    assert sign_offs_of(shared, "ours").of("risky/1", "s") is not None
    assert sign_offs_of(shared, "theirs").of("risky/2", "s") is None
    sign_offs_of(URL, "one").sign([("risky/3", "s")], "dana", "")
    assert sign_offs_of(URL, "another").of("risky/3", "s") is not None


def test_two_windows_keep_each_others_signatures(home):
    one, other = SignOffs(sign_offs_file(URL)), SignOffs(sign_offs_file(URL))
    one.sign([("a", "s")], "dana", "")
    other.sign([("b", "s")], "hugh", "")
    other.withdraw(["b"])
    one.sign([("c", "s")], "dana", "")
    last = SignOffs(sign_offs_file(URL))
    assert [key for key in "abc" if last.of(key, "s")] == ["a", "c"]


def test_nonsense_in_the_file_is_no_signature(home):
    file = sign_offs_file(URL)
    file.write_text('{"signed": {"a": {"who": 1}, "b": null}}', encoding="utf-8")
    assert file.stat().st_size
    assert SignOffs(file).of("a", "s") is None
