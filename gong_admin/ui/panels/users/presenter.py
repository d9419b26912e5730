"""What the Users panel does."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from typing import Literal

from PySide6.QtGui import QAction

from gong_admin.api import snippets
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.users import LIST_USERS
from gong_admin.api.errors import GongError, NotFound
from gong_admin.api.prepare import prepare
from gong_admin.api.types.users import ListUsers, UserMetadata
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.runtime.present import present
from gong_admin.services.users import History, read_history, read_user
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import DatasetBinding, EmptyWords
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.users.columns import user_columns
from gong_admin.ui.panels.users.cost import cost
from gong_admin.ui.panels.users.detail import HISTORY
from gong_admin.ui.panels.users.facts_tab import Relations
from gong_admin.ui.panels.users.people import People
from gong_admin.ui.panels.users.view import UsersView

_PAGE = 100
_LOOKING = 0.25  # seconds a user is looked at before their history is worth a call


class UsersPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        data = self._data = context.data
        self._target: str | None = None
        self._user: UserMetadata | None = None
        self._names_missing = False  # rows came before the rows of their managers
        self._histories: dict[str, History] = {}
        self._reading = ""  # whose history is on its way
        self._people = People(data)
        self._people.workspace = context.workspace.current
        self._people.replace()
        self._people.take_members()
        model = RecordTableModel(user_columns(self._people), key=lambda user: user.id or "")
        self.view: UsersView = UsersView(model, table_host(context), context.settings, _request)
        self._binding = DatasetBinding(
            data.users,
            self.view.table,
            self.view.header,
            context,
            EmptyWords(
                translate("users", "No users found"),
                translate("users", "This company has none."),
                "api:users:read",
                "users",
            ),
            rows=self._people.shown,
        )
        self._connect(model)
        self._show_profiles_state()

    def _connect(self, model: RecordTableModel[UserMetadata]) -> None:
        data, view, detail = self._data, self.view, self.view.user_detail
        data.users.appended.connect(self._users_appended)
        data.users.replaced.connect(self._people.replace)
        data.users.changed.connect(self._users_changed)
        data.members.changed.connect(self._members_changed)
        for dataset in (data.profiles, data.workspaces):
            dataset.changed.connect(self._names_changed)
        self.context.workspace.changed.connect(self._workspace_changed)
        model.settled.connect(self._select_target)
        view.table.previewed.connect(self._show_user)
        view.table.selection_changed.connect(self._selection_changed)
        view.copy_emails.triggered.connect(self._copy_emails)
        view.read_all.triggered.connect(data.users.read_whole)
        view.offer_bar.accepted.connect(self._accept_offer)
        view.profiles_wanted.connect(self._load_profiles)
        view.profiles_message.action_triggered.connect(self._act_on_profiles)
        detail.tab_chosen.connect(self._tab_chosen)
        detail.facts.user_followed.connect(self._go_to)
        detail.facts.reports_wanted.connect(self._show_reports)
        detail.facts.copied.connect(self._copied)
        detail.access.profile_followed.connect(self._open_profile)
        detail.access.access_wanted.connect(self._open_access)
        detail.history.action_chosen.connect(self._act_on_history)

    # -- the panel -----------------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        # Workspaces and profiles are a call each; they tell what reading the members will cost.
        for dataset in (self._data.users, self._data.workspaces, self._data.profiles):
            dataset.ensure()
        if target:
            self._go_to(target)

    def refresh(self) -> None:
        self._data.users.refresh()

    def actions(self) -> Sequence[QAction]:
        view = self.view
        return [*view.table.table_actions(), view.read_profiles, view.read_all]

    def focus_filter(self) -> None:
        self.view.table.focus_filter()

    def show_message(self, message: UserMessage) -> None:
        self.view.table.show_message(message)

    # -- rows ----------------------------------------------------------------------------------

    def _users_appended(self, users: list[UserMetadata]) -> None:
        self._people.add(users)
        known = self._data.users.get
        if not self._names_missing:
            self._names_missing = any(
                user.manager_id and known(user.manager_id) is None for user in users
            )
        self._select_target()

    def _users_changed(self) -> None:
        users = self._data.users
        if self._names_missing and not users.loading:
            self._names_missing = False
            self._binding.rebuild()
        if not users.loading:
            self._histories.clear()
            self._look_for_target()
            self._show_again()
        self._show_offers()

    def _members_changed(self) -> None:
        if self._people.take_members():
            self._binding.rebuild()
        self._show_profiles_state()

    def _names_changed(self) -> None:
        """Profiles or workspaces: their names stand in the rows, their number is the cost."""
        if self._people.knows_profiles:
            self._binding.rebuild()
        self._show_profiles_state()

    def _show_profiles_state(self) -> None:
        members, view = self._data.members, self.view
        view.set_profiles_known(self._people.knows_profiles)
        view.set_profiles_cost(self._profiles_cost(), loading=members.loading)
        view.show_profiles_problem(members.message)
        self._show_offers()
        self._show_again()

    def _workspace_changed(self) -> None:
        self._people.workspace = self.context.workspace.current
        self._binding.rebuild()
        self._show_offers()

    # -- what costs more than a few calls --------------------------------------------------------

    def _show_offers(self) -> None:
        users, bar = self._data.users, self.view.offer_bar
        workspace = self.context.workspace.current
        beginning = users.state is DataState.PREVIEW
        self.view.read_all.setEnabled(beginning)
        if beginning and users.total:
            calls = math.ceil(users.total / _PAGE)
            bar.offer(
                translate("users", "Only the first {0:,} of {1:,} users have been read").format(
                    len(users), users.total
                ),
                translate(
                    "users", "Filters and sorting see these alone. Reading all takes {0}."
                ).format(cost(calls, self.context)),
                translate("users", "Load all {0:,} users").format(users.total),
            )
        elif not workspace or self._people.knows_profiles:
            bar.hide()
        elif self._data.members.loading:
            done = self._data.members.progress
            of = translate("users", " of {0:,}").format(done.total) if done.total else ""
            bar.offer(
                translate("users", "These are still the users of all workspaces"),
                translate(
                    "users",
                    "Those of {0} alone are shown when the members of all profiles have "
                    "been read: {1:,}{2} {3} so far.",
                ).format(self._data.workspace_name(workspace), done.done, of, done.unit),
                "",
            )
        else:
            bar.offer(
                translate("users", "These are the users of all workspaces"),
                translate(
                    "users",
                    "Who belongs to {0} follows from the members of its permission "
                    "profiles; reading them takes {1}.",
                ).format(self._data.workspace_name(workspace), self._profiles_cost()),
                translate("users", "Load profiles"),
            )
        # The bar's button does the same.
        offered = beginning or not workspace
        self.view.load_profiles.setVisible(offered and not self._people.knows_profiles)

    def _accept_offer(self) -> None:
        if self._data.users.state is DataState.PREVIEW:
            self._data.users.read_whole()
        else:
            self._load_profiles()

    def _profiles_cost(self) -> str:
        profiles = self._data.profiles
        if not profiles.complete:
            return translate("users", "a call for each permission profile")
        return cost(len(profiles), self.context)

    def _load_profiles(self) -> None:
        self._data.members.refresh()

    def _act_on_profiles(self, action: ActionKind) -> None:
        self.context.act(action, self._load_profiles)

    # -- selecting -----------------------------------------------------------------------------

    def _go_to(self, user_id: str) -> None:
        """Select a user, at the latest when they have been read."""
        self._target = user_id
        self._select_target()
        self._look_for_target()

    def _select_target(self) -> None:
        if self._target and self.view.table.select(self._target):
            self._target = None

    def _look_for_target(self) -> None:
        """The list is there and the wanted user not in sight: find out why."""
        target, users = self._target, self._data.users
        if not target or users.loading or self.view.table.model.busy:
            return
        if users.get(target) is None:
            if users.records:
                self.scope.start("find", lambda token: self._find(target, token))
        elif self.view.table.filter_bar.active:
            self.view.table.filter_bar.clear()
            self._select_target()
        elif self._people.workspace is not None and self._people.knows_profiles:
            self.context.workspace.choose(None)

    async def _find(self, user_id: str, token: CancelToken) -> None:
        """Read the one user whom the list does not hold."""
        try:
            user = await self.context.session.run(read_user, user_id, token)
        except NotFound:
            user = None
        if user is None:
            self._target = None
            self.context.toast(translate("users", "Gong has no user {0}").format(user_id))
        else:
            self._data.users.put([user])

    def _selection_changed(self) -> None:
        self.view.copy_emails.setEnabled(self.view.table.selected_count() > 0)

    def _copy_emails(self) -> None:
        users: list[UserMetadata] = self.view.table.selected_records()
        addresses = [user.email_address for user in users if user.email_address]
        self.view.copy_text("\n".join(addresses))
        many = "address" if len(addresses) == 1 else "addresses"
        self.context.toast(
            translate("users", "Copied {0:,} email {1}").format(len(addresses), many)
        )

    # -- detail ----------------------------------------------------------------------------------

    def _show_user(self, user: UserMetadata) -> None:
        people = self._people
        other = self._user is None or self._user.id != user.id
        self._user = user
        relations = Relations(
            people.organisation.managers(user),
            people.organisation.reports(user.id or ""),
            self._data.users.complete,
        )
        detail = self.view.user_detail
        detail.show_user(user, relations, people.profiles(user))
        self._show_access()
        if other:
            self.scope.cancel(HISTORY)
            self._reading = ""
            detail.tabs.set_count(HISTORY, None)
        self.view.show_detail(True)
        self._tab_chosen(detail.tabs.key())

    def _show_again(self) -> None:
        """More is known than when the user was chosen; they may have changed, too."""
        if self._user is not None:
            self._show_user(self._data.users.get(self._user.id) or self._user)

    def _show_access(self) -> None:
        tab = self.view.user_detail.access
        if self._user is None:
            return
        if self._people.knows_profiles:
            tab.show_seats(self._people.seats(self._user))
        else:
            tab.show_unknown(self._profiles_cost(), loading=self._data.members.loading)

    def _show_reports(self) -> None:
        if self._user is not None:
            bar = self.view.table.filter_bar
            bar.clear()
            bar.set_facet("manager", frozenset({self._user.id}))

    def _open_access(self) -> None:
        if self._user is not None:
            self.context.navigate("access", self._user.id)

    def _open_profile(self, profile_id: str) -> None:
        self.context.navigate("profiles", profile_id)

    def _copied(self, value: str) -> None:
        self.context.toast(translate("users", "Copied {0}").format(value))

    # -- history -------------------------------------------------------------------------------

    def _tab_chosen(self, key: str) -> None:
        user, tab = self._user, self.view.user_detail.history
        if key != HISTORY or user is None:
            return
        known = self._histories.get(user.id or "")
        if known is not None:
            self._show_history(known)
        elif self._reading != user.id:
            self._reading = user.id or ""
            tab.show_reading()
            self.scope.start(HISTORY, lambda token: self._read_history(user, token))

    async def _read_history(self, user: UserMetadata, token: CancelToken) -> None:
        await asyncio.sleep(_LOOKING)  # whoever walks through the table looks at none of them
        try:
            history = await self.context.session.run(read_history, user, token)
        except GongError as error:
            # Told in the tab: the table beside it is as good as before.
            if not token.cancelled:
                self._reading = ""
                self.view.user_detail.history.show_error(present(error))
            return
        self._reading = ""
        self._histories[user.id or ""] = history
        if self._user is not None and self._user.id == user.id:
            self._show_history(history)

    def _show_history(self, history: History) -> None:
        detail = self.view.user_detail
        detail.history.show_history(history)
        detail.tabs.set_count(HISTORY, len(history.events))

    def _act_on_history(self, action: ActionKind) -> None:
        self.context.act(action, lambda: self._tab_chosen(HISTORY))


def _request(language: Literal["curl", "python"]) -> str:
    """The request behind the table's first page."""
    request = prepare(LIST_USERS, ListUsers())
    return snippets.curl(request) if language == "curl" else snippets.python(request)
