"""Sending: beside the window, noted in the history, reviewed first where it does more than read."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.operation import Effect
from gong_admin.runtime.errors import ChangesLocked, LocalProblem
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services import console
from gong_admin.services.console import AnyOperation, Draft, Fetched
from gong_admin.services.privacy.erasing import ERASES
from gong_admin.services.progress import Progress
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.console import in_case, texts
from gong_admin.ui.panels.console.answer_json import JsonText
from gong_admin.ui.panels.console.answer_pane import AnswerPane, ShownAnswer
from gong_admin.ui.panels.console.answer_table import AnswerTable, table_of
from gong_admin.ui.panels.console.history import RequestHistory

_KEY = "send"


class Sender(QObject):
    """Sends one request at a time and shows in `pane` what becomes of it.

    `named(of, id)`: an answer named a thing that an example can be about.
    """

    named = Signal(str, str)

    def __init__(
        self, context: PanelContext, scope: TaskScope, pane: AnswerPane, history: RequestHistory
    ) -> None:
        super().__init__(pane)
        self._context = context
        self._scope = scope
        self._pane = pane
        self._history = history
        self._token: CancelToken | None = None
        self._job: Job | None = None
        self._last: Fetched | None = None
        self._reading = False
        self._left = False  # whether another operation is shown by now
        context.jobs.changed.connect(self._job_changed)

    @property
    def busy(self) -> bool:
        return self._scope.is_running(_KEY)

    @property
    def has_answer(self) -> bool:
        """Whether there is an answer that can be saved."""
        return self._last is not None

    def send(self, draft: Draft, values: dict[str, Any], raw: str | None, pages: int) -> None:
        """Send `draft`; `values` and `raw` are what the form held, for the history."""
        self._token = token = CancelToken()
        self._left = False
        self._reading = draft.op.effect is Effect.READ
        work: Coroutine[Any, Any, Fetched | None]
        if self._reading:
            work = self._read(draft, token, pages)
        elif draft.op.id in ERASES:
            work = self._erase(draft, values)
        else:
            work = self._write(draft, values, token)
        self._scope.start(_KEY, self._noted(draft.op, values, raw, work), token=token)

    def cancel(self) -> None:
        """Stop what is under way; of a walk over pages, keep what has come."""
        if self._token is not None:
            self._token.cancel()

    def leave(self) -> None:
        """Another operation is shown: nothing of the last one may appear in its place. A read is
        given up; what does more goes on, and a toast tells its end."""
        self._last = None
        self._left = True
        if self._reading:
            self._scope.cancel(_KEY)

    def unlock(self, op: AnyOperation) -> None:
        """Offer to open the lock."""
        self._scope.start("unlock", self._unlocked(op))

    def close(self) -> None:
        self.cancel()
        self._context.jobs.changed.disconnect(self._job_changed)

    async def _noted(
        self,
        op: AnyOperation,
        values: dict[str, Any],
        raw: str | None,
        work: Coroutine[Any, Any, Fetched | None],
    ) -> None:
        """Run `work` and note in the history what came of it."""
        outcome, seconds, sent = "failed", None, True
        try:
            fetched: Fetched | None = await work
            sent = fetched is not None
            if fetched is not None:
                outcome, seconds = texts.status_text(fetched.status), fetched.seconds
        except errors.Answered as problem:
            outcome = texts.status_text(problem.status)
            self._show_refusal(op, problem)
            raise
        except (errors.Cancelled, asyncio.CancelledError):
            outcome = "cancelled"
            raise
        except LocalProblem as problem:
            sent = not isinstance(problem, ChangesLocked)
            raise
        finally:
            self._token = None
            if sent:
                self._note(op, values, raw, outcome, seconds)

    def _note(
        self,
        op: AnyOperation,
        values: dict[str, Any],
        raw: str | None,
        outcome: str,
        seconds: float | None,
    ) -> None:
        try:
            self._history.add(op, values, raw, outcome, seconds)
        except OSError as problem:
            # What came of the request matters more, and is told in its own place.
            self._context.toast(
                self.tr("The history of requests can't be saved: {0}").format(problem.strerror)
            )

    async def _read(self, draft: Draft, token: CancelToken, pages: int) -> Fetched:
        run = self._context.session.run if pages == 1 else self._context.session.run_background
        job = self._begin(draft.op)
        try:
            fetched = await run(console.fetch, draft, token=token, progress=job.report, pages=pages)
        except BaseException:
            job.finish(failed=not token.cancelled)
            self._ended()
            raise
        job.finish(failed=fetched.error is not None)
        await self._show(fetched)
        return fetched

    async def _write(
        self, draft: Draft, values: dict[str, Any], token: CancelToken
    ) -> Fetched | None:
        """Ask, send, show. None where the user thought better of it."""
        context, op = self._context, draft.op
        if not await self._unlocked(op):
            return None
        if not await context.prompts.review(
            texts.review(context.session.connection, draft, values)
        ):
            return None
        job = self._begin(op)
        try:
            answer = await context.session.call(
                op,
                draft.request,
                token=token,
                raw_body=draft.raw_body,
                progress=lambda done, total: job.report(Progress(done, total, "bytes")),
                subject=texts.subject(op, values),
            )
        except errors.Cancelled:
            self._ended()
            job.finish()
            self._pane.show_message(
                UserMessage(
                    Severity.WARNING,
                    self.tr("Cancelled, but it may have been on its way"),
                    self.tr(
                        "“{0}” was cancelled after it had begun. Look at the result before you "
                        "do it again."
                    ).format(op.title),
                    actions=(ActionKind.CHECK_RESULT,) if console.reader_of(op) else (),
                )
            )
            raise
        except BaseException:
            job.finish(failed=True)
            self._ended()
            raise
        finally:
            # Also after an error: it may have happened all the same.
            context.data.wrote(op.id)
        job.finish()
        fetched = console.of_answer(op, answer)
        await self._show(fetched)
        return fetched

    async def _erase(self, draft: Draft, values: dict[str, Any]) -> None:
        """Through the case in which it was approved, never by itself. None: the case notes it."""
        context = self._context
        found = await in_case.approved_in(context, draft, values)
        if found is None:
            self._pane.show_message(in_case.needs_case())
            return
        case, subject = found
        if not await self._unlocked(draft.op):
            return
        review = texts.review(context.session.connection, draft, values)
        if await context.prompts.review(in_case.with_case(review, case)):
            message = await in_case.erase_in(context.office, case, subject)
            if not self._left:
                self._pane.show_message(message)

    async def _unlocked(self, op: AnyOperation) -> bool:
        """Whether changes are allowed; offers to open the lock. Raises `ChangesLocked` for a
        connection that is read-only for good."""
        lock, name = self._context.session.lock, self._context.session.connection.name
        if lock.is_open:
            return True
        if lock.read_only:
            raise ChangesLocked(name, op.title, for_good=True)
        if await self._context.prompts.confirm(
            self.tr("Allow changes to {0}?").format(name),
            self.tr(
                "“{0}” does more than read, and the lock is closed. The request is "
                "still shown for review before it is sent."
            ).format(op.title),
            self.tr("Allow changes"),
        ):
            lock.open()
        return lock.is_open

    # -- the answer ----------------------------------------------------------------------------

    def _begin(self, op: AnyOperation) -> Job:
        self._last = None
        self._job = self._context.jobs.begin(
            self.tr("API console: {0}").format(op.title), cancel=self.cancel
        )
        self._pane.show_loading(self.tr("Waiting for Gong: {0}").format(op.title))
        return self._job

    def _ended(self) -> None:
        self._job = None
        self._pane.show_loaded()

    def _job_changed(self, job: Job) -> None:
        if job is not self._job:
            return
        done, total = job.progress.done, job.progress.total
        self._pane.show_loading(
            self.tr("Reading: {0}").format(job.describe()), "", done / total if total else None
        )

    async def _show(self, fetched: Fetched) -> None:
        """Prepare the answer beside the window, then show it."""
        text, table = await self._context.bridge.run(_prepared, fetched)
        self._ended()
        if self._left:
            status = texts.status_text(fetched.status)
            self._context.toast(f"{fetched.op.title}: {status}")
            return
        self._last = fetched
        unit = texts.unit_of(fetched.op)
        partial = fetched.error is not None or bool(fetched.stopped)
        self._pane.show_answer(
            ShownAnswer(
                operation_id=fetched.op.id,
                status=texts.status_text(fetched.status),
                tone="warn" if partial or fetched.empty_because else "ok",
                facts=texts.facts(fetched, unit),
                request_id=fetched.request_id or "",
                headers=fetched.headers,
                text=text,
                table=table,
                items=fetched.items,
                unit=unit,
            )
        )
        self._tell_named(fetched.op, table)
        message = _remark(fetched, unit)
        if message is not None:
            self._pane.show_message(message)

    def _show_refusal(self, op: AnyOperation, problem: errors.Answered) -> None:
        """What Gong said instead of a success, as it came; the message stands above."""
        self._last = None
        if self._left:
            return
        self._pane.show_answer(
            ShownAnswer(
                operation_id=op.id,
                status=texts.status_text(problem.status),
                tone="danger",
                facts=(texts.size_text(len(problem.body.encode())),),
                request_id=problem.request_id or "",
                headers={},
                text=JsonText.of(problem.body.encode()),
            )
        )

    def _tell_named(self, op: AnyOperation, table: AnswerTable | None) -> None:
        of, field = console.NAMED_BY.get(op.id, ("", ""))
        if of and table is not None and table.rows:
            value = table.rows[0].cells.get(field)
            if isinstance(value, str):
                self.named.emit(of, value)

    def save_answer(self) -> None:
        """Save the body exactly as it came."""
        fetched = self._last
        if fetched is not None:
            self._scope.start("save", self._save(fetched))

    async def _save(self, fetched: Fetched) -> None:
        suggested = Path.home() / f"{fetched.op.id}.json"
        path = await self._context.prompts.save_file(
            self.tr("Save the answer"), suggested, self.tr("JSON (*.json);;All files (*)")
        )
        if path is not None:
            await self._context.bridge.run(path.write_bytes, fetched.body)
            self._context.toast(self.tr("Saved as {0}").format(path.name))


def _prepared(fetched: Fetched) -> tuple[JsonText, AnswerTable | None]:
    return JsonText.of(fetched.body), table_of(fetched.op, fetched.body)


def _remark(fetched: Fetched, unit: str) -> UserMessage | None:
    """What has to be known about an answer that is not all there is."""
    count = texts.count_text(fetched, unit)
    if fetched.error is not None:
        message = present(fetched.error)
        return replace(
            message, title=translate("console", "{0}, incomplete: {1}").format(count, message.title)
        )
    if fetched.stopped:
        return UserMessage(
            Severity.INFO, translate("console", "{0}, incomplete").format(count), fetched.stopped
        )
    if fetched.empty_because:
        return UserMessage(
            Severity.INFO,
            translate("console", "Gong found nothing"),
            translate(
                "console",
                "It answered 404: “{0}”. That may also mean that the key lacks the scope {1}.",
            ).format(fetched.empty_because, fetched.op.scope or "of this operation"),
            actions=(ActionKind.RUN_DOCTOR,),
        )
    return None
