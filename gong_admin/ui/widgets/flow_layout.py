"""A layout that fills rows from the left and breaks them where the width ends."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Children at their size hints, `gap` apart, rows centred on their tallest member; with
    `centred` each row stands in the middle of the width."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        gap: int = 6,
        row_gap: int = 4,
        centred: bool = False,
    ) -> None:
        super().__init__()
        self._centred = centred
        self._items: list[QLayoutItem] = []
        self._gap, self._row_gap = gap, row_gap
        self._heights: dict[int, int] = {}  # by width; asked for several times in each layout
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        self._heights.clear()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        row: list[tuple[QLayoutItem, QSize, int]] = []
        y, x = area.y(), area.x()

        def finish() -> int:
            tall = max((size.height() for _item, size, _x in row), default=0)
            spare = area.right() + 1 - (x - self._gap)
            shift = max(0, spare // 2) if self._centred else 0
            if move:
                for item, size, left in row:
                    top = y + (tall - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left + shift, top), size))
            return tall

        for item in self._items:
            widget = item.widget()
            if widget is not None and widget.isHidden():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(area.width(), item.minimumSize().width())))
            if row and x + size.width() > area.right() + 1:
                y += finish() + self._row_gap
                row, x = [], area.x()
            row.append((item, size, x))
            x += size.width() + self._gap
        y += finish()
        return y - rect.y() + self.contentsMargins().bottom()
