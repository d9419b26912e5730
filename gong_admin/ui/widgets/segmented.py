"""Segmented control: one of a few, all of them in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.focus_ring import FocusRing


class _Segment(QAbstractButton):
    """One choice: words and, behind them, a count."""

    def __init__(self, owner: Segmented, key: str, text: str, count: int | None) -> None:
        super().__init__(owner)
        self.key, self._owner, self.count = key, owner, count
        self.setCheckable(True)
        self.setAutoExclusive(True)  # makes it a radio button to assistive technology
        self.setText(text)
        self.setAccessibleName(text)
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)

    def natural_width(self) -> int:
        """Room for the words in their heaviest weight, so that choosing moves nothing."""
        width = paint.text_width(self.text(), theme.font("strong")) + 2 * theme.space.m
        if self.count is not None:
            width += theme.space.s + paint.text_width(f"{self.count:,}", theme.font("body"))
        return width

    def sizeHint(self) -> QSize:
        return QSize(self._owner.segment_width(self), theme.size("segment_height"))

    def minimumSizeHint(self) -> QSize:
        # Where there is no room at all the margins give way, then the end of the words.
        return self.sizeHint() - QSize(theme.space.l, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            self._owner.step(step)
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, on, enabled = theme.colour, self.isChecked(), self.isEnabled()
        font, ink = theme.font("strong" if on else "body"), colour("text" if on else "text2")
        if on:
            fill, edge = colour("raised"), colour("control" if enabled else "border")
            if self._owner.is_staged():
                fill, edge, ink = colour("accent_tint"), colour("accent"), colour("accent_text")
            paint.box(painter, self.rect(), theme.radius.control, fill, edge)
        elif enabled and not self._owner.is_chosen():
            # Nothing is chosen yet: the words of each show that it can be.
            ink = colour("text")
            if self.underMouse():
                paint.box(painter, self.rect(), theme.radius.control, colour("pressed"))
        elif self.underMouse() and enabled:
            paint.box(painter, self.rect(), theme.radius.control, colour("pressed"))
        if not enabled:
            # What is chosen can be read all the same.
            ink = colour("text2" if on else "disabled")
        if self.count is None:
            paint.text(painter, self.rect(), self.text(), font, ink, paint.CENTRE)
            return
        words, number = paint.text_width(self.text(), font), f"{self.count:,}"
        behind = paint.text_width(number, theme.font("body"))
        x = (self.width() - words - theme.space.s - behind) // 2
        paint.text(painter, QRect(x, 0, words + 2, self.height()), self.text(), font, ink)
        room = QRect(x + words + theme.space.s, 0, behind + 2, self.height())
        paint.text(painter, room, number, theme.font("body"), colour("text3"))


class Segmented(QWidget):
    """Exactly one of `options` (key, words) is chosen, or none after `clear_value`; arrow keys
    move on, Tab leaves.

    `changed(key)` tells what a person chose, not what the program set. `name` is what the choice
    is about, for screen readers. With `equal` all segments are as wide as the widest.
    """

    changed = Signal(str)

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        *,
        name: str = "",
        value: str = "",
        equal: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._equal, self._staged = equal, False
        self._group = QButtonGroup(self)
        self._segments: list[_Segment] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for key, words in options:
            segment = _Segment(self, key, words, None)
            self._segments.append(segment)
            self._group.addButton(segment)
            row.addWidget(segment)
        self._group.buttonClicked.connect(self._chosen)
        repaint_on_change(self)
        self.setAccessibleName(name)
        self.set_value(value or options[0][0])

    def setAccessibleName(self, name: str) -> None:
        """What the choice is about; said with each segment, for only they take the focus."""
        super().setAccessibleName(name)
        for segment in self._segments:
            segment.setAccessibleDescription(name)

    def setAccessibleDescription(self, text: str) -> None:
        """Help, or what is wrong; said with each segment too."""
        super().setAccessibleDescription(text)
        words = ". ".join(part for part in (self.accessibleName(), text) if part)
        for segment in self._segments:
            segment.setAccessibleDescription(words)

    def set_tooltip(self, key: str, text: str) -> None:
        """What the pointer is told about the choice `key`."""
        for segment in self._segments:
            if segment.key == key:
                segment.setToolTip(text)

    def set_disabled_because(self, reason: str) -> None:
        """Disable, and say why to pointer and screen reader; enable again with ""."""
        self.setEnabled(not reason)
        self.setToolTip(reason)

    def value(self) -> str:
        """The key of the chosen segment, "" after `clear_value`."""
        return next((segment.key for segment in self._segments if segment.isChecked()), "")

    def is_chosen(self) -> bool:
        """Whether one is, be it the one whose key is ""."""
        return self._group.checkedButton() is not None

    def clear_value(self) -> None:
        """Choose none, without telling: what holds is none of the options, or not known."""
        self._group.setExclusive(False)
        for segment in self._segments:
            segment.setAutoExclusive(False)
            segment.setChecked(False)
            segment.setAutoExclusive(True)
        self._group.setExclusive(True)
        self._take_focus_along()

    def set_value(self, key: str) -> None:
        """Choose without telling. KeyError for a key that isn't one."""
        segment = next((one for one in self._segments if one.key == key), None)
        if segment is None:
            raise KeyError(key)
        segment.setChecked(True)
        self._take_focus_along()

    def set_count(self, key: str, count: int | None) -> None:
        """Show a count behind the words of `key`."""
        for segment in self._segments:
            if segment.key == key:
                segment.count = count
                words = segment.text()
                segment.setAccessibleName(words if count is None else f"{words}, {count:,}")
                segment.updateGeometry()
                segment.update()

    def is_staged(self) -> bool:
        return self._staged

    def set_staged(self, staged: bool) -> None:
        """Wear the accent: the choice differs from what Gong holds and isn't saved."""
        self._staged = staged
        for segment in self._segments:
            segment.update()

    def step(self, by: int) -> None:
        """Choose the neighbour, as the arrow keys do."""
        chosen = [i for i, one in enumerate(self._segments) if one.isChecked()]
        # From none, forwards is to the first and backwards to the last.
        index = chosen[0] if chosen else (-1 if by > 0 else 0)
        target = self._segments[(index + by) % len(self._segments)]
        target.click()
        target.setFocus(Qt.FocusReason.TabFocusReason)

    def segment_width(self, segment: _Segment) -> int:
        if self._equal:
            return max(one.natural_width() for one in self._segments)
        return segment.natural_width()

    def _chosen(self, segment: QAbstractButton) -> None:
        self._take_focus_along()
        if isinstance(segment, _Segment):
            self.changed.emit(segment.key)

    def _take_focus_along(self) -> None:
        # Tab stops once at the control, on the chosen segment; on the first where there is none.
        none = not any(segment.isChecked() for segment in self._segments)
        for segment in self._segments:
            chosen = segment.isChecked() or (none and segment is self._segments[0])
            segment.setFocusPolicy(
                Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            )
            segment.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        # While nothing is chosen, the outline says that this is a control.
        open_yet = self.isEnabled() and not self.is_chosen()
        edge = theme.colour("control") if open_yet else None
        paint.box(painter, self.rect(), theme.radius.card, theme.colour("sunken"), edge)
        for left, right in zip(self._segments, self._segments[1:], strict=False):
            if not (left.isChecked() or right.isChecked()):
                x = (left.geometry().right() + right.geometry().left()) // 2 + 1
                middle = self.height() // 2
                painter.fillRect(QRect(x, middle - 6, 1, 12), theme.colour("border"))
