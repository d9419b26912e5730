"""One setting as one line: read at a glance, and plainly not a control."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.services.profiles.reading import (
    Reading,
    UnknownSetting,
    companions_note,
    is_on,
    is_risky,
    level_of,
    value_words,
)
from gong_admin.services.profiles.setting import Setting, SettingKind
from gong_admin.services.profiles.settings_catalogue import COMPANIONS
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.panels.profiles.chips import LinkChips
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, tight
from gong_admin.ui.widgets.level_glyph import LevelGlyph
from gong_admin.ui.widgets.pill import paint_pill, pill_width

NameOf = Callable[[Setting, str], str]
_RISK_ICON = "warning-fill"


class Row(QWidget):
    """What all lines share: a line below, and whether a filter lets them through."""

    on = False
    risky = False

    def __init__(self) -> None:
        super().__init__()
        self._haystack = ""
        repaint_on_change(self)

    def fits(self, needle: str, mode: str) -> bool:
        """`needle` is casefolded; `mode` is "all", "on" or "risky"."""
        if (mode == "on" and not self.on) or (mode == "risky" and not self.risky):
            return False
        return all(word in self._haystack for word in needle.split())

    def explain_risk(self, explain: bool) -> None:
        """Say why it is risky in place of what it does."""

    def _searched(self, *words: str) -> None:
        self._haystack = " ".join(words).casefold()

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = QRect(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, theme.colour("separator"))


class _TwoLines(Row):
    """Name with a remark below at the left, a state with its icon at the right."""

    name = ""
    remark = ""
    state = ""
    state_icon = ""
    state_colour = "text"
    icon_colour = "text3"
    name_font = "medium"

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(280, theme.size("setting_row_two_lines") + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, colour = QPainter(self), theme.colour
        body = self.rect().adjusted(0, 0, 0, -1)
        glyph = theme.size("icon")
        # Ticks and dashes stand below one another, whatever the word behind them.
        usual = paint.text_width(self.tr("Off"), theme.font("body"))
        words = max(usual, paint.text_width(self.state, theme.font("body"))) + 2
        words = min(words, self.width() // 2)
        right = QRect(body.right() + 1 - words, 0, words, body.height())
        paint.text(painter, right, self.state, theme.font("body"), colour(self.state_colour))
        if self.state_icon:
            right.setLeft(right.left() - glyph - 6)
            spot = QRect(right.left(), (body.height() - glyph) // 2, glyph, glyph)
            paint_icon(painter, self.state_icon, spot, colour(self.icon_colour), glyph)
        room = right.left() - theme.space.m
        line = theme.font_px("body") + 5
        top = (body.height() - 2 * line) // 2
        font = theme.font(self.name_font)
        wide = min(paint.text_width(self.name, font) + 2, room)
        paint.text(painter, QRect(0, top, wide, line), self.name, font, colour("text"))
        if self.risky:
            words_ = self.tr("Risky")
            left = wide + theme.space.s
            if left + pill_width(words_, _RISK_ICON) <= room:
                area = QRect(left, top, room - left, line)
                paint_pill(painter, area, words_, "danger", _RISK_ICON)
        below = QRect(0, top + line, room, line)
        paint.text(painter, below, self.remark, theme.font("secondary"), colour("text2"))


class SwitchRow(_TwoLines):
    """A switch: on with a tick, off with a dash, or not told."""

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.name, self.remark = setting.name, setting.help

    def explain_risk(self, explain: bool) -> None:
        self.remark = self.setting.risk if explain and self.setting.risk else self.setting.help
        self.update()

    def show_reading(self, reading: Reading) -> None:
        setting, value = self.setting, reading.values[self.setting.key]
        self.on, self.risky = is_on(reading, setting), is_risky(reading, setting)
        self.state = value_words(reading, setting)
        tip = [setting.help, setting.risk, setting.key]
        self.state_colour, self.icon_colour = "text2", "text3"
        if value is True:
            self.state_icon, self.state_colour, self.icon_colour = "check", "text", "ok_mark"
        elif value is False:
            self.state_icon = "minus"
        else:
            self.state_icon = "question"
            tip.insert(1, self.tr("Gong did not say whether this is on or off."))
        risk = f"{self.tr('Risky')}. {setting.risk}" if self.risky else ""
        self.setAccessibleName(f"{setting.name}: {self.state}")
        self.setAccessibleDescription(f"{setting.help} {risk}".strip())
        self.setToolTip("\n".join(part for part in tip if part))
        self._searched(setting.name, setting.help, setting.risk, setting.key, self.state)
        self.update()


class UnknownRow(_TwoLines):
    """Something Gong sent that this program has no name for: its own name and its JSON."""

    name_font = "mono"

    def __init__(self, unknown: UnknownSetting) -> None:
        super().__init__()
        self.name, self.state = unknown.key, unknown.value
        self.remark = self.tr("Kept as Gong sent it.")
        self.on = unknown.value not in ("false", "null", '""', "[]", "{}", '"none"')
        self.setAccessibleName(f"{unknown.key}: {unknown.value}")
        self.setToolTip(f"{unknown.key}\n{unknown.value}")
        self._searched(unknown.key, unknown.value)


class AccessRow(Row):
    """A level with what it means, and the leads or folders that go with it."""

    person_opened = Signal(str)
    folder_opened = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self._companion = COMPANIONS[setting.key]
        folders = self._companion.kind is SettingKind.FOLDERS
        self._glyph = LevelGlyph(0, "")
        self._meaning = Label("", "secondary", wrap=True)
        self.chips = LinkChips(folders=folders)
        self.chips.opened.connect(self.folder_opened if folders else self.person_opened)
        self._note = QWidget()
        note = QHBoxLayout(self._note)
        tight(note, theme.space.s - 2)
        self._note_words = Label("", "secondary", tone="warn", wrap=True)
        note.addWidget(IconLabel("warning-fill", "warn_mark"), 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self._note_words, 1)
        left, right = QVBoxLayout(), QVBoxLayout()
        tight(left, 1)
        tight(right, theme.space.xxs)
        name = Label(setting.name, "medium")
        left.addWidget(name)
        left.addWidget(Label(setting.help, "secondary", wrap=True))
        left.addStretch(1)
        state = QHBoxLayout()
        tight(state, theme.space.s)
        state.addWidget(self._glyph)
        state.addStretch(1)
        right.addLayout(state)
        right.addWidget(self._meaning)
        right.addWidget(self.chips)
        right.addWidget(self._note)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 5, 0, 6)
        grid.setHorizontalSpacing(theme.space.l)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 5)
        grid.setRowStretch(1, 1)
        self.setToolTip(setting.key)

    def show_reading(self, reading: Reading, name_of: NameOf) -> None:
        setting = self.setting
        value = reading.values[setting.key]
        level = level_of(setting, value)
        self.on, self.risky = is_on(reading, setting), is_risky(reading, setting)
        words = value_words(reading, setting)
        self._glyph.set_level(level.bars if level else 0, words)
        if level:
            meaning = level.meaning
        elif value is None:
            meaning = self.tr("Gong did not say")
        else:
            meaning = self.tr("a level that this program does not know")
        self._meaning.setText(meaning[:1].upper() + meaning[1:] + ".")
        ids = reading.ids(self._companion.key)
        entries = [(one, name_of(self._companion, one)) for one in ids]
        self.chips.show_entries(entries)
        note = companions_note(reading, setting)
        self._note_words.setText(note)
        self._note.setVisible(bool(note))
        names = ", ".join(name for _id, name in entries)
        self.setAccessibleName(f"{setting.name}: {words}" + (f" ({names})" if names else ""))
        self.setAccessibleDescription(f"{setting.help} {meaning} {note}".strip())
        keys = f"{setting.key} {self._companion.key}"
        self._searched(setting.name, setting.help, keys, words, meaning, names, note, *ids)
