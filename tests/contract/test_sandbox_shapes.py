"""Shapes of live answers that Gong's document does not tell, or tells otherwise."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.contract.requests_that_work import assignment, crm_upload

ID = re.compile(r"\d{15,20}")
SETTINGS = {
    "webConferencesRecorded",
    "preventWebConferenceRecording",
    "telephonyCallsImported",
    "emailsImported",
    "preventEmailImport",
    "nonRecordedMeetingsImported",
    "gongConnectEnabled",
}


def test_users(known: Known) -> None:
    assert all(ID.fullmatch(user["id"]) for user in known.users)
    assert all(set(user["settings"]) == SETTINGS for user in known.users)
    assert any(user["managerId"] is None for user in known.users)
    assert any(user["title"] is None for user in known.users)
    assert any(user["lastName"] != user["lastName"].strip() for user in known.users)
    decimals = {len(user["created"].partition(".")[2].rstrip("Z")) for user in known.users}
    assert decimals == {0, 3, 6}


def test_settings_history_has_names_of_its_own(known: Known) -> None:
    history = known.client.read("GET", f"/v2/users/{known.users[3]['id']}/settings-history")
    names = {change["setting"] for change in history["userSettingsHistory"]}
    assert {"callsImported", "active"} <= names
    assert "telephonyCallsImported" not in names


def test_profiles_hold_nulls_blanks_and_fields_of_later_versions(known: Known) -> None:
    profiles = [p for workspace in known.workspaces for p in known.profiles(workspace["id"])]
    assert any(value is None for profile in profiles for value in profile.values())
    assert any(profile["name"] != profile["name"].strip() for profile in profiles)
    assert any(profile["callsAccess"]["teamLeadIds"] is None for profile in profiles)
    assert len({frozenset(profile) for profile in profiles}) > 1, "some have more fields"


def test_trackers(client: PlainClient) -> None:
    trackers = client.read("GET", "/v2/settings/trackers")["keywordTrackers"]
    assert any(tracker["updaterUserId"] == "-1" for tracker in trackers)
    assert all(isinstance(json.loads(t["filterQuery"]), dict) for t in trackers if t["filterQuery"])
    languages = {entry["language"] for t in trackers for entry in t["languageKeywords"]}
    assert len(languages) >= 4


def test_scorecards_send_numbers_as_text(client: PlainClient) -> None:
    card = client.read("GET", "/v2/settings/scorecards")["scorecards"][0]
    assert isinstance(card["scorecardId"], str)
    ranged = [q for q in card["questions"] if q["maxRange"] is not None]
    assert all(isinstance(question["maxRange"], str) for question in ranged)


def test_flow_folders_say_null_in_words(client: PlainClient, known: Known) -> None:
    found: list[Any] = []
    for user in known.active[:40]:
        query = {"flowFolderOwnerEmail": user["emailAddress"]}
        found += client.read("GET", "/v2/flows/folders", query)["flowsFolders"]
    assert any(value == "null" for folder in found for value in folder.values())


def test_audit_records_differ_by_type(client: PlainClient, known: Known) -> None:
    def records(log_type: str) -> list[Any]:
        query = {"logType": log_type, "fromDateTime": known.moment(90)}
        return [entry["logRecord"] for entry in client.read("GET", "/v2/logs", query)["logEntries"]]

    access = records("AccessLog")
    assert all(name == name.lower() for record in access for name in record)
    changes = [change for r in records("UserActivityLog") for change in r.get("tableChanges") or []]
    columns = [
        c for change in changes for row in change["rowChanges"] for c in row["columnChanges"]
    ]
    assert columns
    assert all("call_id" in record for record in records("UserCallPlay"))
    viewers = json.dumps(records("ExternallySharedCallAccess"))
    assert re.search(r"192\.0\.2\.|198\.51\.100\.|203\.0\.113\.", viewers)


def test_access_records_hold_tokens_and_staff(client: PlainClient, known: Known) -> None:
    query = {"logType": "AccessLog", "fromDateTime": known.moment(14)}
    entries = [e for page in client.walk("GET", "/v2/logs", query) for e in page["logEntries"]]
    assert any("token" in json.dumps(entry["logRecord"]).lower() for entry in entries)


@pytest.mark.parametrize("spelling", ["{}", "{} ", "+{1} ({2}) {3}"])
def test_phone_numbers_match_by_their_digits(
    client: PlainClient, known: Known, spelling: str
) -> None:
    number = next(
        values["phoneNumber"]
        for crm_id in known.contacts
        if (values := _contact(client, known, crm_id)).get("phoneNumber")
    )
    digits = re.sub(r"\D", "", number)
    written = spelling.format(number, digits[:2], digits[2:5], digits[5:])
    query = {"phoneNumber": written}
    found = client.read("GET", "/v2/data-privacy/data-for-phone-number", query)
    assert found["suppliedPhoneNumber"]
    assert [re.sub(r"\D", "", match) for match in found["matchingPhoneNumbers"]] == [digits]
    assert found["emailAddresses"]


def _contact(client: PlainClient, known: Known, crm_id: str) -> Any:
    query = {
        "integrationId": known.integration,
        "objectType": "CONTACT",
        "objectsCrmIds": crm_id,
    }
    return client.read("GET", "/v2/crm/entities", query, {})["crmObjectsMap"][crm_id]


def test_how_many_at_once(client: PlainClient, known: Known) -> None:
    prospects = [{"crmId": f"p{number}"} for number in range(51)]
    bulk = {**assignment(known, []), "prospects": prospects}
    assert client.post("/v2/flows/prospects/bulk-assignments", bulk).status == 400
    instances = {"flowInstanceIds": [str(number) for number in range(201)]}
    path = "/v2/flows/prospects/unassign-flows-by-instance-id"
    assert client.post(path, instances).status == 400


def test_a_client_request_id_is_of_plain_characters(client: PlainClient, known: Known) -> None:
    sent = crm_upload(known)
    query = {**(sent.query or {}), "clientRequestId": "not this one!"}
    assert client.send("POST", "/v2/crm/entities", query, file=sent.file).status == 400
