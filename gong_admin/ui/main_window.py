"""The window: bars, navigation and the place where panels stand. It decides nothing."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.settings import WindowState
from gong_admin.ui.panel_spec import PanelSpec
from gong_admin.ui.shell.status_bar import StatusBar
from gong_admin.ui.shell.top_bar import TopBar
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, Separator, tight
from gong_admin.ui.widgets.reading_order import move_focus

if TYPE_CHECKING:
    from gong_admin.ui.commands import Commands
    from gong_admin.ui.shell.navigation import Navigation

_NARROW = 1200  # logical pixels of width below which the navigation shows icons only
_FIRST_SIZE = (1440, 900)
_SMALLEST = (800, 560)


class MainWindow(QMainWindow):
    """Offers its parts (`top_bar`, `navigation`, `status_bar`, `commands`) and a stack of pages.

    `closing` is emitted once, when the user closes it; whoever owns the window lets it go.
    """

    closing = Signal()
    state_changed = Signal()

    def __init__(self, panels: Sequence[PanelSpec], jobs: Jobs) -> None:
        super().__init__()
        self._closed = False
        # Whether it has to stay open, when the user closes it: asks why, say.
        self.holds_open: Callable[[], bool] = lambda: False
        self.setWindowTitle("Gong Admin")
        self.setMinimumSize(*_SMALLEST)
        self.top_bar = TopBar()
        self._panels = panels
        self._commands: Commands | None = None
        self._navigation: Navigation | None = None
        self._collapsed_at_first = False
        self.status_bar = StatusBar(jobs)
        self.pages = QStackedWidget()
        self._line = Separator(Qt.Orientation.Vertical)

        centre = Pane("surface")
        column = QVBoxLayout(centre)
        tight(column)
        column.addWidget(self.top_bar)
        self._middle = QHBoxLayout()
        tight(self._middle)
        self._middle.addWidget(self._line)
        self._middle.addWidget(self.pages, 1)
        column.addLayout(self._middle, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(centre)
        self.resize(*_FIRST_SIZE)

    @property
    def commands(self) -> Commands:
        """Made when first asked for, which is after the window's first sight."""
        if self._commands is None:
            from gong_admin.ui.commands import Commands

            self._commands = Commands(self)
        return self._commands

    # -- pages ---------------------------------------------------------------------------------

    def show_page(self, page: QWidget) -> None:
        """Bring a page to the front; it becomes the window's on the first time."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)

    def hide_page(self, page: QWidget) -> None:
        """Take a page off the stack; `drop_page` lets it go."""
        if self.pages.indexOf(page) >= 0:
            self.pages.removeWidget(page)
        page.hide()

    def drop_page(self, page: QWidget) -> None:
        """Let a page go for good."""
        self.hide_page(page)
        page.deleteLater()

    # -- the navigation ------------------------------------------------------------------------

    @property
    def navigation(self) -> Navigation:
        """Made when first asked for: it is hidden until a connection is open, and would hold up
        the window's first sight."""
        if self._navigation is None:
            from gong_admin.ui.shell.navigation import Navigation

            self._navigation = made = Navigation(self._panels)
            made.set_collapsed(self._collapsed_at_first)
            made.set_narrow(self._narrow())
            made.collapsed_changed.connect(self.state_changed)
            self._middle.insertWidget(0, made)
            made.setVisible(self._line.isVisibleTo(self))
        return self._navigation

    def show_navigation(self, visible: bool) -> None:
        """There is nothing to navigate before a connection is open."""
        if visible or self._navigation is not None:
            self.navigation.setVisible(visible)
        self._line.setVisible(visible)

    def _narrow(self) -> bool:
        return self.width() < _NARROW * theme.text_scale

    # -- how it was left -----------------------------------------------------------------------

    def state(self, panel: str) -> WindowState:
        geometry = bytes(self.saveGeometry().data())
        return WindowState(
            geometry=base64.b64encode(geometry).decode(),
            panel=panel,
            navigation_collapsed=(
                self._collapsed_at_first
                if self._navigation is None
                else self._navigation.collapsed_by_user
            ),
        )

    def restore(self, state: WindowState) -> None:
        """As it was left; Qt moves it back onto a screen that still exists."""
        self._collapsed_at_first = state.navigation_collapsed
        if self._navigation is not None:
            self._navigation.set_collapsed(state.navigation_collapsed)
        if state.geometry:
            # Of a text that is no geometry Qt takes nothing.
            self.restoreGeometry(QByteArray.fromBase64(state.geometry.encode()))

    # -- events --------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on as one reads."""
        return move_focus(self, forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._navigation is not None:
            self._navigation.set_narrow(self._narrow())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.state_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._closed and self.holds_open():
            event.ignore()
            return
        super().closeEvent(event)
        if not self._closed:
            self._closed = True
            self.closing.emit()
