"""What the console does: fills forms, writes requests out, sends them, shows what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.operation import Effect
from gong_admin.api.spec import describe
from gong_admin.runtime.errors import ChangesLocked, LocalProblem
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.journal import is_private
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.services import console
from gong_admin.services.console import AnyOperation, Draft, Fetched
from gong_admin.services.progress import Progress
from gong_admin.ui.context import PanelContext
from gong_admin.ui.forms.sources import TenantSources
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.console import texts
from gong_admin.ui.panels.console.answer_json import JsonText
from gong_admin.ui.panels.console.answer_pane import ShownAnswer
from gong_admin.ui.panels.console.answer_table import AnswerTable, table_of
from gong_admin.ui.panels.console.history import RequestHistory, Sent
from gong_admin.ui.panels.console.view import ConsoleView

_BY_ID = {op.id: op for op in CATALOGUE}
_FIRST = "listMultipleUsers"


class ConsolePresenter(Presenter):
    """One for each connection. Forms that were filled stay filled while it is open."""

    view: ConsoleView

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._history = RequestHistory.of_connection(context.session.connection.id)
        self._filled: dict[str, dict[str, Any]] = {}
        self._op: AnyOperation | None = None
        self._token: CancelToken | None = None
        self._job: Job | None = None
        self._last: Fetched | None = None
        view = self.view = ConsoleView(
            CATALOGUE, TenantSources(context.data), table_host(context), context.settings
        )
        view.operation_chosen.connect(self.choose)
        view.send_requested.connect(self.send)
        view.cancel_requested.connect(self.cancel)
        view.history_chosen.connect(self.fill_from)
        view.history_cleared.connect(self._forget)
        view.request.edited.connect(self._preview)
        view.request.reset_requested.connect(self.reset)
        view.request.example_requested.connect(self.fill_example)
        view.request.json_wanted.connect(self._switch_json)
        view.request.file_requested.connect(self._pick_file)
        view.request.head.history_button.clicked.connect(self.show_history)
        view.answer.save_requested.connect(self.save_answer)
        view.answer.message_action.connect(self._act)
        view.answer.copied.connect(context.toast)
        self.scope.busyChanged.connect(self._busy_changed)
        context.jobs.changed.connect(self._job_changed)
        for dataset in (context.data.users, context.data.workspaces, context.data.profiles):
            dataset.changed.connect(self._names_changed)
        self._actions = (
            view.make_action("Send the request", "paper-plane-tilt", self.send, "Ctrl+Return"),
            view.make_action("Fill in the example", "magic-wand", self.fill_example),
            view.make_action("Reset the form", "eraser", self.reset),
            view.make_action("Requests sent before", "clock-counter-clockwise", self.show_history),
            view.make_action("Copy the request", "terminal", view.answer.copy_request),
            view.make_action("Copy the answer", "copy", view.answer.copy_answer),
            view.make_action("Save the answer…", "download-simple", self.save_answer),
        )

    # -- the panel -----------------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        """`target` is an operation's id."""
        wanted = _BY_ID.get(target or "")
        if wanted is not None:
            self.choose(wanted)
        elif self._op is None:
            self.choose(_BY_ID.get(self.view.last_operation(), _BY_ID[_FIRST]))

    def refresh(self) -> None:
        """Send the same again; only what merely reads."""
        if self._op is not None and self._op.effect is Effect.READ and self.view.answer.answer:
            self.send()

    def actions(self) -> Sequence[QAction]:
        return self._actions

    def focus_filter(self) -> None:
        field = self.view.operations.field
        field.setFocus()
        field.selectAll()

    def show_message(self, message: UserMessage) -> None:
        self.view.show_message(message)

    def close(self) -> None:
        self.cancel()
        self.context.jobs.changed.disconnect(self._job_changed)
        data = self.context.data
        for dataset in (data.users, data.workspaces, data.profiles):
            dataset.changed.disconnect(self._names_changed)
        super().close()

    # -- the form ------------------------------------------------------------------------------

    def choose(self, op: AnyOperation) -> None:
        """Show an operation with what its form held when it was left."""
        if op is self._op:
            self.view.operations.choose(op)
            return
        self._leave()
        self._op = op
        self.view.show_operation(op, self._filled.get(op.id, self._start(op)))
        self.view.answer.clear()
        self.view.remember_operation(op.id)

    def reset(self) -> None:
        """Empty the form."""
        if self._op is not None:
            self._fill(self._start(self._op))

    def fill_example(self) -> None:
        """Fill in a request that works in the demo company."""
        if self._op is not None:
            self._fill(console.values_of(self._op, self._op.example))

    def fill_from(self, sent: Sent) -> None:
        """Show a request that was sent before."""
        op = _BY_ID.get(sent.operation)
        if op is None:
            return
        self.choose(op)
        self._fill(sent.values)
        if sent.raw is not None:
            self.view.request.show_json(sent.raw)
            self._preview()

    def show_history(self) -> None:
        self.view.show_history(self._history.entries())

    def _fill(self, values: dict[str, Any]) -> None:
        request = self.view.request
        request.show_json(None)
        cursor = values.get("cursor")
        if cursor:
            request.paging.choose("cursor", str(cursor))
        request.set_values(values)

    def _start(self, op: AnyOperation) -> dict[str, Any]:
        """What an empty form holds: the workspace chosen in the top bar, where one is asked."""
        chosen = self.context.workspace.current
        if not chosen:
            return {}
        return {spec.name: chosen for spec in describe(op.request) if spec.of == "workspace"}

    def _leave(self) -> None:
        op = self._op
        self.cancel()
        self._last = None
        if op is not None and not is_private(op):
            self._filled[op.id] = self.view.request.values()

    def _switch_json(self, wanted: bool) -> None:
        op, request = self._op, self.view.request
        if op is None:
            return
        if wanted:
            request.show_json(console.body_text(op, request.values()))
        else:
            try:
                draft = console.build_raw(op, request.values(), request.json_text() or "")
            except errors.InvalidRequest as problem:
                request.show_problems(problem.problems)
                return
            if draft.raw_body is not None:
                why = "holds what the form has no field for; it can only be edited as JSON"
                request.show_problems({"body": why})
                return
            request.show_json(None)
            request.set_values(console.values_of(op, draft.request))
        self._preview()

    def _pick_file(self, field: Any) -> None:
        async def pick() -> None:
            path = await self.context.prompts.open_file(
                "Choose the file to upload", Path.home(), "All files (*)"
            )
            if path is not None:
                field.choose(str(path))

        self.scope.start("file", pick())

    def _names_changed(self) -> None:
        self.view.request.show_names()

    # -- the request ---------------------------------------------------------------------------

    def _draft(self) -> Draft:
        """The request as it stands in the form. Raises `InvalidRequest`."""
        op, request = self._op, self.view.request
        assert op is not None
        assert request.form is not None
        unread = request.form.problems()
        if unread:
            raise errors.InvalidRequest(unread)
        text = request.json_text()
        draft = (
            console.build(op, request.values())
            if text is None
            else console.build_raw(op, request.values(), text)
        )
        if request.paging.start and draft.raw_body is None:
            draft = draft.from_cursor(request.paging.start)
        return draft

    def _preview(self) -> None:
        if self._op is None:
            return
        try:
            shown = texts.preview(self._draft())
        except errors.InvalidRequest as problem:
            shown = texts.incomplete(self._op, problem)
        self.view.answer.show_preview(shown)

    def send(self) -> None:
        """Send what the form says; what does more than read is reviewed first."""
        op = self._op
        if op is None or self.scope.is_running("send"):
            return
        try:
            draft = self._draft()
        except errors.InvalidRequest as problem:
            self.view.request.show_problems(problem.problems)
            self.show_message(present(problem))
            return
        self.view.request.show_problems({})
        self._token = token = CancelToken()
        values, raw = self.view.request.values(), self.view.request.json_text()
        if self.view.request.paging.start:
            values["cursor"] = self.view.request.paging.start
        work: Coroutine[Any, Any, Fetched | None]
        if draft.op.effect is Effect.READ:
            work = self._read(draft, token)
        else:
            work = self._write(draft, values, token)
        self.scope.start("send", self._noted(draft.op, values, raw, work), token=token)

    def cancel(self) -> None:
        """Stop what is under way; of a walk over pages, keep what has come."""
        if self._token is not None:
            self._token.cancel()

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
                self._history.add(op, values, raw, outcome, seconds)

    async def _read(self, draft: Draft, token: CancelToken) -> Fetched:
        pages = self.view.request.paging.pages if draft.raw_body is None else 1
        run = self.context.session.run if pages == 1 else self.context.session.run_background
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
        context, op = self.context, draft.op
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
            self.show_message(
                UserMessage(
                    Severity.WARNING,
                    "Cancelled, but it may have been on its way",
                    f"“{op.title}” was cancelled after it had begun. Look at the result before "
                    "you do it again.",
                )
            )
            raise
        except BaseException:
            job.finish(failed=True)
            self._ended()
            raise
        job.finish()
        fetched = console.of_answer(op, answer)
        await self._show(fetched)
        return fetched

    async def _unlocked(self, op: AnyOperation) -> bool:
        """Whether changes are allowed; offers to open the lock. Raises `ChangesLocked` for a
        connection that is read-only for good."""
        lock, name = self.context.session.lock, self.context.session.connection.name
        if lock.is_open:
            return True
        if lock.read_only:
            raise ChangesLocked(name, op.title, for_good=True)
        if await self.context.prompts.confirm(
            f"Allow changes to {name}?",
            f"“{op.title}” does more than read, and the lock is closed. The request is still shown "
            "for review before it is sent.",
            "Allow changes",
        ):
            lock.open()
        return lock.is_open

    # -- the answer ----------------------------------------------------------------------------

    def _begin(self, op: AnyOperation) -> Job:
        self._last = None
        self._job = self.context.jobs.begin(f"API console: {op.title}", cancel=self.cancel)
        self.view.answer.show_loading(f"Waiting for Gong: {op.title}")
        return self._job

    def _ended(self) -> None:
        self._job = None
        self.view.answer.show_loaded()

    def _job_changed(self, job: Job) -> None:
        if job is not self._job:
            return
        done, total = job.progress.done, job.progress.total
        self.view.answer.show_loading(
            f"Reading: {job.describe()}", "", done / total if total else None
        )

    async def _show(self, fetched: Fetched) -> None:
        """Prepare the answer beside the window, then show it."""
        text, table = await self.context.bridge.run(_prepared, fetched)
        self._ended()
        self._last = fetched
        unit = texts.unit_of(fetched.op)
        partial = fetched.error is not None or bool(fetched.stopped)
        self.view.answer.show_answer(
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
        message = _remark(fetched, unit)
        if message is not None:
            self.show_message(message)

    def _show_refusal(self, op: AnyOperation, problem: errors.Answered) -> None:
        """What Gong said instead of a success, as it came; the message stands above."""
        self._last = None
        self.view.answer.show_answer(
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

    def save_answer(self) -> None:
        """Save the body exactly as it came."""
        fetched = self._last
        if fetched is not None:
            self.scope.start("save", self._save(fetched))

    async def _save(self, fetched: Fetched) -> None:
        suggested = Path.home() / f"{fetched.op.id}.json"
        path = await self.context.prompts.save_file(
            "Save the answer", suggested, "JSON (*.json);;All files (*)"
        )
        if path is not None:
            await self.context.bridge.run(path.write_bytes, fetched.body)
            self.context.toast(f"Saved as {path.name}")

    def _forget(self) -> None:
        self._history.clear()
        self.context.toast("The console's history is empty now")

    def _busy_changed(self, _busy: bool) -> None:
        self.view.show_busy(self.scope.is_running("send"))

    def _act(self, kind: ActionKind) -> None:
        if kind in (ActionKind.RETRY, ActionKind.RELOAD):
            self.send()
        elif kind is ActionKind.RUN_DOCTOR:
            self.context.open_doctor()
        elif kind is ActionKind.ALLOW_CHANGES and self._op is not None:
            self.scope.start("unlock", self._unlocked(self._op))


def _prepared(fetched: Fetched) -> tuple[JsonText, AnswerTable | None]:
    return JsonText.of(fetched.body), table_of(fetched.op, fetched.body)


def _remark(fetched: Fetched, unit: str) -> UserMessage | None:
    """What has to be known about an answer that is not all there is."""
    count = texts.count_text(fetched, unit)
    if fetched.error is not None:
        message = present(fetched.error)
        return replace(message, title=f"{count}, incomplete: {message.title}")
    if fetched.stopped:
        return UserMessage(Severity.INFO, f"{count}, incomplete", fetched.stopped)
    if fetched.empty_because:
        return UserMessage(
            Severity.INFO,
            "Gong found nothing",
            f"It answered 404: “{fetched.empty_because}”. That may also mean that the key lacks "
            f"the scope {fetched.op.scope or 'of this operation'}.",
            actions=(ActionKind.RUN_DOCTOR,),
        )
    return None
