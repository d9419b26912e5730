"""The review at work: findings with their signatures, and the file for an auditor."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Sequence

from gong_admin.api.cancel import CancelToken
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import Severity, UserMessage
from gong_admin.runtime.sign_offs import SignOffs, sign_offs_of
from gong_admin.services.access.company import Company
from gong_admin.services.access.review import Finding, findings
from gong_admin.services.export import ExportFailed, ExportFormat, export
from gong_admin.services.words import counted
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.access.knowledge import PAINTED, Knowledge
from gong_admin.ui.panels.access.review_page import ReviewPage
from gong_admin.ui.panels.access.review_rows import (
    AUDIT_COLUMNS,
    ReviewRow,
    audit_lines,
    audit_rows,
    review_columns,
    review_key,
)
from gong_admin.ui.table.host import TableHost


class AccessReview:
    """Signatures are kept on this computer, for the tenant and not for the connection."""

    def __init__(
        self, context: PanelContext, knowledge: Knowledge, owner: Presenter, host: TableHost
    ) -> None:
        self._context, self._knowledge, self._owner = context, knowledge, owner
        self._found_for: Company | None = None
        self._rows: dict[str, ReviewRow] = {}
        self._company: Company | None = None  # that of the rows: they number its people
        self._read_at: dt.datetime | None = None
        self._signs: SignOffs | None = None
        model: RecordTableModel[ReviewRow] = RecordTableModel(review_columns(), key=review_key)
        self.page = ReviewPage(model, host)
        page = self.page
        page.table.set_empty(translate("access", "Nothing to review"), icon="check-circle")
        page.table.selection_changed.connect(self._show_selected)
        page.sign_wanted.connect(self._sign)
        page.open_wanted.connect(self._open_again)
        page.audit_wanted.connect(self._audit)

    def ask(self) -> None:
        """Look for everything there is to review, unless this company has been gone through."""
        company = self._knowledge.company
        if company is not None and company is not self._found_for:
            self._found_for = company
            self._owner.scope.start("review", lambda token: self._find(company, token))

    def forget(self) -> None:
        """Go through the company again when it is next asked for."""
        self._found_for = None

    async def _find(self, company: Company, token: CancelToken) -> None:
        connection = self._context.session.connection
        read_at = self._knowledge.read_at
        try:
            await asyncio.sleep(PAINTED)
            rows, self._signs = await self._context.bridge.run(
                _gone_through, company, connection, token
            )
        except BaseException:
            if self._found_for is company:
                self._found_for = None
            raise
        self._rows, self._company, self._read_at = rows, company, read_at
        self.page.table.model.set_records(self._rows.values())
        self._show_selected()

    @property
    def rows(self) -> list[ReviewRow]:
        """All findings with their signatures, whatever the filter."""
        return list(self._rows.values())

    def _show_selected(self) -> None:
        page, company = self.page, self._company
        rows: list[ReviewRow] = page.table.selected_records()
        people: list[tuple[str, str]] = []
        more = 0
        if len(rows) == 1 and company is not None:
            numbers = rows[0].finding.people
            shown = numbers[: page.people_shown()]
            people = [(company.people[one].id, company.name(one)) for one in shown]
            more = len(numbers) - len(shown)
        page.show_rows(rows, people, more)

    # -- signing -------------------------------------------------------------------------------

    def _sign(self, who: str, note: str) -> None:
        self.page.refuse_name("" if who else translate("access", "Say whose signature this is."))
        rows: list[ReviewRow] = self.page.table.selected_records()
        signs = self._signs
        if who and rows and signs is not None:
            pairs = [(row.finding.key, row.finding.state) for row in rows]
            self._owner.scope.start("sign", self._keep(rows, lambda: signs.sign(pairs, who, note)))

    def _open_again(self) -> None:
        rows: list[ReviewRow] = self.page.table.selected_records()
        signs = self._signs
        if rows and signs is not None:
            keys = [row.finding.key for row in rows]
            self._owner.scope.start("sign", self._keep(rows, lambda: signs.withdraw(keys)))

    async def _keep(self, rows: Sequence[ReviewRow], write: object) -> None:
        assert callable(write)
        try:
            await self._context.bridge.run(write)
        except OSError as problem:
            self._owner.show_message(
                UserMessage(
                    Severity.ERROR,
                    translate("access", "The signature was not kept"),
                    translate("access", "It could not be written to this computer: {0}.").format(
                        problem.strerror or problem
                    ),
                )
            )
            return
        assert self._signs is not None
        changed = [
            _signed(row.finding, self._signs) for row in rows if row.finding.key in self._rows
        ]
        self._rows.update((row.finding.key, row) for row in changed)
        self.page.table.model.upsert(changed)
        self._show_selected()

    # -- the file for an auditor -----------------------------------------------------------------

    def _audit(self) -> None:
        if self._company is not None:
            self._owner.scope.start("audit", self._write)

    async def _write(self, token: CancelToken) -> None:
        """All findings, whatever the filter: a review that leaves something out is none."""
        context, rows = self._context, self.rows
        company, read_at, connection = self._company, self._read_at, context.session.connection
        assert company is not None
        tenant = f"{connection.name}, {connection.base_url}"
        name = files.dated_name("access-review", ExportFormat.XLSX, connection.name)
        path = await context.prompts.save_file(
            translate("access", "Export the access review"),
            files.last_folder(context.settings) / name,
            files.name_filter(ExportFormat.XLSX),
        )
        if path is None:
            return
        files.remember_folder(context.settings, path)
        lines = audit_lines(rows)
        job = context.jobs.begin(
            translate("access", "Exporting the access review"), lines, token.cancel
        )
        written = False
        try:
            await context.bridge.run_background(
                export,
                audit_rows(company, rows, tenant, read_at),
                AUDIT_COLUMNS,
                path,
                ExportFormat.XLSX,
                total=lines,
                token=token,
                progress=job.report,
            )
            written = True
        except ExportFailed as error:
            self._owner.show_message(files.not_written(error))
            return
        finally:
            job.finish(failed=not written and not token.cancelled)
        files.tell_written(self.page, counted(len(rows), "finding"), path)


def _gone_through(
    company: Company, connection: Connection, token: CancelToken
) -> tuple[dict[str, ReviewRow], SignOffs]:
    """Every finding by its key. There may be thousands: made where the window need not wait."""
    signs = sign_offs_of(connection.base_url, connection.id)
    return {one.key: _signed(one, signs) for one in findings(company, token)}, signs


def _signed(finding: Finding, signs: SignOffs) -> ReviewRow:
    key, state = finding.key, finding.state
    return ReviewRow(finding, signs.of(key, state), signs.earlier(key, state))
