"""Users: who is in Gong, what Gong captures of them, and what that was before."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.users.presenter import UsersPresenter

    return UsersPresenter(context)
