"""All settings of one profile, by groups: filtered as one types, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from gong_admin.services.profiles.editing import IDENTITY_TITLES
from gong_admin.services.profiles.reading import UnknownSetting
from gong_admin.services.profiles.rules import Problem
from gong_admin.services.profiles.setting import GROUP_TITLES, Group
from gong_admin.services.profiles.settings_catalogue import shown_settings
from gong_admin.ui.panels.profiles.access_row import AccessRow
from gong_admin.ui.panels.profiles.rows import (
    GUTTER,
    IdentityRow,
    Row,
    Shown,
    SwitchRow,
    UnknownRow,
)
from gong_admin.ui.panels.profiles.section import Section
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.focus_ring import FocusRing
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import EmptyState, Reason, StateAction

_TWO_COLUMNS_FROM = 560  # pixels that two columns of switches need


class SettingsView(QWidget):
    """`show_profile` fills it, `show_changes` brings single lines up to date.

    `edited(key, value)` for each value the user gives, `pick_wanted(key)` when leads or folders
    shall be chosen, `fixed(edits)` when a way out of a problem is taken. `counted(object)`: how
    many of its lines there are in each mode, after each change. `cleared` when the user wants the
    filter gone because it hides everything.
    """

    edited = Signal(str, object)
    pick_wanted = Signal(str)
    fixed = Signal(object)
    person_opened = Signal(str)
    folder_opened = Signal(str)
    counted = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needle, self._mode, self._columns = "", "all", 2
        self._differing = False
        self._locked = ""
        self._levels = [AccessRow(setting) for setting in shown_settings(Group.ACCESS)]
        for level in self._levels:
            level.person_opened.connect(self.person_opened)
            level.folder_opened.connect(self.folder_opened)
            level.pick_wanted.connect(self.pick_wanted)
        self._switches: list[SwitchRow] = []
        self._sections = [self._section(Group.ACCESS, self._levels)]
        for group in list(Group)[1:]:
            rows = [SwitchRow(setting) for setting in shown_settings(group)]
            self._switches += rows
            self._sections.append(self._section(group, rows))
        self._identity = [IdentityRow(key) for key in IDENTITY_TITLES]
        self._identity_section = Section(
            self.tr("Identity"), self.tr("what the profile is called"), self._identity, whole=True
        )
        self._by_key: dict[str, Row] = {row.key: row for row in self._identity}
        for level in self._levels:
            self._by_key[level.setting.key] = self._by_key[level.companion.key] = level
        for switch in self._switches:
            self._by_key[switch.setting.key] = switch
        for row in (*self._levels, *self._switches):
            row.edited.connect(self.edited)
            row.fixed.connect(self.fixed)
        self._unknown: tuple[UnknownSetting, ...] = ()
        self._unknown_section: Section | None = None
        self._in_sight: frozenset[Row] = frozenset()
        self._with_problems: frozenset[Row] = frozenset()

        content = QWidget()
        self._column = QVBoxLayout(content)
        edge = theme.size("edge_padding_x")
        self._column.setContentsMargins(edge - GUTTER, edge, edge + theme.space.xs, theme.space.xl)
        self._column.setSpacing(theme.space.xl)
        for section in (self._identity_section, *self._sections):
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.area = ScrollArea(content)
        self.area.setAccessibleName(self.tr("Settings of the profile"))
        self.area.setAccessibleDescription(self.tr("Arrow keys scroll"))
        # While nothing can be changed, nothing in it takes the keyboard but the names of leads:
        # so that it scrolls by keys.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self.area, theme.radius.small, inset=3)  # inside: it fills its pane
        self.nothing = EmptyState("")
        self.nothing.action_triggered.connect(self.cleared)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.nothing)
        self.area.viewport().installEventFilter(self)
        theme.changed.connect(self._fit_levels)
        self._fit_levels()

    @staticmethod
    def _section(group: Group, rows: Sequence[Row]) -> Section:
        title, caption = GROUP_TITLES[group]
        return Section(title, caption, rows, whole=group is Group.ACCESS)

    # -- what is shown -------------------------------------------------------------------------

    def show_profile(self, shown: Shown) -> None:
        """Show this profile, every line of it."""
        for row in (*self._identity, *self._levels, *self._switches):
            row.show_profile(shown)
        self._show_unknown(shown.reading.unknown)
        if self._unknown_section is not None:
            for unknown in self._unknown_section.rows:
                unknown.show_profile(shown)
        self._differing = shown.other is not None
        self._count()
        self._arrange()

    def show_changes(self, shown: Shown, keys: Collection[str]) -> None:
        """Bring the lines of these settings up to date. What was in sight stays so, also where it
        does not pass the filter any more: nothing vanishes under the pointer."""
        rows = {self._by_key[key] for key in keys if key in self._by_key}
        for row in rows:
            row.show_profile(shown)
        self._count()
        self._arrange(kept=self._in_sight)

    def show_problems(self, problems: Mapping[str, Sequence[Problem]]) -> None:
        """What is wrong, by the key of the setting."""
        by_row: dict[Row, list[Problem]] = {}
        for key, found in problems.items():
            row = self._by_key.get(key)
            if row is not None:
                by_row.setdefault(row, []).extend(found)
        for row in self._with_problems - by_row.keys():
            row.show_problems(())
        for row, found in by_row.items():
            row.show_problems(found)
        self._with_problems = frozenset(by_row)

    def set_locked(self, reason: str) -> None:
        """Why nothing can be changed now, "" where it can."""
        if reason != self._locked:
            self._locked = reason
            for row in self._by_key.values():
                row.set_locked(reason)

    def set_filter(self, text: str) -> None:
        self._needle = text.strip().casefold()
        self._arrange()

    def set_mode(self, mode: str) -> None:
        """Show "all" settings, those that were "changed" or are "on", or the "risky" ones among
        these."""
        self._mode = mode
        self._arrange()

    def to_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    def enter(self) -> None:
        """Put the keyboard on the first setting in sight that can be changed."""
        for row in self.shown_rows():
            for control in row.controls():
                if control.isEnabled():
                    self._focus(control)
                    return
        self.area.setFocus(Qt.FocusReason.TabFocusReason)

    def reveal(self, key: str) -> None:
        """Scroll to a setting and put the keyboard on it."""
        row = self._by_key.get(key)
        if row is None:
            return
        self.area.keep_visible(row)
        for control in row.controls():
            if control.isEnabled():
                self._focus(control)

    def level_row(self, key: str) -> AccessRow | None:
        """The line that leads or folders stand in."""
        row = self._by_key.get(key)
        return row if isinstance(row, AccessRow) else None

    def rows(self) -> list[Row]:
        """Every line of a setting, whether the filter shows it or not."""
        return [row for section in self._all_sections() for row in section.rows]

    def shown_rows(self) -> list[Row]:
        """The lines that are shown."""
        return [row for row in (*self._identity, *self.rows()) if row in self._in_sight]

    # -- inside --------------------------------------------------------------------------------

    def _focus(self, control: QWidget) -> None:
        # In a segmented control it is the segments that take the focus.
        stops = [control, *control.findChildren(QWidget)]
        for stop in stops:
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus:
                stop.setFocus(Qt.FocusReason.TabFocusReason)
                self.area.keep_visible(stop)
                return

    def _all_sections(self) -> list[Section]:
        extra = [self._unknown_section] if self._unknown_section is not None else []
        return [*self._sections, *extra]

    def _show_unknown(self, unknown: tuple[UnknownSetting, ...]) -> None:
        if unknown == self._unknown:
            return
        self._unknown = unknown
        if self._unknown_section is not None:
            self._column.removeWidget(self._unknown_section)
            self._unknown_section.hide()
            self._unknown_section.deleteLater()
            self._unknown_section = None
        if unknown:
            rows = [UnknownRow(one) for one in unknown]
            title, why = self.tr("New at Gong"), self.tr("sent, but not described by Gong's API")
            self._unknown_section = Section(title, why, rows, whole=False)
            self._column.insertWidget(self._column.count() - 1, self._unknown_section)

    def _count(self) -> None:
        rows = self.rows()
        self.counted.emit(
            {
                "all": len(rows),
                "changed": sum(row.changed for row in (*self._identity, *rows)),
                "on": sum(row.on for row in rows),
                "risky": sum(row.risky for row in rows),
            }
        )

    def _arrange(self, kept: frozenset[Row] = frozenset()) -> None:
        # Why something is risky takes a whole line.
        single = self._mode == "risky"
        in_sight: set[Row] = set()
        for section in (self._identity_section, *self._all_sections()):
            rows = [
                row
                for row in section.rows
                if row in kept or row.fits(self._needle, self._mode, differing=self._differing)
            ]
            for row in rows:
                row.explain_risk(single)
            section.arrange(self._columns, rows, single=single)
            in_sight.update(rows)
        self._in_sight = frozenset(in_sight)
        if not in_sight:
            self._say_nothing()
        self._stack.setCurrentWidget(self.area if in_sight else self.nothing)

    def _say_nothing(self) -> None:
        if self._needle:
            title, text = (
                self.tr("No setting matches"),
                self.tr("None of the {0} settings fits what is set above.").format(
                    len(self.rows())
                ),
            )
        elif self._mode == "risky":
            title, text = (
                self.tr("No risky setting is on"),
                self.tr("Deleting, downloading, exporting, sharing outside: all off."),
            )
        elif self._mode == "changed":
            title, text = (
                self.tr("No setting is changed"),
                self.tr("All of them stand as Gong has them."),
            )
        elif self._differing:
            title, text = (
                self.tr("No setting differs"),
                self.tr("Both profiles allow the same, apart from their names."),
            )
        else:
            title, text = self.tr("Nothing is on"), self.tr("This profile allows nothing.")
        self.nothing.set_content(
            title,
            icon="funnel",
            reasons=[Reason("funnel", self.tr("The filter hides everything"), text)],
            actions=[StateAction("clear", self.tr("Show all settings"), "x", primary=True)],
        )

    def _fit_levels(self) -> None:
        width = max(row.levels.sizeHint().width() for row in self._levels)
        for row in self._levels:
            row.set_level_width(width)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            wide = self.area.viewport().width() - 3 * theme.size("edge_padding_x")
            columns = 2 if wide >= _TWO_COLUMNS_FROM * max(1.0, theme.text_scale) else 1
            if columns != self._columns:
                self._columns = columns
                self._arrange(kept=self._in_sight)
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Page Down shall leave a line of the page before in sight.
        bar = self.area.verticalScrollBar()
        bar.setSingleStep(theme.size("setting_row_two_lines"))
