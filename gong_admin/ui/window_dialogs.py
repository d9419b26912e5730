"""The window's dialogs: when they open, on what, and what follows from them."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QPoint, Signal

from gong_admin.api.credentials import Credentials
from gong_admin.runtime import paths
from gong_admin.runtime.access import trial_client
from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.message import ActionKind
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.ui.closing import Closing
from gong_admin.ui.trust import is_trusted, trusted
from gong_admin.ui.workbench import Workbench

if TYPE_CHECKING:
    from gong_admin.api.client import Client
    from gong_admin.ui.connections.edit_dialog import ConnectionDialog
    from gong_admin.ui.settings.dialog import SettingsPage


class WindowDialogs(QObject):
    """Opens one dialog at a time over a window; keeps none.

    Each is imported when it is first opened, so that none of them costs time at the start.
    """

    demo_requested = Signal()

    def __init__(self, bench: Workbench, closing: Closing) -> None:
        super().__init__(bench)
        self._bench, self._closing = bench, closing
        self._services = bench.services
        self._scope = TaskScope(self._failed, self)
        bench.closed.connect(self._scope.close)

    # -- connections ---------------------------------------------------------------------------

    def open_menu(self, place: QPoint) -> None:
        """The menu below the connection in the top bar."""
        from gong_admin.ui.connections.menu import connections_menu

        bench = self._bench
        commands = bench.window.commands
        session = bench.session
        connections_menu(
            bench.window,
            self._services.connections.all(),
            session.connection if session is not None else None,
            self._open,
            [
                commands["add-connection"],
                commands["edit-connection"],
                commands["doctor"],
                commands["close-connection"],
                None,
                commands["connections"],
                commands["demo"],
            ],
        ).popup(place)

    def manage_connections(self) -> None:
        """All saved connections."""
        from gong_admin.ui.connections.manager import ConnectionsDialog

        session = self._bench.session
        dialog = ConnectionsDialog(
            self._bench.window,
            self._services.connections,
            session.connection if session is not None else None,
        )
        dialog.open_requested.connect(self._open_other)
        dialog.edit_requested.connect(self._edit_from_manager)
        dialog.check_requested.connect(self.check_connection)
        dialog.remove_requested.connect(self.remove_connection)
        dialog.add_requested.connect(self.add_connection)
        dialog.demo_requested.connect(self._open_demo)
        dialog.open()

    def add_connection(self) -> None:
        """A new connection, opened as soon as it is saved."""
        self._edit(None).saved.connect(self._open)

    def edit_connection(self, connection_id: str = "") -> None:
        """Edit a saved connection, by default the one that is open or was to be opened."""
        connection = self._services.connections.get(connection_id or self._bench.wanted_connection)
        if connection is None:
            self.manage_connections()
        else:
            self._edit(connection)

    def remove_connection(self, connection_id: str) -> None:
        """Ask, then forget a connection and its key."""
        connection = self._services.connections.get(connection_id)
        if connection is not None:
            self._scope.start("remove", self._remove(connection))

    def _edit(self, connection: Connection | None) -> ConnectionDialog:
        from gong_admin.ui.connections.edit_dialog import ConnectionDialog

        dialog = ConnectionDialog(
            self._bench.window,
            connection,
            connections=self._services.connections,
            credentials=self._services.credentials,
            bridge=self._services.bridge,
            trial=self._trial,
        )
        if connection is not None:
            dialog.saved.connect(self._edited)
            dialog.changed_way.connect(self._reopen)
        dialog.open()
        return dialog

    def _edit_from_manager(self, connection_id: str) -> None:
        connection = self._services.connections.get(connection_id)
        if connection is not None:
            dialog = self._edit(connection)
            dialog.finished.connect(self.manage_connections)

    def _edited(self, connection_id: str) -> None:
        """What is open shows how it is called now; what failed to open is tried again."""
        bench = self._bench
        if connection_id != bench.wanted_connection:
            return
        if bench.session is None:
            bench.open_saved(connection_id)
        else:
            bench.show_connection()

    def _reopen(self, connection_id: str) -> None:
        """What is open goes on as it was opened; so does what runs in it, unless the user agrees
        to break that off."""
        if self._is_open(connection_id):
            self._closing.then(
                functools.partial(self._bench.open_saved, connection_id), self._tell_later
            )

    def _tell_later(self) -> None:
        self._bench.toast(self.tr("Saved. It holds when the connection is opened again."))

    def _is_open(self, connection_id: str) -> bool:
        session = self._bench.session
        return session is not None and session.connection.id == connection_id

    def _open_demo(self) -> None:
        self._closing.then(self.demo_requested.emit)

    def _open_other(self, connection_id: str) -> None:
        if not self._is_open(connection_id):
            self._open(connection_id)

    def _open(self, connection_id: str) -> None:
        """In place of what is open, which may have something to lose."""
        self._closing.then(functools.partial(self._bench.open_saved, connection_id))

    async def _remove(self, connection: Connection) -> None:
        from gong_admin.ui.panels.console.history import RequestHistory

        bench, services = self._bench, self._services
        said = self.tr(
            "The connection and its key are forgotten on this computer, and what the console "
            "remembers of it. In Gong nothing changes: a key that nobody needs any more is best "
            "deleted there as well."
        )
        loss = self._closing.loss()
        if self._is_open(connection.id) and loss.matters:
            said = f"{loss.words()}\n\n{said}"
        agreed = await bench.prompts.confirm(
            self.tr("Remove {0}?").format(connection.name), said, self.tr("Remove"), danger=True
        )
        if agreed:
            if self._is_open(connection.id):
                bench.leave()
                await bench.finished()  # it would write down again what is forgotten
            left = await services.bridge.run(services.credentials.forget, connection)
            services.connections.remove(connection.id)
            workspaces = dict(services.settings.choices.workspaces)
            workspaces.pop(connection.id, None)
            snapshots = msgspec.to_builtins(services.settings.choices.snapshots)
            snapshots.pop(connection.id, None)
            services.settings.update(workspaces=workspaces, snapshots=snapshots)
            await services.bridge.run(RequestHistory.of_connection(connection.id).delete)
            if services.settings.choices.last_connection == connection.id:
                services.settings.update(last_connection="")
            if left:
                text = self.tr("{0} was removed, but its key is still in the keyring. {1}").format(
                    connection.name, left
                )
                bench.toast(text, icon="warning-fill")
            else:
                bench.toast(self.tr("{0} and its key were removed").format(connection.name))
        if services.connections.all():
            self.manage_connections()

    def _trial(
        self, base_url: str, credentials: Credentials
    ) -> AbstractAsyncContextManager[Client]:
        choices = self._services.settings.choices
        return trial_client(base_url, credentials, choices, self._services.bridge)

    # -- the doctor ----------------------------------------------------------------------------

    def open_doctor(self) -> None:
        """Check the connection that is open, or was to be opened."""
        session = self._bench.session
        if session is not None:
            self._examine(session.connection)
        elif self._services.connections.get(self._bench.wanted_connection):
            self.check_connection(self._bench.wanted_connection)
        else:
            self.manage_connections()

    def check_connection(self, connection_id: str) -> None:
        """Check a saved connection, open or not."""
        connection = self._services.connections.get(connection_id)
        if connection is not None and is_trusted(connection):
            self._examine(connection)
        elif connection is not None:
            self._scope.start("trust", self._ask_trust(connection))

    async def _ask_trust(self, connection: Connection) -> None:
        found = await trusted(connection, self._services.connections, self._bench.prompts)
        if found is not None:
            self._examine(found)

    def _examine(self, connection: Connection) -> None:
        from gong_admin.ui.doctor.dialog import DoctorDialog

        dialog = DoctorDialog(
            self._bench.window,
            connection.name,
            connection.base_url,
            lend=lambda: self._lend(connection),
            bridge=self._services.bridge,
            panels=self._bench.panel_titles(),
        )
        if connection.kind is not ConnectionKind.DEMO:
            dialog.action_requested.connect(lambda kind: self.act(kind, connection.id))
        dialog.open()

    @contextlib.asynccontextmanager
    async def _lend(self, connection: Connection) -> AsyncIterator[Client]:
        session = self._bench.session
        if session is not None and session.connection.id == connection.id:
            yield session.client
            return
        services = self._services
        secret = await services.bridge.run(services.credentials.load, connection)
        async with self._trial(connection.base_url, secret.credentials()) as client:
            yield client

    # -- the rest ------------------------------------------------------------------------------

    def open_settings(self, page: SettingsPage = "appearance") -> None:
        """The settings, on one of their pages."""
        from gong_admin.ui.settings.dialog import SettingsDialog

        SettingsDialog(
            self._bench.window,
            self._services.settings,
            prompts=self._bench.prompts,
            bridge=self._services.bridge,
            page=page,
        ).open()

    def open_pacing(self) -> None:
        """The settings that say how many calls are made."""
        self.open_settings("pace")

    def open_shortcuts(self) -> None:
        """All shortcuts."""
        from gong_admin.ui.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._bench.window, self._bench.window.commands).open()

    def open_about(self) -> None:
        """Versions and licences."""
        from gong_admin.ui.about import AboutDialog

        AboutDialog(self._bench.window, paths.log_dir()).open()

    def act(self, kind: ActionKind, connection_id: str = "") -> None:
        """Do what a message about a connection offers."""
        match kind:
            case ActionKind.EDIT_CONNECTION:
                self.edit_connection(connection_id)
            case ActionKind.RUN_DOCTOR:
                self.open_doctor()
            case ActionKind.EDIT_PACING:
                self.open_pacing()
            case ActionKind.RETRY | ActionKind.RELOAD:
                self._closing.then(self._bench.try_again)
            case _:
                # The other actions belong to lists and writes, and stand in their panels.
                return

    def _failed(self, error: Exception) -> None:
        message = present(error)
        self._bench.toast(f"{message.title}. {message.text}", icon="warning-fill")
