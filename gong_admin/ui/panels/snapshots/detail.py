"""The pane at the right: one difference in full, and what the snapshot is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.text import date_text, exact_text
from gong_admin.runtime.language import translate
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.snapshots.comparing import Area
from gong_admin.services.snapshots.store import Entry
from gong_admin.ui.panels.snapshots.rows import Row, area_words
from gong_admin.ui.panels.snapshots.side import facts_of, title_of
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint

_PANELS = {
    Area.PROFILE: "profiles",
    Area.SETTING: "profiles",
    Area.MEMBER: "profiles",
    Area.WORKSPACE: "workspaces",
    Area.FOLDER: "library",
    Area.TRACKER: "trackers",
}


class SnapshotDetail(DetailPane):
    """`followed(panel, id)`: the user wants to see what a difference is about;
    `restore_wanted(whole)`: to take it back, or all that its profile differs in;
    `copied(sentence)` when something is in the clipboard."""

    followed = Signal(str, str)
    restore_wanted = Signal(bool)
    copied = Signal(str)

    def __init__(self) -> None:
        super().__init__(translate("snapshots", "Difference"))
        self._row: Row | None = None
        self.restore_one = Button(self.tr("Restore this"), icon="clock-counter-clockwise")
        self.restore_one.clicked.connect(self._restore_one)
        self.restore_profile = Button(self.tr("Restore the profile"))
        self.restore_profile.clicked.connect(self._restore_profile)
        self._sides = KeyValueList()
        self._hint = Hint("", boxed=True)
        self.facts = KeyValueList()
        self.facts.followed.connect(self._follow)
        self.facts.copied.connect(self._copied)
        self.about = KeyValueList()
        self.about.copied.connect(self._copied)
        self.add_tab("difference", self.tr("Difference"), self._difference_page())
        self.add_tab("about", self.tr("Snapshot"), self.about)
        self.tabs.chosen.connect(self._show_head)
        self._heads: dict[str, tuple[str, str]] = {}

    def _difference_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, theme.space.l)
        column.addWidget(self._sides)
        column.addWidget(self._hint)
        buttons = QHBoxLayout()
        tight(buttons, theme.space.s)
        buttons.addWidget(self.restore_one)
        buttons.addWidget(self.restore_profile)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.facts)
        return page

    def show_snapshot(self, entry: Entry, problems: Sequence[str]) -> None:
        """Say what a snapshot is."""
        about = self.about
        about.clear()
        about.add_section(self.tr("Snapshot"))
        if entry.manifest is not None:
            for label, words in facts_of(entry.manifest):
                about.add(label, words)
            at = entry.manifest.taken_at
            about.add(self.tr("Moment"), date_text(at), tooltip=exact_text(at))
        if entry.about.note:
            about.add_section(self.tr("Note"))
            about.add_full(Label(entry.about.note, wrap=True, selectable=True))
        if problems:
            about.add_section(self.tr("Damage"))
            for problem in problems:
                about.add_full(Label(problem, tone="danger", wrap=True, selectable=True))
        about.add_section(self.tr("Place"))
        about.add(self.tr("Folder"), entry.key, mono=True, copyable=True)
        self._heads["about"] = (title_of(entry), entry.about.note)
        self._show_head(self.tabs.key())

    def show_row(self, row: Row, before_words: str, after_words: str) -> None:
        """Say a difference in full. The words say which moments the two sides are of."""
        self._row = row
        one = row.difference
        self._sides.clear()
        for moment, value in ((before_words, row.before), (after_words, row.after)):
            self._sides.add(moment, value)
        setting = BY_KEY.get(one.key) if one.area is Area.SETTING else None
        words = row.risk or (setting.help if setting is not None else "")
        if one.unknown:
            words = self.tr("A setting that this program has no name for. It can't be restored.")
        elif one.area is Area.MEMBER:
            words = self.tr(
                "Gong's API can't move people to another profile. That is done in Gong or by SCIM."
            )
        elif one.area not in (Area.PROFILE, Area.SETTING):
            words = self.tr("Gong's API can't write this, so it can't be restored from here.")
        self._hint.set_text(words)
        self._hint.setVisible(bool(words))
        facts = self.facts
        facts.clear()
        facts.add_section(self.tr("Where"))
        facts.add(self.tr("Workspace"), row.workspace)
        panel = _PANELS.get(one.area)
        label = area_words(Area.PROFILE if one.area in _IN_PROFILE else one.area)
        if panel is not None:
            facts.add_link(label, row.subject, f"{panel}:{one.subject_id}")
        else:
            facts.add(label, row.subject)
        if one.area is Area.MEMBER:
            facts.add_link(self.tr("Person"), row.title, f"users:{one.key}")
        if one.group:
            facts.add(self.tr("Group"), one.group)
        facts.add_section(self.tr("Identity"))
        facts.add(self.tr("Id"), one.subject_id, mono=True, copyable=True)
        if one.key:
            facts.add(self.tr("Field"), one.key, mono=True, copyable=True)
        self._heads["difference"] = (row.title, row.subject)
        self.tabs.choose("difference")
        self._show_head("difference")

    def show_no_row(self) -> None:
        """No difference is chosen."""
        self._row = None
        self._sides.clear()
        self._sides.add_full(Label(self.tr("Choose a difference in the table."), "secondary"))
        self._hint.hide()
        self.facts.clear()
        self._heads["difference"] = (self.tr("No difference chosen"), "")
        self.tabs.choose("about")
        self._show_head("about")

    def allow_restore(self, one: str, profile: str, *, asks: bool) -> None:
        """Why a setting, or the whole profile, can't be restored; "" where it can. `asks`: the
        lock is closed, and has to be opened first."""
        icon = "lock-simple" if asks else "clock-counter-clockwise"
        self.restore_one.set_icon_name(icon)
        words = self.tr("Changes are locked: you are asked to allow them first") if asks else ""
        for button in (self.restore_one, self.restore_profile):
            button.set_tooltip(words)
        self.restore_one.setVisible(self._row is not None)
        in_profile = self._row is not None and self._row.difference.area in _IN_PROFILE
        self.restore_profile.setVisible(in_profile)
        self.restore_one.set_disabled_because(one)
        self.restore_profile.set_disabled_because(profile)

    def _show_head(self, tab: str) -> None:
        self.set_head(*self._heads.get(tab, ("", "")))

    def _restore_one(self) -> None:
        self.restore_wanted.emit(False)

    def _restore_profile(self) -> None:
        self.restore_wanted.emit(True)

    def _copied(self, value: str) -> None:
        self.copied.emit(self.tr("Copied {0}").format(value))

    def _follow(self, key: str) -> None:
        panel, _, record_id = key.partition(":")
        self.followed.emit(panel, record_id)


_IN_PROFILE = (Area.PROFILE, Area.SETTING, Area.MEMBER)
