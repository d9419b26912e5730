"""The console's three columns: operations, request, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.settings import Settings
from gong_admin.services.console import AnyOperation
from gong_admin.ui.forms.sources import Sources
from gong_admin.ui.icons import icon
from gong_admin.ui.panels.console.answer_pane import AnswerPane
from gong_admin.ui.panels.console.history import Sent
from gong_admin.ui.panels.console.history_popup import HistoryPopup
from gong_admin.ui.panels.console.operation_tree import OperationTree
from gong_admin.ui.panels.console.parts import Parts
from gong_admin.ui.panels.console.request_pane import RequestPane
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight

_VIEW = "console"


class ConsoleView(Pane):
    """Puts the parts together, remembers their widths, and owns the shortcuts."""

    operation_chosen = Signal(object)
    history_chosen = Signal(object)  # a `Sent`
    history_cleared = Signal()
    send_requested = Signal()
    cancel_requested = Signal()

    def __init__(
        self,
        operations: Sequence[AnyOperation],
        sources: Sources,
        host: TableHost,
        settings: Settings,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self._settings = settings
        self._busy = False
        self.operations = OperationTree(operations)
        self.request = RequestPane(sources)
        self.answer = AnswerPane(host)
        self.parts = Parts(
            {
                "operations": (self.tr("Operations"), self.operations),
                "request": (self.tr("Request"), self.request),
                "answer": (self.tr("Answer"), self.answer),
            },
            [self.tr("Width of the operations"), self.tr("Width of the form")],
        )
        self.splitter = self.parts.splitter
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setStretchFactor(2, 2)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.parts)
        side, answer = theme.size("operation_list"), theme.size("answer_pane")
        self.splitter.setSizes(settings.sizes(_VIEW, "widths") or [side, 420, answer])
        if heights := settings.sizes(_VIEW, "heights"):
            self.answer.splitter.setSizes(heights)
        self.splitter.splitterMoved.connect(self._remember)
        self.answer.splitter.splitterMoved.connect(self._remember)

        self.operations.chosen.connect(self.operation_chosen)
        self.operations.opened.connect(self._open_request)
        self.request.send_requested.connect(self.send_requested)
        self.request.cancel_requested.connect(self.cancel_requested)
        self.answer.cancel_requested.connect(self.cancel_requested)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.send_requested)

    # -- setters -------------------------------------------------------------------------------

    def show_operation(self, op: AnyOperation, values: dict[str, Any]) -> None:
        self.operations.choose(op)
        self.request.show_operation(op, values)
        # Who goes through the operations by keys stays among them.
        if not self.operations.tree.hasFocus():
            self.parts.bring("request")

    def show_busy(self, busy: bool) -> None:
        self._busy = busy
        if busy:
            self.parts.bring("answer")
        self.request.show_busy(busy)

    def show_message(self, message: UserMessage) -> None:
        self.answer.show_message(message)

    def show_history(self, entries: Sequence[Sent]) -> HistoryPopup:
        """Open the list of what was sent before."""
        self.parts.bring("request")
        popup = HistoryPopup(entries, self)
        popup.chosen.connect(self.history_chosen)
        popup.cleared.connect(self.history_cleared)
        popup.open_below(self.request.head.history_button, align="right")
        return popup

    def last_operation(self) -> str:
        """The operation that was shown when the program was used last, "" for none."""
        return str(self._settings.view(_VIEW).get("operation", ""))

    def remember_operation(self, operation_id: str) -> None:
        layout = self._settings.view(_VIEW)
        layout["operation"] = operation_id
        self._settings.set_view(_VIEW, layout)

    def make_action(
        self, words: str, symbol: str, act: Callable[[], object], keys: str = ""
    ) -> QAction:
        """An action for the palette. The view's shortcuts act on the keys themselves."""
        action = QAction(icon(symbol), words, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        return action

    def focus_filter(self) -> None:
        """The keyboard to the filter of the operations."""
        self.parts.bring("operations")
        self.operations.field.setFocus()
        self.operations.field.selectAll()

    def _open_request(self) -> None:
        self.parts.bring("request")

    def _remember(self) -> None:
        if self.parts.one_by_one:
            return
        layout = self._settings.view(_VIEW)
        layout["widths"] = self.splitter.sizes()
        layout["heights"] = self.answer.splitter.sizes()
        self._settings.set_view(_VIEW, layout)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._busy:
            self.cancel_requested.emit()
            return
        super().keyPressEvent(event)
