"""Erasing: the approval, the review with the subject typed again, counts that go down, and
somebody who came back."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QApplication, QLineEdit

from gong_admin.runtime.case_office import CaseOffice, OfficeState
from gong_admin.services.privacy.case import (
    SYSTEMS,
    Case,
    CaseKind,
    CaseState,
    Elsewhere,
    SubjectState,
)
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.outsiders import outsiders, shared_number, well_known
from gong_admin.tour.sights import floating, quiet, read, words
from gong_admin.tour.step import Act, Lost, Sight, Step
from gong_admin.ui.panels.cases.presenter import CasesPresenter
from gong_admin.ui.privacy.erase_dialogs import EraseDialog
from gong_admin.ui.privacy.erase_outcome import OutcomeDialog

_ONE, _LIST, _NUMBER = "E-0142", "E-0143", "E-0144"
_MANY = 9
_LOOKS = 3  # of the six seconds that the sandbox takes to erase somebody


def _panel(guide: Guide) -> CasesPresenter:
    panel = guide.bench.current
    if not isinstance(panel, CasesPresenter):
        raise Lost("the cases are not in front")
    return panel


def _office(guide: Guide) -> CaseOffice:
    return _panel(guide).office


def _opened(guide: Guide) -> bool:
    return _office(guide).state is OfficeState.OPEN


async def _make(guide: Guide, reference: str, people: list[str]) -> None:
    """A case in which these people have been looked up."""
    office = _office(guide)
    today = dt.date.today()
    draft = Case(
        id="",
        tenant=office.tenant,
        reference=reference,
        kind=CaseKind.ERASURE,
        regime=Regime.GDPR,
        received=today - dt.timedelta(days=9),
        created=dt.datetime.now(dt.UTC),
        identity_checked=True,
        identity_how="Answered from the address on file",
    )
    new = [NewSubject("email" if "@" in one else "phone", one, one) for one in people]
    case = await office.run(CaseStore.create, draft, new)
    office.touched(case.id)
    listed = Sight(
        "the case in the list", lambda _: case.id in {one.id for one in office.seen.cases}
    )
    await guide.until(listed, 20)
    _panel(guide).choose(case.id)
    office.look_up(case.id)
    await guide.until(Sight("everybody looked up", lambda _: case.id not in office.jobs), 60)
    known = Sight("that known", lambda _: not office.seen.tally(case.id).of(SubjectState.WAITING))
    await guide.until(known, 20)


async def _somebody(guide: Guide) -> None:
    await _make(guide, _ONE, [await well_known(guide)])


async def _several(guide: Guide) -> None:
    known = await well_known(guide)
    await _make(guide, _LIST, [one for one in await outsiders(guide) if one != known][:_MANY])


async def _switchboard(guide: Guide) -> None:
    await _make(guide, _NUMBER, [await shared_number(guide)])


def _dialog() -> EraseDialog:
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, EraseDialog):
        raise Lost("no review is open")
    return dialog


def _ask(act: str) -> Act:
    """Open one of the reviews of the case in front."""

    async def ask(guide: Guide) -> None:
        if guide.bench.session is not None:
            guide.bench.session.lock.open()
        _panel(guide).act(act)
        await guide.until(floating(), 20)

    return ask


async def _read_others(_guide: Guide) -> None:
    dialog = _dialog()
    if dialog.others is None:
        raise Lost("there are no calls")
    dialog.others.button.click()


def _others_read(_guide: Guide) -> bool:
    dialog = QApplication.activeModalWidget()
    box = dialog.others if isinstance(dialog, EraseDialog) else None
    return box is not None and box.read


async def _approve(guide: Guide) -> None:
    """Approve, with what the do-not-erase list asks for before: it is not empty by now."""
    dialog = _dialog()
    if dialog.others is not None and dialog.others.missing() and not dialog.others.read:
        await _read_others(guide)
        await guide.until(_READ, 60)
        dialog.others.without.setChecked(True)
    for box in dialog.stop.boxes.values():
        box.setChecked(True)
    _dialog().button.click()
    await guide.until(Sight("the approval", _approved), 20)


def _approved(guide: Guide) -> bool:
    case = _panel(guide).case
    return case is not None and case.state is CaseState.APPROVED


def _type(left_out: int = 0) -> Act:
    """Say what was done elsewhere, and type the subject, or all of it but its end."""

    async def act(guide: Guide) -> None:
        dialog, case = _dialog(), _panel(guide).case
        subjects = _panel(guide).subjects()
        if dialog.elsewhere is None or case is None:
            raise Lost("it is not the review of an erasure")
        for system in SYSTEMS:
            dialog.elsewhere.fields.choose(system, Elsewhere.DELETED)
        text = subjects[0].value if len(subjects) == 1 else f"{len(subjects)} {case.reference}"
        guide.find(QLineEdit, "Type the").setText(text[: len(text) - left_out])

    return act


async def _send(guide: Guide) -> None:
    _dialog().button.click()
    await guide.until(_OUTCOME, 60)


async def _watch_it_go(guide: Guide) -> None:
    """Time passes in the sandbox, with lookups on the way."""
    panel = _panel(guide)
    for _ in range(_LOOKS):
        await guide.control("advance", {"seconds": 1})
        panel.office.follow_now(panel.subjects())
        await guide.until(quiet(), 20)
        await guide.until(Sight("looked again", lambda _: not panel.office._work.busy), 20)
    panel.view.subjects.table.select(str(panel.subjects()[0].id))


async def _comes_back(guide: Guide) -> None:
    """All of it goes, and the CRM brings its part back."""
    panel = _panel(guide)
    for seconds in (10, 40):
        await guide.control("advance", {"seconds": seconds})
        panel.office.follow_now(panel.subjects())
        await guide.until(Sight("looked again", lambda _: not panel.office._work.busy), 20)


_OPENED = Sight("the cases, open", _opened)
_READ = Sight("who else was on the calls", _others_read)
_OUTCOME = Sight(
    "what became of the erasures",
    lambda _: isinstance(QApplication.activeModalWidget(), OutcomeDialog),
)


async def _close_lock(guide: Guide) -> None:
    """What comes after begins read-only, as everything does."""
    if guide.bench.session is not None:
        guide.bench.session.lock.close()


STEPS = (
    Step(
        "erase-approve",
        (
            acts.go("cases"),
            acts.wait(_OPENED),
            acts.wait(read("folders"), 60),
            _somebody,
            _ask("approve"),
            _read_others,
        ),
        _READ,
        seconds=60,
    ),
    Step(
        "erase-review",
        (_ask("approve"), _approve, _ask("erase"), _type(left_out=2)),
        words("Erase data of 1 subject"),
    ),
    Step(
        "erasing",
        (
            acts.faults(reimport={"rate": 1, "operations": ["purgeEmailAddress"]}),
            _ask("erase"),
            _type(),
            _send,
            acts.dismiss,
            _watch_it_go,
        ),
        words("Erasing"),
    ),
    Step(
        "came-back",
        (_comes_back,),
        words("Somebody who was erased came back"),
        (acts.no_faults,),
    ),
    Step(
        "erase-list",
        (_several, _ask("approve"), _approve, _ask("erase"), _type()),
        words("Fewest first"),
    ),
    Step("erase-outcome", (_ask("erase"), _type(), _send), _OUTCOME, (acts.dismiss,)),
    Step(
        "erase-number",
        (_switchboard, _ask("approve")),
        words("A number of several people"),
        (acts.dismiss, _close_lock),
    ),
)  # fmt: skip
