"""Who can, and why: what profiles, members and the reporting tree mean for people."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.access.presenter import AccessPresenter

    return AccessPresenter(context)
