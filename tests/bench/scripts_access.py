"""Inside the program: the questions about access, in companies of several sizes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.services.lists import Batch
from gong_admin.ui.panels.access.presenter import AccessPresenter
from gong_admin.ui.panels.access.view import REVIEW, WHO
from tests.bench.companies import build_company
from tests.bench.measure import GapMeter
from tests.bench.program import Driver

_CALLS = "callsAccess.permissionLevel"
_BATCH = 1_000


def access(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Every question at each size."""
    sizes = [
        measure(driver, arguments["sandbox"], size, arguments["profiles"])
        for size in arguments["sizes"]
    ]
    return {"sizes": sizes}


def measure(driver: Driver, sandbox: dict[str, str], users: int, profiles: int) -> dict[str, Any]:
    """One company, read from memory in place of a network, by the panel that is in front."""
    driver.connect(sandbox)
    bench, data = driver.bench, driver.bench.data
    assert data is not None
    lists = build_company(users, profiles)
    for name in ("users", "workspaces", "profiles", "members"):
        dataset = data.by_name(name)
        dataset._reader = functools.partial(_give, getattr(lists, name))
        dataset._frugal = None
    driver.wait(lambda: not any(one.loading for one in data.all()), 60, "the window's own reading")
    for name in ("users", "workspaces", "profiles"):
        data.by_name(name).refresh()
    driver.wait(lambda: len(data.profiles) == profiles and data.users.complete, 60, "the lists")
    bench.navigate("access")
    panel = bench.current
    assert isinstance(panel, AccessPresenter)
    knowledge = panel.knowledge
    read_at: list[float] = []
    known_at: list[float] = []
    knowledge.changed.connect(
        lambda: read_at.append(perf_counter()) if knowledge.complete and not read_at else None
    )
    knowledge.known.connect(lambda: known_at.append(perf_counter()))
    meter = GapMeter()
    knowledge.read()
    driver.wait(lambda: bool(known_at), 120, "the company")
    driver.wait(lambda: _shown(panel.who.page), 60, "the first answer")
    driver.spin(1)  # tables prepare search and orders when nothing else does
    found: dict[str, Any] = {
        "users": users,
        "profiles": len(lists.profiles),
        "memberships": len(lists.members),
        "index_ms": 1000 * (known_at[0] - read_at[0]),
    }
    # Once for each page to be shown for the first time, which takes its own while, and once for
    # the figures.
    for measured, part in ((False, 5), (True, 2)):
        subject = lists.users[users // part].id or ""
        second = lists.users[users // (part + 1)].id or ""
        questions: dict[str, Callable[[], None]] = {
            "who_can": functools.partial(_who_can, panel, "managers-team" if measured else "all"),
            "who_sees": functools.partial(panel.ask_who_sees, subject),
            "two_people": functools.partial(_beside, panel, subject, second),
            "review": functools.partial(_review, panel),
        }
        for name, ask in questions.items():
            meter.start()
            milliseconds = _asked(driver, panel, name, ask)
            driver.spin(0.5)
            meter.stop()
            if measured:
                found |= {f"{name}_ms": milliseconds, f"{name}_gap_ms": meter.worst}
    bench.leave()
    driver.spin(0.3)
    return found


def _asked(driver: Driver, panel: AccessPresenter, name: str, ask: Callable[[], None]) -> float:
    """Milliseconds from the question until its rows stand in the table."""
    model = {
        "who_can": panel.who.page,
        "who_sees": panel.sees.page,
        "two_people": panel.person.page,
        "review": panel.review.page,
    }[name].table.model
    done: list[float] = []
    note = functools.partial(_note, done)
    model.settled.connect(note)
    began = perf_counter()
    ask()
    driver.wait(lambda: bool(done) and not model.busy, 60, name)
    model.settled.disconnect(note)
    return 1000 * (done[-1] - began)


def _note(done: list[float]) -> None:
    done.append(perf_counter())


def _who_can(panel: AccessPresenter, level: str) -> None:
    panel.view.tabs.choose(WHO)
    panel.who.page.ask(_CALLS, level)


def _review(panel: AccessPresenter) -> None:
    panel.review.forget()
    panel.view.tabs.choose(REVIEW)


def _shown(page: Any) -> bool:
    return page.table.model.counts()[1] > 0 and not page.table.model.busy


def _beside(panel: AccessPresenter, first: str, second: str) -> None:
    panel.person.page.second.set_person(second)
    panel.ask_about(first)


def _give(records: Sequence[Any], token: CancelToken, give: Callable[[Batch[Any]], None]) -> None:
    for start in range(0, len(records), _BATCH):
        token.raise_if_cancelled()
        give(Batch(records[start : start + _BATCH], len(records)))
