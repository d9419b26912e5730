"""A desktop for each test that needs a real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, missing_tools


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    missing = missing_tools()
    if missing:
        pytest.skip(f"needs {', '.join(missing)}: see packaging/debian-packages-tests.txt")
    with Desktop(tmp_path) as desktop:
        yield desktop
