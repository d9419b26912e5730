"""Opening a case: its request is asked for, its subjects come from where it was asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from gong_admin.services.privacy.case import Case, CaseKind
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.ui.context import PanelContext
from gong_admin.ui.privacy.case_form import Request, RequestFields
from gong_admin.ui.privacy.keeping import fleeting_words
from gong_admin.ui.privacy.office_dialog import office_open
from gong_admin.ui.prompts import ask
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.scroll import FittingScrollArea

_WIDTH = 520


class NewCaseDialog(Dialog):
    """Asks what a case is about. `request()` once it was accepted."""

    def __init__(
        self,
        parent: QWidget | None,
        subjects: Sequence[NewSubject] = (),
        fleeting: str = "",
        for_access: Sequence[NewSubject] | None = None,
    ) -> None:
        """`fleeting` says that cases are not kept, where that is so. `for_access`: with whom a
        request for access begins, where that is somebody else."""
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self._subjects, self._fleeting = subjects, fleeting
        self._for_access = subjects if for_access is None else for_access
        self._request: Request | None = None  # outlives the fields, which go with the dialog
        self.setWindowTitle(self.tr("New privacy case"))
        self.title_label.setText(self.tr("New privacy case"))
        content = RequestFields()
        self.fields = content
        layout = content.layout()
        if layout is not None:
            layout.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self.leave_ring_room()
        self._whom = Label("", "secondary", wrap=True)
        self.add_flush(self._whom)
        self.body.addWidget(FittingScrollArea(content), 1)
        self.body.setSpacing(theme.space.m)
        self.add_cancel()
        self.button = self.add_button(
            self.tr("Open case"), kind="primary", icon="folder-plus", default=True
        )
        self.button.clicked.connect(self.accept)
        content.changed.connect(self._say)
        self._say()
        content.reference.setFocus()

    def request(self) -> Request | None:
        """What the case is about."""
        return self._request

    def accept(self) -> None:
        self._request = self.fields.request()
        if self._request is None:
            self.fields.mark()
            self.refit()
            return
        super().accept()

    def subjects(self) -> Sequence[NewSubject]:
        """With whom a case of the kind that is chosen begins."""
        access = self.fields.kind.value() == CaseKind.ACCESS.value
        return self._for_access if access else self._subjects

    def _say(self) -> None:
        subjects = self.subjects()
        nobody = bool(self._for_access) and not subjects
        self._whom.setText(self._about(subjects))
        self.button.set_disabled_because(
            self.tr("Everybody in the list is on the do-not-erase list") if nobody else ""
        )
        self.refit()

    def _about(self, subjects: Sequence[NewSubject]) -> str:
        left = len(self._for_access) - len(subjects)
        if left:
            return self.tr(
                "It begins with {0:,} of the list. Left out, being on the do-not-erase list: {1:,}."
            ).format(len(subjects), left)
        if not subjects:
            return self._fleeting or self.tr(
                "Everything that is asked and answered in it is kept on this computer, encrypted, "
                "in a log that shows if it was altered."
            )
        if len(subjects) == 1:
            return self.tr("It begins with {0}. Others can be added.").format(
                subjects[0].typed or subjects[0].value
            )
        return self.tr("It begins with {0:,} subjects. Others can be added.").format(len(subjects))


async def new_case(
    context: PanelContext,
    subjects: Sequence[NewSubject] = (),
    parent: QWidget | None = None,
    for_access: Sequence[NewSubject] | None = None,
) -> Case | None:
    """Ask what a new case is about and keep it with these subjects; None when the user gave up.

    `parent` is a widget of the window that asks. Where the cases are not open yet it is asked
    first how to open them. `for_access`: with whom a request for access begins, those included who
    must not be erased.
    """
    if not await office_open(context, parent):
        return None
    dialog = NewCaseDialog(parent, subjects, fleeting_words(context), for_access)
    if not await ask(dialog):
        return None
    request = dialog.request()
    if request is None:
        return None
    office = context.office
    whom = subjects
    if for_access is not None and request.kind is CaseKind.ACCESS:
        whom = for_access
    case = await office.run(CaseStore.create, request.case(office.tenant), whom)
    await office.recount()  # whoever shows it next finds it in the list
    office.touched(case.id)
    return case
