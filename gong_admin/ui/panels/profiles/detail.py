"""The pane at the right: the edits that wait, who has the profile, and facts about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.services.profiles.setting import SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.ui.links import GONG_PERMISSION_PROFILES, GONG_TEAM_MEMBERS, open_page
from gong_admin.ui.panels.profiles.changes_pane import ChangesPane
from gong_admin.ui.table.actions import RequestTexts
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, Separator, tight
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import Hint, StateAction
from gong_admin.ui.widgets.tabs import Tabs

_READ = "read"


class ProfileDetail(Pane):
    """Tabs "Changes", "Members" and "About". `members_wanted` when the user asks for the members,
    `followed(panel, record_id)` when something leads elsewhere."""

    members_wanted = Signal()
    members_cancelled = Signal()
    members_action = Signal(object)
    followed = Signal(str, str)

    def __init__(
        self, model: RecordTableModel[Any], host: TableHost, request: RequestTexts
    ) -> None:
        super().__init__("surface_alt")
        self.setAccessibleName(self.tr("Details of the profile"))
        self.setMinimumWidth(260)
        self.members = RecordTable(
            model,
            host,
            table_id="profiles.members",
            name=translate("profiles", "Members"),
            placeholder=self.tr("Filter members"),
            request=request,
        )
        self.members.activated.connect(self._open_member)
        self.members.load_cancelled.connect(self.members_cancelled)
        self.members.message_action.connect(self.members_action)
        self.members.empty_action.connect(self._empty_action)
        self.about = KeyValueList()
        self._facts: object = None  # what stands there now
        self.about.followed.connect(self._follow)
        self.tabs = Tabs(self.tr("Details"), inset=theme.size("edge_padding_x"))
        self.changes = ChangesPane()
        self.tabs.add("changes", self.tr("Changes"), self.changes)
        self.tabs.add("members", self.tr("Members"), self._members_page())
        self.tabs.add("about", self.tr("About"), self._about_page())
        self.tabs.choose("members")  # until there are changes to look at
        column = QVBoxLayout(self)
        tight(column)
        column.addSpacing(theme.space.xs)
        column.addWidget(self.tabs, 1)

    def _members_page(self) -> QWidget:
        page = QWidget()
        page.setProperty("pane", "none")
        hint = Hint(
            self.tr(
                "The API has no way to move a person to another profile. Use Gong's admin centre "
                "(Company settings, People, Team members) or SCIM."
            ),
            link=self.tr("Open team members in Gong"),
        )
        hint.followed.connect(self._open_people_page)
        foot = QVBoxLayout()
        edge = theme.size("edge_padding_x")
        foot.setContentsMargins(edge, theme.space.m, edge, theme.space.l)
        foot.addWidget(hint)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.space.m, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.members, 1)
        column.addWidget(Separator())
        column.addLayout(foot)
        return page

    def _about_page(self) -> QWidget:
        hint = Hint(
            self.tr(
                "Gong's API can't delete a profile. In Gong's admin centre (Company settings, "
                "People, Permission profiles) one without members can be deleted."
            ),
            link=self.tr("Open permission profiles in Gong"),
        )
        hint.followed.connect(self._open_profiles_page)
        content = QWidget()
        column = QVBoxLayout(content)
        edge = theme.size("edge_padding_x")
        column.setContentsMargins(edge, 14, edge, edge)
        column.setSpacing(theme.space.l)
        column.addWidget(self.about)
        column.addWidget(hint)
        column.addStretch(1)
        return ScrollArea(content)

    # -- members -------------------------------------------------------------------------------

    def members_not_read(self, cost: str) -> None:
        """Nobody has asked yet: offer to read them, with what that costs."""
        self.members.clear_message()
        self.members.set_empty(
            self.tr("Members not read"),
            icon="users",
            actions=[StateAction(_READ, self.tr("Read members"), "users", primary=True)],
            footnote=cost,
        )

    def no_members(self) -> None:
        """They were read, and there are none."""
        self.members.set_empty(
            self.tr("Nobody has this profile"),
            icon="users",
            actions=[StateAction(_READ, self.tr("Read again"), "arrows-clockwise")],
        )

    def set_member_count(self, count: int | None) -> None:
        self.tabs.set_count("members", count)

    # -- about ---------------------------------------------------------------------------------

    def show_facts(
        self,
        profile_id: str,
        workspace: tuple[str, str],
        figures: Sequence[tuple[str, str]],
    ) -> None:
        """`workspace` is its id and name; `figures` are labels with their values."""
        facts = profile_id, workspace, tuple(figures)
        if facts == self._facts:
            return
        self._facts = facts
        about = self.about
        about.clear()
        about.add_section(self.tr("Identity"))
        about.add(self.tr("Profile id"), profile_id, mono=True, copyable=True)
        about.add_link(self.tr("Workspace"), workspace[1], f"workspaces/{workspace[0]}")
        about.add_section(self.tr("What it allows"))
        for label, value in figures:
            about.add(label, value)
        about.add_full(Hint(self._settings_in_all()))

    def _settings_in_all(self) -> str:
        """How the settings of a profile add up."""
        count = Counter(setting.kind for setting in SETTINGS)
        levels = count[SettingKind.LEVEL] + count[SettingKind.LIBRARY_LEVEL]
        words = self.tr(
            "{0} settings in all: {1} switches, {2} levels, {3} lists of leads and the library's "
            "list of folders. Leads and folders stand in the line of their level, which makes "
            "{4} lines. What Gong has added since is shown besides."
        )
        lines = count[SettingKind.SWITCH] + levels
        return words.format(
            len(SETTINGS), count[SettingKind.SWITCH], levels, count[SettingKind.LEADS], lines
        )

    def _follow(self, target: str) -> None:
        panel, _, record_id = target.partition("/")
        self.followed.emit(panel, record_id)

    def _open_member(self, member: Any) -> None:
        self.followed.emit("users", member.user_id)

    def _empty_action(self, key: str) -> None:
        if key == _READ:
            self.members_wanted.emit()

    def _open_people_page(self) -> None:
        open_page(GONG_TEAM_MEMBERS)

    def _open_profiles_page(self) -> None:
        open_page(GONG_PERMISSION_PROFILES)
