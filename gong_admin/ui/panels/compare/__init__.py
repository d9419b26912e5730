"""Permission profiles side by side: what differs, what is alike, and settings copied over."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter

    return ComparePresenter(context)
