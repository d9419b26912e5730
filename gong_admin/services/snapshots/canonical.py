"""JSON as it stands in a snapshot: the same content is always the same text, so that it can be
compared line by line and kept in git."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec


def canonical(value: Any) -> bytes:
    """`value` as indented JSON with sorted keys and a line end. `msgspec.Raw` parts are sorted
    too; their numbers stay to the letter, since ids beyond 2^53 occur.

    Raises `msgspec.DecodeError` for raw parts that are not JSON.
    """
    text = msgspec.json.format(msgspec.json.encode(_sorted(value)), indent=2)
    return text + b"\n"


def _sorted(value: Any) -> Any:
    if isinstance(value, msgspec.Raw):
        return _sorted_raw(value)
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_sorted(each) for each in value]
    return value


def _sorted_raw(raw: msgspec.Raw) -> Any:
    text = bytes(raw).strip()
    match text[:1]:
        case b"{":
            members = msgspec.json.decode(text, type=dict[str, msgspec.Raw])
            return {key: _sorted_raw(members[key]) for key in sorted(members)}
        case b"[":
            return [_sorted_raw(each) for each in msgspec.json.decode(text, type=list[msgspec.Raw])]
        case b'"':
            # One and the same text can be written in several ways.
            return msgspec.json.decode(text, type=str)
        case _:
            return msgspec.json.decode(text, type=msgspec.Raw)  # which sees that it is a value
