"""What the privacy cases do: one is chosen, shown, and led from the lookup to its end."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.privacy.case import Case, Subject, SubjectState
from gong_admin.services.privacy.store import LogEntry
from gong_admin.services.privacy.store.cases import CaseGone
from gong_admin.services.privacy.store.tally import Tally
from gong_admin.ui.context import PanelContext
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.cases import abilities
from gong_admin.ui.panels.cases.doing import Doing
from gong_admin.ui.panels.cases.log_page import COLUMNS as LOG_COLUMNS
from gong_admin.ui.panels.cases.missing import missing_message
from gong_admin.ui.panels.cases.one_subject import OneSubject
from gong_admin.ui.panels.cases.reading import Read, read_case, read_log
from gong_admin.ui.panels.cases.rows import COLUMNS
from gong_admin.ui.panels.cases.side import items_of, pill_of
from gong_admin.ui.panels.cases.steps import next_step, stages
from gong_admin.ui.panels.cases.view import CasesView
from gong_admin.ui.privacy.keeping import fleeting_words
from gong_admin.ui.privacy.office_page import OfficePage
from gong_admin.ui.privacy.words import deadline_words, kind_words, regime_words

_READ_AFTER = 120  # milliseconds of quiet before a case that was written is read again


class CasesPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self.office = context.office
        self.case_id = ""
        self.case: Case | None = None
        self.proven = False
        self._vanished = 0  # cases that were told of
        self._awaited = ""  # a case that was asked for and may be too new for the list
        self._alarm_seen = ("", 0)
        self._subjects: dict[int, Subject] = {}
        self.model: RecordTableModel[Subject] = RecordTableModel(
            COLUMNS, key=lambda one: str(one.id)
        )
        self.log_model: RecordTableModel[LogEntry] = RecordTableModel(
            LOG_COLUMNS, key=lambda one: str(one.number)
        )
        self.view: CasesView = CasesView(
            self.model, self.log_model, table_host(context), context.settings, OfficePage(context)
        )
        view, table = self.view, self.view.subjects.table
        self.doing = Doing(
            context,
            view,
            self.scope,
            standing=self.standing,
            subjects=self.subjects,
            choose=self.choose,
            refresh=self._read_now,
        )
        self.one = OneSubject(context, view, self.scope)
        self.one.related.connect(self._add_related)
        view.chosen.connect(self.choose)
        view.asked.connect(self.act)
        view.dropped.connect(self.doing.check)
        view.header.refresh_requested.connect(self.refresh)
        view.tabs.chosen.connect(self._tab)
        view.detail.asked.connect(self._act_on_one)
        view.request.save_asked.connect(self._save)
        view.request.changed.connect(self._show_abilities)
        view.log.verify_asked.connect(self._read_log)
        view.log.forget_asked.connect(self._forget)
        view.messages.action_triggered.connect(self._message_action)
        table.previewed.connect(self._preview)
        table.selection_changed.connect(self._selected)
        table.empty_action.connect(self.act)
        office = self.office
        office.changed.connect(self._show_office)
        office.counted.connect(self._show_list)
        office.case_changed.connect(self._case_changed)
        office.subjects_changed.connect(self._subjects_changed)
        office.failed.connect(self.show_message)
        context.jobs.changed.connect(self._job_changed)
        self._again = QTimer(view, interval=_READ_AFTER, singleShot=True)
        self._again.timeout.connect(self._read_again)
        self._show_office()

    # -- the panel's contract ------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        self.office.ensure()
        if target is not None:
            self.choose(target)

    @property
    def record(self) -> str:
        return self.case_id

    @property
    def unsaved(self) -> int:
        return self.view.request.unsaved

    def refresh(self) -> None:
        self.view.messages.clear()
        self.office.touched(self.case_id)

    def actions(self) -> Sequence[QAction]:
        return self.view.actions_of_panel(self.case.reference if self.case is not None else "")

    def focus_filter(self) -> None:
        self.view.table_of(self.view.tabs.key()).focus_filter()

    def close(self) -> None:
        super().close()
        self.one.close()

    def show_message(self, message: UserMessage) -> None:
        self.view.messages.show_message(message)

    def _message_action(self, action: ActionKind) -> None:
        self.context.act(action, self._retry)

    def _retry(self) -> None:
        self.view.messages.clear()
        if self.case_id and self.tally.of(SubjectState.WAITING):
            self.act("lookup")
        else:
            self.refresh()

    # -- which cases there are -----------------------------------------------------------------

    def _show_office(self) -> None:
        if self.office.state is OfficeState.OPEN:
            self._show_list()
        else:
            self.view.show_office()
            self._show_abilities()

    def _show_list(self) -> None:
        if self.office.state is not OfficeState.OPEN:
            return
        cases = self.office.seen.cases
        self.view.request.keep_drafts({case.id for case in cases if case.readable})
        if not cases:
            if not self._awaited:
                self.case_id, self.case = "", None
            self.view.show_none(fleeting_words(self.context))
            self._show_abilities()
            return
        items = items_of(self.office.seen, dt.date.today(), self.office.jobs)
        self.view.show_cases(items, self.case_id, fleeting_words(self.context))
        if self.case_id in {case.id for case in cases}:
            self._awaited = ""
            if self.case is None and not self.scope.is_running("read"):
                self._read_again()
            self._show_head()
        elif self.case_id != self._awaited or not self.case_id:
            self._go_to(items[0].key)
        if self.office.seen.vanished > self._vanished:
            self.show_message(missing_message(self.office.seen.vanished))
        self._vanished = self.office.seen.vanished

    @property
    def tally(self) -> Tally:
        return self.office.seen.tally(self.case_id)

    def subjects(self) -> list[Subject]:
        """All of the case that is shown."""
        return list(self._subjects.values())

    def standing(self) -> abilities.Standing:
        session = self.context.session
        locked = ""
        if session.connection.read_only:
            locked = translate("cases", "This connection is read-only")
        chosen = self.view.subjects.table.selected_count()
        running, fleeting = self.running is not None, self.office.fleeting
        is_open = self.office.state is OfficeState.OPEN
        return abilities.Standing(self.case, self.tally, running, chosen, locked, fleeting, is_open)

    def choose(self, case_id: str) -> None:
        """Show a case, one that was made a moment ago too."""
        self._awaited = case_id
        self._go_to(case_id)

    def _go_to(self, case_id: str) -> None:
        if case_id == self.case_id:
            return
        self.case_id, self.case, self.proven = case_id, None, False
        self._subjects = {}
        self.view.side.choose(case_id)
        self.view.messages.clear()
        self.view.subjects.show_detail(False)
        self.one.show(None)
        self.model.set_records([])
        self.log_model.set_records([])
        if self.office.state is OfficeState.OPEN:
            self.scope.start("read", self._read())

    # -- one of them ---------------------------------------------------------------------------

    def _case_changed(self, case_id: str) -> None:
        if case_id == self.case_id and not self._again.isActive():
            self._again.start()

    def _read_again(self) -> None:
        if self.case_id and self.office.state is OfficeState.OPEN:
            self.scope.start("read", self._read())

    async def _read_now(self) -> None:
        await self.office.recount()
        await self._read()

    async def _read(self) -> None:
        case_id, first = self.case_id, self.case is None
        try:
            read: Read = await self.office.run(read_case, case_id, self._subjects)
        except CaseGone:
            if case_id == self._awaited:
                self._awaited = ""
                self._show_list()
            return
        if case_id != self.case_id:
            return
        self.case, self.proven = read.case, read.proven
        if first or read.all_others:
            self._subjects = {one.id: one for one in read.subjects}
            self.model.set_records(read.subjects)
        else:
            self._take(read.subjects)
        self._show_tab(self.view.tabs.key())
        self._show_head()

    def _subjects_changed(self, subjects: Sequence[Subject]) -> None:
        self._take([one for one in subjects if one.case_id == self.case_id])

    def _take(self, subjects: Sequence[Subject]) -> None:
        changed = [one for one in subjects if self._subjects.get(one.id) != one]
        if not changed or self.case is None:
            return
        self._subjects.update((one.id, one) for one in changed)
        self.model.upsert(changed)
        shown = self.one.subject
        for one in changed:
            if shown is not None and one.id == shown.id:
                self._preview(one)

    def _show_head(self) -> None:
        if (case := self.case) is None:
            return
        today = dt.date.today()
        came_back = bool(case.readable and self.tally.of(SubjectState.CAME_BACK))
        words, tone, icon = pill_of(case, self.tally, today)
        header = self.view.header
        header.set_title(case.reference)
        facts = [kind_words(case.kind), regime_words(case.regime), deadline_words(case, today)]
        header.set_data(" · ".join(fact for fact in facts if fact))
        header.set_state(words, tone, icon=icon)
        self.view.tabs.set_count("subjects", self.tally.total)
        self._show_step()
        self._show_notes(case, came_back)
        self._show_running()

    def _show_step(self) -> None:
        if self.case is None:
            return
        step = next_step(self.case, self.tally, proven=self.proven)
        if self.running is not None:
            step = dataclasses.replace(step, why="")  # how far it is stands in its own bar
        why_not = abilities.step_off(self.standing(), step.act)
        self.view.show_step(stages(self.case.kind), step, why_not)
        self._show_abilities()

    def _show_abilities(self) -> None:
        for act, why_not in abilities.all_of(self.standing()).items():
            self.view.set_disabled(act, why_not)

    def _show_notes(self, case: Case, came_back: bool) -> None:
        mark = (case.id, self.tally.of(SubjectState.CAME_BACK))
        told = came_back and mark != self._alarm_seen
        self.view.show_alarm(abilities.alarm(case, self.tally) if told else None)
        trouble = self.office.troubles.get(self.case_id)
        if trouble is not None:
            self.show_message(trouble)
        self.view.show_offer(*self._offer())

    def _offer(self) -> tuple[str, str, str, str]:
        """What this case needs besides its next step, else what old ones do."""
        offered = abilities.offer(self.standing())
        outlived = () if offered[0] else self.doing.acts.outlived()
        if not outlived:
            return offered
        days = self.context.settings.choices.case_days
        return abilities.offer_old(len(outlived), days)

    # -- work that is under way ----------------------------------------------------------------

    @property
    def running(self) -> Job | None:
        return self.office.jobs.get(self.case_id)

    def _job_changed(self, job: Job) -> None:
        if job is self.running:
            self._show_running()

    def _show_running(self) -> None:
        job = self.running
        if job is None:
            self.view.show_idle()
            return
        progress = job.progress
        share = progress.done / progress.total if progress.total else None
        pause = self.office.pauses.get(self.case_id)
        paused = None if pause is None else pause.held
        self.view.show_running(f"{job.title}…", job.describe(), share, paused)

    # -- one subject ---------------------------------------------------------------------------

    def _preview(self, subject: Subject) -> None:
        self.one.show(subject)
        self.view.detail.show_subject(
            subject, abilities.of_subject(self.standing(), subject), abilities.explain(subject)
        )
        self.view.subjects.show_detail(True)

    def _selected(self) -> None:
        if self.view.subjects.table.selected_count() == 0:
            self.view.subjects.show_detail(False)
            self.one.show(None)
        self._show_abilities()

    def _add_related(self, values: Sequence[str]) -> None:
        if self.case is not None:
            self.doing.add_related(self.case, values)

    def _act_on_one(self, act: str) -> None:
        if self.one.subject is not None:
            self.doing.act_on_one(act, self.one.subject)

    def act(self, what: str) -> None:
        """Do what the view asks for."""
        if what == "alarm":
            self.view.tabs.choose("subjects")
            self.view.subjects.show_only(SubjectState.CAME_BACK)
        elif what == "alarm-seen":
            self._alarm_seen = (self.case_id, self.tally.of(SubjectState.CAME_BACK))
        elif what == "message-seen":
            self.office.troubles.pop(self.case_id, None)
        elif what == "pause":
            if (pause := self.office.pauses.get(self.case_id)) is not None:
                (pause.go_on if pause.held else pause.hold)()
            self._show_running()
        else:
            self.doing.act(what)

    # -- tabs ----------------------------------------------------------------------------------

    def _tab(self, key: str) -> None:
        self.view.header.export_button.set_menu(self.view.table_of(key).commands.export_menu)
        self._show_tab(key)

    def _show_tab(self, key: str) -> None:
        """What is not in sight is read and filled in when it is."""
        if key == "log":
            self._read_log()
        elif key == "request" and self.case is not None:
            self.view.request.show_case(self.case)

    def _read_log(self) -> None:
        if self.case is not None:
            self.scope.start("log", self._show_log(self.case_id))

    async def _show_log(self, case_id: str) -> None:
        entries, report = await self.office.run(read_log, case_id)
        if case_id == self.case_id:
            self.log_model.set_records(entries)
            self.view.log.show_verdict(report)

    def _forget(self) -> None:
        if self.case is not None:
            self.doing.forget(self.case)

    def _save(self) -> None:
        request = self.view.request
        before, case = request.kept, request.result()
        if before is not None and case is not None:
            self.doing.save(before, case)
