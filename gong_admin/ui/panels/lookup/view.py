"""How the Lookup panel looks: the box above, below it one of: what it is for, the answer, why
there is none, or a list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.privacy.case import Case
from gong_admin.ui.panels.lookup.box import LookupBox
from gong_admin.ui.panels.lookup.subject_head import SubjectHead
from gong_admin.ui.privacy.findings_view import FindingsView
from gong_admin.ui.privacy.list_intake import ListIntakeView
from gong_admin.ui.privacy.region_select import RegionSelect
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, Separator, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.loading import LoadingBar, Skeleton
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.popup import Menu
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import EmptyState, ErrorState, Reason, StateAction

_LOW = 620  # pixels of height below which the related addresses are in their tabs alone
LIST, CASE, AGAIN, USERS, SUPPORT = "list", "case", "again", "users", "support"


class LookupView(Pane):
    """`state_action(key)`: a button of a state; `message_action(ActionKind)`: of a message.
    `dropped_file(Path)`, `dropped_text(str)`: something was let go over the panel.
    `case_wanted`: a new case; `add_wanted(case_id)`: into one that is there."""

    state_action = Signal(str)
    message_action = Signal(object)
    cancel_wanted = Signal()
    list_wanted = Signal()
    case_wanted = Signal()
    add_wanted = Signal(str)
    dropped_file = Signal(object)
    dropped_text = Signal(str)

    def __init__(self, host: TableHost, region: RegionSelect) -> None:
        super().__init__("surface")
        self._cases: Sequence[Case] = ()
        self._again = False  # whether what failed can be looked up again
        self._offers_list = False  # whether the page in front has a button for reading a list
        self.header = self._make_header()
        self.box = LookupBox(region)
        self.messages = MessageBar()
        self.messages.action_triggered.connect(self.message_action)
        self.empty = EmptyState("")
        self.empty.action_triggered.connect(self.state_action)
        self.error = ErrorState()
        self.error.chosen.connect(self.message_action)
        self.loading = LoadingBar()
        self.loading.cancelled.connect(self.cancel_wanted)
        self.subject = SubjectHead()
        self.findings = FindingsView(host)
        self.list = ListIntakeView(host)
        body = QWidget()
        self._answer_column = QVBoxLayout(body)
        tight(self._answer_column)
        self._answer_column.addWidget(self.subject)
        self._answer_column.addWidget(self.findings, 1)
        # Large texts in a small window: the table keeps its rows, and the page scrolls.
        self._answer = ScrollArea(body)
        self._nothing = QWidget()
        self._nothing_column = QVBoxLayout(self._nothing)
        tight(self._nothing_column)
        self._nothing_state = EmptyState("")
        self._nothing_state.action_triggered.connect(self.state_action)
        self._nothing_column.addWidget(self._nothing_state, 1)
        self.stack = QStackedWidget()
        for page in (
            *(self.empty, self._waiting(), self.error),
            *(self._answer, self._nothing, self.list),
        ):
            self.stack.addWidget(page)
        edge = theme.size("edge_padding_x")
        notes = QVBoxLayout()
        notes.setContentsMargins(edge, 0, edge, 0)
        notes.addWidget(self.messages)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.header)
        whole.addWidget(self.box)
        whole.addLayout(notes)
        whole.addWidget(Separator())
        whole.addWidget(self.stack, 1)
        self.findings.table_shown.connect(self._table_shown)
        self.list.table_shown.connect(self._table_shown)
        self.setAcceptDrops(True)
        self.show_start()

    # -- making --------------------------------------------------------------------------------

    def _make_header(self) -> PanelHeader:
        header = PanelHeader(self.tr("Lookup"))
        header.refresh_button.set_name(self.tr("Look up again"), "F5")
        self.list_button = Button(self.tr("Read a list…"), icon="file-text")
        self.list_button.clicked.connect(self.list_wanted)
        self.add_button = Button(self.tr("Add to case"), icon="plus", caret=True)
        self._add_menu = Menu(self.tr("Add to case"), self)
        self.add_button.set_menu(self._add_menu)
        self.case_button = Button(self.tr("Open a case…"), icon="folder-plus")
        self.case_button.clicked.connect(self.case_wanted)
        # The one that is nearly always there stands last: no other ever comes to its place.
        for button in (self.add_button, self.case_button, self.list_button):
            header.add_action(button)
        return header

    def _waiting(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        edge = theme.size("edge_padding_x")
        column.setContentsMargins(edge, theme.space.m, edge, 0)
        column.setSpacing(theme.space.m)
        skeleton = Skeleton(avatar=True)
        skeleton.set_columns([260, 220, 220, 200])
        column.addWidget(self.loading)
        column.addWidget(skeleton, 1)
        return page

    # -- what is shown -------------------------------------------------------------------------

    @property
    def table(self) -> RecordTable | None:
        """The table in front."""
        page = self.stack.currentWidget()
        if page is self._answer:
            return self.findings.table
        return self.list.table if page is self.list else None

    def show_start(self) -> None:
        """Nothing was looked up yet."""
        self._say_about("")
        self.empty.set_content(
            self.tr("Look up what Gong holds on somebody"),
            icon="fingerprint",
            reasons=[
                Reason(
                    "magnifying-glass",
                    self.tr("One API call for each address or number"),
                    self.tr("Calls, emails, meetings, leads and contacts, and engagement."),
                ),
                Reason(
                    "file-text",
                    self.tr("One, or a list"),
                    self.tr(
                        "Paste lines, or drop a CSV, TXT or XLSX file. Its cost is said first."
                    ),
                ),
                Reason(
                    "lock-key",
                    self.tr("Nothing of it is kept"),
                    self.tr("Unless you open a case: what is on disk is encrypted."),
                ),
            ],
            actions=[StateAction(LIST, self.list_button.text(), "file-text")],
        )
        self._go(self.empty, offers_list=True)

    def show_erased_since(self) -> None:
        """An answer that is no more true is taken away. Whom it was about is not said."""
        self.show_start()
        self.messages.show_message(
            UserMessage(
                Severity.INFO,
                self.tr("What was shown has been erased since"),
                self.tr("Look it up again to see what Gong still holds."),
                actions=(ActionKind.RETRY,),
            )
        )

    def show_waiting(self, title: str, detail: str = "", share: float | None = None) -> None:
        """Gong is asked, or a list is read."""
        self._say_about("")
        self.messages.clear()
        self.loading.set_progress(title, detail, share)
        self._go(self.stack.widget(1))

    def show_error(self, message: UserMessage) -> None:
        """There is no answer, or no list."""
        self._say_about("")
        self._again = ActionKind.CHOOSE_FILE not in message.actions
        self.error.show_message(message)
        self._go(self.error)

    def show_own(self, in_users: bool) -> None:
        """The address is one of the company's own; `in_users`: it stands among them."""
        self._say_about("")
        actions = [StateAction(SUPPORT, self.tr("Open Gong's help"), "headset")]
        if in_users:
            actions.append(StateAction(USERS, self.tr("Show in Users"), "users"))
        known = self.tr("It was recognised from the users; Gong was not asked.")
        told = self.tr("Gong refused to look it up.")
        self.empty.set_content(
            self.tr("This is the address of a Gong user"),
            icon="user-circle",
            tone="warn",
            reasons=[
                Reason(
                    "prohibit",
                    self.tr("Gong only looks up people outside the company"),
                    known if in_users else told,
                ),
                Reason(
                    "headset",
                    self.tr("For data of users, ask Gong's support"),
                    self.tr("They tell what is held on a user, and erase it."),
                ),
            ],
            actions=actions,
        )
        self._go(self.empty)

    def show_nothing(self, request_id: str) -> None:
        """Gong answered that it holds nothing."""
        self._nothing_state.set_content(
            self.tr("Nothing was found"),
            icon="magnifying-glass",
            reasons=[
                Reason(
                    "check-circle",
                    self.tr("Gong holds nothing on it"),
                    self.tr("Or what it holds is under another address or number."),
                ),
                Reason(
                    "hourglass-medium",
                    self.tr("Or not yet, or not any more"),
                    self.tr("Mail and CRM are imported with some delay; an erasure takes hours."),
                ),
            ],
            actions=[
                StateAction(AGAIN, self.tr("Look up again"), "arrows-clockwise"),
                StateAction(CASE, self.tr("Open a case…"), "folder-plus"),
            ],
            footnote=self.tr("Request id") if request_id else "",
            code=request_id,
        )
        self._head_in(self._nothing_column)
        self._go(self._nothing)

    def show_answer(self) -> None:
        """What was found is in `subject` and `findings`."""
        self._head_in(self._answer_column)
        self._go(self._answer)

    def show_list(self) -> None:
        self._say_about("")
        self._go(self.list, offers_list=True)

    def show_cases(self, open_cases: Sequence[Case]) -> None:
        """The cases that the subject may be added to."""
        self._cases = open_cases
        self._add_menu.clear()
        for case in open_cases:
            action = self._add_menu.add(case.reference, icon="eraser")
            action.setData(case.id)
            action.triggered.connect(self._add_chosen)
        self._fit_actions()

    def _head_in(self, column: QVBoxLayout) -> None:
        if column.indexOf(self.subject) < 0:
            column.insertWidget(0, self.subject)

    def _go(self, page: QWidget | None, *, offers_list: bool = False) -> None:
        if page is None:
            return
        self._offers_list = offers_list
        had_focus = self.stack.isAncestorOf(self.window().focusWidget() or self)
        self.stack.setCurrentWidget(page)
        if had_focus:
            self.box.field.setFocus()
        answered = page in (self._answer, self._nothing)
        self.header.refresh_button.set_disabled_because(
            ""
            if answered or (page is self.error and self._again)
            else self.tr("Nothing was looked up yet")
        )
        self._fit_actions()
        self._table_shown()

    def _fit_actions(self) -> None:
        page = self.stack.currentWidget()
        answered = page in (self._answer, self._nothing)
        self.list_button.setVisible(not self._offers_list)
        self.case_button.setVisible(answered)
        self.add_button.setVisible(answered and bool(self._cases))

    def _say_about(self, words: str) -> None:
        self.header.set_data(words or translate("lookup", "people outside the company"))

    def _table_shown(self) -> None:
        table = self.table
        self.header.export_button.setVisible(table is not None)
        if table is not None:
            self.header.export_button.set_menu(table.commands.export_menu)

    def _add_chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.add_wanted.emit(str(action.data()))

    # -- room, and what is dropped -------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.subject.set_roomy(self.height() >= round(_LOW * max(1.0, theme.text_scale)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_of(event.mimeData()) is not None or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _file_of(event.mimeData())
        event.acceptProposedAction()
        if path is not None:
            self.dropped_file.emit(path)
        else:
            self.dropped_text.emit(event.mimeData().text())


def _file_of(data: QMimeData) -> Path | None:
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)
