"""Reads what belongs to the subject in the detail pane: how its counts went, what was found."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.store import CaseStore
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.cases.found_view import found_view
from gong_admin.ui.panels.cases.reading import read_findings
from gong_admin.ui.panels.cases.view import CasesView

_KEY = "one"


class OneSubject(QObject):
    """`subject` is the one that is shown, None for none."""

    def __init__(self, context: PanelContext, view: CasesView, scope: TaskScope) -> None:
        super().__init__(view)
        self._context, self._view, self._scope = context, view, scope
        self.subject: Subject | None = None
        self._found: Subject | None = None  # whose findings are shown
        view.detail.found_wanted.connect(self._read)

    def show(self, subject: Subject | None) -> None:
        """Read what belongs to it, unless that is shown."""
        if subject == self.subject:
            return
        self.subject = subject
        if subject is None:
            self._found = None
            self._scope.cancel(_KEY)
        else:
            self._read()

    def _read(self) -> None:
        if self.subject is not None:
            self._scope.start(_KEY, self._show(self.subject))

    async def _show(self, subject: Subject) -> None:
        office, detail = self._context.office, self._view.detail
        detail.show_series(await office.run(CaseStore.series, subject))
        if detail.shows_found and subject != self._found:
            findings, _raw = await office.run(read_findings, subject)
            detail.set_found(found_view(subject, findings))
            self._found = subject
