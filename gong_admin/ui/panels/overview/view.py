"""How the Overview looks: tiles with figures, charts, what needs attention, what happened."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.users import RECORDED_NOTE
from gong_admin.ui.panels.overview.board import Board
from gong_admin.ui.panels.overview.entries import EntryCard
from gong_admin.ui.panels.overview.offer import Offer
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.card import StatTile
from gong_admin.ui.widgets.chart import BarChart, HorizontalBars
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.popup import Menu
from gong_admin.ui.widgets.scroll import ScrollArea

_TURN = 1000  # pixels: below, the cards stand in fewer columns
_CHART_HEIGHT = 304

_TILES = (
    # key, title, panel behind it
    ("users", translate("overview", "Users"), "users"),
    ("recorded", translate("overview", "Recorded"), "users"),
    ("profiles", translate("overview", "Permission profiles"), "profiles"),
    ("trackers", translate("overview", "Trackers"), "trackers"),
    ("folders", translate("overview", "Library folders"), "library"),
    ("calls", translate("overview", "API calls today"), ""),
)


class OverviewView(Pane):
    """`followed(panel)`: the user wants to see what is behind a figure."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__("surface")
        self.header = PanelHeader(self.tr("Overview"))
        self.export_menu = Menu(self.tr("Export"), self)
        self.header.export_button.set_menu(self.export_menu)
        self.header.export_button.show()
        self.message = MessageBar()
        self.tiles: dict[str, StatTile] = {}
        for key, title, panel in _TILES:
            tile = self.tiles[key] = StatTile(title, clickable=bool(panel))
            tile.setProperty("panel", panel)
            tile.clicked.connect(self._follow_tile)
        self.calls = BarChart(self.tr("Calls recorded"), "calls")
        self.calls_offer = Offer()
        self.calls_again = LinkButton("")
        self.calls.add_control(self.calls_again)
        self.states = HorizontalBars(self.tr("Users by state"), self.tr("State"), self.tr("Users"))
        self.settings = HorizontalBars(
            self.tr("Recording settings"), self.tr("Setting"), self.tr("Active users")
        )
        for bars in (self.states, self.settings):
            bars.setToolTip(RECORDED_NOTE)
        self.profiles = HorizontalBars(
            self.tr("Users by profile"), self.tr("Profile"), self.tr("Users")
        )
        self.profiles_offer = Offer()
        for chart in (self.calls, self.states, self.settings, self.profiles):
            chart.setMinimumHeight(_CHART_HEIGHT)
        self.attention = EntryCard(self.tr("Needs attention"))
        self.events = EntryCard(self.tr("Newest changes"))
        self.events_message = MessageBar()
        self.events.body.insertWidget(1, self.events_message)

        content = QWidget()
        column = QVBoxLayout(content)
        edge = theme.size("edge_padding_x")
        column.setContentsMargins(edge, 0, edge, edge)
        column.setSpacing(theme.space.m)
        column.addWidget(self.message)
        column.addWidget(self._board())
        column.addStretch(1)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.header)
        whole.addWidget(ScrollArea(content), 1)

    def set_tile(self, key: str, value: str, note: str) -> None:
        self.tiles[key].set_figure(value, note)

    def export_action(self, text: str, icon: str) -> QAction:
        """A new entry of the export menu."""
        return self.export_menu.add(text, icon=icon)

    def action(self, text: str) -> QAction:
        """A new action of this panel."""
        return QAction(text, self)

    def copy(self, text: str) -> None:
        """Put `text` onto the clipboard."""
        QGuiApplication.clipboard().setText(text)

    def _board(self) -> Board:
        tiles = list(self.tiles.values())
        return Board(
            wide=[
                [(tile, 10) for tile in tiles],
                [(self.calls, 36), (self.states, 24)],
                [(self.attention, 30), (self.events, 30)],
                [(self.settings, 30), (self.profiles, 30)],
            ],
            narrow=[
                [(tile, 20) for tile in tiles[:3]],
                [(tile, 20) for tile in tiles[3:]],
                [(self.calls, 60)],
                [(self.attention, 60)],
                [(self.events, 60)],
                [(self.states, 24), (self.settings, 36)],
                [(self.profiles, 60)],
            ],
            turn=_TURN,
        )

    def _follow_tile(self) -> None:
        sender = self.sender()
        if sender is not None and sender.property("panel"):
            self.followed.emit(str(sender.property("panel")))
