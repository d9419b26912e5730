"""The welcome: the saved connections, the way to Gong and to the demo, or what went wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gong_admin.runtime import assets
from gong_admin.runtime.connections import Connections
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.connections.rows import ConnectionRows
from gong_admin.ui.connections.words import KEY_PLACE
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Pane, tight
from gong_admin.ui.widgets.button import Button, LinkButton
from gong_admin.ui.widgets.card import Card, Heading
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.scroll import ScrollArea

_WIDTH = 640  # of the column in the middle, in pixels at ordinary text size
_ICON = 48


class StartPage(Pane):
    """Shown while no connection is open. Emits what the person wants; opens nothing itself."""

    open_requested = Signal(str)  # connection id
    add_requested = Signal()
    manage_requested = Signal()
    demo_requested = Signal()
    cancel_requested = Signal()
    action_requested = Signal(object)  # `ActionKind` of the message that is shown

    def __init__(self, connections: Connections, parent: QWidget | None = None) -> None:
        super().__init__("surface", parent)
        self._connections = connections
        connections.changed.connect(self._fill)
        self.loading = LoadingBar()
        self.loading.cancelled.connect(self.cancel_requested)
        self.bar = MessageBar()
        self.bar.action_triggered.connect(self.action_requested)
        self.rows = ConnectionRows()
        self.rows.open_requested.connect(self.open_requested)
        self.connect_button = Button(self.tr("Connect to Gong"), kind="primary", icon="plus")
        self.connect_button.clicked.connect(self.add_requested)
        self.demo_button = Button(self.tr("Try the demo"), icon="flask")
        self.demo_button.clicked.connect(self.demo_requested)
        self._choices = QWidget()
        self._saved = QWidget()
        self._lay_out()
        self._fill()

    # -- what is shown -------------------------------------------------------------------------

    def show_connections(self) -> None:
        """Offer what can be opened."""
        self.loading.hide()
        self.bar.clear()
        self._choices.show()

    def show_opening(self, text: str) -> None:
        """Say what is being waited for; it can be cancelled."""
        self.bar.clear()
        self._choices.hide()
        self.loading.set_progress(text)
        self.loading.show()

    def show_problem(self, message: UserMessage) -> None:
        """Say why nothing is open, above what can be opened instead."""
        self.show_connections()
        self.bar.show_message(message)
        buttons = self.bar.buttons()
        if buttons:
            buttons[0].setFocus()

    def focus_first(self) -> None:
        """Put the keyboard on what is most likely wanted."""
        first: QWidget = self.rows.buttons[0] if self.rows.buttons else self.connect_button
        first.setFocus()

    # -- inside --------------------------------------------------------------------------------

    def _fill(self) -> None:
        saved = self._connections.all()
        # The one opened last comes first.
        saved = tuple(
            sorted(saved, key=lambda one: one.last_used.timestamp() if one.last_used else 0.0)
        )[::-1]
        self.rows.show_connections(saved)
        self._saved.setVisible(bool(saved))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(theme.space.xl)
        column.addLayout(self._head())
        column.addWidget(self.loading)
        column.addWidget(self.bar)
        column.addWidget(self._choices)
        inside = QVBoxLayout(self._choices)
        tight(inside, theme.space.xl)
        inside.addWidget(self._saved_part())
        inside.addLayout(self._ways())
        host = QWidget()
        host.setLayout(column)
        host.setMaximumWidth(round(_WIDTH * max(1.0, theme.text_scale)))
        content = QWidget()
        outer = QVBoxLayout(content)
        outer.setContentsMargins(24, 24, 24, 24)
        middle = QHBoxLayout()
        tight(middle)
        middle.addStretch(1)
        middle.addWidget(host, 100)
        middle.addStretch(1)
        # The eye's middle lies above the ruler's.
        outer.addStretch(4)
        outer.addLayout(middle)
        outer.addStretch(6)
        page = QVBoxLayout(self)
        tight(page)
        page.addWidget(ScrollArea(content))

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        ratio = self.devicePixelRatio()
        pixmap = QPixmap(str(assets.path("icons/gong-admin.png"))).scaledToWidth(
            round(_ICON * ratio), Qt.TransformationMode.SmoothTransformation
        )
        pixmap.setDevicePixelRatio(ratio)
        picture.setPixmap(pixmap)
        picture.setFixedSize(_ICON, _ICON)
        words = QVBoxLayout()
        tight(words, theme.space.xs)
        words.addWidget(Label("Gong Admin", "display"))
        words.addWidget(
            Label(
                self.tr("See, change and prove how your company's Gong is set up."),
                "body",
                tone="text2",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        tight(row, theme.space.l)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _saved_part(self) -> QWidget:
        column = QVBoxLayout(self._saved)
        tight(column, theme.space.s)
        heading = Heading(self.tr("Your connections"), right=True)
        manage = LinkButton(self.tr("Manage"))
        manage.clicked.connect(self.manage_requested)
        heading.add(manage)
        column.addWidget(heading)
        column.addWidget(self.rows)
        return self._saved

    def _ways(self) -> QHBoxLayout:
        row = QHBoxLayout()
        tight(row, theme.space.l)
        row.addWidget(
            _way(
                self.tr("Your company"),
                self.tr("{0} You need the key and its secret. It begins read-only.").format(
                    KEY_PLACE
                ),
                self.connect_button,
            ),
            1,
        )
        row.addWidget(
            _way(
                self.tr("A made-up company"),
                self.tr(
                    "Gong on this computer, with 1,200 people in it. It needs no account and no "
                    "network, and nothing in it is real: the place to try things out."
                ),
                self.demo_button,
            ),
            1,
        )
        return row


def _way(title: str, text: str, button: Button) -> Card:
    card = Card()
    card.body.addWidget(Label(title, "strong"))
    card.body.addWidget(Label(text, "secondary", wrap=True))
    card.body.addStretch(1)
    card.body.addSpacing(theme.space.s)
    card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return card
