"""Permission profiles: what the people of a workspace may see and do."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.profiles.presenter import ProfilesPresenter

    return ProfilesPresenter(context)
