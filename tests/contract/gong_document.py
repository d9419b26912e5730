"""Reading Gong's own document, for tests that compare the program with it.

A user's checkout has no such folder; `load` and `operations_table` skip the test then.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "gong"


@dataclass(frozen=True)
class Row:
    """One row of the table of operations. `number` is None where it has none."""

    id: str
    number: int | None
    method: str
    path: str
    area: str
    cursor: bool
    scope: str


def _read(name: str) -> str:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"Gong's document is not here: no {path}")
    return path.read_text(encoding="utf-8")


@cache
def _parsed() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(_read("openapi.json"))
    return parsed


def load() -> dict[str, Any]:
    """The whole OpenAPI document."""
    return _parsed()


def operations() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Method, path and declaration of every operation, by its operationId."""
    return {
        declared["operationId"]: (method.upper(), path, declared)
        for path, methods in load()["paths"].items()
        for method, declared in methods.items()
    }


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow references to where the schema is written."""
    while "$ref" in schema:
        schema = load()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def operations_table() -> list[Row]:
    """The rows of all areas' tables."""
    rows: list[Row] = []
    area = ""
    for line in _read("operations.md").splitlines():
        if line.startswith("## "):
            area = line[3:].strip()
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) != 10 or not re.match(r"(GET|POST|PUT|PATCH|DELETE) /", cells[2]):
            continue
        method, path = cells[2].split()
        rows.append(
            Row(
                id=cells[1],
                number=int(cells[0]) if cells[0] else None,
                method=method,
                path=path,
                area=area,
                cursor=cells[7] == "cursor",
                scope=cells[9],
            )
        )
    return rows
