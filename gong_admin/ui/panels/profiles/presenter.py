"""What the Permission profiles panel does: lists the profiles, shows one of them to be edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from PySide6.QtGui import QAction, QGuiApplication

from gong_admin.api.catalogue.permissions import LIST_PROFILES
from gong_admin.api.prepare import prepare
from gong_admin.api.snippets import curl, python
from gong_admin.api.types.permissions import ListProfiles
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import NAME
from gong_admin.services.profiles.reading import Reading, read
from gong_admin.services.profiles.setting import Setting, SettingKind
from gong_admin.services.profiles.settings_catalogue import SETTINGS
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.profiles.actions import ProfileActions
from gong_admin.ui.panels.profiles.editor import ProfileEditor
from gong_admin.ui.panels.profiles.exporter import SettingsExporter, sheet_of_one, sheet_of_several
from gong_admin.ui.panels.profiles.figures import figures
from gong_admin.ui.panels.profiles.list_state import show_list_state
from gong_admin.ui.panels.profiles.members_presenter import MembersPresenter
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.panels.profiles.writes import ProfileWrites
from gong_admin.ui.sheet_export import Sheet
from gong_admin.ui.widgets.side_list import SideItem


class ProfilesPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._target: str | None = None
        self._current = ""
        self._message: UserMessage | None = None
        self._names_wanted = False
        host = table_host(context)
        self.members = MembersPresenter(context, host)
        self.members.on_read = self._members_read
        self.view: ProfilesView = ProfilesView(self.members.view, context.settings)
        self.exporter = SettingsExporter(self.view, host, self._sheet, self.show_message)
        self._actions = ProfileActions(self.view, self._act)
        self.editor = ProfileEditor(context, self.view, self._name_of, self.member_count)
        self.editor.on_marked = self._marked
        self.writes = ProfileWrites(self, self.editor)
        view, data = self.view, context.data
        view.header.export_button.set_menu(self.exporter.menu)
        view.more_button.clicked.connect(self._open_menu)
        view.chosen.connect(self._choose)
        view.refresh_requested.connect(self.refresh)
        view.load_cancelled.connect(data.profiles.cancel)
        view.message_action.connect(self._message_action)
        view.empty_action.connect(self._empty_action)
        view.count_wanted.connect(data.members.refresh)
        view.names_wanted.connect(self._read_names)
        view.followed.connect(context.navigate)
        view.new_button.clicked.connect(self.writes.new)
        view.clone_button.clicked.connect(self.writes.clone)
        view.compare_button.clicked.connect(self._compare)
        context.session.lock.changed.connect(self._lock_changed)
        view.detail.tabs.chosen.connect(self._facts_wanted)
        for dataset in (data.profiles, data.workspaces, data.members):
            dataset.changed.connect(self._show)
        for named in (data.users, data.folders):
            named.changed.connect(self._names_changed)
        data.staged.recovered_changed.connect(self._mark_all)
        context.workspace.changed.connect(self._show)
        self._show()

    # -- the panel's contract ------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        # A call a workspace each; the members cost a call a profile and wait for a click.
        data = self.context.data
        for dataset in (data.workspaces, data.profiles, data.folders):
            dataset.ensure()
        self._target = target
        self._show()

    def refresh(self) -> None:
        self._message = None
        self.writes.forget()
        self.context.data.profiles.refresh()

    def actions(self) -> Sequence[QAction]:
        return [*self.editor.actions(), *self._actions.all(), *self.exporter.actions]

    def focus_filter(self) -> None:
        field = self.view.filter_field
        if field.isVisible():
            field.setFocus()
            field.selectAll()
        else:
            self.view.side.filter_field.setFocus()

    def show_message(self, message: UserMessage) -> None:
        self._message = message
        self._show_state()

    def close(self) -> None:
        super().close()
        self.context.data.staged.recovered_changed.disconnect(self._mark_all)
        self.context.session.lock.changed.disconnect(self._lock_changed)
        self.editor.close()
        self.members.close()
        self.exporter.scope.close()

    def go_to(self, profile_id: str) -> None:
        """Show this profile, as soon as it has been read."""
        self._target = profile_id
        self._show()

    def forget_message(self) -> None:
        """What went wrong before does not matter any more."""
        self._message = None
        self._show_state()

    # -- the list ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Bring list, profile and states in line with what has been read."""
        self._go_to_target()
        records = self._records()
        ids = {record.id for record in records}
        if self._current not in ids:
            first = records[0].id if records else ""
            self._current = first
        self._mark_all()
        self.view.side.choose(self._current)
        self._show_profile()
        self._show_state()

    def _records(self) -> list[ProfileRecord]:
        return self.context.data.profiles_in(self.context.workspace.current)

    def _item(self, record: ProfileRecord) -> SideItem:
        data = self.context.data
        several = self.context.workspace.current is None and len(data.workspaces) != 1
        edits = data.staged.edits(record.id)
        mark = ""
        if edits:
            mark = counted(len(edits), "change")
        elif record.id in self.editor.offers.drafted():
            mark = translate("profiles", "Not saved")
        return SideItem(
            record.id,
            str(edits.get(NAME, record.profile.name or "")).strip() or record.id,
            self._count_words(record.id)
            or record.profile.description
            or translate("profiles", "No description"),
            mark,
            group=data.workspace_name(record.workspace_id) if several else "",
        )

    def _marked(self, profile_id: str) -> None:
        """What the list says of a profile differs now, of several for ""."""
        if not profile_id:
            self._mark_all()
            return
        record = self.context.data.profiles.get(profile_id)
        if record is not None:
            self.view.side.set_item(self._item(record))
        if profile_id == self._current and self.view.detail.tabs.key() == "about":
            self._facts_wanted("about")

    def _mark_all(self) -> None:
        items = [self._item(record) for record in self._records()]
        if tuple(items) != self.view.side.items():
            self.view.show_profiles(items, self._current)

    def _count_words(self, profile_id: str) -> str:
        """ "214 members", "" where they have not been read."""
        count = self.member_count(profile_id)
        if count is None:
            return ""
        return counted(count, "member")

    def member_count(self, profile_id: str) -> int | None:
        """How many have the profile; None where nobody has read that."""
        known = self.members.known.of(profile_id)
        return None if known is None else len(known.members)

    def _go_to_target(self) -> None:
        """Choose the profile that somebody was sent to, as soon as it has been read."""
        record = self.context.data.profiles.get(self._target)
        if record is None:
            return
        self._target, self._current = None, record.id
        self.view.side.filter_field.clear()
        choice = self.context.workspace
        if choice.current not in (None, record.workspace_id):
            choice.choose(record.workspace_id)

    def _choose(self, profile_id: str) -> None:
        self._current = profile_id
        self._target = self._message = None  # what went wrong was about another one
        self.writes.forget()
        self._show_profile()
        self._show_state()

    # -- one profile ---------------------------------------------------------------------------

    def current(self) -> ProfileRecord | None:
        """The profile that is shown."""
        return self.context.data.profiles.get(self._current)

    def _show_profile(self) -> None:
        record = self.current()
        moved = self.members.show_profile(record)
        self.editor.show(record, moved=moved)
        if record is None:
            return
        self._show_others()
        self._facts_wanted(self.view.detail.tabs.key())
        self.view.show_names_hint(self._names_missing(self._reading(record)))

    def _show_others(self) -> None:
        """What the profile shown can be compared with: those in the list, by their names."""
        data, several = self.context.data, self.context.workspace.current is None
        others: dict[str, str] = {}
        for item in self.view.side.items():
            record = data.profiles.get(item.key)
            where = f" · {data.workspace_name(record.workspace_id)}" if record and several else ""
            others[item.key] = f"{item.title}{where}"
        self.editor.show_others(others)

    def _facts_wanted(self, tab: str) -> None:
        """The figures are counted anew when somebody looks at them, not with every edit."""
        record = self.current()
        if tab == "about" and record is not None:
            self._show_facts(record)

    def _show_facts(self, record: ProfileRecord) -> None:
        workspace = (record.workspace_id, self.context.data.workspace_name(record.workspace_id))
        self.view.detail.show_facts(record.id, workspace, figures(self._reading(record)))

    def _reading(self, record: ProfileRecord) -> Reading:
        """What the profile says, with the edits on top."""
        return self.context.data.staged.reading(record)

    def _names_missing(self, reading: Reading) -> bool:
        users = self.context.data.users
        return (
            not users.read_at
            and not users.loading
            and any(
                users.get(lead) is None
                for setting in SETTINGS
                if setting.kind is SettingKind.LEADS
                for lead in reading.ids(setting.key)
            )
        )

    def _read_names(self) -> None:
        self._names_wanted = True
        self.context.data.users.refresh()

    def _names_changed(self) -> None:
        data = self.context.data
        if not (data.users.loading or data.folders.loading):
            self._show_profile()
            self._show_state()

    def _name_of(self, setting: Setting, one: str) -> str:
        data = self.context.data
        folders = setting.kind is SettingKind.FOLDERS
        return data.folder_name(one) if folders else data.user_name(one)

    def _members_read(self) -> None:
        self._show()

    # -- states --------------------------------------------------------------------------------

    def _show_state(self) -> None:
        data, view = self.context.data, self.view
        record = self.current()
        facts = ""
        if record is not None:
            parts = [data.workspace_name(record.workspace_id), self._count_words(record.id)]
            facts = " · ".join(part for part in parts if part)
        show_list_state(view, data.profiles, facts, has_profile=record is not None)
        failed = self._failed_list()
        view.show_message(self._message or (failed.message if failed is not None else None))
        count = len(data.profiles)
        choices = self.context.settings.choices
        cost = cost_text(count, choices.reading_rate, choices.calls_per_day)
        words = translate("profiles", "Read the members of all {0} profiles").format(f"{count:,}")
        view.count_button.set_name(words)
        view.count_button.set_tooltip(f"{words}. {cost}")
        busy = translate("profiles", "Reading members…") if data.members.loading else ""
        view.count_button.set_disabled_because(
            busy or ("" if count else translate("profiles", "No profiles"))
        )
        self._actions.set_enabled(
            profile=record is not None, changes=not self.editor.locked_for_good()
        )
        self.exporter.set_enabled(record is not None)

    def _failed_list(self) -> Dataset[Any] | None:
        """The list whose reading failed, of those that were asked for here."""
        data = self.context.data
        asked: list[Dataset[Any]] = [data.profiles, data.members]
        if self._names_wanted:
            asked.append(data.users)
        return next((dataset for dataset in asked if dataset.message is not None), None)

    def _message_action(self, action: ActionKind) -> None:
        if action is ActionKind.ALLOW_CHANGES:
            self.writes.allow_and_retry()
        elif action is ActionKind.CHECK_RESULT:
            self.refresh()
        else:
            self.context.act(action, self._retry)

    def _retry(self) -> None:
        self._message = None
        if self.writes.retry():
            return
        failed = self._failed_list()  # an empty list counts as false: hence "is None"
        (self.context.data.profiles if failed is None else failed).refresh()

    def _empty_action(self, key: str) -> None:
        if key == "doctor":
            self.context.open_doctor()
        else:
            self.refresh()

    def _lock_changed(self, _open: bool) -> None:
        self.editor.show_lock()
        self._show_state()

    def _compare(self) -> None:
        self._act("compare")

    # -- actions -------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        button = self.view.more_button
        self._actions.menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _act(self, key: str) -> None:
        record = self.current()
        if key == "all-members":
            self.context.data.members.refresh()
        elif key == "new":
            self.writes.new()
        elif record is None:
            return
        elif key == "members":
            self.members.read()
        elif key == "compare":
            self.context.navigate("compare", record.id)
        elif key == "clone":
            self.writes.clone()
        elif key == "copy-id":
            self._copy(record.id, translate("profiles", "Copied the profile id"))
        elif key == "copy-json":
            self._copy(record.raw.decode(), translate("profiles", "Copied the profile as JSON"))
        else:
            language: Literal["curl", "python"] = "curl" if key == "curl" else "python"
            self._copy(
                self.request_text(language),
                translate("profiles", "Copied the request, without credentials"),
            )

    def request_text(self, language: Literal["curl", "python"]) -> str:
        """The request that brought the profile shown; "" where there is none."""
        record = self.current()
        if record is None:
            return ""
        request = prepare(LIST_PROFILES, ListProfiles(workspace_id=record.workspace_id))
        return curl(request) if language == "curl" else python(request)

    def _copy(self, text: str, told: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.context.toast(told)

    def _sheet(self, all_profiles: bool) -> Sheet | None:
        record, data = self.current(), self.context.data
        if record is None:
            return None
        if not all_profiles:
            unsaved = len(data.staged.edits(record.id))
            return sheet_of_one(read(record.raw), self._name_of, unsaved)
        records = self._records()
        places = [data.workspace_name(one.workspace_id) for one in records]
        unsaved = sum(len(data.staged.edits(one.id)) for one in records)
        held = [read(one.raw) for one in records]
        return sheet_of_several(held, places, self._name_of, unsaved)
