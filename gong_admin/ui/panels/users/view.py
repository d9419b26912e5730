"""How the Users panel looks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.api.types.users import UserMetadata
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.settings import Settings
from gong_admin.ui.icons import icon
from gong_admin.ui.links import GONG_TEAM_MEMBERS, open_page
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.panels.users.detail import UserDetail
from gong_admin.ui.table.actions import RequestTexts
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.offer_bar import OfferBar

_PROFILE_COLUMNS = ("profile", "workspaces")


class UsersView(ListPanelView):
    """`profiles_wanted`: read who has which permission profile."""

    profiles_wanted = Signal()

    def __init__(
        self,
        model: RecordTableModel[UserMetadata],
        host: TableHost,
        settings: Settings,
        request: RequestTexts,
    ) -> None:
        table = RecordTable(
            model,
            host,
            table_id="users",
            name=self.tr("Users"),
            placeholder=self.tr("Filter all columns"),
            request=request,
        )
        self.user_detail = UserDetail()
        self.offer_bar = OfferBar()
        self.profiles_message = MessageBar()
        self._message_host = QWidget()
        super().__init__(
            self.tr("Users"),
            table,
            self.user_detail,
            settings,
            "users",
            notes=(self.offer_bar, self._message_host),
        )
        edge = theme.size("edge_padding_x")
        host_layout = QVBoxLayout(self._message_host)
        host_layout.setContentsMargins(edge, 0, edge, theme.space.m)
        host_layout.addWidget(self.profiles_message)
        self._message_host.hide()
        self.profiles_message.dismissed.connect(self._message_host.hide)
        self.load_profiles = Button(self.tr("Load profiles"), icon="shield-check")
        self.load_profiles.clicked.connect(self.profiles_wanted)
        self.user_detail.access.profiles_wanted.connect(self.profiles_wanted)
        table.filter_bar.add_control(self.load_profiles)
        self._profiles_known: bool | None = None
        self._build_actions()
        self.user_detail.open_requested.connect(self._open_gong)
        self.user_detail.facts.gong_wanted.connect(self._open_gong)
        self.user_detail.access.gong_wanted.connect(self._open_gong)
        self.set_profiles_known(False)

    def _build_actions(self) -> None:
        self.copy_emails = QAction(icon("at"), self.tr("Copy email addresses"), self)
        self.copy_emails.setShortcut(QKeySequence("Ctrl+Shift+E"))
        self.copy_emails.setEnabled(False)
        self.table.view.addAction(self.copy_emails)
        self.table.add_record_action(self.copy_emails)
        self.read_profiles = QAction(icon("shield-check"), self.tr("Load profiles of users"), self)
        self.read_profiles.triggered.connect(self.profiles_wanted)
        self.read_all = QAction(icon("download-simple"), self.tr("Load all users"), self)

    def set_profiles_known(self, known: bool) -> None:
        """Whether there is anything to show and to choose from in the columns about profiles."""
        if known == self._profiles_known:
            return
        self._profiles_known = known
        self.read_profiles.setEnabled(not known)
        columns, bar = self.table.view.columns, self.table.filter_bar
        if columns.is_shown("profile") != known:
            columns.show("profile", known)
        for key in _PROFILE_COLUMNS:
            bar.offer(key, known)

    def set_profiles_cost(self, cost: str, *, loading: bool) -> None:
        """What reading the profiles takes (its calls first), or that they are being read."""
        words = self.tr("Load profiles")
        if loading:
            words = self.tr("Reading profiles…")
        elif cost[:1].isdigit():
            words = f"{words}: {cost.partition(', ')[0]}"
        self.load_profiles.setText(words)
        self.load_profiles.set_disabled_because(words if loading else "")
        if not loading:
            self.load_profiles.set_tooltip(self.tr("Who has which profile: {0}").format(cost))

    def show_profiles_problem(self, message: UserMessage | None) -> None:
        """What went wrong when the profiles were read; None takes it away."""
        if message is None:
            self.profiles_message.clear()
        else:
            self.profiles_message.show_message(message)
        self._message_host.setVisible(message is not None)

    def copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)

    def _open_gong(self) -> None:
        open_page(GONG_TEAM_MEMBERS)
