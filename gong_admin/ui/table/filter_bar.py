"""The bar above a table: text filter, facets, what is in force, what is shown."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.models.column import Column
from gong_admin.models.record_table import RecordTableModel
from gong_admin.ui import paint
from gong_admin.ui.table.facet_popup import FacetPopup
from gong_admin.ui.table.filters_popup import FiltersPopup
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, clear_layout
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.chip import Chip
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.laid_out import laid_out_widgets, width_wanted

__all__ = ["FilterBar"]

_FIELD_WIDTH = 216


class FilterBar(QWidget):
    """Filters a :class:`RecordTableModel` while one types and ticks.

    One field searches all columns; each column with `facet` gets a drop-down of its values. What
    is in force stands below as chips. Where the facets do not fit beside the field, they fold
    into one "Filters" button. ``Esc`` in the field clears its text, and pressed again, all else.
    """

    changed = Signal()
    """The text or a facet changed, by the user or by a call."""
    columns_requested = Signal()
    left_downwards = Signal()
    """Down was pressed in the field: the table wants the keyboard."""

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model: RecordTableModel[Any] | None = None
        self._facets: dict[str, frozenset[Hashable]] = {}
        self._columns: dict[str, Column[Any]] = {}
        self._withheld: set[str] = set()
        self._popup: FacetPopup | FiltersPopup | None = None
        self.folded = False
        words = placeholder or self.tr("Filter all columns")
        self.field = SearchField(words)
        self.facet_buttons: dict[str, Button] = {}
        self.filters_button = Button(self.tr("Filters"), icon="funnel", caret=True)
        self.columns_button = IconButton("sliders-horizontal", self.tr("Choose columns"))
        self.count_label = Label("", "secondary", tone="text3")
        self.inline_count = Label("", "secondary", tone="text3")
        self.clear_all = LinkButton(self.tr("Clear all"))
        self.chips: dict[str, Chip] = {}
        self._build()
        self.field.textChanged.connect(self._filter)
        self.field.left_downwards.connect(self.left_downwards)
        self.filters_button.clicked.connect(self._open_filters)
        self.columns_button.clicked.connect(self.columns_requested)
        self.clear_all.clicked.connect(self.clear)

    def _build(self) -> None:
        edge = theme.size("edge_padding_x")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.space.s)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(edge, 0, edge, 0)
        self._row.setSpacing(theme.space.s)
        self._row.addWidget(self.field, 100)  # as wide as it may be, before any gap
        self._row.addSpacing(theme.space.xs)
        self._row.addLayout(self._buttons)
        self._row.addWidget(self.filters_button)
        self._extra = QHBoxLayout()
        self._extra.setSpacing(theme.space.s)
        self._row.addLayout(self._extra)
        self._row.addStretch(1)
        self._row.addWidget(self.inline_count)
        self._row.addWidget(self.columns_button)
        self._chip_row = QWidget()
        self._chip_row.setProperty("pane", "none")
        holder = QWidget()
        holder.setProperty("pane", "none")
        self._chip_flow = FlowLayout(holder)
        line = QHBoxLayout(self._chip_row)
        line.setContentsMargins(edge, theme.space.s, edge, 0)
        line.setSpacing(theme.space.m)
        line.addWidget(holder, 1)
        line.addWidget(self.count_label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.clear_all.setParent(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.space.m)
        column.setSpacing(0)
        column.addLayout(self._row)
        column.addWidget(self._chip_row)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()
        for hidden in (self.filters_button, self._chip_row, self.inline_count):
            hidden.hide()

    def _fit(self) -> None:
        # Not in full step with the text: the facets need room too.
        width = round(_FIELD_WIDTH * (1 + max(0.0, theme.text_scale - 1) / 2))
        # What the empty field says is read whole, up to a point.
        words = paint.text_width(self.field.placeholderText(), theme.font("body"))
        room = words + 3 * theme.size("control")
        self.field.setMinimumWidth(_FIELD_WIDTH // 2)
        self.field.setMaximumWidth(max(width, min(room, width * 5 // 4)))
        self._fold()

    # -- model -------------------------------------------------------------------------------

    def set_model(self, model: RecordTableModel[Any]) -> None:
        """Filter this model from now on; what was set before is forgotten."""
        if self._model is not None:
            self._model.filtered_changed.disconnect(self._show_counts)
        self._model = model
        self._facets.clear()
        self._columns = {column.key: column for column in model.columns if column.facet}
        clear_layout(self._buttons)
        self.facet_buttons.clear()
        for key, column in self._columns.items():
            button = Button(column.title, caret=True)
            button.setProperty("facet", key)
            button.clicked.connect(self._open_facet_of_sender)
            self._buttons.addWidget(button)
            self.facet_buttons[key] = button
        model.filtered_changed.connect(self._show_counts)
        self._show_facets()
        self._fold()

    def offer(self, key: str, offered: bool) -> None:
        """Whether a facet is there to choose from: one whose values are read later is not.

        A facet that is withdrawn no longer filters.
        """
        if offered == (key not in self._withheld):
            return
        self._withheld ^= {key}
        if not offered and key in self._facets:
            self.set_facet(key, frozenset())
        self._fold()

    def add_control(self, widget: QWidget) -> None:
        """Put a panel's own control behind the facets."""
        self._extra.addWidget(widget)

    # -- what is in force --------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text filter."""
        return self.field.text()

    @property
    def needles(self) -> tuple[str, ...]:
        """The words of the text filter as they are searched for."""
        return tuple(self.text.casefold().split())

    @property
    def facets(self) -> Mapping[str, frozenset[Hashable]]:
        """The values chosen, by column; only columns that filter."""
        return dict(self._facets)

    @property
    def active(self) -> bool:
        """Whether anything is filtered."""
        return bool(self.needles or self._facets)

    def set_text(self, text: str) -> None:
        """Filter by this text."""
        self.field.setText(text)

    def set_facet(self, key: str, values: frozenset[Hashable]) -> None:
        """Show only rows with one of these values; none of them is no filter."""
        if values:
            self._facets[key] = values
        else:
            self._facets.pop(key, None)
        self._apply_facets()

    def clear(self) -> None:
        """Take every filter away."""
        had_focus_below = self._chip_row.isAncestorOf(self.window().focusWidget() or self)
        self._facets.clear()
        self.field.clear()
        self._apply_facets()
        if had_focus_below:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self, text: str = "") -> None:
        """Put the keyboard into the field, with ``text`` typed behind what is there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text:
            self.field.setText(self.field.text() + text)
        else:
            self.field.selectAll()

    def _filter(self, text: str) -> None:
        if self._model is not None:
            self._model.set_filter(text)
        self._show_counts()
        self.changed.emit()

    def _apply_facets(self) -> None:
        if self._model is not None:
            self._model.set_facets({key: set(values) for key, values in self._facets.items()})
        self._show_facets()
        self.changed.emit()

    # -- showing -----------------------------------------------------------------------------

    def _show_facets(self) -> None:
        for key, button in self.facet_buttons.items():
            count = len(self._facets.get(key, ()))
            button.set_badge(count or None)
            button.set_active(bool(count))
            title = self._columns[key].title
            button.setAccessibleName(
                self.tr("{0}, {1} chosen").format(title, count) if count else title
            )
        self.filters_button.set_badge(len(self._facets) or None)
        self.filters_button.set_active(bool(self._facets))
        self._show_chips()
        self._fold()
        self._show_counts()

    def _show_chips(self) -> None:
        # The link is kept, so that a chip removed by key leaves the focus somewhere sensible.
        while self._chip_flow.count():
            self._chip_flow.takeAt(0)
        for chip in self.chips.values():
            chip.hide()
            chip.deleteLater()
        self.chips.clear()
        for key, values in self._facets.items():
            column = self._columns[key]
            labels = sorted(
                (self._label(column, value) for value in values), key=lambda label: label.casefold()
            )
            more = f" +{len(labels) - 1}" if len(labels) > 1 else ""
            chip = Chip(column.title, labels[0] + more)
            chip.setToolTip("\n".join(labels[:20]))
            chip.setProperty("facet", key)
            chip.removed.connect(self._remove_chip_of_sender)
            self._chip_flow.addWidget(chip)
            self.chips[key] = chip
        self._chip_flow.addWidget(self.clear_all)
        self.clear_all.setVisible(bool(self._facets))

    def _label(self, column: Column[Any], value: Hashable) -> str:
        return column.label_of(value) or self.tr("No {0}").format(column.title.lower())

    def _show_counts(self) -> None:
        if self._model is None:
            return
        shown, total = self._model.counts()
        words = self.tr("{0} of {1} shown").format(f"{shown:,}", f"{total:,}")
        with_chips = bool(self._facets) and not self.folded
        for label in (self.count_label, self.inline_count):
            label.setText(words)
        self._chip_row.setVisible(with_chips)
        self.inline_count.setVisible(self.active and not with_chips)

    # -- folding -----------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fold()  # something beside the facets came or went
        return done

    def _fold(self) -> None:
        gap = theme.space.s
        needed = 2 * theme.size("edge_padding_x") + self.field.maximumWidth() + theme.space.xs
        buttons = {k: b for k, b in self.facet_buttons.items() if k not in self._withheld}
        needed += sum(b.sizeHint().width() + gap for b in buttons.values())
        for control in laid_out_widgets(self._extra):
            if not control.isHidden():
                needed += width_wanted(control) + gap
        needed += self.columns_button.sizeHint().width() + 2 * gap
        folded = len(buttons) > 1 and needed > self.width()
        for key, button in self.facet_buttons.items():
            button.setVisible(key in buttons and not folded)
        self.filters_button.setVisible(folded)
        if folded != self.folded:
            self.folded = folded
            self._show_counts()

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small window: the facets fold."""
        return QSize(_FIELD_WIDTH + 200, super().minimumSizeHint().height())

    # -- popups ------------------------------------------------------------------------------

    def open_facet(self, key: str) -> FacetPopup | None:
        """Open the choices of a facet below its button."""
        if self._model is None or key not in self._columns:
            return None
        self._drop_popup()
        popup = FacetPopup(self._columns[key].title, self)
        popup.setProperty("facet", key)
        popup.fill(self._model.facet_counts(key), self._facets.get(key, frozenset()))
        popup.chosen.connect(self._choose_in_popup)
        popup.closed.connect(self._drop_popup)
        self._popup = popup
        popup.open_below(self.filters_button if self.folded else self.facet_buttons[key])
        popup.focus_search()
        return popup

    def _open_filters(self) -> None:
        self._drop_popup()
        popup = FiltersPopup(
            [
                (key, column.title, len(self._facets.get(key, ())))
                for key, column in self._columns.items()
                if key not in self._withheld
            ],
            self,
        )
        popup.facet_chosen.connect(self.open_facet)
        popup.clear_chosen.connect(self.clear)
        popup.closed.connect(self._drop_popup)
        self._popup = popup
        popup.open_below(self.filters_button)
        popup.focus_first()

    def _drop_popup(self) -> None:
        popup, self._popup = self._popup, None
        if popup is not None:
            popup.close()
            popup.deleteLater()

    def _choose_in_popup(self, values: frozenset[Hashable]) -> None:
        sender = self.sender()
        if sender is not None:
            self.set_facet(str(sender.property("facet")), values)

    def _open_facet_of_sender(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.open_facet(str(sender.property("facet")))

    def _remove_chip_of_sender(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.set_facet(str(sender.property("facet")), frozenset())
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keyboard ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # The field clears its own text first, and passes Esc on when it is empty.
        if event.key() == Qt.Key.Key_Escape and self.active:
            self.clear()
            return
        super().keyPressEvent(event)
