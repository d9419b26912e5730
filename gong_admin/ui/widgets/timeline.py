"""What happened, newest first: an icon on a line, words, the moment at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.pill import Tone, tone_colours
from gong_admin.ui.widgets.scroll import OverlayScrollBars

Index = QModelIndex | QPersistentModelIndex

_SIDE = 24  # of the mark at the left
_WRAPPED = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignLeft)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry. `when` is short and in the user's locale, `exact` the ISO time for the tooltip;
    `pending` (yet to come) is drawn with an outline and a dashed line."""

    title: str
    text: str = ""
    when: str = ""
    exact: str = ""
    icon: str = "circle"
    tone: Tone = "neutral"
    pending: bool = False


class _Model(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.moments: tuple[Moment, ...] = ()

    def set_moments(self, moments: Sequence[Moment]) -> None:
        self.beginResetModel()
        self.moments = tuple(moments)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.moments)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        moment = self.moments[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(part for part in (moment.title, moment.text, moment.when) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return moment.exact or None
        return None


def _line() -> int:
    return theme.font_px("body") + 6


def _title_height(moment: Moment, area: QRect) -> int:
    """One line, or as many as the title takes beside the moment's time."""
    time = paint.text_width(moment.when, theme.font("secondary")) + theme.space.s
    room = area.width() - _SIDE - theme.space.m - (time if moment.when else 0)
    metrics = QFontMetrics(theme.font("strong"))
    if room <= 0:
        return _line()
    # Not by the width alone: a title that just fits is broken all the same, by a fraction.
    return max(_line(), metrics.boundingRect(0, 0, room, 0, _WRAPPED, moment.title).height())


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        model, width = index.model(), self._view.viewport().width()
        further = 0
        if isinstance(model, _Model):
            area = QRect(0, 0, width, 0)
            further = _title_height(model.moments[index.row()], area) - _line()
        return QSize(200, theme.size("timeline_row") + further)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        if not isinstance(model, _Model):
            return
        moment, area = model.moments[index.row()], QRect(option.rect)
        last = index.row() == len(model.moments) - 1
        following = None if last else model.moments[index.row() + 1]
        side, colour = _SIDE, theme.colour
        mark = QRect(area.x(), area.y() + 2, side, side)
        state = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            ring = area.adjusted(side + 6, -2, 0, -area.height() + 40)
            paint.box(painter, ring, theme.radius.small, None, colour("focus"), 2)
        if following is not None:
            pen = QPen(colour("border"), 1)
            if following.pending:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            x = mark.x() + side // 2
            painter.drawLine(x, mark.bottom() + 5, x, area.bottom() - 2)
        self._mark(painter, mark, moment)
        left = area.x() + side + theme.space.m
        line = _line()
        small = theme.font("secondary")
        behind = paint.text_width(moment.when, small) + theme.space.s if moment.when else 0
        head = QRect(left, area.y(), area.right() + 1 - left - behind, _title_height(moment, area))
        ink = colour("text2" if moment.pending else "text")
        painter.setFont(theme.font("strong"))
        painter.setPen(ink)
        painter.drawText(head, _WRAPPED, moment.title)
        if moment.when:
            room = QRect(area.x(), area.y(), area.width(), line)
            paint.text(painter, room, moment.when, small, colour("text3"), paint.RIGHT)
        below = QRect(left, area.y() + head.height(), area.right() + 1 - left, line)
        paint.text(painter, below, moment.text, small, colour("text2"))

    @staticmethod
    def _mark(painter: QPainter, rect: QRect, moment: Moment) -> None:
        fill, _words, ink = tone_colours(moment.tone)
        if moment.pending:
            edge = theme.colour("control")
            paint.box(painter, rect, rect.height() / 2, None, edge)
            ink = theme.colour("text2")
        else:
            paint.box(painter, rect, rect.height() / 2, fill)
        paint_icon(painter, moment.icon, rect, ink, 14)


class Timeline(QListView):
    """A list of `Moment`s; arrow keys walk through it. With `grows` it takes the height of all
    its entries, for use inside something that scrolls."""

    def __init__(
        self, name: str = "", *, grows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._grows = grows
        self._model = _Model(self)
        self.setModel(self._model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self._bars = OverlayScrollBars(self)
        theme.changed.connect(self._restyle)

    def set_moments(self, moments: Sequence[Moment]) -> None:
        """Show these, in this order."""
        self._model.set_moments(moments)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self._restyle()

    def _restyle(self) -> None:
        if self._grows:
            rows = range(self._model.rowCount())
            self.setFixedHeight(sum(self.sizeHintForRow(row) for row in rows))
        self.viewport().update()
