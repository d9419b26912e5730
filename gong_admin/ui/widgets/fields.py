"""Fields to type in: one line, several, a search, and the frame that labels them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from gong_admin.runtime.language import translate
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Snug, tight


def set_invalid(widget: QWidget, invalid: bool) -> None:
    """Give a field the outline of an error, or take it away."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class LineEdit(QLineEdit):
    """One line of text. `name` is its accessible name where no label is its buddy; `mono` for
    ids and addresses; `secret` for what must not be read over a shoulder."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        mono: bool = False,
        secret: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)
        if mono:
            self._use_mono()
            theme.changed.connect(self._use_mono)

    def _use_mono(self) -> None:
        self.setFont(theme.font("mono"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(60, theme.size("control"))


class _ClearButton(QAbstractButton):
    """The cross inside a search field."""

    def __init__(self, parent: QLineEdit) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("widgets", "Clear"))
        self.setToolTip(translate("widgets", "Clear (Esc)"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.resize(theme.grown(24), theme.grown(24))
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tint = theme.colour("text" if self.underMouse() else "text3")
        paint_icon(QPainter(self), "x", self.rect(), tint, theme.grown(12))


class SearchField(LineEdit):
    """A text filter: magnifying glass, cross, Esc clears.

    Esc in an empty field is passed on, so that the window can do something with it. Down is
    told by `left_downwards`, for the list below to take the focus.
    """

    left_downwards = Signal()

    def __init__(
        self, placeholder: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name or placeholder, placeholder=placeholder, parent=parent)
        self._bare = False
        self._fit()
        theme.changed.connect(self._fit)
        self._clear = _ClearButton(self)
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._text_changed)
        repaint_on_change(self)

    def make_bare(self) -> None:
        """Lose the frame, in a popup whose own frame is around it."""
        self.setProperty("bare", True)
        self._bare = True
        self._fit()

    def _fit(self) -> None:
        # Words stand beside the glass. A bare field has no padding of its own before that.
        before = 14 if self._bare else 0
        after = theme.space.s if self._bare else 0
        icon = theme.size("icon")
        self.setTextMargins(before + icon + theme.space.xs, 0, icon + after, 0)

    def _text_changed(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() == Qt.Key.Key_Down:
            self.left_downwards.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = theme.grown(24)
        self._clear.resize(side, side)
        self._clear.move(self.width() - side - theme.space.xs, (self.height() - side) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        glyph = theme.size("icon")
        spot = QPoint(9, (self.height() - glyph) // 2)
        paint_icon(painter, "magnifying-glass", spot, theme.colour("text2"), glyph)


class TextArea(QPlainTextEdit):
    """Several lines. Tab leaves the field, as everywhere in forms."""

    def __init__(
        self,
        text: str = "",
        *,
        name: str = "",
        placeholder: str = "",
        lines: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("field", True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(240, self._lines * self.fontMetrics().lineSpacing() + 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())


class Field(Snug):
    """A control with its label above (the control's buddy), a hint beside it, and below either
    help or, in its place, what is wrong.

    `help_text` explains; `set_error("…")` marks the control and says what to do; "" clears.
    """

    def __init__(
        self,
        label: str,
        control: QWidget,
        *,
        hint: str = "",
        help_text: str = "",
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._help_text = help_text
        self.label = Label(label, "medium")
        # What takes the focus is what a screen reader asks for its label.
        self.label.setBuddy(control.focusProxy() or control)
        self._note = Label(help_text, "secondary", tone="text2", wrap=True)
        if not help_text:
            # Showing it here, where it has no parent yet, would open a window of its own.
            self._note.hide()
        if not control.accessibleName():
            control.setAccessibleName(label.replace("&", ""))
        self._describe()
        head = QHBoxLayout()
        tight(head, theme.space.s)
        head.addWidget(self.label)
        if hint:
            head.addWidget(ElidedLabel(hint, "secondary", tone="text3"))
        head.addStretch(1)
        column = QVBoxLayout(self)
        tight(column, theme.space.xs + 2)
        column.addLayout(head)
        if beside:
            # Switches stand at the end of their label's line.
            head.addWidget(control)
        else:
            column.addWidget(control)
        column.addWidget(self._note)

    def set_error(self, error: str) -> None:
        set_invalid(self.control, bool(error))
        self._note.setText(error or self._help_text)
        self._note.set_tone("danger" if error else "text2")
        self._note.setVisible(bool(error or self._help_text))
        self._describe(error)

    def error(self) -> str:
        return self._note.text() if self.control.property("invalid") else ""

    def _describe(self, error: str = "") -> None:
        self.control.setAccessibleDescription(error or self._help_text)
