"""All facets of a table in one popup, for windows too narrow to show them side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Separator
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.popup import Popup

__all__ = ["FiltersPopup"]


class _Line(QAbstractButton):
    """A facet's title, how many of its values are chosen, and a caret: there is more behind."""

    def __init__(self, title: str, count: int) -> None:
        super().__init__()
        self._count = count
        self.setText(title)
        self.setAccessibleName(self.tr("{0}, {1} chosen").format(title, count) if count else title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        return QSize(120, theme.size("nav_row"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, rect, small = theme.colour, self.rect(), theme.radius.small
        if self.underMouse() or self.hasFocus():
            paint.box(painter, rect, small, colour("hover"))
        if self.hasFocus():
            paint.box(painter, rect, small, None, colour("focus"), theme.size("focus_ring"))
        inner = rect.adjusted(theme.space.s + 2, 0, -theme.space.s - 20, 0)
        paint.text(painter, inner, self.text(), theme.font("body"), colour("text"))
        if self._count:
            words, font = f"{self._count:,}", theme.font("caption_strong")
            tall = theme.size("kbd") - 2
            wide = max(tall, paint.text_width(words, font) + 10)
            badge = QRect(inner.right() - wide, (self.height() - tall) // 2, wide, tall)
            paint.box(painter, badge, tall / 2, colour("accent"))
            paint.text(painter, badge, words, font, colour("on_accent"), paint.CENTRE)
        caret = QRect(rect.right() - theme.space.s - 12, (self.height() - 12) // 2, 12, 12)
        paint_icon(painter, "caret-right", caret, colour("text2"), 12)


class FiltersPopup(Popup):
    """One line a facet with the number of values chosen; pressing it opens its choices."""

    facet_chosen = Signal(str)
    clear_chosen = Signal()

    def __init__(
        self, facets: Sequence[tuple[str, str, int]], parent: QWidget | None = None
    ) -> None:
        """``facets`` are key, title and how many values are chosen."""
        super().__init__(parent, width=theme.size("facet_popup"))
        self.setAccessibleName(self.tr("Filters"))
        self.lines: list[_Line] = []
        edge = theme.space.xs
        column = QVBoxLayout()
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(0)
        for key, title, count in facets:
            line = _Line(title, count)
            line.setProperty("facet", key)
            line.clicked.connect(self._choose)
            column.addWidget(line)
            self.lines.append(line)
        self.body.addLayout(column)
        if any(count for _key, _title, count in facets):
            clear = Button(self.tr("Clear all"), kind="ghost")
            clear.clicked.connect(self._clear)
            foot = QHBoxLayout()
            foot.setContentsMargins(edge, edge, edge, edge)
            foot.addWidget(clear)
            foot.addStretch(1)
            self.body.addWidget(Separator())
            self.body.addLayout(foot)

    def focus_first(self) -> None:
        """Put the keyboard on the first line."""
        if self.lines:
            self.lines[0].setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        here = next((n for n, line in enumerate(self.lines) if line.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        self.lines[(here + step) % len(self.lines)].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.facet_chosen.emit(str(sender.property("facet")))

    def _clear(self) -> None:
        self.clear_chosen.emit()
        self.close()
