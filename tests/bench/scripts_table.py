"""Inside the program: 100,000 users are read, typed at, sorted, and compared with Qt's proxy."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import Qt, QTimer

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.dataset import DataState
from gong_admin.ui.table.painted import PaintedTable
from gong_admin.ui.table.record_table import RecordTable
from tests.bench.measure import GapMeter, Scroller, memory, note_painting
from tests.bench.program import Driver
from tests.bench.tables import ReferenceTable, StopwatchView, seconds_until_painted

SHOWN = (
    "name",
    "status",
    "email",
    "title",
    "manager",
    "recording",
    "created",
    "languages",
    "conferencing",
    "phone",
    "extension",
    "manager_id",
)
"""The twelve columns that are shown of the Users panel's."""
_TYPING_MS, _SORTING_MS = 100, 700


def users(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Everything about one large list, in this order: reading it, using it, Qt's proxy over it."""
    note_painting(PaintedTable)
    table = open_users(driver, arguments["sandbox"])
    result = {"columns": len(table.model.columns), "shown": len(SHOWN)}
    result["load"] = load(driver, table)
    runs, seconds = arguments["gap_runs"], arguments["gap_seconds"]
    words = typing_words(driver)
    result["gaps"] = [gaps(driver, table, seconds, words, SHOWN) for _ in range(runs)]
    result |= compare(driver, table, words, arguments["sorted_columns"])
    return result


def loading(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Only the reading, once more: what else happens on the machine falls into some of the runs."""
    note_painting(PaintedTable)
    return load(driver, open_users(driver, arguments["sandbox"]))


def open_users(driver: Driver, sandbox: dict[str, str]) -> RecordTable:
    """Open the Users panel on a sandbox without limits, with the twelve columns."""
    driver.connect(sandbox)
    bench = driver.bench
    assert bench.session is not None
    bench.session.client.pacer.set_limits(rate=0, daily=0)
    bench.navigate("users")
    assert bench.data is not None
    dataset = bench.data.users
    driver.wait(lambda: not dataset.loading, 60, "the first users")
    panel = bench.current
    assert panel is not None
    table: RecordTable = panel.view.table  # type: ignore[attr-defined]
    for column in table.model.columns:
        table.view.columns.show(column.key, column.key in SHOWN)
    return table


def load(driver: Driver, table: RecordTable) -> dict[str, Any]:
    """Read all users while the table scrolls."""
    bench = driver.bench
    assert bench.data is not None
    dataset, model = bench.data.users, table.model
    assert dataset.state is DataState.PREVIEW, dataset.state
    meter, scroller = GapMeter(), Scroller(table.view)
    driver.spin(1)
    meter.start()
    scroller.start()
    began = perf_counter()
    bench.current.view.read_all.trigger()  # type: ignore[union-attr]
    driver.wait(lambda: not dataset.loading, 300, "reading all users")
    seconds = perf_counter() - began
    driver.wait(lambda: not model.busy, 60, "showing all users")
    driver.spin(1)
    meter.stop()
    scroller.stop()
    assert dataset.complete, dataset.message
    after_load = memory()
    warming = driver.wait(lambda: not model.warming, 300, "preparing the orders")
    driver.spin(1)
    return {
        "rows": model.rowCount(),
        "seconds": seconds,
        "worst_gap_ms": meter.worst,
        "gaps_over_10_ms": meter.beyond(10),
        "ticks": len(meter.gaps),
        "after_load": after_load,
        "after_warming": memory(),
        "warming_seconds": warming,
    }


def typing_words(driver: Driver) -> list[str]:
    """What is typed: a family name, the beginning of an address, part of a title, and a word
    that nobody has, each taken back key by key."""
    assert driver.bench.data is not None
    people = driver.bench.data.users.records
    someone = people[len(people) // 2]
    title = next(user.title for user in people[len(people) // 3 :] if user.title)
    return [
        (someone.last_name or "novak").lower().partition(" ")[0],
        (someone.email_address or "")[:6],
        title.split()[-1].lower()[:6],
        "qzx",
    ]


def strokes(words: list[str]) -> list[tuple[str, str]]:
    """Keys to press, each with the text that is in the field afterwards."""
    keys = []
    for word in words:
        keys += [(word[end], word[: end + 1]) for end in range(len(word))]
        keys += [("\b", word[:end]) for end in reversed(range(len(word)))]
    return keys


def gaps(
    driver: Driver, table: RecordTable, seconds: float, words: list[str], columns: Sequence[str]
) -> dict[str, Any]:
    """Type and sort while the table scrolls."""
    meter, scroller = GapMeter(), Scroller(table.view)
    keys = strokes(words)
    sections = [table.model.column_number(key) for key in columns]
    done = {"keys": 0, "sorts": 0}

    def press() -> None:
        driver.type(table.filter_bar.field, keys[done["keys"] % len(keys)][0])
        done["keys"] += 1

    def sort() -> None:
        table.view.sort_by(sections[done["sorts"] % len(sections)])
        done["sorts"] += 1

    typing, sorting = QTimer(interval=_TYPING_MS), QTimer(interval=_SORTING_MS)
    typing.timeout.connect(press)
    sorting.timeout.connect(sort)
    table.filter_bar.clear()
    table.focus_filter()
    driver.wait(lambda: not table.model.busy, 30, "the whole table")
    for part in (meter, scroller, typing, sorting):
        part.start()
    driver.spin(seconds)
    for part in (typing, sorting, scroller, meter):
        part.stop()
    table.filter_bar.clear()
    table.model.sort_by(())
    driver.wait(lambda: not table.model.busy, 30, "the whole table")
    return {"worst_ms": meter.worst, "over_10_ms": meter.beyond(10), **done}


class Showing:
    """When a model last showed all that was asked of it."""

    def __init__(self, model: RecordTableModel[Any]) -> None:
        self._at = 0.0
        model.settled.connect(self._note)

    def at(self) -> float:
        return self._at

    def _note(self) -> None:
        self._at = perf_counter()


def compare(
    driver: Driver, table: RecordTable, words: list[str], sorted_columns: int
) -> dict[str, Any]:
    """The same keys typed and the same columns sorted on both sides, and the same rows seen."""
    model, view = table.model, table.view
    driver.wait(lambda: not model.warming, 300, "preparing the orders")
    shown = [column for column in view.columns.shown_columns() if column.key in SHOWN]
    reference = ReferenceTable(model.shown(), model.columns, shown, lambda user: user.id)
    other = StopwatchView()
    other.resize(view.size())
    other.setModel(reference.model)
    other.show()
    showing = Showing(model)
    filters = []
    for character, text in strokes(words):
        ours = seconds_until_painted(
            view, partial(driver.type, table.filter_bar.field, character), showing.at
        )
        theirs = seconds_until_painted(other, partial(reference.filter, text), perf_counter)
        same = [user.id for user in model.shown()] == reference.keys()
        filters.append(
            {
                "text": text,
                "taken_back": character == "\b",
                "rows": model.rowCount(),
                "ours_ms": 1000 * ours,
                "proxy_ms": 1000 * theirs,
                "ratio": theirs / ours,
                "same_rows": same,
            }
        )
    sorts = []
    for number, column in enumerate(shown[:sorted_columns]):
        descending = bool(number % 2)
        levels = ((column.key, descending),)
        times = []
        for _ in range(3):
            times.append(seconds_until_painted(view, partial(model.sort_by, levels), showing.at))
            ids = [user.id for user in model.shown()]
            model.sort_by(())
            driver.wait(lambda: not model.busy, 30, "the order of loading")
        theirs, same = _sort_reference(other, reference, number, descending, ids)
        ours = statistics.median(times)
        sorts.append(
            {
                "column": column.key,
                "descending": descending,
                "ours_ms": 1000 * ours,
                "proxy_ms": 1000 * theirs,
                "ratio": theirs / ours,
                "same_rows": same,
            }
        )
    other.close()
    return {"filters": filters, "sorts": sorts}


def _sort_reference(
    view: StopwatchView, reference: ReferenceTable, number: int, descending: bool, ids: list[str]
) -> tuple[float, bool]:
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    reference.get_ready(order)
    seconds = seconds_until_painted(view, lambda: reference.sort(number, order), perf_counter)
    return seconds, reference.keys() == ids
