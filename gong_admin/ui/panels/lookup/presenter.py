"""What the Lookup panel does: recognises what is typed, asks Gong, and leads to a case.

Nothing of it is kept: not in the settings, not in a title, not in a log. A case keeps it.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from PySide6.QtGui import QAction

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled, GongError
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.runtime.present import present
from gong_admin.services.privacy import lookup
from gong_admin.services.privacy.case import Case
from gong_admin.services.privacy.identifiers import Identifier, IdentifierKind
from gong_admin.services.privacy.lookup import Looked, OwnUser
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import call_words
from gong_admin.ui.links import GONG_HELP, open_page
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.lookup.casework import Casework
from gong_admin.ui.panels.lookup.list_desk import ListDesk
from gong_admin.ui.panels.lookup.reading import Reading, read
from gong_admin.ui.panels.lookup.shown import Shown
from gong_admin.ui.panels.lookup.subject_head import RelatedMenu
from gong_admin.ui.panels.lookup.view import AGAIN, CASE, LIST, SUPPORT, USERS, LookupView
from gong_admin.ui.privacy.call_filler import CallFiller
from gong_admin.ui.privacy.list_intake import kind_words
from gong_admin.ui.privacy.own_people import OwnPeople
from gong_admin.ui.privacy.region_select import RegionSelect
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.toast import show_toast


class LookupPresenter(Presenter):
    begins_with_typing = True

    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.current: Shown | None = None
        self._asked: Identifier | None = None  # last, whatever became of it
        self._own_id = ""
        self.region = RegionSelect(context.settings, context.bridge)
        self.view: LookupView = LookupView(table_host(context), self.region)
        self.own = OwnPeople(context)
        self.casework = Casework(context, self.view)
        self.lists = ListDesk(context, self.view, self.scope, self.casework, self.own)
        self.filler = CallFiller(context, self.view.findings)
        self._make_actions()
        self._connect()

    def _make_actions(self) -> None:
        view = self.view
        self._look = QAction(translate("lookup", "Look up an address or number"), view)
        self._look.triggered.connect(self.focus_filter)
        self._read = QAction(translate("lookup", "Look up a list from a file…"), view)
        self._read.triggered.connect(self.lists.choose)
        self._case = QAction(translate("lookup", "Open a privacy case for what is shown…"), view)
        self._case.triggered.connect(self.open_case)

    def _connect(self) -> None:
        view, box = self.view, self.view.box
        box.typed.connect(self._typed)
        box.asked.connect(self.look_up)
        box.pasted.connect(self.lists.take_text)
        view.header.refresh_requested.connect(self.refresh)
        view.state_action.connect(self._state_action)
        view.message_action.connect(self._message_action)
        view.cancel_wanted.connect(self._cancel)
        view.case_wanted.connect(self.open_case)
        view.add_wanted.connect(self._add_subject)
        view.dropped_text.connect(self._dropped)
        view.subject.case_followed.connect(self._show_case)
        view.subject.related_pressed.connect(self._related_pressed)
        view.subject.copied.connect(self._copied)
        view.findings.looked_up.connect(self.look_up_text)
        view.findings.added.connect(self._add_related)
        self.lists.began.connect(self._list_began)
        self.lists.closed.connect(self._cancel)
        self.casework.changed.connect(self._know_again)
        self.context.settings.changed.connect(self._setting_changed)

    # -- the panel -----------------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        if target:
            self.view.box.set_text(target)
        self._know_again()

    def refresh(self) -> None:
        """Ask Gong again for the one that was asked for last."""
        if self._asked is not None:
            self._start(self._asked)

    def actions(self) -> Sequence[QAction]:
        table = self.view.table
        self._case.setEnabled(self.current is not None)
        more = table.table_actions() if table is not None else ()
        return [self._look, self._read, self._case, *more]

    def focus_filter(self) -> None:
        self.view.box.field.setFocus()
        self.view.box.field.selectAll()

    def take_keyboard(self) -> None:
        self.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.messages.show_message(message)

    def close(self) -> None:
        super().close()
        self._forget()  # what was found goes with the connection, not when it is collected
        # The settings outlive the connection.
        self.context.settings.changed.disconnect(self._setting_changed)
        self.filler.close()
        self.region.scope.close()

    # -- what is typed -------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        self.view.messages.clear()
        if not text.strip():
            self.scope.cancel("typed")
            self.view.box.show_hint()
            self.view.box.show_region(False)
            return
        self.scope.start("typed", self._recognise(text))

    def _setting_changed(self, name: str) -> None:
        if name == "phone_region":
            self._typed(self.view.box.text())

    async def _recognise(self, text: str) -> None:
        self._say(await self._read_text(text), asked=False)

    async def _read_text(self, text: str) -> Reading:
        # Beside the window: the numbering plans take their time to load.
        return await self.context.bridge.run(read, text, self.context.settings.choices.phone_region)

    def _say(self, reading: Reading, *, asked: bool) -> None:
        box, one = self.view.box, reading.identifier
        box.show_region(reading.national)
        if one is not None:
            words = kind_words(one.kind)
            if one.kind is IdentifierKind.PHONE or one.shown != self.view.box.text().strip():
                words = f"{words}: {one.shown}"
            # Asked for, they stand with the answer.
            if one.warnings and not asked:
                box.show_odd(f"{words}. {' '.join(one.warnings)}")
            else:
                box.show_recognised(words)
        elif reading.many > 1:
            words = translate("lookup", "{0:,} addresses or numbers. Enter reads them as a list.")
            box.show_recognised(words.format(reading.many))
        elif asked:
            box.show_problem(reading.problem)
        else:
            box.show_unfinished(reading.problem)

    # -- looking up ----------------------------------------------------------------------------

    def look_up(self) -> None:
        """Look up what stands in the box."""
        text = self.view.box.text()
        if not text.strip():
            self.view.box.show_problem(translate("lookup", "There is nothing to look up yet."))
            self.view.box.field.setFocus()
            return
        self.scope.cancel("typed")
        self.scope.start("lookup", self._look_up_typed)

    def _dropped(self, text: str) -> None:
        if "\n" in text.strip():
            self.lists.take_text(text)
        else:
            self.look_up_text(text.strip())

    def look_up_text(self, text: str) -> None:
        """Look up something that stands elsewhere: a related address."""
        self.view.box.set_text(text)
        self.look_up()

    def _start(self, identifier: Identifier) -> None:
        async def work(token: CancelToken) -> None:
            await self._look_up(identifier, token)

        self.scope.start("lookup", work)

    async def _look_up_typed(self, token: CancelToken) -> None:
        text = self.view.box.text()
        reading = await self._read_text(text)
        self._say(reading, asked=True)
        if reading.identifier is not None:
            await self._look_up(reading.identifier, token)
        elif reading.many > 1:
            self.lists.take_text(text)
        else:
            self.view.box.field.setFocus()

    async def _look_up(self, one: Identifier, token: CancelToken) -> None:
        self._forget()
        self._asked = one
        if one.kind is IdentifierKind.EMAIL and (own := await self.own.user_id(one.value)):
            self._own_id = own
            self.view.show_own(True)
            return
        self.view.show_waiting(
            translate("lookup", "Looking up {0}…").format(one.shown),
            translate("lookup", "It takes {0}.").format(call_words(1)),
        )
        looked = await self._ask(one, token)
        if looked is None:
            return
        tables = await self.context.bridge.run(looked.findings.tables)
        self.current = Shown(one, looked, tables)
        await self.casework.know(self.current)
        self._show_answer(self.current)

    async def _ask(self, one: Identifier, token: CancelToken) -> Looked | None:
        """Gong's answer; None where it gave none, and that is shown."""
        # Not whom: jobs are shown wherever one is in the program.
        job = self.context.jobs.begin(_looking_up(), None, self._cancel)
        failed = ""
        try:
            return await self.context.session.run(lookup.look_up, one.kind, one.value, token=token)
        except OwnUser:
            self.view.show_own(False)
        except Cancelled:
            raise
        except GongError as problem:
            failed = translate("lookup", "The last lookup failed")
            self.view.show_error(present(problem))
        finally:
            job.finish(failed, failed=bool(failed))
        return None

    def _show_answer(self, shown: Shown) -> None:
        view, looked = self.view, shown.looked
        findings = looked.findings
        view.header.set_data(call_words(1), looked.at)
        view.subject.show_subject(shown.identifier, findings.people())
        self._show_known()
        if not findings.counts.held and not shown.related:
            view.show_nothing(looked.request_id or "")
            return
        view.findings.show_findings(shown.tables, findings.counts, findings.value)
        self.filler.offer(findings.call_ids)
        view.show_answer()

    def _forget(self) -> None:
        """Let go of the answer that is shown."""
        self.scope.cancel("know")
        self.context.jobs.settle(_looking_up())
        self.filler.forget()
        self.current = None
        self._own_id = ""
        self.lists.forget()
        self.view.findings.forget()
        self.view.messages.clear()

    def _list_began(self) -> None:
        self._asked = None
        self._forget()
        self.view.box.set_text("")

    def _cancel(self) -> None:
        self.scope.cancel("lookup")
        self.lists.cancel()
        self._forget()
        self.view.show_start()
        self.view.box.field.setFocus()

    def _state_action(self, key: str) -> None:
        match key:
            case _ if key == LIST:
                self.lists.choose()
            case _ if key == AGAIN:
                self.refresh()
            case _ if key == CASE:
                self.open_case()
            case _ if key == SUPPORT:
                open_page(GONG_HELP)
            case _ if key == USERS:
                self.context.navigate("users", self._own_id)

    def _message_action(self, action: ActionKind) -> None:
        if action is ActionKind.CHOOSE_FILE:
            self.lists.choose()
        else:
            self.context.act(action, self.refresh)

    def _copied(self, _value: str) -> None:
        # Not what: toasts are read out.
        self.context.toast(translate("lookup", "Copied"))

    # -- cases ---------------------------------------------------------------------------------

    def _know_again(self) -> None:
        if self.current is not None and self.view.isVisible():
            self.scope.start("know", self._know())

    async def _know(self) -> None:
        if (shown := self.current) is not None:
            await self.casework.know(shown)
            if shown is self.current and shown.erased:
                self._forget()
                self.view.show_erased_since()
            elif shown is self.current:
                self._show_known()

    def _show_known(self) -> None:
        if (shown := self.current) is None:
            return
        case = shown.case
        self.view.subject.show_hold(shown.hold)
        self.view.subject.show_cases(shown.cases)
        self.view.subject.show_related(shown.related, shown.added, case.reference if case else "")
        self.view.show_cases(self.casework.open_cases(but=shown.cases))

    def _show_case(self, case_id: str) -> None:
        self.context.navigate("cases", case_id)

    def open_case(self) -> None:
        """Ask for a new case about the one that is shown."""
        self._open_with_all(())

    def _open_with_all(self, related: Sequence[str]) -> None:
        # One at a time: a second would break the first off before it has its answer.
        if self.current is not None and not self.scope.is_running("case"):
            self.scope.start("case", self._open_case(self.current, related))

    async def _open_case(self, shown: Shown, related: Sequence[str]) -> None:
        subjects = [shown.subject, *await self.casework.as_subjects(related)]
        case = await self.casework.open_case(subjects, self.view.window(), shown.looked)
        if case is not None:
            opened = translate("lookup", "Case {0} is open").format(case.reference)
            toast = show_toast(self.view, opened, action=translate("lookup", "Show"))
            toast.action_triggered.connect(functools.partial(self._show_case, case.id))
            self._know_again()

    def _add_subject(self, case_id: str) -> None:
        if self.current is not None:
            shown = self.current
            self._add_to(case_id, [], shown)

    def _add_to(self, case_id: str, related: Sequence[str], shown: Shown | None) -> None:
        known = (*(self.current.cases if self.current else ()), *self.casework.open_cases())
        case = next((one for one in known if one.id == case_id), None)
        if case is not None:
            # Whatever is being added already goes on.
            self.scope.start("add", self._add(case, related, shown), latest=False)

    async def _add(self, case: Case, related: Sequence[str], shown: Shown | None) -> None:
        subjects = await self.casework.as_subjects(related)
        if shown is not None:
            subjects.insert(0, shown.subject)
        if subjects:
            await self.casework.add(case, subjects, shown.looked if shown is not None else None)
            self._know_again()

    def _add_related(self, values: Sequence[str]) -> None:
        """Add what was chosen in a table; where there is no case yet, one is asked for."""
        if (shown := self.current) is None:
            return
        if shown.case is not None:
            self._add_to(shown.case.id, values, None)
        else:
            self._open_with_all(values)

    def _related_pressed(self, value: str, anchor: Button) -> None:
        if (shown := self.current) is None:
            return
        if shown.case is not None:
            self._add_to(shown.case.id, [value], None)
            return
        menu = RelatedMenu(value, self.casework.open_cases(), self.view)
        menu.look_wanted.connect(self.look_up_text)
        menu.case_wanted.connect(self._open_with)
        menu.add_wanted.connect(self._add_one)
        menu.popup_below(anchor)

    def _open_with(self, value: str) -> None:
        self._open_with_all([value])

    def _add_one(self, value: str, case_id: str) -> None:
        self._add_to(case_id, [value], None)


def _looking_up() -> str:
    """The title of a lookup among the jobs."""
    return translate("lookup", "Looking up")
