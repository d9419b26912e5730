"""Offices and stores that several files of these tests begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.store import CaseStore
from tests.unit.services.privacy.office import MASTER, Office


@pytest.fixture
def office(sandbox: Any, tmp_path: Path) -> Iterator[Office]:
    """An office that may erase, on a sandbox of its own."""
    opened = Office(sandbox(fresh=True), tmp_path)
    yield opened
    opened.running.control("faults", method="DELETE")
    opened.close()


@pytest.fixture
def reading(sandbox: Any, tmp_path: Path) -> Iterator[Office]:
    """An office that erases nothing, on a sandbox that others use as well."""
    opened = Office(sandbox(), tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where `store` keeps its cases."""
    return tmp_path / "cases.sqlite3"


@pytest.fixture
def store(path: Path) -> Iterator[CaseStore]:
    opened = CaseStore(path, Keys.of(MASTER))
    yield opened
    opened.close()
