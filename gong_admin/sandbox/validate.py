"""Checks a request against its declaration, and answers like Gong: 400 with sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gong_admin.api.spec import Kind, ParamSpec, Place
from gong_admin.sandbox.errors import Refusal

_WHOLE_NUMBER = re.compile(r"-?\d{1,20}")
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")

Query = dict[str, list[str]]


def check_parameters(specs: tuple[ParamSpec, ...], path: dict[str, str], query: Query) -> None:
    """Raises Refusal 400 with a sentence for every parameter that is missing or wrong."""
    problems = list(_parameter_problems(specs, path, query))
    if problems:
        raise Refusal(400, *problems)


def check_body(specs: tuple[ParamSpec, ...], body: Any) -> None:
    """`body` is the decoded JSON body, None when there was none.

    Raises Refusal 400 with a sentence for every member that is missing or wrong.
    """
    whole = next((spec for spec in specs if spec.place is Place.WHOLE), None)
    members = tuple(spec for spec in specs if spec.place is Place.BODY)
    if whole is None and not members:
        return
    if body is None:
        if whole is not None or any(spec.required for spec in members):
            raise Refusal(400, "The request body is missing")
        return
    if whole is not None:
        problems = list(_value_problems(whole, body, whole.name))
    elif not isinstance(body, dict):
        problems = ["The request body is not a JSON object"]
    else:
        problems = list(_member_problems(members, body, ""))
    if problems:
        raise Refusal(400, *problems)


def _parameter_problems(
    specs: tuple[ParamSpec, ...], path: dict[str, str], query: Query
) -> Iterator[str]:
    for spec in specs:
        if spec.place is Place.PATH:
            values = [path[spec.name]]
        elif spec.place is Place.QUERY:
            values = query.get(spec.name, [])
        else:
            continue
        if not any(values):
            if spec.required:
                yield f"The parameter '{spec.name}' is required"
            continue
        listed = spec.kind in (Kind.LIST, Kind.SET)
        if len(values) > 1 and not listed:
            yield f"The parameter '{spec.name}' was given {len(values)} times"
            continue
        element = spec.item if listed and spec.item is not None else spec
        for value in values:
            problem = _text_problem(element, value)
            if problem:
                yield f"The parameter '{spec.name}' {problem}"


def _text_problem(spec: ParamSpec, value: str) -> str:
    """What is wrong with a parameter's text, as the end of a sentence; "" if nothing."""
    match spec.kind:
        case Kind.INTEGER | Kind.NUMBER_ID:
            if not _WHOLE_NUMBER.fullmatch(value):
                return f"is not a whole number: '{value}'"
            return _bound_problem(spec, int(value)) if spec.kind is Kind.INTEGER else ""
        case Kind.NUMBER:
            if not _NUMBER.fullmatch(value):
                return f"is not a number: '{value}'"
            return _bound_problem(spec, float(value))
        case Kind.BOOLEAN:
            if value.lower() not in ("true", "false"):
                return f"is neither true nor false: '{value}'"
        case Kind.CHOICE:
            if value not in spec.choices:
                return f"has an unknown value: '{value}'"
        case Kind.TEXT:
            return _length_problem(spec, len(value), "characters")
        case _:
            pass
    return ""


def _member_problems(
    specs: tuple[ParamSpec, ...], body: dict[str, Any], prefix: str
) -> Iterator[str]:
    for spec in specs:
        name = f"{prefix}{spec.name}"
        value = body.get(spec.name)
        if value is None:
            if spec.required:
                yield f"The field '{name}' is required"
            continue
        yield from _value_problems(spec, value, name)


def _value_problems(spec: ParamSpec, value: Any, name: str) -> Iterator[str]:
    match spec.kind:
        case Kind.OBJECT:
            if isinstance(value, dict):
                yield from _member_problems(spec.fields, value, f"{name}.")
            else:
                yield f"The field '{name}' is not an object"
        case Kind.LIST | Kind.SET:
            if not isinstance(value, list):
                yield f"The field '{name}' is not a list"
                return
            problem = _length_problem(spec, len(value), "items")
            if problem:
                yield f"The field '{name}' {problem}"
            if spec.item is not None:
                for index, item in enumerate(value):
                    if item is None:
                        yield f"The field '{name}[{index}]' is null"
                    else:
                        yield from _value_problems(spec.item, item, f"{name}[{index}]")
        case Kind.MAP:
            if not isinstance(value, dict):
                yield f"The field '{name}' is not an object"
        case Kind.ANY | Kind.FILE:
            pass
        case _:
            problem = _scalar_problem(spec, value)
            if problem:
                yield f"The field '{name}' {problem}"


def _scalar_problem(spec: ParamSpec, value: Any) -> str:
    match spec.kind:
        case Kind.BOOLEAN:
            return "" if isinstance(value, bool) else "is not a boolean"
        case Kind.INTEGER | Kind.NUMBER:
            number = int if spec.kind is Kind.INTEGER else int | float
            if isinstance(value, bool) or not isinstance(value, number):
                return "is not a number"
            return _bound_problem(spec, value)
        case Kind.NUMBER_ID:
            text = str(value)
            if isinstance(value, bool | float) or not _WHOLE_NUMBER.fullmatch(text):
                return "is not a whole number"
            return ""
        case _ if not isinstance(value, str):
            return "is not a text"
        case Kind.CHOICE:
            return "" if value in spec.choices else f"has an unknown value: '{value}'"
        case _:
            return _length_problem(spec, len(value), "characters")


def _bound_problem(spec: ParamSpec, value: float) -> str:
    if spec.minimum is not None and value < spec.minimum:
        return f"is less than {spec.minimum:g}"
    if spec.maximum is not None and value > spec.maximum:
        return f"is more than {spec.maximum:g}"
    return ""


def _length_problem(spec: ParamSpec, length: int, unit: str) -> str:
    if spec.min_length is not None and length < spec.min_length:
        return f"has fewer than {spec.min_length} {unit}"
    if spec.max_length is not None and length > spec.max_length:
        return f"has more than {spec.max_length} {unit}"
    return ""
