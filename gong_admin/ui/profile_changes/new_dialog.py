"""Asking for a new profile: what it is called, where it lives, what it starts from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.links import GONG_PERMISSION_PROFILES, open_page
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit, TextArea
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.states import Hint

_WIDTH = 520  # pixels at 100 %


@dataclass(frozen=True, slots=True)
class NewProfile:
    """What is asked. `workspaces` and `likes` are (id, words); one of `likes` is what the
    profile starts from, "" for nothing. With `several`, any number of workspaces may be chosen.

    `names` are the names that are taken, by workspace. `home` is the workspace in which the
    profile needs another name than its original, `name` there, `name_elsewhere` in others.
    """

    title: str
    workspaces: Sequence[tuple[str, str]]
    chosen: Collection[str]
    names: Mapping[str, Collection[str]]
    name: str = ""
    name_elsewhere: str = ""
    home: str = ""
    description: str = ""
    likes: Sequence[tuple[str, str]] = ()
    like: str = ""
    several: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was answered."""

    name: str
    description: str
    workspaces: tuple[str, ...]
    like: str = field(default="")


class NewProfileDialog(Dialog):
    """Asks a `NewProfile`; `wanted()` after it was accepted."""

    def __init__(self, parent: QWidget | None, asked: NewProfile) -> None:
        super().__init__(parent, asked.title, width=dialog_width(_WIDTH))
        self._asked = asked
        self._boxes: dict[str, CheckBox] = {}
        self.name = LineEdit(asked.name)
        self._name = Field(self.tr("Name"), self.name)
        self.description = TextArea(asked.description, lines=2)
        self.like: Select | None = None
        self.workspace: Select | None = None
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        column.setSpacing(theme.space.l)
        column.addWidget(self._name)
        column.addWidget(Field(self.tr("Description"), self.description))
        if asked.likes:
            self.like = Select(asked.likes, name=self.tr("Starting from"), value=asked.like)
            column.addWidget(Field(self.tr("Starting from"), self.like))
        if asked.several:
            column.addWidget(self._several())
        else:
            first = next(iter(asked.chosen), "")
            self.workspace = Select(asked.workspaces, name=self.tr("Workspace"), value=first)
            self.workspace.changed.connect(self._moved)
            column.addWidget(Field(self.tr("Workspace"), self.workspace))
        column.addWidget(self._hint())
        column.addStretch(1)
        area = FittingScrollArea(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.leave_ring_room()
        self.body.addWidget(area, 1)
        self.add_cancel()
        self.button = self.add_button(self.tr("Continue"), kind="primary", default=True)
        self.button.clicked.connect(self.accept)
        self.name.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()
        self.name.selectAll()

    def wanted(self) -> Wanted:
        """What stands there now. The name is as it was offered, or without blanks around what
        was typed."""
        name = self.name.text()
        return Wanted(
            name.strip() if self.name.isModified() else name,
            self.description.toPlainText().strip()
            if self.description.document().isModified()
            else self._asked.description,
            self._workspaces(),
            self.like.value() if self.like is not None else "",
        )

    def _several(self) -> QWidget:
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space.xs)
        column.addWidget(Label(self.tr("In these workspaces"), "medium"))
        for workspace_id, words in self._asked.workspaces:
            box = CheckBox(words)
            box.setChecked(workspace_id in self._asked.chosen)
            box.setAccessibleDescription(self.tr("In these workspaces"))
            box.toggled.connect(self._moved)
            self._boxes[workspace_id] = box
            column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        return group

    def _hint(self) -> QWidget:
        text = self.tr(
            "Through its API Gong neither deletes a profile nor gives it to people. Both are done "
            "in Gong's admin centre."
        )
        hint = Hint(
            f"{self._asked.note} {text}".strip(), link=self.tr("Open permission profiles in Gong")
        )
        hint.followed.connect(self._open_page)
        return hint

    def _open_page(self) -> None:
        open_page(GONG_PERMISSION_PROFILES)

    def _workspaces(self) -> tuple[str, ...]:
        if self.workspace is not None:
            return (self.workspace.value(),)
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def _moved(self) -> None:
        """Other workspaces: the original's own name is free there, and then it is offered."""
        asked = self._asked
        if asked.home and not self.name.isModified():
            at_home = asked.home in self._workspaces()
            self.name.setText(asked.name if at_home else asked.name_elsewhere)
        self._check()

    def _check(self) -> None:
        chosen, name = self._workspaces(), self.wanted().name
        words = dict(self._asked.workspaces)
        taken = [words[each] for each in chosen if name in self._asked.names.get(each, ())]
        reason = ""
        if not name.strip():
            reason = self.tr("A profile needs a name.")
        elif taken:
            reason = self.tr("There is a profile of this name in {0}.").format(", ".join(taken))
        # An empty field is not a mistake before anything was typed.
        self._name.set_error(reason if name or self.name.isModified() else "")
        if not chosen:
            reason = self.tr("Choose a workspace.")
        self.button.set_disabled_because(reason)
        self.refit()

    def accept(self) -> None:
        # Enter must not get past what is not right.
        if self.button.isEnabled():
            super().accept()
