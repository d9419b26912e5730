"""What the dialog for access to single calls does. Usable from every panel: `open_call_access`."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled, GongError
from gong_admin.runtime.errors import ChangesLocked, LocalProblem
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.call_access import (
    Act,
    CallGrants,
    Outcome,
    Report,
    Result,
    apply,
    ids_in,
    plan,
    read_grants,
    request_of,
)
from gong_admin.services.progress import Progress
from gong_admin.ui.call_access import words
from gong_admin.ui.call_access.dialog import CallAccessDialog, CallLine
from gong_admin.ui.context import PanelContext
from gong_admin.ui.forms.sources import TenantSources
from gong_admin.ui.list_panel import table_host

_KEY = "call-access"

Work = Callable[[CancelToken], Coroutine[Any, Any, None]]


class CallAccess(QObject):
    """Lives as long as its dialog. What is under way when that is closed goes on, as a job, and
    its end is told by a toast. `scope` is that of the panel from which it was opened."""

    def __init__(self, context: PanelContext, scope: TaskScope, parent: QWidget) -> None:
        self._context, self._scope = context, scope
        self._token: CancelToken | None = None
        self._job: Job | None = None
        self._open = True
        self._busy = False
        self._again: Callable[[], None] = self.read  # what a message offers to try again
        self._grants: dict[str, CallGrants] = {}
        sources = TenantSources(context.data)
        self.dialog = dialog = CallAccessDialog(parent, table_host(context), sources)
        super().__init__(dialog)
        sources.ensure("user")
        dialog.calls.textChanged.connect(self.check)
        dialog.people.changed.connect(self.check)
        dialog.read_wanted.connect(self.read)
        dialog.act_wanted.connect(self.act)
        dialog.stop_wanted.connect(self._stop)
        dialog.message_action.connect(self._message_action)
        dialog.finished.connect(self._closed)
        context.data.users.changed.connect(self._names_came)
        context.jobs.changed.connect(self._job_changed)
        context.session.lock.changed.connect(self.check)  # it closes by itself
        self.check()

    # -- what was typed ------------------------------------------------------------------------

    @property
    def call_ids(self) -> list[str]:
        return ids_in(self.dialog.calls.toPlainText())[0]

    @property
    def people(self) -> list[str]:
        return list(self.dialog.people.value() or ())

    def check(self) -> None:
        """Say what is missing in the fields, and what can be done with what is there."""
        if not self._open:
            return
        calls, strange = ids_in(self.dialog.calls.toPlainText())
        busy = translate("call_access", "Something is under way") if self._busy else ""
        no_calls = "" if calls else translate("call_access", "Name a call first")
        self.dialog.show_calls(len(calls), strange)
        wrong = translate("call_access", "Some of what stands there is no call") if strange else ""
        lock = self._context.session.lock
        read_only = (
            translate("call_access", "This connection is read-only") if lock.read_only else ""
        )
        self.dialog.show_lock(closed=not (lock.is_open or lock.read_only))
        self.dialog.set_reasons(
            busy or no_calls or wrong,
            busy
            or read_only
            or no_calls
            or wrong
            or ("" if self.people else translate("call_access", "Name somebody first")),
        )

    def _names_came(self) -> None:
        if self._open:
            self.dialog.people.show_name()
            if self._grants and not self._busy:
                self._show_names_again()

    def _show_names_again(self) -> None:
        lines = self.dialog.model.shown()
        fresh = [
            CallLine(
                one.call_id,
                self._names(self._grants[one.call_id]),
                one.found,
                one.result,
                one.text,
            )
            for one in lines
            if one.call_id in self._grants
        ]
        self.dialog.model.upsert(fresh)

    def _names(self, grants: CallGrants) -> tuple[str, ...]:
        return tuple(self._context.data.user_name(one) for one in grants.user_ids)

    # -- reading -------------------------------------------------------------------------------

    def read(self) -> None:
        """Look who was given the calls in the field."""
        self._start(translate("call_access", "Reading who has access"), self._read, self.read)

    async def _read(self, token: CancelToken) -> None:
        grants = await self._read_grants(self.call_ids, token)
        self._show_lines([self._line(one) for one in grants])

    async def _read_grants(self, call_ids: Sequence[str], token: CancelToken) -> list[CallGrants]:
        session = self._context.session
        grants = await session.run(read_grants, call_ids, token, self._report)
        self._grants = {one.call_id: one for one in grants}
        return grants

    def _line(self, one: CallGrants, outcome: Outcome | None = None) -> CallLine:
        result = outcome.result if outcome else None
        return CallLine(
            one.call_id, self._names(one), one.found, result, outcome.text if outcome else ""
        )

    # -- giving and taking back ------------------------------------------------------------------

    def act(self, act: Act) -> None:
        """Read, review, send, read back."""
        verb = (
            translate("call_access", "Giving access")
            if act is Act.GRANT
            else translate("call_access", "Taking access back")
        )
        self._start(verb, partial(self._act, act), partial(self.act, act))

    async def _act(self, act: Act, token: CancelToken) -> None:
        context, people, call_ids = self._context, self.people, self.call_ids
        if not await self._unlocked(act):
            return
        grants = await self._read_grants(call_ids, token)
        if not self._open:
            return  # given up before anything was sent
        before = {one.call_id: one for one in grants}
        wanted = plan(act, grants, people)
        if not wanted:
            self._show_lines([self._line(one, _untouched(one)) for one in grants])
            self._tell(_nothing_to_do(act))
            return
        asked = words.review(
            context.session.connection, act, wanted, before, context.data.user_name
        )
        if not await context.prompts.review(asked):
            self._show_lines([self._line(one) for one in grants])
            return
        report = await context.session.run(
            apply, act, wanted, before, token, self._report, stops=(LocalProblem,)
        )
        await self._show_report(act, report, grants)

    async def _show_report(self, act: Act, report: Report, grants: Sequence[CallGrants]) -> None:
        outcomes = {one.call_id: one for one in report.outcomes}
        for one in report.outcomes:
            if one.result is Result.DONE:
                had = self._grants[one.call_id].user_ids
                now = (
                    (*had, *one.user_ids)
                    if act is Act.GRANT
                    else tuple(user for user in had if user not in one.user_ids)
                )
                self._grants[one.call_id] = CallGrants(one.call_id, now)
        lines = [
            self._line(self._grants[one.call_id], outcomes.get(one.call_id) or _untouched(one))
            for one in grants
        ]
        self._show_lines(lines)
        said = words.report_text(act, report)
        if not self._open:
            self._context.toast(said)
        elif report.stopped is not None and not isinstance(report.stopped, Cancelled):
            told = present(report.stopped)
            details = ((translate("call_access", "Outcome"), said), *told.details)
            self._tell(
                UserMessage(told.severity, told.title, f"{said} {told.text}", details, told.actions)
            )
        elif report.count(Result.DONE) < len(report.outcomes) or report.stopped is not None:
            self._tell(
                UserMessage(
                    Severity.WARNING, translate("call_access", "Not everything was done"), said
                )
            )
        else:
            self._context.toast(said)

    async def _unlocked(self, act: Act) -> bool:
        lock, name = self._context.session.lock, self._context.session.connection.name
        if lock.is_open:
            return True
        title = request_of(act, ())[0].title
        if lock.read_only:
            raise ChangesLocked(name, title, for_good=True)
        if await self._context.prompts.confirm(
            translate("call_access", "Allow changes to {0}?").format(name),
            translate(
                "call_access",
                "“{0}” does more than read, and the lock is closed. What will be sent is still "
                "shown for review before it is.",
            ).format(title),
            translate("call_access", "Allow changes"),
        ):
            lock.open()
        return lock.is_open

    # -- the work ------------------------------------------------------------------------------

    def _start(self, title: str, work: Work, again: Callable[[], None]) -> None:
        if self._busy:
            return
        self._busy, self._again = True, again
        self._tell(None)
        self._token = token = CancelToken()
        self._scope.start(_KEY, self._run(title, work, token), token=token)
        self.check()

    async def _run(self, title: str, work: Work, token: CancelToken) -> None:
        job = self._job = self._context.jobs.begin(title, None, self._stop)
        if self._open:
            self.dialog.show_progress(f"{title}…")
        problem: Exception | None = None
        try:
            if self._open:  # closed at once, it begins nothing
                await work(token)
        except (GongError, LocalProblem) as error:
            problem = error
        finally:
            job.finish(failed=problem is not None and not token.cancelled)
            self._job = self._token = None
            self._busy = False
            if self._open:
                self.dialog.show_progress("")
                self.check()
        if problem is not None and not isinstance(problem, Cancelled):
            self._tell(present(problem))

    def _report(self, progress: Progress) -> None:
        """On the worker's thread."""
        job = self._job
        if job is not None:
            job.report(progress)

    def _job_changed(self, job: Job) -> None:
        if self._open and job is self._job:
            done, total = job.progress.done, job.progress.total
            share = done / total if total else None
            self.dialog.show_progress(f"{job.title}: {job.describe()}", share)

    def _stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    # -- telling -------------------------------------------------------------------------------

    def _show_lines(self, lines: Sequence[CallLine]) -> None:
        if self._open:
            self.dialog.show_lines(lines)

    def _tell(self, message: UserMessage | None) -> None:
        if self._open:
            self.dialog.show_message(message)
        elif message is not None:
            self._context.toast(message.title)

    def _message_action(self, action: ActionKind) -> None:
        if action is ActionKind.CHECK_RESULT:
            self.read()
        else:
            self._context.act(action, self._again)

    def _closed(self) -> None:
        self._open = False


def _untouched(one: CallGrants) -> Outcome:
    result = Result.NOTHING if one.found else Result.NOT_FOUND
    return Outcome(one.call_id, (), result)


def _nothing_to_do(act: Act) -> UserMessage:
    text = (
        translate("call_access", "All of them have these calls through the API already.")
        if act is Act.GRANT
        else translate(
            "call_access",
            "None of them was given these calls through the API. A share or a profile can only be "
            "taken away in Gong itself.",
        )
    )
    return UserMessage(Severity.INFO, translate("call_access", "Nothing to do"), text)


def open_call_access(
    context: PanelContext, scope: TaskScope, parent: QWidget, call_ids: Sequence[str] = ()
) -> CallAccess:
    """Open the dialog over the window of `parent`, with these calls in it."""
    access = CallAccess(context, scope, parent)
    access.dialog.calls.setPlainText("\n".join(call_ids))
    access.dialog.open()
    access.dialog.refit()  # wrapped words know their height only now that they have a width
    return access
