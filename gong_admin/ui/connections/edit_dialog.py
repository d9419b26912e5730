"""Adding a connection, or editing one: fill in, check, save."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.api.credentials import Credentials
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import Connection, Connections
from gong_admin.runtime.credentials import CredentialStore, Keeping
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.doctor import KeyCheck, check_key
from gong_admin.ui.connections.form import ConnectionForm, Entry
from gong_admin.ui.connections.words import KEY_PLACE
from gong_admin.ui.doctor.findings import CheckLines
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.scroll import FittingScrollArea

Trial = Callable[[str, Credentials], AbstractAsyncContextManager[Client]]
"""Gives a client for a base URL and a key, for as long as the check takes."""

_WIDTH = 560


class ConnectionDialog(Dialog):
    """Saves to `connections` and `credentials`; `saved(id)` when both have it.

    `connection` None adds one. A check sends one request with what stands in the fields, and
    saves nothing.
    """

    saved = Signal(str)
    changed_way = Signal(str)
    """Where an edited connection leads, with which key, or what may be done there is another."""

    def __init__(
        self,
        parent: QWidget | None,
        connection: Connection | None,
        *,
        connections: Connections,
        credentials: CredentialStore,
        bridge: Bridge,
        trial: Trial,
    ) -> None:
        title = (
            self.tr("Connect to Gong")
            if connection is None
            else self.tr("Edit {0}").format(connection.name)
        )
        super().__init__(parent, title, width=dialog_width(_WIDTH))
        self._connection = connection
        self._connections = connections
        self._credentials = credentials
        self._bridge = bridge
        self._trial = trial
        self._scope = TaskScope(self._failed, self)
        self._saving = False
        self.keeping: Keeping | None = None
        self.bar = MessageBar()
        self.checks = CheckLines()
        self.checks.hide()
        self.form = ConnectionForm(connection)
        self._area = FittingScrollArea(self.form)
        self.leave_ring_room()
        if connection is None:
            self.add_flush(Label(KEY_PLACE, "secondary", tone="text2", wrap=True))
        self.body.addWidget(self._area, 1)
        self.add_flush(self.checks)
        self.add_flush(self.bar)
        self.check_button = self.add_button(
            self.tr("Check"), kind="ghost", icon="first-aid-kit", left=True
        )
        self.check_button.clicked.connect(self.check)
        self.cancel_button = self.add_cancel()
        words = self.tr("Save and open") if connection is None else self.tr("Save")
        self.save_button = self.add_button(words, kind="primary", default=True)
        self.save_button.clicked.connect(self.save)
        self.form.changed.connect(self._typed)
        self._scope.busy_changed.connect(self._busy)
        self.form.focus_first()
        self._scope.start("keeping", self._find_keeping())

    # -- what it does --------------------------------------------------------------------------

    def check(self) -> None:
        """Ask Gong once with what stands in the fields; stops a check that is running."""
        if self._scope.is_running("check"):
            self._scope.cancel("check")
            return
        entry = self._entry()
        if entry is not None:
            self.checks.show_running(self.tr("Asking {0}…").format(entry.connection.base_url))
            self._refit()
            token = CancelToken()
            self._scope.start("check", self._check(entry, token), token=token)

    def save(self) -> None:
        """Keep it, once all fields are right."""
        entry = self._entry() if not self._saving else None
        if entry is not None:
            self._saving = True
            self._busy()
            self._scope.start("save", self._save(entry))

    async def _check(self, entry: Entry, token: CancelToken) -> None:
        secret = entry.secret
        if secret is None:
            secret = await self._bridge.run(self._credentials.load, entry.connection)
        secret.guard()
        async with self._trial(entry.connection.base_url, secret.credentials()) as client:
            found = await self._bridge.run(check_key, client, token=token)
        self._show_found(found)

    async def _save(self, entry: Entry) -> None:
        try:
            self._connections.save(entry.connection)
            if entry.secret is not None:
                self.keeping = await self._bridge.run(
                    self._credentials.save, entry.connection, entry.secret
                )
        except Exception:
            self._free()
            raise
        self._free()
        self.saved.emit(entry.connection.id)
        before = self._connection
        if before is not None and (entry.secret or _way(entry.connection) != _way(before)):
            self.changed_way.emit(entry.connection.id)
        self.accept()

    async def _find_keeping(self) -> None:
        # Asking may make the keyring ask the person, so the fields are there first.
        self.keeping = await self._bridge.run(lambda: self._credentials.keeping)
        self.form.show_keeping(self.keeping)
        self._refit()

    # -- inside --------------------------------------------------------------------------------

    def _entry(self) -> Entry | None:
        self._clear()
        entry = self.form.entry()
        self._refit()
        wrong = next((field for field in self.form.fields if field.error()), None)
        if wrong is not None:
            self._area.keep_visible(wrong)
        return entry

    def _show_found(self, found: KeyCheck) -> None:
        self.checks.show_checks((found.host, found.credentials))
        self._refit()

    def _typed(self) -> None:
        self._scope.cancel("check")
        self._clear()
        self._refit()

    def _clear(self) -> None:
        self.bar.clear()
        self.checks.hide()

    def _busy(self) -> None:
        checking = self._scope.is_running("check")
        self.check_button.setText(self.tr("Stop checking") if checking else self.tr("Check"))
        for button in (self.save_button, self.cancel_button):
            button.setEnabled(not self._saving)
        if not checking and self.checks.running:
            self.checks.hide()
            self._refit()

    def _free(self) -> None:
        self._saving = False
        self._busy()

    def _failed(self, error: Exception) -> None:
        self._clear()
        message = present(error)
        # Its actions lead to where the person is already.
        self.bar.show_message(
            UserMessage(message.severity, message.title, message.text, message.details)
        )
        self._refit()

    def _refit(self) -> None:
        self._area.updateGeometry()
        self.refit()

    def reject(self) -> None:
        # What the keyring is taking can't be called back: whoever asked for it hears of it.
        if not self._saving:
            super().reject()

    def done(self, result: int) -> None:
        self._scope.close()
        super().done(result)


def _way(connection: Connection) -> tuple[object, ...]:
    """What makes it another to work with; by the rest it is only called and shown."""
    return (connection.base_url, connection.auth, connection.read_only)
