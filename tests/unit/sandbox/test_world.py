"""The sandbox's company: the same every time, consistent in itself, of the promised size."""

from __future__ import annotations

import datetime as dt
import hashlib
import json

import pytest

from gong_admin.sandbox.world import World
from gong_admin.sandbox.world.profiles import FORECAST_FIELDS, LEVEL_FIELDS
from gong_admin.sandbox.world.seeds import Wire

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def world() -> World:
    """Read only: tests that write build one of their own."""
    return World.build(7, 1200, NOW)


def dump(world: World) -> str:
    """A digest of what every area answers."""
    calls = world.calls.find()
    everything = [
        world.workspaces.all(),
        world.users.all(include_avatars=True),
        [world.users.history(user["id"]) for user in world.users.all()[:50]],
        [world.profiles.in_workspace(i) for i in world.workspaces.ids],
        [
            world.profiles.members(p["id"])
            for i in world.workspaces.ids
            for p in world.profiles.in_workspace(i)
        ],
        world.trackers.all(),
        world.scorecards.all(),
        world.briefs.all(),
        [world.library.folders(i) for i in world.workspaces.ids],
        [world.library.content(f["id"]) for f in world.library.folders(world.workspaces.ids[0])],
        [world.calls.basic(call) for call in calls],
        [world.calls.extensive(call, EVERYTHING) for call in calls[:20]],
        [world.calls.transcript(call) for call in calls[:20]],
        world.calls.associations(),
        [
            list(getattr(world.stats, name)(world.users.all(), *SPAN))
            for name in ("aggregate", "day_by_day", "interaction")
        ],
        [world.people.email_references(person.email) for person in world.outsiders.all[:30]],
        [world.audit.entries(name, NOW - dt.timedelta(days=90)) for name in LOGS],
        world.flows.flows(world.users.all()[0]["emailAddress"]),
        [world.tasks.find(_all_tasks(user["id"])) for user in world.users.all()],
    ]
    text = json.dumps(everything, ensure_ascii=False, sort_keys=False)
    return hashlib.sha256(text.encode()).hexdigest()


SPAN = (dt.date(2026, 4, 1), dt.date(2026, 4, 20))
LOGS = (
    "AccessLog",
    "UserActivityLog",
    "UserCallPlay",
    "ExternallySharedCallAccess",
    "ExternallySharedCallPlay",
)
EVERYTHING: Wire = {
    "context": "Extended",
    "contextTiming": ["Now", "TimeOfCall"],
    "exposedFields": {
        "parties": True,
        "content": {
            "structure": True,
            "topics": True,
            "trackers": True,
            "trackerOccurrences": True,
            "brief": True,
            "outline": True,
            "highlights": True,
            "callOutcome": True,
            "keyPoints": True,
        },
        "interaction": {
            "speakers": True,
            "video": True,
            "personInteractionStats": True,
            "questions": True,
        },
        "collaboration": {"publicComments": True},
        "media": True,
    },
}


def _all_tasks(user_id: str) -> Wire:
    return {
        "filter": {
            "userId": user_id,
            "status": ["OPEN", "DONE", "DISMISSED"],
            "types": ["FLOW", "MANUAL"],
            "taskAction": ["CALL"],
        }
    }


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert dump(World.build(3, 60, NOW)) == dump(World.build(3, 60, NOW))


def test_order_of_asking_changes_nothing() -> None:
    first, second = World.build(3, 60, NOW), World.build(3, 60, NOW)
    _ = second.audit.entries("AccessLog", NOW - dt.timedelta(days=9))
    _ = [second.calls.transcript(call) for call in reversed(second.calls.find())]
    assert dump(first) == dump(second)


def test_another_seed_gives_another_company() -> None:
    assert dump(World.build(3, 60, NOW)) != dump(World.build(4, 60, NOW))


@pytest.mark.parametrize("count", [1, 2, 3, 9, 61, 400])
def test_any_size_answers_everything(count: int) -> None:
    world = World.build(1, count, NOW)
    assert len(world.users.all()) == count
    assert dump(world)


@pytest.mark.parametrize("count", [0, 100_001])
def test_sizes_beyond_the_limits_are_refused(count: int) -> None:
    with pytest.raises(ValueError):
        World.build(1, count, NOW)


def test_addresses_and_ids_are_unique(world: World) -> None:
    users = world.users.all(include_avatars=True)
    assert len({user["emailAddress"].lower() for user in users}) == len(users)
    ids = [
        *(user["id"] for user in users),
        *(call.id for call in world.calls.find()),
        *(t["trackerId"] for t in world.trackers.all()),
        *(p["id"] for i in world.workspaces.ids for p in world.profiles.in_workspace(i)),
    ]
    assert len(set(ids)) == len(ids)
    assert all(isinstance(i, str) and i.isdigit() and 15 <= len(i) <= 20 for i in ids)


def test_managers_exist_and_nobody_is_their_own_boss(world: World) -> None:
    managers = {user["id"]: user["managerId"] for user in world.users.all()}
    for user_id in managers:
        above, seen = managers[user_id], {user_id}
        while above:
            assert above not in seen
            seen.add(above)
            above = managers[above]


def test_calls_point_at_what_exists(world: World) -> None:
    users = {user["id"] for user in world.users.all()}
    for call in world.calls.find()[::37]:
        assert call.meta["primaryUserId"] in users
        assert call.meta["workspaceId"] in world.workspaces.ids
        assert call.started < NOW
        data = world.calls.extensive(call, EVERYTHING)
        speakers = {party["speakerId"] for party in data["parties"]}
        for party in data["parties"]:
            assert party["userId"] is None or party["userId"] in users
        for block in world.calls.transcript(call)["transcript"]:
            assert block["speakerId"] in speakers
            last = 0
            for sentence in block["sentences"]:
                assert last <= sentence["start"] <= sentence["end"]
                assert sentence["end"] <= call.meta["duration"] * 1000
                last = sentence["end"]


def test_library_folders_nest_and_hold_public_calls(world: World) -> None:
    deepest = 0
    for workspace_id in world.workspaces.ids:
        parents = {f["id"]: f["parentFolderId"] for f in world.library.folders(workspace_id)}
        for folder_id in parents:
            depth, above = 1, parents[folder_id]
            while above:
                depth, above = depth + 1, parents[above]
            deepest = max(deepest, depth)
            for entry in world.library.content(folder_id)["calls"]:
                meta = world.calls.get(entry["id"]).meta
                assert meta["workspaceId"] == workspace_id
                assert not meta["isPrivate"]
                if entry["snippet"]:
                    assert 0 <= entry["snippet"]["fromSec"] < entry["snippet"]["toSec"]
                    assert entry["snippet"]["toSec"] <= meta["duration"]
    assert deepest >= 4


def test_the_default_company_has_the_promised_size(world: World) -> None:
    calls = world.calls.find()
    assert 12_000 < len(calls) < 17_000
    assert len(world.workspaces.all()) == 4
    assert 55 <= len(world.trackers.all()) <= 70
    assert len(world.scorecards.all()) == 18
    assert sum(len(world.library.folders(i)) for i in world.workspaces.ids) == 31
    assert 1_800 < len(world.outsiders.all) < 2_300
    weekend = sum(call.started.weekday() >= 5 for call in calls)
    assert 0 < weekend < len(calls) * 0.05
    languages = {call.meta["language"] for call in calls}
    assert {"eng", "ger", "fre", "spa", "por"} <= languages


def test_the_mistakes_one_comes_to_find_are_there(world: World) -> None:
    users = {user["id"]: user for user in world.users.all()}
    inactive = [user for user in users.values() if not user["active"]]
    assert 0.04 < len(inactive) / len(users) < 0.12
    assert any(users[u["managerId"]] in inactive for u in users.values() if u["managerId"])
    assert sum(user["managerId"] is None for user in users.values()) > 10
    assert any(user["lastName"] == "User " for user in users.values())
    assert any(None in user["settings"].values() for user in users.values())

    profiles = world.profiles.in_workspace(world.workspaces.ids[0])
    assert len(profiles) >= 16
    assert any(not world.profiles.members(p["id"]) for p in profiles)
    assert any(p["name"] != p["name"].strip() for p in profiles)
    assert any("agentStudioAccess" in p for p in profiles)
    assert any(p["aiBuilder"] is None for p in profiles)
    assert any(
        p["callsAccess"]["permissionLevel"] == "all" and p["callsAccess"]["teamLeadIds"]
        for p in profiles
    )
    sdr, pilot = (next(p for p in profiles if p["name"].startswith(n)) for n in ("SDR", "SDR ("))
    different = [key for key in sdr if sdr[key] != pilot.get(key)]
    assert sorted(different) == ["downloadCallMedia", "id", "name"]
    members = [m["id"] for p in profiles for m in world.profiles.members(p["id"])]
    assert len(members) == len(set(members)), "one profile a person in a workspace"
    assert 0 < len(members) < len(users), "some have none"


def test_profiles_name_leads_and_folders_that_exist(world: World) -> None:
    for workspace_id in world.workspaces.ids:
        folders = {f["id"] for f in world.library.folders(workspace_id)}
        for profile in world.profiles.in_workspace(workspace_id):
            assert set(profile["libraryFolderAccess"]["libraryFolderIds"]) <= folders
            forecast = profile["forecastPermissions"]
            for access in [profile[name] for name in LEVEL_FIELDS] + [
                forecast[name] for name in FORECAST_FIELDS
            ]:
                for lead in access["teamLeadIds"] or ():
                    assert world.users.has(lead)


def test_trackers_overlap_and_speak_several_languages(world: World) -> None:
    languages = {e["language"] for t in world.trackers.all() for e in t["languageKeywords"]}
    assert {"eng", "ger", "fre", "spa", "por", "mul"} <= languages
    for tracker in world.trackers.all():
        assert json.loads(tracker["filterQuery"])["type"] == "And"
    assert any(t["updaterUserId"] == "-1" for t in world.trackers.all())
    by_word: dict[tuple[str, str], set[str]] = {}
    for tracker in world.trackers.all(world.workspaces.ids[0]):
        for entry in tracker["languageKeywords"]:
            for word in entry["keywords"]:
                by_word.setdefault((entry["language"], word), set()).add(tracker["trackerId"])
    assert any(len(trackers) > 1 for trackers in by_word.values())


def test_audit_logs(world: World) -> None:
    for name in LOGS:
        entries = world.audit.entries(name, NOW - dt.timedelta(days=90))
        times = [dt.datetime.fromisoformat(entry["eventTime"]) for entry in entries]
        assert entries
        assert times == sorted(times)
        assert all(moment < NOW for moment in times)
    access = world.audit.entries("AccessLog", NOW - dt.timedelta(days=90))
    assert min(e["eventTime"] for e in access) >= "2026-05-18"
    assert any("csrf_token" in e["logRecord"] for e in access)
    assert any(e["impersonatorUserId"] for e in access)
    for entry in access:
        assert entry["logRecord"]["remote_ip"].startswith(("192.0.2.", "198.51.100.", "203.0.113."))
    changes = world.audit.entries("UserActivityLog", NOW - dt.timedelta(days=90))
    row = changes[0]["logRecord"]["tableChanges"][0]["rowChanges"][0]
    assert {"columnName", "oldValue", "newValue"} == set(row["columnChanges"][0])
