"""The program doing everything it does with people's data: `python -m tests.e2e.privacy_at_work`.

What it has to know comes over standard input, never on the command line. It ends by itself, or
says that it is ready and waits to be killed.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

from gong_admin import desktop


def work(driver: Any, told: dict[str, Any]) -> dict[str, Any]:
    """All of it, in the order of a case."""
    from gong_admin.runtime.log import configure
    from gong_admin.runtime.paths import log_dir

    os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
    configure(log_dir(), level=logging.DEBUG)
    office = _open(driver, told)
    # The HTTP library is kept quiet where it is loaded; as if somebody had turned that off.
    for name in ("urllib3", "requests", "asyncio"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    titles = [_look_up(driver, told["people"][0])]
    titles.append(_in_the_console(driver, told["people"][0]))
    case = _case(driver, office, told)
    titles.append(_in_the_case(driver, case, told["people"][1]))
    _evidence(office, case, Path(told["exports"]))
    _crash(driver, told["people"][2])
    titles.append(driver.bench.window.windowTitle())
    if told["killed"]:
        print(json.dumps({"ready": True, "titles": titles}), flush=True)
        driver.spin(60)
    return {"titles": titles}


def _open(driver: Any, told: dict[str, Any]) -> Any:
    from gong_admin.api.credentials import KeyPair
    from gong_admin.runtime.case_office import OfficeState
    from gong_admin.runtime.connections import Connection

    bench = driver.bench
    connection = Connection(name="Orvane", base_url=told["base_url"], id="o", read_only=False)
    bench.services.connections.save(connection)
    key = KeyPair(told["access_key"], told["secret"])
    bench.start(bench.open(connection, key))
    driver.wait(lambda: bench.session is not None, 30, "opening")
    bench.session.lock.open()
    office = bench._context.office
    office.ensure()
    driver.wait(lambda: office.state is OfficeState.NEEDS_CHOICE, 30, "the cases")
    office.use_passphrase(told["passphrase"])
    driver.wait(lambda: office.state is OfficeState.OPEN, 30, "the cases")
    return office


def _look_up(driver: Any, address: str) -> str:
    bench = driver.bench
    bench.navigate("lookup")
    panel = bench.current
    panel.look_up_text(address)
    driver.wait(lambda: panel.scope.busy, 10, "the lookup's beginning")
    driver.wait(lambda: not panel.scope.busy, 20, "the lookup")
    driver.spin(0.3)
    title: str = bench.window.windowTitle()
    return title


def _in_the_console(driver: Any, address: str) -> str:
    bench = driver.bench
    bench.navigate("console", "findAllReferencesToEmailAddress")
    panel = bench.current
    panel.view.request.set_values({"emailAddress": address})
    panel.send()
    driver.wait(lambda: not panel._sender.busy, 20, "the console")
    title: str = bench.window.windowTitle()
    return title


def _case(driver: Any, office: Any, told: dict[str, Any]) -> Any:
    from gong_admin.services.privacy import erasing
    from gong_admin.services.privacy.case import Case, CaseKind
    from gong_admin.services.privacy.intake_files import read_file
    from gong_admin.services.privacy.regimes import Regime
    from gong_admin.services.privacy.store import NewSubject
    from gong_admin.services.privacy.store.holds import Holds

    intake = read_file(Path(told["list"]))
    store = office.store
    case = store.create(
        Case(
            id="",
            tenant=office.tenant,
            reference="DSR-2026-11",
            kind=CaseKind.ERASURE,
            regime=Regime.GDPR,
            received=dt.date.today(),
            created=dt.datetime.now(dt.UTC),
            notes=told["note"],
        ),
        [NewSubject("email", one.identifier.value, one.identifier.typed) for one in intake.taken],
    )
    Holds(store).put("email", told["people"][3], told["note"])
    office.touched(case.id)
    office.look_up(case.id)
    driver.wait(lambda: case.id not in office.jobs, 30, "the list")
    erasing.approve(store, store.case(case.id), store.subjects(case.id))
    assert office.erase(case.id, erasing.Order([one.id for one in store.subjects(case.id)]))
    driver.wait(lambda: case.id not in office.jobs, 30, "the erasures")
    assert not office.troubles, office.troubles
    office.follow_now(store.subjects(case.id))
    driver.wait(lambda: not office._work.is_running("follow"), 30, "following")
    return case


def _in_the_case(driver: Any, case: Any, address: str) -> str:
    bench = driver.bench
    bench.navigate("cases", case.id)
    panel = bench.current
    driver.wait(lambda: panel.model.rowCount() > 0, 20, "the subjects")
    table = panel.view.subjects.table
    table.filter_bar.field.setText(address)
    driver.spin(0.5)
    table.view.selectRow(0)
    driver.spin(0.5)
    panel.view.tabs.choose("log")
    driver.spin(0.5)
    title: str = bench.window.windowTitle()
    return title


def _evidence(office: Any, case: Any, exports: Path) -> None:
    from gong_admin.api.cancel import CancelToken
    from gong_admin.services.privacy.proof.evidence_pack import Wanted, make_evidence
    from gong_admin.ui.privacy.prove import print_pdf

    for packed in (True, False):
        wanted = Wanted(exports / f"pack-{packed}", packed, personal=True)
        make_evidence(
            office.store,
            case.id,
            wanted,
            print_pdf,
            program="Gong Admin",
            company="Orvane",
            token=CancelToken(),
        )


def _crash(driver: Any, address: str) -> None:
    """A fault of the program while it holds somebody's address."""
    try:
        raise KeyError(address)
    except KeyError as cause:
        error = RuntimeError(f"nothing is known of {address} <{address.upper()}>")
        error.__cause__ = cause
        driver.app.crashes.report(error, f"looking up {address}")


def main() -> int:
    problem = desktop.missing()
    if problem:
        sys.exit(problem)
    desktop.import_plainly()
    from tests.bench import program

    return program.run(work, json.loads(sys.stdin.readline()))


if __name__ == "__main__":
    sys.exit(main())
