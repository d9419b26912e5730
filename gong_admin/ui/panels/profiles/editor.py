"""Editing the profile shown: every change is staged, marked, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QAction, QKeySequence

from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.editing import (
    DESCRIPTION,
    NAME,
    Edits,
    SettingChange,
    title_of,
    value_at,
)
from gong_admin.services.profiles.reading import Value
from gong_admin.services.profiles.rules import Problem, errors, problems
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.profiles.table import NameOf
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.profiles.changes_pane import StagedChange
from gong_admin.ui.panels.profiles.chooser import Chooser
from gong_admin.ui.panels.profiles.identity_dialog import IdentityDialog
from gong_admin.ui.panels.profiles.offers import Offers
from gong_admin.ui.panels.profiles.rows import Shown
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.profile_changes.review import change_line, value_text
from gong_admin.ui.profile_changes.saver import folders_known_in

_CALLS_TO_SAVE = 2  # it is read right before it is written


class ProfileEditor:
    """Shows one profile with its edits, and takes the user's. `show` tells it which one, and
    `on_marked(profile_id)` tells that the list says something else of one."""

    def __init__(
        self,
        context: PanelContext,
        view: ProfilesView,
        name_of: NameOf,
        member_count: Callable[[str], int | None],
    ) -> None:
        self.on_marked: Callable[[str], None] = _nothing
        self.on_save: Callable[[], None] = _nothing
        self._context = context
        self._view = view
        self._name_of = name_of
        self._member_count = member_count
        self._staged = context.data.staged
        self._record: ProfileRecord | None = None
        self._shown: Shown | None = None
        self._edits: Edits = {}
        self._other = ""
        self._saving = False
        self._found: tuple[Problem, ...] = ()
        self.offers = Offers(context.data, view)
        self.chooser = Chooser(context.data, view, self._give)
        self.undo_action = self._action(translate("profiles", "Undo"), "Ctrl+Z", self.undo)
        self.redo_action = self._action(
            translate("profiles", "Redo"), "Ctrl+Shift+Z", self.redo, "Ctrl+Y"
        )
        self.save_action = self._action(
            translate("profiles", "Review and save"), "Ctrl+S", self.save
        )
        self.rename_action = self._action(
            translate("profiles", "Change name and description…"), "F2", self.rename
        )
        self._connect()

    def _connect(self) -> None:
        view = self._view
        view.settings_view.edited.connect(self._give)
        view.settings_view.fixed.connect(self._fix)
        view.settings_view.pick_wanted.connect(self._pick)
        view.identity_problems.fixed.connect(self._fix)
        view.detail.changes.reset.connect(self._reset_one)
        view.save_bar.reset_wanted.connect(self.reset)
        view.save_bar.save_wanted.connect(self.save)
        view.save_bar.problem_wanted.connect(self._show_first_problem)
        view.undo_button.clicked.connect(self.undo)
        view.redo_button.clicked.connect(self.redo)
        view.rename_button.clicked.connect(self.rename)
        view.differs.changed.connect(self._compare)
        self._staged.changed.connect(self._staged_changed)
        self.show_lock()

    def _action(self, title: str, keys: str, run: Callable[[], None], more: str = "") -> QAction:
        """Something of the panel with keys of its own: they work while it is in front."""
        action = QAction(title, self._view)
        action.setShortcuts([QKeySequence(each) for each in (keys, more) if each])
        action.triggered.connect(run)
        self._view.addAction(action)
        return action

    def actions(self) -> list[QAction]:
        return [self.undo_action, self.redo_action, self.save_action, self.rename_action]

    def close(self) -> None:
        self._staged.changed.disconnect(self._staged_changed)
        self.offers.close()
        self.chooser.close()

    # -- what is shown -------------------------------------------------------------------------

    def show(self, record: ProfileRecord | None, *, moved: bool) -> None:
        """Show this profile, all of it; `moved` when it is another than before."""
        self._record = record
        if record is None:
            self._shown, self._edits = None, {}
            self._show_commands()
            self.offers.show(None)
            return
        if self._other == record.id:
            self._other = ""
        if moved:
            self.chooser.close_popup()
        self._shown = self._make_shown(record)
        self._edits = self._staged.edits(record.id)
        self._view.show_profile(self._shown, moved=moved)
        if moved and self._edits:
            self._view.detail.tabs.choose("changes")
        self._show_edits()

    def show_others(self, others: Mapping[str, str]) -> None:
        """The profiles that the one shown can be compared with: names by their ids."""
        if self._other not in others:
            self._other = ""
        self._view.show_others(tuple(others.items()), self._other)

    def show_lock(self) -> None:
        """Whether anything may be changed now."""
        self._view.set_locked(self.locked(), self.locked_for_good())
        if self.locked():
            self.chooser.close_popup()
        self._view.detail.changes.set_locked(self.locked())
        self._show_commands()
        self._show_problems()

    def risky(self, edits: Edits) -> int:
        """How many of these edits turn on something risky."""
        return sum(bool(_risk(key, value)) for key, value in edits.items())

    def locked(self) -> str:
        """Why nothing can be edited now, "" where it can."""
        lock = self._context.session.lock
        closed = (
            ""
            if lock.is_open
            else translate("profiles", "Allow changes first, at the top right (Ctrl+L).")
        )
        return self.locked_for_good() or closed

    def locked_for_good(self) -> str:
        """Why nothing can be written at all. Whoever writes asks about a lock that is only
        closed."""
        if self._context.session.lock.read_only:
            return translate(
                "profiles",
                "This connection is kept read-only. Edit the connection to allow changes.",
            )
        return ""

    def _make_shown(self, record: ProfileRecord) -> Shown:
        other = self._context.data.profiles.get(self._other)
        return Shown(
            self._staged.original(record),
            self._staged.reading(record),
            self._name_of,
            self._staged.reading(other) if other is not None else None,
            (other.profile.name or "").strip() or other.id if other is not None else "",
        )

    def _staged_changed(self, profile_id: str) -> None:
        """Edits were made, here or elsewhere: bring what shows them up to date."""
        if not self._view.isVisible():
            return  # shown anew with the panel
        self.on_marked(profile_id)
        self.offers.show_gone()
        record = self._record
        if record is None or profile_id not in ("", record.id):
            return
        before, shown, edits = self._shown, self._make_shown(record), self._staged.edits(record.id)
        self._shown, old, self._edits = shown, self._edits, edits
        if before is None or before.original != shown.original:
            self._view.show_profile(shown, moved=False)
        else:
            keys = {key for key in (*old, *edits) if old.get(key) != edits.get(key)}
            keys |= old.keys() ^ edits.keys()
            self._view.settings_view.show_changes(shown, keys)
            if keys & {NAME, DESCRIPTION}:
                self._view.show_identity(shown)
        if edits and not old:
            self._view.detail.tabs.choose("changes")
        self.chooser.show_chosen(shown.reading)
        self._show_edits()

    def _show_edits(self) -> None:
        """The cards, the bar at the bottom, what can be undone, what is wrong."""
        view, edits = self._view, self._edits
        view.detail.changes.show_changes([self._card(key) for key in edits])
        view.detail.tabs.set_count("changes", len(edits) or None)
        mine = self._record.id if self._record is not None else ""
        # How many people it touches is read for the review, unless that is known.
        calls = _CALLS_TO_SAVE + (self._member_count(mine) is None)
        view.save_bar.show_edits(len(edits), self.risky(edits), calls)
        self._show_commands()
        self._show_problems()
        self.offers.show(self._record)

    def _card(self, key: str) -> StagedChange:
        shown = self._shown
        assert shown is not None
        change = SettingChange(key, value_at(shown.original, key), value_at(shown.reading, key))
        line = change_line(change, self._name_of, (shown.original, shown.reading))
        note = line.note
        if not note and change.setting is not None and self._record is not None:
            count = self._member_count(self._record.id)
            note = (
                translate("profiles", "Touches {0}").format(counted(count, "member"))
                if count
                else ""
            )
        risk = line.note if line.risky else ""
        return StagedChange(key, line.setting, line.before, line.after, "" if risk else note, risk)

    def _words(self, key: str, value: Value) -> str:
        return value_text(key, value, BY_KEY.get(key), self._name_of)

    def _show_commands(self) -> None:
        view, staged = self._view, self._staged
        mine = self._record.id if self._record is not None else ""
        can_undo, can_redo = bool(mine) and staged.can_undo(mine), False
        if mine:
            can_redo = staged.can_redo(mine)
        undo = (
            translate("profiles", "Undo: {0}").format(staged.undo_text(mine))
            if can_undo
            else translate("profiles", "Undo")
        )
        redo = (
            translate("profiles", "Redo: {0}").format(staged.redo_text(mine))
            if can_redo
            else translate("profiles", "Redo")
        )
        view.undo_button.set_name(undo, "Ctrl+Z")
        view.undo_button.set_disabled_because(
            "" if can_undo else translate("profiles", "Nothing to undo")
        )
        view.redo_button.set_name(redo, "Ctrl+Shift+Z")
        view.redo_button.set_disabled_because(
            "" if can_redo else translate("profiles", "Nothing to redo")
        )
        for_good = self.locked_for_good()
        view.save_bar.set_state(saving=self._saving, locked=for_good)
        self.undo_action.setEnabled(can_undo)
        self.redo_action.setEnabled(can_redo)
        self.save_action.setEnabled(bool(self._edits) and not self._saving and not for_good)
        self.rename_action.setEnabled(bool(mine) and not self.locked())

    def _show_problems(self) -> None:
        record, shown, data = self._record, self._shown, self._context.data
        if record is None or shown is None:
            return
        self._found = problems(
            shown.original,
            self._edits,
            other_names=self._other_names(record),
            known_users=self._knows_user if data.users.complete else None,
            known_folders=folders_known_in(data, record.workspace_id),
        )
        by_key: dict[str, list[Problem]] = {}
        for problem in self._found:
            by_key.setdefault(problem.key, []).append(problem)
        identity = by_key.pop(NAME, []) + by_key.pop(DESCRIPTION, [])
        self._view.show_identity_problems(identity, fixable=not self.locked())
        self._view.settings_view.show_problems(by_key)
        self._view.save_bar.show_problems(len(errors(self._found)))

    def _other_names(self, record: ProfileRecord) -> list[str]:
        """What the other profiles of the workspace are called, their staged names included."""
        others = self._context.data.profiles_in(record.workspace_id)
        return [
            str(self._staged.edits(one.id).get(NAME, one.profile.name or ""))
            for one in others
            if one.id != record.id
        ]

    def _knows_user(self, user_id: str) -> bool:
        return self._context.data.users.get(user_id) is not None

    # -- edits ---------------------------------------------------------------------------------

    def _give(self, key: str, value: Value) -> None:
        """A setting was given a value."""
        if self._record is not None and not self.locked():
            told = f"{title_of(key)}: {self._words(key, value)}"
            self._staged.edit(self._record, {key: value}, told)

    def _fix(self, edits: Edits) -> None:
        if self._record is not None and edits and not self.locked():
            keys = list(edits)
            first = title_of(keys[0])
            more = translate("profiles", "{0} and {1} more").format(first, len(keys) - 1)
            self._staged.edit(self._record, edits, more if len(keys) > 1 else first)

    def _pick(self, key: str) -> None:
        if self._record is not None and self._shown is not None:
            self.chooser.open(key, self._record, self._shown.reading)

    def undo(self) -> None:
        if self._record is not None:
            self._staged.undo(self._record.id)

    def redo(self) -> None:
        if self._record is not None:
            self._staged.redo(self._record.id)

    def reset(self) -> None:
        """Take back all edits of the profile shown; undo brings them back."""
        if self._record is not None:
            self._staged.reset(self._record.id)

    def _reset_one(self, key: str) -> None:
        if self._record is not None:
            self._staged.reset(self._record.id, key)

    def rename(self) -> None:
        """Edit name and description."""
        if self._record is None or self._shown is None or self.locked():
            return
        reading = self._shown.reading
        dialog = IdentityDialog(
            self._view, reading.name, reading.description, self._problem_of_name
        )
        dialog.staged.connect(self._renamed)
        dialog.open()

    def _problem_of_name(self, name: str) -> str:
        record, shown = self._record, self._shown
        if record is None or shown is None:
            return ""
        edits = {NAME: name}
        found = problems(shown.original, edits, other_names=self._other_names(record))
        return next((one.text for one in errors(found) if one.key == NAME), "")

    def _renamed(self, name: str, description: str) -> None:
        if self._record is not None and not self.locked():
            given: dict[str, Value] = {NAME: name, DESCRIPTION: description}
            self._staged.edit(self._record, given, translate("profiles", "Name: {0}").format(name))

    def _compare(self, profile_id: str) -> None:
        mine = self._record.id if self._record is not None else ""
        self._other = profile_id if profile_id != mine else ""
        self._view.differs.set_value(self._other)
        if self._record is not None:
            self._shown = self._make_shown(self._record)
            self._view.settings_view.show_profile(self._shown)
            self._show_problems()

    # -- saving --------------------------------------------------------------------------------

    def save(self) -> None:
        """Review the edits and save them. What keeps them from being saved is brought to sight."""
        if self._edits and not self._saving:
            if errors(self._found):
                self._show_first_problem()
            else:
                self.on_save()

    def _show_first_problem(self) -> None:
        key = errors(self._found)[0].key
        if key in (NAME, DESCRIPTION):
            self.rename()
        else:
            self._view.clear_filter()
            self._view.settings_view.reveal(key)

    def set_saving(self, saving: bool) -> None:
        """Whether a save is under way: no second one is begun meanwhile."""
        self._saving = saving
        self._show_commands()


def _risk(key: str, value: Value) -> str:
    """Why an edit deserves a second look, "" for most: only what is turned on does."""
    setting = BY_KEY.get(key)
    on = value is True or (isinstance(value, str) and value != "none")
    return setting.risk if setting is not None and on else ""


def _nothing(*_told: object) -> None:
    """Nobody wants to know, or saves."""
