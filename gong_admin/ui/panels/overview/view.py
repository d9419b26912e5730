"""How the Overview looks: tiles with figures, charts, what needs attention, what happened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.panels.overview.board import Board
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight
from gong_admin.ui.widgets.card import StatTile
from gong_admin.ui.widgets.chart import HorizontalBars
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.scroll import ScrollArea

_TURN = 1000  # pixels: below, the cards stand in fewer columns

_TILES = (
    # key, title, panel behind it
    ("users", "Users", "users"),
    ("recorded", "Recorded", "users"),
    ("profiles", "Permission profiles", "profiles"),
    ("trackers", "Trackers", "trackers"),
    ("folders", "Library folders", "library"),
    ("calls", "API calls today", ""),
)


class OverviewView(Pane):
    """`followed(panel, record_id)`: the user wants to see what is behind a figure."""

    followed = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("surface")
        self.header = PanelHeader("Overview")
        self.message = MessageBar()
        self.tiles: dict[str, StatTile] = {}
        for key, title, panel in _TILES:
            tile = self.tiles[key] = StatTile(title, clickable=bool(panel))
            tile.setProperty("panel", panel)
            tile.clicked.connect(self._follow_tile)
        self.states = HorizontalBars("Users by state", "State", "Users")
        self.settings = HorizontalBars("Recording settings", "Setting", "Active users")

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

    def set_states(self, shares: Sequence[tuple[str, int]], caption: str) -> None:
        self.states.set_shares(shares)
        self.states.set_caption(caption)

    def set_settings(self, shares: Sequence[tuple[str, int]], caption: str) -> None:
        self.settings.set_shares(shares)
        self.settings.set_caption(caption)

    def _board(self) -> Board:
        tiles = list(self.tiles.values())
        return Board(
            wide=[
                [(tile, 2) for tile in tiles],
                [(self.states, 6), (self.settings, 6)],
            ],
            narrow=[
                [(tile, 4) for tile in tiles[:3]],
                [(tile, 4) for tile in tiles[3:]],
                [(self.states, 6), (self.settings, 6)],
            ],
            turn=_TURN,
        )

    def _follow_tile(self) -> None:
        sender = self.sender()
        if sender is not None and sender.property("panel"):
            self.followed.emit(str(sender.property("panel")), "")
