"""The pane at the right that shows one thing in full, beside the table it stands in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.avatar import Avatar
from gong_admin.ui.widgets.basics import ElidedLabel, Label, Pane, breakable, clear_layout, tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.pill import Pill, Tone
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.tabs import Tabs


class DetailPane(Pane):
    """Head with avatar, title and pills; tabs below. Put it into a QSplitter to be resizable.

    `closed` with the cross or Esc, `open_requested` with the arrow ("Open in Gong"), `tab_chosen`
    with a tab's key, so that what costs a call is read when it is looked at.
    """

    closed = Signal()
    open_requested = Signal()
    tab_chosen = Signal(str)

    def __init__(self, name: str, *, avatar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__("surface_alt", parent)
        self.setAccessibleName(name)
        self.setMinimumWidth(260)
        self._avatar = Avatar(large=True)
        self._avatar.setVisible(avatar)
        # Whole, over several lines where it is long: nothing else in the window shows it whole.
        self._title = Label("", "heading", wrap=True)
        self._whole = ""
        self._subtitle = ElidedLabel("", "secondary")
        self.open_button = IconButton("arrow-square-out", self.tr("Open in Gong"))
        self.open_button.clicked.connect(self.open_requested)
        self.open_button.hide()
        self._cross = IconButton("x", self.tr("Close details"), shortcut=self.tr("Esc"))
        self._cross.clicked.connect(self.closed)
        words = QVBoxLayout()
        tight(words, 1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._buttons = QHBoxLayout()
        tight(self._buttons)
        self._buttons.addWidget(self.open_button)
        self._buttons.addWidget(self._cross)
        head = QHBoxLayout()
        edge = theme.size("edge_padding_x")
        head.setContentsMargins(edge, 12, 8, 0)
        head.setSpacing(theme.space.m)
        head.addWidget(self._avatar)
        head.addLayout(words, 1)
        head.addLayout(self._buttons)
        head.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)
        self._pills_host = QWidget()
        self._pills = FlowLayout(self._pills_host)
        pills = QHBoxLayout()
        pills.setContentsMargins(edge, 8, edge, 4)
        pills.addWidget(self._pills_host)
        self.tabs = Tabs(name, inset=edge)
        self.tabs.chosen.connect(self.tab_chosen)
        column = QVBoxLayout(self)
        tight(column)
        column.addLayout(head)
        column.addLayout(pills)
        column.addWidget(self.tabs, 1)

    def set_head(
        self, title: str, subtitle: str = "", *, pills: Sequence[tuple[str, Tone, str | None]] = ()
    ) -> None:
        """Whom or what the pane shows; `pills` are words, tone and icon (None: the tone's)."""
        self._avatar.set_name(title)
        self._whole = title
        self._title.setText(breakable(title))
        self._title.setAccessibleName(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        clear_layout(self._pills)
        for words, tone, icon in pills:
            self._pills.addWidget(Pill(words, tone, icon))
        self._pills_host.setVisible(bool(pills))

    def title(self) -> str:
        return self._whole

    def add_button(self, button: IconButton) -> None:
        """Another icon button in the head, before the cross."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def add_tab(
        self,
        key: str,
        words: str,
        content: QWidget,
        *,
        count: int | None = None,
        scrolls: bool = True,
    ) -> None:
        """A tab; its content is given margins and scrolls unless it does so itself."""
        if not scrolls:
            self.tabs.add(key, words, content, count)
            return
        frame = QWidget()
        column = QVBoxLayout(frame)
        edge = theme.size("edge_padding_x")
        column.setContentsMargins(edge, 14, edge, 16)
        column.setSpacing(theme.space.l)
        column.addWidget(content)
        column.addStretch(1)
        self.tabs.add(key, words, ScrollArea(frame), count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)
