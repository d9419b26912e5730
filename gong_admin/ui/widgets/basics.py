"""The plainest parts: panes with a background, lines between them, labels, key caps."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.laid_out import laid_out

_MAY_BREAK = "\u200b"
_LONG_WORD = re.compile(r"\S{24}(?=\S)|[@/](?=\S)")

Background = Literal["canvas", "surface", "surface_alt", "raised", "sunken", "none"]


class Pane(QWidget):
    """A region of the window with a background from the tokens."""

    def __init__(self, background: Background = "surface", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("pane", background)


class Snug(QWidget):
    """As high as its words need at its width, and no higher.

    Qt's own hint is for a width of its choice; wrapped words in a wide pane would leave a gap.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        hint, layout = super().sizeHint(), self.layout()
        # Before the first layout the width says nothing.
        if layout is not None and layout.hasHeightForWidth() and self.isVisible():
            hint.setHeight(layout.totalHeightForWidth(self.width()))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Separator(QFrame):
    """The one-pixel line between two regions. Neither of them has an edge of its own there."""

    def __init__(
        self,
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        *,
        length: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("separator", True)
        if orientation == Qt.Orientation.Horizontal:
            self.setFixedHeight(1)
            if length is not None:
                self.setFixedWidth(length)
        else:
            self.setFixedWidth(1)
            if length is not None:
                self.setFixedHeight(length)


class Label(QLabel):
    """Words in a role of the type scale (`theme.FONT_ROLES`), in a text colour `tone` or the
    role's own. Plain text always: what comes from Gong is never read as markup."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            # Reachable by screen readers and the pointer; Tab passes over it.
            self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_tone(self, tone: str) -> None:
        """Change the text colour; "" goes back to the role's."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


class ElidedLabel(Label):
    """A label that gives way: cut with an ellipsis, whole in the tooltip. `elide` says where: in
    the middle for what is told apart by its end."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        *,
        tone: str = "",
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        self._whole, self._elide = text, elide
        super().__init__(text, role, tone=tone, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    def whole_text(self) -> str:
        return self._whole

    def sizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().horizontalAdvance(self._whole) + 2, super().sizeHint().height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(min(24, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._elide, max(24, self.width()))
        super().setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class IconLabel(QWidget):
    """An icon that only illustrates; what it means stands beside it in words."""

    def __init__(
        self, name: str, colour: str = "text2", *, size: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._colour, self._size = name, colour, size
        self._fit()
        repaint_on_change(self)
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        side = theme.grown(self._size)
        self.setFixedSize(side, side)

    def set_icon(self, name: str, colour: str | None = None) -> None:
        self._name, self._colour = name, colour or self._colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = theme.grown(self._size)
        paint_icon(painter, self._name, self.rect(), theme.colour(self._colour), side)


class KeyCaps(QWidget):
    """A shortcut as key caps: "Ctrl+K" becomes two."""

    def __init__(self, shortcut: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        repaint_on_change(self)
        self.set_shortcut(shortcut)

    def set_shortcut(self, shortcut: str) -> None:
        self._keys = [key for key in shortcut.split("+") if key]
        self.setAccessibleName(shortcut)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(key_caps_width(self._keys), theme.size("kbd"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_key_caps(QPainter(self), self._keys, 0, self.height())


def key_caps_width(keys: list[str]) -> int:
    """How wide `keys` are as caps, for those who paint them into rows."""
    font = theme.font("caption")
    widths = [max(theme.size("kbd"), paint.text_width(key, font) + 10) for key in keys]
    return sum(widths) + theme.space.xs * max(0, len(keys) - 1)


def paint_key_caps(painter: QPainter, keys: list[str], x: int, height: int, top: int = 0) -> None:
    """Key caps from `x` on, in the middle of a row of `height` that starts at `top`."""
    font, tall = theme.font("caption"), theme.size("kbd")
    y = top + (height - tall) // 2
    for key in keys:
        width = max(tall, paint.text_width(key, font) + 10)
        area = QRect(x, y, width, tall)
        paint.box(
            painter, area, theme.radius.small, theme.colour("surface"), theme.colour("border")
        )
        paint.text(painter, area, key, font, theme.colour("text2"), paint.CENTRE, elide=False)
        x += width + theme.space.xs


def tight(layout: QLayout, spacing: int = 0) -> None:
    """No margins, and `spacing` between the parts."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    for part in laid_out(layout):
        if isinstance(part, QWidget):
            layout.removeWidget(part)
            part.hide()
        else:
            clear_layout(part)
            layout.removeItem(part)
        part.deleteLater()
    while layout.takeAt(0) is not None:
        pass  # spacers


def breakable(text: str) -> str:
    """`text` with places to wrap, which aren't seen, in words that are wider than a line may be:
    paths of files, addresses."""
    return _LONG_WORD.sub(lambda found: found[0] + _MAY_BREAK, text)
