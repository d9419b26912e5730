"""What the console does: fills forms, writes requests out, has them sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QAction

from gong_admin.api import errors
from gong_admin.api.catalogue import CATALOGUE
from gong_admin.api.operation import Effect, Paging
from gong_admin.api.spec import describe
from gong_admin.runtime.journal import is_private
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services import console
from gong_admin.services.console import AnyOperation, Draft
from gong_admin.ui.context import PanelContext
from gong_admin.ui.forms.inputs import FileInput
from gong_admin.ui.forms.sources import TenantSources
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.console import texts
from gong_admin.ui.panels.console.history import RequestHistory, Sent
from gong_admin.ui.panels.console.sender import Sender
from gong_admin.ui.panels.console.view import ConsoleView

_BY_ID = {op.id: op for op in CATALOGUE}
_FIRST = "listMultipleUsers"


class ConsolePresenter(Presenter):
    """One for each connection. Forms that were filled stay filled while it is open."""

    view: ConsoleView

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._history = RequestHistory.of_connection(context.session.connection.id)
        self._sources = TenantSources(context.data)
        self._filled: dict[str, dict[str, Any]] = {}
        self._op: AnyOperation | None = None
        self._sent: tuple[AnyOperation, dict[str, Any]] | None = None  # last, with what it said
        view = self.view = ConsoleView(
            CATALOGUE, self._sources, table_host(context), context.settings
        )
        self._sender = Sender(context, self.scope, view.answer, self._history)
        self._sender.named.connect(self._sources.note)
        view.operation_chosen.connect(self.choose)
        view.send_requested.connect(self.send)
        view.cancel_requested.connect(self._sender.cancel)
        view.history_chosen.connect(self.fill_from)
        view.history_cleared.connect(self._forget)
        view.request.edited.connect(self._preview)
        view.request.reset_requested.connect(self.reset)
        view.request.example_requested.connect(self.fill_example)
        view.request.json_wanted.connect(self._switch_json)
        view.request.file_requested.connect(self._pick_file)
        view.request.head.history_button.clicked.connect(self.show_history)
        view.answer.save_requested.connect(self._sender.save_answer)
        view.answer.message_action.connect(self._act)
        view.answer.copied.connect(context.toast)
        self.scope.busy_changed.connect(self._busy_changed)
        for dataset in (context.data.users, context.data.workspaces, context.data.profiles):
            dataset.changed.connect(self._names_changed)
        self._actions = (
            view.make_action(
                translate("console", "Send the request"),
                "paper-plane-tilt",
                self.send,
                "Ctrl+Return",
            ),
            view.make_action(
                translate("console", "Fill in the example"), "magic-wand", self.fill_example
            ),
            view.make_action(translate("console", "Reset the form"), "eraser", self.reset),
            view.make_action(
                translate("console", "Requests sent before"),
                "clock-counter-clockwise",
                self.show_history,
            ),
            view.make_action(
                translate("console", "Copy the request"), "terminal", view.answer.copy_request
            ),
            view.make_action(
                translate("console", "Copy the answer"), "copy", view.answer.copy_answer
            ),
            view.make_action(
                translate("console", "Save the answer…"),
                "download-simple",
                self._sender.save_answer,
            ),
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
        self.view.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        if self._sent is None or console.reader_of(self._sent[0]) is None:
            kinds = tuple(kind for kind in message.actions if kind is not ActionKind.CHECK_RESULT)
            message = replace(message, actions=kinds)
        self.view.show_message(message)

    def close(self) -> None:
        self._sender.close()
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
        """Fill in an example, about people and workspaces of this company."""
        if self._op is not None:
            self._fill(console.example_of(self._op, self._sources.first))

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
        self.view.answer.clear_message()

    def _start(self, op: AnyOperation) -> dict[str, Any]:
        """What an empty form holds: the workspace chosen in the top bar, where one is asked."""
        chosen = self.context.workspace.current
        if not chosen:
            return {}
        return {spec.name: chosen for spec in describe(op.request) if spec.of == "workspace"}

    def _leave(self) -> None:
        op = self._op
        self._sender.leave()
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
                why = translate(
                    "console", "holds what the form has no field for; it can only be edited as JSON"
                )
                request.show_problems({"body": why})
                return
            request.show_json(None)
            request.set_values(console.values_of(op, draft.request))
        self._preview()

    def _pick_file(self, field: Any) -> None:
        async def pick() -> None:
            path = await self.context.prompts.open_file(
                translate("console", "Choose the file to upload"),
                Path.home(),
                translate("console", "All files (*)"),
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
        op, request = self._op, self.view.request
        if op is None or self._sender.busy:
            return
        try:
            draft = self._draft()
        except errors.InvalidRequest as problem:
            self.view.request.show_problems(problem.problems)
            self.show_message(texts.not_sent(problem))
            return
        if draft.raw_body is not None and op.paging is Paging.CURSOR and not request.paging.first:
            why = translate(
                "console",
                "holds what the form has no field for, and is sent as it stands: choose the first "
                "page, or write the cursor into it",
            )
            request.show_problems({"body": why})
            return
        request.show_problems({})
        self.view.answer.clear_message()
        values, raw = request.values(), request.json_text()
        if request.paging.start:
            values["cursor"] = request.paging.start
        pages = request.paging.pages if op.paging is Paging.CURSOR and not draft.raw_body else 1
        self._sent = op, values
        self._sender.send(draft, values, raw, pages)

    def _forget(self) -> None:
        self._history.clear()
        self.context.toast(translate("console", "The console's history is empty now"))

    def _busy_changed(self, _busy: bool) -> None:
        self.view.show_busy(self._sender.busy)

    def _act(self, kind: ActionKind) -> None:
        if kind is ActionKind.ALLOW_CHANGES and self._op is not None:
            self._sender.unlock(self._op)
        elif kind is ActionKind.CHECK_RESULT:
            self._look_at_result()
        elif kind is ActionKind.CHOOSE_FILE:
            self._choose_file()
        else:
            self.context.act(kind, self.send)

    def _look_at_result(self) -> None:
        """Go to the operation that reads what the last one wrote, about the same thing."""
        if self._sent is None:
            return
        op, values = self._sent
        reader = console.reader_of(op)
        if reader is not None:
            self.choose(reader)
            names = {spec.name for spec in describe(reader.request)}
            self._fill({name: value for name, value in values.items() if name in names})

    def _choose_file(self) -> None:
        """Another file in place of one that could not be written or read."""
        form = self.view.request.form
        field = form.findChild(FileInput) if form is not None else None
        if field is None or self._sender.has_answer:
            self._sender.save_answer()
        else:
            self._pick_file(field)
