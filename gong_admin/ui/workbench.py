"""One window at work: the connection that is open in it, its panels, its commands.

The window (`MainWindow`) shows and asks; this decides. Opening a connection makes a session, the
tenant's datasets and, one by one as they are opened, the panels; closing it ends them in the
opposite order.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Coroutine, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.api.credentials import Credentials
from gong_admin.api.pacing import Usage
from gong_admin.runtime.access import NETWORK, PACING, limits_of, make_pacer, network_of
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.session import TenantSession, open_session
from gong_admin.ui.context import PanelContext, WorkspaceChoice
from gong_admin.ui.front import Front, make_front, opening_words
from gong_admin.ui.opened import Opened, hold_to, load_modules, open_up, show_counts
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panel_spec import PanelSpec
from gong_admin.ui.prompts import Prompts, WindowPrompts
from gong_admin.ui.services import Services
from gong_admin.ui.shell.lock_control import LockControl
from gong_admin.ui.trust import trusted
from gong_admin.ui.widgets.toast import show_toast

if TYPE_CHECKING:
    from gong_admin.runtime.tenant_data import TenantData

_log = logging.getLogger(__name__)
_SAVE_LAYOUT_AFTER = 500  # milliseconds of quiet after the window was moved or resized


class Workbench(QObject):
    """Owns a `MainWindow` from its making to its closing."""

    closed = Signal()
    connection_opened = Signal()
    connection_closed = Signal()
    demo_requested = Signal()
    start_action = Signal(object)  # `ActionKind` of what the start page tells

    def __init__(
        self,
        services: Services,
        panels: Sequence[PanelSpec],
        *,
        prompts: Prompts | None = None,
        front: Front | None = None,
    ) -> None:
        """`front`: the window that is shown already; without, there is a new one to show."""
        super().__init__()
        self.services = services
        self._front = front or make_front(services.settings, services.connections, panels)
        self.jobs = self._front.jobs
        self.window = self._front.window
        self.prompts: Prompts = prompts or WindowPrompts(self.window)
        self.workspace = WorkspaceChoice()  # another one with each connection
        self.session: TenantSession | None = None
        self.data: TenantData | None = None
        self._opened: Opened | None = None
        self._context: PanelContext | None = None
        self._specs = {spec.key: spec for spec in panels}
        self._panels: dict[str, Presenter] = {}
        self._current = ""
        self._lock: LockControl | None = None
        self._limits = limits_of(services.settings.choices)
        # The id of the connection that is open, opening or could not be opened; "" for none.
        self.wanted_connection = ""
        self._scope = TaskScope(self._open_failed, self)
        self._ending = TaskScope(self._open_failed, self)
        self.start_page = self._front.start_page
        self.start_page.open_requested.connect(self.open_saved)
        self.start_page.cancel_requested.connect(self._cancel_opening)
        self.start_page.demo_requested.connect(self.demo_requested)
        self.start_page.action_requested.connect(self.start_action)
        services.settings.changed.connect(self._setting_changed)
        self._layout_timer = QTimer(self, interval=_SAVE_LAYOUT_AFTER, singleShot=True)
        self._layout_timer.timeout.connect(self._save_layout)

        window = self.window
        window.closing.connect(self._window_closing)
        window.state_changed.connect(self._layout_timer.start)
        window.navigation.opened.connect(self.navigate)
        window.top_bar.workspace_chosen.connect(self._choose_workspace)

    # -- connections ---------------------------------------------------------------------------

    def open_saved(self, connection_id: str) -> None:
        """Open one of the saved connections; its secret comes from the keyring."""
        connection = self.services.connections.get(connection_id)
        if connection is not None:
            self.wanted_connection = connection_id
            self.start(self._open_saved(connection))

    def try_again(self) -> None:
        """Open what could not be opened."""
        if self.services.connections.get(self.wanted_connection) is not None:
            self.open_saved(self.wanted_connection)
        else:
            self.demo_requested.emit()

    def leave(self) -> None:
        """Close what is open because the person wants so."""
        self.wanted_connection = ""
        self.close_connection()

    def _cancel_opening(self) -> None:
        self._scope.cancel("open")
        self.leave()

    def show_connection(self) -> None:
        """The connection that is open was saved under another name, say."""
        session = self.session
        saved = self.services.connections.get(self.wanted_connection)
        if session is not None and saved is not None:
            session.rename(saved)
            self._front.show_connection(session.connection)
            if self._lock is not None:
                self._lock.connection = session.connection

    async def _open_saved(self, saved: Connection) -> None:
        self.close_connection()
        self.start_page.show_opening(opening_words(saved.name))
        connection = await trusted(saved, self.services.connections, self.prompts)
        if connection is None:
            self.leave()
            return
        secret = await self.services.bridge.run(self.services.credentials.load, connection)
        await self.open(connection, secret.credentials())
        self.services.connections.touch(connection.id, dt.datetime.now(dt.UTC))
        self.services.settings.update(last_connection=connection.id)

    async def open(self, connection: Connection, credentials: Credentials) -> None:
        """Close what is open and open this. Sends nothing yet; the first panel reads."""
        self.close_connection()
        self.start_page.show_opening(opening_words(connection.name))
        self.wanted_connection = connection.id
        choices = self.services.settings.choices
        await self.services.bridge.run(load_modules)
        pacer = await make_pacer(connection.base_url, choices, self.services.bridge)
        session = await open_session(
            connection,
            credentials,
            bridge=self.services.bridge,
            journal=self.services.journal,
            pacer=pacer,
            network=network_of(choices),
        )
        self._use(session)
        # What was set while it opened holds as well.
        self._take_limits()

    def _use(self, session: TenantSession) -> None:
        from gong_admin.ui.case_watch import CaseWatch

        self.session = session
        opened = open_up(session, self.services, self.jobs, self, self._drafts_not_kept, self.toast)
        self._opened, data = opened, opened.data
        self.data = data
        CaseWatch(opened.office, self.window, self.navigate, lambda: self.current)
        # Of its own: panels of the connection before hold theirs until they are gone.
        self.workspace = WorkspaceChoice()
        self.workspace.changed.connect(self._show_workspaces)
        self._context = PanelContext(
            session=session,
            data=data,
            bridge=self.services.bridge,
            jobs=self.jobs,
            settings=self.services.settings,
            workspace=self.workspace,
            prompts=self.prompts,
            navigate=self.navigate,
            toast=self.toast,
            open_doctor=self._trigger_doctor,
            edit_connection=self._trigger_edit,
            edit_pacing=self._trigger_pacing,
            snapshots=opened.snapshots,
            office=opened.office,
        )
        window = self.window
        self._front.show_connection(session.connection)
        self._lock = LockControl(session.lock, window.top_bar, self.prompts, session.connection)
        session.usage_changed.connect(self._show_usage)
        session.refresh_usage()
        for spec in self._specs.values():
            if spec.dataset:
                data.by_name(spec.dataset).changed.connect(self._show_counts)
        data.workspaces.changed.connect(self._show_workspaces)
        saved = self.services.settings.choices.workspaces.get(session.connection.id)
        self.workspace.choose(saved)
        self._show_workspaces()
        self._show_counts()
        window.show_navigation(True)
        data.workspaces.ensure()
        window.navigation.list.setFocus()
        wanted = self.services.settings.choices.window.panel
        self.navigate(wanted if wanted in self._specs else next(iter(self._specs)))
        opened.snapshots.take_daily()
        opened.office.wake()
        self.connection_opened.emit()

    def close_connection(self) -> None:
        """Close the panels, then the data, then the session. They go when their work has ended."""
        presenters = self.panels
        opened, session = self._opened, self.session
        for presenter in presenters:
            presenter.close()
        self._panels.clear()
        self._current = ""
        self._context = self.data = self._opened = self.session = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None
        if opened is not None:
            opened.close()
        self.jobs.cancel_all()
        if session is not None:
            session.close()
        self._show_no_connection()
        for presenter in presenters:
            self.window.hide_page(presenter.view)
        if presenters or session is not None:
            self._ending.start("end", self._let_go(presenters, opened, session), latest=False)

    async def _let_go(
        self,
        presenters: Sequence[Presenter],
        opened: Opened | None,
        session: TenantSession | None,
    ) -> None:
        """Delete what was closed, once no coroutine holds it: one that was cancelled runs on to
        its `finally`, and must find its widgets there."""
        for presenter in presenters:
            await presenter.finished()
            self.window.drop_page(presenter.view)
        if opened is not None:
            await opened.finished()
        if session is not None:
            session.deleteLater()

    async def finished(self) -> None:
        """Wait until everything that was closed has ended."""
        await self._ending.finished()

    def start(self, opening: Coroutine[Any, Any, object]) -> None:
        """Run what opens a connection; a later one takes its place."""
        self._scope.start("open", opening)

    def show_starting(self, text: str) -> None:
        """Say what is being waited for before there is a connection."""
        self.start_page.show_opening(text)

    def _open_failed(self, error: Exception) -> None:
        self.close_connection()
        self.show_problem(present(error))

    def show_problem(self, message: UserMessage) -> None:
        """Tell on the start page why there is no connection."""
        self._show_no_connection()
        self.start_page.show_problem(message)

    def panel_titles(self) -> dict[str, str]:
        """The title of each panel by its key."""
        return {key: spec.title for key, spec in self._specs.items()}

    def _show_no_connection(self) -> None:
        self._front.show_no_connection()
        self.connection_closed.emit()

    # -- panels --------------------------------------------------------------------------------

    def navigate(self, key: str, target: str | None = None) -> None:
        """Bring a panel to the front, making it on the first time; select `target` in it."""
        if self._context is None or key not in self._specs:
            return
        presenter = self._panels.get(key)
        if presenter is None:
            presenter = self._panels[key] = self._specs[key].create(self._context)
        if self._current and self._current != key:
            self._panels[self._current].hidden()
        self._current = key
        self.window.show_page(presenter.view)
        self.window.navigation.set_current(key)
        presenter.shown(target)
        if target is not None:
            presenter.take_keyboard()
        self._layout_timer.start()

    @property
    def current(self) -> Presenter | None:
        """The panel in front."""
        return self._panels.get(self._current)

    @property
    def current_key(self) -> str:
        return self._current

    @property
    def panels(self) -> tuple[Presenter, ...]:
        return tuple(self._panels.values())

    def panel(self, key: str) -> Presenter | None:
        """A panel that has been opened in this connection."""
        return self._panels.get(key)

    # -- what the window is told ---------------------------------------------------------------

    def toast(self, text: str, *, icon: str = "check-circle-fill") -> None:
        show_toast(self.window, text, icon=icon)

    def _drafts_not_kept(self, problem: OSError) -> None:
        why = problem.strerror or str(problem)
        self.toast(
            self.tr("Edits would be lost if the program ended: {0}").format(why),
            icon="warning-fill",
        )

    def lock_changes(self) -> None:
        """The screen was locked: nobody is there to review."""
        if self.session is not None:
            self.session.lock.close(self.tr("The screen was locked."))

    def _show_counts(self) -> None:
        if self.data is not None:
            show_counts(self.window.navigation, self.data, self._specs.values())

    def _show_workspaces(self) -> None:
        if self.data is None:
            return
        known = [(w.id or "", w.name or w.id or "") for w in self.data.workspaces.records]
        if self.workspace.current and known and self.workspace.current not in dict(known):
            self.workspace.choose(None)
        self.window.top_bar.show_workspaces(known, self.workspace.current)

    def _choose_workspace(self, workspace_id: str | None) -> None:
        self.workspace.choose(workspace_id)
        if self.session is not None:
            chosen = dict(self.services.settings.choices.workspaces)
            chosen.pop(self.session.connection.id, None)
            if workspace_id:
                chosen[self.session.connection.id] = workspace_id
            self.services.settings.update(workspaces=chosen)

    def _show_usage(self, usage: Usage) -> None:
        self.window.status_bar.show_usage(usage, self._limits.rate)

    def _trigger_doctor(self) -> None:
        self.window.commands["doctor"].trigger()

    def _trigger_edit(self) -> None:
        edit = self.window.commands["edit-connection"]  # off for the demo, which is saved nowhere
        (edit if edit.isEnabled() else self.window.commands["connections"]).trigger()

    def _trigger_pacing(self) -> None:
        self.window.commands["pacing"].trigger()

    # -- settings that change while a connection is open ---------------------------------------

    def _setting_changed(self, name: str) -> None:
        if name in PACING:
            self._take_limits()
        elif name in NETWORK and self.session is not None:
            self.session.client.use_network(network_of(self.services.settings.choices))
        elif name == "density":
            # Who has no table open has no need of the module.
            from gong_admin.ui.table.record_table import RecordTable

            compact = self.services.settings.choices.density == "compact"
            for table in self.window.findChildren(RecordTable):
                table.use_density(compact)

    def _take_limits(self) -> None:
        self._limits = limits_of(self.services.settings.choices)
        if self.session is not None:
            hold_to(self.session, self._limits)
            if self.session.usage is not None:
                self._show_usage(self.session.usage)

    # -- the end -------------------------------------------------------------------------------

    def _save_layout(self) -> None:
        # Before a connection is open, the panel to open first is still the one of last time.
        panel = self._current or self.services.settings.choices.window.panel
        self.services.settings.update(window=self.window.state(panel))

    def _window_closing(self) -> None:
        self._save_layout()
        self._scope.close()
        self.close_connection()
        self.closed.emit()
