"""What the panel is asked to do, handed to whoever does it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from gong_admin.runtime.case_work import OVERTAKEN, overtaken
from gong_admin.runtime.language import translate
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.lists import FEW_CALLS
from gong_admin.services.privacy.case import AFTER_SENDING, Case, Subject, SubjectState
from gong_admin.services.privacy.store import NewSubject
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.cases.abilities import LEFT, Standing
from gong_admin.ui.panels.cases.acts import CaseActs
from gong_admin.ui.panels.cases.rows import ASKED_AGAIN, RETRIED
from gong_admin.ui.panels.cases.view import CasesView
from gong_admin.ui.privacy.new_case import new_case
from gong_admin.ui.privacy.own_people import OwnPeople

if TYPE_CHECKING:
    from gong_admin.ui.privacy.erase_flow import EraseFlow
    from gong_admin.ui.privacy.prove import ProofMaker


class Doing(QObject):
    """Works in the panel's `scope`. `standing()` says how it stands with the case that is shown,
    `subjects()` gives all of its subjects, `choose(case_id)` shows another, `refresh()` shows it
    as it is now."""

    def __init__(
        self,
        context: PanelContext,
        view: CasesView,
        scope: TaskScope,
        *,
        standing: Callable[[], Standing],
        subjects: Callable[[], Sequence[Subject]],
        choose: Callable[[str], None],
        refresh: Callable[[], Awaitable[None]],
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._scope = context, view, scope
        self._office = context.office
        self._standing, self._subjects, self._choose = standing, subjects, choose
        self._refresh = refresh
        self._own = OwnPeople(context)
        self._maker: ProofMaker | None = None
        self._flow: EraseFlow | None = None
        self.acts = CaseActs(context, view, scope)

    def act(self, what: str) -> None:
        """Do what the main button, the menu or an empty state asks for."""
        case = self._standing().case
        match what:
            case "new":
                self._start("new", self._new())
            case "look":
                self._context.navigate("lookup", None)
            case "holds":
                self._start("holds", self.acts.holds())
            case "backup":
                self._start("backup", self.acts.backup())
            case "retention":
                self._start("retention", self.acts.retention())
            case "outlived":
                self._start("outlived", self.acts.reduce_outlived())
            case "check":
                self._start("check", self._ask_check())
            case _ if case is not None:
                self._act_on(case, what)

    def _act_on(self, case: Case, what: str) -> None:
        match what:
            case "add":
                self._start("add", self.acts.add(case))
            case "lookup":
                self._look_up(case, (SubjectState.WAITING,))
            case "retry":
                self._look_up(case, RETRIED)
            case "follow":
                self._start("lookup", self._look_again())
            case "anew":
                self._start("new", self._new_for_those_back())
            case "remove":
                chosen = self._view.subjects.table.selected_records()
                self._start("remove", self.acts.remove(case, chosen))
            case "stop":
                self._office.stop(case.id)
            case "approve" | "erase" | "again":
                self._start("erase", self._erase(case, what))
            case "evidence" | "access":
                self._start("prove", self._prove(case, what))
            case "refuse":
                self._start("state", self.acts.refuse(case))
            case "close":
                tally = self._standing().tally
                followed = bool(tally.of(*AFTER_SENDING))
                self._start("state", self.acts.close(case, tally.of(*LEFT), followed))
            case "reopen":
                self._start("state", self.acts.reopen(case))
            case "reduce":
                self._start("state", self.acts.reduce(case))
            case "delete":
                self._start("state", self.acts.delete(case))

    def act_on_one(self, act: str, subject: Subject) -> None:
        """What the detail pane asks for."""
        case = self._standing().case
        if case is None:
            return
        if act == "look" and subject.state in AFTER_SENDING:
            self._office.follow_now([subject])
        elif act == "look":
            self._look_up(case, ASKED_AGAIN, frozenset({subject.id}))
        elif act == "skip":
            self._start("skip", self.acts.withdraw(subject))
        elif act == "remove":
            self._start("remove", self.acts.remove(case, [subject]))

    def save(self, before: Case, case: Case) -> None:
        """Keep the request as it was filled in."""
        self._start("save", self._save(before, case))

    async def _save(self, before: Case, case: Case) -> None:
        await self.acts.save(before, case)
        # Only now: what could not be kept stays in the form.
        self._view.request.saved(case)

    def forget(self, case: Case) -> None:
        """Take what the selected entries of the log say of people out of it."""
        chosen = self._view.log.table.selected_records()
        self._start("forget", self.acts.forget(case, chosen))

    def add_related(self, case: Case, values: Sequence[str]) -> None:
        """Add addresses and numbers that were found on somebody."""
        self._start("add", self.acts.add_values(case, values))

    def check(self, path: str) -> None:
        """Say whether an evidence pack is as it was made."""
        self._start("check", self._check(Path(path)))

    # -- how it is done ------------------------------------------------------------------------

    def _start(self, key: str, work: Coroutine[Any, Any, object]) -> None:
        if self._scope.is_running(key):
            work.close()
            return
        self._view.messages.clear()
        self._scope.start(key, self._allowed(work))

    async def _allowed(self, work: Coroutine[Any, Any, object]) -> None:
        """That another window has changed the case meanwhile is told, and shown."""
        try:
            await work
        except OVERTAKEN as problem:
            case = self._standing().case
            self._office.touched(case.id if case is not None else "")
            self._view.messages.show_message(overtaken(problem))

    async def _new_for_those_back(self) -> None:
        """A case stands for one request: who came back is erased in another."""
        back = (one for one in self._subjects() if one.state is SubjectState.CAME_BACK)
        await self._new([NewSubject(one.kind, one.value, one.typed) for one in back])

    async def _new(self, subjects: Sequence[NewSubject] = ()) -> None:
        case = await new_case(self._context, subjects, self._view)
        if case is not None:
            self._choose(case.id)

    def _look_up(
        self, case: Case, states: Sequence[SubjectState], only: frozenset[int] | None = None
    ) -> None:
        if not self._standing().running:
            self._start("lookup", self._begin_lookup(case, states, only))

    async def _begin_lookup(
        self, case: Case, states: Sequence[SubjectState], only: frozenset[int] | None
    ) -> None:
        calls = self._standing().tally.of(*states) if only is None else len(only)
        if calls > FEW_CALLS and not await self._agreed(calls):
            return
        own = await self._own.knows()
        self._office.look_up(case.id, states=states, only=only, own=own)

    async def _look_again(self) -> None:
        left = [one for one in self._subjects() if one.state in LEFT]
        if len(left) <= FEW_CALLS or await self._agreed(len(left)):
            self._office.follow_now(left)

    async def _agreed(self, calls: int) -> bool:
        """Say what many lookups cost before the first leaves."""
        choices, usage = self._context.settings.choices, self._context.session.usage
        daily = usage.daily if usage is not None else choices.calls_per_day
        cost = cost_text(calls, choices.reading_rate, daily)
        return await self._context.prompts.confirm(
            translate("cases", "Look up {0:,} subjects?").format(calls),
            translate(
                "cases",
                "{0}. It goes on beside other work, can be stopped, and goes on from there later, "
                "after a restart too.",
            ).format(cost),
            translate("cases", "Look up"),
        )

    async def _erase(self, case: Case, what: str) -> None:
        flow = self._erase_flow()
        if what == "approve":
            await flow.approve(case.id)
        elif what == "again":
            await flow.send_again(case.id)
        else:
            await flow.erase(case.id)
        self._office.touched(case.id)

    def _erase_flow(self) -> EraseFlow:
        from gong_admin.ui.privacy.erase_flow import EraseFlow

        if self._flow is None:
            self._flow = EraseFlow(self._context, self._view, self._refresh, self._show_identity)
        return self._flow

    def _show_identity(self) -> None:
        """Where the identity is noted."""
        self._view.tabs.choose("request")
        self._view.request.ask_identity()

    async def _prove(self, case: Case, what: str) -> None:
        maker = self._proof_maker()
        await (maker.evidence(case.id) if what == "evidence" else maker.access(case.id))
        self._office.touched(case.id)

    async def _ask_check(self) -> None:
        path = await self._context.prompts.open_file(
            translate("cases", "Evidence pack"),
            files.last_folder(self._context.settings),
            translate("cases", "Evidence packs (*.zip manifest.json);;All files (*)"),
        )
        if path is not None:
            # A pack that is a folder is known by its list of contents.
            await self._check(path.parent if path.name == "manifest.json" else path)

    async def _check(self, path: Path) -> None:
        await self._proof_maker().check(path)

    def _proof_maker(self) -> ProofMaker:
        from gong_admin.ui.privacy.prove import ProofMaker

        if self._maker is None:
            self._maker = ProofMaker(self._context, self._view, self._show_identity)
        return self._maker
