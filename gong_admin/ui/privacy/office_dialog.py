"""The question how the cases shall be opened, over whatever needs them."""

from __future__ import annotations

import asyncio

from PySide6.QtWidgets import QWidget

from gong_admin.runtime.case_office import CaseOffice, OfficeState
from gong_admin.ui.context import PanelContext
from gong_admin.ui.privacy.office_page import OfficePage
from gong_admin.ui.prompts import ask
from gong_admin.ui.widgets.dialog import Dialog, dialog_width

_WIDTH = 560
_BUSY = (OfficeState.CLOSED, OfficeState.OPENING)


class OfficeDialog(Dialog):
    """Shows what the cases need; accepted by itself once they are open."""

    def __init__(self, parent: QWidget | None, context: PanelContext) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Privacy cases"))
        self.title_label.setText(self.tr("Privacy cases"))
        self._office = context.office
        self.page = OfficePage(context)
        self.body.addWidget(self.page, 1)
        self.add_cancel()
        self._office.changed.connect(self._look)
        self.page.grown.connect(self.refit)

    def _look(self) -> None:
        if self._office.state is OfficeState.OPEN:
            self.accept()


async def office_open(context: PanelContext, parent: QWidget | None = None) -> bool:
    """Open the cases, and ask how where that has to be decided. False when the user gave up."""
    office = context.office
    office.ensure()
    await _settled(office)
    if office.state is OfficeState.OPEN:
        return True
    return await ask(OfficeDialog(parent, context))


async def _settled(office: CaseOffice) -> None:
    """Wait while the cases are being opened."""
    if office.state not in _BUSY:
        return
    done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def look() -> None:
        if office.state not in _BUSY and not done.done():
            done.set_result(None)

    office.changed.connect(look)
    try:
        await done
    finally:
        office.changed.disconnect(look)
