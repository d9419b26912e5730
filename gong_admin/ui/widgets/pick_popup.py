"""Picking several of many by name: people for a setting, folders of the library."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gong_admin.ui.table.check_list import CheckItem, CheckList
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.popup import Popup

__all__ = ["CheckItem", "Find", "PickPopup"]

Find = Callable[[str], Sequence[CheckItem]]
"""What to offer for the words typed so far; no more than one looks through."""

_ROWS = 9
_WIDTH = 460  # pixels at ordinary text: a name with an address beside it


class PickPopup(Popup):
    """Search above, matches with check boxes below. Every tick works at once: `ticked(id, on)`.

    `find` is asked on every key and so must answer within a frame. Enter in the search ticks the
    first match; Esc closes. `read_wanted` when the link below the list is pressed.
    """

    ticked = Signal(str, bool)
    read_wanted = Signal()

    def __init__(
        self, title: str, find: Find, chosen: Collection[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, width=round(_WIDTH * max(1.0, theme.text_scale)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self._find = find
        self._chosen = frozenset(chosen)
        self.search = SearchField(title)
        self.search.make_bare()
        self.list = CheckList(title, rows=_ROWS)
        self.list.setFixedHeight(_ROWS * theme.size("nav_row"))
        self._nothing = Label(self.tr("Nothing matches"), "secondary", wrap=True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._note = Label("", "secondary", wrap=True)
        self._link = LinkButton("")
        self._link.clicked.connect(self.read_wanted)
        self._foot = QWidget()
        foot = QVBoxLayout(self._foot)
        edge = theme.space.m
        foot.setContentsMargins(edge, theme.space.s, edge, theme.space.s)
        foot.addWidget(self._note)
        foot.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self._foot.hide()
        row = QHBoxLayout()
        row.setContentsMargins(theme.space.s, theme.space.s, theme.space.s, 0)
        row.addWidget(self.search)
        host = QWidget()
        self._stack = QStackedLayout(host)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._nothing)
        self.body.addLayout(row)
        self.body.addSpacing(theme.space.s)
        self.body.addWidget(Separator())
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(host)
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(self._foot)
        self.search.textChanged.connect(self.refresh)
        self.search.left_downwards.connect(self.list.focus_first)
        self.search.returnPressed.connect(self._tick_first)
        self.list.left_upwards.connect(self.search.setFocus)
        self.list.ticked.connect(self._tell)
        self.refresh()
        self.search.setFocus()

    def set_note(self, note: str, link: str = "") -> None:
        """Say below the list what is missing from it; `link` offers to read that."""
        self._note.setText(note)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self._foot.setVisible(bool(note))

    def set_chosen(self, chosen: Collection[str]) -> None:
        """Tick exactly these, without telling."""
        self._chosen = frozenset(chosen)
        self.list.set_checked(self._chosen)

    def refresh(self) -> None:
        """Ask again what there is."""
        found = self._find(self.search.text())
        self.list.fill(found, self._chosen)
        self._stack.setCurrentWidget(self.list if found else self._nothing)

    def _tick_first(self) -> None:
        if self.search.text() and self.list.shown_values:
            self.list.toggle(0)

    def _tell(self, value: object, on: bool) -> None:
        self._chosen = self._chosen | {str(value)} if on else self._chosen - {str(value)}
        self.ticked.emit(str(value), on)
