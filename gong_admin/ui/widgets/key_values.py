"""Facts in two columns: what it is at the left, its value at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import (
    ElidedLabel,
    IconLabel,
    Label,
    Separator,
    clear_layout,
    tight,
)
from gong_admin.ui.widgets.button import IconButton, LinkButton
from gong_admin.ui.widgets.card import Heading

_ROW_PADDING = 3


class KeyValueList(QWidget):
    """Sections of rows, a line between rows. Fill with `add_*`, empty with `clear`.

    `followed(key)` when a link is pressed; `copied(value)` after a value went to the clipboard.
    """

    followed = Signal(str)
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        tight(self._column)
        self._first = True

    def clear(self) -> None:
        clear_layout(self._column)
        self._first = True

    def add_section(self, title: str, caption: str = "") -> None:
        """A heading; the rows added next belong to it."""
        if self._column.count():
            self._column.addSpacing(theme.space.l + 4)
        self._column.addWidget(Heading(title, caption, right=True))
        self._column.addSpacing(theme.space.xs)
        self._first = True

    def add(
        self,
        label: str,
        value: str,
        *,
        tooltip: str = "",
        mono: bool = False,
        copyable: bool = False,
        tone: str = "",
        icon: str = "",
        icon_tone: str = "",
    ) -> None:
        """A row with words. Ids are `mono` and `copyable`. An icon stands before the value."""
        words = Label(
            value or "–",
            "mono" if mono else "body",
            tone=tone or ("text2" if mono else "text" if value else "text3"),
            wrap=True,
            selectable=True,
        )
        words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        words.setToolTip(tooltip)
        words.setAccessibleName(f"{label}: {value}")
        row = self._row(label)
        if icon:
            # Word and icon stay together at the right edge.
            words.setWordWrap(False)
            row.addStretch(1)
            row.addWidget(IconLabel(icon, icon_tone or tone or "text2"))
            row.addWidget(words)
        else:
            row.addWidget(words, 1)
        if copyable and value:
            copy = IconButton("copy", self.tr("Copy {0}").format(label), small=True)
            copy.setProperty("value", value)
            copy.clicked.connect(self._copy)
            row.addWidget(copy)

    def add_switch(self, label: str, on: bool, *, note: str = "") -> None:
        """A setting that is on or off, with tick or dash beside the word."""
        if on:
            self.add(label, self.tr("On"), icon="check", icon_tone="ok_mark", tooltip=note)
        else:
            self.add(
                label, self.tr("Off"), icon="minus", icon_tone="text3", tone="text2", tooltip=note
            )

    def add_link(self, label: str, words: str, key: str) -> None:
        """A row whose value leads somewhere; `followed(key)` when pressed."""
        row = self._row(label)
        row.addStretch(1)
        link = LinkButton(words, role="medium")
        link.setProperty("key", key)
        link.setAccessibleName(f"{label}: {words}")
        link.clicked.connect(self._follow)
        row.addWidget(link)

    def add_full(self, widget: QWidget) -> None:
        """Something over the whole width: a hint below a section."""
        self._column.addSpacing(theme.space.s)
        self._column.addWidget(widget)

    def _row(self, label: str) -> QHBoxLayout:
        if not self._first:
            self._column.addWidget(Separator())
        self._first = False
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, _ROW_PADDING, 0, _ROW_PADDING)
        row.setSpacing(theme.space.s)
        frame.setMinimumHeight(theme.size("row") - 1)
        # Where both don't fit it is the label that gives way, not the value.
        row.addWidget(ElidedLabel(label, "body", tone="text2"), 0)
        self._column.addWidget(frame)
        return row

    def _copy(self) -> None:
        sender = self.sender()
        if sender is not None:
            value = str(sender.property("value"))
            QGuiApplication.clipboard().setText(value)
            self.copied.emit(value)

    def _follow(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.followed.emit(str(sender.property("key")))
