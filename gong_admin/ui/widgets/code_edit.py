"""The base of views on code and JSON: line numbers, folds, quick highlighting, copying."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.focus_ring import FocusRing
from gong_admin.ui.widgets.scroll import OverlayScrollBars

Rule = tuple[re.Pattern[str], str]


class Highlighter(QSyntaxHighlighter):
    """Colours each line by rules; each character goes by the first rule that matches there.

    Group 1 of a pattern, where it has one, is what gets the colour.
    """

    def __init__(self, document: QTextDocument, rules: Sequence[Rule]) -> None:
        super().__init__(document)
        self._rules = rules
        self._formats: dict[str, QTextCharFormat] = {}
        theme.changed.connect(self._retint)

    def _retint(self) -> None:
        self._formats.clear()
        self.rehighlight()

    def _format(self, token: str) -> QTextCharFormat:
        found = self._formats.get(token)
        if found is None:
            found = self._formats[token] = QTextCharFormat()
            found.setForeground(theme.colour(token))
        return found

    def highlightBlock(self, text: str) -> None:
        self._colour(text, 0, len(text), self._rules)

    def _colour(self, text: str, begin: int, until: int, rules: Sequence[Rule]) -> None:
        """Colour a part of a line."""
        # A line of megabytes (a body without line breaks) would take seconds.
        if until - begin > 4000:
            return
        taken = bytearray(len(text))
        for pattern, token in rules:
            for match in pattern.finditer(text, begin, until):
                start, end = match.span(1 if pattern.groups else 0)
                for at in range(start, end):
                    if not taken[at]:
                        self.setFormat(at, 1, self._format(token))
                taken[start:end] = b"\1" * (end - start)


class _Gutter(QWidget):
    """Line numbers and, where a block can be folded, its arrow."""

    def __init__(self, edit: CodeEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def sizeHint(self) -> QSize:
        return QSize(self._edit.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._edit.paint_gutter(QPainter(self), event.rect())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line = self._edit.line_at(event.position().toPoint().y())
        if line is not None:
            self._edit.toggle_fold(line)


class CodeEdit(QPlainTextEdit):
    """Read-only text in the monospace face. `copied` after Ctrl+C has put something away."""

    copied = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        numbers: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._numbers = numbers
        self._folds: dict[int, int] = {}  # first line: last line
        self._folded: set[int] = set()
        self.setProperty("code", True)
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setLineWrapMode(
            QPlainTextEdit.LineWrapMode.WidgetWidth if wrap else QPlainTextEdit.LineWrapMode.NoWrap
        )
        # Selecting works with the keyboard too, and Tab leaves.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(8)
        self._gutter = _Gutter(self) if numbers else None
        self.blockCountChanged.connect(self._measure)
        self.updateRequest.connect(self._scrolled)
        self._bars = OverlayScrollBars(self)
        FocusRing(self, theme.radius.small, inset=3)  # inside: it fills its pane
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(theme.font("mono"))
        self.document().setDefaultFont(theme.font("mono"))
        self._measure()

    # -- folds ---------------------------------------------------------------------------------

    def set_folds(self, folds: dict[int, int]) -> None:
        """Which lines (from 0) can be folded, and which is the last that then disappears."""
        self._folds, self._folded = folds, set()
        self._measure()

    def toggle_fold(self, line: int) -> None:
        """Fold or unfold what begins at `line`; nothing where nothing does."""
        if line not in self._folds:
            return
        self._folded.symmetric_difference_update({line})
        hidden: set[int] = set()
        for first in self._folded:
            hidden.update(range(first + 1, self._folds[first] + 1))
        block = self.document().begin()
        while block.isValid():
            block.setVisible(block.blockNumber() not in hidden)
            block = block.next()
        # QPlainTextEdit lays blocks out anew only when it thinks that the text has changed.
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()
        self.document().documentLayout().documentSizeChanged.emit(
            self.document().documentLayout().documentSize()
        )
        if self._gutter is not None:
            self._gutter.update()

    def line_at(self, y: int) -> int | None:
        """The line at a height of the viewport."""
        block = self.cursorForPosition(self.viewport().rect().topLeft()).block()
        while block.isValid():
            area = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if block.isVisible() and area.top() <= y < area.bottom():
                return block.blockNumber()
            if area.top() > self.viewport().height():
                return None
            block = block.next()
        return None

    # -- the gutter ----------------------------------------------------------------------------

    def gutter_width(self) -> int:
        if not self._numbers:
            return 0
        digits = len(str(max(99, self.blockCount())))
        metrics = QFontMetrics(theme.font("mono_caption"))
        return metrics.horizontalAdvance("0") * digits + 36

    def _measure(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        if self._gutter is not None:
            self._gutter.update()

    def _scrolled(self, area: QRect, dy: int) -> None:
        if self._gutter is None:
            return
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._gutter is not None:
            inside = self.contentsRect()
            self._gutter.setGeometry(
                QRect(inside.left(), inside.top(), self.gutter_width(), inside.height())
            )

    def paint_gutter(self, painter: QPainter, area: QRect) -> None:
        """Numbers for the lines in `area`, right-aligned, with the folds' arrows behind them."""
        font, colour = theme.font("mono_caption"), theme.colour("syn_punct")
        block, width = self.firstVisibleBlock(), self.gutter_width()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > area.bottom():
                break
            if block.isVisible() and box.bottom() >= area.top():
                line = block.blockNumber()
                top, tall = round(box.top()), self.fontMetrics().lineSpacing()
                room = QRect(0, top, width - 22, tall)
                paint.text(painter, room, str(line + 1), font, colour, paint.RIGHT, elide=False)
                if line in self._folds:
                    glyph = "caret-right" if line in self._folded else "caret-down"
                    paint_icon(painter, glyph, QRect(width - 20, top, 14, tall), colour, 10)
            block = block.next()
