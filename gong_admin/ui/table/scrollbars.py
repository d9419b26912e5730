"""Thin scroll bars: the upright one lies over a view's content, the other one below it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar, QWidget

from gong_admin.ui.paint import box
from gong_admin.ui.theme import repaint_on_change, theme

__all__ = ["OverlayScrollBars"]


class _Bar(QScrollBar):
    """A thumb on nothing. Painted here: the stylesheet's way takes longer than a table's rows."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("overlayScrollBar")
        self.setProperty("overlay", True)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        thick = theme.size("scrollbar")
        return QSize(thick, thick)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # Here: QStyle's many enumerations would hold up the first sight of a window in which
        # nothing scrolls yet.
        from PySide6.QtWidgets import QStyle, QStyleOptionSlider

        option = QStyleOptionSlider()
        self.initStyleOption(option)
        thumb = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarSlider,
            self,
        )
        name = "scroll_hover" if self.underMouse() or self.isSliderDown() else "scroll"
        box(QPainter(self), thumb.adjusted(2, 2, -2, -2), 3, theme.colour(name))


class OverlayScrollBars(QObject):
    """Two thin bars for ``area``.

    The upright one lies over the viewport, in step with the area's own, hidden one: lines end
    before it. The one for sideways has a strip of its own below the viewport, because there it
    would lie across a line of text.
    """

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontal = _Bar(Qt.Orientation.Horizontal, area)
        self.horizontal.setAccessibleName(self.tr("Scroll sideways"))
        area.setHorizontalScrollBar(self.horizontal)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        native = area.verticalScrollBar()
        self.vertical = _Bar(Qt.Orientation.Vertical, area)
        self.vertical.setAccessibleName(self.tr("Scroll up and down"))
        self.vertical.valueChanged.connect(native.setValue)
        native.valueChanged.connect(self.vertical.setValue)
        native.rangeChanged.connect(self.sync)
        area.viewport().installEventFilter(self)

    def sync(self) -> None:
        """Take over the range and place the bar; called by itself when the view changes."""
        view = self._area.viewport().geometry()
        thick = theme.size("scrollbar")
        bar, native = self.vertical, self._area.verticalScrollBar()
        blocked = bar.blockSignals(True)
        bar.setRange(native.minimum(), native.maximum())
        bar.setPageStep(native.pageStep())
        bar.setSingleStep(native.singleStep())
        bar.setValue(native.value())
        bar.blockSignals(blocked)
        bar.setVisible(native.maximum() > native.minimum() and self._area.viewport().isVisible())
        bar.setGeometry(QRect(view.right() + 1 - thick, view.top(), thick, view.height()))
        bar.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Move):
            self.sync()
        return super().eventFilter(watched, event)
