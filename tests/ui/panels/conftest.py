"""A panel in a real window on the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

# The window's fixtures, so that a panel is tested as it is composed.
from tests.ui.shell.conftest import answers, bench, connect, services

__all__ = ["answers", "bench", "connect", "open_panel", "services"]


@pytest.fixture
def open_panel(bench: Any, connect: Any) -> Callable[..., Any]:
    """`open_panel("users", target, faults={…}, users=200)`: the presenter of a panel, shown.

    `faults` makes it a sandbox of the test's own; it is `open_panel.sandbox` afterwards.
    """

    def open_it(
        key: str, target: str | None = None, *, faults: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        running = connect(fresh=faults is not None, **options)
        open_it.sandbox = running  # type: ignore[attr-defined]
        if faults:
            running.control("faults", faults)
        bench.navigate(key, target)
        return bench.current

    return open_it
