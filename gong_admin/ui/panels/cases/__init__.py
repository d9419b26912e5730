"""Privacy cases: requests of people, from the lookup to the proof."""

from __future__ import annotations

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter


def create(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.cases.presenter import CasesPresenter

    return CasesPresenter(context)
