"""One setting as one line: what it is, what stands there, what stood there before the edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gong_admin.services.profiles.editing import same, title_of, value_at, words
from gong_admin.services.profiles.reading import (
    Reading,
    UnknownSetting,
    is_on,
    is_risky,
    value_words,
)
from gong_admin.services.profiles.rules import Problem
from gong_admin.services.profiles.setting import Setting
from gong_admin.services.profiles.table import NameOf
from gong_admin.ui import paint
from gong_admin.ui.panels.profiles.problems import ProblemList
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.pill import paint_pill, pill_width
from gong_admin.ui.widgets.switch import Switch
from gong_admin.ui.widgets.was import paint_was

GUTTER = 12
"""Pixels at the left of every line, for the dot of an edit."""
_RISK_ICON = "warning-fill"


@dataclass(frozen=True, slots=True)
class Shown:
    """What the lines show: a profile as it was read, and with its edits. `other` is one that it
    is compared with, called `other_name`."""

    original: Reading
    reading: Reading
    name_of: NameOf
    other: Reading | None = None
    other_name: str = ""


class Row(QWidget):
    """What all lines share: a line below, a dot for an edit, and whether a filter lets them
    through. `edited(key, value)` for each value that the user gives."""

    edited = Signal(str, object)
    fixed = Signal(object)

    on = False
    risky = False
    changed = False
    differs = False

    def __init__(self) -> None:
        super().__init__()
        self._haystack = ""
        self._locked = ""
        self._problems: ProblemList | None = None
        repaint_on_change(self)

    def show_profile(self, shown: Shown) -> None:
        """Show what the profile says here."""

    def set_locked(self, reason: str) -> None:
        """Why nothing can be changed now, "" where it can."""

    def controls(self) -> list[QWidget]:
        """What takes the keyboard, the main control first."""
        return []

    def fits(self, needle: str, mode: str, *, differing: bool = False) -> bool:
        """`needle` is casefolded; `mode` is "all", "changed", "on" or "risky"."""
        wanted = {"changed": self.changed, "on": self.on, "risky": self.risky}
        if not wanted.get(mode, True) or (differing and not self.differs):
            return False
        return all(word in self._haystack for word in needle.split())

    def explain_risk(self, explain: bool) -> None:
        """Say why it is risky in place of what it does."""

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Say what is wrong with the value."""
        if self._problems is None:
            if not problems:
                return
            self._problems = ProblemList()
            self._problems.fixed.connect(self.fixed)
            self._add_problems(self._problems)
        self._problems.show_problems(problems, fixable=not self._locked)

    def problem_words(self) -> str:
        return self._problems.words() if self._problems is not None else ""

    def _add_problems(self, problems: ProblemList) -> None:
        """Give the problems their place in the line."""

    def _searched(self, *words: str) -> None:
        self._haystack = " ".join(words).casefold()

    def _dot_at(self) -> int:
        """How far down the dot of an edit stands."""
        return theme.size("setting_row_two_lines") // 2

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        line = QRect(GUTTER, self.height() - 1, self.width() - GUTTER, 1)
        painter.fillRect(line, theme.colour("separator"))
        if self.changed:
            side = theme.size("toggle_dot")
            dot = QRect(0, self._dot_at() - side // 2, side, side)
            paint.box(painter, dot, side / 2, theme.colour("accent"))


class _Line(QWidget):
    """Name with a remark below at the left; a state and a control at the right."""

    def __init__(self, control: QWidget | None = None) -> None:
        super().__init__()
        self.name = self.remark = self.was = self.state = ""
        self.name_font = "medium"
        self.risky = False
        self._control = control
        if control is not None:
            control.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        return QSize(280, theme.size("setting_row_two_lines") + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._control is not None:
            size = self._control.sizeHint()
            right, middle = self.width() - size.width(), (self.height() - size.height()) // 2
            self._control.setGeometry(QRect(right, middle, size.width(), size.height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour = QPainter(self), theme.colour
        tall, end = self.height() - 1, self.width()
        if self._control is not None:
            end -= self._control.width() + theme.space.s
        if self.state:
            wide = min(paint.text_width(self.state, theme.font("body")) + 2, self.width() // 2)
            area = QRect(end - wide, 0, wide, tall)
            paint.text(painter, area, self.state, theme.font("body"), colour("text2"))
            end -= wide
        room = end - theme.space.m
        line = theme.font_px("body") + 5
        top = (tall - 2 * line) // 2
        font = theme.font(self.name_font)
        wide = min(paint.text_width(self.name, font) + 2, room)
        paint.text(painter, QRect(0, top, wide, line), self.name, font, colour("text"))
        if self.risky:
            words, left = self.tr("Risky"), wide + theme.space.s
            if left + pill_width(words, _RISK_ICON) <= room:
                area = QRect(left, top, room - left, line)
                paint_pill(painter, area, words, "danger", _RISK_ICON)
        below = QRect(0, top + line, room, line)
        paint_was(painter, below, self.was, self.remark, self.tr("Was"))


class _LineRow(Row):
    """A row that is one painted line, and problems below it."""

    def __init__(self, control: QWidget | None = None) -> None:
        super().__init__()
        self.line = _Line(control)
        column = self._column = QVBoxLayout(self)
        tight(column)
        column.setContentsMargins(GUTTER, 0, 0, 0)
        column.addWidget(self.line)
        # As high as the one beside it, with its own words at the top.
        column.addStretch(1)
        self.setMinimumWidth(180)

    def _add_problems(self, problems: ProblemList) -> None:
        self._column.insertWidget(1, problems)

    @property
    def name(self) -> str:
        return self.line.name

    @property
    def remark(self) -> str:
        return self.line.remark

    @property
    def state(self) -> str:
        """What a screen reader says of the value."""
        return self._state

    _state = ""


class SwitchRow(_LineRow):
    """A switch, or neither on nor off where Gong did not tell."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.switch = Switch(name=setting.name)
        super().__init__(self.switch)
        self.line.name = setting.name
        self._explained = False
        self._strange = False
        self._compared = ""
        self.switch.toggled.connect(self._toggled)
        self._show_remark()

    def controls(self) -> list[QWidget]:
        return [self.switch]

    def set_locked(self, reason: str) -> None:
        self._locked = reason
        self._apply_lock()

    def _apply_lock(self) -> None:
        odd = self.tr("Gong sent a value that this program does not know. It is kept.")
        reason = self._locked or (odd if self._strange else "")
        self.switch.setEnabled(not reason)
        self.switch.setToolTip(reason)
        self._describe()

    def _describe(self) -> None:
        setting, shown = self.setting, [self.setting.help]
        if self.line.was:
            shown.append(f"{self.tr('Was')} {self.line.was}.")
        if self.risky:
            shown.append(f"{self.tr('Risky')}. {setting.risk}")
        self.setAccessibleDescription(" ".join(shown))
        if not self.switch.isEnabled():
            shown.append(self.switch.toolTip())
        self.switch.setAccessibleDescription(" ".join(shown))

    def explain_risk(self, explain: bool) -> None:
        self._explained = explain
        self._show_remark()

    def _show_remark(self) -> None:
        setting = self.setting
        risk = setting.risk if self._explained else ""
        self.line.remark = self._compared or risk or setting.help
        self.line.update()

    def show_profile(self, shown: Shown) -> None:
        setting, reading = self.setting, shown.reading
        value, before = reading.values[setting.key], shown.original.values[setting.key]
        self.on, self.risky = is_on(reading, setting), is_risky(reading, setting)
        self.changed = not same(value, before)
        self._strange = isinstance(value, str | tuple)
        self._state = value_words(reading, setting)
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(value is True)
        self.switch.blockSignals(blocked)
        line = self.line
        line.state = "" if isinstance(value, bool) else self._state
        line.was = value_words(shown.original, setting) if self.changed else ""
        line.name_font = "strong" if self.changed else "medium"
        line.risky = self.risky
        self._compared = ""
        self.differs = False
        if shown.other is not None:
            self.differs = not same(value, shown.other.values[setting.key])
            words = value_words(shown.other, setting)
            self._compared = f"{shown.other_name}: {words}" if self.differs else ""
        tip = [setting.help, setting.risk, setting.key]
        if value is None:
            tip.insert(1, self.tr("Gong did not say whether this is on or off."))
        was = f", {self.tr('was')} {line.was}" if line.was else ""
        self.setAccessibleName(f"{setting.name}: {self._state}{was}")
        self.setToolTip("\n".join(part for part in tip if part))
        self._searched(setting.name, setting.help, setting.risk, setting.key, self._state)
        self._show_remark()
        self._apply_lock()
        self.update()

    def _toggled(self, on: bool) -> None:
        self.edited.emit(self.setting.key, on)


class UnknownRow(_LineRow):
    """Something Gong sent that this program has no name for: its own name and its JSON."""

    def __init__(self, unknown: UnknownSetting) -> None:
        super().__init__()
        self.key = unknown.key
        self.line.name, self.line.state = unknown.key, unknown.value
        self.line.name_font = "mono"
        self.line.remark = self.tr("Kept as Gong sent it; can't be changed here.")
        self._state = unknown.value
        self.on = unknown.value not in ("false", "null", '""', "[]", "{}", '"none"')
        self.setAccessibleName(f"{unknown.key}: {unknown.value}")
        self.setToolTip(f"{unknown.key}\n{unknown.value}")
        self._searched(unknown.key, unknown.value)

    def show_profile(self, shown: Shown) -> None:
        self.differs = False
        if shown.other is not None:
            theirs = {one.key: one.value for one in shown.other.unknown}
            self.differs = theirs.get(self.key) != self._state


class IdentityRow(_LineRow):
    """Name or description, while it is edited: where everything stands, the header tells them."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self.line.name = title_of(key)

    def show_profile(self, shown: Shown) -> None:
        now, before = value_at(shown.reading, self.key), value_at(shown.original, self.key)
        self.changed = now != before
        line = self.line
        line.state, line.was = words(self.key, now), words(self.key, before)
        line.name_font = "strong" if self.changed else "medium"
        self._state = line.state
        self.setAccessibleName(f"{line.name}: {line.state}, {self.tr('was')} {line.was}")
        self.setToolTip(f"{line.state}\n{self.tr('Was')} {line.was}")
        self._searched(line.name, line.state, line.was, self.key)
        self.update()

    def fits(self, needle: str, mode: str, *, differing: bool = False) -> bool:
        return mode == "changed" and super().fits(needle, mode, differing=differing)
