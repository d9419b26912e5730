"""The API console: every operation of Gong's API by hand."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    """The panel; its parts are loaded now."""
    from gong_admin.ui.panels.console.presenter import ConsolePresenter

    return ConsolePresenter(context)
