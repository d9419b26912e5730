"""How the access panel looks: what reading costs, then the questions as tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gong_admin.runtime.message import UserMessage
from gong_admin.ui.panels.access.page import PersonPage, SeesPage, WhoPage
from gong_admin.ui.panels.access.review_page import ReviewPage
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.states import EmptyState, Reason, StateAction
from gong_admin.ui.widgets.tabs import Tabs

WHO, PERSON, SEES, REVIEW = "who", "person", "sees", "review"


class AccessView(Pane):
    """`read_wanted`, `cancel_wanted`: reading what the answers need; `calls_wanted`: access to
    single calls; `message_action(ActionKind)`, `message_dismissed`; `tab_chosen(key)`."""

    read_wanted = Signal()
    cancel_wanted = Signal()
    calls_wanted = Signal()
    message_action = Signal(object)
    message_dismissed = Signal()
    tab_chosen = Signal(str)

    def __init__(
        self,
        who: WhoPage,
        person: PersonPage,
        sees: SeesPage,
        review: ReviewPage,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("surface", parent)
        self.who, self.person, self.sees, self.review = who, person, sees, review
        self.header = PanelHeader(self.tr("Who can, and why"))
        self.calls_button = Button(self.tr("Access to single calls…"), icon="phone-call")
        self.calls_button.clicked.connect(self.calls_wanted)
        self.header.add_action(self.calls_button)
        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.message_action)
        self.message_bar.dismissed.connect(self._dismissed)
        self.loading_bar = LoadingBar()
        self.loading_bar.cancelled.connect(self.cancel_wanted)
        self._notes = QWidget()
        edge = theme.size("edge_padding_x")
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(edge, 0, edge, theme.space.m)
        notes.setSpacing(theme.space.s)
        notes.addWidget(self.message_bar)
        notes.addWidget(self.loading_bar)
        self.loading_bar.hide()

        self.offer = EmptyState("", icon="key")
        self._offered: tuple[str, Sequence[Reason], str] = ("", (), "")
        self.offer.action_triggered.connect(self._accepted)
        self.tabs = Tabs(self.tr("Questions"), inset=edge)
        self.tabs.add(WHO, self.tr("Who can do what?"), who)
        self.tabs.add(PERSON, self.tr("What can a person do?"), person)
        self.tabs.add(SEES, self.tr("Who can see whose records?"), sees)
        self.tabs.add(REVIEW, self.tr("Review"), review)
        self.tabs.chosen.connect(self.tab_chosen)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.offer)
        self._stack.addWidget(self.tabs)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self.header)
        column.addWidget(self._notes)
        column.addWidget(self._stack, 1)
        self._fit_notes()

    # -- setters -------------------------------------------------------------------------------

    def show_questions(self, shown: bool) -> None:
        """The questions, or what has to be read before they can be asked."""
        self._stack.setCurrentWidget(self.tabs if shown else self.offer)

    @property
    def asking(self) -> bool:
        """Whether the questions are shown."""
        return self._stack.currentWidget() is self.tabs

    def show_offer(self, title: str, reasons: Sequence[Reason], action: str) -> None:
        """Say what has to be read and what it costs; `action` are the button's words, "" for
        none, while it is being done."""
        # Asked with everything that is read; what is the same keeps its widgets, and the focus.
        if (title, reasons, action) != self._offered:
            self._offered = (title, reasons, action)
            actions = [StateAction("read", action, "download-simple", primary=True)]
            self.offer.set_content(
                title, icon="key", reasons=reasons, actions=actions if action else []
            )

    def show_progress(self, progress: tuple[str, str, float | None] | None) -> None:
        """How far reading is; None when nothing is read."""
        if progress is not None:
            self.loading_bar.set_progress(*progress)
        self.loading_bar.setVisible(progress is not None)
        self._fit_notes()

    def show_message(self, message: UserMessage | None) -> None:
        if message == self.message_bar.message():
            return
        if message is None:
            self.message_bar.clear()
        else:
            self.message_bar.show_message(message)
        self._fit_notes()

    def _fit_notes(self) -> None:
        self._notes.setVisible(not self.message_bar.isHidden() or not self.loading_bar.isHidden())

    def _dismissed(self) -> None:
        self._fit_notes()
        self.message_dismissed.emit()

    def _accepted(self, _key: str) -> None:
        self.read_wanted.emit()
