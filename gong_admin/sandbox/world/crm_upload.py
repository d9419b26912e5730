"""Reading what is uploaded to the CRM mirror: one JSON object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from gong_admin.sandbox.world.clock import parse
from gong_admin.sandbox.world.seeds import Wire

_REQUIRED = {
    "ACCOUNT": ("name",),
    "CONTACT": (),
    "DEAL": ("name",),
    "LEAD": (),
    "BUSINESS_USER": ("emailAddress",),
    "STAGE": ("name",),
}
_OBJECT_ID = re.compile(r"[A-Za-z0-9-]{1,64}|[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class Line:
    """`number` counts from 1; `problem` says why the line can't be taken, "" where it can."""

    number: int
    values: Wire
    problem: str


def read_lines(content: IO[bytes], object_type: str) -> Iterator[Line]:
    """The lines of an LDJSON file; empty ones are skipped but counted."""
    for number, raw in enumerate(content, start=1):
        if not raw.strip():
            continue
        try:
            values = json.loads(raw)
        except ValueError:
            yield Line(number, {}, "The line is not JSON")
            continue
        if not isinstance(values, dict):
            yield Line(number, {}, "The line is not a JSON object")
            continue
        yield Line(number, values, _problem(values, object_type))


def _problem(values: Wire, object_type: str) -> str:
    crm_id = values.get("objectId")
    if not isinstance(crm_id, str) or not crm_id:
        return "Field [objectId] is required and is missing or empty"
    if not _OBJECT_ID.fullmatch(crm_id):
        return "Field [objectId] has characters that are not allowed"
    if "modifiedDate" in values:
        try:
            parse(values["modifiedDate"])
        except (TypeError, ValueError):
            return "Field [modifiedDate] is not a date-time"
    if not values.get("isDeleted"):
        for name in _REQUIRED[object_type]:
            if not values.get(name):
                return f"Field [{name}] is required and is missing or empty"
    return ""
