"""Lookup: what Gong holds on a person outside the company, one or a list."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.lookup.presenter import LookupPresenter

    return LookupPresenter(context)
