"""Snapshots: how the company's Gong was set up, what has changed since, and the way back."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.snapshots.presenter import SnapshotsPresenter

    return SnapshotsPresenter(context)
