"""Inside the program: the same table with more and more rows."""

from __future__ import annotations

import operator
import statistics
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from gong_admin.models.record_table import RecordTableModel
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.painted import PaintedTable
from gong_admin.ui.table.record_table import RecordTable
from tests.bench.measure import note_painting
from tests.bench.program import Driver
from tests.bench.scripts_table import Showing, gaps, strokes
from tests.bench.tables import build_people, people_columns, seconds_until_painted

_SORTED = ("name", "email", "department", "created")
_WORDS = ["lindqvist", "acme", "qzx"]


def growth(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Filter, sort and the worst gap at each size."""
    note_painting(PaintedTable)
    return {"sizes": [measure(driver, size, arguments) for size in arguments["sizes"]]}


def measure(driver: Driver, size: int, arguments: dict[str, Any]) -> dict[str, Any]:
    """One size: a table of its own in the window."""
    window, services = driver.bench.window, driver.bench.services
    host = TableHost(services.settings, services.bridge, driver.bench.jobs, driver.bench.toast)
    model = RecordTableModel(people_columns(), operator.attrgetter("id"))
    table = RecordTable(model, host, table_id=f"bench-{size}", name="People")
    window.show_page(table)
    model.set_records(build_people(size))
    driver.wait(lambda: not model.busy, 60, "the table")
    began = perf_counter()
    model.warm()
    prepared = perf_counter() - began
    showing = Showing(model)

    def seconds(act: Callable[[], None]) -> float:
        return seconds_until_painted(table.view, act, showing.at)

    filters = [
        seconds(partial(driver.type, table.filter_bar.field, character))
        for character, _ in strokes(_WORDS)
    ]
    sorts = []
    for column in _SORTED:
        for descending in (False, True):
            levels = ((column, descending),)
            sorts.append(seconds(partial(model.sort_by, levels)))
    model.sort_by(())
    driver.wait(lambda: not model.busy, 60, "the order of loading")
    runs = [
        gaps(driver, table, arguments["gap_seconds"], _WORDS, _SORTED)["worst_ms"]
        for _ in range(arguments["gap_runs"])
    ]
    driver.bench.window.drop_page(table)
    driver.spin(0.2)
    return {
        "rows": size,
        "prepare_s": prepared,
        "filter_ms": 1000 * statistics.median(filters),
        "slowest_filter_ms": 1000 * max(filters),
        "sort_ms": 1000 * statistics.median(sorts),
        "slowest_sort_ms": 1000 * max(sorts),
        "worst_gap_ms": statistics.median(runs),
    }
