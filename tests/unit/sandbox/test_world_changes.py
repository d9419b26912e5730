"""What requests change in the sandbox's company, and what it refuses."""

from __future__ import annotations

import copy
import datetime as dt
import io
import json

import pytest

from gong_admin.sandbox.world import Refused, World
from gong_admin.sandbox.world.seeds import Wire

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture
def world() -> World:
    return World.build(5, 120, NOW)


def refused(status: int) -> pytest.RaisesExc[Refused]:
    return pytest.raises(Refused, match=f"^{status}: ")


def held(world: World, address: str) -> int:
    return sum(len(v) for v in world.people.email_references(address).values())


def test_an_erasure_works_down_and_takes_whole_calls(world: World) -> None:
    person = world.outsiders.famous[0]
    calls = [call["id"] for call in world.people.email_references(person.email)["calls"]]
    others = {user for call_id in calls for user in world.calls.get(call_id).insiders}
    before = held(world, person.email)
    assert before > 200
    assert calls
    world.people.erase_email(person.email)
    assert held(world, person.email) == before
    counts = []
    for second in range(1, 8):
        world.clock.advance_to(second)
        counts.append(held(world, person.email))
    assert counts == sorted(counts, reverse=True)
    assert counts[0] < before
    assert counts[2] > 0
    assert counts[-1] == 0
    for call_id in calls:
        with refused(404):
            world.calls.get(call_id)
    for user in others:
        assert not {call.id for call in world.store.of_user(user)} & set(calls)


def test_reimport_brings_back_crm_records_only(world: World) -> None:
    person = world.outsiders.famous[1]
    before = world.people.email_references(person.email)["customerData"]
    world.people.erase_email(person.email, reimport=20)
    world.clock.advance_to(10)
    assert held(world, person.email) == 0
    world.clock.advance_to(60)
    after = world.people.email_references(person.email)
    assert after["customerData"] == before
    assert not after["calls"]
    assert not after["emails"]


def test_the_guard_refuses_and_deletes_nothing(world: World) -> None:
    person = world.outsiders.famous[0]
    before = held(world, person.email)
    with refused(400):
        world.people.erase_email(person.email, guard=True)
    world.clock.advance_to(60)
    assert held(world, person.email) == before


def test_a_shared_phone_number_erases_everybody_who_has_it() -> None:
    world = World.build(5, 1200, NOW)
    numbers = [p.phone for p in world.outsiders.all if p.phone]
    shared = next(number for number in numbers if numbers.count(number) > 1)
    spelled = f"{shared[:4]} ({shared[4:]})"
    found = world.people.phone_references(spelled)
    assert found["matchingPhoneNumbers"] == [shared]
    assert len(found["emailAddresses"]) > 1
    world.people.erase_phone(spelled)
    world.clock.advance_to(30)
    for address in found["emailAddresses"]:
        after = world.people.email_references(address)
        assert not any(after[key] for key in ("emails", "calls", "meetings", "customerData"))
    assert world.people.phone_references(shared)["matchingPhoneNumbers"] == []


def test_gong_users_are_no_data_subjects(world: World) -> None:
    with refused(400):
        world.people.email_references(world.users.all()[3]["emailAddress"].upper())


def test_profiles_are_merged_and_names_are_unique(world: World) -> None:
    workspace = world.workspaces.ids[0]
    profile = copy.deepcopy(world.profiles.in_workspace(workspace)[0])
    changed = world.profiles.update(profile["id"], {"deleteCalls": False, "unheardOf": 1})
    assert changed == {**profile, "deleteCalls": False, "unheardOf": 1}
    with refused(422):
        world.profiles.create(workspace, profile)
    other = world.profiles.create(world.workspaces.ids[3], {**profile, "name": "Copy"})
    assert other["id"] != profile["id"]
    with refused(422):
        world.profiles.update(other["id"], {"name": "Collaborator"})
    with refused(400):
        world.profiles.update(other["id"], {"callsAccess": {"permissionLevel": "some"}})
    ignored = world.profiles.update(other["id"], {"library": False}, ignored=("library",))
    assert ignored["library"] is True


def test_a_person_moves_between_profiles(world: World) -> None:
    workspace = world.workspaces.ids[0]
    profiles = world.profiles.in_workspace(workspace)
    source = next(p["id"] for p in profiles if world.profiles.members(p["id"]))
    target = next(p["id"] for p in profiles if not world.profiles.members(p["id"]))
    person = world.profiles.members(source)[0]
    world.profiles.move(person["id"], target)
    assert person not in world.profiles.members(source)
    assert world.profiles.members(target) == [person]


def upload(world: World, lines: list[Wire | str]) -> Wire:
    integration = world.crm.integrations()[0]["integrationId"]
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    world.crm.upload(integration, "ACCOUNT", "request-1", io.BytesIO(text.encode()))
    states = []
    for second in range(12):
        world.clock.advance_to(second)
        states.append(world.crm.request_status(integration, "request-1")["status"])
    assert list(dict.fromkeys(states))[:2] == ["PENDING", "IN_PROGRESS"]
    return world.crm.request_status(integration, "request-1")


def test_crm_objects_arrive_after_a_while(world: World) -> None:
    answer = upload(world, [{"objectId": "a-1", "name": "Fjordwerk"}])
    assert answer == {
        "status": "DONE",
        "errors": [],
        "totalErrorCount": 0,
        "totalSuccessCount": 1,
    }
    integration = world.crm.integrations()[0]["integrationId"]
    assert integration > 2**53
    found = world.crm.objects(integration, "ACCOUNT", ["a-1", "a-2"])
    assert found == {"a-1": {"objectId": "a-1", "name": "Fjordwerk"}, "a-2": None}
    with refused(409):
        world.crm.check_upload(integration, "request-1")


def test_bad_crm_lines_are_named(world: World) -> None:
    answer = upload(world, [{"objectId": "a-1", "name": "x"}, "{", {"objectId": "a b"}, "[]"])
    assert answer["status"] == "FAILED"
    assert [error["line"] for error in answer["errors"]] == [2, 3, 4]
    assert answer["totalSuccessCount"] == 1


def test_schema_fields_must_all_be_sent(world: World) -> None:
    integration = world.crm.integrations()[0]["integrationId"]
    fields = world.crm.schema(integration, "ACCOUNT")
    new = {"uniqueName": "tier", "label": "Tier", "type": "STRING"}
    with refused(400):
        world.crm.upload_schema(integration, "ACCOUNT", [new])
    gone = {**fields[0], "isDeleted": True}
    world.crm.upload_schema(integration, "ACCOUNT", [gone, *fields[1:], new])
    names = [f["uniqueName"] for f in world.crm.schema(integration, "ACCOUNT")]
    assert names == [*(f["uniqueName"] for f in fields[1:]), "tier"]


def test_an_uploaded_call_is_found_and_counted(world: World) -> None:
    host = world.users.active[3]
    body = {
        "clientUniqueId": "c-1",
        "actualStart": "2026-05-20T09:00:00Z",
        "duration": 61.5,
        "direction": "Inbound",
        "primaryUser": host,
        "parties": [{"userId": host}, {"emailAddress": "new@fjordwerk.test"}],
    }
    span = (dt.date(2026, 5, 20), dt.date(2026, 5, 21))
    user = world.users.find(ids=[host])

    def hosted() -> int:
        found = world.stats.aggregate(user, *span)
        return found[0]["userAggregateActivityStats"]["callsAsHost"] if found else 0

    before = hosted()
    call_id = world.calls.add(body)
    assert hosted() == before + 1
    assert world.people.email_references("new@fjordwerk.test")["calls"][0]["id"] == call_id
    with refused(409):
        world.calls.add(body)
    with refused(400):
        world.calls.add({**body, "clientUniqueId": "c-2", "parties": []})


def test_flows_take_a_prospect_once_and_cool_off(world: World) -> None:
    owner = world.users.all()[0]["emailAddress"]
    flow = next(f for f in world.flows.flows(owner) if not f["exclusive"])
    prospect = world.crm.prospects()[0]
    body = {"flowId": flow["id"], "flowInstanceOwnerEmail": owner, "crmProspectsIds": [prospect]}
    done = world.flows.assign(body)["prospectsAssigned"]
    again = world.flows.assign(body)["prospectsNotAssigned"]
    assert again[0]["errorCode"] == "InvalidState"
    ids = [done[0]["flowInstanceId"]]
    assert world.flows.unassign_instances({"flowInstanceIds": ids}) == ids
    assert world.flows.unassign_instances({"flowInstanceIds": ids}) == []
    assert world.flows.assign(body)["prospectsNotAssigned"], "cooling off"
    assert world.flows.assign(body, override=True)["prospectsAssigned"]


def test_a_bulk_assignment_reports_each_prospect(world: World) -> None:
    owner = world.users.all()[0]["emailAddress"]
    flow = world.flows.flows(owner)[0]
    job = world.flows.bulk_assign(
        {
            "flowId": flow["id"],
            "flowInstanceOwnerEmail": owner,
            "prospects": [
                {"crmId": world.crm.prospects()[1]},
                {"firstName": "Ines", "lastName": "Halvorsen", "email": "i@fjordwerk.test"},
                {"email": "nameless@fjordwerk.test"},
            ],
        }
    )
    assert job["status"] == "PENDING"
    world.clock.advance_to(30)
    answer = world.flows.bulk_status(job["id"])
    assert answer["status"] == "COMPLETED"
    assert (answer["successCount"], answer["failedCount"]) == (2, 1)


def test_meetings_need_a_calendar_and_their_organizer(world: World) -> None:
    emails = [user["emailAddress"] for user in world.users.all()]
    status = {s["email"]: s["valid"] for s in world.meetings.integration_status(emails)}
    able = next(email for email, valid in status.items() if valid)
    unable = next(email for email, valid in status.items() if not valid)
    body = {
        "startTime": "2026-06-02T09:00:00Z",
        "endTime": "2026-06-02T10:00:00Z",
        "invitees": [{"email": "new@fjordwerk.test"}],
        "organizerEmail": able,
    }
    with refused(409) as caught:
        world.meetings.add({**body, "organizerEmail": unable})
    assert caught.value.extra["userFacingError"]
    meeting = world.meetings.add(body)["meetingId"]
    assert world.people.email_references("new@fjordwerk.test")["meetings"] == [{"id": meeting}]
    with refused(404):
        world.meetings.delete(meeting, {"organizerEmail": unable})
    world.meetings.delete(meeting, {"organizerEmail": able})
    assert world.people.email_references("new@fjordwerk.test")["meetings"] == []


def test_call_access_is_all_or_nothing(world: World) -> None:
    call = world.calls.find()[0].id
    user = world.users.active[5]
    with refused(400):
        world.access.grant([{"callId": call, "userIds": [user]}, {"callId": "1", "userIds": []}])
    assert world.access.granted([call]) == [{"callId": call, "users": []}]
    world.access.grant([{"callId": call, "userIds": [user, user]}])
    assert world.access.granted([call]) == [{"callId": call, "users": [{"userId": user}]}]
    world.access.revoke([{"callId": call, "userIds": [user]}])
    assert world.access.granted([call])[0]["users"] == []


def test_credits_run_out(world: World) -> None:
    query = {
        "workspaceId": world.workspaces.ids[0],
        "crmEntityType": "ACCOUNT",
        "crmEntityId": world.outsiders.accounts[0].crm_id,
        "timePeriod": "LAST_90DAYS",
        "question": "What is open?",
    }
    answer = world.ask.ask(query)
    assert answer["answer"][0]["answerItems"]
    world.ask.credits = 0
    with refused(402):
        world.ask.ask(query)
