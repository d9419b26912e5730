"""Scroll bars that lie over a view's content instead of taking room from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
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
        repaint_on_change(self)

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
    """Two thin bars over the viewport of ``area``, in step with its own, hidden ones."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.vertical = self._follow(area.verticalScrollBar())
        self.horizontal = self._follow(area.horizontalScrollBar())
        area.viewport().installEventFilter(self)

    def _follow(self, native: QScrollBar) -> QScrollBar:
        bar = _Bar(native.orientation(), self._area)
        bar.setObjectName("overlayScrollBar")
        bar.setProperty("overlay", True)
        bar.setAccessibleName(
            self.tr("Scroll up and down")
            if native.orientation() == Qt.Orientation.Vertical
            else self.tr("Scroll sideways")
        )
        bar.valueChanged.connect(native.setValue)
        native.valueChanged.connect(bar.setValue)
        native.rangeChanged.connect(self.sync)
        return bar

    def sync(self) -> None:
        """Take over ranges and place the bars; called by itself when the view changes."""
        view = self._area.viewport().geometry()
        thick = theme.size("scrollbar")
        for bar, native in (
            (self.vertical, self._area.verticalScrollBar()),
            (self.horizontal, self._area.horizontalScrollBar()),
        ):
            blocked = bar.blockSignals(True)
            bar.setRange(native.minimum(), native.maximum())
            bar.setPageStep(native.pageStep())
            bar.setSingleStep(native.singleStep())
            bar.setValue(native.value())
            bar.blockSignals(blocked)
            bar.setVisible(
                native.maximum() > native.minimum() and self._area.viewport().isVisible()
            )
        corner = thick if self.horizontal.isVisible() and self.vertical.isVisible() else 0
        self.vertical.setGeometry(
            QRect(view.right() + 1 - thick, view.top(), thick, view.height() - corner)
        )
        self.horizontal.setGeometry(
            QRect(view.left(), view.bottom() + 1 - thick, view.width() - corner, thick)
        )
        self.vertical.raise_()
        self.horizontal.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Move):
            self.sync()
        return super().eventFilter(watched, event)
