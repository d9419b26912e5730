"""Shared with the panels' tests: a panel in a real window on the sandbox."""

from __future__ import annotations

from tests.ui.panels.conftest import answers, bench, open_panel, services

__all__ = ["answers", "bench", "open_panel", "services"]
