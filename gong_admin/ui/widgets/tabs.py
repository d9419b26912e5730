"""Tabs with counts, and the pages behind them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Separator, tight

_PAD, _GAP = 8, 4


class TabBar(QTabBar):
    """A tab bar in the product's look. Tabs are known by key; `chosen(key)` tells of a change."""

    chosen = Signal(str)

    PADDING = _PAD
    """Pixels from a tab's edge to its words: what has to be flush with them keeps as far off."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self._counts: dict[str, int] = {}
        self._under = -1
        self.currentChanged.connect(self._tell)
        repaint_on_change(self)

    def add_tab(self, key: str, words: str, count: int | None = None) -> None:
        index = self.addTab(words)
        # The key is set after Qt announced the first tab; whoever listens gets it from here on.
        self.setTabData(index, key)
        self.set_count(key, count)

    def key(self) -> str:
        """The key of the current tab, "" without tabs."""
        return str(self.tabData(self.currentIndex()) or "")

    def keys(self) -> list[str]:
        return [str(self.tabData(index)) for index in range(self.count())]

    def choose(self, key: str) -> None:
        """Go to the tab `key`; ValueError where there is none."""
        self.setCurrentIndex(self.keys().index(key))

    def set_count(self, key: str, count: int | None) -> None:
        """Show a count behind the words; None shows none."""
        if count is None:
            self._counts.pop(key, None)
        else:
            self._counts[key] = count
        index = self.keys().index(key)
        words = self.tabText(index)
        self.setAccessibleTabName(index, words if count is None else f"{words}, {count:,}")
        self.setTabText(index, words)  # has Qt measure anew
        self.update()

    def _tell(self, index: int) -> None:
        if index >= 0 and self.tabData(index) is not None:
            self.chosen.emit(self.key())

    def _count_text(self, index: int) -> str:
        count = self._counts.get(str(self.tabData(index)))
        return "" if count is None else f"{count:,}"

    def tabSizeHint(self, index: int) -> QSize:
        # Measured in the heaviest weight, so that choosing moves nothing.
        width = paint.text_width(self.tabText(index), theme.font("strong")) + 1
        count = self._count_text(index)
        if count:
            width += theme.space.s + paint.text_width(count, theme.font("body"))
        return QSize(width + 2 * _PAD + _GAP, theme.size("tab"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: object) -> None:
        super().leaveEvent(event)  # type: ignore[arg-type]
        self._hover(-1)

    def _hover(self, index: int) -> None:
        if index != self._under:
            self._under = index
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index in range(self.count()):
            self._paint_tab(painter, index, self.tabRect(index))

    def _paint_tab(self, painter: QPainter, index: int, area: QRect) -> None:
        colour, current = theme.colour, index == self.currentIndex()
        font = theme.font("strong" if current else "body")
        ink = colour("text" if current or index == self._under else "text2")
        if not self.isTabEnabled(index):
            ink = colour("disabled")
        words = area.adjusted(_PAD, 0, -_PAD - _GAP, 0)
        if current and self.hasFocus():
            ring = area.adjusted(0, 4, -_GAP, -5)
            paint.box(painter, ring, theme.radius.small, None, colour("focus"), 2)
        paint.text(painter, words, self.tabText(index), font, ink)
        count = self._count_text(index)
        if count:
            skip = paint.text_width(self.tabText(index), font) + theme.space.s
            room = words.adjusted(skip, 0, _PAD, 0)
            paint.text(painter, room, count, theme.font("body"), colour("text3"))
        if current:
            line = QRect(words.x(), area.bottom() - 1, words.width(), 2)
            painter.fillRect(line, colour("accent"))


class Tabs(QWidget):
    """A tab bar over its pages, one page a key. Pages may be added late; `chosen(key)` lets a
    presenter load what a page shows when it is first looked at."""

    chosen = Signal(str)

    def __init__(self, name: str = "", *, inset: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = TabBar(name)
        self._stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        column = QVBoxLayout(self)
        tight(column)
        head = QVBoxLayout()
        head.setContentsMargins(inset - _PAD, 0, inset - _PAD, 0)
        head.addWidget(self.bar)
        column.addLayout(head)
        column.addWidget(Separator())
        column.addWidget(self._stack, 1)
        self.bar.chosen.connect(self._show)

    def add(self, key: str, words: str, page: QWidget, count: int | None = None) -> None:
        self._pages[key] = page
        self._stack.addWidget(page)
        self.bar.add_tab(key, words, count)
        # One tab alone is no choice.
        self.bar.setVisible(self.bar.count() > 1)

    def page(self, key: str) -> QWidget:
        return self._pages[key]

    def key(self) -> str:
        return self.bar.key()

    def choose(self, key: str) -> None:
        self.bar.choose(key)

    def set_count(self, key: str, count: int | None) -> None:
        self.bar.set_count(key, count)

    def _show(self, key: str) -> None:
        self._stack.setCurrentWidget(self._pages[key])
        self.chosen.emit(key)
