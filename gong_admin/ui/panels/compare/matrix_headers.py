"""The edges of the matrix: profiles above, settings at the left, what differs in the corner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QHeaderView, QToolTip, QVBoxLayout, QWidget

from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, Pane

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.matrix_grid import MatrixGrid

_MORE = 24  # pixels at the right end of a column's head that open its menu


class ProfileHeader(QHeaderView):
    """A head a profile: its name, its members and workspace, and a way to its menu. The baseline's
    stays at the left, whatever is scrolled to."""

    menu_requested = Signal(int, QPoint)
    chosen = Signal(int)

    def __init__(self, view: MatrixGrid) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view = view
        self._hovered = -1
        self.setAccessibleName(self.tr("Profiles"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)
        self.fit()

    def fit(self) -> None:
        self.setFixedHeight(theme.size("matrix_header"))
        self.viewport().update()

    def sizeHint(self) -> QSize:
        # Qt would ask two hundred sections for their words, fonts and icons.
        return QSize(100, theme.size("matrix_header"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = event.rect()
        painter.fillRect(area, theme.colour("surface_alt"))
        for column, left, width in self._view.visible_columns(area.left(), area.right()):
            self._head(painter, column, QRect(left, 0, width, self.height()))
        line = QRect(0, self.height() - 1, self.width(), 1)
        painter.fillRect(line, theme.colour("separator"))
        painter.end()

    def _head(self, painter: QPainter, column: int, rect: QRect) -> None:
        profile, ink = self._view.matrix.profiles[column], self._view.painter.ink
        fill = "accent_tint" if column == 0 else "surface_alt"
        painter.fillRect(
            rect, theme.colour("hover" if column == self._hovered and column else fill)
        )
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.colour("separator"))
        left = rect.left() + theme.space.l
        room = rect.width() - theme.space.l - _MORE
        name_role, note_role = "strong", "secondary"
        high = int(ink.metrics[name_role].height()), int(ink.metrics[note_role].height())
        top = rect.top() + (rect.height() - sum(high) - 2) // 2
        for text, role, tone, tall in (
            (profile.name, name_role, "text", high[0]),
            (profile.note, note_role, "text2", high[1]),
        ):
            painter.setFont(ink.fonts[role])
            painter.setPen(ink.colour(tone))
            ink.draw_text(painter, ink.text(text, role, max(8, room)), left, top, tall)
            top += tall + 2
        icon, tint = ("push-pin-fill", "accent_text") if column == 0 else (_DOTS, "text2")
        spot = QRect(rect.right() - _MORE, rect.top(), _MORE, high[0] + 2 * 10)
        paint_icon(painter, icon, spot, theme.colour(tint), 16)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Qt would begin to drag or to size a section.
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = event.position().toPoint()
        column = self._view.column_at(place.x())
        if column < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        left, width = self._view.column_place(column)
        if place.x() >= left + width - _MORE - 4:
            self.menu_requested.emit(column, self.mapToGlobal(QPoint(left, self.height())))
        else:
            self.chosen.emit(column)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._view.column_at(event.position().toPoint().x()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        column = self._view.column_at(event.pos().x())
        if column >= 0:
            self.menu_requested.emit(column, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            column = self._view.column_at(event.pos().x())
            if column >= 0:
                profile = self._view.matrix.profiles[column]
                words = f"{profile.name}\n{profile.note}".strip()
                QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().viewportEvent(event)

    def _hover(self, column: int) -> None:
        if column != self._hovered:
            self._hovered = column
            self.viewport().update()


_DOTS = "dots-three-vertical"


class SettingHeader(QHeaderView):
    """A line a setting and a heading a group, at the left of the cells."""

    menu_requested = Signal(int, QPoint)

    def __init__(self, view: MatrixGrid) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view = view
        self.setAccessibleName(self.tr("Settings"))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        return QSize(self._view.names_width(), 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, view = QPainter(self.viewport()), self._view
        area = event.rect()
        painter.fillRect(area, theme.colour("surface"))
        for row, top, height in view.visible_rows(area.top(), area.bottom()):
            self._row(painter, row, QRect(0, top, self.width(), height))
        sticky = view.sticky_heading()
        if sticky is not None:
            row, top, height = sticky
            self._row(painter, row, QRect(0, top, self.width(), height))
        painter.end()

    def _row(self, painter: QPainter, row: int, rect: QRect) -> None:
        view, model = self._view, self._view.matrix
        line = model.line_at(row)
        if line is None:
            group = model.row(row).group
            painter.fillRect(rect, theme.colour("surface_alt"))
            folded = model.is_collapsed(group)
            view.painter.heading(painter, group, model.group_size(group), folded, rect)
        else:
            ground = "hover" if row == view.hovered_row else "surface"
            painter.fillRect(rect, theme.colour(ground))
            risky = line.setting is not None and bool(line.setting.risk)
            view.painter.name(painter, line.title, rect, risky=risky, needles=view.needles)
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), theme.colour("separator"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("separator"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self._view.row_at(event.position().toPoint().y())
        if row >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._view.press_name(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._view.hover(self._view.row_at(event.position().toPoint().y()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self._view.row_at(event.pos().y())
        if row >= 0:
            self.menu_requested.emit(row, event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._view.hover(-1)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self._view.row_at(event.pos().y())
            role = Qt.ItemDataRole.ToolTipRole
            tip = self._view.matrix.headerData(row, Qt.Orientation.Vertical, role)
            QToolTip.showText(event.globalPos(), str(tip or ""), self)
            return True
        return super().viewportEvent(event)


class Corner(Pane):
    """Where both edges meet: how many settings differ, and how many are hidden for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("surface_alt", parent)
        self._first = ElidedLabel("", "strong")
        self._second = ElidedLabel("", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.size("edge_padding_x"), 0, theme.space.s, 0)
        column.setSpacing(2)
        column.addStretch(1)
        column.addWidget(self._first)
        column.addWidget(self._second)
        column.addStretch(1)
        repaint_on_change(self)

    def say(self, first: str, second: str) -> None:
        self._first.setText(first)
        self._second.setText(second)
        self.setAccessibleName(f"{first}. {second}")

    def words(self) -> str:
        """What stands there, both lines."""
        return f"{self._first.whole_text()} | {self._second.whole_text()}"

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line = QPainter(self), theme.colour("separator")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), line)
