"""Whom the answer is about: name, address or number, cases, and what leads further."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Case
from gong_admin.services.privacy.identifiers import Identifier, IdentifierKind
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.avatar import Avatar
from gong_admin.ui.widgets.basics import ElidedLabel, IconLabel, Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.pill import Pill
from gong_admin.ui.widgets.popup import Menu
from gong_admin.ui.widgets.states import IconTile

_MOST = 8  # related addresses and numbers shown here; the tabs have all
_LONGEST = 42  # characters of one


def shortened(value: str) -> str:
    """A long address as it fits on a button: its beginning and its end."""
    if len(value) <= _LONGEST:
        return value
    half = _LONGEST // 2
    return f"{value[:half]}…{value[-half:]}"


class SubjectHead(QWidget):
    """`case_followed(case_id)`; `related_pressed(value, anchor)`: a related address or number, and
    the button that stands for it; `copied(value)`."""

    case_followed = Signal(str)
    related_pressed = Signal(str, object)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = ""
        self._roomy, self._has_related = True, False
        self._avatar = Avatar(large=True)
        self._name = ElidedLabel("", "heading")
        self._shown = ElidedLabel("", "secondary", elide=Qt.TextElideMode.ElideMiddle)
        # The address is the title where there is no name: what copies it stands behind it.
        self._copies = [IconButton("copy", self.tr("Copy"), small=True) for _ in range(2)]
        for copy in self._copies:
            copy.clicked.connect(self._copy_value)
        self._line = QWidget()
        self._facts = FlowLayout(self._line, gap=8, row_gap=4)
        self._warnings = QVBoxLayout()
        tight(self._warnings, theme.space.xs)
        self._related_host = QWidget()
        self._related = FlowLayout(self._related_host, gap=6, row_gap=6)
        self._whose = Pill("")
        self._hold = Pill(self.tr("Do not erase"), "warn", icon="hand-palm")
        self._hold.hide()
        for part in (self._shown, self._copies[1], self._whose, self._hold):
            self._facts.addWidget(part)
        self._links: list[LinkButton] = []
        side = self._avatar.sizeHint().width()
        # Who it is nobody knows: not even letters of a name.
        self._marks = {
            IdentifierKind.PHONE: IconTile("phone", side=side),
            IdentifierKind.EMAIL: IconTile("at", side=side),
        }
        title = QHBoxLayout()
        tight(title, theme.space.xs)
        title.addWidget(self._name)
        title.addWidget(self._copies[0])
        title.addStretch(1)
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addLayout(title)
        words.addWidget(self._line)
        row = QHBoxLayout()
        tight(row, theme.space.m)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        for mark in self._marks.values():
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        edge = theme.size("edge_padding_x")
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, theme.space.m, edge, theme.space.m)
        column.setSpacing(theme.space.s)
        column.addLayout(row)
        column.addLayout(self._warnings)
        column.addWidget(self._related_host)

    def show_subject(self, identifier: Identifier, people: Sequence[str]) -> None:
        """`people` are the leads and contacts that Gong told, by name."""
        names = list(dict.fromkeys(people))
        # Where the CRM tells no name, it is the address once more.
        known = len(names) == 1 and names[0].casefold() != identifier.compared
        name = names[0] if known else identifier.shown
        self._value = identifier.value
        self._avatar.set_name(name)
        self._avatar.setVisible(known)
        for kind, mark in self._marks.items():
            mark.setVisible(not known and kind is identifier.kind)
        self._name.setText(name)
        # What is sent, where that is not the title already.
        under = identifier.value if name == identifier.shown else identifier.shown
        self._shown.setText(under)
        self._shown.setVisible(under != name)
        for copy, beside in zip(self._copies, (under == name, under != name), strict=True):
            copy.set_name(self.tr("Copy {0}").format(identifier.value))
            copy.setVisible(beside)
        # Gong refuses its users' addresses, not their numbers.
        outside = bool(names) or identifier.kind is IdentifierKind.EMAIL
        self._whose.set_state(
            self.tr("Outside the company") if outside else self.tr("Not known whose"),
            "neutral",
            "globe" if outside else "question",
        )
        warnings = list(identifier.warnings)
        if identifier.kind is IdentifierKind.PHONE and len(names) > 1:
            warnings.append(
                self.tr(
                    "{0:,} people have this number, by their leads and contacts: {1}. An erasure "
                    "takes what is held on all of them."
                ).format(len(names), _listed(names))
            )
        clear_layout(self._warnings)
        for words in warnings:
            self._warnings.addWidget(_warning(words))

    def show_hold(self, reason: str) -> None:
        """Why the subject must not be erased, "" where nothing is known against it."""
        self._hold.setVisible(bool(reason))
        self._hold.setToolTip(reason)
        self._hold.setAccessibleDescription(reason)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """The cases in which the subject occurs."""
        for gone in self._links:
            self._facts.removeWidget(gone)
            gone.deleteLater()
        self._links.clear()
        for case in cases:
            link = LinkButton(self.tr("In case {0}").format(case.reference), icon="eraser")
            link.setProperty("case", case.id)
            link.clicked.connect(self._case_pressed)
            self._facts.addWidget(link)
            self._links.append(link)

    def show_related(self, values: Sequence[str], added: frozenset[str], case: str) -> None:
        """Related addresses and numbers, `added` those that are in the case (its reference, "" for
        none): pressing one of the others adds it."""
        clear_layout(self._related)
        self._has_related = bool(values)
        self._related_host.setVisible(self._has_related and self._roomy)
        if not values:
            return
        self._related.addWidget(Label(self.tr("Related:"), "secondary", tone="text2"))
        for value in values[:_MOST]:
            self._related.addWidget(self._chip(value, value.casefold() in added, case))
        if (more := len(values) - _MOST) > 0:
            words = self.tr("and {0:,} more in the tabs").format(more)
            self._related.addWidget(Label(words, "secondary", tone="text3"))

    def set_roomy(self, roomy: bool) -> None:
        """Where there is little room, what is related stands in the tabs alone."""
        self._roomy = roomy
        self._related_host.setVisible(self._has_related and roomy)

    def _chip(self, value: str, added: bool, case: str) -> Button:
        chip = Button(shortened(value), icon="check" if added else "plus")
        chip.setProperty("value", value)
        if added:
            chip.setAccessibleName(self.tr("{0}, in the case").format(value))
            chip.set_disabled_because(self.tr("In case {0}").format(case))
        else:
            words = (
                self.tr("Add {0} to case {1}").format(value, case)
                if case
                else self.tr("Add {0} to a case, or look it up").format(value)
            )
            chip.setAccessibleName(words)
            chip.set_tooltip(words)
            chip.clicked.connect(self._chip_pressed)
        return chip

    def _chip_pressed(self) -> None:
        chip = self.sender()
        if isinstance(chip, Button):
            self.related_pressed.emit(str(chip.property("value")), chip)

    def _case_pressed(self) -> None:
        link = self.sender()
        if link is not None:
            self.case_followed.emit(str(link.property("case")))

    def _copy_value(self) -> None:
        QGuiApplication.clipboard().setText(self._value)
        self.copied.emit(self._value)


class RelatedMenu(Menu):
    """What can be done with a related address or number where there is no case yet. `look_wanted`
    and `case_wanted` with the value, `add_wanted(value, case_id)`."""

    look_wanted = Signal(str)
    case_wanted = Signal(str)
    add_wanted = Signal(str, str)

    def __init__(self, value: str, cases: Sequence[Case], parent: QWidget) -> None:
        super().__init__(value, parent)
        self._value = value
        look = self.add(self.tr("Look up"), icon="magnifying-glass")
        look.triggered.connect(self._look)
        new = self.add(self.tr("Open a case with both…"), icon="folder-plus")
        new.triggered.connect(self._open)
        for case in cases:
            add = self.add(self.tr("Add to case {0}").format(case.reference), icon="plus")
            add.setData(case.id)
            add.triggered.connect(self._add)
        self.aboutToHide.connect(self.deleteLater)

    def _look(self) -> None:
        self.look_wanted.emit(self._value)

    def _open(self) -> None:
        self.case_wanted.emit(self._value)

    def _add(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.add_wanted.emit(self._value, str(action.data()))


def _warning(words: str) -> Snug:
    line = Snug()
    row = QHBoxLayout(line)
    tight(row, theme.space.s)
    row.addWidget(IconLabel("warning-fill", "warn_mark"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, "secondary", tone="warn", wrap=True), 1)
    return line


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    if len(names) <= 5:
        return shown
    return translate("privacy", "{0} and {1:,} more").format(shown, len(names) - 5)
