"""What the window itself can be told to do, from the keyboard, the palette and its buttons."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject

from gong_admin.ui.palette.entities import sources
from gong_admin.ui.palette.palette import Palette
from gong_admin.ui.palette.source import Entry, Source, fixed
from gong_admin.ui.panel import PanelSpec
from gong_admin.ui.workbench import Workbench


class WindowCommands(QObject):
    """Adds the window's commands and opens the palette on them."""

    def __init__(self, bench: Workbench, panels: tuple[PanelSpec, ...]) -> None:
        super().__init__(bench)
        self._bench = bench
        self._panels = panels
        bar, add = bench.window.top_bar, bench.window.commands.add
        add(
            "palette",
            "Search or run a command",
            self.open_palette,
            group="Everywhere",
            shortcut="Ctrl+K",
            icon="magnifying-glass",
        )
        add(
            "filter",
            "Filter this list",
            self._filter,
            group="Everywhere",
            shortcut="Ctrl+F",
            icon="funnel",
        )
        add(
            "refresh",
            "Read again",
            self._refresh,
            group="Everywhere",
            shortcut="F5",
            icon="arrows-clockwise",
        )
        add(
            "lock",
            "Allow changes, or back to read-only",
            self._toggle_lock,
            group="Everywhere",
            shortcut="Ctrl+L",
            icon="lock-simple",
        )
        add(
            "cancel-jobs",
            "Cancel all running jobs",
            bench.jobs.cancel_all,
            group="Everywhere",
            icon="x-circle",
        )
        for number, spec in enumerate(panels, start=1):
            add(
                f"panel-{spec.key}",
                f"Go to {spec.title}",
                functools.partial(bench.navigate, spec.key),
                group="Panels",
                shortcut=f"Ctrl+{number}" if number < 10 else "",
                icon=spec.icon,
            )
        add(
            "quit",
            "Close this window",
            bench.window.close,
            group="Window",
            shortcut="Ctrl+Q",
            icon="sign-out",
        )
        bar.paletteRequested.connect(self.open_palette)

    def open_palette(self) -> None:
        """Search panels, actions, and everything that has been read."""
        if self._bench.window.findChild(Palette) is None:
            Palette(self._bench.window, self._sources()).open()

    def _sources(self) -> list[Source]:
        found: list[Source] = []
        if self._bench.data is not None:
            found.extend(sources(self._bench.data, self._bench.navigate))
        found.append(fixed("Actions", self._panel_actions))
        found.append(fixed("Commands", self._window_actions))
        return found

    def _panel_actions(self) -> list[Entry]:
        """What can be done in the panel in front."""
        presenter = self._bench.current
        return [
            Entry(
                action.text().replace("&", ""),
                action.trigger,
                icon="lightning",
                shortcut=action.shortcut().toString(),
            )
            for action in (presenter.actions() if presenter is not None else ())
            if action.isEnabled()
        ]

    def _window_actions(self) -> list[Entry]:
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

    def _filter(self) -> None:
        if self._bench.current is not None:
            self._bench.current.focus_filter()

    def _refresh(self) -> None:
        if self._bench.current is not None:
            self._bench.current.refresh()

    def _toggle_lock(self) -> None:
        if self._bench.session is not None:
            self._bench.window.top_bar.lockRequested.emit()
