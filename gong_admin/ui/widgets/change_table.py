"""The table of a review: setting, before, after. One painted list, however many lines there are.

A label for each of their words would cost five milliseconds a line before the dialog is seen; a
list costs the same for three lines and for seventy. It is as high as its lines and scrolls with
whatever it stands in. The arrow keys go through its lines, and assistive technology reads each as
a sentence that names its columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextLayout,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from gong_admin.models.roles import ACCESSIBLE, DISPLAY, AnyIndex
from gong_admin.runtime.language import translate
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import theme

_ARROW, _MARK = 16, 14  # pixels: the arrow between two values, the sign before a risky note
_EDGE = 8  # pixels above and below the words of a line
_KEPT = 16  # widths for which the wrapped words are remembered
_SHARES = (5, 3, 3)  # of the room: setting, before, after


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the review. `note` stands below the setting, in red with `risky`. Icons are
    names of glyphs beside the values; `extra` is the last column."""

    setting: str
    before: str
    after: str
    note: str = ""
    risky: bool = False
    before_icon: str = ""
    after_icon: str = ""
    extra: str = ""


class _Words:
    """Words wrapped into a width; a word that is wider is broken. Pixels.

    Most of them fit on one line, which costs a tenth of laying them out.
    """

    def __init__(self, text: str, role: str, width: int) -> None:
        self._text, self._font = text, theme.font(role)
        metrics = QFontMetrics(self._font)
        self._layout: QTextLayout | None = None
        self.height = metrics.height()
        if "\n" in text or metrics.horizontalAdvance(text) > width:
            self.height = self._wrap(max(1, width))

    def _wrap(self, width: int) -> int:
        layout = self._layout = QTextLayout(self._text.replace("\n", "\u2028"), self._font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return ceil(height)

    def draw(self, painter: QPainter, x: int, y: int, tone: str) -> None:
        painter.setPen(theme.colour(tone))
        if self._layout is not None:
            self._layout.draw(painter, QPointF(x, y))
            return
        painter.setFont(self._font)
        painter.drawText(QPointF(x, y + QFontMetrics(self._font).ascent()), self._text)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns begin and how wide they are, in pixels of the list."""

    setting: tuple[int, int]
    before: tuple[int, int]
    arrow: int
    after: tuple[int, int]
    extra: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Line:
    """The words of one change, wrapped; `height` with the separator above it."""

    setting: _Words
    note: _Words | None
    before: _Words
    after: _Words
    height: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """All lines at one width; `height` is that of all together."""

    columns: _Columns
    lines: tuple[_Line, ...]
    height: int


class _Model(QAbstractListModel):
    def __init__(self, changes: Sequence[Change], extra_title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.changes = tuple(changes)
        self._extra = extra_title

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.changes)

    def data(self, index: AnyIndex, role: int = DISPLAY) -> Any:
        if role in (DISPLAY, ACCESSIBLE) and index.isValid():
            return self._sentence(self.changes[index.row()])
        return None

    def _sentence(self, change: Change) -> str:
        """A line as it is read out and copied."""
        titles = (*_titles(), self._extra)[1:]
        values = (change.before, change.after, change.extra)
        said = [f"{title}: {value}" for title, value in zip(titles, values, strict=True) if value]
        first = f"{change.setting} ({change.note})" if change.note else change.setting
        return "; ".join((first, *said))


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        view = self.parent()
        height = view.line_height(index.row()) if isinstance(view, ChangeTable) else 0
        return QSize(1, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        view = self.parent()
        if isinstance(view, ChangeTable):
            view.paint_line(painter, QRect(option.rect), index.row())


class ChangeTable(QListView):
    """Shows `changes`. `extra_title` is the title of the last column, "" where there is none."""

    def __init__(self, changes: Sequence[Change], extra_title: str = "") -> None:
        super().__init__()
        self._extra_title = extra_title
        self._model = _Model(changes, extra_title, self)
        self._laid: dict[int, _Laid] = {}  # by width
        self.setAccessibleName(self.tr("Changes"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One of our own: see `ScrollArea`.
        viewport = QWidget()
        self.setViewport(viewport)
        viewport.setAutoFillBackground(False)
        viewport.setProperty("pane", "none")
        self.setProperty("pane", "none")
        self._head = _Head(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(_Delegate(self))
        self.setModel(self._model)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setViewportMargins(0, theme.size("nav_row"), 0, 0)
        theme.changed.connect(self._restyle)

    def texts(self) -> list[str]:
        """All lines as they are read out."""
        count = self._model.rowCount()
        return [str(self._model.index(row, 0).data(ACCESSIBLE)) for row in range(count)]

    # -- size ------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # The line below the last one takes a pixel.
        return theme.size("nav_row") + self._at(width).height + 1

    def sizeHint(self) -> QSize:
        width = self.width() if self.isVisible() else theme.size("dialog")
        return QSize(1, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(1, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.doItemsLayout()  # at once: Qt's own way to adjust waits until it has been seen
        self._head.setGeometry(0, 0, self.width(), theme.size("nav_row"))

    def _restyle(self) -> None:
        self._laid.clear()
        self.setViewportMargins(0, theme.size("nav_row"), 0, 0)
        self._head.setGeometry(0, 0, self.width(), theme.size("nav_row"))
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def _at(self, width: int) -> _Laid:
        """Everything at a width: a layout asks for several before it has made up its mind."""
        found = self._laid.get(width)
        if found is None:
            if len(self._laid) > _KEPT:
                self._laid.clear()
            columns = self._columns(width)
            lines = tuple(_line(change, columns) for change in self._model.changes)
            found = _Laid(columns, lines, sum(line.height for line in lines))
            self._laid[width] = found
        return found

    def _columns(self, width: int) -> _Columns:
        gap, font = theme.space.l, theme.font("body")
        texts = {change.extra for change in self._model.changes if change.extra}
        extra = max(
            [paint.text_width(self._extra_title, theme.font("secondary_medium"))]
            + [paint.text_width(text, font) for text in texts]
        )
        room = width - _ARROW - 3 * gap - (extra + gap if extra else 0)
        parts = [max(1, room * share // sum(_SHARES)) for share in _SHARES]
        before = parts[0] + gap
        arrow = before + parts[1] + gap
        after = arrow + _ARROW + gap
        return _Columns(
            (0, parts[0]), (before, parts[1]), arrow, (after, parts[2]), (width - extra, extra)
        )

    def line_height(self, row: int) -> int:
        """Pixels of a line."""
        return self._at(self.width()).lines[row].height

    # -- painting --------------------------------------------------------------------------------

    def paint_line(self, painter: QPainter, rect: QRect, row: int) -> None:
        """One change, in a rectangle of the list."""
        laid = self._at(self.width())
        change, line, at = self._model.changes[row], laid.lines[row], laid.columns
        width, top = self.width(), rect.top()
        painter.fillRect(QRect(0, top, width, 1), theme.colour("separator"))
        if row == self._model.rowCount() - 1:
            painter.fillRect(QRect(0, rect.bottom() + 1, width, 1), theme.colour("separator"))
        if self.hasFocus() and self.currentIndex().row() == row:
            # Lines, for the words stand at the very edge: a ring around them would touch them.
            edge = theme.size("focus_ring")
            for y in (top, rect.bottom() + 1 - edge):
                painter.fillRect(QRect(0, y, width, edge), theme.colour("focus"))
        inner = QRect(0, top + 1, width, line.height - 1)
        words = line.setting.height
        if line.note is not None:
            words += theme.space.xxs + line.note.height
        y = inner.top() + (inner.height() - words) // 2
        line.setting.draw(painter, at.setting[0], y, "text")
        if line.note is not None:
            y += line.setting.height + theme.space.xxs
            x = at.setting[0]
            if change.risky:
                spot = QPoint(x, y + (theme.font_px("secondary") + 4 - _MARK) // 2)
                paint_icon(painter, "warning-fill", spot, theme.colour("danger_mark"), _MARK)
                x += _MARK + theme.space.xs + 2
            line.note.draw(painter, x, y, "danger" if change.risky else "text2")
        self._value(painter, inner, at.before[0], line.before, change.before_icon, "text2")
        spot_rect = QRect(at.arrow, inner.top(), _ARROW, inner.height())
        paint_icon(painter, "arrow-right", spot_rect, theme.colour("text3"), _ARROW)
        tone = "danger" if change.risky else "accent_text"
        self._value(painter, inner, at.after[0], line.after, change.after_icon, tone)
        if change.extra:
            place = QRect(at.extra[0], inner.top(), at.extra[1], inner.height())
            font = theme.font("body")
            paint.text(
                painter, place, change.extra, font, theme.colour("text"), paint.RIGHT, elide=False
            )

    @staticmethod
    def _value(
        painter: QPainter, inner: QRect, x: int, words: _Words, icon: str, tone: str
    ) -> None:
        if icon:
            size = theme.size("icon")
            place = QRect(x, inner.top(), size, inner.height())
            paint_icon(painter, icon, place, theme.colour(tone), size)
            x += _icon_room(icon)
        words.draw(painter, x, inner.top() + (inner.height() - words.height) // 2, tone)

    def paint_head(self, painter: QPainter) -> None:
        """The titles of the columns."""
        at, height = self._at(self.width()).columns, theme.size("nav_row")
        setting, before, after = _titles()
        for (x, width), title in (
            (at.setting, setting),
            (at.before, before),
            (at.after, after),
            (at.extra, self._extra_title),
        ):
            align = paint.RIGHT if (x, width) == at.extra else paint.LEFT
            place, font = QRect(x, 0, width, height), theme.font("secondary_medium")
            paint.text(painter, place, title, font, theme.colour("text2"), align, elide=False)

    # -- keyboard --------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def scrollTo(
        self,
        index: AnyIndex,
        _hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """It shows all its lines; what it stands in scrolls."""
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        content = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and content is not None and index.isValid():
            rect = self.visualRect(index)
            for corner in (rect.bottomLeft(), rect.topLeft()):
                place = self.viewport().mapTo(content, corner)
                above.ensureVisible(place.x(), place.y(), 0, theme.space.s)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # for what it stands in


class _Head(QWidget):
    """The line of titles above the changes; each line says them again for those who hear it."""

    def __init__(self, table: ChangeTable) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        self._table.paint_head(QPainter(self))


def _line(change: Change, columns: _Columns) -> _Line:
    setting = _Words(change.setting, "strong", columns.setting[1])
    words, note = setting.height, None
    if change.note:
        indent = _MARK + theme.space.xs + 2 if change.risky else 0
        note = _Words(change.note, "secondary", columns.setting[1] - indent)
        words += theme.space.xxs + note.height
    before = _Words(change.before, "body", columns.before[1] - _icon_room(change.before_icon))
    after = _Words(change.after, "strong", columns.after[1] - _icon_room(change.after_icon))
    height = max(words, before.height, after.height, _ARROW) + 2 * _EDGE + 1
    return _Line(setting, note, before, after, height)


def _titles() -> tuple[str, str, str]:
    return (
        translate("review", "Setting"),
        translate("review", "Before"),
        translate("review", "After"),
    )


def _icon_room(icon: str) -> int:
    return theme.size("icon") + theme.space.s if icon else 0
