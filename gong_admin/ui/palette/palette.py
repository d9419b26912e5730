"""The palette itself: a field, the entries under their headings, the keys that work in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.palette.source import Entry, Source
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.assistive import announce
from gong_admin.ui.widgets.avatar import paint_avatar
from gong_admin.ui.widgets.basics import (
    IconLabel,
    KeyCaps,
    Label,
    Separator,
    key_caps_width,
    paint_key_caps,
)

_EACH = 6  # entries shown of one source
_ENTRY = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class _Results(QAbstractListModel):
    """Headings and entries in one list; headings can't be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Entry | str] = []
        self.words: list[str] = []

    def show(self, rows: list[Entry | str], words: list[str]) -> None:
        self.beginResetModel()
        self.rows, self.words = rows, words
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ENTRY:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row if isinstance(row, str) else f"{row.title} {row.detail}".strip()
        return None

    def next_entry(self, start: int, step: int) -> int:
        """The next choosable row from `start` on, around the end; -1 where there is none."""
        count = len(self.rows)
        for offset in range(count):
            row = (start + step * offset) % count
            if not isinstance(self.rows[row], str):
                return row
        return -1


class _Delegate(QStyledItemDelegate):
    def __init__(self, results: _Results, parent: QObject) -> None:
        super().__init__(parent)
        self._results = results

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        heading = isinstance(index.data(_ENTRY), str)
        return QSize(0, theme.size("nav_row" if heading else "tab"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        entry = index.data(_ENTRY)
        area: QRect = option.rect.adjusted(theme.space.s, 0, -theme.space.s, 0)
        if isinstance(entry, str):
            words = area.adjusted(theme.space.m, theme.space.xs, 0, 0)
            font = theme.font("secondary_medium")
            paint.text(painter, words, entry, font, theme.colour("text3"))
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            paint.box(painter, area, theme.radius.control, theme.colour("selected"))
        inner = area.adjusted(theme.space.m, 0, -theme.space.m, 0)
        side = theme.size("avatar")
        spot = QRect(inner.left(), inner.top(), side, inner.height())
        if entry.icon == "avatar":
            circle = QRect(spot.left(), spot.center().y() - side // 2, side, side)
            paint_avatar(painter, circle, entry.title)
        else:
            paint_icon(painter, entry.icon, spot, theme.colour("text2"), theme.size("icon"))
        right = inner.right()
        keys = entry.shortcut.split("+") if entry.shortcut else ["Enter"] if chosen else []
        if keys:
            right -= key_caps_width(keys)
            paint_key_caps(painter, keys, right, inner.height(), inner.top())
            right -= theme.space.s
        self._words(painter, entry, QRect(spot.right() + 12, inner.top(), 0, inner.height()), right)

    def _words(self, painter: QPainter, entry: Entry, area: QRect, right: int) -> None:
        """The title, with what was typed in the accent, and the detail behind it."""
        x, font = area.left(), theme.font("medium")
        for text, hit in _split(entry.title, self._results.words):
            width = min(paint.text_width(text, font) + 1, right - x)
            if width <= 0:
                return
            spot = QRect(x, area.top(), width, area.height())
            tint = theme.colour("accent_text" if hit else "text")
            paint.text(painter, spot, text, font, tint)
            x += width - 1
        if entry.detail and right - x > 2 * theme.space.xl:
            spot = QRect(x + theme.space.s, area.top(), right - x - theme.space.s, area.height())
            paint.text(painter, spot, entry.detail, theme.font("body"), theme.colour("text2"))


def _split(title: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """`title` in pieces: those that were typed, and those between."""
    folded = title.casefold()
    if len(folded) != len(title):  # casefolding changed the length ("ß"): no marks
        return [(title, False)]
    marked = [False] * len(title)
    for word in words:
        at = folded.find(word)
        for position in range(at, at + len(word)) if at >= 0 else ():
            marked[position] = True
    pieces: list[tuple[str, bool]] = []
    start = 0
    for position in range(1, len(title) + 1):
        if position == len(title) or marked[position] != marked[start]:
            pieces.append((title[start:position], marked[start]))
            start = position
    return pieces


class Palette(QWidget):
    """Lies over the whole window, with a veil. Up and Down choose, Enter does it, Esc closes."""

    def __init__(self, window: QWidget, sources: Sequence[Source]) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window = window
        self._sources = sources
        self._before = window.focusWidget()
        self.field = QLineEdit(self)
        self.field.setProperty("bare", True)
        self.field.setPlaceholderText(self.tr("Search users, profiles, panels, commands"))
        self.field.setAccessibleName(self.tr("Search or run a command"))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._counts = Label("", "secondary")
        self._empty = Label(self.tr("Nothing found"), "body", tone="text3")
        self._results = _Results(self)
        self.list = QListView(self)
        self.list.setModel(self._results)
        self.list.setItemDelegate(_Delegate(self._results, self))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self._run)

        top = QHBoxLayout()
        top.setContentsMargins(theme.space.l + 4, theme.space.l, theme.space.l + 4, theme.space.l)
        top.setSpacing(theme.space.m)
        top.addWidget(IconLabel("magnifying-glass", size=theme.tokens.sizes["icon_large"]))
        top.addWidget(self.field, 1)
        top.addWidget(self._counts)
        keys = QHBoxLayout()
        keys.setContentsMargins(theme.space.l + 4, theme.space.s, theme.space.l, theme.space.m)
        keys.setSpacing(theme.space.s)
        for caps, word in (("↑+↓", "choose"), ("Enter", "open"), ("Esc", "close")):
            keys.addWidget(KeyCaps(caps))
            keys.addWidget(Label(word, "secondary"))
            keys.addSpacing(theme.space.s)
        keys.addStretch(1)
        self._card = QWidget(self)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(Separator())
        column.addSpacing(theme.space.s)
        column.addWidget(self.list, 1)
        column.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(Separator())
        column.addLayout(keys)
        window.installEventFilter(self)
        self._cover()
        self._search("")

    def open(self) -> None:
        """Show it and take the keyboard."""
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    # -- searching -----------------------------------------------------------------------------

    def _search(self, text: str) -> None:
        words = text.casefold().split()
        rows: list[Entry | str] = []
        shown, more = 0, False
        for source in self._sources:
            entries = source.find(words, _EACH + 1)
            more = more or len(entries) > _EACH
            if entries:
                rows.append(source.heading)
                rows.extend(entries[:_EACH])
                shown += len(entries[:_EACH])
        self._results.show(rows, words)
        self._counts.setText(self._count_words(words, shown, more))
        self.list.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._choose(self._results.next_entry(0, 1) if rows else -1)

    def _count_words(self, words: Sequence[str], shown: int, more: bool) -> str:
        """How many are listed; of how many, where that is known without counting them all."""
        if not words:
            count = sum(source.count() for source in self._sources)
            return self.tr("{0:,} to search").format(count)
        if more:
            return self.tr("{0} best matches").format(shown)
        return self.tr("{0} found").format(shown) if shown else ""

    def _choose(self, row: int) -> None:
        if row >= 0:
            index = self._results.index(row)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(self._results.index(max(0, row - 1)))
            self.list.scrollTo(index)
            # The keyboard stays in the field: say what is chosen to those who listen.
            self.field.setAccessibleDescription(str(index.data()))
            announce(self.field, str(index.data()))
        else:
            self.field.setAccessibleDescription(self._empty.text())
            announce(self.field, self._empty.text())

    def _run(self, index: QModelIndex) -> None:
        entry = index.data(_ENTRY)
        if isinstance(entry, Entry):
            self.dismiss()
            entry.run()

    # -- keys, place, look ---------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._cover()
        if watched is self.field and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                return self._key(event)
            if event.type() == QEvent.Type.ShortcutOverride:
                # While the palette is open no shortcut of the window behind it acts.
                event.accept()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Tab) and self._results.rows:
            self._choose(self._results.next_entry(row + 1, 1))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Backtab) and self._results.rows:
            self._choose(self._results.next_entry(row - 1, -1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True

    def dismiss(self) -> None:
        """Close, and give the keyboard back to where it was."""
        self._window.removeEventFilter(self)
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self.close()

    def mousePressEvent(self, event: Any) -> None:
        if not self._card.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(theme.size("palette"), self.width() - 2 * theme.space.xl)
        height = min(theme.size("answer_pane"), self.height() - 2 * theme.size("topbar"))
        top = max(theme.space.xl, min(self.height() // 7, self.height() - height))
        self._card.setGeometry((self.width() - width) // 2, top, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("scrim"))
        paint.floating_card(painter, self._card.geometry(), "dialog", theme.colour("raised"))
