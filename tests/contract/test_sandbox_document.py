"""The sandbox against Gong's own document: every operation, every field of every answer."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from tests.contract.known import Known
from tests.contract.plain_client import PlainClient, Reply
from tests.contract.requests_that_work import REQUESTS, Sent

DOCUMENT = Path(__file__).parents[2].parent / "shared" / "gong" / "openapi.json"

if not DOCUMENT.exists():
    pytest.skip(f"Gong's document is not at {DOCUMENT}", allow_module_level=True)

SPEC = json.loads(DOCUMENT.read_text(encoding="utf-8"))
OPERATIONS = {
    operation["operationId"]: (method.upper(), path, operation)
    for path, methods in SPEC["paths"].items()
    for method, operation in methods.items()
}


def perform(client: PlainClient, operation_id: str, sent: Sent) -> Reply:
    method, path, _ = OPERATIONS[operation_id]
    for name, value in (sent.path or {}).items():
        path = path.replace(f"{{{name}}}", value)
    return client.send(method, path, sent.query, sent.body, file=sent.file)


def test_there_is_a_request_for_every_operation() -> None:
    assert set(REQUESTS) == set(OPERATIONS)
    assert len(OPERATIONS) == 68


@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_success(company: Callable[[str], Known], operation_id: str) -> None:
    known = company(operation_id)
    reply = perform(known.client, operation_id, REQUESTS[operation_id](known))
    documented = OPERATIONS[operation_id][2]["responses"]
    assert 200 <= reply.status < 300, reply.raw[:600]
    assert str(reply.status) in documented, reply.status
    content = documented[str(reply.status)]["content"]
    schema = next(iter(content.values()))["schema"]
    problems = [
        f"{'/'.join(map(str, error.instance_path))}: {error.message[:300]}"
        for error in validator(schema).iter_errors(reply.json)
    ]
    assert not problems, "\n".join(problems[:10])
    assert reply.headers["Content-Type"].startswith("application/json")
    if operation_id != "deleteMeeting":  # the only answer without a request id in the document
        assert re.fullmatch(r"[a-z0-9]{15,25}", reply.json["requestId"])


WRONG: dict[str, tuple[int, Sent]] = {
    "listUsers": (400, Sent(query={"cursor": "nonsense"})),
    "listMultipleUsers": (400, Sent(body={})),
    "getUser": (404, Sent(path={"id": "1"})),
    "getUserHistory": (404, Sent(path={"id": "1"})),
    "getPermissionProfile": (400, Sent(query={"profileId": "1"})),
    "listCalls": (400, Sent(query={"fromDateTime": "yesterday", "toDateTime": "today"})),
    "listLogs": (400, Sent(query={"logType": "Nonsense", "fromDateTime": "2026-01-01T00:00:00Z"})),
    "getCall": (404, Sent(path={"id": "1"})),
    "getCrmObjects": (
        415,
        Sent(query={"integrationId": 1, "objectType": "ACCOUNT", "objectsCrmIds": "a"}),
    ),
    "listMultipleUsersAggregateByPeriod": (
        400,
        Sent(
            body={
                "filter": {"fromDate": "2026-01-01", "toDate": "2026-01-02"},
                "aggregationPeriod": "week",
            }
        ),
    ),
    "addCall": (400, Sent(body={"title": "no more than a title"})),
    "updateReminder": (400, Sent(path={"taskId": "1"}, body={"userId": "1"})),
    "getFlowProspectsBulkAssignment": (404, Sent(path={"id": "1"})),
    "getRequestStatus": (400, Sent(query={"integrationId": 1, "clientRequestId": "none"})),
    "getCallsInSpecificFolder": (404, Sent(query={"folderId": "1"})),
}


@pytest.mark.parametrize("operation_id", sorted(WRONG))
def test_refusal(known: Known, operation_id: str) -> None:
    status, sent = WRONG[operation_id]
    reply = perform(known.client, operation_id, sent)
    assert reply.status == status, reply.raw[:600]
    check_error(reply)


def wants_input(operation: Any) -> bool:
    """Whether the document gives the operation parameters, or a JSON body, that it can't do
    without."""
    if any(p.get("required") and p["in"] == "query" for p in operation.get("parameters", [])):
        return True
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    schema = schema.get("schema", {})
    if "$ref" in schema:
        schema = SPEC["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return bool(schema.get("required")) or schema.get("type") == "array"


@pytest.mark.parametrize(
    "operation_id",
    [name for name, (_, _, operation) in OPERATIONS.items() if wants_input(operation)],
)
def test_without_what_is_required(known: Known, operation_id: str) -> None:
    method, path, _ = OPERATIONS[operation_id]
    body = b"{}" if method != "GET" or operation_id == "getCrmObjects" else None
    reply = known.client.send(method, re.sub(r"{\w+}", "123", path), None, body)
    assert reply.status == 400, reply.raw[:600]
    check_error(reply)


@pytest.mark.parametrize("operation_id", sorted(OPERATIONS))
def test_without_credentials(known: Known, operation_id: str) -> None:
    method, path, _ = OPERATIONS[operation_id]
    reply = known.client.send(method, path, headers={"Authorization": None})
    assert reply.status == 401
    assert reply.headers["WWW-Authenticate"] == 'Basic realm="Gong.io API"'
    check_error(reply)


def check_error(reply: Reply) -> None:
    schema = {"$ref": "#/components/schemas/ErrorResponse"}
    assert validator(schema).is_valid(reply.json), reply.json
    assert reply.json["errors"]
    assert reply.json["requestId"]


# -- Gong's document as JSON schemas -----------------------------------------------------------

# Fields that live answers have and the document does not, by schema: like this documented one.
UNDOCUMENTED = {"FlowsResponse": {"flowsFolders": "flows"}}
# Profiles come with settings of later versions; a client keeps them when it writes back.
OPEN = {"PermissionProfileDTO"}
# Numbers by the document that arrive as text: ids almost everywhere, and a scorecard's ranges.
# The id of an integration does arrive as a number, beyond 2^53.
RANGES = {"minRange", "maxRange"}
_NOT_CHECKED = ("int32", "int64", "float", "double", "binary", "url")


@functools.cache
def _components() -> dict[str, Any]:
    return {
        name: _relaxed(component, name) for name, component in SPEC["components"]["schemas"].items()
    }


def validator(schema: Any) -> jsonschema_rs.Validator:
    return _validator(json.dumps(schema, sort_keys=True))


@functools.cache
def _validator(schema: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.Draft202012Validator(
        {"components": {"schemas": _components()}, **_relaxed(json.loads(schema), "")},
        validate_formats=True,
    )


def _relaxed(schema: Any, name: str) -> Any:
    """The schema with null allowed everywhere, and no field that it doesn't name. `name` is that
    of the component or property it describes."""
    if "$ref" in schema:
        return {"$ref": schema["$ref"].replace(" ", "%20")}  # the component itself allows null
    if schema.get("type") == "object" and not schema.keys() & {
        "properties",
        "additionalProperties",
    }:
        return {}  # the document's way to say "any JSON"
    relaxed = {key: value for key, value in schema.items() if key != "uniqueItems"}
    properties = schema.get("properties")
    if properties is not None:
        more = {key: properties[like] for key, like in UNDOCUMENTED.get(name, {}).items()}
        relaxed["properties"] = {
            key: _relaxed(value, key) for key, value in (properties | more).items()
        }
        if name not in OPEN:
            relaxed.setdefault("additionalProperties", False)
    for key in ("items", "additionalProperties"):
        if isinstance(relaxed.get(key), dict):
            relaxed[key] = _relaxed(relaxed[key], "")
    if relaxed.get("format") in _NOT_CHECKED:
        del relaxed["format"]
    kind = schema.get("type")
    if kind:
        relaxed["type"] = [kind, "null"]
        text = (name.endswith("Id") and name != "integrationId") or name in RANGES
        if kind == "integer" and text:
            relaxed |= {"type": ["integer", "string", "null"], "pattern": r"^-?\d+$"}
    if "enum" in schema:
        relaxed["enum"] = [*schema["enum"], None]
    return relaxed
