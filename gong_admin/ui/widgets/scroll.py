"""Scrolling panes whose bars lie over the content."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gong_admin.ui.table.scrollbars import OverlayScrollBars
from gong_admin.ui.theme import theme

__all__ = ["FittingScrollArea", "OverlayScrollBars", "ScrollArea"]


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
        # One of our own: for a widget that Qt has made, PySide6 looks through all classes of
        # widgets there are, and on the first such occasion that takes 20 ms.
        viewport = QWidget()
        self.setViewport(viewport)
        viewport.setProperty("pane", "none")
        viewport.setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.bars = OverlayScrollBars(self)

    def keep_visible(self, widget: QWidget) -> None:
        """Scroll so far that `widget` (inside the content) is seen."""
        self.ensureWidgetVisible(widget, 0, 24)


class FittingScrollArea(ScrollArea):
    """As high as its content while there is room, scrolling where there isn't: for dialogs."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(content, parent)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)

    def show_content(self, content: QWidget) -> None:
        """Scroll something else; what was there is deleted."""
        content.setProperty("pane", "none")
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self._make_room()

    def _make_room(self) -> None:
        # The bar lies over the content, and a form's fields reach to the edge.
        content = self.widget()
        if content is not None:
            bar = theme.size("scrollbar") + theme.space.xxs
            right = bar if self.verticalScrollBar().maximum() else 0
            content.setContentsMargins(0, 0, right, 0)

    def sizeHint(self) -> QSize:
        content = self.widget()
        return content.sizeHint() if content is not None else super().sizeHint()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        content = self.widget()
        layout = content.layout() if content is not None else None
        if layout is None:
            return super().heightForWidth(width)
        if not layout.hasHeightForWidth():
            return layout.totalSizeHint().height()
        return layout.totalHeightForWidth(width)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, min(160, self.sizeHint().height()))
