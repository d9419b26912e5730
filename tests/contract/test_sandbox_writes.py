"""What is written to the sandbox is read again, with Gong's rules and delays."""

from __future__ import annotations

import uuid
from typing import Any

from tests.contract.known import Known, task_filter
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import (
    assignment,
    crm_upload,
    event,
    interaction_event,
    new_call,
    new_meeting,
)


def test_a_profile_is_created_changed_and_merged(client: PlainClient, known: Known) -> None:
    profile = known.profile
    name = f"Reviewers {uuid.uuid4().hex[:6]} "
    query = {"workspaceId": known.workspace}
    created = client.send("POST", "/v2/permission-profile", query, {**profile, "name": name}).json[
        "profile"
    ]
    assert created["id"] != profile["id"]
    assert created["name"] == name, "blanks are kept"
    twin = client.send("POST", "/v2/permission-profile", query, {**profile, "name": name})
    assert twin.status == 422

    by_id = {"profileId": created["id"]}
    changed = client.read("PUT", "/v2/permission-profile", by_id, {"description": "New"})["profile"]
    assert changed == {**created, "description": "New"}
    assert client.read("GET", "/v2/permission-profile", by_id)["profile"] == changed
    assert changed in known.profiles()
    assert client.read("GET", "/v2/permission-profile/users", by_id)["users"] == []


def test_unknown_profile_fields_survive(client: PlainClient, known: Known) -> None:
    profile = known.profile
    body = {**profile, "somethingNewer": True}
    query = {"profileId": profile["id"]}
    client.read("PUT", "/v2/permission-profile", query, body)
    assert client.read("GET", "/v2/permission-profile", query)["profile"]["somethingNewer"] is True


def test_no_library_means_no_library_settings(client: PlainClient, known: Known) -> None:
    profile = known.profiles()[0]
    query = {"profileId": profile["id"]}
    access = {**profile["libraryFolderAccess"], "permissionLevel": "none", "libraryFolderIds": []}
    others = set(access) - {"permissionLevel", "libraryFolderIds"}
    on = {**profile, "libraryFolderAccess": {**access, **dict.fromkeys(others, True)}}
    off = {**profile, "libraryFolderAccess": {**access, **dict.fromkeys(others, False)}}
    assert client.send("PUT", "/v2/permission-profile", query, on).status == 400
    assert client.send("PUT", "/v2/permission-profile", query, off).status == 200


def test_moving_a_person_is_done_outside_the_api(client: PlainClient, known: Known) -> None:
    source, target = known.profiles()[0]["id"], known.profiles()[1]["id"]

    def people(profile: str) -> set[str]:
        answer = client.read("GET", "/v2/permission-profile/users", {"profileId": profile})
        return {user["id"] for user in answer["users"]}

    everyone = {p["id"]: people(p["id"]) for p in known.profiles()}
    target = next(p for p, members in everyone.items() if members)
    source = next(p for p in everyone if p != target)
    person = sorted(everyone[target])[0]
    client.sandbox.control("members", {"userId": person, "profileId": source})
    assert person in people(source)
    assert person not in people(target)


def test_call_access_is_granted_and_revoked(client: PlainClient, known: Known) -> None:
    def users() -> list[str]:
        wanted = {"filter": {"callIds": [call]}}
        answer = client.read("POST", "/v2/calls/users-access", None, wanted)
        return [u["userId"] for item in answer["callAccessList"] for u in item["users"]]

    call, person = known.calls[3]["id"], known.active[-1]["id"]
    body = {"callAccessList": [{"callId": call, "userIds": [person]}]}
    client.read("PUT", "/v2/calls/users-access", None, body)
    assert person in users()
    client.read("DELETE", "/v2/calls/users-access", None, body)
    assert person not in users()


def test_a_call_is_added_once_and_gets_its_recording(client: PlainClient, known: Known) -> None:
    body = new_call(known)
    call_id = client.read("POST", "/v2/calls", None, body)["callId"]
    assert client.post("/v2/calls", body).status == 409
    assert client.read("GET", f"/v2/calls/{call_id}")["call"]["title"] == "Uploaded call"
    path = f"/v2/calls/{call_id}/media"
    assert client.send("PUT", path, file=("other", b"x")).status == 400
    assert client.send("PUT", path, file=("mediaFile", b"")).status == 400
    assert client.send("PUT", path, body={}).status == 415
    assert client.send("PUT", "/v2/calls/1/media", file=("mediaFile", b"x")).status == 404
    reply = client.send("PUT", path, file=("mediaFile", b"RIFF"))
    assert (reply.status, reply.json["callId"]) == (201, call_id)


def test_an_erasure_works_down_over_time(client: PlainClient, known: Known) -> None:
    address = known.externals[-1]["emailAddress"]
    query = {"emailAddress": address}

    def held() -> int:
        answer = client.read("GET", "/v2/data-privacy/data-for-email-address", query)
        return sum(len(value) for value in answer.values() if isinstance(value, list))

    before = held()
    assert before
    calls = client.read("GET", "/v2/data-privacy/data-for-email-address", query)["calls"]
    client.faults(erase_guard={"count": 1})
    assert client.send("POST", "/v2/data-privacy/erase-data-for-email-address", query).status == 400
    assert held() == before
    answer = client.read("POST", "/v2/data-privacy/erase-data-for-email-address", query)
    assert set(answer) == {"requestId"}
    assert held() > 0, "it takes its time"
    client.advance(600)
    assert held() == 0
    for call in calls:
        assert client.get(f"/v2/calls/{call['id']}").status == 404


def test_reimport_brings_crm_data_back(client: PlainClient, known: Known) -> None:
    def crm(address: str) -> int:
        query = {"emailAddress": address}
        answer = client.read("GET", "/v2/data-privacy/data-for-email-address", query)
        return len(answer["customerData"])

    address = next(p["emailAddress"] for p in known.externals if crm(p["emailAddress"]))
    client.faults(reimport=1)
    client.read("POST", "/v2/data-privacy/erase-data-for-email-address", {"emailAddress": address})
    client.advance(3600)
    assert crm(address)
    # When that is, can be said.
    client.faults(reimport={"rate": 1, "seconds": 86_400})
    client.read("POST", "/v2/data-privacy/erase-data-for-email-address", {"emailAddress": address})
    client.advance(3600)
    assert not crm(address)
    client.advance(86_400)
    assert crm(address)


def test_a_lookup_without_a_match_is_empty(client: PlainClient) -> None:
    path = "/v2/data-privacy/data-for-email-address"
    answer = client.read("GET", path, {"emailAddress": "nobody@nowhere.test"})
    assert not any(value for value in answer.values() if isinstance(value, list))
    path = "/v2/data-privacy/data-for-phone-number"
    answer = client.read("GET", path, {"phoneNumber": "+49 (30) 99-99"})
    assert answer["matchingPhoneNumbers"] == []
    assert "suppliedPhoneNumber" in answer
    assert "customerEngagement" not in answer


def test_gong_users_are_not_looked_up(client: PlainClient, known: Known) -> None:
    query = {"emailAddress": known.active[0]["emailAddress"]}
    assert client.get("/v2/data-privacy/data-for-email-address", query).status == 400
    path = "/v2/data-privacy/erase-data-for-email-address"
    assert client.send("POST", path, query).status == 400


def test_a_crm_upload_passes_through_its_states(client: PlainClient, known: Known) -> None:
    sent = crm_upload(known)
    assert sent.query
    reply = client.send("POST", "/v2/crm/entities", sent.query, file=sent.file)
    assert reply.status == 201
    again = client.send("POST", "/v2/crm/entities", sent.query, file=sent.file)
    assert again.status == 409
    wanted = {name: sent.query[name] for name in ("integrationId", "clientRequestId")}

    def status() -> Any:
        return client.read("GET", "/v2/crm/request-status", wanted)

    seen = [status()["status"]]
    for _ in range(40):
        client.advance(1)
        if (now := status()["status"]) != seen[-1]:
            seen.append(now)
    assert seen == ["PENDING", "IN_PROGRESS", "DONE"]
    assert status()["totalSuccessCount"] == 3
    query = {"integrationId": known.integration, "objectType": "ACCOUNT", "objectsCrmIds": "acc-1"}
    objects = client.read("GET", "/v2/crm/entities", query, {})["crmObjectsMap"]
    assert objects["acc-1"]


def test_a_crm_file_with_bad_lines_fails_with_their_numbers(
    client: PlainClient, known: Known
) -> None:
    sent = crm_upload(known, [{"objectId": "acc-9"}, {"nonsense": True}])
    assert sent.query
    assert client.send("POST", "/v2/crm/entities", sent.query, file=sent.file).status == 201
    client.advance(60)
    wanted = {name: sent.query[name] for name in ("integrationId", "clientRequestId")}
    answer = client.read("GET", "/v2/crm/request-status", wanted)
    assert answer["status"] == "FAILED"
    assert 2 in [error["line"] for error in answer["errors"]]


def test_only_one_crm_integration(client: PlainClient, known: Known) -> None:
    body = {"ownerEmail": known.active[0]["emailAddress"], "name": "Second"}
    assert known.integration > 2**53
    assert client.send("PUT", "/v2/crm/integrations", None, body).status == 409


def test_prospects_are_assigned_and_unassigned(client: PlainClient, known: Known) -> None:
    prospect = known.contacts[0]
    body = assignment(known, [prospect, "no-such-prospect"])
    answer = client.read("POST", "/v2/flows/prospects/assign", None, body)
    assert [p["crmProspectId"] for p in answer["prospectsAssigned"]] == [prospect]
    assert [p["crmProspectId"] for p in answer["prospectsNotAssigned"]] == ["no-such-prospect"]
    instance = answer["prospectsAssigned"][0]["flowInstanceId"]

    def instances() -> list[str]:
        found = client.read("POST", "/v2/flows/prospects", None, {"crmProspectsIds": [prospect]})
        return [p["flowInstanceId"] for p in found["prospectsAssigned"]]

    assert instance in instances()
    path = "/v2/flows/prospects/unassign-flows-by-instance-id"
    gone = client.read("POST", path, None, {"flowInstanceIds": [instance]})
    assert gone["unassignedFlowInstanceIds"] == [instance]
    assert instance not in instances()


def test_too_many_prospects(client: PlainClient, known: Known) -> None:
    body = assignment(known, [f"p{number}" for number in range(101)])
    assert client.post("/v2/flows/prospects/assign", body).status == 400


def test_flow_folders_are_called_otherwise_than_documented(
    client: PlainClient, known: Known
) -> None:
    answer = client.read("GET", "/v2/flows/folders", {"flowFolderOwnerEmail": known.flow_owner})
    assert answer["flowsFolders"]
    assert "flows" not in answer


def test_meetings_need_a_calendar(client: PlainClient, known: Known) -> None:
    without = next(user["email"] for user in known.calendars if not user["valid"])
    reply = client.post("/v2/meetings", {**new_meeting(known), "organizerEmail": without})
    assert reply.status == 409
    assert {"userFacingError", "fixUrl", "helpUrl"} <= set(reply.json)
    meeting = client.read("POST", "/v2/meetings", None, new_meeting(known))["meetingId"]
    path, body = f"/v2/meetings/{meeting}", {"organizerEmail": known.organizer}
    assert client.send("DELETE", path, None, body).status == 200
    assert client.send("DELETE", path, None, body).status == 404


def test_a_task_is_done(client: PlainClient, known: Known) -> None:
    task = known.task
    user = str(task["userId"])
    body = {"userId": user, "status": "DISMISSED"}
    client.read("PATCH", f"/v2/tasks/{task['id']}", None, body)
    found = client.read("POST", "/v2/tasks", None, {"filter": task_filter(user)})["tasks"]
    assert next(t["status"] for t in found if t["id"] == task["id"]) == "DISMISSED"


def test_reported_events_are_found_by_a_privacy_lookup(client: PlainClient, known: Known) -> None:
    address = "somebody.new@fjordwerk.test"
    shared = {**event(known), "recipients": [{"email": address}]}
    client.read("PUT", "/v2/customer-engagement/content/shared", None, shared)
    digital = {**interaction_event(known), "person": {"email": address}}
    client.read("POST", "/v2/digital-interaction", None, digital)
    path = "/v2/data-privacy/data-for-email-address"
    found = client.read("GET", path, {"emailAddress": address})["customerEngagement"]
    assert {e["eventType"] for e in found} == {"contentShared", "digitalInteraction"}


def test_library_wants_a_workspace(client: PlainClient) -> None:
    assert client.get("/v2/library/folders").status == 400


def test_stats_dates(client: PlainClient, known: Known) -> None:
    def status(start: str, end: str) -> int:
        body = {"filter": {"fromDate": start, "toDate": end}}
        return client.post("/v2/stats/activity/aggregate", body).status

    assert status(known.day(30), known.day(-3)) == 400
    assert status(known.moment(30), known.moment(0)) == 400
    assert status(known.day(30), known.day(1)) == 200


def test_access_log_is_kept_two_weeks(client: PlainClient, known: Known) -> None:
    query = {"logType": "AccessLog", "fromDateTime": known.moment(90)}
    entries = [e for page in client.walk("GET", "/v2/logs", query) for e in page["logEntries"]]
    assert min(e["eventTime"] for e in entries)[:10] >= known.day(15)


def test_credits_run_out(client: PlainClient, known: Known) -> None:
    query = {
        "workspaceId": known.workspace,
        "crmEntityType": "ACCOUNT",
        "crmEntityId": known.accounts[0],
        "timePeriod": "LAST_YEAR",
        "question": "What is open?",
    }
    statuses = set[int]()
    for _ in range(2000):
        statuses.add(client.get("/v2/entities/ask-entity", query).status)
        if 402 in statuses:
            break
    assert statuses == {200, 402}
