"""Snapshots: as files and back, compared, and restored."""

from __future__ import annotations

import datetime as dt
import json
import multiprocessing
import os
import stat
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings

from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.credentials import KeyPair
from gong_admin.api.errors import Cancelled, GongError
from gong_admin.api.pacing import Pacer
from gong_admin.api.retry import RetryPolicy
from gong_admin.services.profiles.editing import apply
from gong_admin.services.profiles.reading import read
from gong_admin.services.snapshots.canonical import canonical
from gong_admin.services.snapshots.comparing import Area, Event, compare
from gong_admin.services.snapshots.content import (
    About,
    Content,
    Item,
    Options,
    Origin,
    Part,
    Person,
)
from gong_admin.services.snapshots.importing import fit, read_profile
from gong_admin.services.snapshots.layout import content_of, files_of
from gong_admin.services.snapshots.restoring import plan, restore
from gong_admin.services.snapshots.store import (
    Retention,
    SnapshotProblem,
    SnapshotStore,
    Tenant,
    load_folder,
)
from gong_admin.services.snapshots.taking import Taken, calls_needed, make_item, take
from tests.unit.services.profiles_made import edits, profiles

NOW = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
ACME = Tenant("acme", "Acme", "us-1.api.gong.io")


def item(part: Part, workspace: str = "1", **fields: Any) -> Item:
    return make_item(part, json.dumps(fields).encode(), workspace)


def content(
    *profiles: dict[str, Any],
    members: dict[str, tuple[str, ...]] | None = None,
    people: dict[str, Person] | None = None,
    **parts: list[dict[str, Any]],
) -> Content:
    lists: dict[Part, list[dict[str, Any]]] = {
        Part.WORKSPACES: [{"id": "1", "name": "EMEA sales"}],
        Part.TRACKERS: [],
        Part.SCORECARDS: [],
        Part.FOLDERS: [],
        **{Part(name): listed for name, listed in parts.items()},
        Part.PROFILES: list(profiles),
    }
    items = {
        part: {made.id: made for made in (item(part, **fields) for fields in listed)}
        for part, listed in lists.items()
    }
    return Content(items, members, people or {})


def profile(key: str = "10", name: str = "Rep", **fields: Any) -> dict[str, Any]:
    return {"id": key, "name": name, "deleteCalls": False, **fields}


def keep(store: SnapshotStore, what: Content, at: dt.datetime = NOW, **options: Any) -> str:
    chosen = Options(members=what.members is not None, **options)
    return store.save(Taken(what, at, 9), ACME, chosen, Origin.HAND).key


def manifest_of(what: Content) -> Any:
    from gong_admin.services.snapshots.content import Manifest
    from gong_admin.services.snapshots.layout import check_sum

    files = files_of(what)
    return files, Manifest(
        format=1,
        tenant="acme",
        company="Acme",
        host="",
        taken_at=NOW,
        origin=Origin.HAND,
        options=Options(members=what.members is not None),
        counts=what.counts(),
        calls=9,
        files={path: check_sum(text) for path, text in files.items()},
    )


# -- text --------------------------------------------------------------------------------------


def test_json_is_sorted_and_its_numbers_stay_to_the_letter() -> None:
    raw = msgspec.Raw(b'{"b":1.50,"a":[{"z":12345678901234567890,"y":"\\u00e9"}],"e":1E2}')
    text = canonical(raw).decode()
    assert text.index('"a"') < text.index('"b"')
    assert "1.50" in text
    assert "12345678901234567890" in text
    assert "1E2" in text
    assert "é" in text
    assert text.endswith("}\n")


@given(raw=profiles())
@settings(max_examples=25)
def test_any_profile_survives_being_a_file(raw: bytes) -> None:
    made = make_item(Part.PROFILES, raw, "1")
    before = Content({Part.PROFILES: {made.id: made}})
    files, manifest = manifest_of(before)
    after, problems = content_of(manifest, files)
    assert problems == ()
    found = after.of(Part.PROFILES)["77"]
    assert json.loads(found.raw) == json.loads(raw)
    assert (found.name, found.workspace_id) == (made.name, "1")
    assert files_of(after) == files


def test_the_same_content_is_the_same_files_whatever_the_order() -> None:
    one = content(profile("10"), profile("11", "Lead"), members={"10": ("3", "1")})
    other = content(profile("11", "Lead"), profile("10"), members={"10": ("1", "3")})
    assert files_of(one) == files_of(other)


# -- the store ---------------------------------------------------------------------------------


def test_kept_for_the_owner_alone_and_found_again(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "snapshots" / "acme")
    before = content(
        profile(libraryFolderAccess={"libraryFolderIds": ["5"]}),
        members={"10": ("1", "2")},
        people={"1": Person("Ines", "ines@acme.test")},
        folders=[{"id": "5", "name": "Calls"}],
    )
    key = keep(store, before, people=True)
    snapshot = store.load(key)
    assert compare(before, snapshot.content).differences == ()
    assert snapshot.problems == ()
    assert snapshot.content.people["1"].email == "ines@acme.test"
    assert snapshot.manifest.counts["members"] == 2
    for root, _, names in os.walk(tmp_path / "snapshots"):
        assert stat.S_IMODE(Path(root).stat().st_mode) == 0o700
        for name in names:
            assert stat.S_IMODE((Path(root) / name).stat().st_mode) == 0o600
    text = next((store.folder / key / "profiles").rglob("*.json")).read_text()
    assert json.loads(text)["folders"] == {"5": "Calls"}
    assert next((store.folder / key / "profiles").rglob("*.json")).name == "rep-10.json"


def test_without_being_chosen_no_name_is_written(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    key = keep(store, content(profile(), members={"10": ("1",)}))
    written = b"".join(p.read_bytes() for p in (tmp_path / key).rglob("*.json"))
    assert b"ines" not in written.lower()
    assert not (tmp_path / key / "people.json").exists()


def test_the_newest_comes_first_and_two_of_one_second_stay_apart(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    first = keep(store, content(profile()))
    second = keep(store, content(profile()))
    third = keep(store, content(profile()), NOW + dt.timedelta(hours=1))
    assert len({first, second, third}) == 3
    assert store.entries()[0].key == third


def _save_and_die(folder: str) -> None:
    many = content(*(profile(str(n)) for n in range(200)))
    written = 0
    real = os.open

    def dying(path: Any, *args: Any, **kwargs: Any) -> int:
        nonlocal written
        written += 1
        if written == 150:
            os._exit(9)
        return real(path, *args, **kwargs)

    os.open = dying
    keep(SnapshotStore(Path(folder)), many)


def test_a_kill_in_the_middle_leaves_none(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    whole = keep(store, content(profile()))
    process = multiprocessing.get_context("spawn").Process(
        target=_save_and_die, args=(str(tmp_path),)
    )
    process.start()
    process.join(30)
    assert process.exitcode == 9
    assert [entry.key for entry in store.entries()] == [whole]
    unfinished = list(tmp_path.glob(".taking-*"))
    assert len(unfinished) == 1
    os.utime(unfinished[0], (0, 0))
    keep(store, content(profile()), NOW + dt.timedelta(hours=1))
    assert list(tmp_path.glob(".taking-*")) == []


def test_a_full_disk_leaves_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SnapshotStore(tmp_path)
    monkeypatch.setattr(
        os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device"))
    )
    with pytest.raises(SnapshotProblem, match="No space"):
        keep(store, content(profile()))
    assert list(tmp_path.iterdir()) == []


def test_retention_never_takes_the_newest_or_what_somebody_kept(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    keys = [keep(store, content(profile()), NOW - dt.timedelta(days=day)) for day in range(10)]
    store.describe(keys[5], About(pinned=True))
    store.describe(keys[7], About(note="before the reorganisation"))
    gone = store.retain(Retention(count=3), NOW)
    assert {entry.key for entry in store.entries()} == {*keys[:3], keys[5], keys[7]}
    assert set(gone) == set(keys) - {entry.key for entry in store.entries()}
    assert store.entries()[3].about.pinned
    store.retain(Retention(days=1), NOW + dt.timedelta(days=400))
    assert {entry.key for entry in store.entries()} == {keys[0], keys[5], keys[7]}


def test_a_copy_reads_like_the_snapshot(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "store")
    key = keep(store, content(profile()))
    (tmp_path / "git").mkdir()
    copy = store.copy(key, tmp_path / "git")
    assert load_folder(copy).content == store.load(key).content
    assert store.copy(key, tmp_path / "git") != copy


@pytest.mark.parametrize("key", ["", "..", "../other", ".taking-1", "not there"])
def test_only_snapshots_are_deleted(tmp_path: Path, key: str) -> None:
    (tmp_path / "other").mkdir()
    store = SnapshotStore(tmp_path / "store")
    keep(store, content(profile()))
    with pytest.raises(SnapshotProblem):
        store.delete(key)
    assert (tmp_path / "other").is_dir()
    assert len(store.entries()) == 1


# -- damage ------------------------------------------------------------------------------------


def test_damage_is_said_and_the_rest_still_read(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    names = {"10": "One", "11": "Two", "12": "Three"}
    before = content(*(profile(key, name) for key, name in names.items()))
    folder = tmp_path / keep(store, before)
    one, three, two = sorted((folder / "profiles").rglob("*.json"))
    one.unlink()
    two.write_bytes(b"{" * 100_000)
    three.write_bytes(three.read_bytes().replace(b"false", b"true"))
    (folder / "extra.json").write_text("{}")
    (folder / "link.json").symlink_to("/etc/passwd")
    snapshot = store.load(folder.name)
    said = " ".join(snapshot.problems)
    assert "one-10.json is missing" in said
    assert "two-11.json can't be read" in said
    assert "three-12.json was changed after" in said
    assert "extra.json does not belong" in said
    assert snapshot.lost == {"10", "11"}
    found = compare(snapshot.content, before, lost=snapshot.lost).differences
    assert [(d.area, d.subject_id, d.key) for d in found] == [(Area.SETTING, "12", "deleteCalls")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (None, "manifest.json is missing"),
        (b"", "can't be read"),
        (b"\xff\xfe", "can't be read"),
        (b"[" * 100_000, "can't be read"),
        (b'{"format": 1}', "can't be read"),
        (b'{"format": 7}', "newer version"),
    ],
)
def test_a_bad_manifest_is_listed_with_its_problem(
    tmp_path: Path, text: bytes | None, sentence: str
) -> None:
    store = SnapshotStore(tmp_path)
    key = keep(store, content(profile()))
    path = tmp_path / key / "manifest.json"
    path.unlink() if text is None else path.write_bytes(text)
    (entry,) = store.entries()
    assert sentence in entry.problem
    with pytest.raises(SnapshotProblem, match=sentence):
        store.load(key)
    assert store.retain(Retention(count=1), NOW) == ()


def test_a_manifest_from_elsewhere_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path / "store")
    folder = store.folder / keep(store, content(profile()))
    secret = tmp_path / "secret.json"
    secret.write_text(json.dumps([{"id": "9", "name": "stolen"}]))
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files"]["../../secret.json"] = "00"
    manifest["files"][str(secret)] = "00"
    manifest["files"] |= {".": "00", "": "00"}  # the folder itself
    (folder / "manifest.json").write_text(json.dumps(manifest))
    snapshot = load_folder(folder)
    assert sum("is missing" in problem for problem in snapshot.problems) == 4
    assert "stolen" not in str(snapshot.content)


# -- comparing ---------------------------------------------------------------------------------


def test_every_kind_of_difference_is_told() -> None:
    before = content(
        profile("10", callsAccess={"permissionLevel": "own", "teamLeadIds": []}, fresh=1),
        profile("11", "Gone"),
        members={"10": ("1", "2"), "11": ("3",)},
        trackers=[
            {
                "trackerId": "50",
                "trackerName": "Prices",
                "languageKeywords": [{"language": "eng", "keywords": ["cost", "price"]}],
                "updated": "2026-01-01T00:00:00Z",
            }
        ],
        folders=[{"id": "5", "name": "Top"}, {"id": "6", "name": "Wins", "parentFolderId": None}],
    )
    after = content(
        profile("10", callsAccess={"permissionLevel": "all", "teamLeadIds": ["8"]}, fresh=2),
        profile("12", "New"),
        members={"10": ("2", "4"), "12": ("5",)},
        trackers=[
            {
                "trackerId": "50",
                "trackerName": "Prices",
                "languageKeywords": [{"language": "eng", "keywords": ["price", "fee"]}],
                "updated": "2026-02-01T00:00:00Z",
            }
        ],
        scorecards=[{"scorecardId": 70, "scorecardName": "Demo"}],
        folders=[{"id": "5", "name": "Top"}, {"id": "6", "name": "Wins", "parentFolderId": "5"}],
    )
    found = compare(before, after).differences
    assert [(d.area, d.event, d.subject, d.key) for d in found] == [
        (Area.PROFILE, Event.GONE, "Gone", ""),
        (Area.PROFILE, Event.CAME, "New", ""),
        (Area.SETTING, Event.CHANGED, "Rep", "callsAccess.permissionLevel"),
        (Area.SETTING, Event.CHANGED, "Rep", "callsAccess.teamLeadIds"),
        (Area.SETTING, Event.CHANGED, "Rep", "fresh"),
        (Area.MEMBER, Event.CAME, "Rep", "4"),
        (Area.MEMBER, Event.GONE, "Rep", "1"),
        (Area.FOLDER, Event.CHANGED, "Wins", "parentFolderId"),
        (Area.TRACKER, Event.CHANGED, "Prices", "languageKeywords.eng.keywords"),
        (Area.SCORECARD, Event.CAME, "Demo", ""),
    ]
    keywords = found[8]
    assert (keywords.before, keywords.after) == (("cost",), ("fee",))
    assert keywords.title == "Keywords eng"
    assert found[7].after == "Top"
    assert found[4].unknown
    assert len({one.id for one in found}) == len(found)


def test_what_was_not_read_is_not_taken_for_gone() -> None:
    before = content(profile(), members={"10": ("1",)})
    lacking = {part: found for part, found in before.items.items() if part is not Part.TRACKERS}
    after = Content(lacking, None, {}, {"trackers": "no scope"})
    result = compare(before, after)
    assert result.differences == ()
    assert dict(result.skipped) == {Part.TRACKERS: "no scope", Part.MEMBERS: "not read"}


# -- restoring ---------------------------------------------------------------------------------


@given(raw=profiles(), made=edits())
@settings(max_examples=60)
def test_a_profile_comes_back_to_what_it_was(raw: bytes, made: dict[str, Any]) -> None:
    then = make_item(Part.PROFILES, raw, "1")
    now = make_item(Part.PROFILES, apply(raw, made), "1")
    back = restore(then, now)
    assert back.left == ()
    again = apply(now.raw, back.edits)
    assert restore(then, make_item(Part.PROFILES, again, "1")).edits == {}
    old, new = read(raw), read(again)
    assert (new.name, new.description) == (old.name, old.description)
    assert {k: sorted(v) if isinstance(v, tuple) else v for k, v in new.values.items()} == {
        k: sorted(v) if isinstance(v, tuple) else v for k, v in old.values.items()
    }
    known = {one.key: one.value for one in old.unknown}
    assert {one.key: one.value for one in new.unknown} == known


@given(raw=profiles())
@settings(max_examples=15)
def test_without_a_change_nothing_is_to_be_restored(raw: bytes) -> None:
    made = make_item(Part.PROFILES, raw, "1")
    files, manifest = manifest_of(Content({Part.PROFILES: {made.id: made}}))
    kept, _ = content_of(manifest, files)
    assert restore(kept.of(Part.PROFILES)["77"], made).edits == {}


@pytest.mark.parametrize(
    ("then", "key"),
    [
        ({"deleteCalls": 5}, "deleteCalls"),  # not a switch's value
        ({"callsAccess": {"permissionLevel": None}}, "callsAccess.permissionLevel"),
        ({"callsAccess": {"permissionLevel": "galaxy"}}, "callsAccess.permissionLevel"),
        ({"callsAccess": {"permissionLevel": "own", "teamLeadIds": [{"a": 1}]}},
         "callsAccess.teamLeadIds"),
        ({"brandNew": True}, "brandNew"),
    ],
)  # fmt: skip
def test_what_cannot_come_back_is_said(then: dict[str, Any], key: str) -> None:
    now = {
        "deleteCalls": True,
        "callsAccess": {"permissionLevel": "all", "teamLeadIds": ["1"]},
        "brandNew": False,
    }
    back = restore(
        item(Part.PROFILES, **profile(**{**now, **then})), item(Part.PROFILES, **profile(**now))
    )
    assert key not in back.edits
    assert key in {change.key for change in back.left}


def test_a_plan_names_what_stays() -> None:
    before = content(profile(), profile("11", "Lost"), members={"10": ("1",), "11": ()})
    after = content(
        profile(deleteCalls=True, name="Reps"),
        profile("12", "Newer"),
        members={"10": ("2",), "12": ()},
        scorecards=[{"scorecardId": 70, "scorecardName": "Demo"}],
    )
    differences = compare(before, after).differences
    made = plan(before, after, differences)
    assert [one.edits for one in made.items] == [{"name": "Rep", "deleteCalls": False}]
    assert [one.name for one in made.lost] == ["Lost"]
    assert [one.name for one in made.newer] == ["Newer"]
    assert (made.members, made.elsewhere) == (2, 1)
    one = plan(before, after, [d for d in differences if d.key == "deleteCalls"])
    assert [restored.edits for restored in one.items] == [{"deleteCalls": False}]
    assert one.lost == ()


# -- a profile from a file -----------------------------------------------------------------------


def test_a_profile_of_another_company_is_made_to_fit(tmp_path: Path) -> None:
    store = SnapshotStore(tmp_path)
    theirs = content(
        profile(
            callsAccess={"permissionLevel": "managers-team", "teamLeadIds": ["1", "2"]},
            libraryFolderAccess={
                "permissionLevel": "specific-folders",
                "libraryFolderIds": ["5", "6"],
            },
            brandNew={"x": 1},
        ),
        members={"10": ("1", "2")},
        people={"1": Person("Ines", "ines@acme.test"), "2": Person("Kenji", "k@acme.test")},
        folders=[{"id": "5", "name": "Wins"}, {"id": "6", "name": "Secret"}],
    )
    key = keep(store, theirs, people=True)
    found = read_profile(next((tmp_path / key / "profiles").rglob("*.json")))
    assert found.workspace == "EMEA sales"

    def user_of(_id: str, person: Person | None) -> str:
        return "901" if person is not None and person.email == "ines@acme.test" else ""

    fitted = fit(found, folders={"77": "wins", "78": "Other"}, user_of=user_of)
    made = json.loads(fitted.raw)
    assert "id" not in made
    assert made["brandNew"] == {"x": 1}
    assert made["callsAccess"]["teamLeadIds"] == ["901"]
    assert made["libraryFolderAccess"]["libraryFolderIds"] == ["77"]
    assert fitted.matched_folders == ("Wins",)
    assert fitted.unknown_folders == (("6", "Secret"),)
    assert (fitted.matched_leads, fitted.unknown_leads) == (("Ines",), ("Kenji",))
    assert not fitted.library_closed
    assert fitted.own_team == ()


def test_what_a_file_names_and_nobody_here_knows(tmp_path: Path) -> None:
    """Gong wants folders with that level, and a team without leads is another one."""
    path = tmp_path / "profile.json"
    library = {
        "permissionLevel": "specific-folders",
        "libraryFolderIds": ["5", "6"],
        "manageStreams": True,
    }
    calls = {"permissionLevel": "managers-team", "teamLeadIds": ["1"]}
    path.write_text(json.dumps(profile(libraryFolderAccess=library, callsAccess=calls)))
    found = read_profile(path)

    def nobody(_id: str, _person: Person | None) -> str:
        return ""

    fitted = fit(found, folders={"77": "Wins"}, user_of=nobody)
    made = json.loads(fitted.raw)["libraryFolderAccess"]
    assert (made["permissionLevel"], made["libraryFolderIds"]) == ("none", [])
    assert made["manageStreams"] is False
    assert fitted.library_closed
    assert fitted.own_team == ("Calls",)
    asked = fit(found, folders={"77": "Wins"}, user_of=nobody, chosen={"5": "77", "6": ""})
    made = json.loads(asked.raw)["libraryFolderAccess"]
    assert (made["permissionLevel"], made["libraryFolderIds"]) == ("specific-folders", ["77"])
    assert not asked.library_closed
    assert [one for one, _ in asked.unknown_folders] == ["6"]


def test_a_profile_as_the_api_gives_it_is_taken_too(tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"requestId": "x", "profile": profile()}))
    assert read_profile(path).item.name == "Rep"
    path.write_text(json.dumps(profile()))
    assert read_profile(path).item.id == "10"


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b"nothing", b"\xff", b"[" * 100_000, b'{"kind":"profile-members"}',
     b'{"kind":"permission-profile","format":1}', b'{"kind":"permission-profile","format":2}',
     b'{"name":"Not a profile","id":"1"}', b'{"profile":5}'],
)  # fmt: skip
def test_other_files_are_refused_in_words(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "any.json"
    path.write_bytes(text)
    with pytest.raises(SnapshotProblem) as caught:
        read_profile(path)
    assert "This file" in (caught.value.strerror or "")
    assert path.read_bytes() == text


# -- taking, from the sandbox --------------------------------------------------------------------


@pytest.fixture
def gong(sandbox: Any, tmp_path: Path) -> Any:
    running = sandbox()
    pacer = Pacer("snapshots", tmp_path, rate=0, daily=0)
    address = Address.parse(running.base_url)
    client = Client(address, KeyPair(running.access_key, running.access_key_secret), pacer)
    yield client
    client.close()
    pacer.close()


def test_it_takes_just_the_calls_that_were_said(gong: Any) -> None:
    seen = []
    taken = take(gong, Options(), token=CancelToken(), progress=seen.append)
    counts = taken.content.counts()
    assert taken.calls == calls_needed(counts["workspaces"], counts["profiles"], Options())
    assert seen[-1].done == seen[-1].total == taken.calls
    assert set(counts) == {part.value for part in Part}
    assert not taken.content.people
    assert taken.content.unread == {}
    few = take(gong, Options(members=False), token=CancelToken())
    assert few.calls == taken.calls - counts["profiles"]
    assert compare(taken.content, few.content).differences == ()
    assert dict(compare(taken.content, few.content).skipped) == {Part.MEMBERS: "not read"}


def test_two_of_the_same_state_are_the_same_files(gong: Any) -> None:
    one = take(gong, Options(members=False), token=CancelToken())
    other = take(gong, Options(members=False), token=CancelToken())
    assert files_of(one.content) == files_of(other.content)


def test_what_the_key_may_not_read_is_left_out_and_said(sandbox: Any, tmp_path: Path) -> None:
    running = sandbox(fresh=True)
    scopes = ["api:workspaces:read", "api:permission-profile:read"]
    running.control("scopes", {"scopes": scopes}, "PUT")
    pacer = Pacer("scopes", tmp_path, rate=0, daily=0)
    client = Client(
        Address.parse(running.base_url),
        KeyPair(running.access_key, running.access_key_secret),
        pacer,
    )
    taken = take(client, Options(members=False), token=CancelToken())
    assert set(taken.content.unread) == {"trackers", "scorecards", "folders"}
    assert "permission" in taken.content.unread["trackers"]
    assert taken.content.of(Part.PROFILES)
    running.control("scopes", {"scopes": ["api:users:read"]}, "PUT")
    with pytest.raises(GongError):
        take(client, Options(), token=CancelToken())
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        take(client, Options(), token=token)
    client.close()
    pacer.close()


FAULTS = ("server-error", "drop", "truncate", "html", "revoked-key", "missing-scope")


def test_under_every_fault_a_snapshot_is_whole_or_there_is_none(
    sandbox: Any, tmp_path: Path
) -> None:
    running = sandbox(fresh=True, users=20)
    pacer = Pacer("faults", tmp_path, rate=0, daily=0)
    keys = KeyPair(running.access_key, running.access_key_secret)
    client = Client(
        Address.parse(running.base_url),
        keys,
        pacer,
        policy=RetryPolicy(attempts=1),
    )
    whole = take(client, Options(), token=CancelToken()).content
    store = SnapshotStore(tmp_path / "kept")
    outcomes = set()
    for fault in FAULTS:
        for rate in (1.0, 0.02):
            running.control("faults", {fault: rate})
            try:
                taken = take(client, Options(), token=CancelToken())
            except GongError:
                outcomes.add("none")
            else:
                outcomes.add("whole")
                store.save(taken, ACME, Options(), Origin.HAND)
                kept = store.load(store.entries()[0].key)
                missing = {part.value for part, _ in compare(whole, kept.content).skipped}
                assert compare(whole, kept.content).differences == (), fault
                assert missing == set(taken.content.unread), fault
            running.control("faults", {fault: 0})
    assert "none" in outcomes
    client.close()
    pacer.close()
