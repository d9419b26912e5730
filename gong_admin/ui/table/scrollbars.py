"""Scroll bars that lie over a view's content instead of taking room from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

from gong_admin.ui.theme import theme

__all__ = ["OverlayScrollBars"]


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
        bar = QScrollBar(native.orientation(), self._area)
        bar.setObjectName("overlayScrollBar")
        bar.setProperty("overlay", True)
        bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
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
