"""Scrolling panes whose bars lie over the content."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gong_admin.ui.table.scrollbars import OverlayScrollBars

__all__ = ["OverlayScrollBars", "ScrollArea"]


class ScrollArea(QScrollArea):
    """Scrolls `content` up and down; its width follows the area's. The pane behind shows
    through, so give the content no background of its own unless it needs one."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content.property("pane") is None:
            content.setProperty("pane", "none")
        viewport = self.viewport()
        viewport.setProperty("pane", "none")
        viewport.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.bars = OverlayScrollBars(self)

    def keep_visible(self, widget: QWidget) -> None:
        """Scroll so far that `widget` (inside the content) is seen."""
        self.ensureWidgetVisible(widget, 0, 24)
