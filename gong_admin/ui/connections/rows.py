"""Saved connections one below the other, each to open with a click or Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gong_admin.runtime.connections import Connection
from gong_admin.ui import paint
from gong_admin.ui.connections.words import host_of, last_used_text
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.shell.top_bar import KIND_WORDS
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import clear_layout, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.focus_ring import FocusRing


class ConnectionButton(QPushButton):
    """One connection: its letter in its colour, name, kind, host and when it was last open."""

    def __init__(self, connection: Connection, *, current: bool, now: dt.datetime) -> None:
        super().__init__()
        self.connection = connection
        self._current = current
        facts = [host_of(connection)]
        if connection.read_only:
            facts.append("read-only")
        facts.append(self.tr("open now") if current else last_used_text(connection, now))
        self._facts = " · ".join(fact for fact in facts if fact)
        self.setAccessibleName(
            self.tr("Open {0}, {1}, {2}").format(
                connection.name, KIND_WORDS[connection.kind], self._facts
            )
        )
        self.setToolTip(self.tr("Open {0}").format(connection.name))
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        FocusRing(self, theme.radius.card)
        repaint_on_change(self)

    def sizeHint(self) -> QSize:
        lines = theme.font_px("body") + theme.font_px("secondary")
        return QSize(theme.size("side_list"), lines + 2 * theme.space.l)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, colour, gap = QPainter(self), theme.colour, theme.space.m
        over = self.underMouse() or self.isDown()
        fill, edge = colour("hover" if over else "surface"), colour("separator")
        paint.box(painter, self.rect(), theme.radius.card, fill, edge)
        tint = colour(colour_of(self.connection))
        side = theme.size("control_large")
        badge = QRect(gap, (self.height() - side) // 2, side, side)
        paint.box(painter, badge, theme.radius.control, tint)
        letter = (self.connection.name.strip() or "?")[0].upper()
        ink = colour("on_tenant")
        paint.text(painter, badge, letter, theme.font("heading"), ink, paint.CENTRE)

        left, right = badge.right() + 1 + gap, self.width() - gap
        arrow = QRect(right - 16, 0, 16, self.height())
        mark, mark_ink = ("check", "ok_mark") if self._current else ("caret-right", "text3")
        paint_icon(painter, mark, arrow, colour(mark_ink), 16)
        right -= 16 + gap
        first, second = theme.font_px("body") + 6, theme.font_px("secondary") + 6
        top = (self.height() - first - second) // 2
        kind = KIND_WORDS[self.connection.kind]
        tag_font = theme.font("caption_strong")
        tag = paint.text_width(kind, tag_font) + 12
        name_font = theme.font("strong")
        wide = min(
            paint.text_width(self.connection.name, name_font) + 2,
            right - left - tag - theme.space.s,
        )
        room = QRect(left, top, max(0, wide), first)
        paint.text(painter, room, self.connection.name, name_font, colour("text"))
        tall = theme.size("kbd")
        spot = QRect(room.right() + 1 + theme.space.s, top + (first - tall) // 2, tag, tall)
        paint.box(painter, spot, theme.radius.small, None, tint)
        paint.text(painter, spot, kind, tag_font, tint, paint.CENTRE, elide=False)
        room = QRect(left, top + first, right - left, second)
        paint.text(painter, room, self._facts, theme.font("secondary"), colour("text2"))


class ConnectionRows(QWidget):
    """The connections, each with buttons behind it when `editable`. Up and Down go from one to
    the next. All signals carry the connection's id."""

    open_requested = Signal(str)
    edit_requested = Signal(str)
    check_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, *, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._editable = editable
        self.buttons: list[ConnectionButton] = []
        self._column = QVBoxLayout(self)
        tight(self._column, theme.space.s)

    def show_connections(self, connections: Sequence[Connection], current: str = "") -> None:
        """`current` is the id of the one that is open."""
        clear_layout(self._column)
        now = dt.datetime.now(dt.UTC)
        self.buttons = [
            ConnectionButton(connection, current=connection.id == current, now=now)
            for connection in connections
        ]
        for button in self.buttons:
            self._column.addLayout(self._row(button))
            # Qt would show it later, and what isn't shown can't have the focus.
            button.show()

    def row_of(self, connection_id: str) -> ConnectionButton | None:
        """The button of one connection."""
        return next((b for b in self.buttons if b.connection.id == connection_id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        focused = self.focusWidget()
        if step is None or not isinstance(focused, ConnectionButton):
            super().keyPressEvent(event)
            return
        place = self.buttons.index(focused) + step
        if 0 <= place < len(self.buttons):
            self.buttons[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _row(self, button: ConnectionButton) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, theme.space.xs)
        row.addWidget(button, 1)
        button.clicked.connect(self._open)
        if self._editable:
            name = button.connection.name
            row.addSpacing(theme.space.xs)
            for icon, words, pressed in (
                ("first-aid-kit", self.tr("Check {0}").format(name), self._check),
                ("pencil-simple", self.tr("Edit {0}").format(name), self._edit),
                ("trash", self.tr("Remove {0}").format(name), self._remove),
            ):
                tool = IconButton(icon, words)
                tool.setProperty("connection", button.connection.id)
                tool.clicked.connect(pressed)
                row.addWidget(tool)
        return row

    def _open(self) -> None:
        sender = self.sender()
        if isinstance(sender, ConnectionButton):
            self.open_requested.emit(sender.connection.id)

    def _check(self) -> None:
        self.check_requested.emit(self._sender_id())

    def _edit(self) -> None:
        self.edit_requested.emit(self._sender_id())

    def _remove(self) -> None:
        self.remove_requested.emit(self._sender_id())

    def _sender_id(self) -> str:
        sender = self.sender()
        return str(sender.property("connection")) if sender is not None else ""
