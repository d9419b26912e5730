"""From an answer to a case: which cases know somebody, a new one, and adding to one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Case
from gong_admin.services.privacy.identifiers import NotAnIdentifier, compared, recognise
from gong_admin.services.privacy.lookup import Looked, adopt
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.lookup.shown import Shown, takes_more
from gong_admin.ui.privacy.new_case import new_case

_TELL_AFTER = 500  # milliseconds from a change until it is told


class Casework(QObject):
    """All methods are for the GUI thread; nothing is opened or asked for without being needed.

    `changed`: what the cases know of somebody may be another. Said no more often than it can be
    read: while a list is looked up, the cases change all the time.
    """

    changed = Signal()

    def __init__(self, context: PanelContext, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._office = context.office
        self._reading = 0
        self._soon = QTimer(self, interval=_TELL_AFTER, singleShot=True)
        self._soon.timeout.connect(self._tell)
        self._office.changed.connect(self._tell_soon)
        self._office.counted.connect(self._tell_soon)

    def _tell_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _tell(self) -> None:
        if self._reading:
            self._soon.start()
        else:
            self.changed.emit()

    def open_cases(self, but: Sequence[Case] = ()) -> list[Case]:
        """The cases that somebody can be added to, the newest first, without those in `but`."""
        if self._office.state is not OfficeState.OPEN:
            return []
        known = {case.id for case in but}
        return [
            case for case in self._office.seen.cases if takes_more(case) and case.id not in known
        ]

    async def holds(self) -> dict[tuple[str, str], str]:
        """Why they must not be erased, by kind and address or number (`compared`), as far as the
        cases are open."""
        if self._office.state is not OfficeState.OPEN:
            return {}
        return await self._office.run(_holds)

    async def know(self, shown: Shown) -> None:
        """Find the cases in which the subject occurs, what of its relations is in them, and
        whether it must not be erased."""
        self._reading += 1
        try:
            await self._know(shown)
        finally:
            self._reading -= 1

    async def _know(self, shown: Shown) -> None:
        if self._office.state is not OfficeState.OPEN:
            shown.cases, shown.added, shown.hold = (), frozenset(), ""
            return
        held = await self.holds()
        shown.hold = held.get((shown.identifier.kind.value, shown.identifier.compared), "")
        one, tenant = shown.identifier, self._office.tenant
        found = await self._office.run(CaseStore.recognise, one.kind.value, one.value)
        cases = {case.id: case for case, _ in found if case.tenant == tenant}
        sent = [subject.sent for case, subject in found if case.id in cases and subject.sent]
        shown.erased = any(at > shown.looked.at for at in sent)
        shown.cases = tuple(sorted(cases.values(), key=_age, reverse=True))
        shown.added = frozenset()
        if (case := shown.case) is not None:
            subjects = await self._office.run(CaseStore.subjects, case.id)
            shown.added = frozenset(
                text.casefold() for subject in subjects for text in (subject.value, subject.typed)
            )

    async def open_case(
        self, subjects: Sequence[NewSubject], parent: QWidget, looked: Looked | None = None
    ) -> Case | None:
        """Ask for a new case with these subjects; None when the user gave up."""
        case = await new_case(self._context, subjects, parent)
        if case is not None and looked is not None:
            await self._adopt(case.id, looked)
        return case

    async def add(self, case: Case, subjects: Sequence[NewSubject], looked: Looked | None) -> None:
        """Add subjects to a case, and the answer about one of them if there is one."""
        count = await self._office.run(CaseStore.add_subjects, case.id, subjects)
        if looked is not None:
            await self._adopt(case.id, looked)
        self._office.touched(case.id)
        told = (
            translate("lookup", "Added to case {0}")
            if count
            else translate("lookup", "Case {0} has it already")
        )
        self._context.toast(told.format(case.reference))

    async def as_subjects(self, values: Sequence[str]) -> list[NewSubject]:
        """Related addresses and numbers in the form that is looked up. What Gong's answer tells is
        not always a whole number: that is left out, and said."""
        region = self._context.settings.choices.phone_region
        made, left = await self._context.bridge.run(_recognised, list(values), region)
        if left:
            self._context.toast(
                translate("lookup", "No address or number that can be looked up: {0}").format(left)
            )
        return made

    async def _adopt(self, case_id: str, looked: Looked) -> None:
        await self._office.run(adopt, case_id, looked)
        self._office.touched(case_id)


def _recognised(values: Sequence[str], region: str) -> tuple[list[NewSubject], int]:
    made: list[NewSubject] = []
    for value in values:
        try:
            one = recognise(value, region)
        except NotAnIdentifier:
            continue
        made.append(NewSubject(one.kind.value, one.value, value))
    return made, len(values) - len(made)


def _holds(store: CaseStore) -> dict[tuple[str, str], str]:
    return {(one.kind, compared(one.value)): one.reason for one in Holds(store).all()}


def _age(case: Case) -> str:
    return case.created.isoformat()
