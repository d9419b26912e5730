"""Inside the program: a list of people is looked up in a privacy case that is shown meanwhile."""

from __future__ import annotations

import datetime as dt
import os
import time
from typing import Any

from PySide6.QtCore import QTimer

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime.case_office import CaseOffice, OfficeState
from gong_admin.runtime.connections import Connection
from gong_admin.services.privacy.case import Case, CaseKind, SubjectState
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.ui.panels.cases.presenter import CasesPresenter
from tests.bench.measure import TICK_MS, GapMeter, Scroller
from tests.bench.program import Driver
from tests.bench.scripts_pace import Departures

_BETWEEN_CLICKS = 3.1  # seconds; no multiple of a slot
_PART = 6.0  # seconds


def privacy(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Look the list up, on the disk, with its table in front, scrolled all the time."""
    # Never a key into the keyring of whoever measures: there is a passphrase instead.
    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    departures = Departures()
    office = _opened(driver, arguments["sandbox"])
    count, known = arguments["count"], arguments["known"]
    strangers = [f"person{number}@nowhere.test" for number in range(count - len(known))]
    case = _case(office, known[:count] + strangers)
    bench = driver.bench
    bench.navigate("trackers")
    driver.wait(lambda: not bench.data.trackers.loading, 30, "the trackers")  # type: ignore[union-attr]
    bench.navigate("cases", case.id)
    panel = bench.current
    assert isinstance(panel, CasesPresenter)
    driver.wait(lambda: panel.model.rowCount() == count, 30, "the subjects")
    driver.spin(2)  # tables prepare search and orders when nothing else does
    clicks, clicking = _clicks(driver, arguments["clicks"])
    meter, scroller = GapMeter(), Scroller(panel.view.subjects.table.view)
    # The machine's own part: the same table scrolled while nothing else happens.
    scroller.start()
    meter.start()
    driver.spin(4)
    meter.stop()
    before = {"worst_gap_ms": meter.worst, "gaps_over_16": meter.beyond(16)}
    began, cpu = time.monotonic(), time.process_time()
    office.look_up(case.id)
    meter.start()
    clicking.start()
    _wait(driver, office, case, arguments["seconds"])
    clicking.stop()
    scroller.stop()
    meter.stop()
    ended = time.monotonic()
    office.stop(case.id)
    driver.wait(lambda: case.id not in office.jobs, 30, "the end")
    driver.spin(1)
    states = [one.state for one in office.store.subjects(case.id)]
    return {
        "began": began,
        "ended": ended,
        "subjects": count,
        "done": sum(state is not SubjectState.WAITING for state in states),
        "failed": sum(state is SubjectState.FAILED for state in states),
        "shown": sum(one.state is not SubjectState.WAITING for one in panel.subjects()),
        "before": before,
        "worst_gap_ms": meter.worst,
        "worst_by_part": _worst_by_part(meter),
        "gaps_over_16": meter.beyond(16),
        "cpu_seconds": time.process_time() - cpu,
        "clicks_ms": [
            1000 * (departures.first_after("listTrackers", moment) - moment) for moment in clicks
        ],
        "intact": office.store.verify(case.id).intact,
    }


def _worst_by_part(meter: GapMeter) -> list[float]:
    """The longest gap of each `_PART` seconds: one that another program caused is in one of them
    only."""
    found, worst, seconds = [], 0.0, 0.0
    for gap in meter.gaps:
        worst, seconds = max(worst, gap), seconds + (gap + TICK_MS) / 1000
        if seconds >= _PART:
            found.append(worst)
            worst, seconds = 0.0, 0.0
    return found or [worst]


def _opened(driver: Driver, sandbox: dict[str, str]) -> CaseOffice:
    connection = Connection(name="Orvane", base_url=sandbox["base_url"], id="bench")
    key = KeyPair(sandbox["access_key"], sandbox["access_key_secret"])
    bench = driver.bench
    bench.start(bench.open(connection, key))
    driver.wait(lambda: bench.session is not None, 30, "opening the company")
    assert bench._context is not None
    office = bench._context.office
    assert office is not None
    office.ensure()
    driver.wait(lambda: office.state is OfficeState.NEEDS_CHOICE, 30, "the cases")
    office.use_passphrase("for the benchmark only")
    driver.wait(lambda: office.state is OfficeState.OPEN, 30, "the cases")
    return office


def _case(office: CaseOffice, addresses: list[str]) -> Case:
    case = Case(
        id="",
        tenant=office.tenant,
        reference="BENCH-1",
        kind=CaseKind.ERASURE,
        regime=Regime.GDPR,
        received=dt.date.today(),
        created=dt.datetime.now(dt.UTC),
    )
    made = CaseStore.create(office.store, case, [NewSubject("email", one) for one in addresses])
    office.touched(made.id)
    return made


def _clicks(driver: Driver, wanted: bool) -> tuple[list[float], QTimer]:
    """Reading the trackers anew, as by a click in their panel."""
    clicks: list[float] = []
    clicking = QTimer(interval=int(1000 * _BETWEEN_CLICKS))
    data = driver.bench.data
    assert data is not None

    def click() -> None:
        clicks.append(time.time())
        data.trackers.refresh()

    if wanted:
        clicking.timeout.connect(click)
    return clicks, clicking


def _wait(driver: Driver, office: CaseOffice, case: Case, seconds: float) -> None:
    """To the end of the list, or for so long."""
    deadline = time.monotonic() + seconds
    driver.wait(
        lambda: case.id not in office.jobs or time.monotonic() > deadline, seconds + 5, "the list"
    )
