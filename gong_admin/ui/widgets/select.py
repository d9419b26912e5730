"""Choosing one of many from a list that opens below the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Separator
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.focus_ring import FocusRing
from gong_admin.ui.widgets.popup import Popup
from gong_admin.ui.widgets.scroll import OverlayScrollBars
from gong_admin.ui.widgets.timeline import Index

_FILTER_FROM = 9  # so many options are worth a filter
_MOST_ROWS = 10


class _RowDelegate(QStyledItemDelegate):
    """Rows of the list, with a tick at the one chosen."""

    def __init__(self, parent: QWidget, chosen: str) -> None:
        super().__init__(parent)
        self._chosen = chosen

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, theme.size("nav_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area, state = QRect(option.rect), option.state
        words, colour = str(index.data()), theme.colour
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            paint.box(painter, area, theme.radius.small, colour("hover"))
        chosen = words == self._chosen
        room = area.adjusted(theme.space.s, 0, -28, 0)
        paint.text(painter, room, words, theme.font("strong" if chosen else "body"), colour("text"))
        if chosen:
            spot = QRect(area.right() - 24, area.y(), 16, area.height())
            paint_icon(painter, "check", spot, colour("accent_text"), 16)


class _Options(Popup):
    """The open list."""

    picked = Signal(str)

    def __init__(self, parent: QWidget, options: Sequence[str], chosen: str, width: int) -> None:
        super().__init__(parent, width=max(width, 180))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._options = list(options)
        self._model = QStringListModel(self._options, self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(_RowDelegate(self._list, chosen))
        self._list.setMouseTracking(True)
        self._list.setUniformItemSizes(True)
        self._list.setAccessibleName(parent.accessibleName())
        self._bars = OverlayScrollBars(self._list)
        rows = min(len(self._options), _MOST_ROWS)
        self._list.setFixedHeight(max(1, rows) * theme.size("nav_row"))
        self._field: SearchField | None = None
        if len(self._options) >= _FILTER_FROM:
            self._field = SearchField(self.tr("Filter"))
            self._field.make_bare()
            self._field.textChanged.connect(self._filter)
            self._field.left_downwards.connect(self._list.setFocus)
            self.body.addWidget(self._field)
            self.body.addWidget(Separator())
        frame = QWidget()
        inside = type(self.body)(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        inside.addWidget(self._list)
        self.body.addWidget(frame)
        self._list.clicked.connect(self._pick_index)
        self._list.activated.connect(self._pick_index)
        if chosen in self._options:
            self._list.setCurrentIndex(self._model.index(self._options.index(chosen)))
        (self._field or self._list).setFocus()

    def _filter(self, needle: str) -> None:
        wanted = needle.casefold()
        self._model.setStringList([o for o in self._options if wanted in o.casefold()])
        self._list.setCurrentIndex(self._model.index(0))

    def _pick_index(self, index: Index) -> None:
        self.picked.emit(str(index.data()))
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._list.currentIndex().isValid():
                self._pick_index(self._list.currentIndex())
            return
        super().keyPressEvent(event)


class Select(QComboBox):
    """One of `options` (key, words). A combo box to assistive technology and the keyboard, with
    a list in the look of all popups, filtered where it is long.

    `changed(key)` tells what a person chose. An empty key is a choice too ("Not sent").
    """

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        *,
        name: str = "",
        value: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)
        self.set_options(options, value)
        self.activated.connect(self._tell)

    def setAccessibleName(self, name: str) -> None:
        """What is chosen here. Said as the description too: on Linux Qt takes the value for the
        name of a combo box, and leaves the rest to a label, which there may be none."""
        super().setAccessibleName(name)
        if not self.accessibleDescription():
            self.setAccessibleDescription(name)

    def set_options(self, options: Sequence[tuple[str, str]], value: str = "") -> None:
        blocked = self.blockSignals(True)
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        self.blockSignals(blocked)
        self.set_value(value)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        """Choose without telling; the first option where `key` is none of them."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def _tell(self) -> None:
        self.changed.emit(self.value())

    def showPopup(self) -> None:
        options = [self.itemText(row) for row in range(self.count())]
        popup = _Options(self, options, self.currentText(), self.width())
        popup.picked.connect(self._picked)
        popup.open_below(self)

    def _picked(self, words: str) -> None:
        row = self.findText(words)
        if row != self.currentIndex():
            self.setCurrentIndex(row)
            self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must not change what stands in it.
        event.ignore()

    def sizeHint(self) -> QSize:
        font = theme.font("body")
        widest = max(
            (paint.text_width(self.itemText(row), font) for row in range(self.count())), default=60
        )
        return QSize(min(widest, 320) + 44, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(80, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour, enabled = QPainter(self), theme.colour, self.isEnabled()
        over = self.underMouse() and enabled
        edge = colour("control" if enabled else "border")
        if self.property("invalid"):
            edge = colour("danger_mark")
        fill = colour("hover" if over else "surface")
        paint.box(painter, self.rect(), theme.radius.control, fill, edge)
        room = self.rect().adjusted(theme.size("button_padding_x"), 0, -28, 0)
        ink = colour("disabled" if not enabled else "text" if self.value() else "text3")
        paint.text(painter, room, self.currentText(), theme.font("body"), ink)
        spot = QPoint(self.width() - 24, (self.height() - 12) // 2)
        paint_icon(painter, "caret-down", spot, colour("text2" if enabled else "disabled"), 12)
