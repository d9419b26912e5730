"""A question with its answers: a sentence to fill in, what it comes to, and a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.roles import DISPLAY
from gong_admin.runtime.language import translate
from gong_admin.services.access.capability import ASKED, choices_of, group_of
from gong_admin.services.access.sight import AREAS, NOT_IN_THE_API, OTHERS_ON_A_CALL
from gong_admin.services.profiles.setting import Setting
from gong_admin.services.profiles.settings_catalogue import BY_KEY
from gong_admin.ui.icons import icon
from gong_admin.ui.panels.access.person_field import CompanySources, PersonField
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Snug, tight
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.states import Hint

_CAN, _ALL = "can", "all"
_ROWS = 8  # that the table is high at least: its filter, its head and some answers


class QuestionPage(QWidget):
    """`asked`: the question is another one. A subclass puts its words and controls into the
    sentence with `say`."""

    asked = Signal()

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        table_id: str,
        name: str,
        unit: str,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.table = RecordTable(model, host, table_id=table_id, name=name, unit=unit)
        edge = theme.size("edge_padding_x")
        sentence = Snug()
        self._sentence = FlowLayout(sentence, gap=8, row_gap=8)
        self._summary = Label("", "secondary", tone="text", wrap=True)
        head = Snug()
        words = QVBoxLayout(head)
        words.setContentsMargins(edge, theme.space.m, edge, theme.space.m)
        words.setSpacing(theme.space.m)
        words.addWidget(sentence)
        words.addWidget(self._summary)
        if note:
            words.addWidget(Hint(note))
        self._summary.hide()
        column = QVBoxLayout(self)
        tight(column)
        # In a low window, or with large text, the question scrolls so that answers can be seen.
        self._scroll = FittingScrollArea(head)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        policy.setHeightForWidth(True)
        self._scroll.setSizePolicy(policy)
        column.addWidget(self._scroll)
        column.addWidget(self.table, 1)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.table.setMinimumHeight(_ROWS * theme.size("row"))

    def say(self, *parts: str | QWidget) -> None:
        """Put words and controls behind one another."""
        for part in parts:
            self._sentence.addWidget(Label(part, "body") if isinstance(part, str) else part)

    def show_summary(self, text: str) -> None:
        """What the answers come to, "" before there are any."""
        self._summary.setText(text)
        self._summary.setVisible(bool(text))
        # A scroll area doesn't pass on that its content would like another height.
        self._scroll.updateGeometry()

    @property
    def summary(self) -> str:
        return self._summary.text()

    def first_field(self) -> QWidget:
        """What the question begins with, for the keyboard."""
        raise NotImplementedError


class WhoPage(QuestionPage):
    """Who can …?: a setting and a value."""

    def __init__(self, model: RecordTableModel[Any], host: TableHost) -> None:
        super().__init__(model, host, "access-who", translate("access", "Who can"), "people")
        options = [(one.key, f"{group_of(one)}: {one.name}") for one in ASKED]
        self._setting = Select(options, name=self.tr("Setting"), value="deleteCalls")
        self._value = Select(name=self.tr("Value"))
        self._setting.changed.connect(self._setting_chosen)
        self._value.changed.connect(self._value_chosen)
        self.say(self.tr("Who has"), self._setting, self.tr("set to"), self._value)
        self._fill()

    @property
    def setting(self) -> Setting:
        return BY_KEY[self._setting.value()]

    @property
    def wanted(self) -> str:
        return self._value.value()

    def ask(self, setting_key: str, wanted: str) -> None:
        """Ask this question."""
        self._setting.set_value(setting_key)
        self._fill()
        self._value.set_value(wanted)
        self.asked.emit()

    def first_field(self) -> QWidget:
        return self._setting

    def _fill(self) -> None:
        self._value.set_options(choices_of(self.setting))

    def _setting_chosen(self, _key: str) -> None:
        self._fill()
        self.asked.emit()

    def _value_chosen(self, _key: str) -> None:
        self.asked.emit()


class SeesPage(QuestionPage):
    """Who can see somebody's records?"""

    def __init__(
        self, model: RecordTableModel[Any], host: TableHost, sources: CompanySources
    ) -> None:
        note = self.tr("{0} Not in the API, so not counted: {1}.").format(
            OTHERS_ON_A_CALL, ", ".join(NOT_IN_THE_API)
        )
        super().__init__(
            model, host, "access-sees", translate("access", "Who can see"), "people", note
        )
        self._area = Select(list(AREAS.items()), name=self.tr("Kind of record"))
        self.person = PersonField(sources, self.tr("Person"), self.tr("Name, address or id"))
        self._whom = Segmented(
            ((_CAN, self.tr("Who can")), (_ALL, self.tr("Everybody"))), name=self.tr("Shown")
        )
        self._whom.changed.connect(self._chosen)
        self._area.changed.connect(self._chosen)
        self.person.chosen.connect(self._chosen)
        self.say(self.tr("Who can see the"), self._area, self.tr("of"), self.person, self._whom)

    @property
    def area(self) -> str:
        return self._area.value()

    @property
    def everybody(self) -> bool:
        """Whether those who can't are shown as well, with the reason."""
        return self._whom.value() == _ALL

    def show_everybody(self, shown: bool) -> None:
        """Show those who can't as well, or not."""
        self._whom.set_value(_ALL if shown else _CAN)
        self.asked.emit()

    def first_field(self) -> QWidget:
        return self.person

    def _chosen(self, _key: str) -> None:
        self.asked.emit()


class PersonPage(QuestionPage):
    """What can this person do?, and beside another."""

    def __init__(self, model: NamedColumns, host: TableHost, sources: CompanySources) -> None:
        super().__init__(
            model, host, "access-person", translate("access", "What a person can do"), "settings"
        )
        self._model = model
        self.first = PersonField(sources, self.tr("Person"), self.tr("Name, address or id"))
        self.second = PersonField(
            sources, self.tr("Second person"), self.tr("Another one to compare")
        )
        for field in (self.first, self.second):
            field.chosen.connect(self._chosen)
        self.say(self.tr("What can"), self.first, self.tr("do, compared with"), self.second)

    def show_names(self, first: str, second: str) -> None:
        """Put the people's names over their columns; the second's are there with the second."""
        # Each value stands beside the profile that it comes through.
        through = self.tr("Through") if second else ""
        self._model.set_titles({"first": first, "second": second, "second_through": through})
        columns = self.table.view.columns
        for key in ("second", "second_through", "differs"):
            if columns.is_shown(key) != bool(second):
                columns.show(key, bool(second))
        self.table.filter_bar.offer("differs", bool(second))

    def first_field(self) -> QWidget:
        return self.first

    def _chosen(self, _person: str) -> None:
        self.asked.emit()


class NamedColumns(RecordTableModel[Any]):
    """A table whose columns may be called otherwise than they were born."""

    _titles: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def set_titles(self, titles: dict[str, str]) -> None:
        """What to call these columns; "" for their own name."""
        self._titles = titles
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        own = super().headerData(section, orientation, role)
        if isinstance(own, str) and 0 <= section < len(self.columns):
            return self._titles.get(self.columns[section].key) or own
        return own


def row_action(page: QuestionPage, icon_name: str, words: str) -> QAction:
    """An action on the selected row, in the menu of the rows."""
    action = QAction(icon(icon_name), words, page)
    page.table.add_record_action(action)
    return action
