"""What was found on somebody: figures, and a table of every kind with every field.

For the Lookup panel and for a subject of a case. Nothing of it is kept: the tables remember their
columns, and neither what is filtered by nor what is in them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.privacy.case import Counts
from gong_admin.services.privacy.findings import KINDS, KindTable
from gong_admin.services.privacy.lookup import CallFacts
from gong_admin.services.words import counted
from gong_admin.ui.links import open_page
from gong_admin.ui.privacy.findings_columns import (
    FoundRow,
    columns_of,
    first_order,
    kind_title,
    kind_unit,
    rows_of,
    type_note,
)
from gong_admin.ui.privacy.table_room import TableRoom
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.layout import Views
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Separator, tight
from gong_admin.ui.widgets.card import StatTile
from gong_admin.ui.widgets.offer_bar import OfferBar
from gong_admin.ui.widgets.tabs import TabBar

RELATED = ("numbers", "addresses")
_TILES = ("calls", "emails", "meetings", "records", "events", "related")
_LOW = 460  # pixels of height below which the figures leave their place to the table


class LayoutsOnly:
    """Keeps the layouts of tables and forgets what was chosen in their filters: a mailbox or a
    sender is a person's address, and the settings hold none."""

    def __init__(self, views: Views) -> None:
        self._views = views

    def view(self, name: str) -> dict[str, Any]:
        return {} if ".filter" in name else self._views.view(name)

    def set_view(self, name: str, layout: dict[str, Any]) -> None:
        if ".filter" not in name:
            self._views.set_view(name, layout)


def discreet(host: TableHost) -> TableHost:
    """The same host for a table of personal data."""
    return dataclasses.replace(host, settings=LayoutsOnly(host.settings))


class FindingsView(QWidget):
    """`show_findings` shows an answer, `show_facts` what was filled in of its calls.

    `fill_wanted`, `fill_cancelled`: the offer below the calls' tab. `looked_up(value)`,
    `added(values)`: a related address or number shall be looked up, or added to a case.
    `access_wanted(ids)`: who was given these calls shall be seen. `table_shown`: another table is
    in front (`table`).
    """

    fill_wanted = Signal()
    fill_cancelled = Signal()
    looked_up = Signal(str)
    added = Signal(object)
    access_wanted = Signal(object)
    table_shown = Signal()

    def __init__(
        self, host: TableHost, *, table_id: str = "lookup", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._host, self._table_id = discreet(host), table_id
        self._tables: dict[str, KindTable] = {}
        self._facts: Mapping[str, CallFacts] | None = None
        self._whom = ""
        self._pages: dict[str, RecordTable] = {}
        self._shown: set[str] = set()  # pages that show what was found last
        self._offered: tuple[str, str, str] | None = None
        self.tiles = {key: self._tile(key) for key in _TILES}
        self._figures = QWidget()
        row = QHBoxLayout(self._figures)
        edge = theme.size("edge_padding_x")
        row.setContentsMargins(edge, 0, edge, theme.space.s)
        row.setSpacing(theme.space.s)
        for tile in self.tiles.values():
            row.addWidget(tile)
        self.tabs = TabBar(self.tr("Kinds of what was found"))
        self.tabs.chosen.connect(self._show)
        self.offer = OfferBar(icon="download-simple")
        self.offer.accepted.connect(self.fill_wanted)
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(edge - TabBar.PADDING, 0, edge - TabBar.PADDING, 0)
        head.addWidget(self.tabs, 1)
        note = QVBoxLayout()
        tight(note)
        note.addWidget(self.offer)
        self._note = QWidget()
        self._note.setLayout(note)
        self._note.hide()
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._figures)
        column.addLayout(head)
        column.addWidget(Separator())
        column.addSpacing(theme.space.m)
        column.addWidget(self._note)
        column.addWidget(TableRoom(self._stack), 1)

    # -- what is shown -------------------------------------------------------------------------

    @property
    def table(self) -> RecordTable | None:
        """The table in front."""
        return self._pages.get(self.tabs.key())

    def show_findings(self, tables: Sequence[KindTable], counts: Counts, whom: str = "") -> None:
        """Show an answer; the first kind that has anything is in front. `whom` it is about is not
        named among the others on a call."""
        self._facts, self._whom = None, whom
        self._clear()
        self._tables = {table.kind: table for table in tables}
        self._say_figures(counts)
        blocked = self.tabs.blockSignals(True)
        for kind in KINDS:
            if kind in self._tables:
                self.tabs.add_tab(kind, kind_title(kind), len(self._tables[kind].rows))
        self.tabs.blockSignals(blocked)
        if self._tables:
            self._show(self.tabs.key())

    def forget(self) -> None:
        """Let go of everything that was found."""
        self.show_findings((), Counts())

    def show_facts(self, facts: Mapping[str, CallFacts]) -> None:
        """Show what was filled in of the calls, by their id."""
        self._facts = facts
        had_focus = (table := self._pages.get("calls")) is not None and table.view.hasFocus()
        self._shown.discard("calls")
        if self.tabs.key() == "calls":
            self._show("calls")
            if had_focus and self.table is not None:
                self.table.view.setFocus()

    def offer_fill(self, title: str, text: str, words: str) -> None:
        """Offer to fill in what is told about calls; "" takes the offer away."""
        self._offered = (title, text, words) if title else None
        self._show_offer()

    def show_filling(self, title: str, detail: str = "", share: float | None = None) -> None:
        """How far filling in is."""
        self.offer_fill("", "", "")
        if (table := self._pages.get("calls")) is not None:
            table.show_loading(title, detail, share)

    def show_filled(self, message: UserMessage | None = None) -> None:
        """It has ended; `message` says what went wrong."""
        if (table := self._pages.get("calls")) is not None:
            table.show_loaded()
            if message is not None:
                table.show_message(message)

    # -- figures -------------------------------------------------------------------------------

    def _tile(self, key: str) -> StatTile:
        words = translate("privacy", "Related") if key == "related" else kind_title(key)
        tile = StatTile(words, clickable=True)
        tile.setProperty("kind", key)
        tile.clicked.connect(self._tile_pressed)
        return tile

    def _say_figures(self, counts: Counts) -> None:
        notes = {
            "calls": self.tr("whole calls"),
            "emails": self.tr("metadata only"),
            "meetings": self.tr("in calendars"),
            "events": self.tr("shares and views"),
        }
        for kind, note in notes.items():
            self._say(kind, getattr(counts, kind), note)
        records = self._tables.get("records")
        self._say("records", counts.records, type_note(records) if records else "")
        known = ((counts.numbers, "number", ""), (counts.addresses, "address", "addresses"))
        related = ", ".join(counted(count, one, many) for count, one, many in known if count)
        self._say("related", counts.numbers + counts.addresses, related)

    def _say(self, key: str, count: int, note: str) -> None:
        tile = self.tiles[key]
        tile.set_figure(f"{count:,}", note if count else self.tr("none"))
        tile.setEnabled(count > 0)

    def _tile_pressed(self) -> None:
        tile = self.sender()
        key = str(tile.property("kind")) if tile is not None else ""
        kinds = RELATED if key == "related" else (key,)
        found = next((kind for kind in kinds if kind in self._tables), "")
        if found:
            self.tabs.choose(found)
            if self.table is not None:
                self.table.view.setFocus()

    # -- tables --------------------------------------------------------------------------------

    def _clear(self) -> None:
        # A table takes its time to be made: it serves for the next answer too.
        for table in self._pages.values():
            table.filter_bar.clear()
            table.clear_message()
            table.show_loaded()
            table.model.set_records(())
        self._shown.clear()
        blocked = self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        self.tabs.blockSignals(blocked)
        self._tables = {}
        self._offered = None
        self._show_offer()

    def _drop(self, kind: str) -> None:
        if (table := self._pages.pop(kind, None)) is not None:
            self._stack.removeWidget(table)
            table.hide()
            table.deleteLater()

    def _show(self, kind: str) -> None:
        """Bring a kind to the front; its table is made when it is first looked at."""
        if kind not in self._tables:
            return
        if kind not in self._shown:
            self._shown.add(kind)
            columns = self._columns(self._tables[kind])
            page = self._pages.get(kind)
            if page is None or _outline(page.model.columns) != _outline(columns):
                self._drop(kind)
                self._pages[kind] = self._make(self._tables[kind], columns)
                self._stack.addWidget(self._pages[kind])
            self._pages[kind].model.set_records(
                rows_of(self._tables[kind], self._facts, self._whom)
            )
        self._stack.setCurrentWidget(self._pages[kind])
        self._show_offer()
        self.table_shown.emit()

    def _columns(self, table: KindTable) -> tuple[Column[FoundRow], ...]:
        return columns_of(table, filled=table.kind == "calls" and self._facts is not None)

    def _make(self, table: KindTable, columns: tuple[Column[FoundRow], ...]) -> RecordTable:
        filled = columns[0].key == "title"
        model: RecordTableModel[FoundRow] = RecordTableModel(columns, key=_key)
        unit = kind_unit(table.kind)
        shown = RecordTable(
            model,
            self._host,
            table_id=f"{self._table_id}.{table.kind}{'.filled' if filled else ''}",
            name=kind_title(table.kind),
            unit=unit,
            placeholder=self.tr("Filter {0}").format(unit),
        )
        if not model.sorting():
            model.sort_by(first_order(columns))
        if table.kind in RELATED:
            self._add_action(shown, self.tr("Look up"), self._look_up)
            self._add_action(shown, self.tr("Add to the case"), self._add)
            shown.activated.connect(self._activated)
        elif filled:
            self._add_action(shown, self.tr("Open in Gong"), self._open_call)
            shown.activated.connect(self._open_call)
        if table.kind == "calls":
            self._add_action(shown, self.tr("Who was given access…"), self._access)
            shown.load_cancelled.connect(self.fill_cancelled)
            shown.message_action.connect(self._again)
        return shown

    def _add_action(self, table: RecordTable, words: str, slot: Any) -> None:
        action = QAction(words, table)
        action.triggered.connect(slot)
        table.add_record_action(action)

    def _selected(self) -> list[FoundRow]:
        return self.table.selected_records() if self.table is not None else []

    def _look_up(self) -> None:
        for row in self._selected()[:1]:
            self.looked_up.emit(row.cells[0])

    def _add(self) -> None:
        if values := [row.cells[0] for row in self._selected()]:
            self.added.emit(values)

    def _activated(self, row: FoundRow) -> None:
        self.looked_up.emit(row.cells[0])

    def _open_call(self) -> None:
        for row in self._selected()[:1]:
            if row.facts is not None:
                open_page(row.facts.url)

    def _access(self) -> None:
        self.access_wanted.emit([row.cells[0] for row in self._selected() if row.cells[0]])

    def _again(self, _action: object) -> None:
        self.fill_wanted.emit()

    # -- room ----------------------------------------------------------------------------------

    def _show_offer(self) -> None:
        shown = self._offered is not None and self.tabs.key() == "calls"
        self._note.setVisible(shown)
        if self._offered is not None and shown:
            self.offer.offer(*self._offered)
        else:
            self.offer.hide()

    def _fit(self) -> None:
        roomy = self.height() >= round(_LOW * max(1.0, theme.text_scale))
        wide = self.width() >= len(_TILES) * (theme.size("card_tile") + theme.space.s)
        self._figures.setVisible(roomy and wide)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _outline(columns: Sequence[Column[Any]]) -> list[tuple[str, str, Kind]]:
    """What columns must have in common for a table to be used again."""
    return [(column.key, column.title, column.kind) for column in columns]


def _key(row: FoundRow) -> str:
    return row.key
