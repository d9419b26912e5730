"""Privacy cases: opened, filled, looked up; their request, their log, who must not be erased."""

from __future__ import annotations

import datetime as dt

import msgspec

from gong_admin.services.privacy.case import Case, CaseKind, CaseState, SubjectState
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.outsiders import outsiders
from gong_admin.tour.sights import both, rows, words
from gong_admin.tour.step import Lost, Sight, Step
from gong_admin.ui.panels.cases.presenter import CasesPresenter
from gong_admin.ui.widgets.fields import TextArea

REFERENCE = "DSR-2026-0142"
_PEOPLE = 24

# What a privacy officer has on the desk besides: reference, kind, rule, days since, how far.
_OTHERS = (
    ("DSR-2026-0129", CaseKind.ERASURE, Regime.GDPR, 34, CaseState.OPEN),
    ("DSR-2026-0137", CaseKind.ACCESS, Regime.GDPR, 19, CaseState.OPEN),
    ("CA-2026-0031", CaseKind.ERASURE, Regime.CCPA, 12, CaseState.OPEN),
    ("DSR-2026-0118", CaseKind.ERASURE, Regime.GDPR, 62, CaseState.CLOSED),
    ("DSR-2026-0112", CaseKind.ACCESS, Regime.GDPR, 80, CaseState.REFUSED),
)


def _panel(guide: Guide) -> CasesPresenter:
    panel = guide.bench.current
    if not isinstance(panel, CasesPresenter):
        raise Lost("the panel of cases is not in front")
    return panel


async def _others(guide: Guide) -> None:
    """Cases of before, and two holds."""
    office, people = _panel(guide).office, await outsiders(guide)
    today = dt.date.today()
    for number, (reference, kind, regime, days, state) in enumerate(_OTHERS):
        draft = Case(
            id="",
            tenant=office.tenant,
            reference=reference,
            kind=kind,
            regime=regime,
            received=today - dt.timedelta(days=days),
            created=dt.datetime.now(dt.UTC),
        )
        subjects = [NewSubject("email", one) for one in people[-3 * number - 3 :][:3]]
        case = await office.run(CaseStore.create, draft, subjects)
        if state is not CaseState.OPEN:
            done = msgspec.structs.replace(case, state=state)
            event = "closed" if state is CaseState.CLOSED else "request-refused"
            await office.run(CaseStore.update, done, event)
    await office.run(_hold, people[-1], "Litigation 2026-17, until released")
    await office.run(_hold, people[-2], "Tax records, until 2031")
    office.touched()


def _hold(store: CaseStore, value: str, reason: str) -> None:
    Holds(store).put("email", value, reason)


async def _paste_people(guide: Guide) -> None:
    """Lines as they come out of a ticket, one of them nobody's."""
    people = (await outsiders(guide))[:_PEOPLE]
    people.insert(5, "see ticket 4711")
    guide.find(TextArea, "Addresses and phone numbers").setPlainText("\n".join(people))


async def _choose_ours(guide: Guide) -> None:
    panel = _panel(guide)
    ours = [case.id for case in panel.office.seen.cases if case.reference == REFERENCE]
    if not ours:
        raise Lost(f"there is no case {REFERENCE}")
    panel.choose(ours[0])


def _looked_up(guide: Guide) -> bool:
    panel = _panel(guide)
    return panel.running is None and panel.tally.of(SubjectState.FOUND) == _PEOPLE


def _some(guide: Guide) -> bool:
    return _panel(guide).tally.of(SubjectState.FOUND) >= 5


def _listed(guide: Guide) -> bool:
    return len(_panel(guide).view.side.items()) > len(_OTHERS)


def _verified(guide: Guide) -> bool:
    return _panel(guide).view.log.verdict.words() == "Unaltered"


_LOOKED_UP = Sight("all subjects looked up", _looked_up)
_SOME = Sight("some subjects looked up", _some)
_LISTED = Sight("all cases in the list", _listed)
_VERIFIED = Sight("the log found unaltered", _verified)

STEPS = (
    Step("cases-empty", (acts.go("cases"),), words("No privacy cases yet")),
    Step(
        "cases-new",
        (acts.press("New case…"), acts.type_into("Reference", REFERENCE)),
        words("To be answered by"),
    ),
    Step(
        "cases-add",
        (
            acts.press("New case…"),
            acts.type_into("Reference", REFERENCE),
            acts.press("Open case"),
            acts.wait(words("The case is about nobody yet")),
            acts.press("Add subjects…"),
            acts.wait(words("One a line")),
            _paste_people,
        ),
        words("Line 6"),
    ),
    Step(
        "cases-running",
        (
            acts.press("Add subjects…"),
            acts.wait(words("One a line")),
            _paste_people,
            acts.press(f"Add {_PEOPLE}"),
            acts.wait(rows(_PEOPLE)),
            _others,
            acts.wait(_LISTED),
            acts.press("Look up"),
            acts.wait(words("It goes on beside other work")),
            acts.press("Look up"),
        ),
        both(_SOME, words("Looking up a list")),
        seconds=40,
    ),
    Step(
        "cases-subject",
        (_choose_ours, acts.wait(_LOOKED_UP, 60), acts.select(3)),
        both(words("Held by Gong"), words("Approve…")),
    ),
    Step("cases-found", (acts.tab("Found"),), words("Fill in")),
    Step("cases-request", (acts.tab("Request"),), words("Identity checked")),
    Step("cases-log", (acts.tab("Log"),), both(_VERIFIED, rows(_PEOPLE))),
    Step("cases-holds", (acts.do("Do-not-erase list…"),), words("Litigation 2026-17")),
    Step("cases-kept", (acts.do("How long cases are kept…"),), words("Nothing is ever reduced")),
    Step(
        "cases-compact",
        (acts.tab("Subjects"), acts.tab("State"), acts.resize(1024, 640)),
        both(rows(_PEOPLE), words("Approve…")),
    ),
)
