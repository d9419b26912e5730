"""Edits on the disk: a killed run's are offered, a living one's are not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import DraftStore
from gong_admin.runtime.staging import StagedProfiles
from gong_admin.services.profiles.editing import NAME
from tests.unit.runtime.test_staging import READ_AT, record_of

Open = Callable[[], StagedProfiles]
ROOT = Path(__file__).parents[3]

_CHILD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import DraftStore
from gong_admin.runtime.loop import create_loop
from gong_admin.runtime.staging import StagedProfiles
from tests.unit.runtime.test_staging import READ_AT, record_of

loop = create_loop(QCoreApplication([]))
staged = StagedProfiles(lambda _: None, lambda: READ_AT)

async def main():
    keeper = DraftKeeper(DraftStore(Path(sys.argv[1])), Bridge())
    staged.keep_with(keeper)
    for number in range(5):
        staged.edit(record_of("7", deleteCalls=False), {"name": f"Name {number}"}, "Name")
    staged.edit(record_of("8"), {"deleteCalls": True}, "On")
    staged.edit(record_of("9"), {"deleteCalls": True}, "On")
    staged.undo("9")
    started = time.monotonic()
    while not list(Path(sys.argv[1]).glob("*/8.json")):
        import asyncio
        await asyncio.sleep(0.01)
    await keeper.finished()
    print(f"{time.monotonic() - started:.3f}", flush=True)
    await asyncio.sleep(60)

loop.run_until_complete(main())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "drafts" / "tenant"


@pytest.fixture
def open_staged(loop: Any, folder: Path) -> Iterator[Open]:
    """Opens the tenant once more, as another window or a later run would."""
    bridge = Bridge()
    opened: list[StagedProfiles] = []

    def open_it() -> StagedProfiles:
        staged = StagedProfiles(lambda _: None, lambda: READ_AT)
        staged.keep_with(DraftKeeper(DraftStore(folder), bridge))
        opened.append(staged)
        loop.run_until_complete(staged.finished())
        return staged

    yield open_it
    for staged in opened:
        staged.close()
        staged.deleteLater()
    loop.run_until_complete(bridge.shut_down(5))


def _kept(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*/*.json"))


async def _until(condition: Callable[[], object]) -> None:
    while not condition():
        await asyncio.sleep(0.01)


def _wait(run: Any, condition: Callable[[], object]) -> None:
    run(asyncio.wait_for(_until(condition), 20))


def test_edits_are_kept_soon_and_gone_with_the_last_of_them(
    open_staged: Open, folder: Path, run: Any
) -> None:
    staged = open_staged()
    assert not folder.exists()
    staged.edit(record_of("7"), {NAME: " New "}, "Name")
    staged.edit(record_of("8"), {"deleteCalls": True}, "On")
    _wait(run, lambda: _kept(folder) == ["7.json", "8.json"])
    staged.undo("8")
    _wait(run, lambda: _kept(folder) == ["7.json"])
    staged.saved("7", record_of("7", name=" New ").raw, [NAME])
    _wait(run, lambda: _kept(folder) == [])
    staged.close()
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="no modes there")
def test_nobody_else_may_read_them(open_staged: Open, folder: Path, run: Any) -> None:
    open_staged().edit(record_of(), {NAME: "New"}, "Name")
    _wait(run, lambda: _kept(folder))
    for path in (folder, *folder.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_what_was_edited_last_is_kept_at_once_at_the_end(open_staged: Open) -> None:
    first = open_staged()
    record = record_of(deleteCalls=False, callsAccess={"teamLeadIds": None}, unheardOf={"ü": 1})
    values = {NAME: " x ", "callsAccess.teamLeadIds": ("2", "1"), "deleteCalls": None}
    first.edit(record, values, "Three")
    first.close()

    second = open_staged()
    (draft,) = second.recovered()
    assert draft.profile_id == "7"
    assert draft.name == "Sellers 7"
    assert draft.workspace_id == "w1"
    assert draft.edits == values
    assert draft.base == record.raw
    assert draft.based_at == READ_AT

    second.adopt(draft)
    assert second.recovered() == ()
    assert second.edits("7") == values
    assert second.base("7") == record.raw
    assert second.based_at("7") == READ_AT
    assert second.undo_text("7") == "Bring back 3 edits"
    second.undo("7")
    assert second.edits("7") == {}


def test_what_is_neither_adopted_nor_discarded_is_offered_again(
    open_staged: Open, folder: Path
) -> None:
    first = open_staged()
    first.edit_many([(record_of(key), {"deleteCalls": True}) for key in "123"], "On")
    first.close()
    second = open_staged()
    one, two, three = second.recovered()
    second.adopt(one)
    second.discard(two)
    second.close()
    third = open_staged()
    assert {draft.profile_id for draft in third.recovered()} == {one.profile_id, three.profile_id}
    for draft in third.recovered():
        third.discard(draft)
    third.close()
    assert list(folder.iterdir()) == []


def test_a_draft_goes_on_top_of_what_is_being_edited(open_staged: Open) -> None:
    first = open_staged()
    first.edit(record_of(), {"deleteCalls": True, NAME: "Theirs"}, "Two")
    first.close()
    second = open_staged()
    newer = record_of(trimCalls=True)
    second.edit(newer, {NAME: "Mine"}, "Name")
    second.adopt(second.recovered()[0])
    assert second.edits("7") == {NAME: "Theirs", "deleteCalls": True}
    assert second.base("7") == newer.raw


def test_two_windows_do_not_take_each_others_edits(
    open_staged: Open, folder: Path, run: Any
) -> None:
    one = open_staged()
    one.edit(record_of("1"), {"deleteCalls": True}, "On")
    _wait(run, lambda: _kept(folder))
    two = open_staged()
    assert two.recovered() == ()
    two.edit(record_of("1"), {"trimCalls": True}, "On")
    _wait(run, lambda: len(_kept(folder)) == 2)
    one.close()
    three = open_staged()
    (draft,) = three.recovered()
    assert draft.edits == {"deleteCalls": True}
    # What one window offers, another doesn't.
    assert open_staged().recovered() == ()


def test_drafts_that_older_versions_kept_are_offered(open_staged: Open, folder: Path) -> None:
    before = open_staged()
    before.edit(record_of("7"), {NAME: "New"}, "Name")
    before.close()
    store = DraftStore(folder.parent / "new", folder)
    (draft,) = store.recover()
    assert (draft.profile_id, draft.shared) == ("7", True)
    store.keep([], [draft])
    store.close()
    assert _kept(folder) == []
    assert list(folder.iterdir()) == []


def test_damaged_and_foreign_files_are_left_alone(
    open_staged: Open, folder: Path, expected_logs: Any
) -> None:
    expected_logs("is damaged")
    first = open_staged()
    first.edit_many([(record_of(key), {"deleteCalls": True}) for key in "123"], "On")
    first.close()
    for path in folder.glob("*/1.json"):
        path.write_text('{"version": 1, "edi')
    for path in folder.glob("*/2.json"):
        path.write_text(path.read_text().replace('"deleteCalls"', '"ofTomorrow"'))
    second = open_staged()
    assert [draft.profile_id for draft in second.recovered()] == ["3"]
    second.discard(second.recovered()[0])
    second.close()
    assert len(_kept(folder)) == 1
    assert len(list(folder.glob("*/1.json.*.bad"))) == 1


def test_a_full_disk_is_told_and_what_was_not_kept_is_tried_again(
    open_staged: Open, folder: Path, run: Any, expected_logs: Any
) -> None:
    expected_logs("could not be kept")
    staged = open_staged()
    problems: list[OSError] = []
    staged.not_kept.connect(problems.append)
    folder.parent.mkdir()
    folder.write_text("in the way")
    staged.edit(record_of("1"), {"deleteCalls": True}, "On")
    _wait(run, lambda: problems)
    folder.unlink()
    staged.edit(record_of("2"), {"deleteCalls": True}, "On")
    _wait(run, lambda: _kept(folder) == ["1.json", "2.json"])


@pytest.mark.skipif(os.name == "nt", reason="no such signal there")
def test_edits_survive_being_killed(open_staged: Open, folder: Path) -> None:
    script = [sys.executable, "-c", textwrap.dedent(_CHILD), str(folder)]
    child = subprocess.Popen(script, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    try:
        assert child.stdout is not None
        # From the last edit to the disk.
        assert float(child.stdout.readline()) < 10.0
        # It lives: what it edits is its own.
        assert open_staged().recovered() == ()
        child.send_signal(signal.SIGKILL)
        child.wait(5)
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        child.communicate()
    staged = open_staged()
    found = {draft.profile_id: draft for draft in staged.recovered()}
    assert found.keys() == {"7", "8"}
    assert found["7"].edits == {NAME: "Name 4"}
    assert found["7"].base == record_of("7", deleteCalls=False).raw
