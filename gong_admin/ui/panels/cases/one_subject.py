"""Reads what belongs to the subject in the detail pane: how its counts went, what was found."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gong_admin.runtime.language import translate
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.store import CaseStore
from gong_admin.ui.context import PanelContext
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panels.cases.reading import read_findings
from gong_admin.ui.panels.cases.view import CasesView
from gong_admin.ui.privacy.call_filler import CallFiller
from gong_admin.ui.privacy.findings_view import FindingsView

_KEY = "one"


class OneSubject(QObject):
    """`subject` is the one that is shown, None for none. `related(values)`: addresses and numbers
    that were found shall be added to the case."""

    related = Signal(object)

    def __init__(self, context: PanelContext, view: CasesView, scope: TaskScope) -> None:
        super().__init__(view)
        self._context, self._detail, self._scope = context, view.detail, scope
        self.subject: Subject | None = None
        self._found: Subject | None = None  # whose findings are shown
        self._findings: FindingsView | None = None
        self._filler: CallFiller | None = None
        view.detail.found_wanted.connect(self._read)
        # Closed, it stays closed, however often the subject changes.
        view.detail.closed.connect(self._closed)

    def show(self, subject: Subject | None) -> None:
        """Read what belongs to it, unless that is shown."""
        if subject == self.subject:
            return
        self.subject = subject
        if subject is None:
            self._scope.cancel(_KEY)
            self._forget()
        else:
            self._read()

    def _closed(self) -> None:
        self.show(None)

    def close(self) -> None:
        """The panel goes."""
        if self._filler is not None:
            self._filler.close()

    def _forget(self) -> None:
        self._found = None
        if self._findings is not None and self._filler is not None:
            self._filler.forget()
            self._findings.forget()

    def _read(self) -> None:
        if self.subject is not None:
            self._scope.start(_KEY, self._show(self.subject))

    async def _show(self, subject: Subject) -> None:
        office, detail = self._context.office, self._detail
        detail.show_series(await office.run(CaseStore.series, subject))
        if not detail.shows_found or subject == self._found:
            return
        findings = await office.run(read_findings, subject)
        self._found = subject
        if findings is None:
            gone = not subject.value
            detail.say_nothing_found(
                translate("cases", "What was found is gone")
                if gone
                else translate("cases", "Not looked up yet")
            )
        elif not (tables := findings.tables()):
            detail.say_nothing_found(translate("cases", "Gong holds nothing"))
        else:
            view, filler = self._view()
            view.show_findings(tables, findings.counts, subject.value)
            filler.forget()
            filler.offer(findings.call_ids)
            detail.show_found(view)

    def _view(self) -> tuple[FindingsView, CallFiller]:
        if self._findings is None or self._filler is None:
            self._findings = FindingsView(table_host(self._context), table_id="cases.found")
            self._filler = CallFiller(self._context, self._findings, self._case_id)
            self._findings.looked_up.connect(self._look_up)
            self._findings.added.connect(self.related)
        return self._findings, self._filler

    def _case_id(self) -> str:
        return "" if self._found is None else self._found.case_id

    def _look_up(self, value: str) -> None:
        self._context.navigate("lookup", value)
