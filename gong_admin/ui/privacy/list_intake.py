"""A list of people before it becomes a case: what will be looked up, what is set aside and why,
and what looking it up costs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.intake import Intake, SetAside, Taken
from gong_admin.ui.privacy.findings_view import discreet
from gong_admin.ui.privacy.table_room import TableRoom
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import IconTile, Reason
from gong_admin.ui.widgets.tabs import Tabs

_FEW = 500


def kind_words(kind: IdentifierKind) -> str:
    """What was recognised, in words."""
    if kind is IdentifierKind.EMAIL:
        return translate("privacy", "Email address")
    return translate("privacy", "Phone number")


def _kind_of(row: Taken) -> str:
    return kind_words(row.identifier.kind)


def _warnings(row: Taken) -> str:
    return " ".join(row.identifier.warnings)


TAKEN: tuple[Column[Taken], ...] = (
    Column("line", translate("privacy", "Line"), lambda row: row.line, Kind.NUMBER, width=70),
    Column("kind", translate("privacy", "Kind"), _kind_of, width=120, facet=True),
    Column(
        "value",
        translate("privacy", "Looked up as"),
        lambda row: row.identifier.shown,
        width=260,
        export=lambda row: row.identifier.value,
    ),
    Column(
        "typed", translate("privacy", "In the list"), lambda row: row.identifier.typed, width=260
    ),
    Column("warnings", translate("privacy", "Note"), _warnings, width=260),
    Column("sheet", translate("privacy", "Sheet"), lambda row: row.sheet, width=120, visible=False),
)


def _taken_in_as(row: SetAside) -> str:
    return row.found.shown if row.found is not None else ""


ASIDE: tuple[Column[SetAside], ...] = (
    Column("line", translate("privacy", "Line"), lambda row: row.line, Kind.NUMBER, width=70),
    Column("text", translate("privacy", "In the list"), lambda row: row.text, width=260),
    Column("reason", translate("privacy", "Set aside because"), lambda row: row.reason, width=420),
    Column("found", translate("privacy", "Taken in as"), _taken_in_as, width=200),
    Column("sheet", translate("privacy", "Sheet"), lambda row: row.sheet, width=120, visible=False),
)  # fmt: skip


class ListIntakeView(QWidget):
    """`case_wanted`: make a case of what was taken; `correct_wanted(SetAside)`: correct one line of
    what was not; `take_wanted(list)`: take such lines as they are; `other_wanted`: another list;
    `closed`: back to one address or number. `table_shown`: another table is in front (`table`)."""

    case_wanted = Signal()
    correct_wanted = Signal(object)
    take_wanted = Signal(object)
    other_wanted = Signal()
    closed = Signal()
    table_shown = Signal()

    def __init__(self, host: TableHost, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        quiet = discreet(host)
        self.taken = self._table(
            TAKEN, quiet, "taken", translate("privacy", "To look up"), _taken_key
        )
        self.aside = self._table(
            ASIDE, quiet, "aside", translate("privacy", "Set aside"), _aside_key
        )
        self.aside.set_empty(
            self.tr("Nothing was set aside"),
            icon="check-circle",
            reasons=[
                Reason(
                    "list-bullets",
                    self.tr("Every line is looked up"),
                    self.tr(
                        "None is invalid, occurs twice, is known as a Gong user or is on the "
                        "do-not-erase list."
                    ),
                )
            ],
        )
        self._title = ElidedLabel("", "heading")
        self._about = Label("", "secondary", tone="text2", wrap=True)
        self._cost = Label("", "secondary", tone="text2", wrap=True)
        self.make_button = Button("", kind="primary", icon="folder-plus")
        self.make_button.clicked.connect(self.case_wanted)
        self.correct_button = Button(self.tr("Correct the line…"), icon="pencil-simple")
        self.correct_button.clicked.connect(self._correct_selected)
        self.take_button = Button(self.tr("Take in"), icon="check")
        self.take_button.clicked.connect(self._take_selected)
        self.aside.activated.connect(self.correct_wanted)
        self.aside.selection_changed.connect(self._selected)
        self.other_button = Button(self.tr("Another list…"), icon="folder-open")
        self.other_button.clicked.connect(self.other_wanted)
        self.close_button = Button(self.tr("Close"), kind="ghost", icon="x")
        self.close_button.clicked.connect(self.closed)
        self.tabs = Tabs(self.tr("Parts of the list"), inset=theme.size("edge_padding_x"))
        self.tabs.add("taken", self.taken.name, self._page(self.taken))
        self.tabs.add("aside", self.aside.name, self._page(self.aside))
        self.tabs.chosen.connect(self._tab_chosen)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column)
        column.addLayout(self._head())
        column.addWidget(TableRoom(self.tabs, "tab"), 1)
        # Large texts in a small window: the table keeps its rows, and the page scrolls.
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(ScrollArea(content))

    @property
    def table(self) -> RecordTable:
        """The table in front."""
        return self.taken if self.tabs.key() == "taken" else self.aside

    def show_list(self, name: str, intake: Intake, cost: str, hint: str = "") -> None:
        """Show what was read from `name`. `cost` is what looking it up takes, `hint` a sentence
        behind it."""
        taken, aside = len(intake.taken), len(intake.aside)
        people_in_case = taken or len(intake.held)
        self._title.setText(name)
        self._about.setText(self._how(intake))
        self._about.setVisible(bool(self._about.text()))
        people = self.tr("1 lookup") if taken == 1 else self.tr("{0:,} lookups").format(taken)
        told = (
            self.tr("Making the case starts {0}: {1}.").format(people, cost)
            if taken
            else self.tr("Nothing to look up.")
        )
        self._cost.setText(f"{told} {hint}".strip())
        self.make_button.setText(
            self.tr("Make a case of 1 subject…")
            if people_in_case == 1
            else self.tr("Make a case of {0:,} subjects…").format(people_in_case)
        )
        self.make_button.set_disabled_because(
            "" if people_in_case else self.tr("Nothing to look up.")
        )
        for table in (self.taken, self.aside):
            table.view.columns.show("sheet", bool(intake.sheets))
        self.tabs.set_count("taken", taken)
        self.tabs.set_count("aside", aside)
        self.taken.filter_bar.clear()
        self.aside.filter_bar.clear()
        self.taken.model.set_records(intake.taken)
        self.aside.model.set_records(intake.aside)
        self.tabs.choose("taken" if taken else "aside")
        self._selected()
        self.setAccessibleName(name)
        self.setAccessibleDescription(self._cost.text())

    def forget(self) -> None:
        """Let go of the list."""
        self.taken.model.set_records(())
        self.aside.model.set_records(())
        self._title.setText("")

    def said(self) -> str:
        """How the list was read and what it costs."""
        return f"{self._about.text()} {self._cost.text()}".strip()

    # -- making --------------------------------------------------------------------------------

    def _table(
        self, columns: Any, host: TableHost, key: str, name: str, key_of: Any
    ) -> RecordTable:
        return RecordTable(
            RecordTableModel(columns, key=key_of),
            host,
            table_id=f"lookup.list.{key}",
            name=name,
            unit=translate("privacy", "lines"),
            placeholder=self.tr("Filter lines"),
        )

    def _page(self, table: RecordTable) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, theme.space.m, 0, 0)  # off the tabs
        column.addWidget(table)
        return page

    def _head(self) -> QHBoxLayout:
        edge = theme.size("edge_padding_x")
        row = QHBoxLayout()
        row.setContentsMargins(edge, theme.space.m, edge, theme.space.s)
        row.setSpacing(theme.space.m)
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(self._title)
        words.addWidget(self._about)
        words.addWidget(self._cost)
        words.addSpacing(theme.space.s)
        host = QWidget()
        buttons = FlowLayout(host, gap=8, row_gap=8)
        for button in (
            *(self.make_button, self.take_button, self.correct_button),
            *(self.other_button, self.close_button),
        ):
            buttons.addWidget(button)
        words.addWidget(host)
        row.addWidget(IconTile("list-bullets", "accent"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _how(self, intake: Intake) -> str:
        parts = []
        named = [title for title in intake.columns if title]
        if named:
            parts.append(self.tr("Columns used: {0}.").format(", ".join(named)))
        elif intake.columns:
            parts.append(self.tr("Columns were recognised by what is in them."))
        if intake.about:
            parts.append(self.tr("Read as {0}.").format(intake.about))
        if intake.sheets:
            parts.append(self.tr("Sheets read: {0}.").format(", ".join(intake.sheets)))
        if intake.unread:
            parts.append(self.tr("Not read, being hidden: {0}.").format(", ".join(intake.unread)))
        return " ".join(parts)

    def _tab_chosen(self, _key: str) -> None:
        self._selected()
        self.table_shown.emit()

    def _selected(self) -> None:
        count = self.aside.selected_count()
        for button in (self.correct_button, self.take_button):
            button.setVisible(self.table is self.aside)
        first = self.tr("Choose a line first")
        self.correct_button.set_disabled_because("" if count == 1 else first)
        nothing = self.tr("Nobody to look up in what is chosen: correct the line")
        self.take_button.set_disabled_because(
            first if not count else "" if self._can_take(count) else nothing
        )

    def _can_take(self, count: int) -> bool:
        # Thousands are not gone through with every key.
        return count > _FEW or any(one.found for one in self.aside.selected_records())

    def _take_selected(self) -> None:
        self.take_wanted.emit(self.aside.selected_records())

    def _correct_selected(self) -> None:
        self.correct_wanted.emit(self.aside.selected_records()[0])


def _taken_key(row: Taken) -> str:
    return f"{row.identifier.kind.value} {row.identifier.compared}"


def _aside_key(row: SetAside) -> str:
    # One line may hold several, even the same one twice.
    return f"{row.line} {id(row)}"
