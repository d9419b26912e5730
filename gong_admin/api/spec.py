"""What an operation takes, as data: `describe` does all introspection of request types."""

from __future__ import annotations

import enum
import functools
from dataclasses import dataclass
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import inspect

T = TypeVar("T")


class Place(enum.StrEnum):
    PATH = "path"
    QUERY = "query"
    BODY = "body"  # a member of the JSON body
    WHOLE = "whole"  # the JSON body itself
    FILE = "file"  # a part of a multipart body


Path = Annotated[T, msgspec.Meta(extra={"place": Place.PATH})]
Query = Annotated[T, msgspec.Meta(extra={"place": Place.QUERY})]
WholeBody = Annotated[T, msgspec.Meta(extra={"place": Place.WHOLE})]
File = Annotated[T, msgspec.Meta(extra={"place": Place.FILE})]
"""A `pathlib.Path` of the file to upload."""


class NumberId(str):
    """An id that Gong's document calls a 64-bit number. Kept as text, because it passes 2^53 and
    because live answers also send it as a string; sent as a number inside a JSON body."""

    __slots__ = ()


def note(
    help: str = "",
    *,
    of: str = "",
    choices: tuple[str, ...] = (),
    example: Any = None,
    unique: bool = False,
    needed: bool = False,
    given: bool = False,
    min_length: int | None = None,
    max_length: int | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
) -> msgspec.Meta:
    """A field's documentation, for `Annotated[T, note("…")]`.

    `of` says what an id stands for, so that a form can offer loaded things: one of `user`,
    `workspace`, `profile`, `call`, `folder`, `tracker`, `scorecard`, `integration`, `flow`,
    `user-email`, `date`, `date-time`, `email`, `phone`, `url`. `choices` are the known values of a
    text that may also hold values unknown today (in answers, and in what is written back).
    `unique`: a list that Gong takes as a set. `needed`: Gong's document doesn't insist on it, yet
    a request without it makes no sense. `given`: Gong sets it by itself. The bounds count
    characters of a text or elements of a list (`min_length`, `max_length`) or limit a number
    (`minimum`, `maximum`); they need `T` itself inside:
    `Annotated[str, note(max_length=255)] | None`.
    """
    extra: dict[str, Any] = {}
    if of:
        extra["of"] = of
    if choices:
        extra["choices"] = choices
    if unique:
        extra["unique"] = True
    if needed:
        extra["needed"] = True
    if given:
        extra["given"] = True
    bounds: dict[str, Any] = {
        "min_length": min_length,
        "max_length": max_length,
        "ge": minimum,
        "le": maximum,
    }
    return msgspec.Meta(
        description=help or None,
        examples=[example] if example is not None else None,
        extra=extra or None,
        **bounds,
    )


class Kind(enum.StrEnum):
    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    NUMBER_ID = "number-id"
    OBJECT = "object"
    LIST = "list"
    SET = "set"  # a list without duplicates
    MAP = "map"
    ANY = "any"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class ParamSpec:
    """One input (or output field). `name` is Gong's spelling, `field` the Struct's attribute.

    `choices`: allowed values of a CHOICE, known values of a TEXT. `item`: element of LIST, SET and
    MAP. `fields`: members of an OBJECT; empty where a type contains itself. `required`: must be
    sent; `needed`: may be left out by the document, but not in good sense; `given`: set by Gong
    itself. `min_length`, `max_length` count characters of a text or elements of a list; `minimum`
    and `maximum` bound numbers.
    """

    name: str
    field: str
    place: Place
    kind: Kind
    required: bool = False
    needed: bool = False
    given: bool = False
    nullable: bool = True
    help: str = ""
    of: str = ""
    choices: tuple[str, ...] = ()
    item: ParamSpec | None = None
    fields: tuple[ParamSpec, ...] = ()
    min_length: int | None = None
    max_length: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    example: Any = None
    type: Any = None


def describe(struct: type[msgspec.Struct]) -> tuple[ParamSpec, ...]:
    """The fields of a request, model or response type, in the order of their declaration."""
    return _described(struct)


@functools.cache
def _described(struct: type[msgspec.Struct]) -> tuple[ParamSpec, ...]:
    return _fields(inspect.type_info(struct), ())


def _fields(info: Any, seen: tuple[type, ...]) -> tuple[ParamSpec, ...]:
    assert isinstance(info, inspect.StructType)
    if info.cls in seen:
        return ()
    hints = get_type_hints(info.cls)
    return tuple(
        _spec(
            field.type,
            hint=hints[field.name],
            name=field.encode_name,
            field=field.name,
            required=field.required,
            seen=(*seen, info.cls),
        )
        for field in info.fields
    )


def _literals(hint: Any) -> tuple[str, ...]:
    """The values of the Literal inside a type, as declared: msgspec sorts them."""
    if get_origin(hint) is Literal:
        return tuple(str(value) for value in get_args(hint))
    return next(filter(None, map(_literals, get_args(hint))), ())


def _spec(
    info: Any, *, hint: Any, name: str, field: str, required: bool, seen: tuple[type, ...]
) -> ParamSpec:
    extra: dict[str, Any] = {}
    help_text = ""
    examples: list[Any] = []
    nullable = False

    # Annotations wrap types in Metadata; `X | None` is a union whose members may be wrapped again.
    while True:
        if isinstance(info, inspect.Metadata):
            extra.update(info.extra or {})
            schema = info.extra_json_schema or {}
            help_text = help_text or schema.get("description", "")
            examples = examples or schema.get("examples", [])
            info = info.type
        elif isinstance(info, inspect.UnionType):
            members = [t for t in info.types if not isinstance(t, inspect.NoneType)]
            nullable = nullable or len(members) < len(info.types)
            if len(members) != 1:
                info = inspect.AnyType()
                break
            info = members[0]
        else:
            break

    place = Place(extra.get("place", Place.BODY))
    kind = Kind.ANY
    item: ParamSpec | None = None
    fields: tuple[ParamSpec, ...] = ()
    choices = tuple(extra.get("choices", ()))
    bounds: dict[str, Any] = {}
    python_type: Any = None

    def element(inner: Any) -> ParamSpec:
        return _spec(inner, hint=hint, name=name, field=field, required=True, seen=seen)

    match info:
        case inspect.StrType():
            kind = Kind.TEXT
            bounds = {"min_length": info.min_length, "max_length": info.max_length}
        case inspect.BoolType():
            kind = Kind.BOOLEAN
        case inspect.IntType():
            kind = Kind.INTEGER
            bounds = {"minimum": info.ge, "maximum": info.le}
        case inspect.FloatType():
            kind = Kind.NUMBER
            bounds = {"minimum": info.ge, "maximum": info.le}
        case inspect.LiteralType():
            kind, choices = Kind.CHOICE, _literals(hint)
        case inspect.ListType() | inspect.VarTupleType():
            kind, item = Kind.LIST, element(info.item_type)
            bounds = {"min_length": info.min_length, "max_length": info.max_length}
        case inspect.SetType() | inspect.FrozenSetType():
            kind, item = Kind.SET, element(info.item_type)
            bounds = {"min_length": info.min_length, "max_length": info.max_length}
        case inspect.DictType():
            kind, item = Kind.MAP, element(info.value_type)
        case inspect.StructType():
            kind, fields, python_type = Kind.OBJECT, _fields(info, seen), info.cls
        case inspect.CustomType():
            kind = Kind.NUMBER_ID if info.cls is NumberId else Kind.ANY
            python_type = info.cls
        case _:
            kind = Kind.ANY
    if place is Place.FILE:
        kind = Kind.FILE
    if extra.get("unique") and kind is Kind.LIST:
        kind = Kind.SET
    return ParamSpec(
        name=name,
        field=field,
        place=place,
        kind=kind,
        required=required,
        needed=bool(extra.get("needed")),
        given=bool(extra.get("given")),
        nullable=nullable,
        help=help_text,
        of=extra.get("of", ""),
        choices=choices,
        item=item,
        fields=fields,
        example=examples[0] if examples else None,
        type=python_type,
        **bounds,
    )
