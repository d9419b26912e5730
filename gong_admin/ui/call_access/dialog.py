"""The dialog for access to single calls: which calls, whom, and what came of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.api.spec import describe
from gong_admin.api.types.permissions import CallUsers
from gong_admin.models.column import Column, Kind
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.call_access import Act, Result
from gong_admin.services.words import counted
from gong_admin.ui.call_access.words import WHAT_STAYS
from gong_admin.ui.forms.lists import ChipsInput
from gong_admin.ui.forms.sources import Sources
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.card import Card
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, TextArea
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.states import Hint, Reason

_WIDTH = 780
_TABLE = 230  # pixels of the table's height at ordinary text
_MANY = 8  # calls from which on a filter is of use

_TONES = {
    Result.DONE: "success",
    Result.NOTHING: "neutral",
    Result.NOT_FOUND: "warning",
    Result.REFUSED: "danger",
    Result.NOT_TAKEN: "danger",
    Result.UNCERTAIN: "warning",
    Result.NOT_TRIED: "neutral",
}


@dataclass(frozen=True, slots=True)
class CallLine:
    """A call, to whom it was given (names), and what came of it; `result` is None before."""

    call_id: str
    people: tuple[str, ...]
    found: bool
    result: Result | None = None
    text: str = ""


def _as_read(line: CallLine) -> str:
    """What is known of a call before anything is done to it."""
    if not line.found:
        return Result.NOT_FOUND.value
    return (
        counted(len(line.people), "person", "people")
        if line.people
        else translate("call_access", "Nobody")
    )


COLUMNS: tuple[Column[CallLine], ...] = (
    Column("call", translate("call_access", "Call"), lambda r: r.call_id, Kind.ID, width=190),
    Column(
        "result",
        translate("call_access", "Result"),
        lambda r: r.result.value if r.result else _as_read(r),
        Kind.PILL,
        width=150,
        pill=lambda r: _TONES[r.result] if r.result else ("neutral" if r.found else "warning"),
        tooltip=lambda r: r.text,
    ),
    Column(
        "count",
        translate("call_access", "People"),
        lambda r: len(r.people),
        Kind.NUMBER,
        width=80,
        visible=False,
    ),
    Column(
        "people",
        translate("call_access", "Given through the API to"),
        lambda r: r.people,
        width=300,
    ),
    Column("text", translate("call_access", "Why"), lambda r: r.text, width=240, visible=False),
)


class _Content(QWidget):
    """As high as it is at its width, and not as it would be at its narrowest, where chips stand
    below one another."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class CallAccessDialog(Dialog):
    """`read_wanted`: look who has the calls; `act_wanted(Act)`: give or take back;
    `stop_wanted`: end what is under way; `message_action(ActionKind)`."""

    read_wanted = Signal()
    act_wanted = Signal(object)
    stop_wanted = Signal()
    message_action = Signal(object)

    def __init__(self, parent: QWidget, host: TableHost, sources: Sources) -> None:
        super().__init__(
            parent, translate("call_access", "Access to single calls"), width=dialog_width(_WIDTH)
        )
        self.calls = TextArea(
            lines=3, placeholder=self.tr("Ids or addresses of calls, as many as you like")
        )
        self._set_mono()
        theme.changed.connect(self._set_mono)
        self._calls_field = Field(self.tr("Calls"), self.calls)
        self._count = Label("", "secondary")
        self._count.hide()
        spec = next(one for one in describe(CallUsers) if one.name == "userIds")
        self.people = ChipsInput(replace(spec, name=self.tr("People")), sources)
        self._people_field = Field(self.tr("People"), self.people)
        self.people.changed.connect(self._make_room)
        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.message_action)
        self.loading_bar = LoadingBar()
        self.loading_bar.cancelled.connect(self.stop_wanted)
        self.model: RecordTableModel[CallLine] = RecordTableModel(
            COLUMNS, key=lambda line: line.call_id
        )
        self.table = RecordTable(
            self.model, host, table_id="call-access", name=self.tr("Access to calls"), unit="calls"
        )
        self.table.filter_bar.hide()
        frame = Card(padding=1)
        frame.body.addWidget(self.table)
        frame.setFixedHeight(dialog_width(_TABLE))
        self.table.set_empty(
            self.tr("Not read yet"),
            icon="phone-call",
            reasons=[
                Reason(
                    "info", self.tr("Reading changes nothing"), self.tr("It tells who has what.")
                )
            ],
        )
        content = _Content()
        column = QVBoxLayout(content)
        tight(column, theme.space.m)
        for part in (
            self._calls_field,
            self._count,
            self._people_field,
            self.message_bar,
            self.loading_bar,
            frame,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self.loading_bar.hide()
        self._area = FittingScrollArea(content)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(Hint(WHAT_STAYS))
        self.read_button = self.add_button(
            self.tr("See who has access"), kind="ghost", icon="eye", left=True
        )
        self.read_button.clicked.connect(self.read_wanted)
        self.revoke_button = self.add_button(self.tr("Take back…"), icon="minus-circle")
        self.revoke_button.clicked.connect(self._revoke)
        self.grant_button = self.add_button(
            self.tr("Give access…"), kind="primary", icon="plus-circle"
        )
        self.grant_button.clicked.connect(self._grant)
        self.calls.setFocus()

    def _set_mono(self) -> None:
        self.calls.setFont(theme.font("mono"))

    # -- setters -------------------------------------------------------------------------------

    def show_calls(self, count: int, strange: Sequence[str]) -> None:
        """How many calls stand in the field, and what there is no call."""
        if strange:
            words = ", ".join(strange[:3])
            more = self.tr(" and {0} more").format(len(strange) - 3) if len(strange) > 3 else ""
            self._calls_field.set_error(self.tr("No id of a call: {0}{1}").format(words, more))
        else:
            self._calls_field.set_error("")
        one = self.tr("1 call")
        self._count.setText(one if count == 1 else self.tr("{0} calls").format(f"{count:,}"))
        self._count.setVisible(bool(count))
        self._make_room()

    def set_reasons(self, read: str, act: str) -> None:
        """Why reading and acting are off, "" where they are on."""
        self.read_button.set_disabled_because(read)
        for button in (self.grant_button, self.revoke_button):
            button.set_disabled_because(act)

    def show_lock(self, closed: bool) -> None:
        """While the lock is closed, the buttons say that they ask for it to be opened first."""
        self.grant_button.set_kind("secondary" if closed else "primary")
        self.grant_button.set_icon_name("lock-simple" if closed else "plus-circle")
        self.revoke_button.set_icon_name("lock-simple" if closed else "minus-circle")
        asks = self.tr("Changes are locked: you are asked to allow them first") if closed else ""
        for button in (self.grant_button, self.revoke_button):
            button.set_tooltip(asks)

    def show_lines(self, lines: Sequence[CallLine]) -> None:
        self.model.set_records(lines)
        if len(lines) > _MANY:
            self.table.filter_bar.show()
        self._make_room()

    def show_progress(self, title: str, share: float | None = None) -> None:
        """What is under way; "" for nothing."""
        if title:
            self.loading_bar.set_progress(title, "", share)
        self.loading_bar.setVisible(bool(title))
        self._make_room()

    def show_message(self, message: UserMessage | None) -> None:
        if message is None:
            self.message_bar.clear()
        else:
            self.message_bar.show_message(message)
        self._make_room()

    def _make_room(self) -> None:
        # A scroll area doesn't pass on that its content would like another height.
        self._area.updateGeometry()
        self.refit()

    def _grant(self) -> None:
        self.act_wanted.emit(Act.GRANT)

    def _revoke(self) -> None:
        self.act_wanted.emit(Act.REVOKE)
