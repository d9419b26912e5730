"""A panel in a real window on the sandbox."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime.connections import Connection, ConnectionKind

# The window's fixtures, so that a panel is tested as it is composed.
from tests.ui.shell.conftest import answers, bench, services

__all__ = ["answers", "bench", "open_panel", "services"]


@pytest.fixture
def open_panel(bench: Any, sandbox: Any, run: Any) -> Callable[..., Any]:
    """`open_panel("users", target, faults={…}, users=200)`: the presenter of a panel, shown.

    `faults` are on before the panel reads anything, in a sandbox of the test's own; that is
    `open_panel.sandbox` afterwards.
    """

    def open_it(
        key: str, target: str | None = None, *, faults: dict[str, Any] | None = None, **options: Any
    ) -> Any:
        running = sandbox(fresh=faults is not None, **options)
        if faults:
            running.control("faults", faults)
        open_it.sandbox = running  # type: ignore[attr-defined]
        settings = bench.services.settings
        first = msgspec.structs.replace(settings.choices.window, panel=key)
        # Straight to this panel, and no slower than the sandbox.
        settings.update(window=first, calls_per_second=90.0, background_share=1.0)
        connection = Connection(
            name="Orvane",
            base_url=running.base_url,
            id="demo",
            kind=ConnectionKind.DEMO,
            read_only=False,
        )
        run(bench.open(connection, KeyPair(running.access_key, running.access_key_secret)))
        if target is not None:
            bench.navigate(key, target)
        return bench.current

    return open_it
