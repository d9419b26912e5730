"""Every answer of the sandbox, which knows nothing of the program's types, fits into them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.spec import Kind, ParamSpec, describe
from gong_admin.api.types.common import decode_hook
from gong_admin.sandbox.routes import AnyOperation
from tests.contract.known import Known
from tests.contract.requests_that_work import REQUESTS

# A setting of a later version of Gong, which some profiles have; the raw answer keeps it.
LATER = "agentStudioAccess"


@pytest.mark.parametrize("operation", CATALOGUE, ids=lambda operation: operation.id)
def test_answer_fits_its_type(company: Callable[[str], Known], operation: AnyOperation) -> None:
    known = company(operation.id)
    sent = REQUESTS[operation.id](known)
    path = re.sub(r"{(\w+)}", lambda match: (sent.path or {})[match[1]], operation.path)
    reply = known.client.send(operation.method, path, sent.query, sent.body, file=sent.file)
    assert reply.status < 300, reply.raw[:500]
    value = msgspec.json.decode(
        reply.raw, type=operation.response, strict=False, dec_hook=decode_hook
    )
    if operation.items:
        assert getattr(value, operation.items), f"{operation.items} is empty"
    unknown = set(_unknown(describe(operation.response), json.loads(reply.raw), ""))
    assert not {name for name in unknown if not name.endswith(f".{LATER}")}


def _unknown(specs: tuple[ParamSpec, ...], value: Any, path: str) -> list[str]:
    """Fields of the answer that its type does not have, by path."""
    if not isinstance(value, dict) or not specs:
        return []
    known = {spec.name: spec for spec in specs}
    found = [f"{path}{name}" for name in value if name not in known]
    for name, spec in known.items():
        inner = value.get(name)
        if spec.kind is Kind.OBJECT:
            found += _unknown(spec.fields, inner, f"{path}{name}.")
        elif spec.kind in (Kind.LIST, Kind.SET) and spec.item is not None:
            for item in inner or []:
                found += _unknown(spec.item.fields, item, f"{path}{name}.")
    return found
