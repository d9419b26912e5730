"""The right of the console: what would be sent, and what came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.panels.console.answer_json import AnswerJson, JsonText
from gong_admin.ui.panels.console.answer_table import AnswerTable
from gong_admin.ui.panels.console.tabbed import TabbedArea
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Pane, Separator, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.code_view import CodeView
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.pill import Pill, Tone
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.splitter import Splitter
from gong_admin.ui.widgets.states import EmptyState, Reason

Preview = Literal["curl", "python", "http"]


@dataclass(frozen=True)
class ShownAnswer:
    """An answer ready to be shown: `status` is "200 OK", `facts` stand beside it."""

    operation_id: str
    status: str
    tone: Tone
    facts: tuple[str, ...]
    request_id: str
    headers: Mapping[str, str]
    text: JsonText
    table: AnswerTable | None = None
    items: int | None = None
    unit: str = "records"


class AnswerPane(Pane):
    """Preview above, answer below. `save_requested` to keep the answer as a file,
    `message_action(ActionKind)` for what a message offers."""

    save_requested = Signal()
    cancel_requested = Signal()
    message_action = Signal(object)
    copied = Signal(str)  # what was copied, in words

    def __init__(self, host: TableHost, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self.setMinimumWidth(240)
        self._host = host
        self._answer: ShownAnswer | None = None
        self._record_table: RecordTable | None = None
        self.splitter = Splitter(Qt.Orientation.Vertical, [self.tr("Height of the request")])
        self.splitter.addWidget(self._make_preview())
        self.splitter.addWidget(self._make_answer())
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([220, 560])
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.splitter)

    def _make_preview(self) -> QWidget:
        self.preview = TabbedArea(self.tr("Request as"))
        self.preview.setMinimumHeight(110)
        self._code: dict[Preview, CodeView] = {
            "curl": CodeView(language="curl", name=self.tr("Request as curl")),
            "python": CodeView(language="python", name=self.tr("Request as Python")),
            "http": CodeView(language="http", name=self.tr("Request as HTTP")),
        }
        for key, words in (
            ("curl", "curl"),
            ("python", self.tr("Python")),
            ("http", self.tr("Raw")),
        ):
            # Flush with the words of the tabs above.
            page = QWidget()
            row = QHBoxLayout(page)
            row.setContentsMargins(theme.space.s, 0, 0, 0)
            row.addWidget(self._code[key])  # type: ignore[index]
            self.preview.add(key, words, page)
        copy = IconButton("copy", self.tr("Copy the request"))
        copy.clicked.connect(self.copy_request)
        self.preview.add_button(copy)
        return self.preview

    def _make_answer(self) -> QWidget:
        self.tabs = TabbedArea(self.tr("Answer as"))
        self.json = AnswerJson()
        self.json.copied.connect(self._json_copied)
        self._table_page = QWidget()
        table = QVBoxLayout(self._table_page)
        table.setContentsMargins(0, theme.space.m, 0, 0)
        self._headers = KeyValueList()
        frame = QWidget()
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(16, 14, 16, 16)
        inside.addWidget(self._headers)
        inside.addStretch(1)
        self.tabs.add("json", "JSON", self.json)
        self.tabs.add("table", self.tr("Table"), self._table_page)
        self.tabs.add("headers", self.tr("Headers"), ScrollArea(frame))
        self.tabs.bar.chosen.connect(self._tab_chosen)
        self._save = IconButton("download-simple", self.tr("Save the answer as a file"))
        self._save.clicked.connect(self.save_requested)
        self._copy = IconButton("copy", self.tr("Copy the answer"))
        self._copy.clicked.connect(self.copy_answer)
        self.tabs.add_button(self._save)
        self.tabs.add_button(self._copy)
        self.tabs.above.addWidget(self._make_status())
        self.tabs.above.addWidget(Separator())

        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.message_action)
        self.message_bar.dismissed.connect(self._show_notes)
        self.loading = LoadingBar()
        self.loading.cancelled.connect(self.cancel_requested)
        self.loading.hide()
        self._notes = QWidget()
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(16, 12, 16, 12)
        notes.setSpacing(theme.space.s)
        notes.addWidget(self.message_bar)
        notes.addWidget(self.loading)
        self._notes.hide()
        self._empty = EmptyState(
            self.tr("No answer yet"),
            icon="paper-plane-tilt",
            reasons=(
                Reason(
                    "keyboard", self.tr("Send with Ctrl+Enter"), self.tr("The answer appears here.")
                ),
                Reason(
                    "copy",
                    self.tr("Or take it along"),
                    self.tr("Copy the request above as curl or Python."),
                ),
            ),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.tabs)
        page = QWidget()
        page.setMinimumHeight(160)
        column = QVBoxLayout(page)
        tight(column)
        column.addWidget(self._notes)
        column.addWidget(self._stack, 1)
        return page

    def _make_status(self) -> QWidget:
        line = QWidget()
        line.setMinimumHeight(44)
        line.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(theme.space.s + 2)
        self.status = Pill()
        self._facts = ElidedLabel("", "body", tone="text2")
        self._request_id = ElidedLabel("", "mono_caption")
        self._copy_id = IconButton("copy", self.tr("Copy the request id"), small=True)
        self._copy_id.clicked.connect(self._copy_request_id)
        row.addWidget(self.status)
        row.addWidget(self._facts)
        row.addWidget(self._request_id, 1)
        row.addWidget(self._copy_id)
        return line

    # -- the request ---------------------------------------------------------------------------

    def show_preview(self, texts: Mapping[Preview, str]) -> None:
        """The request in each language; only what changed is laid out anew."""
        for key, text in texts.items():
            if self._code[key].toPlainText() != text:
                self._code[key].set_code(text)

    def preview_text(self, language: Preview) -> str:
        return self._code[language].toPlainText()

    def copy_request(self) -> None:
        """Copy what the current tab shows."""
        key = self.preview.key()
        QGuiApplication.clipboard().setText(self._code[key].toPlainText())  # type: ignore[index]
        self.copied.emit(self.tr("Copied the request, without credentials"))

    # -- the answer ----------------------------------------------------------------------------

    def clear(self) -> None:
        """Another operation: nothing has come for it yet."""
        self._answer = None
        self._stack.setCurrentWidget(self._empty)
        self.message_bar.clear()
        self._show_notes()

    def show_loading(self, title: str, detail: str = "", share: float | None = None) -> None:
        self.loading.set_progress(title, detail, share)
        self.loading.show()
        self.message_bar.clear()
        self._show_notes()

    def show_loaded(self) -> None:
        """The request has ended, however it ended."""
        self.loading.hide()
        self._show_notes()

    def show_message(self, message: UserMessage) -> None:
        self.message_bar.show_message(message)
        self._show_notes()

    def clear_message(self) -> None:
        """What was said is no longer so."""
        self.message_bar.clear()
        self._show_notes()

    def show_answer(self, answer: ShownAnswer) -> None:
        self._answer = answer
        self.status.set_state(answer.status, answer.tone)
        self._facts.setText("  •  ".join(answer.facts))
        self._request_id.setText(answer.request_id)
        self._copy_id.setVisible(bool(answer.request_id))
        self.json.set_text(answer.text)
        self._headers.clear()
        for name, value in answer.headers.items():
            self._headers.add(name, value)
        self.tabs.bar.set_count("headers", len(answer.headers) or None)
        self.tabs.enable("headers", bool(answer.headers))
        self.tabs.bar.set_count("table", answer.items)
        self.tabs.enable("table", answer.table is not None)
        self._stack.setCurrentWidget(self.tabs)
        self._drop_table()
        if self.tabs.key() == "table":
            self._make_table()

    @property
    def answer(self) -> ShownAnswer | None:
        return self._answer

    @property
    def table(self) -> RecordTable | None:
        """The answer as a table, once its tab has been looked at."""
        return self._record_table

    def copy_answer(self) -> None:
        QGuiApplication.clipboard().setText(self.json.text())
        self._json_copied()

    def _json_copied(self) -> None:
        self.copied.emit(self.tr("Copied the answer"))

    def _copy_request_id(self) -> None:
        QGuiApplication.clipboard().setText(self._request_id.whole_text())
        self.copied.emit(self.tr("Copied the request id"))

    def _tab_chosen(self, key: str) -> None:
        if key == "table" and self._record_table is None:
            self._make_table()

    def _make_table(self) -> None:
        """Only when it is looked at: most answers are read as JSON."""
        answer = self._answer
        if answer is None or answer.table is None:
            return
        model = RecordTableModel(answer.table.columns, key=lambda row: row.key)
        table = RecordTable(
            model,
            self._host,
            table_id=f"console.{answer.operation_id}",
            name=answer.unit.capitalize(),
            unit=answer.unit,
            placeholder=self.tr("Filter {0}").format(answer.unit),
            request=self.request_text,
        )
        model.setParent(table)
        table.set_empty(self.tr("No {0} in this answer").format(answer.unit), icon="tray")
        model.set_records(answer.table.rows)
        self._record_table = table
        layout = self._table_page.layout()
        assert layout is not None
        layout.addWidget(table)

    def _drop_table(self) -> None:
        if self._record_table is not None:
            self._record_table.hide()
            self._record_table.deleteLater()
            self._record_table = None

    def request_text(self, language: Literal["curl", "python"]) -> str:
        """The request, for the table's menu."""
        return self.preview_text(language)

    def _show_notes(self) -> None:
        self._notes.setVisible(not (self.message_bar.isHidden() and self.loading.isHidden()))
