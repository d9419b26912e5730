"""For every operation one request that succeeds, made from what the sandbox itself answered."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.contract.known import Known, task_filter


@dataclass(frozen=True)
class Sent:
    """`path` replaces the placeholders of the operation's path."""

    path: dict[str, str] | None = None
    query: dict[str, Any] | None = None
    body: Any = None
    file: tuple[str, bytes] | None = None


def _span(known: Known) -> dict[str, str]:
    return {"fromDateTime": known.moment(60), "toDateTime": known.moment(0)}


def _stats(known: Known) -> dict[str, Any]:
    return {"filter": {"fromDate": known.day(60), "toDate": known.day(0)}}


def _entity(known: Known) -> dict[str, Any]:
    return {
        "workspaceId": known.workspace,
        "crmEntityType": "ACCOUNT",
        "crmEntityId": known.accounts[0],
        "timePeriod": "LAST_90DAYS",
    }


def _new_profile(known: Known) -> dict[str, Any]:
    return {**known.profile, "id": None, "name": f"Copied {uuid.uuid4().hex[:8]}"}


def new_call(known: Known) -> dict[str, Any]:
    user = known.active[0]
    return {
        "clientUniqueId": uuid.uuid4().hex,
        "title": "Uploaded call",
        "actualStart": known.moment(1),
        "duration": 1800.5,
        "direction": "Outbound",
        "primaryUser": user["id"],
        "parties": [
            {"userId": user["id"], "emailAddress": user["emailAddress"], "partyId": "a"},
            {"emailAddress": "ines.halvorsen@fjordwerk.test", "name": "Ines Halvorsen"},
        ],
    }


def new_meeting(known: Known) -> dict[str, Any]:
    return {
        "startTime": known.moment(-2),
        "endTime": known.moment(-2.02),
        "title": "Review",
        "invitees": [{"email": "ines.halvorsen@fjordwerk.test", "displayName": "Ines"}],
        "organizerEmail": known.organizer,
    }


def _meeting(known: Known) -> dict[str, str]:
    answer = known.client.read("POST", "/v2/meetings", body=new_meeting(known))
    return {"meetingId": str(answer["meetingId"])}


def assignment(known: Known, prospects: list[str]) -> dict[str, Any]:
    return {
        "crmProspectsIds": prospects,
        "flowId": known.flows[0]["id"],
        "flowInstanceOwnerEmail": known.flow_owner,
    }


def _instance(known: Known, prospect: str) -> str:
    answer = known.client.read(
        "POST", "/v2/flows/prospects/assign", body=assignment(known, [prospect])
    )
    return answer["prospectsAssigned"][0]["flowInstanceId"]


def _assigned_prospect(known: Known, prospect: str) -> str:
    _instance(known, prospect)
    return prospect


def _bulk(known: Known) -> dict[str, Any]:
    prospect = {"crmId": known.contacts[3], "firstName": "Ines", "email": "ines@fjordwerk.test"}
    return {
        "flowInstanceOwnerEmail": known.flow_owner,
        "flowId": known.flows[0]["id"],
        "prospects": [prospect],
    }


def _bulk_id(known: Known) -> dict[str, str]:
    path = "/v2/flows/prospects/bulk-assignments"
    return {"id": known.client.read("POST", path, body=_bulk(known))["id"]}


def event(known: Known) -> dict[str, Any]:
    return {
        "reportingSystem": "Shelf",
        "eventTimestamp": known.moment(0.1),
        "eventId": uuid.uuid4().hex,
        "contentId": "c-1",
        "contentUrl": "https://shelf.test/c-1",
        "contentTitle": "Price list",
    }


def interaction_event(known: Known) -> dict[str, Any]:
    return {
        "eventId": uuid.uuid4().hex,
        "timestamp": known.moment(0.1),
        "eventType": "page-view",
        "content": {"contentTitle": "Prices"},
        "person": {"email": "ines.halvorsen@fjordwerk.test"},
    }


def crm_upload(known: Known, lines: list[Any] | None = None) -> Sent:
    lines = lines or [
        {
            "objectId": f"acc-{number}",
            "modifiedDate": known.moment(0.2),
            "isDeleted": False,
            "url": f"https://crm.test/accounts/acc-{number}",
            "name": f"Fjordwerk {number}",
        }
        for number in range(3)
    ]
    return Sent(
        query={
            "integrationId": known.integration,
            "objectType": "ACCOUNT",
            "clientRequestId": f"upload-{uuid.uuid4().hex}",
        },
        file=("dataFile", b"\n".join(json.dumps(line).encode() for line in lines)),
    )


def _schema(known: Known) -> Sent:
    """All fields go together: those there are, and one more."""
    query = {"integrationId": known.integration, "objectType": "ACCOUNT"}
    answer = known.client.read("GET", "/v2/crm/entity-schema", query)
    fields = answer["objectTypeToSelectedFields"]["ACCOUNT"]
    new = {"uniqueName": "region", "label": "Region", "type": "STRING"}
    return Sent(query=query, body=[*fields, new])


def _status(known: Known) -> dict[str, Any]:
    sent = crm_upload(known)
    assert known.client.send("POST", "/v2/crm/entities", sent.query, file=sent.file).status == 201
    assert sent.query
    return {name: sent.query[name] for name in ("integrationId", "clientRequestId")}


def _call_users(known: Known) -> dict[str, Any]:
    return {"callAccessList": [{"callId": known.call, "userIds": [known.active[-1]["id"]]}]}


EVERYTHING: dict[str, Any] = {
    "context": "Extended",
    "contextTiming": ["Now", "TimeOfCall"],
    "exposedFields": {
        "parties": True,
        "content": {
            "structure": True,
            "topics": True,
            "trackers": True,
            "trackerOccurrences": True,
            "pointsOfInterest": True,
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

REQUESTS: dict[str, Callable[[Known], Sent]] = {
    "listUsers": lambda k: Sent(query={"includeAvatars": "true"}),
    "listMultipleUsers": lambda k: Sent(body={"filter": {}}),
    "getUser": lambda k: Sent(path={"id": k.users[0]["id"]}),
    "getUserHistory": lambda k: Sent(path={"id": k.users[0]["id"]}),
    "listPermissionProfile": lambda k: Sent(query={"workspaceId": k.workspace}),
    "getPermissionProfile": lambda k: Sent(query={"profileId": k.profile["id"]}),
    "listPermissionProfileUsers": lambda k: Sent(query={"profileId": k.profile["id"]}),
    "createPermissionProfile": lambda k: Sent(
        query={"workspaceId": k.workspace}, body=_new_profile(k)
    ),
    "updatePermissionProfile": lambda k: Sent(query={"profileId": k.profile["id"]}, body=k.profile),
    "getUsersAccessToCalls": lambda k: Sent(body={"filter": {"callIds": [k.call]}}),
    "addUsersAccessToCalls": lambda k: Sent(body=_call_users(k)),
    "deleteUsersAccessToCalls": lambda k: Sent(body=_call_users(k)),
    "listWorkspaces": lambda k: Sent(),
    "listTrackers": lambda k: Sent(),
    "listScorecards": lambda k: Sent(),
    "listBriefs": lambda k: Sent(),
    "getLibraryStructure": lambda k: Sent(query={"workspaceId": k.workspace}),
    "getCallsInSpecificFolder": lambda k: Sent(query={"folderId": k.folders[0]["id"]}),
    "findAllReferencesToEmailAddress": lambda k: Sent(
        query={"emailAddress": k.externals[0]["emailAddress"]}
    ),
    "findAllReferencesToPhoneNumber": lambda k: Sent(query={"phoneNumber": "+4930123456"}),
    "purgeEmailAddress": lambda k: Sent(query={"emailAddress": "nobody@fjordwerk.test"}),
    "purgePhoneNumber": lambda k: Sent(query={"phoneNumber": "+4930123456"}),
    "listLogs": lambda k: Sent(query={"logType": "UserActivityLog", "fromDateTime": k.moment(30)}),
    "listCallOutcomes": lambda k: Sent(),
    "listCalls": lambda k: Sent(query=_span(k)),
    "getCall": lambda k: Sent(path={"id": k.call}),
    "addCall": lambda k: Sent(body=new_call(k)),
    "addCallRecording": lambda k: Sent(
        path={"id": k.client.read("POST", "/v2/calls", body=new_call(k))["callId"]},
        file=("mediaFile", b"RIFF" * 1000),
    ),
    "listCallsExtensive": lambda k: Sent(body={"filter": _span(k), "contentSelector": EVERYTHING}),
    "getCallTranscripts": lambda k: Sent(body={"filter": _span(k)}),
    "listCRMCallsManualAssociation": lambda k: Sent(query={"fromDateTime": k.moment(90)}),
    "listGenericCrmIntegration": lambda k: Sent(),
    "registerGenericCrmIntegration": lambda k: _free_integration(k),
    "deleteGenericCrmIntegration": lambda k: Sent(
        query={"integrationId": k.integration, "clientRequestId": "delete-1"}
    ),
    "listCrmSchemaFields": lambda k: Sent(
        query={"integrationId": k.integration, "objectType": "ACCOUNT"}
    ),
    "uploadCrmSchemaField": lambda k: _schema(k),
    "getCrmObjects": lambda k: Sent(
        query={
            "integrationId": k.integration,
            "objectType": "ACCOUNT",
            "objectsCrmIds": k.accounts[:2],
        },
        body={},
    ),
    "uploadCrmData": crm_upload,
    "getRequestStatus": lambda k: Sent(query=_status(k)),
    "listFlows": lambda k: Sent(query={"flowOwnerEmail": k.flow_owner}),
    "listFlowsFolders": lambda k: Sent(query={"flowFolderOwnerEmail": k.flow_owner}),
    "getFlowSteps": lambda k: Sent(body={"flowIds": [k.flows[0]["id"]]}),
    "getProspectsAssignedFlows": lambda k: Sent(body={"crmProspectsIds": k.contacts[:20]}),
    "assignProspects": lambda k: Sent(body=assignment(k, [k.contacts[0], "no-such-prospect"])),
    "assignProspectsCoolOffOverrides": lambda k: Sent(body=assignment(k, k.contacts[:2])),
    "submitFlowProspectsBulkAssignment": lambda k: Sent(body=_bulk(k)),
    "getFlowProspectsBulkAssignment": lambda k: Sent(path=_bulk_id(k)),
    "unassignFlows": lambda k: Sent(body={"flowInstanceIds": [_instance(k, k.contacts[4])]}),
    "unassignProspectFlows": lambda k: Sent(
        body={"crmProspectId": _assigned_prospect(k, k.contacts[5])}
    ),
    "addMeeting": lambda k: Sent(body=new_meeting(k)),
    "updateMeeting": lambda k: Sent(path=_meeting(k), body=new_meeting(k)),
    "deleteMeeting": lambda k: Sent(path=_meeting(k), body={"organizerEmail": k.organizer}),
    "integrationStatus": lambda k: Sent(body={"emails": [k.organizer, "nobody@orvane.test"]}),
    "contentShared": lambda k: Sent(body=event(k)),
    "contentViewed": lambda k: Sent(body=event(k)),
    "customAction": lambda k: Sent(body={**event(k), "actionName": "Signed"}),
    "addDigitalInteraction": lambda k: Sent(body=interaction_event(k)),
    "integrationSettings": lambda k: Sent(
        body={
            "integrationTypeSettings": [
                {"integrationType": "DIALER", "allowedOrigin": "https://dial.test"}
            ]
        }
    ),
    "listMultipleUsersAggregateActivity": lambda k: Sent(body=_stats(k)),
    "listMultipleUsersAggregateByPeriod": lambda k: Sent(
        body={**_stats(k), "aggregationPeriod": "WEEK"}
    ),
    "listMultipleUsersDayByDayActivity": lambda k: Sent(body=_stats(k)),
    "listAnsweredScorecards": lambda k: Sent(
        body={"filter": {"callFromDate": k.day(60), "callToDate": k.day(0)}}
    ),
    "listInteractionStats": lambda k: Sent(body=_stats(k)),
    "listUsers_1": lambda k: Sent(
        query={
            "workspace-id": k.workspace,
            "manager-id": k.manager,
            "from": k.moment(60),
            "to": k.moment(0),
        }
    ),
    "listTasks": lambda k: Sent(body={"filter": task_filter(str(k.task["userId"]))}),
    "updateReminder": lambda k: Sent(
        path={"taskId": str(k.task["id"])},
        body={"userId": str(k.task["userId"]), "status": "DONE"},
    ),
    "askEntity": lambda k: Sent(query={**_entity(k), "question": "What is open?"}),
    "generateBrief": lambda k: Sent(
        query={
            **_entity(k),
            "workspaceId": k.brief["workspaceId"],
            "briefName": k.brief["briefName"],
        }
    ),
}


def _free_integration(known: Known) -> Sent:
    """Only one integration may exist: the one there is goes first."""
    for integration in known.client.read("GET", "/v2/crm/integrations")["integrations"]:
        query = {
            "integrationId": integration["integrationId"],
            "clientRequestId": f"delete-{uuid.uuid4().hex}",
        }
        assert known.client.send("DELETE", "/v2/crm/integrations", query).status == 201
        known.client.advance(3600)
    return Sent(body={"ownerEmail": known.active[0]["emailAddress"], "name": "Warehouse"})
