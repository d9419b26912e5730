"""The tenants this person works with: names and addresses, never a secret."""

from __future__ import annotations

import datetime as dt
import enum
import logging
import uuid
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from gong_admin.runtime.files import read_json_object, write_json

_log = logging.getLogger(__name__)


class ConnectionKind(enum.StrEnum):
    """What stands behind it; a production connection wears its colour throughout the window."""

    PRODUCTION = "production"
    SANDBOX = "sandbox"
    DEMO = "demo"  # started by this program and gone with it; never saved


class AuthKind(enum.StrEnum):
    KEY_PAIR = "key-pair"
    BEARER = "bearer"


class Connection(msgspec.Struct, frozen=True, kw_only=True):
    """`base_url` as checked by `Address.parse`; `colour` the name of a theme colour; with
    `read_only` the lock can't be opened; `host_confirmed`: the person said yes to a host outside
    Gong's domain."""

    name: str
    base_url: str
    id: str = msgspec.field(default_factory=lambda: uuid.uuid4().hex)
    kind: ConnectionKind = ConnectionKind.PRODUCTION
    colour: str = "red"
    auth: AuthKind = AuthKind.KEY_PAIR
    read_only: bool = True
    host_confirmed: bool = False
    last_used: dt.datetime | None = None


class Connections(QObject):
    """The saved connections in the order they were added. Lives on the GUI thread.

    An entry that can't be read is kept in the file as it is, and not shown.
    """

    changed = Signal()

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._items: dict[str, Connection] = {}
        self._unreadable: list[object] = []
        self._read()

    def _read(self) -> None:
        """Take what the file holds, where there is one: another window may have changed it."""
        listed = read_json_object(self._file).get("connections")
        if not isinstance(listed, list):
            return
        self._items, self._unreadable = {}, []
        for raw in listed:
            try:
                connection = msgspec.convert(raw, Connection)
            except msgspec.ValidationError as problem:
                _log.warning("a saved connection can't be read: %s", problem)
                self._unreadable.append(raw)
            else:
                self._items[connection.id] = connection

    def all(self) -> tuple[Connection, ...]:
        return tuple(self._items.values())

    def get(self, connection_id: str) -> Connection | None:
        return self._items.get(connection_id)

    def save(self, connection: Connection) -> None:
        """Add it, or replace the one with its id. A demo is never saved. Raises OSError."""
        if connection.kind is ConnectionKind.DEMO:
            return
        self._read()
        self._write({**self._items, connection.id: connection})

    def touch(self, connection_id: str, now: dt.datetime) -> None:
        """Note that it was opened. Where that can't be written, it is open all the same."""
        self._read()
        if connection := self._items.get(connection_id):
            try:
                self.save(msgspec.structs.replace(connection, last_used=now))
            except OSError as problem:
                _log.warning("the list of connections can't be saved: %s", problem.strerror)

    def remove(self, connection_id: str) -> None:
        """Forget it; its secret is the credential store's to forget. Raises OSError."""
        self._read()
        self._write({key: item for key, item in self._items.items() if key != connection_id})

    def _write(self, items: dict[str, Connection]) -> None:
        # First the file: what is shown as saved is saved.
        entries = [msgspec.to_builtins(item) for item in items.values()]
        write_json(self._file, {"connections": [*entries, *self._unreadable]})
        self._items = items
        self.changed.emit()
