"""Settings, connections and journal on disk: killed, damaged, from the future."""

from __future__ import annotations

import datetime as dt
import json
import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from gong_admin.api.operation import Effect, Operation, Request, Response
from gong_admin.runtime.connections import Connection, ConnectionKind, Connections
from gong_admin.runtime.files import read_json_object, set_aside, write_json
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.settings import Settings, WindowState

ROOT = Path(__file__).parents[3]


def operation(path: str = "/v2/permission-profile", effect: Effect = Effect.WRITE) -> Operation:
    return Operation(
        id="updateThing",
        method="PUT",
        path=path,
        request=Request,
        response=Response,
        area="permissions",
        title="Update a thing",
        help="",
        effect=effect,
    )


def kill_after_some_output(program: str, *arguments: str) -> None:
    """Run `program` and kill it, hard, once it has said something and worked on for a while."""
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        for _ in range(50):
            process.stdout.readline()
        process.kill()


def test_killed_while_writing_leaves_a_whole_file(tmp_path):
    file = tmp_path / "settings.json"
    program = """
        import sys
        from pathlib import Path
        from gong_admin.runtime.files import write_json
        n = 0
        while True:
            n += 1
            write_json(Path(sys.argv[1]), {"n": n, "ballast": ["x" * 100] * 2000}, sync=False)
            print(n, flush=True)
    """
    for _ in range(3):
        kill_after_some_output(program, str(file))
        value = json.loads(file.read_bytes())
        assert value["n"] >= 50
        assert len(value["ballast"]) == 2000


def test_killed_while_journalling_loses_at_most_the_last_line(tmp_path):
    file = tmp_path / "journal.jsonl"
    program = """
        import sys
        from pathlib import Path
        from tests.unit.runtime.test_files import operation
        from gong_admin.runtime.journal import Journal
        journal = Journal(Path(sys.argv[1]))
        while True:
            entry = journal.begin(operation(), tenant="t", connection="c")
            journal.finish(entry, operation(), "done", status=200)
            print(entry, flush=True)
    """
    kill_after_some_output(program, str(file))
    kill_after_some_output(program, str(file))
    history = Journal(file).read()
    assert len(history.entries) >= 100
    assert sum(entry.outcome != "done" for entry in history.entries) <= 2
    assert history.damaged <= 2


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_files_are_private(tmp_path):
    write_json(tmp_path / "a.json", {})
    Journal(tmp_path / "j").begin(operation(), tenant="t", connection="c")
    for file in (tmp_path / "a.json", tmp_path / "j"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_failed_write_leaves_no_litter(tmp_path):
    with pytest.raises(TypeError):
        write_json(tmp_path / "a.json", {"x": object()})
    with pytest.raises(OSError):
        write_json(tmp_path / "missing" / "a.json", {})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[1]", b"", b"null"])
def test_a_damaged_file_is_kept_beside_a_fresh_start(tmp_path, content, expected_logs):
    expected_logs("is damaged")
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    assert read_json_object(file) == {}
    (bad,) = tmp_path.iterdir()
    assert bad.name.endswith(".bad")
    assert bad.read_bytes() == content
    assert (file, bad) in set_aside()


def test_what_is_no_file_at_all_is_set_aside_too(tmp_path, expected_logs):
    expected_logs("is damaged")
    folder = tmp_path / "settings.json"
    folder.mkdir()
    assert read_json_object(folder) == {}
    write_json(folder, {"theme": "dark"})
    assert read_json_object(folder) == {"theme": "dark"}


# -- settings ----------------------------------------------------------------------------------


def test_settings_are_saved_once_things_are_quiet(qtbot, tmp_path):
    file = tmp_path / "settings.json"
    settings = Settings(file)
    told = []
    settings.changed.connect(told.append)
    for percent in (110, 120, 130):
        settings.update(text_percent=percent)
    settings.update(theme="dark", density="comfortable")
    assert told == ["text_percent"] * 3 + ["theme"]
    assert not file.exists()
    qtbot.waitUntil(file.exists)
    assert Settings(file).choices.text_percent == 130
    assert Settings(file).choices.theme == "dark"


def test_flush_writes_at_once_and_only_if_needed(qapp, tmp_path):
    file = tmp_path / "settings.json"
    settings = Settings(file)
    settings.flush()
    assert not file.exists()
    settings.update(window=WindowState(panel="users", navigation_collapsed=True))
    settings.set_view("users", {"columns": ["name", "email"]})
    settings.flush()
    again = Settings(file)
    assert again.choices.window.panel == "users"
    assert again.view("users") == {"columns": ["name", "email"]}
    assert again.view("calls") == {}


def test_what_a_newer_version_wrote_is_kept(qapp, tmp_path):
    file = tmp_path / "settings.json"
    write_json(file, {"theme": "dark", "from_the_future": {"a": 1}})
    settings = Settings(file)
    settings.update(theme="light")
    settings.flush()
    assert json.loads(file.read_bytes())["from_the_future"] == {"a": 1}


def test_one_wrong_value_resets_only_itself(qapp, tmp_path, expected_logs):
    expected_logs("the setting text_percent")
    file = tmp_path / "settings.json"
    write_json(file, {"theme": "dark", "text_percent": "large"})
    choices = Settings(file).choices
    assert (choices.theme, choices.text_percent) == ("dark", 100)


def test_two_windows_keep_what_the_other_changed(qapp, tmp_path):
    file = tmp_path / "settings.json"
    write_json(file, {"theme": "light", "text_percent": 90})
    one, two = Settings(file), Settings(file)
    one.update(theme="dark")
    one.set_view("users", {"detail_width": 400})
    two.update(density="compact")
    two.set_view("trackers", {"detail_width": 500})
    one.flush()
    two.flush()
    now = Settings(file)
    assert (now.choices.theme, now.choices.density) == ("dark", "compact")
    assert now.choices.text_percent == 90
    assert now.view("users") == {"detail_width": 400}
    assert now.view("trackers") == {"detail_width": 500}
    one.update(views={})  # layouts are reset
    one.flush()
    assert Settings(file).choices.views == {}


def test_an_impossible_value_is_refused(qapp, tmp_path):
    settings = Settings(tmp_path / "settings.json")
    with pytest.raises(msgspec.ValidationError):
        settings.update(background_share=7.0)
    assert settings.choices.background_share == 0.7


def test_unwritable_settings_do_not_stop_the_program(qtbot, tmp_path, expected_logs):
    expected_logs("settings could not be saved")
    settings = Settings(tmp_path / "gone" / "settings.json")
    settings.update(theme="dark")
    qtbot.waitUntil(lambda: not settings._timer.isActive())
    assert settings.choices.theme == "dark"


# -- connections -------------------------------------------------------------------------------


def test_connections_survive_and_start_read_only(qapp, tmp_path):
    file = tmp_path / "connections.json"
    connections = Connections(file)
    acme = Connection(name="Acme", base_url="https://us-1.api.gong.test")
    connections.save(acme)
    connections.save(msgspec.structs.replace(acme, name="Acme production"))
    (read,) = Connections(file).all()
    assert (read.name, read.read_only, read.id) == ("Acme production", True, acme.id)
    connections.remove(acme.id)
    assert Connections(file).all() == ()


def test_two_windows_lose_no_connection(qapp, tmp_path):
    file = tmp_path / "connections.json"
    one, two = Connections(file), Connections(file)
    acme = Connection(name="Acme", base_url="https://us-1.api.gong.test")
    orvane = Connection(name="Orvane", base_url="https://us-2.api.gong.test")
    one.save(acme)
    two.save(orvane)
    one.touch(acme.id, dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    assert {c.name for c in one.all()} == {c.name for c in Connections(file).all()}
    assert {c.name for c in Connections(file).all()} == {"Acme", "Orvane"}
    two.remove(acme.id)
    one.save(msgspec.structs.replace(orvane, name="Orvane EU"))
    assert [c.name for c in Connections(file).all()] == ["Orvane EU"]


def test_a_connection_opens_where_nothing_can_be_written(qapp, tmp_path, expected_logs):
    expected_logs("the list of connections can't be saved")
    file = tmp_path / "config" / "connections.json"
    file.parent.mkdir()
    connections = Connections(file)
    acme = Connection(name="Acme", base_url="https://us-1.api.gong.test")
    connections.save(acme)
    file.unlink()
    file.parent.rmdir()
    connections.touch(acme.id, dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    assert connections.get(acme.id) == acme


def test_a_demo_is_never_saved(qapp, tmp_path):
    connections = Connections(tmp_path / "connections.json")
    connections.save(
        Connection(name="Demo", base_url="http://127.0.0.1:1", kind=ConnectionKind.DEMO)
    )
    assert not (tmp_path / "connections.json").exists()


def test_an_unreadable_entry_stays_in_the_file(qapp, tmp_path, expected_logs):
    expected_logs("a saved connection can't be read")
    file = tmp_path / "connections.json"
    odd = {"name": "Odd", "base_url": 7}
    write_json(file, {"connections": [odd]})
    connections = Connections(file)
    assert connections.all() == ()
    connections.save(Connection(name="Acme", base_url="https://us-1.api.gong.test"))
    assert odd in json.loads(file.read_bytes())["connections"]


# -- journal -----------------------------------------------------------------------------------


def test_journal_pairs_what_was_sent_with_its_outcome(tmp_path):
    journal = Journal(tmp_path / "journal.jsonl")
    first = journal.begin(
        operation(), tenant="host", connection="Acme", subject="42", before={"name": "A"}
    )
    second = journal.begin(operation(), tenant="host", connection="Acme", subject="43")
    journal.finish(
        first, operation(), "done", status=200, request_id="r1", seconds=0.2, after={"name": "B"}
    )
    one, two = Journal(tmp_path / "journal.jsonl").read().entries
    assert (one.id, one.outcome, one.status, one.request_id) == (first, "done", 200, "r1")
    assert (one.before, one.after) == ({"name": "A"}, {"name": "B"})
    assert (two.id, two.outcome, two.subject) == (second, "sent", "43")
    assert one.time.tzinfo is not None


def test_journal_goes_on_after_a_torn_line(tmp_path):
    file = tmp_path / "journal.jsonl"
    journal = Journal(file)
    journal.begin(operation(), tenant="t", connection="c")
    file.write_bytes(file.read_bytes()[:-20])
    entry = journal.begin(operation(), tenant="t", connection="c")
    history = journal.read()
    assert [found.id for found in history.entries] == [entry]
    assert history.damaged == 1


def test_nothing_of_a_data_subject_is_kept(tmp_path):
    file = tmp_path / "journal.jsonl"
    erase = operation("/v2/data-privacy/erase-data-for-email-address", Effect.DESTRUCTIVE)
    journal = Journal(file)
    entry = journal.begin(
        erase, tenant="t", connection="c", subject="dana@acme.test", before="dana@acme.test"
    )
    journal.finish(entry, erase, "refused", after="dana@acme.test", problem="dana@acme.test no")
    assert b"dana" not in file.read_bytes()
    assert journal.read().entries[0].outcome == "refused"


def test_an_empty_journal_is_empty(tmp_path):
    assert Journal(tmp_path / "none").read().entries == []
