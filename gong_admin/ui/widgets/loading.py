"""While something is read: progress in numbers, and grey rows where the rows will be."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Label, Snug, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.meter import Meter


class LoadingBar(Snug):
    """Progress in numbers, with what is left and what it costs, and a way out.

    `set_progress("Reading users: 300 of 1,284", "4 s left…", 0.23)`; a share of None says that
    the end is unknown.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "strong")
        self._detail = Label("", "secondary", wrap=True)
        self._meter = Meter(self.tr("Progress"))
        self._cancel = Button(self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancelled)
        words = QVBoxLayout()
        tight(words, theme.space.xxs)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        row = self._row = QHBoxLayout()
        tight(row, theme.space.m)
        row.addLayout(words, 1)
        row.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(theme.space.s + 2)
        column.addLayout(row)
        column.addWidget(self._meter)
        repaint_on_change(self)

    def set_progress(self, title: str, detail: str = "", share: float | None = None) -> None:
        self._title.setText(title)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self._meter.set_value(share or 0.0)
        self._meter.setVisible(share is not None)
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)

    def add_button(self, button: Button) -> None:
        """Another button, before the one that cancels."""
        self._row.insertWidget(1, button)

    def set_cancel_words(self, words: str) -> None:
        """What the button that cancels is called: "Stop", where what was done stays done."""
        self._cancel.setText(words)

    def set_cancellable(self, cancellable: bool) -> None:
        self._cancel.setVisible(cancellable)

    def paintEvent(self, _event: QPaintEvent) -> None:
        fill, edge = theme.colour("surface_alt"), theme.colour("separator")
        paint.box(QPainter(self), self.rect(), theme.radius.card, fill, edge)


class Skeleton(QWidget):
    """Grey rows where a table's rows will be, fading out downwards.

    `columns` are the widths in pixels that the table has, the first with an avatar if `avatar`;
    without any, four even ones. The bars differ in length as words do, always the same way.
    """

    def __init__(
        self, columns: Sequence[int] = (), *, avatar: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._columns, self._avatar = tuple(columns), avatar
        self.setAccessibleName(self.tr("Loading"))
        repaint_on_change(self)

    def set_columns(self, columns: Sequence[int]) -> None:
        self._columns = tuple(columns)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, 8 * theme.size("row"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, row = QPainter(self), theme.size("row")
        columns = self._columns or (self.width() // 4,) * 4
        count = self.height() // row + 1
        for index in range(count):
            painter.setOpacity(max(0.0, 1 - index / max(1, count - 1)))
            top = index * row
            line = QRect(0, top + row - 1, self.width(), 1)
            painter.fillRect(line, theme.colour("separator"))
            x = theme.size("edge_padding_x")
            for column, wide in enumerate(columns):
                self._bar(painter, x, top, wide, (index * 7 + column * 5) % 11, column)
                x += wide

    def _bar(
        self, painter: QPainter, x: int, top: int, wide: int, jitter: int, column: int
    ) -> None:
        row, shade = theme.size("row"), theme.colour("neutral_tint")
        if column == 0 and self._avatar:
            side = theme.size("avatar")
            paint.box(painter, QRect(x, top + (row - side) // 2, side, side), side / 2, shade)
            x, wide = x + side + 8, wide - side - 8
        length = int((wide - 16) * (0.55 + jitter * 0.04))
        if length > 4:
            paint.box(painter, QRect(x, top + (row - 8) // 2, length, 8), 4, shade)
