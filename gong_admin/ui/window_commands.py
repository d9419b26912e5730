"""What the window itself can be told to do, from the keyboard, the palette and its buttons."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gong_admin.runtime.connections import ConnectionKind
from gong_admin.ui.closing import Closing
from gong_admin.ui.panel import ABOUT
from gong_admin.ui.panel_spec import PanelSpec
from gong_admin.ui.window_dialogs import WindowDialogs
from gong_admin.ui.workbench import Workbench

if TYPE_CHECKING:
    from gong_admin.ui.palette.source import Entry, Source


class WindowCommands(QObject):
    """Adds the window's commands and opens the palette on them."""

    def __init__(self, bench: Workbench, panels: tuple[PanelSpec, ...]) -> None:
        super().__init__(bench)
        self._bench = bench
        self._panels = panels
        self.closing = Closing(bench)
        self.dialogs = WindowDialogs(bench, self.closing)
        bar, add = bench.window.top_bar, bench.window.commands.add
        add(
            "palette",
            self.tr("Search or run a command"),
            self.open_palette,
            group=self.tr("Everywhere"),
            shortcut="Ctrl+K",
            icon="magnifying-glass",
        )
        add(
            "filter",
            self.tr("Filter this list"),
            self._filter,
            group=self.tr("Everywhere"),
            shortcut="Ctrl+F",
            icon="funnel",
        )
        add(
            "refresh",
            self.tr("Read again"),
            self._refresh,
            group=self.tr("Everywhere"),
            shortcut="F5",
            icon="arrows-clockwise",
        )
        add(
            "lock",
            self.tr("Allow changes, or back to read-only"),
            self._toggle_lock,
            group=self.tr("Everywhere"),
            shortcut="Ctrl+L",
            icon="lock-simple",
        )
        add(
            "cancel-jobs",
            self.tr("Cancel all running jobs"),
            bench.jobs.cancel_all,
            group=self.tr("Everywhere"),
            icon="x-circle",
        )
        for number, spec in enumerate(panels, start=1):
            add(
                f"panel-{spec.key}",
                self.tr("Go to {0}").format(spec.title),
                functools.partial(self._go, spec.key),
                group=self.tr("Panels"),
                shortcut=f"Ctrl+{number % 10}" if number <= 10 else "",
                icon=spec.icon,
            )
        self._add_dialogs()
        add(
            "quit",
            self.tr("Close this window"),
            bench.window.close,
            group=self.tr("Window"),
            shortcut="Ctrl+Q",
            icon="sign-out",
        )
        bar.palette_requested.connect(self.open_palette)
        bar.connections_requested.connect(self.dialogs.open_menu)
        bar.help_requested.connect(self.dialogs.open_shortcuts)
        bar.settings_requested.connect(self.dialogs.open_settings)
        start = bench.start_page
        start.add_requested.connect(self.dialogs.add_connection)
        start.manage_requested.connect(self.dialogs.manage_connections)
        bench.start_action.connect(self.dialogs.act)
        self.dialogs.demo_requested.connect(bench.demo_requested)
        bench.connection_opened.connect(self._connection_changed)
        bench.connection_closed.connect(self._connection_changed)
        self._connection_changed()

    def _add_dialogs(self) -> None:
        bench, dialogs, add = self._bench, self.dialogs, self._bench.window.commands.add
        group = self.tr("Connection")
        add(
            "connections",
            self.tr("Manage connections…"),
            dialogs.manage_connections,
            group=group,
            shortcut="Ctrl+Shift+O",
            icon="link",
        )
        add(
            "add-connection",
            self.tr("Add a connection…"),
            dialogs.add_connection,
            group=group,
            shortcut="Ctrl+Shift+N",
            icon="plus",
        )
        add(
            "edit-connection",
            self.tr("Edit this connection…"),
            dialogs.edit_connection,
            group=group,
            icon="pencil-simple",
        )
        add(
            "doctor",
            self.tr("Check this connection…"),
            dialogs.open_doctor,
            group=group,
            shortcut="Ctrl+Shift+D",
            icon="first-aid-kit",
        )
        add(
            "demo",
            self.tr("Open the demo company"),
            functools.partial(self.closing.then, bench.demo_requested.emit),
            group=group,
            icon="flask",
        )
        add(
            "close-connection",
            self.tr("Close this connection"),
            functools.partial(self.closing.then, bench.leave),
            group=group,
            shortcut="Ctrl+Shift+W",
            icon="eject",
        )
        group = self.tr("Window")
        add(
            "settings",
            self.tr("Settings…"),
            dialogs.open_settings,
            group=group,
            shortcut="Ctrl+,",
            icon="gear-six",
        )
        add("pacing", self.tr("Pace of calls…"), dialogs.open_pacing, group=group, icon="gauge")
        add(
            "shortcuts",
            self.tr("Shortcuts"),
            dialogs.open_shortcuts,
            group=group,
            shortcut="F1",
            icon="keyboard",
        )
        add("about", self.tr("About Gong Admin"), dialogs.open_about, group=group, icon="info")

    def _connection_changed(self) -> None:
        """Some commands need a connection, and the demo has nothing to edit."""
        bench, commands = self._bench, self._bench.window.commands
        session = bench.session
        saved = session is not None and session.connection.kind is not ConnectionKind.DEMO
        is_demo = session is not None and not saved
        for key in ("doctor", "close-connection"):
            commands[key].setEnabled(session is not None)
        commands["edit-connection"].setEnabled(saved)
        commands["demo"].setEnabled(not is_demo)

    def open_palette(self) -> None:
        """Search panels, actions, and everything that has been read."""
        # Here, so that the palette costs no time at the start.
        from gong_admin.ui.palette.palette import Palette

        if self._bench.window.findChild(Palette) is None:
            palette = Palette(self._bench.window, self._sources())
            # What it lists goes with the connection.
            self._bench.connection_closed.connect(palette.dismiss)
            palette.open()

    def _sources(self) -> list[Source]:
        from gong_admin.ui.palette.entities import cases, sources
        from gong_admin.ui.palette.source import fixed

        found: list[Source] = []
        if self._bench.data is not None:
            found.extend(sources(self._bench.data, self._bench.navigate))
        if self._bench.current is not None:
            found.append(cases(self._bench.current.context.office, self._bench.navigate))
        found.append(fixed(self.tr("Actions"), self._panel_actions))
        found.append(fixed(self.tr("Commands"), self._window_actions))
        return found

    def _panel_actions(self) -> list[Entry]:
        """What can be done in the panel in front."""
        from gong_admin.ui.palette.source import Entry

        presenter = self._bench.current
        return [
            Entry(
                action.text().replace("&", ""),
                action.trigger,
                detail=(about := str(action.property(ABOUT) or "")),
                icon="lightning",
                shortcut=action.shortcut().toString(),
                extra=about,
            )
            for action in (presenter.actions() if presenter is not None else ())
            if action.isEnabled()
        ]

    def _window_actions(self) -> list[Entry]:
        from gong_admin.ui.palette.source import Entry

        return [
            Entry(
                command.title, command.action.trigger, icon=command.icon, shortcut=command.shortcut
            )
            for command in self._bench.window.commands
            if command.action.isEnabled() and command.action is not self._palette_action
        ]

    @property
    def _palette_action(self) -> object:
        return self._bench.window.commands["palette"]

    def _go(self, key: str) -> None:
        self._bench.navigate(key)
        panel = self._bench.current
        if panel is not None and panel.begins_with_typing:
            panel.take_keyboard()

    def _filter(self) -> None:
        if self._bench.current is not None:
            self._bench.current.focus_filter()

    def _refresh(self) -> None:
        if self._bench.current is not None:
            self._bench.current.refresh()

    def _toggle_lock(self) -> None:
        if self._bench.session is not None:
            self._bench.window.top_bar.lock_requested.emit()
