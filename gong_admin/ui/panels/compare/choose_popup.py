"""Popups to choose with: which profiles are compared, with which, and which groups are shown."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.ui.table.check_list import CheckItem, CheckList
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.popup import Popup

_WIDTH = 340


class ChoosePopup(Popup):
    """Things to tick, with a search above where there are many. `chosen(frozenset)` after each
    tick. "All" and "None" go by what the search shows.

    With `single` one thing is chosen: the first tick tells it and closes.
    """

    chosen = Signal(object)

    def __init__(
        self,
        title: str,
        items: Sequence[CheckItem],
        checked: Collection[Hashable],
        *,
        single: bool = False,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, width=round(_WIDTH * max(1.0, theme.text_scale)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._single = single
        self.search = SearchField(title)
        self.list = CheckList(title, rows=min(12, len(items)))
        if len(items) > 8:
            self._add_search()
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(self.list)
        self.body.addSpacing(theme.space.xs)
        if not single:
            self._add_foot(note)
        self.list.fill(items, checked)
        self.list.setFixedHeight(min(12, max(1, len(items))) * theme.size("nav_row"))
        self.list.ticked.connect(self._ticked)
        if len(items) > 8:
            self.search.setFocus()
        else:
            self.search.hide()
            self.list.focus_first()

    def _add_search(self) -> None:
        self.search.make_bare()
        row = QHBoxLayout()
        row.setContentsMargins(theme.space.s, theme.space.s, theme.space.s, 0)
        row.addWidget(self.search)
        self.body.addLayout(row)
        self.body.addSpacing(theme.space.s)
        self.body.addWidget(Separator())
        self.search.textChanged.connect(self.list.search)
        self.search.left_downwards.connect(self.list.focus_first)
        self.search.returnPressed.connect(self._first)
        self.list.left_upwards.connect(self.search.setFocus)

    def _add_foot(self, note: str) -> None:
        self.all_button = Button(self.tr("All"), kind="ghost")
        self.none_button = Button(self.tr("None"), kind="ghost")
        self.all_button.clicked.connect(self._all)
        self.none_button.clicked.connect(self._none)
        self.body.addWidget(Separator())
        if note:
            words = Label(note, "secondary", wrap=True)
            row = QHBoxLayout()
            row.setContentsMargins(theme.space.m, theme.space.s, theme.space.m, 0)
            row.addWidget(words)
            self.body.addLayout(row)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space.xs, theme.space.xs, theme.space.xs, theme.space.xs)
        foot.addWidget(self.all_button)
        foot.addStretch(1)
        foot.addWidget(self.none_button)
        self.body.addLayout(foot)

    def _first(self) -> None:
        if self.search.text() and self.list.shown_values:
            self.list.toggle(0)

    def _all(self) -> None:
        self.list.set_checked(self.list.checked | frozenset(self.list.shown_values))
        self.chosen.emit(self.list.checked)

    def _none(self) -> None:
        self.list.set_checked(self.list.checked - frozenset(self.list.shown_values))
        self.chosen.emit(self.list.checked)

    def _ticked(self, value: object, _on: bool) -> None:
        if self._single:
            self.chosen.emit(frozenset((value,)))
            self.close()
        else:
            self.chosen.emit(self.list.checked)
