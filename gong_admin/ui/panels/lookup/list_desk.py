"""Lists on their way to a case: read beside the window, priced, and looked up as a case."""

from __future__ import annotations

import functools
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.identifiers import Identifier, IdentifierKind
from gong_admin.services.privacy.intake import (
    Against,
    Intake,
    IntakeError,
    SetAside,
    correct,
    leave_out,
    take_in,
)
from gong_admin.services.privacy.intake_files import read_file
from gong_admin.services.privacy.intake_text import read_text
from gong_admin.services.privacy.store import NewSubject
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.lookup.casework import Casework
from gong_admin.ui.panels.lookup.correct_dialog import CorrectDialog
from gong_admin.ui.panels.lookup.view import LookupView
from gong_admin.ui.privacy.new_case import new_case
from gong_admin.ui.privacy.own_people import OwnPeople
from gong_admin.ui.prompts import ask_for

_READING = "list"


class ListDesk(QObject):
    """Reads a list from a file or the clipboard, shows it, and makes a case of it. `began`: what
    else the panel shows gives way. `closed`: the list is left."""

    began = Signal()
    closed = Signal()

    def __init__(
        self,
        context: PanelContext,
        view: LookupView,
        scope: TaskScope,
        casework: Casework,
        own: OwnPeople,
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._scope = context, view, scope
        self._casework, self._own = casework, own
        self.intake: Intake | None = None
        self._name = ""
        view.list_wanted.connect(self.choose)
        view.dropped_file.connect(self.take_file)
        view.list.case_wanted.connect(self._make_case)
        view.list.correct_wanted.connect(self.correct)
        view.list.take_wanted.connect(self.take_in)
        view.list.other_wanted.connect(self.choose)
        view.list.closed.connect(self.closed)

    # -- reading -------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file with a list."""
        self._scope.start("choose", self._choose())

    def take_file(self, path: Path) -> None:
        """Read a list from a file and show it. Nothing is sent."""
        self._begin()
        self._view.show_waiting(
            translate("lookup", "Reading {0}…").format(path.name),
            translate("lookup", "Nothing is sent."),
        )
        token = CancelToken()
        region = self._context.settings.choices.phone_region
        work = functools.partial(self._context.bridge.run, read_file, path, region, token)
        self._scope.start(_READING, self._take(path.name, work), token=token)

    def take_text(self, text: str) -> None:
        """Show a list that was pasted or dropped."""
        self._begin()
        region = self._context.settings.choices.phone_region
        work = functools.partial(self._context.bridge.run, read_text, text, region)
        self._scope.start(_READING, self._take(translate("lookup", "Pasted list"), work))

    def cancel(self) -> None:
        self._scope.cancel(_READING)

    def forget(self) -> None:
        """Let go of the list."""
        self.intake, self._name = None, ""
        self._view.list.forget()

    def _begin(self) -> None:
        self._scope.cancel("lookup")
        self.cancel()
        self.began.emit()

    async def _choose(self) -> None:
        path = await self._context.prompts.open_file(
            translate("lookup", "List of addresses or numbers"),
            files.last_folder(self._context.settings),
            translate("lookup", "Lists (*.csv *.txt *.xlsx);;All files (*)"),
        )
        if path is not None:
            self.take_file(path)

    async def _take(self, name: str, work: Callable[[], Coroutine[Any, Any, Intake]]) -> None:
        try:
            intake = await work()
            if not intake.taken and not intake.aside:
                raise IntakeError(translate("lookup", "There is no line with anything in it."))
            intake = await self._left_out(intake)
        except IntakeError as problem:
            self._view.show_error(unreadable(problem))
        except OSError as problem:
            self._view.show_error(present(problem))
        else:
            self._show(name, intake)
            self._view.show_list()
            self._view.list.make_button.setFocus()

    async def _left_out(self, intake: Intake) -> Intake:
        why = _reasons(await self._own.knows(), await self._casework.holds())
        return await self._context.bridge.run(leave_out, intake, why)

    def _show(self, name: str, intake: Intake) -> None:
        self.intake, self._name = intake, name
        cost, hint = self.cost()
        self._view.list.show_list(name, intake, cost, hint)

    # -- a line of it --------------------------------------------------------------------------

    def correct(self, line: SetAside) -> None:
        """Ask what a line that was set aside should have been."""
        self._scope.start("correct", self._correct(line))

    async def _correct(self, line: SetAside) -> None:
        before = self.intake
        region = self._context.settings.choices.phone_region
        dialog = CorrectDialog(self._view, line, region)
        found = await ask_for(dialog, dialog.identifier)
        if found is None or before is None or before is not self.intake:
            return
        self._show_changed(await self._left_out(correct(before, line, found)))

    def take_in(self, lines: Sequence[SetAside]) -> None:
        """Take lines that were set aside for a doubt, or for an erasure alone."""
        self._scope.start("correct", self._take_in(lines))

    async def _take_in(self, lines: Sequence[SetAside]) -> None:
        before = self.intake
        if before is None:
            return
        changed = await self._left_out(take_in(before, lines))
        if before is self.intake:
            self._show_changed(changed)

    def _show_changed(self, intake: Intake) -> None:
        self._show(self._name, intake)
        # Whoever looks at one line looks at the next.
        self._view.list.tabs.choose("aside" if intake.aside else "taken")

    # -- a case of it --------------------------------------------------------------------------

    def subjects(self) -> list[NewSubject]:
        """All that was taken, as a case takes it."""
        taken = self.intake.taken if self.intake is not None else ()
        return _subjects(one.identifier for one in taken)

    def for_access(self) -> list[NewSubject]:
        """The same with those who must not be erased."""
        return _subjects(self.intake.with_held() if self.intake is not None else ())

    def cost(self) -> tuple[str, str]:
        """What looking all of it up takes, and a sentence where that is more than a day gives."""
        choices, usage = self._context.settings.choices, self._context.session.usage
        count = len(self.intake.taken) if self.intake is not None else 0
        daily = usage.daily if usage is not None else choices.calls_per_day
        text = cost_text(count, choices.reading_rate, daily or None)
        used = usage.used_today if usage is not None else 0
        hint = ""
        if daily and count > daily * choices.background_stop - used:
            hint = translate(
                "lookup", "That is more than is left of today: it pauses and can go on tomorrow."
            )
        if count and not self._context.data.users.complete:
            unread = translate(
                "lookup",
                "The users have not been read yet: those among them Gong itself refuses.",
            )
            hint = f"{hint} {unread}".strip()
        if held := len(self.intake.held) if self.intake is not None else 0:
            words = translate(
                "lookup",
                "On the do-not-erase list: {0:,}. A case for access takes them in, one for erasure "
                "does not.",
            )
            hint = f"{hint} {words.format(held)}".strip()
        return text, hint

    def _make_case(self) -> None:
        # One at a time: a second would break the first off before its people are looked up.
        if not self._scope.is_running("case"):
            self._scope.start("case", self._open_case())

    async def _open_case(self) -> None:
        for_access = self.for_access()
        if not for_access:
            return
        case = await new_case(
            self._context, self.subjects(), self._view.window(), for_access=for_access
        )
        if case is not None:
            self._context.office.look_up(case.id, own=await self._own.knows())
            self.closed.emit()
            self._context.navigate("cases", case.id)


def _subjects(people: Iterable[Identifier]) -> list[NewSubject]:
    return [NewSubject(one.kind.value, one.value, one.typed) for one in people]


def _reasons(
    own: Callable[[str], bool], holds: Mapping[tuple[str, str], str]
) -> Callable[[Identifier], Against | None]:
    """A function for worker threads: why somebody who could be looked up is not."""
    a_user = translate("lookup", "A Gong user: Gong only looks up people outside the company.")
    on_hold = translate("lookup", "On the do-not-erase list: {0}")

    def why(one: Identifier) -> Against | None:
        if one.kind is IdentifierKind.EMAIL and own(one.value):
            return Against(a_user)
        reason = holds.get((one.kind.value, one.compared), "")
        return Against(on_hold.format(reason), hold=True) if reason else None

    return why


def unreadable(problem: IntakeError) -> UserMessage:
    """What to tell about a list that can't be read."""
    where = (
        translate("lookup", "Line {0:,}: {1}").format(problem.line, problem.reason)
        if problem.line
        else problem.reason
    )
    return UserMessage(
        Severity.ERROR,
        translate("lookup", "The list can't be read"),
        translate("lookup", "{0} Nothing was sent.").format(where),
        actions=(ActionKind.CHOOSE_FILE,),
    )
