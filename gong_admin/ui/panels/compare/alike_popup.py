"""The popup with pairs of profiles that are nearly the same, and profiles without members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStackedLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.popup import Popup
from gong_admin.ui.widgets.segmented import Segmented

_WIDTH, _ROWS = 460, 7
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: the profiles it stands for, their names, and what there is to say."""

    ids: tuple[str, ...]
    title: str
    note: str


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def fill(self, entries: Sequence[Entry]) -> None:
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{entry.title}\n{entry.note}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.title}. {entry.note}"
        return None


class _Delegate(QStyledItemDelegate):
    """Two lines: names, and what there is to say."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(100, theme.size("setting_row_two_lines"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, _Entries):
            return
        entry, area, state = model.entries[index.row()], QRect(option.rect), option.state
        ground = area.adjusted(4, 1, -4, -1)
        current = bool(state & QStyle.StateFlag.State_HasFocus)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            paint.box(painter, ground, theme.radius.small, theme.colour("hover"))
        if current:
            paint.box(painter, ground, theme.radius.small, None, theme.colour("focus"), 2)
        room = area.adjusted(theme.space.m + 2, 5, -theme.space.m, -5)
        half = room.height() // 2
        first = QRect(room.left(), room.top(), room.width(), half)
        paint.text(painter, first, entry.title, theme.font("medium"), theme.colour("text"))
        second = QRect(room.left(), room.top() + half, room.width(), room.height() - half)
        paint.text(painter, second, entry.note, theme.font("secondary"), theme.colour("text2"))


class EntryList(QListView):
    """Entries to choose from, by click or Enter: `chosen(ids)`."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = _Entries(self)
        self.setModel(self._entries)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        OverlayScrollBars(self)
        self.clicked.connect(self._pick)

    def fill(self, entries: Sequence[Entry]) -> None:
        self._entries.fill(entries)
        if entries:
            self.setCurrentIndex(self._entries.index(0))

    def titles(self) -> list[str]:
        """What is listed, title and note."""
        return [f"{entry.title} | {entry.note}" for entry in self._entries.entries]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._entries.entries[index.row()].ids)


class AlikePopup(Popup):
    """`chosen(ids)`: two profiles that are alike, or one that has nobody. `members_wanted` to
    read the members, without which nobody can tell."""

    chosen = Signal(object)
    members_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, width=round(_WIDTH * max(1.0, theme.text_scale)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Alike, or without members"))
        options = [("pairs", self.tr("Nearest pairs")), ("empty", self.tr("Without members"))]
        self.choice = Segmented(options, name=self.tr("What to find"))
        self.choice.changed.connect(self._show_page)
        row = QHBoxLayout()
        row.setContentsMargins(theme.space.m, theme.space.m, theme.space.m, theme.space.s)
        row.addWidget(self.choice)
        row.addStretch(1)
        self.pairs = EntryList(self.tr("Nearest pairs"))
        self.empty = EntryList(self.tr("Profiles without members"))
        for each in (self.pairs, self.empty):
            each.chosen.connect(self.chosen)
        self._note = Label("", "secondary", wrap=True)
        self._read = Button(self.tr("Read members"), icon="users-three")
        self._read.clicked.connect(self.members_wanted)
        said = QWidget()
        column = QVBoxLayout(said)
        column.setContentsMargins(theme.space.l, theme.space.l, theme.space.l, theme.space.l)
        column.setSpacing(theme.space.m)
        column.addWidget(self._note)
        column.addWidget(self._read, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        host = QWidget()
        host.setFixedHeight(_ROWS * theme.size("setting_row_two_lines"))
        self._stack = QStackedLayout(host)
        self._said = said
        for page in (self.pairs, self.empty, said):
            self._stack.addWidget(page)
        self.body.addLayout(row)
        self.body.addWidget(Separator())
        self.body.addSpacing(theme.space.xs)
        self.body.addWidget(host)
        self.body.addSpacing(theme.space.xs)
        self._pairs: Sequence[Entry] | None = None
        self._empty: Sequence[Entry] | None = None
        self._ask = ("", "", False)

    def show_pairs(self, entries: Sequence[Entry] | None) -> None:
        """The pairs, the nearest first; None while they are looked for."""
        self._pairs = entries
        self.pairs.fill(entries or ())
        self._show_page()

    def show_empty(self, entries: Sequence[Entry]) -> None:
        """The profiles that have nobody."""
        self._empty = entries
        self.empty.fill(entries)
        self._show_page()

    def ask_for_members(self, count: int, cost: str, *, reading: bool) -> None:
        """Nobody has read the members: offer it, with what it costs."""
        self._empty = None
        words = self.tr("Who has which profile is read when you ask, one call for each of {0}.")
        self._ask = (words.format(f"{count:,}"), cost, reading)
        self._show_page()

    def focus_list(self) -> None:
        """Put the keyboard where one chooses."""
        self.pairs.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show_page(self, _key: str = "") -> None:
        pairs = self.choice.value() == "pairs"
        found = self._pairs if pairs else self._empty
        if found:
            self._stack.setCurrentWidget(self.pairs if pairs else self.empty)
            return
        self._stack.setCurrentWidget(self._said)
        self._read.setVisible(not pairs and found is None)
        if pairs:
            looking, none = self.tr("Comparing every pair…"), self.tr("There is no other profile.")
            self._note.setText(looking if found is None else none)
        elif found is None:
            words, cost, reading = self._ask
            self._note.setText(self.tr("Reading members…") if reading else f"{words} {cost}")
            self._read.setEnabled(not reading)
        else:
            self._note.setText(self.tr("Every profile has somebody."))
