"""The choices of one facet, to tick, with how many rows each would show."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.models.choices import FacetCount
from gong_admin.ui.table.check_list import CheckItem, CheckList
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Separator
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.popup import Popup

__all__ = ["FacetPopup"]


_WIDER = 1.6  # so much wider than usual where choices are long


class FacetPopup(Popup):
    """Search above, choices with counts, "Clear" and "Invert" below.

    Every tick works at once: ``chosen`` carries the values ticked (a frozenset, empty for no
    filter). Inverting goes by the choices that the search shows.
    """

    chosen = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, width=theme.size("facet_popup"))
        self._title = title
        self.search = SearchField(self.tr("Filter {0}").format(title.lower()))
        self.search.make_bare()
        self.list = CheckList(title)
        self.clear_button = Button(self.tr("Clear"), kind="ghost")
        self.invert_button = Button(self.tr("Invert"), kind="ghost")
        row = QHBoxLayout()
        row.setContentsMargins(theme.space.s, theme.space.s, theme.space.s, 0)
        row.addWidget(self.search)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space.xs, theme.space.xs, theme.space.xs, theme.space.xs)
        foot.addWidget(self.clear_button)
        foot.addStretch(1)
        foot.addWidget(self.invert_button)
        self.body.addLayout(row)
        self.body.addSpacing(theme.space.s)
        self.body.addWidget(Separator())
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(self.list)
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(Separator())
        self.body.addLayout(foot)
        self.setAccessibleName(title)
        self.search.textChanged.connect(self.list.search)
        self.search.left_downwards.connect(self.list.focus_first)
        self.search.returnPressed.connect(self._toggle_first)
        self.list.left_upwards.connect(self.search.setFocus)
        self.list.ticked.connect(self._tell)
        self.clear_button.clicked.connect(self._clear)
        self.invert_button.clicked.connect(self._invert)

    def fill(self, choices: Sequence[FacetCount], chosen: Collection[Hashable]) -> None:
        """Show these choices with these ticked."""
        nothing = self.tr("No {0}").format(self._title.lower())
        items = [
            CheckItem(choice.value, choice.label or nothing, f"{choice.count:,}")
            for choice in choices
        ]
        self.list.fill(items, chosen)
        least = theme.size("facet_popup")
        self.set_card_width(max(least, min(self.list.wanted_width(), round(least * _WIDER))))
        self.clear_button.setEnabled(bool(chosen))

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def _toggle_first(self) -> None:
        if self.search.text() and self.list.shown_values:
            self.list.toggle(0)

    def _clear(self) -> None:
        self.list.set_checked(())
        self._tell()

    def _invert(self) -> None:
        shown = frozenset(self.list.shown_values)
        self.list.set_checked(self.list.checked ^ shown)
        self._tell()

    def _tell(self) -> None:
        self.clear_button.setEnabled(bool(self.list.checked))
        self.chosen.emit(self.list.checked)
