"""The library: public folders and the calls in them."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.library.presenter import LibraryPresenter

    return LibraryPresenter(context)
