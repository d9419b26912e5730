"""Keyword trackers: the words that Gong listens for."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.trackers.presenter import TrackersPresenter

    return TrackersPresenter(context)
