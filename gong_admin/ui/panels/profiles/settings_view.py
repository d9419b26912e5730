"""All settings of one profile, by groups: filtered as one types, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QSizePolicy,
    QSpacerItem,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from gong_admin.services.profiles.reading import Reading, UnknownSetting
from gong_admin.services.profiles.setting import GROUP_TITLES, Group
from gong_admin.services.profiles.settings_catalogue import SETTINGS, shown_settings
from gong_admin.ui.panels.profiles.rows import AccessRow, NameOf, Row, SwitchRow, UnknownRow
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.focus_ring import FocusRing
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import EmptyState, Reason, StateAction

_TWO_COLUMNS_FROM = 560  # pixels that two columns of switches need


class _Section(QWidget):
    """A heading over the rows of one group that pass the filter."""

    def __init__(self, title: str, caption: str, rows: Sequence[Row], *, whole: bool) -> None:
        """`whole`: each row takes the full width."""
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.rows = tuple(rows)
        for row in rows:
            row.setParent(self)  # shown without a parent, each would be a window
        self._whole = whole
        self._columns = 0
        self._arranged: tuple[Row, ...] = ()
        self._heading = Heading(title, caption)
        self._caption = caption
        self._grid = QGridLayout()
        tight(self._grid)
        self._grid.setHorizontalSpacing(theme.space.xxl + theme.space.m)
        column = QVBoxLayout(self)
        tight(column, theme.space.xs)
        column.addWidget(self._heading)
        column.addLayout(self._grid)

    def arrange(self, columns: int, needle: str, mode: str) -> int:
        """Put the rows that fit into the grid; how many they are."""
        # Why something is risky takes a whole line.
        columns = 1 if self._whole or mode == "risky" else columns
        for row in self.rows:
            row.explain_risk(mode == "risky")
        rows = tuple(row for row in self.rows if row.fits(needle, mode))
        if (columns, rows) != (self._columns, self._arranged):
            while self._grid.takeAt(0) is not None:
                pass  # the widgets stay ours and are put back below, or hidden
            for row in self.rows:
                row.setVisible(row in rows)
            for place, row in enumerate(rows):
                self._grid.addWidget(row, place // columns, place % columns)
            if columns == 2 and len(rows) % 2:
                # Holds the second column open, so that both are as wide in every group.
                self._grid.addItem(QSpacerItem(280, 1), len(rows) // 2, 1)
            for index in range(2):
                self._grid.setColumnStretch(index, 1 if index < columns else 0)
            self._columns, self._arranged = columns, rows
        if not self._caption:
            # What it counts is what stands below it.
            if len(rows) == len(self.rows):
                figure, words = sum(1 for row in rows if row.on), self.tr("{0} of {1} on")
            else:
                figure, words = len(rows), self.tr("{0} of {1} shown")
            self._heading.set_caption(words.format(figure, len(self.rows)))
        self.setVisible(bool(rows))
        return len(rows)


class SettingsView(QWidget):
    """`show_reading` fills it. `counted(all, on, risky)`, of its lines, after each; `cleared`
    when the user wants the filter gone because it hides everything."""

    person_opened = Signal(str)
    folder_opened = Signal(str)
    counted = Signal(int, int, int)
    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needle, self._mode, self._columns = "", "all", 2
        self._levels = [AccessRow(setting) for setting in shown_settings(Group.ACCESS)]
        for level in self._levels:
            level.person_opened.connect(self.person_opened)
            level.folder_opened.connect(self.folder_opened)
        self._switches: list[SwitchRow] = []
        self._sections = [self._section(Group.ACCESS, self._levels)]
        for group in list(Group)[1:]:
            rows = [SwitchRow(setting) for setting in shown_settings(group)]
            self._switches += rows
            self._sections.append(self._section(group, rows))
        self._unknown: tuple[UnknownSetting, ...] = ()
        self._unknown_section: _Section | None = None

        content = QWidget()
        self._column = QVBoxLayout(content)
        edge = theme.size("edge_padding_x")
        self._column.setContentsMargins(edge, edge, edge + theme.space.m, theme.space.xl)
        self._column.setSpacing(theme.space.xl)
        for section in self._sections:
            self._column.addWidget(section)
        self._column.addStretch(1)
        self.area = ScrollArea(content)
        self.area.setAccessibleName(self.tr("Settings of the profile"))
        self.area.setAccessibleDescription(self.tr("Arrow keys scroll"))
        # Nothing in it takes the keyboard but the names of leads: so that it scrolls by keys.
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self.area, theme.radius.small, inset=3)  # inside: it fills its pane
        self.nothing = EmptyState("")
        self.nothing.action_triggered.connect(self.cleared)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.area)
        self._stack.addWidget(self.nothing)
        self.area.viewport().installEventFilter(self)

    @staticmethod
    def _section(group: Group, rows: Sequence[Row]) -> _Section:
        title, caption = GROUP_TITLES[group]
        return _Section(title, caption, rows, whole=group is Group.ACCESS)

    # -- what is shown -------------------------------------------------------------------------

    def show_reading(self, reading: Reading, name_of: NameOf) -> None:
        """Show this profile; `name_of` gives leads and folders their names."""
        for level in self._levels:
            level.show_reading(reading, name_of)
        for switch in self._switches:
            switch.show_reading(reading)
        self._show_unknown(reading.unknown)
        rows = self.rows()
        on, risky = sum(row.on for row in rows), sum(row.risky for row in rows)
        self.counted.emit(len(rows), on, risky)
        self._arrange()

    def set_filter(self, text: str) -> None:
        self._needle = text.strip().casefold()
        self._arrange()

    def set_mode(self, mode: str) -> None:
        """Show "all" settings, those that are "on", or the "risky" ones among these."""
        self._mode = mode
        self._arrange()

    def to_top(self) -> None:
        self.area.verticalScrollBar().setValue(0)

    def rows(self) -> list[Row]:
        """Every line, whether the filter shows it or not."""
        return [row for section in self._all_sections() for row in section.rows]

    def shown_rows(self) -> list[Row]:
        """The lines that pass the filter."""
        return [row for row in self.rows() if row.fits(self._needle, self._mode)]

    # -- inside --------------------------------------------------------------------------------

    def _all_sections(self) -> list[_Section]:
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
            self._unknown_section = _Section(title, why, rows, whole=False)
            self._column.insertWidget(self._column.count() - 1, self._unknown_section)

    def _arrange(self) -> None:
        shown = sum(
            section.arrange(self._columns, self._needle, self._mode)
            for section in self._all_sections()
        )
        if not shown:
            self._say_nothing()
        self._stack.setCurrentWidget(self.area if shown else self.nothing)

    def _say_nothing(self) -> None:
        if self._needle:
            title, text = (
                self.tr("No setting matches"),
                self.tr("None of the {0} values fits what is set above.").format(len(SETTINGS)),
            )
        elif self._mode == "risky":
            title, text = (
                self.tr("No risky setting is on"),
                self.tr("Deleting, downloading, exporting, sharing outside: all off."),
            )
        else:
            title, text = self.tr("Nothing is on"), self.tr("This profile allows nothing.")
        self.nothing.set_content(
            title,
            icon="funnel",
            reasons=[Reason("funnel", self.tr("The filter hides everything"), text)],
            actions=[StateAction("clear", self.tr("Show all settings"), "x", primary=True)],
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            wide = self.area.viewport().width() - 3 * theme.size("edge_padding_x")
            columns = 2 if wide >= _TWO_COLUMNS_FROM * max(1.0, theme.text_scale) else 1
            if columns != self._columns:
                self._columns = columns
                self._arrange()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Page Down shall leave a line of the page before in sight.
        bar = self.area.verticalScrollBar()
        bar.setSingleStep(theme.size("setting_row_two_lines"))
