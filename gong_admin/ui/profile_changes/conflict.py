"""Somebody else changed the profile meanwhile: as loaded, theirs, yours, and what shall hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.profiles.editing import (
    EDITABLE,
    Edits,
    SettingChange,
    same,
    settable,
    value_at,
)
from gong_admin.services.profiles.reading import Reading, Value
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.services.profiles.table import NameOf
from gong_admin.services.words import counted
from gong_admin.ui.profile_changes.review import value_text
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator, tight
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.reading_order import tab_stops
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.segmented import Segmented

Side = Literal["theirs", "yours"]
Choices = Mapping[str, Side]

NOTHING = "–"
ONLY_YOU = translate("profiles", "only you changed it")
_WIDTH = 880  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """One setting in words. `choice` is what holds unless the person says otherwise, "" where
    they have to say; `fixed` where there is nothing to choose, with the reason in a few words."""

    key: str
    title: str
    loaded: str
    theirs: str
    yours: str
    choice: Side | Literal[""]
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A profile that is not what it was when it was loaded. `rows` are all that differ."""

    name: str
    rows: Sequence[ConflictRow]


def conflict_of(
    loaded: Reading, theirs: Sequence[SettingChange], edits: Edits, names: NameOf
) -> Conflict:
    """`theirs` is what changed since `loaded`, `edits` what was to be saved on top of that."""
    changed = {change.key: change for change in theirs}
    rows = []
    for key in (*EDITABLE, *(key for key in changed if key not in EDITABLE)):
        if key in changed or key in edits:
            rows.append(_row(key, loaded, changed.get(key), edits, names))
    # First what has to be decided.
    rows.sort(key=lambda row: (row.choice != "", bool(row.fixed)))
    return Conflict(loaded.name.strip() or loaded.id, rows)


def _row(
    key: str, loaded: Reading, change: SettingChange | None, edits: Edits, names: NameOf
) -> ConflictRow:
    setting = BY_KEY.get(key)
    if change is not None and key not in EDITABLE:
        before, after = _json(change.before), _json(change.after)
        return ConflictRow(
            key, key, before, after, NOTHING, "theirs", translate("profiles", "kept")
        )
    was = value_at(loaded, key)
    now = change.after if change is not None else was
    mine = edits.get(key, was)

    def text(value: Value) -> str:
        return value_text(key, value, setting, names)

    title = change.title if change is not None else SettingChange(key, was, now).title
    choice: Side | Literal[""] = ""
    fixed = ""
    if key not in edits:
        choice = "theirs"
        fixed = "" if settable(key, was) else translate("profiles", "kept")
    elif change is None:
        choice, fixed = "yours", ONLY_YOU
    elif same(now, mine):
        choice, fixed = "theirs", translate("profiles", "the same")
    return ConflictRow(key, title, text(was), text(now), text(mine), choice, fixed)


def resolved(
    loaded: Reading, theirs: Sequence[SettingChange], edits: Edits, choices: Choices
) -> Edits:
    """The edits to put on top of theirs: yours where they were chosen, and what was loaded where
    that shall hold again."""
    changed = {change.key for change in theirs}
    wanted = {key: value for key, value in edits.items() if choices.get(key, "yours") == "yours"}
    for key, side in choices.items():
        if side == "yours" and key in changed and key not in edits and key in EDITABLE:
            wanted[key] = value_at(loaded, key)
    return wanted


def _json(value: Value) -> str:
    return str(value) if value is not None else translate("profiles", "Not there")


class ConflictDialog(Dialog):
    """Shows a `Conflict`; `choices()` after it was accepted. What is not decided keeps it from
    being accepted."""

    def __init__(self, parent: QWidget | None, conflict: Conflict) -> None:
        super().__init__(
            parent,
            self.tr("{0} was changed by somebody else").format(conflict.name),
            width=dialog_width(_WIDTH),
        )
        self._rows = conflict.rows
        self._switches: dict[str, Segmented] = {}
        self._open = sum(1 for row in conflict.rows if not row.choice)
        self.leave_ring_room()
        self.add_flush(Label(self._explained(), "body", tone="text2", wrap=True))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        column.addWidget(self._table())
        column.addStretch(1)
        area = FittingScrollArea(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self._add_foot()
        self._check()

    def choices(self) -> dict[str, Side]:
        """What shall hold, for each setting where there was something to choose or that is
        fixed."""
        found: dict[str, Side] = {}
        for row in self._rows:
            switch = self._switches.get(row.key)
            value = switch.value() if switch is not None else row.choice
            found[row.key] = "yours" if value == "yours" else "theirs"
        return found

    def _explained(self) -> str:
        theirs = sum(1 for row in self._rows if row.fixed != ONLY_YOU)
        since = self.tr("Since it was loaded, {0} changed in Gong. Nothing has been sent.").format(
            counted(theirs, "setting")
        )
        if not self._open:
            decide = self.tr("You changed none of them.")
        elif self._open == 1:
            decide = self.tr("One of them you changed too: choose whose value to keep.")
        else:
            decide = self.tr(
                "{0} of them you changed too: choose for each whose value to keep."
            ).format(f"{self._open:,}")
        return f"{since} {decide}"

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        tight(grid)
        grid.setHorizontalSpacing(theme.space.l)
        for column, share in enumerate((4, 3, 3, 3)):
            grid.setColumnStretch(column, share)
        titles = [
            self.tr("Setting"),
            self.tr("As loaded"),
            self.tr("Theirs now"),
            self.tr("Yours"),
            self.tr("Keep"),
        ]
        for column, title in enumerate(titles):
            grid.addWidget(Label(title, "secondary_medium"), 0, column)
        grid.setRowMinimumHeight(0, theme.size("row_compact"))
        for index, row in enumerate(self._rows):
            line = 2 * index + 1
            grid.addWidget(Separator(), line, 0, 1, 5)
            self._add(grid, line + 1, row, titles)
        grid.addWidget(Separator(), 2 * len(self._rows) + 1, 0, 1, 5)
        return table

    def _add(self, grid: QGridLayout, line: int, row: ConflictRow, titles: Sequence[str]) -> None:
        grid.setRowMinimumHeight(line, theme.size("setting_row"))
        grid.addWidget(Label(row.title, "strong", wrap=True), line, 0)
        for column, text in enumerate((row.loaded, row.theirs, row.yours), start=1):
            changed = column > 1 and text not in (row.loaded, NOTHING)
            tone = {2: "warn", 3: "accent_text"}[column] if changed else "text2"
            label = Label(text, "strong" if changed else "body", tone=tone, wrap=True)
            label.setAccessibleName(f"{titles[column]}: {text}")
            label.setContentsMargins(0, theme.space.s, 0, theme.space.s)
            grid.addWidget(label, line, column)
        if row.fixed:
            grid.addWidget(Label(row.fixed, "secondary"), line, 4)
            return
        options = (("theirs", self.tr("Theirs")), ("yours", self.tr("Yours")))
        switch = Segmented(options, name=self.tr("Keep for {0}").format(row.title))
        if row.choice:
            switch.set_value(row.choice)
        else:
            switch.clear_value()
        switch.changed.connect(self._check)
        self._switches[row.key] = switch
        grid.addWidget(switch, line, 4)

    def _add_foot(self) -> None:
        if self._open > 1:
            for side, words in (
                ("theirs", self.tr("All theirs")),
                ("yours", self.tr("All yours")),
            ):
                button = self.add_button(words, kind="ghost", left=True)
                button.setProperty("side", side)
                button.clicked.connect(self._choose_all)
        self.add_cancel()
        self.button = self.add_button(self.tr("Continue"), kind="primary", default=True)
        self.button.clicked.connect(self.accept)

    def _choose_all(self) -> None:
        side = str(self.sender().property("side"))
        undecided = {row.key for row in self._rows if not row.choice}
        for key, switch in self._switches.items():
            if key in undecided:
                switch.set_value(side)
        self._check()

    def _check(self) -> None:
        left = sum(1 for switch in self._switches.values() if not switch.value())
        reason = self.tr("Decide for {0} first").format(counted(left, "setting")) if left else ""
        self.button.set_disabled_because(reason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        undecided = next((one for one in self._switches.values() if not one.value()), None)
        stops = tab_stops(undecided) if undecided is not None else []
        (stops[0] if stops else self.button).setFocus()

    def accept(self) -> None:
        # Enter must not get past what is not decided.
        if self.button.isEnabled():
            super().accept()
