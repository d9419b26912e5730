"""The folders at the left of the Library panel: a filter and a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.panels.library.places import Place, PlacesModel
from gong_admin.ui.table.tree_view import TreeView
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Pane, Separator, tight
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.states import Hint

_OPEN_AT_FIRST = 200  # a tree of more folders shows its top levels only


class TreePane(Pane):
    """`chosen(key)` when the user goes to another place. What was opened and closed stays so
    when the folders are read again."""

    chosen = Signal(str)

    def __init__(self, note: Callable[[Place], str], parent: QWidget | None = None) -> None:
        super().__init__("surface_alt", parent)
        self.setMinimumWidth(180)
        self.field = SearchField(self.tr("Filter folders"))
        self.model = PlacesModel(note)
        self.tree = TreeView(self.tr("Folders"))
        self.tree.setModel(self.model)
        self._nothing = Label(self.tr("No folder matches"), "secondary")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._nothing.hide()
        self._closed: set[str] = set()
        self._chosen = ""
        self._own = False  # whether this pane itself opens, closes or selects now
        head = QVBoxLayout()
        head.setContentsMargins(theme.space.m, 14, theme.space.m, theme.space.s)
        head.addWidget(self.field)
        foot = QVBoxLayout()
        edge = theme.size("edge_padding_x")
        foot.setContentsMargins(edge, theme.space.s, edge, theme.space.m)
        foot.addWidget(Hint(self.tr("Gong lists public folders that are not archived.")))
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addWidget(self._nothing)
        column.addWidget(self.tree, 1)
        column.addWidget(Separator())
        column.addLayout(foot)
        self.field.textChanged.connect(self._filter)
        self.field.left_downwards.connect(self._enter_tree)
        self.tree.text_typed.connect(self._type)
        self.tree.chosen.connect(self._tree_chosen)
        self.tree.opened.connect(self._toggle)
        self.tree.collapsed.connect(self._collapsed)
        self.tree.expanded.connect(self._expanded)

    def show_places(self, places: Iterable[Place]) -> None:
        """Show these in place of the ones before; the one chosen stays chosen."""
        places = list(places)
        first = self.model.rowCount() == 0 and not self.model.filtered
        if first and sum(len(place.folders) for place in places[:1]) > _OPEN_AT_FIRST:
            self._closed = {below.key for place in places for below in place.below}
        self.model.set_records(places)
        self._restore()

    def choose(self, key: str) -> bool:
        """Select a place without telling; False where it isn't shown."""
        self._chosen = key
        return self._select()

    def notes_changed(self) -> None:
        """The notes at the right differ now."""
        self.tree.viewport().update()

    # -- inside --------------------------------------------------------------------------------

    def _filter(self, text: str) -> None:
        self.model.set_filter(text)
        self._nothing.setVisible(self.model.filtered and not self.model.rowCount())
        self._restore()

    def _restore(self) -> None:
        """After a reset of the model: open what was open, select what was selected."""
        self._own = True
        self.tree.expandAll()
        if not self.model.filtered:
            for key in self._closed:
                self.tree.collapse(self.model.index_of(key))
        self._own = False
        self._select()

    def _select(self) -> bool:
        index = self.model.index_of(self._chosen) if self._chosen else QModelIndex()
        if not index.isValid():
            return False
        self._own = True
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self._own = False
        return True

    def _tree_chosen(self, index: QModelIndex) -> None:
        place = self.model.record(index)
        if place is not None and not self._own and place.key != self._chosen:
            self._chosen = place.key
            self.chosen.emit(place.key)

    def _toggle(self, index: QModelIndex) -> None:
        self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _collapsed(self, index: QModelIndex) -> None:
        self._note_open(index, closed=True)

    def _expanded(self, index: QModelIndex) -> None:
        self._note_open(index, closed=False)

    def _note_open(self, index: QModelIndex, *, closed: bool) -> None:
        place = self.model.record(index)
        if place is None or self._own or self.model.filtered:
            return
        if closed:
            self._closed.add(place.key)
        else:
            self._closed.discard(place.key)

    def _enter_tree(self) -> None:
        self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.tree.currentIndex().isValid() and self.model.rowCount():
            self.tree.setCurrentIndex(self.model.index(0, 0))

    def _type(self, text: str) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.setText(self.field.text() + text)
