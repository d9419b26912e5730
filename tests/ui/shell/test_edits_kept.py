"""Edits outlive the connection they were made in, but for a demo's."""

from __future__ import annotations

from typing import Any

import pytest

from gong_admin.api.credentials import KeyPair
from gong_admin.runtime import paths
from gong_admin.runtime.connections import Connection, ConnectionKind


@pytest.fixture
def open_as(bench: Any, sandbox: Any, run: Any, qtbot: Any) -> Any:
    """Opens the sandbox as a connection of a kind, with its profiles read."""
    running = sandbox()
    bench.services.settings.update(calls_per_second=90.0, background_share=1.0)

    def open_it(kind: ConnectionKind) -> Any:
        connection = Connection(
            name="Orvane", base_url=running.base_url, kind=kind, read_only=False
        )
        run(bench.open(connection, KeyPair(running.access_key, running.access_key_secret)))
        bench.data.profiles.ensure()
        qtbot.waitUntil(lambda: bench.data.profiles.complete)
        run(bench.data.staged.finished())
        return bench.data

    return open_it


def test_edits_are_offered_when_the_tenant_is_opened_again(bench: Any, open_as: Any) -> None:
    data = open_as(ConnectionKind.SANDBOX)
    record = data.profiles.records[0]
    data.staged.edit(record, {"description": "Not saved"}, "Description")
    bench.close_connection()

    data = open_as(ConnectionKind.SANDBOX)
    (draft,) = data.staged.recovered()
    assert draft.profile_id == record.id
    assert draft.name == record.profile.name
    data.staged.adopt(draft)
    assert data.staged.edits(record.id) == {"description": "Not saved"}
    data.staged.undo()
    bench.close_connection()
    assert not list(paths.drafts_dir().rglob("*.json"))


def test_a_demo_keeps_nothing(bench: Any, open_as: Any) -> None:
    data = open_as(ConnectionKind.DEMO)
    data.staged.edit(data.profiles.records[0], {"description": "Not saved"}, "Description")
    bench.close_connection()
    assert not list(paths.drafts_dir().rglob("*"))


def test_that_edits_cannot_be_kept_is_said(bench: Any, open_as: Any, monkeypatch: Any) -> None:
    said: list[str] = []
    monkeypatch.setattr(bench, "toast", lambda text, **_: said.append(text))
    (paths.state_dir() / "drafts").write_text("in the way")
    open_as(ConnectionKind.SANDBOX)
    assert len(said) == 1
    assert said[0].startswith("Edits would be lost")
