"""Workspaces: the parts into which a company has divided its Gong."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.workspaces.presenter import WorkspacesPresenter

    return WorkspacesPresenter(context)
