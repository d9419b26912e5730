"""How the privacy cases look: the list at the left, at the right the one that is chosen."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.runtime.settings import Settings
from gong_admin.ui.panel import ABOUT
from gong_admin.ui.panels.cases.abilities import ABOUT_A_CASE
from gong_admin.ui.panels.cases.log_page import LogPage
from gong_admin.ui.panels.cases.request_page import RequestPage
from gong_admin.ui.panels.cases.steps import StageLine, Step
from gong_admin.ui.panels.cases.subject_detail import SubjectDetail
from gong_admin.ui.panels.cases.subjects_page import SubjectsPage
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.offer_bar import OfferBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.popup import Menu, set_disabled_because
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.splitter import Splitter
from gong_admin.ui.widgets.states import EmptyState, Reason, StateAction
from gong_admin.ui.widgets.tabs import Tabs

_VIEW = "cases"
_LOW_ROWS = 14


class CasesView(Pane):
    """`chosen(case_id)` from the list; `asked(act)`: what the main button or the menu says;
    `dropped(path)` when an evidence pack was let go over the panel."""

    chosen = Signal(str)
    asked = Signal(str)
    dropped = Signal(str)

    def __init__(
        self,
        model: RecordTableModel[Any],
        log_model: RecordTableModel[Any],
        host: TableHost,
        settings: Settings,
        office_page: QWidget,
    ) -> None:
        super().__init__("surface")
        self._settings = settings
        self._act_now = ""
        self._offered = ""
        self._keys: dict[str, QAction] = {}
        self.office_page = office_page
        self.detail = SubjectDetail()
        self.subjects = SubjectsPage(model, host, settings, self.detail)
        self.request = RequestPage()
        self.log = LogPage(log_model, host)
        self.empty = EmptyState("")
        self.empty.action_triggered.connect(self.asked)
        self.side = self._make_side()
        self.stack = QStackedWidget()
        self.main = self._make_main()
        self._office_side = _below_head(office_page)
        every = IconButton("dots-three", self.tr("For all cases"))
        every.clicked.connect(self._open_every)
        self._empty_side = _below_head(self.empty, every)
        for page in (self._office_side, self._empty_side, self.main):
            self.stack.addWidget(page)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.stack)
        self.setAcceptDrops(True)

    # -- making --------------------------------------------------------------------------------

    def _make_side(self) -> SideList:
        side = SideList(translate("cases", "Privacy cases"), translate("cases", "Filter cases"))
        new = IconButton("folder-plus", translate("cases", "New case"), outlined=True)
        new.setProperty("act", "new")
        new.clicked.connect(self._act)
        side.add_button(new)
        every = IconButton("gear-six", translate("cases", "For all cases"), outlined=True)
        every.clicked.connect(self._open_every)
        side.add_button(every)
        # Names have to be told apart in a narrow window, too.
        side.setMinimumWidth(theme.size("side_list") * 2 // 3)
        side.chosen.connect(self.chosen)
        return side

    def _make_main(self) -> Splitter:
        case = Pane("surface")
        column = QVBoxLayout(case)
        tight(column)
        self.header = PanelHeader(translate("cases", "Privacy cases"))
        self.header.export_button.show()
        self.more_button = self._make_more()
        self.main_button = Button("", kind="primary", icon="magnifying-glass")
        self.main_button.clicked.connect(self._act_next)
        self.header.add_action(self.more_button)
        self.header.add_action(self.main_button)
        self._more = Menu(parent=self)  # of the case in front
        self._every = Menu(parent=self)  # of all of them
        self._make_actions()
        self.stages = StageLine()
        self._alarm: UserMessage | None = None
        edge = theme.size("edge_padding_x")
        self.alarm = MessageBar()
        self.alarm.action_triggered.connect(self._alarm_acted)
        self.alarm.dismissed.connect(self._alarm_dismissed)
        self.messages = MessageBar()
        self.messages.dismissed.connect(self._message_dismissed)
        self.offer = OfferBar(icon="arrow-right")
        self.offer.accepted.connect(self._accept_offer)
        self.run_bar = LoadingBar()
        self.run_bar.hide()
        self.run_bar.set_cancel_words(self.tr("Stop"))
        self.run_bar.cancelled.connect(self._stop)
        self.pause_button = Button(self.tr("Pause"), icon="pause")
        self.pause_button.setProperty("act", "pause")
        self.pause_button.clicked.connect(self._act)
        self.run_bar.add_button(self.pause_button)
        # All in one layout: an empty one would take the room of its edges all the same.
        above = QVBoxLayout()
        above.setContentsMargins(edge, 0, edge, theme.space.m)
        above.setSpacing(theme.space.m)
        for part in (self.stages, self.alarm, self.messages, self.run_bar):
            above.addWidget(part)
        self.tabs = Tabs(translate("cases", "Parts of the case"), inset=edge)
        self.tabs.add("subjects", translate("cases", "Subjects"), self.subjects)
        self.tabs.add("request", translate("cases", "Request"), self.request)
        self.tabs.add("log", translate("cases", "Log"), self.log)
        column.addWidget(self.header)
        column.addLayout(above)
        column.addWidget(self.offer)
        column.addWidget(self.tabs, 1)
        self.header.export_button.set_menu(self.subjects.table.commands.export_menu)
        main = Splitter(Qt.Orientation.Horizontal, [self.tr("Width of the list of cases")])
        main.addWidget(self.side)
        main.addWidget(case)
        main.setStretchFactor(0, 0)
        main.setStretchFactor(1, 1)
        width = self._settings.size(_VIEW, "side_width", theme.size("side_list"))
        main.setSizes([width, 4 * width])
        main.splitterMoved.connect(self._remember_side)
        return main

    def _make_more(self) -> IconButton:
        button = IconButton("dots-three", self.tr("More"))
        button.clicked.connect(self._open_more)
        return button

    def _make_actions(self) -> None:
        add = self._add
        add("add", self.tr("Add subjects…"), "user-plus")
        add("retry", self.tr("Retry the failed"), "arrow-counter-clockwise")
        add("approve", self.tr("Approve what was found…"), "shield-check")
        add("erase", self.tr("Erase what was approved…"), "eraser")
        add("follow", self.tr("Look again at who was erased"), "arrows-clockwise")
        add("anew", self.tr("New case for who came back…"), "folder-plus")
        add("remove", self.tr("Remove selected subjects…"), "trash")
        self._more.addSeparator()
        add("evidence", self.tr("Evidence pack…"), "package")
        add("access", self.tr("Answer to an access request…"), "export")
        self._more.addSeparator()
        add("refuse", self.tr("Refuse the request…"), "prohibit")
        add("close", self.tr("Close case…"), "archive")
        add("reopen", self.tr("Open again"), "folder-open")
        add("reduce", self.tr("Reduce to what proof needs…"), "scissors")
        add("delete", self.tr("Delete case…"), "trash", danger=True)
        add("new", self.tr("New case…"), "folder-plus", menu=self._every)
        add("holds", self.tr("Do-not-erase list…"), "hand-palm", menu=self._every)
        add("check", self.tr("Check an evidence pack…"), "shield-check", menu=self._every)
        add("backup", self.tr("Back up the key of the cases…"), "key", menu=self._every)
        kept = self.tr("How long cases are kept…")
        add("retention", kept, "clock-counter-clockwise", menu=self._every)

    def _add(
        self, key: str, words: str, icon: str, *, danger: bool = False, menu: Menu | None = None
    ) -> None:
        action = (menu or self._more).add(words, icon=icon, danger=danger)
        action.setProperty("act", key)
        action.triggered.connect(self._act)
        self._keys[key] = action

    def actions_of_panel(self, reference: str) -> Sequence[QAction]:
        """All that can be done, for the command palette; what is done to the case says to which."""
        for key, action in self._keys.items():
            action.setProperty(ABOUT, reference if key in ABOUT_A_CASE else "")
        return [*self._keys.values(), *self.subjects.table.table_actions()]

    def table_of(self, tab: str) -> RecordTable:
        """The table in a tab; the subjects' where there is none."""
        return self.log.table if tab == "log" else self.subjects.table

    def set_disabled(self, key: str, reason: str) -> None:
        """Switch an action off and say why; "" switches it on."""
        set_disabled_because(self._keys[key], reason)

    # -- what is asked -------------------------------------------------------------------------

    def _act(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(str(sender.property("act")))

    def _act_next(self) -> None:
        if self._act_now:
            self.asked.emit(self._act_now)

    def _stop(self) -> None:
        self.asked.emit("stop")

    def _accept_offer(self) -> None:
        self.asked.emit(self._offered)

    def _alarm_acted(self, kind: object) -> None:
        self.asked.emit("anew" if kind is ActionKind.NEW_CASE else "alarm")

    def _alarm_dismissed(self) -> None:
        self.asked.emit("alarm-seen")

    def _message_dismissed(self) -> None:
        self.asked.emit("message-seen")

    def _open_more(self) -> None:
        self._open_below(self._more)

    def _open_every(self) -> None:
        self._open_below(self._every)

    def _open_below(self, menu: Menu) -> None:
        button = self.sender()
        if isinstance(button, QWidget):
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # -- what is shown -------------------------------------------------------------------------

    def show_office(self) -> None:
        self.stack.setCurrentWidget(self._office_side)

    def show_none(self, fleeting: str = "") -> None:
        """There is no case yet. `fleeting` says that they are not kept, where that is so."""
        self.empty.set_content(
            self.tr("No privacy cases yet"),
            icon="eraser",
            reasons=[
                Reason(
                    "fingerprint",
                    self.tr("A case holds one request"),
                    self.tr(
                        "Of a person, or of a list: what Gong holds on them, its erasure, what "
                        "became of it, and the proof."
                    ),
                ),
                Reason(
                    "lock-key",
                    fleeting or self.tr("Kept on this computer, encrypted"),
                    self.tr(
                        "With a log that shows if it was altered. Nothing is sent by opening one."
                    ),
                ),
            ],
            actions=[
                StateAction("new", self.tr("New case…"), "folder-plus", primary=True),
                StateAction("look", self.tr("Look somebody up"), "fingerprint"),
            ],
        )
        self.stack.setCurrentWidget(self._empty_side)

    def show_cases(self, items: Sequence[SideItem], chosen: str, fleeting: str = "") -> None:
        self.side.set_items(items)
        self.side.set_foot(fleeting)
        self.side.choose(chosen)
        self.stack.setCurrentWidget(self.main)

    def show_step(self, stages: Sequence[str], step: Step, disabled: str) -> None:
        """The one thing to do next; `disabled` says why it can't be done now."""
        self.stages.show_stages(stages, step)
        self._act_now = step.act
        self.main_button.setVisible(bool(step.act))
        if step.act:
            self.main_button.setText(step.words)
            self.main_button.set_icon_name(step.icon)
        self.main_button.set_disabled_because(disabled)

    def show_running(
        self, title: str, detail: str, share: float | None, paused: bool | None
    ) -> None:
        """How far work on the case is; `paused` None where it can't be paused."""
        self.run_bar.set_progress(title, detail, share)
        self.pause_button.setVisible(paused is not None)
        self.pause_button.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.pause_button.set_icon_name("play" if paused else "pause")
        self.run_bar.show()

    def show_idle(self) -> None:
        self.run_bar.hide()

    def show_alarm(self, message: UserMessage | None) -> None:
        """Something came back; None takes the alarm away."""
        self._alarm = message
        self._show_alarm()

    def _show_alarm(self) -> None:
        if self._alarm is None:
            self.alarm.clear()
        elif self._low():
            self.alarm.show_message(dataclasses.replace(self._alarm, text=""))
        else:
            self.alarm.show_message(self._alarm)

    def _low(self) -> bool:
        """Whether the window is so low, or its text so large, that the table needs every line."""
        return self.height() < _LOW_ROWS * theme.size("row")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.stages.setVisible(not self._low())
        self._show_alarm()

    def show_offer(self, act: str, title: str = "", text: str = "", words: str = "") -> None:
        """Offer something; `act` "" takes the offer away."""
        self._offered = act
        if act:
            self.offer.offer(title, text, words)
        else:
            self.offer.hide()

    # -- evidence packs are let go here --------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.dropped.emit(path)

    def _remember_side(self) -> None:
        layout = self._settings.view(_VIEW)
        layout["side_width"] = self.main.sizes()[0]
        self._settings.set_view(_VIEW, layout)


def _below_head(page: QWidget, *actions: QWidget) -> QWidget:
    """A page that has the whole panel, under the panel's own name and with its `actions`."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    tight(column)
    head = PanelHeader(translate("cases", "Privacy cases"), refreshable=False)
    for action in actions:
        head.add_action(action)
    column.addWidget(head)
    column.addWidget(page, 1)
    return whole


def _dropped(event: QDropEvent) -> str:
    """The one file or folder that is let go, "" for anything else."""
    urls = event.mimeData().urls()
    return urls[0].toLocalFile() if len(urls) == 1 else ""
