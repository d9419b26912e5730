"""The whole of a table in a panel: filter bar, messages, progress, rows, and every empty state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.table.actions import RequestTexts, TableActions
from gong_admin.ui.table.column_popup import ColumnPopup
from gong_admin.ui.table.filter_bar import FilterBar
from gong_admin.ui.table.filter_memory import FilterMemory
from gong_admin.ui.table.header_menu import HeaderMenu
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.layout import LayoutStore
from gong_admin.ui.table.view import TableView
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Separator
from gong_admin.ui.widgets.loading import LoadingBar, Skeleton
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.states import EmptyState, ErrorState, Reason, StateAction

__all__ = ["RecordTable"]

_CLEAR = "clear-filter"


class RecordTable(QWidget):
    """Shows a :class:`RecordTableModel` with all that belongs to a table.

    The panel loads the model and tells what goes on: :meth:`show_loading`, :meth:`show_loaded`,
    :meth:`show_message`, :meth:`set_empty`. Which state is seen follows from that and from the
    model: rows wherever there are some, else the progress, the error, the filter that hides
    everything, or the reasons why there is nothing.

    Layout, sort, density and facets are remembered under ``table_id`` in ``host.settings``.
    """

    activated = Signal(object)
    """A record was double-clicked, or Enter pressed on it."""
    previewed = Signal(object)
    """A record became the only one selected, or Space was pressed on it: show its detail."""
    selection_changed = Signal()
    """Other records are selected; see `selected_keys`, `selected_records`, `selected_count`.
    Without the ids, because listing a hundred thousand of them takes time nobody may need."""
    load_cancelled = Signal()
    message_action = Signal(object)
    """What the user chose in a message: an `ActionKind`."""
    empty_action = Signal(str)
    """The key of an action of the empty state."""

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        *,
        table_id: str,
        name: str,
        unit: str = "",
        placeholder: str = "",
        request: RequestTexts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is what the table holds ("Users"): its accessible name and that of its files.
        ``unit`` counts it ("users"). ``request`` gives the request behind the table as text."""
        super().__init__(parent)
        self.model = model
        self.host = host
        self._name, self._unit = name, unit or name.lower()
        self._loading = False
        self._described_total = 0
        self._say_empty: Callable[[], None] | None = None  # not laid out yet
        self._error: UserMessage | None = None
        self._popup: ColumnPopup | None = None
        self._column_menu: HeaderMenu | None = None
        self.filter_bar = FilterBar(placeholder)
        self.message_bar = MessageBar()
        self.loading_bar = LoadingBar()
        self.view = TableView()
        self.view.setAccessibleName(name)
        self.empty_state = EmptyState(self.tr("No {0}").format(self._unit))
        self.no_match_state = EmptyState(self.tr("No {0} match").format(self._unit))
        self.error_state = ErrorState()
        self._skeleton = Skeleton(avatar=True, parent=self.view)
        self._build()
        layout = self.view.columns.remember_in(LayoutStore(host.settings, table_id))
        self.view.setModel(model)
        self.filter_bar.set_model(model)
        FilterMemory(self.filter_bar, host.settings, f"{table_id}.filter{host.tenant}")
        if layout.sort:
            known = {column.key for column in model.columns}
            model.sort_by([level for level in layout.sort if level[0] in known])
        compact = layout.compact
        self.view.set_compact(host.compact if compact is None else compact)
        self.commands = TableActions(self, request)
        self._connect()
        self._show_state()

    @property
    def name(self) -> str:
        """What the table holds, as a title."""
        return self._name

    @property
    def unit(self) -> str:
        """What the table counts, in the plural."""
        return self._unit

    def use_density(self, compact: bool) -> None:
        """Take the height of rows that all tables shall have, unless this one has its own."""
        if self.view.columns.own_density is None:
            self.view.set_compact(compact)
            self.commands.refresh()

    def _build(self) -> None:
        edge = theme.size("edge_padding_x")
        self._notes = QVBoxLayout()
        self._notes.setContentsMargins(edge, 0, edge, theme.space.m)
        self._notes.setSpacing(theme.space.s)
        self._notes.addWidget(self.message_bar)
        self._notes.addWidget(self.loading_bar)
        self._notes_host = QWidget()
        self._notes_host.setProperty("pane", "none")
        self._notes_host.setLayout(self._notes)
        self._notes_host.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        body = QWidget()
        body.setProperty("pane", "none")
        self._stack = QStackedLayout(body)
        for page in (self.view, self.empty_state, self.no_match_state, self.error_state):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        # Above the filter, as all notes of a panel are.
        column.addWidget(self._notes_host)
        column.addWidget(self.filter_bar)
        column.addWidget(Separator())
        column.addWidget(body, 1)
        self.loading_bar.hide()

    def _connect(self) -> None:
        view, bar = self.view, self.filter_bar
        view.opened.connect(self.activated)
        view.previewed.connect(self.previewed)
        view.selection_changed.connect(self._tell_selection)
        view.text_typed.connect(bar.focus)
        view.escaped.connect(self._escape)
        view.menu_requested.connect(self._open_menu)
        view.viewport_resized.connect(self._place_skeleton)
        view.column_menu_requested.connect(self._open_column_menu)
        view.copy_requested.connect(self.commands.copy_cells)
        bar.changed.connect(self._filtered)
        bar.left_downwards.connect(self._enter_rows)
        bar.columns_requested.connect(self.choose_columns)
        self.model.filtered_changed.connect(self._show_state)
        self.model.sorting_changed.connect(self._keep_sort)
        self.loading_bar.cancelled.connect(self.load_cancelled)
        self.message_bar.action_triggered.connect(self.message_action)
        self.message_bar.dismissed.connect(self._message_dismissed)
        self.error_state.chosen.connect(self.message_action)
        self.empty_state.action_triggered.connect(self.empty_action)
        self.no_match_state.action_triggered.connect(self._clear_filter)

    # -- what goes on ------------------------------------------------------------------------

    def show_loading(
        self,
        title: str,
        detail: str = "",
        share: float | None = None,
        *,
        cancellable: bool = True,
    ) -> None:
        """Say how far a load is; call again as it goes on. Rows that are there stay usable."""
        self.loading_bar.set_progress(title, detail, share)
        self.loading_bar.set_cancellable(cancellable)
        if not self._loading:
            self._loading = True
            self.clear_message()
        self._show_state()

    def show_loaded(self) -> None:
        """The load has ended, however it ended."""
        self._loading = False
        self._show_state()

    def show_message(self, message: UserMessage) -> None:
        """Say what went wrong: above the rows, or in their place where there are none."""
        self._error = message
        self.message_bar.show_message(message)
        self.error_state.show_message(message)
        self._show_state()

    def clear_message(self) -> None:
        """Take the message away."""
        self._error = None
        self.message_bar.clear()
        self._show_state()

    def set_empty(
        self,
        title: str,
        *,
        icon: str = "magnifying-glass",
        reasons: Sequence[Reason] = (),
        actions: Sequence[StateAction] = (),
        footnote: str = "",
        code: str = "",
    ) -> None:
        """What to say when there is nothing: why that may be, and what can be done.

        Laid out when it is to be seen: this is said with every answer, and mostly there is
        something.
        """
        self._say_empty = partial(
            self.empty_state.set_content,
            title,
            icon=icon,
            reasons=reasons,
            actions=actions,
            footnote=footnote,
            code=code,
        )
        if self._stack.currentWidget() is self.empty_state:
            self._fill_empty()

    def _fill_empty(self) -> None:
        if self._say_empty is not None:
            self._say_empty()
            self._say_empty = None

    def _show_state(self) -> None:
        shown, total = self.model.counts()
        waiting = self._loading and not total
        self.loading_bar.setVisible(self._loading)
        page: QWidget = self.view
        if not shown and not waiting and not self.model.busy:
            if total and self.filter_bar.active:
                self._describe_filter()
                page = self.no_match_state
            elif self._error is not None and not total:
                page = self.error_state
            elif not total:
                page = self.empty_state
                self._fill_empty()
        self.message_bar.setVisible(self._error is not None and page is not self.error_state)
        self._notes_host.setVisible(self._loading or not self.message_bar.isHidden())
        if waiting:
            self._place_skeleton()
        self._skeleton.setVisible(waiting)
        if self._stack.currentWidget() is not page:
            had_focus = self.isAncestorOf(self.window().focusWidget() or self)
            self._stack.setCurrentWidget(page)
            if had_focus and page is not self.view and not self.filter_bar.field.hasFocus():
                self.filter_bar.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.commands.refresh()

    def _describe_filter(self) -> None:
        total = self.model.counts()[1]
        if total == self._described_total:
            return  # said already; this is asked with every key typed
        self._described_total = total
        self.no_match_state.set_content(
            self.tr("No {0} match").format(self._unit),
            icon="funnel",
            reasons=[
                Reason(
                    "funnel",
                    self.tr("The filter hides all of them"),
                    self.tr("There are {0} {1}, but none fits what is set above.").format(
                        f"{total:,}", self._unit
                    ),
                )
            ],
            actions=[StateAction(_CLEAR, self.tr("Clear filter"), "x", primary=True)],
        )

    def _message_dismissed(self) -> None:
        self._error = None
        self._show_state()

    # -- filter ------------------------------------------------------------------------------

    def focus_filter(self) -> None:
        """Put the keyboard into the filter (Ctrl+F)."""
        self.filter_bar.focus()

    def _filtered(self) -> None:
        self.view.set_needles(self.filter_bar.needles)
        self.view.verticalScrollBar().setValue(0)

    def _clear_filter(self) -> None:
        self.filter_bar.clear()
        self.filter_bar.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escape(self) -> None:
        if self.filter_bar.active:
            self.filter_bar.clear()
        else:
            self.view.clearSelection()

    def _enter_rows(self) -> None:
        if self._stack.currentWidget() is self.view and self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.chosen.count():
                self.view.select_row(max(0, self.view.rowAt(0)))

    # -- selection ---------------------------------------------------------------------------

    def selected_keys(self) -> list[str]:
        """The ids of the selected records, from the top."""
        return self.view.chosen.keys()

    def selected_records(self) -> list[Any]:
        """The selected records, from the top."""
        return self.view.chosen.records()

    def selected_count(self) -> int:
        """How many records are selected; cheap."""
        return self.view.chosen.count()

    def select(self, key: str) -> bool:
        """Select the record with this id and bring it into view; False where it is not shown."""
        row = self.model.row_of(key)
        if row is None:
            return False
        self.view.select_row(row)
        return True

    def _tell_selection(self) -> None:
        self.commands.refresh()
        chosen = self.view.chosen
        self.selection_changed.emit()
        if chosen.count() == 1:
            self.previewed.emit(chosen.records()[0])

    # -- columns, menu -----------------------------------------------------------------------

    def choose_columns(self) -> None:
        """Open the list of columns."""
        self._drop_popup()
        popup = ColumnPopup(self.view.columns, compact=self.view.compact, parent=self)
        popup.compact_chosen.connect(self.set_compact)
        popup.closed.connect(self._drop_popup)
        self._popup = popup
        popup.open_below(self.filter_bar.columns_button, align="right")
        popup.list.focus_first()

    def set_compact(self, compact: bool) -> None:
        """Choose the height of the rows, and remember it."""
        self.view.set_compact(compact)
        self.view.columns.remember_density(compact)
        self.commands.refresh()

    def table_actions(self) -> list[QAction]:
        """All that can be done with the table, named as in its menu: for the palette."""
        return self.commands.all()

    def add_record_action(self, action: QAction) -> None:
        """Put a panel's own action on top of the menu of the rows."""
        self.commands.add(action)

    def _open_menu(self, place: QPoint) -> None:
        self.commands.open_menu(place)

    def _open_column_menu(self, section: int, place: QPoint) -> None:
        if self._column_menu is not None:
            self._column_menu.deleteLater()
        self._column_menu = HeaderMenu(self.view, section, self.choose_columns, self)
        self._column_menu.popup(place)

    def _keep_sort(self) -> None:
        self.view.columns.remember_sort(self.model.sorting())

    def _drop_popup(self) -> None:
        popup, self._popup = self._popup, None
        if popup is not None:
            popup.close()
            popup.deleteLater()

    # -- geometry ----------------------------------------------------------------------------

    def _place_skeleton(self) -> None:
        header = self.view.horizontalHeader()
        widths = [header.sectionSize(s) for s in self.view.columns.shown_sections()]
        if widths:
            # The bars start where the words of the cells do.
            margin = theme.size("edge_padding_x") - theme.size("cell_padding_x")
            widths[0] -= margin
            widths[-1] -= margin
        self._skeleton.set_columns(widths)
        self._skeleton.setGeometry(self.view.viewport().geometry())
        self._skeleton.raise_()
