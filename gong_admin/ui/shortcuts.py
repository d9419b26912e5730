"""All shortcuts in one place (F1), read from the window's own commands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.ui.commands import Command
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import KeyCaps, Label, tight
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.scroll import FittingScrollArea

_WIDTH = 520

# What parts of the window do with keys of their own, while they have the focus.
_TABLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (translate("shortcuts", "Next or previous row"), ("Up", "Down")),
    (translate("shortcuts", "First or last row"), ("Home", "End")),
    (translate("shortcuts", "Next or previous column"), ("Right", "Left")),
    (translate("shortcuts", "Sort, width and more of the column"), ("Alt+Down",)),
    (translate("shortcuts", "Show the record"), ("Space",)),
    (translate("shortcuts", "Open the record"), ("Enter",)),
    (translate("shortcuts", "Copy cells"), ("Ctrl+C",)),
    (translate("shortcuts", "Copy the id"), ("Ctrl+Shift+C",)),
    (translate("shortcuts", "Select all"), ("Ctrl+A",)),
    (translate("shortcuts", "Clear the filter"), ("Esc",)),
)
_EDITOR: tuple[tuple[str, tuple[str, ...]], ...] = (
    (translate("shortcuts", "First setting that the filter shows"), ("Enter",)),
    (translate("shortcuts", "Undo"), ("Ctrl+Z",)),
    (translate("shortcuts", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    (translate("shortcuts", "Change name and description"), ("F2",)),
    (translate("shortcuts", "Review and save"), ("Ctrl+S",)),
)
_MATRIX: tuple[tuple[str, tuple[str, ...]], ...] = (
    (translate("shortcuts", "Next or previous profile"), ("Right", "Left")),
    (translate("shortcuts", "Change the value"), ("Enter", "F2")),
    (translate("shortcuts", "Turn a switch over"), ("Space",)),
    (translate("shortcuts", "Choose more cells of the row"), ("Shift+Right", "Shift+Left")),
    (translate("shortcuts", "Take an edit back"), ("Del",)),
    (translate("shortcuts", "What else can be done with the value"), ("Menu",)),
    (translate("shortcuts", "What can be done with the profile"), ("Alt+Down",)),
    (translate("shortcuts", "Fold or unfold a group"), ("Space",)),
    (translate("shortcuts", "Copy cells"), ("Ctrl+C",)),
    (translate("shortcuts", "Undo"), ("Ctrl+Z",)),
    (translate("shortcuts", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y")),
    (translate("shortcuts", "Review and save all edited profiles"), ("Ctrl+S",)),
)


class ShortcutsDialog(Dialog):
    """Lists `commands` that have a shortcut under their groups, and the keys of tables, of the
    editor of profiles and of their comparison."""

    def __init__(self, parent: QWidget | None, commands: Iterable[Command]) -> None:
        super().__init__(parent, self.tr("Shortcuts"), width=dialog_width(_WIDTH))
        self._rows: list[tuple[str, str, tuple[str, ...]]] = [
            (command.group, command.title, (command.shortcut,))
            for command in commands
            if command.shortcut
        ]
        in_tables = self.tr("In a table")
        self._rows += [(in_tables, title, keys) for title, keys in _TABLES]
        in_editor = self.tr("In a permission profile")
        self._rows += [(in_editor, title, keys) for title, keys in _EDITOR]
        in_matrix = self.tr("In a comparison of profiles")
        self._rows += [(in_matrix, title, keys) for title, keys in _MATRIX]
        self.field = SearchField(self.tr("Find a shortcut"))
        self.field.textChanged.connect(self._fill)
        self.body.addWidget(self.field)
        self._area: FittingScrollArea | None = None
        self.add_cancel(self.tr("Close"))
        self._fill("")
        self.field.setFocus()

    def titles(self) -> list[str]:
        """What is listed now, in order."""
        return [title for _, title, _ in self._found]

    def _fill(self, needle: str) -> None:
        wanted = needle.strip().casefold()
        self._found = [
            row for row in self._rows if wanted in f"{row[1]} {' '.join(row[2])}".casefold()
        ]
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column)
        column.setSpacing(theme.space.s)
        group, grid = "", QGridLayout()
        for name, title, keys in self._found:
            if name != group:
                if group:
                    column.addSpacing(theme.space.s)
                group, grid = name, QGridLayout()
                grid.setHorizontalSpacing(theme.space.m)
                grid.setVerticalSpacing(theme.space.s)
                grid.setColumnStretch(0, 1)
                column.addWidget(Heading(name))
                column.addLayout(grid)
            row = grid.rowCount()
            grid.addWidget(Label(title, "body", tone="text2"), row, 0)
            caps = QHBoxLayout()
            tight(caps, theme.space.s)
            caps.addStretch(1)
            for key in keys:
                caps.addWidget(KeyCaps(key))
            grid.addLayout(caps, row, 1)
        if not self._found:
            column.addWidget(Label(self.tr("No shortcut matches"), "secondary"))
        column.addStretch(1)
        if self._area is None:
            self._area = FittingScrollArea(content)
            self.body.addWidget(self._area, 1)
        else:
            # The dialog keeps its height while one types.
            self._area.show_content(content)
