"""A profile goes into another workspace: which folders of there stand for its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.select import Select

_WIDTH = 520  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class FolderQuestion:
    """`folders` are the profile's own (id, where it is) that have no counterpart in `workspace`;
    `there` are those to choose from; `matched` is how many have one by their name."""

    profile: str
    workspace: str
    folders: Sequence[tuple[str, str]]
    there: Sequence[tuple[str, str]]
    matched: int


class FolderDialog(Dialog):
    """Asks a `FolderQuestion`; `choices()` after it was accepted: own folder to the other's, ""
    for one that is left out."""

    def __init__(self, parent: QWidget | None, asked: FolderQuestion) -> None:
        title = self.tr("Folders in {0}").format(asked.workspace)
        super().__init__(parent, title, width=dialog_width(_WIDTH))
        said = self.tr(
            "{0} opens folders that have no counterpart of the same name in {1}. Choose what "
            "stands for them there."
        ).format(asked.profile, asked.workspace)
        if asked.matched:
            said += " " + self.tr("{0} found by name.").format(f"{asked.matched:,}")
        else:
            said += " " + self.tr("Without any of them the profile opens no folder there.")
        self.leave_ring_room()
        self.add_flush(Label(said, "body", tone="text2", wrap=True))
        self._selects: dict[str, Select] = {}
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        column.setSpacing(theme.space.m)
        options = [("", self.tr("Leave it out")), *asked.there]
        for folder_id, words in asked.folders:
            select = Select(options, name=words)
            self._selects[folder_id] = select
            column.addWidget(Field(words, select))
        column.addStretch(1)
        area = FittingScrollArea(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self.add_cancel()
        self.button = self.add_button(self.tr("Continue"), kind="primary", default=True)
        self.button.clicked.connect(self.accept)
        next(iter(self._selects.values()), self.button).setFocus()

    def choices(self) -> Mapping[str, str]:
        return {folder_id: select.value() for folder_id, select in self._selects.items()}
