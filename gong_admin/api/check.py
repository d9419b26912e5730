"""Whether a request can be right, judged by what `describe` says of its fields."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Set
from pathlib import Path
from typing import Any

import msgspec

from gong_admin.api.spec import Kind, ParamSpec, Place

Problems = dict[str, str]


def check(values: Iterable[tuple[ParamSpec, Any]]) -> Problems:
    """What is wrong with these fields: dotted name, as Gong spells it, to a sentence."""
    problems: Problems = {}
    for spec, value in values:
        _field(spec, value, spec.name, problems)
    return problems


def _field(spec: ParamSpec, value: Any, name: str, problems: Problems) -> None:
    if value is None or value is msgspec.UNSET:
        if spec.required and not spec.nullable and spec.kind is not Kind.ANY:
            problems[name] = "is required"
    elif problem := _value(spec, value, name, problems):
        problems[name] = problem


def _value(spec: ParamSpec, value: Any, name: str, problems: Problems) -> str:
    """The problem with the value itself; those of what it holds go to `problems`."""
    match spec.kind:
        case Kind.TEXT | Kind.CHOICE | Kind.NUMBER_ID:
            return _text(spec, value)
        case Kind.BOOLEAN:
            return "" if isinstance(value, bool) else "must be true or false"
        case Kind.INTEGER | Kind.NUMBER:
            return _number(spec, value)
        case Kind.LIST | Kind.SET:
            return _elements(spec, value, name, problems)
        case Kind.MAP:
            if not isinstance(value, Mapping):
                return "must be an object"
            if spec.item is not None:
                for key, element in value.items():
                    _field(spec.item, element, f"{name}.{key}", problems)
            return ""
        case Kind.OBJECT:
            return _members(spec, value, name, problems)
        case Kind.FILE:
            return "" if isinstance(value, str | Path) and str(value) else "must be a file"
        case Kind.ANY:
            return ""


def _text(spec: ParamSpec, value: Any) -> str:
    if spec.kind is Kind.NUMBER_ID and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return "must be a text"
    if spec.kind is Kind.CHOICE and value not in spec.choices:
        return f"must be one of {', '.join(spec.choices)}"
    if not value and spec.required and spec.place in (Place.PATH, Place.QUERY):
        return "is required"
    if spec.kind is Kind.NUMBER_ID and not (value.isascii() and value.isdigit()):
        return "must be a whole number"
    if spec.place is Place.PATH and value in (".", ".."):
        # A path segment of dots would name another operation.
        return "can't be dots alone"
    if not _encodable(value):
        return "holds half a character (an unpaired surrogate)"
    return _length(spec, len(value), "character", "characters")


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _number(spec: ParamSpec, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if isinstance(value, float):
        if not math.isfinite(value):
            return "must be a finite number"
        if spec.kind is Kind.INTEGER:
            return "must be a whole number"
    if spec.minimum is not None and value < spec.minimum:
        return f"must be at least {spec.minimum:g}"
    if spec.maximum is not None and value > spec.maximum:
        return f"must be at most {spec.maximum:g}"
    return ""


def _elements(spec: ParamSpec, value: Any, name: str, problems: Problems) -> str:
    if not isinstance(value, list | tuple | Set):
        return "must be a list"
    if problem := _length(spec, len(value), "entry", "entries"):
        return problem
    if not value and spec.required and spec.place is Place.QUERY:
        return "is required"
    if spec.kind is Kind.SET and isinstance(value, list | tuple):
        seen: set[str] = set()
        for element in value:
            if isinstance(element, str) and element in seen:
                return f"holds {element} twice"
            if isinstance(element, str):
                seen.add(element)
    if spec.item is not None:
        for index, element in enumerate(value):
            _field(spec.item, element, f"{name}.{index}", problems)
    return ""


def _members(spec: ParamSpec, value: Any, name: str, problems: Problems) -> str:
    """An object may be its Struct or the dict that a form or a script made."""
    if isinstance(value, Mapping):
        for member in spec.fields:
            _field(member, value.get(member.name), f"{name}.{member.name}", problems)
    elif isinstance(value, msgspec.Struct):
        for member in spec.fields:
            _field(member, getattr(value, member.field), f"{name}.{member.name}", problems)
    else:
        return "must be an object"
    return ""


def _length(spec: ParamSpec, length: int, one: str, many: str) -> str:
    if spec.min_length is not None and length < spec.min_length:
        return f"needs at least {spec.min_length} {one if spec.min_length == 1 else many}"
    if spec.max_length is not None and length > spec.max_length:
        return f"may have at most {spec.max_length} {one if spec.max_length == 1 else many}"
    return ""
