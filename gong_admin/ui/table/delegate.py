"""Paints the rows of a table.

A table view asks a delegate once for every cell, through a style option and a model index, which
from Python costs more than the drawing. This painter is asked once for a repaint: it reads the
records straight from the model and draws row by row. Nothing about a cell goes by its position,
only by its column's kind (`gong_admin.models.column.Kind`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from gong_admin.models.column import Align, Column, Kind
from gong_admin.ui.table.paint import Ink
from gong_admin.ui.theme import theme

__all__ = ["CellBox", "RowPainter", "RowStates"]

_MARK = 14  # the tick or dash of a yes or no
_PILL_ICONS = {
    "success": "check-circle-fill",
    "warning": "warning-fill",
    "danger": "x-circle-fill",
    "accent": "info-fill",
    "neutral": "minus-circle",
}


@dataclass(frozen=True, slots=True)
class CellBox:
    """One shown column: what it is, where it lies in the viewport, whether it leads the row."""

    column: Column[Any]
    left: int
    width: int
    pad_left: int
    pad_right: int
    leads: bool


@dataclass(frozen=True, slots=True)
class RowStates:
    """Which of the rows to be painted are special; rows are numbers of the model."""

    selected: Collection[int]
    hovered: int
    focused: tuple[int, str] | None  # row and column key of the cell that wears the focus ring


class RowPainter:
    """Draws rows of records with one :class:`Ink`; ``needles`` are the filter's words."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self.needles: tuple[str, ...] = ()
        self._on_selected = False  # whether the row being painted is selected
        self._by_kind: dict[Kind, Callable[[QPainter, CellBox, Any, int, int], None]] = {
            Kind.TEXT: self._text,
            Kind.PERSON: self._person,
            Kind.PILL: self._pill,
            Kind.DATE: self._quiet,
            Kind.NUMBER: self._text,
            Kind.BOOL: self._bool,
            Kind.ID: self._mono,
            Kind.MONO: self._mono,
        }

    def paint(
        self,
        painter: QPainter,
        boxes: Sequence[CellBox],
        rows: Sequence[tuple[int, Any]],
        top: int,
        height: int,
        width: int,
        states: RowStates,
    ) -> None:
        """Draw ``rows`` (number and record) downwards from ``top`` over ``width`` pixels."""
        ink = self.ink
        selected_ground, hover_ground = ink.colour("selected"), ink.colour("hover")
        line, accent = ink.colour("separator"), ink.colour("accent")
        inner = height - 1  # the last pixel is the line below
        for row, record in rows:
            self._on_selected = row in states.selected
            if self._on_selected:
                painter.fillRect(0, top, width, inner, selected_ground)
            elif row == states.hovered:
                painter.fillRect(0, top, width, inner, hover_ground)
            painter.fillRect(0, top + inner, width, 1, line)
            for box in boxes:
                self._by_kind[box.column.kind](painter, box, record, top, inner)
            if self._on_selected:
                painter.fillRect(0, top, 2, inner, accent)
            if states.focused is not None and states.focused[0] == row:
                self._ring(painter, boxes, states.focused[1], top, inner)
            top += height

    def wanted_width(self, box: CellBox, record: Any) -> int:
        """How wide the column must be for this record's cell to be whole."""
        text = box.column.text(record)
        pads = box.pad_left + box.pad_right + 1
        kind = box.column.kind
        if kind is Kind.PILL:
            return self.ink.pill_width(text, _PILL_ICONS["neutral"]) + pads
        extra = 0
        if kind is Kind.PERSON and box.leads:
            extra = theme.size("avatar") + 8
        elif kind is Kind.BOOL:
            extra = theme.grown(_MARK) + 8
        return int(self.ink.metrics[self._role(box)].horizontalAdvance(text)) + 1 + extra + pads

    def is_cut(self, box: CellBox, record: Any) -> bool:
        """Whether the cell of this record is shown with an ellipsis."""
        return self.wanted_width(box, record) > box.width

    @staticmethod
    def _role(box: CellBox) -> str:
        if box.column.kind in (Kind.ID, Kind.MONO):
            return "mono"
        return "medium" if box.leads else "body"

    # -- kinds -------------------------------------------------------------------------------

    def _text(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        text = box.column.text(record)
        if text:
            self._draw(painter, box, text, "medium" if box.leads else "body", "text", top, height)

    def _quiet(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        text = box.column.text(record)
        if text:
            self._draw(painter, box, text, "body", "text2", top, height)

    def _mono(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        text = box.column.text(record)
        if text:
            self._draw(painter, box, text, "mono", "text2", top, height)

    def _person(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        if not box.leads:
            self._quiet(painter, box, record, top, height)
            return
        text = box.column.text(record)
        # In compact rows the avatar leaves two pixels of air above and below.
        size = min(theme.size("avatar"), height - 5)
        picture = self.ink.avatar(text, size)
        painter.drawPixmap(box.left + box.pad_left, top + (height - size) // 2, picture)
        self._draw(painter, box, text, "medium", "text", top, height, indent=size + 8)

    def _pill(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        column = box.column
        text = column.text(record)
        if not text:
            return
        tone = column.pill(record) if column.pill is not None else "neutral"
        icon = (
            column.pill_icon(record) if column.pill_icon is not None else _PILL_ICONS.get(tone, "")
        )
        room = box.width - box.pad_left - box.pad_right
        picture = self.ink.pill(text, tone, icon, room, self._on_selected)
        painter.drawPixmap(
            box.left + box.pad_left, top + (height - theme.size("pill")) // 2, picture
        )

    def _bool(self, painter: QPainter, box: CellBox, record: Any, top: int, height: int) -> None:
        value = box.column.value(record)
        if value is None:
            return
        icon, tint, ink = ("check", "ok_mark", "text") if value else ("minus", "text3", "text2")
        side = theme.grown(_MARK)
        picture = self.ink.icon(icon, tint, side)
        painter.drawPixmap(box.left + box.pad_left, top + (height - side) // 2, picture)
        self._draw(painter, box, box.column.text(record), "body", ink, top, height, side + 8)

    # -- drawing -----------------------------------------------------------------------------

    def _draw(
        self,
        painter: QPainter,
        box: CellBox,
        text: str,
        role: str,
        colour: str,
        top: int,
        height: int,
        indent: int = 0,
    ) -> None:
        ink = self.ink
        room = box.width - box.pad_left - box.pad_right - indent
        if room <= 4:
            return
        drawing = ink.text(text, role, room)
        left = box.left + box.pad_left + indent
        side = box.column.side
        if side is Align.END:
            left += int(room - drawing[1])
        elif side is Align.CENTRE:
            left += int((room - drawing[1]) / 2)
        for needle in self.needles:
            found = ink.mark(text, needle, role)
            if found is not None and found[0] < room:
                mark = QRectF(left + found[0] - 1, top + (height - 18) // 2, found[1] + 2, 18)
                mark.setRight(min(mark.right(), left + room))
                painter.fillRect(mark, ink.colour("warn_tint"))
                underline = QRectF(mark.left(), mark.bottom() - 1, mark.width(), 1)
                painter.fillRect(underline, ink.colour("warn_mark"))
        painter.setFont(ink.fonts[role])
        painter.setPen(ink.colour(colour))
        ink.draw_text(painter, drawing, left, top, height)

    def _ring(
        self, painter: QPainter, boxes: Sequence[CellBox], key: str, top: int, height: int
    ) -> None:
        for box in boxes:
            if box.column.key == key:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self.ink.colour("focus"), 2))
                inset = box.pad_left - 6 if box.leads else 2
                painter.drawRoundedRect(
                    QRectF(box.left + inset, top + 2, box.width - inset - 2, height - 4), 4, 4
                )
                painter.restore()
