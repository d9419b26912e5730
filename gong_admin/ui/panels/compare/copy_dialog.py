"""Which settings of which profile are copied to which others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.ui.table.check_list import CheckItem, CheckList
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, SearchField
from gong_admin.ui.widgets.select import Select

_WIDTH, _ROWS = 760, 9


@dataclass(frozen=True, slots=True)
class Answer:
    """From which profile, which settings (the keys of their lines), to which profiles."""

    source: str
    settings: frozenset[str]
    targets: frozenset[str]


class TickList(QWidget):
    """A titled list to tick, with a search, "All" and "None". `changed` after each tick."""

    changed = Signal()

    def __init__(self, title: str, search: str) -> None:
        super().__init__()
        self._title = title
        self._label = Label(title, "medium")
        self.search = SearchField(search)
        self.list = CheckList(title, rows=_ROWS)
        self._label.setBuddy(self.list)
        self.list.setFixedHeight(_ROWS * theme.size("nav_row"))
        self.all_button = Button(self.tr("All"), kind="ghost")
        self.none_button = Button(self.tr("None"), kind="ghost")
        head = QHBoxLayout()
        tight(head, theme.space.xs)
        head.addWidget(self._label)
        head.addStretch(1)
        for button in (self.all_button, self.none_button):
            button.setAccessibleName(f"{title}: {button.text()}")
            head.addWidget(button)
        column = QVBoxLayout(self)
        tight(column, theme.space.s)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self.list)
        column.addWidget(Separator())
        self.search.textChanged.connect(self.list.search)
        self.search.left_downwards.connect(self.list.focus_first)
        self.list.left_upwards.connect(self.search.setFocus)
        self.list.ticked.connect(self._changed)
        self.all_button.clicked.connect(self._all)
        self.none_button.clicked.connect(self._none)

    def fill(self, items: Sequence[CheckItem], checked: Collection[str]) -> None:
        self.list.fill(items, checked)
        self._count()

    @property
    def checked(self) -> frozenset[str]:
        return frozenset(str(value) for value in self.list.checked)

    def _all(self) -> None:
        self.list.set_checked(self.list.checked | frozenset(self.list.shown_values))
        self._changed()

    def _none(self) -> None:
        self.list.set_checked(self.list.checked - frozenset(self.list.shown_values))
        self._changed()

    def _changed(self, _value: object = None, _on: bool = False) -> None:
        self._count()
        self.changed.emit()

    def _count(self) -> None:
        count = len(self.list.checked)
        self._label.setText(f"{self._title} ({count:,})" if count else self._title)


class CopyDialog(Dialog):
    """`source_changed(id)` asks for that profile's settings, `changed` for a new summary. Accepted
    with `answer`, and `to_stage` True when the settings are only to be marked as edits."""

    source_changed = Signal(str)
    changed = Signal()

    def __init__(
        self, parent: QWidget | None, sources: Sequence[tuple[str, str]], source: str
    ) -> None:
        super().__init__(
            parent,
            translate("compare", "Copy settings") if parent else "",
            width=dialog_width(_WIDTH),
        )
        self.to_stage = False
        self.answer = Answer("", frozenset(), frozenset())
        self.source = Select(sources, value=source)
        self.body.addWidget(Field(self.tr("From"), self.source))
        self.settings = TickList(self.tr("Settings"), self.tr("Filter settings"))
        self.targets = TickList(self.tr("To profiles"), self.tr("Filter profiles"))
        row = QHBoxLayout()
        tight(row, theme.space.xl)
        row.addWidget(self.settings, 1)
        row.addWidget(self.targets, 1)
        self.body.addLayout(row)
        self.summary = Label("", "secondary", wrap=True)
        self.body.addWidget(self.summary)
        self.mark_button = self.add_button(self.tr("Mark as edits only"), kind="ghost", left=True)
        self.mark_button.set_tooltip(
            self.tr("Puts the values into the profiles as edits: nothing is sent until you save")
        )
        self.mark_button.clicked.connect(self._mark)
        self.add_cancel()
        self.review_button = self.add_button(self.tr("Review…"), kind="primary", default=True)
        self.review_button.clicked.connect(self.accept)
        self.source.changed.connect(self.source_changed)
        self.settings.changed.connect(self.changed)
        self.targets.changed.connect(self.changed)

    def show_summary(self, words: str, changing: int, why_not: str) -> None:
        """What would happen, to how many profiles; `why_not` where nothing would."""
        self.summary.setText(words)
        many = self.tr("Review {0} profiles…").format(f"{changing:,}")
        self.review_button.setText(self.tr("Review 1 profile…") if changing == 1 else many)
        for button in (self.review_button, self.mark_button):
            button.set_disabled_because(why_not)
        self.review_button.setDefault(not why_not)

    def _mark(self) -> None:
        self.to_stage = True
        self.accept()

    def accept(self) -> None:
        # Enter in a list must not get past what is missing.
        if self.review_button.isEnabled():
            # Its lists are gone once it is closed.
            self.answer = Answer(self.source.value(), self.settings.checked, self.targets.checked)
            super().accept()
