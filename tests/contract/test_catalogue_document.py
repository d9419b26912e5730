"""The catalogue says what Gong's document says, to the last field.

Both sides are flattened to facts such as `body.filter.userIds is a set of text`; what only one
side has must be in `DEVIATIONS`, with the reason, and everything there must still be the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.operation import Operation
from gong_admin.api.spec import Kind, ParamSpec, Place, describe
from tests.contract import gong_document

Facts = set[str]

# Values of enums that no value can have: all values in one text, or two of them joined.
JUNK = {
    "all / managers-team / report-to-them / own / none",
    "none, all, specific-folders",
    "Opportunity,Account",
    "Lead,Contact",
}
# Enums whose only value is all their values in one text.
JOINED = {"Windows, Linux, MacOS, iOS, Android", "number, string, url, date"}

BEHAVIOUR = "seen in the live service"
PROSE = "the document has it in a sentence, not in the schema"

# operation -> reason -> facts that only we have (+) or only the document has (-)
DEVIATIONS: dict[str, dict[str, Facts]] = {
    "listFlowsFolders": {
        f"{BEHAVIOUR}: the answer has flowsFolders where the document has flows": {
            f"{sign} answer.{name}{rest}"
            for sign, name in (("+", "flowsFolders"), ("-", "flows"))
            for rest in (
                " is a list",
                "[] is an object",
                "[].id is text",
                "[].name is text",
                "[].folderId is text",
                "[].folderName is text",
                "[].visibility is text",
                "[].visibility one of Company|Personal|Shared",
                "[].creationDate is text",
                "[].exclusive is boolean",
            )
        },
    },
    "getCrmObjects": {
        f"{BEHAVIOUR}: 415 without a JSON body; and {PROSE}: the ids are the body": {
            "+ body is a set",
            "+ body[] is text",
        },
        f"{PROSE}: ids beyond 100 are left out of the answer": {
            "+ query.objectsCrmIds at most 100 long",
        },
    },
    "listTasks": {
        "`types` is required in the document and declared nowhere": {
            "+ body.filter.types is a list",
            "+ body.filter.types[] is text",
            "+ body.filter.types[] one of FLOW|MANUAL",
        },
    },
    "addCall": {
        "the largest 32-bit number is no bound": {
            "- body.parties at most 2147483647 long",
        },
    },
    "deleteMeeting": {
        "every answer of Gong may have a requestId": {"+ answer.requestId is text"},
    },
    "listCrmSchemaFields": {
        "the document's example has `name` where its schema has `uniqueName`": {
            "+ answer.objectTypeToSelectedFields{}[].name is text",
        },
    },
    "listTrackers": {
        PROSE: {
            "+ answer.keywordTrackers[].affiliation one of Anyone|Company|NonCompany",
            "+ answer.keywordTrackers[].saidAt one of Anytime|First|Last",
        },
    },
    "listBriefs": {PROSE: {"+ answer.briefs[].status one of Published|Not published"}},
    "getFlowSteps": {PROSE: {"+ body.flowIds at most 20 long"}},
    "assignProspects": {PROSE: {"+ body.crmProspectsIds at most 100 long"}},
    "assignProspectsCoolOffOverrides": {PROSE: {"+ body.crmProspectsIds at most 100 long"}},
    "submitFlowProspectsBulkAssignment": {PROSE: {"+ body.prospects at most 50 long"}},
    "unassignFlows": {PROSE: {"+ body.flowInstanceIds at most 200 long"}},
    "integrationStatus": {PROSE: {"+ body.emails at most 100 long"}},
}


# The document's facts


def _choices(schema: dict[str, Any]) -> list[str]:
    values = [value for value in schema.get("enum", ()) if value not in JUNK]
    return [
        part for value in values for part in (value.split(", ") if value in JOINED else [value])
    ]


def _schema_facts(schema: dict[str, Any], at: str, *, request: bool) -> Iterator[str]:
    schema = gong_document.resolve(schema)
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        yield f"{at} is an object"
        if request:
            yield from (f"{at}.{name} required" for name in schema.get("required", ()))
        for name, member in schema["properties"].items():
            yield from _schema_facts(member, f"{at}.{name}", request=request)
        return
    if kind == "object" and "additionalProperties" in schema:
        yield f"{at} is a map"
        inner = schema["additionalProperties"]
        yield from _schema_facts(inner, f"{at}{{}}", request=request)
        return
    if kind == "array":
        yield f"{at} is a {'set' if schema.get('uniqueItems') else 'list'}"
        yield from _schema_facts(schema["items"], f"{at}[]", request=request)
    elif kind == "string":
        yield f"{at} is {'a file' if schema.get('format') == 'binary' else 'text'}"
    elif kind == "integer":
        # 64 bits are for ids and for some quantities, which the name tells apart.
        is_id = schema.get("format") == "int64" and at.lower().endswith("id")
        yield f"{at} is {'a number id' if is_id else 'integer'}"
    else:
        yield f"{at} is {'anything' if kind == 'object' else kind}"
    if _choices(schema):
        yield f"{at} one of {'|'.join(_choices(schema))}"
    for key, words in (
        ("minLength", "at least {} long"),
        ("maxLength", "at most {} long"),
        ("minItems", "at least {} long"),
        ("maxItems", "at most {} long"),
        ("minimum", "from {}"),
        ("maximum", "up to {}"),
    ):
        if key in schema:
            yield f"{at} {words.format(schema[key])}"


def _document_facts(declared: dict[str, Any]) -> Iterator[str]:
    for parameter in declared.get("parameters", ()):
        at = f"{parameter['in']}.{parameter['name']}"
        yield from _schema_facts(parameter["schema"], at, request=True)
        if parameter["required"]:
            yield f"{at} required"
    for media, content in declared.get("requestBody", {}).get("content", {}).items():
        schema = gong_document.resolve(content["schema"])
        if media.startswith("multipart/"):
            for name, part in schema["properties"].items():
                yield from _schema_facts(part, f"file.{name}", request=True)
                if name in schema["required"]:
                    yield f"file.{name} required"
        else:
            yield from _schema_facts(schema, "body", request=True)
    for status, answer in declared["responses"].items():
        if status.startswith("2"):
            for content in answer["content"].values():
                yield from _schema_facts(content["schema"], "answer", request=False)


# The catalogue's facts

_WORDS = {
    Kind.TEXT: "text",
    Kind.CHOICE: "text",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.NUMBER_ID: "a number id",
    Kind.OBJECT: "an object",
    Kind.LIST: "a list",
    Kind.SET: "a set",
    Kind.MAP: "a map",
    Kind.ANY: "anything",
    Kind.FILE: "a file",
}


def _spec_facts(spec: ParamSpec, at: str, *, request: bool) -> Iterator[str]:
    yield f"{at} is {_WORDS[spec.kind]}"
    if spec.choices:
        yield f"{at} one of {'|'.join(spec.choices)}"
    for value, words in (
        (spec.min_length, "at least {} long"),
        (spec.max_length, "at most {} long"),
        (spec.minimum, "from {}"),
        (spec.maximum, "up to {}"),
    ):
        if value is not None:
            yield f"{at} {words.format(value)}"
    if spec.item is not None:
        yield from _spec_facts(
            spec.item, f"{at}{'{}' if spec.kind is Kind.MAP else '[]'}", request=request
        )
    for member in spec.fields:
        yield from _spec_facts(member, f"{at}.{member.name}", request=request)
        if request and member.required:
            yield f"{at}.{member.name} required"


def _catalogue_facts(op: Operation[Any, Any]) -> Iterator[str]:
    for spec in describe(op.request):
        if spec.place is Place.WHOLE:
            yield from _spec_facts(spec, "body", request=True)
            continue
        at = f"{spec.place}.{spec.name}"
        yield from _spec_facts(spec, at, request=True)
        if spec.required:
            yield f"{at} required"
        if spec.place is Place.BODY:
            yield "body is an object"
    yield "answer is an object"
    for spec in describe(op.response):
        yield from _spec_facts(spec, f"answer.{spec.name}", request=False)


def _each(argument: str = "op") -> pytest.MarkDecorator:
    return pytest.mark.parametrize(argument, CATALOGUE, ids=[op.id for op in CATALOGUE])


def test_the_same_operations() -> None:
    assert {op.id for op in CATALOGUE} == set(gong_document.operations())
    assert len(CATALOGUE) == 68


@_each()
def test_method_and_path(op: Operation[Any, Any]) -> None:
    method, path, _ = gong_document.operations()[op.id]
    assert (op.method, op.path) == (method, path)


@_each()
def test_every_field(op: Operation[Any, Any]) -> None:
    _, _, declared = gong_document.operations()[op.id]
    ours, documented = set(_catalogue_facts(op)), set(_document_facts(declared))
    differences = {f"+ {fact}" for fact in ours - documented}
    differences |= {f"- {fact}" for fact in documented - ours}
    expected: Facts = set().union(*DEVIATIONS.get(op.id, {}).values())
    assert differences == expected


@_each()
def test_answers_hold_what_nobody_expected(op: Operation[Any, Any]) -> None:
    """Null anywhere, and values of enums that are not known yet, must not spoil an answer."""

    def check(spec: ParamSpec, at: str) -> None:
        assert spec.kind is not Kind.CHOICE, f"{at} refuses new values"
        for member in spec.fields:
            assert not member.required, f"{at}.{member.name} is required"
            assert member.nullable or member.kind is Kind.ANY, f"{at}.{member.name} refuses null"
            check(member, f"{at}.{member.name}")
        if spec.item is not None:
            check(spec.item, f"{at}[]")

    for spec in describe(op.response):
        assert not spec.required
        assert spec.nullable
        check(spec, spec.name)


@_each()
def test_choices_of_requests_are_checked(op: Operation[Any, Any]) -> None:
    """All but those of a permission profile, which is written back as it was read, and the
    one that the document does not declare."""
    free = {"permissionLevel", "types"}

    def check(spec: ParamSpec, at: str) -> None:
        if spec.choices and at.rsplit(".", 1)[-1].removesuffix("[]") not in free:
            assert spec.kind is Kind.CHOICE, f"{at} lets everything through"
        for member in spec.fields:
            check(member, f"{at}.{member.name}")
        if spec.item is not None:
            check(spec.item, f"{at}[]")

    for spec in describe(op.request):
        check(spec, spec.name)


def test_junk_values_are_still_in_the_document() -> None:
    """When Gong mends its document, what covers for it here has to go."""
    found: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            found.update(value for value in node.get("enum", ()) if isinstance(value, str))
            for inner in node.values():
                collect(inner)
        elif isinstance(node, list):
            for inner in node:
                collect(inner)

    collect(gong_document.load())
    assert found >= JUNK | JOINED
    # No other value looks as if it were several.
    assert {value for value in found if "," in value or "/" in value} == JUNK | JOINED


def test_no_sentence_is_copied() -> None:
    """Our texts are our own."""
    theirs: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            for key in ("description", "summary"):
                text = node.get(key)
                if isinstance(text, str):
                    theirs.add(" ".join(text.casefold().split()).strip(". "))
            for inner in node.values():
                collect(inner)
        elif isinstance(node, list):
            for inner in node:
                collect(inner)

    def own(spec: ParamSpec) -> Iterator[str]:
        yield spec.help
        if spec.item is not None:
            yield from own(spec.item)
        for member in spec.fields:
            yield from own(member)

    collect(gong_document.load())
    texts = {text for op in CATALOGUE for text in (op.help, op.title)}
    for op in CATALOGUE:
        for struct in (op.request, op.response):
            for spec in describe(struct):
                texts.update(own(spec))
    copied = {
        text
        for text in texts
        if len(text.split()) > 3
        and any(text.casefold().strip(". ") in sentence for sentence in theirs)
    }
    assert not copied
