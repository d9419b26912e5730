"""Inside the program: many profiles side by side, typed at, scrolled, edited."""

from __future__ import annotations

import random
import statistics
from time import perf_counter
from typing import Any

import msgspec
from PySide6.QtCore import QTimer

from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import apply
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.ui.panels.compare import create
from gong_admin.ui.panels.compare.matrix_grid import MatrixGrid
from gong_admin.ui.panels.compare.presenter import ComparePresenter
from tests.bench.measure import GapMeter, Scroller, note_painting
from tests.bench.program import Driver
from tests.bench.scripts_table import strokes

_WORDS = ["delete", "access", "qzx"]
_TYPING_MS, _EDITING_MS, _TURNING_MS = 100, 250, 600
_SWITCHES = [setting.key for setting in SETTINGS if setting.kind is SettingKind.SWITCH]


def matrix(driver: Driver, arguments: dict[str, Any]) -> dict[str, Any]:
    """Opening, using and comparing at each size."""
    note_painting(MatrixGrid)
    driver.connect(arguments["sandbox"])
    bench = driver.bench
    assert bench.session is not None
    assert bench.data is not None
    bench.session.client.pacer.set_limits(rate=0, daily=0)
    data = bench.data
    for dataset in (data.workspaces, data.profiles, data.users):
        dataset.ensure()
    driver.wait(lambda: data.profiles.complete and not data.users.loading, 30, "the profiles")
    bench.session.lock.open()
    real = list(data.profiles.records)
    return {"sizes": [measure(driver, real, size, arguments) for size in arguments["sizes"]]}


def measure(
    driver: Driver, real: list[ProfileRecord], size: int, arguments: dict[str, Any]
) -> dict[str, Any]:
    """One size, in panels of its own."""
    data = driver.bench.data
    assert data is not None
    data.profiles.put(more_profiles(real, size))
    records = data.profiles.records[:size]
    ids = [record.id for record in records]
    opened = [open_panel(driver, ids) for _ in range(arguments["repeats"])]
    panel = opened[-1][0]
    for other, _ in opened[:-1]:
        close(driver, other)
    runs = [use(driver, panel, records, arguments["seconds"]) for _ in range(arguments["repeats"])]
    pairs = nearest(driver, panel)
    close(driver, panel)
    return {
        "profiles": size,
        "open_ms": 1000 * statistics.median(seconds for _, seconds in opened),
        "worst_gap_ms": statistics.median(each["worst_ms"] for each in runs),
        "runs": runs,
        "pairs": pairs,
    }


def more_profiles(real: list[ProfileRecord], size: int) -> list[ProfileRecord]:
    """Profiles like the company's own, each with some switches turned over."""
    dice = random.Random(7)
    made = []
    for number in range(len(real), size):
        like = real[number % len(real)]
        turned = {key: dice.random() < 0.5 for key in dice.sample(_SWITCHES, 9)}
        profile = msgspec.json.decode(apply(like.raw, turned), type=dict[str, Any])
        profile |= {"id": str(10**17 + number), "name": f"{like.profile.name} {number}"}
        raw = msgspec.json.encode(profile)
        made.append(
            ProfileRecord(like.workspace_id, msgspec.json.decode(raw, type=PermissionProfile), raw)
        )
    return made


def open_panel(driver: Driver, ids: list[str]) -> tuple[ComparePresenter, float]:
    """A new panel with all of these; the seconds from the click until it is painted."""
    window, context = driver.bench.window, driver.bench._context
    assert context is not None
    began = perf_counter()
    panel = create(context)
    assert isinstance(panel, ComparePresenter)
    panel.compare(ids, differences=False)
    window.show_page(panel.view)
    panel.shown(None)
    table = panel.view.table

    def painted() -> bool:
        return len(panel.matrix.profiles) == len(ids) and table.painted > shown[0]

    shown = [0.0]
    panel.matrix.rebuilt.connect(lambda: shown.__setitem__(0, perf_counter()))
    driver.wait(painted, 30, "the matrix")
    return panel, table.painted - began  # type: ignore[attr-defined]


def use(
    driver: Driver, panel: ComparePresenter, records: list[ProfileRecord], seconds: float
) -> dict[str, Any]:
    """Type, scroll, edit, and turn "Differences only" over and over."""
    meter, scroller = GapMeter(), Scroller(panel.view.table)
    keys, done = strokes(_WORDS), {"keys": 0, "edits": 0, "turns": 0}
    data, table = driver.bench.data, panel.view.table
    assert data is not None

    def press() -> None:
        driver.type(panel.view.filter_field, keys[done["keys"] % len(keys)][0])
        done["keys"] += 1

    def edit() -> None:
        record = records[(37 * done["edits"]) % len(records)]
        key = _SWITCHES[done["edits"] % len(_SWITCHES)]
        value = data.staged.reading(record).values[key]
        data.staged.edit(record, {key: value is not True}, "Edit")
        done["edits"] += 1

    def turn() -> None:
        panel.view.differences.toggle()
        bar = table.horizontalScrollBar()
        bar.setValue((bar.value() + 4000) % (bar.maximum() + 1))
        done["turns"] += 1

    timers = []
    for milliseconds, act in ((_TYPING_MS, press), (_EDITING_MS, edit), (_TURNING_MS, turn)):
        timer = QTimer(interval=milliseconds)
        timer.timeout.connect(act)
        timers.append(timer)
    panel.view.filter_field.clear()
    panel.view.filter_field.setFocus()
    driver.spin(0.3)
    for part in (meter, scroller, *timers):
        part.start()
    # What was read anew has to be read, compared and shown too.
    data.profiles.put([ProfileRecord(r.workspace_id, r.profile, r.raw + b" ") for r in records])
    driver.spin(seconds)
    for part in (*timers, scroller, meter):
        part.stop()
    panel.view.filter_field.clear()
    data.staged.reset_all()
    driver.spin(0.2)
    return {"worst_ms": meter.worst, "over_10_ms": meter.beyond(10), **done}


def nearest(driver: Driver, panel: ComparePresenter) -> dict[str, float]:
    """Compare every pair."""
    meter, began = GapMeter(), perf_counter()
    meter.start()
    panel.alike.open()
    driver.wait(lambda: not panel.alike._slicer.busy, 60, "the nearest pairs")
    seconds = perf_counter() - began
    meter.stop()
    if panel.alike._popup is not None:
        panel.alike._popup.close()
    driver.spin(0.1)
    return {"seconds": seconds, "worst_gap_ms": meter.worst}


def close(driver: Driver, panel: ComparePresenter) -> None:
    panel.close()
    driver.bench.window.drop_page(panel.view)
    driver.spin(0.1)
