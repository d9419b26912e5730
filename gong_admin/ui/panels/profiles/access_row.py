"""A level of access as one line: how far it reaches, and the leads or folders that go with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.profiles.editing import same
from gong_admin.services.profiles.reading import (
    Reading,
    companions_note,
    is_on,
    is_risky,
    level_of,
    value_words,
)
from gong_admin.services.profiles.rules import Problem
from gong_admin.services.profiles.setting import (
    LEADS_COUNT_UNDER,
    LEVELS,
    LIBRARY_LEVELS,
    Setting,
    SettingKind,
)
from gong_admin.services.profiles.settings_catalogue import COMPANIONS
from gong_admin.services.words import counted
from gong_admin.ui.panels.profiles.chips import LinkChips
from gong_admin.ui.panels.profiles.problems import ProblemList
from gong_admin.ui.panels.profiles.rows import GUTTER, Row, Shown
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.was import WasLabel

_SPECIFIC = "specific-folders"
_NAME_WIDTH = 170  # pixels that the name needs beside the levels


class AccessRow(Row):
    """`pick_wanted(key)` when leads or folders shall be chosen: the key of their setting."""

    person_opened = Signal(str)
    folder_opened = Signal(str)
    pick_wanted = Signal(str)

    def __init__(self, setting: Setting) -> None:
        super().__init__()
        self.setting = setting
        self.companion = COMPANIONS[setting.key]
        self._folders = self.companion.kind is SettingKind.FOLDERS
        self._ids: tuple[str, ...] = ()
        self._shown: Shown | None = None
        self._wide = True
        self._level_width = 0
        levels = LIBRARY_LEVELS if self._folders else LEVELS
        self._name = ElidedLabel(setting.name, "medium")
        self._remark = WasLabel(setting.help)
        self.levels = Segmented(
            [(level.value, level.word) for level in levels], name=setting.name, equal=True
        )
        for level in levels:
            self.levels.set_tooltip(level.value, level.meaning[:1].upper() + level.meaning[1:])
        self.levels.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.levels.changed.connect(self._chosen)
        self._state = Label("", "secondary", tone="text2", wrap=True)
        self._state.hide()
        words = self.tr("Choose folders") if self._folders else self.tr("Lead")
        self.add_button = Button(words, kind="ghost", icon="plus")
        whose = self.tr("Choose folders") if self._folders else self.tr("Add a lead")
        self.add_button.setAccessibleName(f"{setting.name}: {whose}")
        self.add_button.clicked.connect(self._pick)
        self.chips = LinkChips(folders=self._folders, behind=self.add_button)
        self.chips.opened.connect(self.folder_opened if self._folders else self.person_opened)
        self.chips.removed.connect(self._remove)
        left, right = QVBoxLayout(), QVBoxLayout()
        tight(left, 1)
        tight(right, theme.space.xs)
        left.addWidget(self._name)
        left.addWidget(self._remark)
        left.addStretch(1)
        self._right = QWidget()
        self._right.setLayout(right)
        for part in (self.levels, self._state, self.chips):
            right.addWidget(part)
        right.addStretch(1)
        self._box = QHBoxLayout()
        tight(self._box, theme.space.l)
        self._box.addLayout(left, 1)
        self._box.addWidget(self._right, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(GUTTER, 5, 0, 6)
        column.setSpacing(theme.space.xs)
        column.addLayout(self._box)
        self.setToolTip(f"{setting.help}\n{setting.key}")

    def controls(self) -> list[QWidget]:
        return [self.levels]

    def set_locked(self, reason: str) -> None:
        self._locked = reason
        self.levels.set_disabled_because(reason)
        self.add_button.set_disabled_because(reason)
        self._show_chips()

    # -- what is shown -------------------------------------------------------------------------

    def show_profile(self, shown: Shown) -> None:
        setting, reading, original = self.setting, shown.reading, shown.original
        self._shown = shown
        value, ids = reading.values[setting.key], reading.values[self.companion.key]
        level_changed = not same(value, original.values[setting.key])
        ids_changed = not same(ids, original.values[self.companion.key])
        self.changed = level_changed or ids_changed
        self.on, self.risky = is_on(reading, setting), is_risky(reading, setting)
        level = level_of(setting, value)
        if level is not None:
            self.levels.set_value(level.value)
        else:
            self.levels.clear_value()
        self.levels.set_staged(level_changed)
        self._name.setProperty("role", "strong" if self.changed else "medium")
        self._name.set_tone("")
        was = self._was(original, level_changed=level_changed) if self.changed else ""
        self.differs, compared = self._compare(shown)
        self._remark.set_words(was, compared or setting.help)
        words = value_words(reading, setting)
        if level is not None:
            meaning, odd = level.meaning, ""
        elif value is None:
            meaning = odd = self.tr("Gong did not say which level holds.")
        else:
            meaning = odd = self.tr("{0}: a level that this program does not know.").format(words)
        self._state.setText(odd)
        self._state.setVisible(bool(odd))
        self._ids = reading.ids(self.companion.key)
        self._show_chips()
        note = companions_note(reading, setting)
        names = ", ".join(shown.name_of(self.companion, one) for one in self._ids)
        told = f", {self.tr('was')} {was}" if was else ""
        self.setAccessibleName(f"{setting.name}: {words}" + (f" ({names})" if names else "") + told)
        self.setAccessibleDescription(f"{setting.help} {meaning} {note}".strip())
        self._tell_control()
        keys = f"{setting.key} {self.companion.key}"
        self._searched(setting.name, setting.help, keys, words, meaning, names, note, *self._ids)
        self.update()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        super().show_problems(problems)
        self._tell_control()

    def _tell_control(self) -> None:
        """What a screen reader says of the levels, once they have the keyboard."""
        parts = (self._remark.words(), self.problem_words(), self._locked)
        self.levels.setAccessibleDescription(" ".join(part for part in parts if part))

    def _show_chips(self) -> None:
        if self._shown is None:
            return
        value = self._shown.reading.values[self.setting.key]
        counts = value == (_SPECIFIC if self._folders else LEADS_COUNT_UNDER)
        names = [(one, self._shown.name_of(self.companion, one)) for one in self._ids]
        free = not self._locked
        self.chips.show_entries(names, removable=free, offers=counts or bool(names and free))

    def _was(self, original: Reading, *, level_changed: bool) -> str:
        """The value before, in words: the level, and the leads where it is they that differ."""
        words = value_words(original, self.setting)
        value = original.values[self.setting.key]
        count = len(original.ids(self.companion.key))
        counts = value == (_SPECIFIC if self._folders else LEADS_COUNT_UNDER)
        if level_changed or (counts and count):
            return words
        noun = "folder" if self._folders else "lead"
        return counted(count, noun) if count else translate("profiles", "no {0}s").format(noun)

    def _compare(self, shown: Shown) -> tuple[bool, str]:
        other, setting = shown.other, self.setting
        if other is None:
            return False, ""
        keys = (setting.key, self.companion.key)
        if all(same(shown.reading.values[key], other.values[key]) for key in keys):
            return False, ""
        return True, f"{shown.other_name}: {value_words(other, setting)}"

    # -- what the user does --------------------------------------------------------------------

    def _chosen(self, level: str) -> None:
        self.edited.emit(self.setting.key, level)

    def _remove(self, one: str) -> None:
        self.edited.emit(self.companion.key, tuple(each for each in self._ids if each != one))

    def _pick(self) -> None:
        self.pick_wanted.emit(self.companion.key)

    # -- layout --------------------------------------------------------------------------------

    def _add_problems(self, problems: ProblemList) -> None:
        layout = self._right.layout()
        if layout is not None:
            layout.addWidget(problems)

    def set_level_width(self, width: int) -> None:
        """As wide as the levels of the other lines."""
        self._level_width = width
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        # Narrower than its parts side by side: they go below one another then.
        return QSize(200, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - GUTTER
        needed = self._level_width + theme.space.l + _NAME_WIDTH * max(1.0, theme.text_scale)
        wide = room >= needed
        if wide != self._wide:
            self._wide = wide
            way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            self._box.setDirection(way)
            self._box.setSpacing(theme.space.l if wide else theme.space.xs)
        # Below the name it takes the whole line: how high it gets is asked for that width.
        self._right.setFixedWidth(max(100, self._level_width if wide else room))

    def _dot_at(self) -> int:
        return 5 + theme.font_px("body") // 2 + 3
