"""Overview: the company at a glance, and what needs attention in it."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.overview.presenter import OverviewPresenter

    return OverviewPresenter(context)
