"""What a panel is: a view that shows and asks, and a presenter that knows what to do.

A panel module in `gong_admin.ui.panels` offers one function, `create(context) -> Presenter`. The
main window makes a panel when it is first opened, keeps it while the connection is open, and
closes it with the connection.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QWidget

from gong_admin.runtime.present import UserMessage, present
from gong_admin.runtime.scope import TaskScope
from gong_admin.ui.context import PanelContext

ABOUT = "about"
"""The property of an action in which the palette finds what it would be done to."""


class Presenter:
    """Base of all panels' presenters. Owns the panel's view and its task scope.

    A subclass sets `self.view` in its `__init__` and connects the view's intents to its methods.
    It does not build or touch widgets beyond the small setters its view offers.
    """

    view: QWidget
    begins_with_typing = False  # who goes there by a command finds the keyboard in its field

    def __init__(self, context: PanelContext) -> None:
        self.context = context
        self.scope = TaskScope(self._on_error)

    def shown(self, target: str | None) -> None:
        """The panel came to the front. Read what it shows unless it is there already. `target`
        is the id of a record to select, or None."""

    @property
    def record(self) -> str:
        """The id of the record that the whole panel is about now, "" for none."""
        return ""

    @property
    def unsaved(self) -> int:
        """How many forms hold what was typed and not saved, and would be lost."""
        return 0

    def hidden(self) -> None:
        """Another panel came to the front."""

    def refresh(self) -> None:
        """Read again what is shown (F5)."""

    def actions(self) -> Sequence[QAction]:
        """What can be done here, for the command palette; named as in menus."""
        return ()

    def take_keyboard(self) -> None:
        """Put the keyboard on the record that was asked for: into the panel's first list, or its
        filter while there are no rows."""
        for rows in self.view.findChildren(QAbstractItemView):
            if rows.isVisibleTo(self.view) and rows.focusPolicy() & Qt.FocusPolicy.TabFocus:
                rows.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.focus_filter()

    def focus_filter(self) -> None:
        """Put the keyboard into the panel's filter (Ctrl+F)."""

    def show_message(self, message: UserMessage) -> None:
        """Tell what went wrong, inside the panel."""

    def close(self) -> None:
        """The connection closes: nothing may reach the view from now on."""
        for scope in self._scopes():
            scope.close()

    async def finished(self) -> None:
        """Wait until no coroutine holds the view, after `close`."""
        for scope in self._scopes():
            await scope.finished()

    def _scopes(self) -> tuple[TaskScope, ...]:
        """The panel's own, and those of what stands in it: a table that is written to a file."""
        return (self.scope, *self.view.findChildren(TaskScope))

    def _on_error(self, error: Exception) -> None:
        self.show_message(present(error))
