"""`describe` tells what a form, a client and a sandbox need to know of a type."""

from __future__ import annotations

import pathlib
from typing import Annotated, Any, Literal

import msgspec

from gong_admin.api.operation import Model, Request
from gong_admin.api.spec import (
    File,
    Kind,
    NumberId,
    ParamSpec,
    Path,
    Place,
    Query,
    WholeBody,
    describe,
    note,
)


class Inner(Model, frozen=True, kw_only=True):
    name: str
    size: Annotated[int, note("In boxes.", minimum=1, maximum=9)] | None = None
    again: Inner | None = None


class Sample(Request, frozen=True, kw_only=True):
    item_id: Path[Annotated[NumberId, note("Which one.", of="call")]]
    from_: Query[str] = msgspec.field(name="from-here")
    when: Query[Annotated[str, note(of="date-time", example="2026-03-01T00:00:00Z")] | None] = None
    period: Literal["WEEK", "DAY", "ALWAYS"] | None = None
    level: Annotated[str, note(choices=("own", "all"))] | None = None
    ids: Annotated[list[str], note("Who.", unique=True, max_length=3)] | None = None
    kinds: list[Literal["b", "a"]] | None = None
    inner: Inner
    many: list[Inner] | None = None
    by_name: dict[str, list[int]] | None = None
    anything: Any = None
    share: float | None = None
    on: bool | None = None


class Upload(Request, frozen=True, kw_only=True):
    media_file: File[pathlib.Path]


class Whole(Request, frozen=True, kw_only=True):
    rows: WholeBody[list[Inner]]


SPECS = {spec.field: spec for spec in describe(Sample)}


def test_fields_keep_their_order_and_gongs_spelling() -> None:
    assert [spec.name for spec in describe(Sample)][:4] == ["itemId", "from-here", "when", "period"]
    assert SPECS["by_name"].name == "byName"


def test_places() -> None:
    assert SPECS["item_id"].place is Place.PATH
    assert SPECS["from_"].place is Place.QUERY
    assert SPECS["when"].place is Place.QUERY
    assert SPECS["inner"].place is Place.BODY
    assert describe(Upload)[0].place is Place.FILE
    assert describe(Whole)[0].place is Place.WHOLE


def test_kinds() -> None:
    assert {name: spec.kind for name, spec in SPECS.items()} == {
        "item_id": Kind.NUMBER_ID,
        "from_": Kind.TEXT,
        "when": Kind.TEXT,
        "period": Kind.CHOICE,
        "level": Kind.TEXT,
        "ids": Kind.SET,
        "kinds": Kind.LIST,
        "inner": Kind.OBJECT,
        "many": Kind.LIST,
        "by_name": Kind.MAP,
        "anything": Kind.ANY,
        "share": Kind.NUMBER,
        "on": Kind.BOOLEAN,
    }
    assert describe(Upload)[0].kind is Kind.FILE
    assert describe(Whole)[0].kind is Kind.LIST


def test_required_and_nullable() -> None:
    assert SPECS["from_"].required
    assert not SPECS["from_"].nullable
    assert not SPECS["when"].required
    assert SPECS["when"].nullable
    assert SPECS["inner"].required


def test_notes_are_found_inside_optional_types() -> None:
    assert SPECS["item_id"].help == "Which one."
    assert SPECS["item_id"].of == "call"
    assert SPECS["when"].of == "date-time"
    assert SPECS["when"].example == "2026-03-01T00:00:00Z"
    assert SPECS["ids"].help == "Who."


def test_choices_keep_their_order() -> None:
    assert SPECS["period"].choices == ("WEEK", "DAY", "ALWAYS")
    assert SPECS["level"].choices == ("own", "all")
    kinds = SPECS["kinds"].item
    assert kinds is not None
    assert kinds.kind is Kind.CHOICE
    assert kinds.choices == ("b", "a")


def test_bounds() -> None:
    size = _member(SPECS["inner"], "size")
    assert (size.minimum, size.maximum) == (1, 9)
    assert size.help == "In boxes."
    assert (SPECS["ids"].min_length, SPECS["ids"].max_length) == (None, 3)


def test_inner_types_to_the_last_level() -> None:
    assert [member.name for member in SPECS["inner"].fields] == ["name", "size", "again"]
    assert SPECS["inner"].type is Inner
    many = SPECS["many"].item
    assert many is not None
    assert [member.name for member in many.fields] == ["name", "size", "again"]
    by_name = SPECS["by_name"].item
    assert by_name is not None
    assert by_name.kind is Kind.LIST
    assert by_name.item is not None
    assert by_name.item.kind is Kind.INTEGER


def test_a_type_inside_itself_ends() -> None:
    again = _member(SPECS["inner"], "again")
    assert again.kind is Kind.OBJECT
    assert again.fields == ()
    assert again.type is Inner


def test_describing_twice_costs_nothing() -> None:
    assert describe(Sample) is describe(Sample)


def _member(spec: ParamSpec, field: str) -> ParamSpec:
    return next(member for member in spec.fields if member.field == field)
