"""The shape that list panels share: head above, table, detail at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.settings import Settings
from gong_admin.ui.context import PanelContext
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, tight
from gong_admin.ui.widgets.button import ToggleButton
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.splitter import Splitter


def table_host(context: PanelContext) -> TableHost:
    """What the panels' tables need of the program."""
    return TableHost(
        settings=context.settings,
        bridge=context.bridge,
        jobs=context.jobs,
        toast=context.toast,
        compact=context.settings.choices.density == "compact",
        tenant=f".{context.session.connection.id}",
        company=context.session.connection.name,
    )


class ListPanelView(Pane):
    """Head, table and detail pane. The detail shows itself when a record is chosen, gives way in
    a narrow panel, and keeps its width under `view_id` in the settings."""

    refresh_requested = Signal()

    def __init__(
        self,
        title: str,
        table: RecordTable,
        detail: DetailPane,
        settings: Settings,
        view_id: str,
        *,
        notes: Sequence[QWidget] = (),
        side: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`notes` stand between head and table: what the API can't do, say. `side` stands at the
        left of both, over the whole height: a tree to choose from."""
        super().__init__("surface", parent)
        self.header = PanelHeader(title)
        self.header.refresh_requested.connect(self.refresh_requested)
        self.header.export_button.set_menu(table.commands.export_menu)
        self.header.export_button.show()
        self.table = table
        self.detail = detail
        self._settings = settings
        self._view_id = view_id
        self._wanted = not settings.view(view_id).get("detail_hidden", False)
        self._shows_something = False

        self.detail_button = ToggleButton("layout", self.tr("Show details"))
        self.detail_button.clicked.connect(self._toggle_detail)
        self.header.add_action(self.detail_button)
        detail.closed.connect(self._close_detail)

        main = Pane("surface")
        column = QVBoxLayout(main)
        tight(column)
        column.addWidget(self.header)
        for note in notes:
            column.addWidget(note)
        column.addWidget(table, 1)
        self.splitter = Splitter(Qt.Orientation.Horizontal, [self.tr("Width of the details")])
        self._side = side
        self.splitter.addWidget(main if side is None else self._beside(side, main))
        self.splitter.addWidget(detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(self._remember_width)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.splitter)
        self._width = settings.size(view_id, "detail_width", theme.size("detail"))
        self._apply()

    # -- the side ------------------------------------------------------------------------------

    def _beside(self, side: QWidget, main: QWidget) -> Splitter:
        self._side_splitter = Splitter(
            Qt.Orientation.Horizontal, [self.tr("Width of the list at the side")]
        )
        self._side_splitter.addWidget(side)
        self._side_splitter.addWidget(main)
        self._side_splitter.setStretchFactor(0, 0)
        self._side_splitter.setStretchFactor(1, 1)
        width = self._settings.size(self._view_id, "side_width", theme.size("side_list"))
        self._side_splitter.setSizes([width, 4 * width])
        self._side_splitter.splitterMoved.connect(self._remember_side)
        return self._side_splitter

    def _remember_side(self) -> None:
        self._remember(side_width=self._side_splitter.sizes()[0])

    # -- the detail pane -----------------------------------------------------------------------

    def show_detail(self, shown: bool) -> None:
        """Whether there is something to show; the user's wish and the room decide with it."""
        if shown != self._shows_something:
            self._shows_something = shown
            self._apply()

    def _toggle_detail(self) -> None:
        self._wanted = self.detail_button.isChecked()
        self._remember(detail_hidden=not self._wanted)
        self._apply(forced=self._wanted)

    def _close_detail(self) -> None:
        self.detail_button.setChecked(False)
        self._toggle_detail()
        self.table.view.setFocus()

    def _apply(self, *, forced: bool = False) -> None:
        # The side takes its place from the table, whose columns still have to be told apart.
        side = 0 if self._side is None else self._side.width() // 2
        roomy = self.width() >= 3 * theme.size("detail") + theme.space.l + side
        visible = self._wanted and self._shows_something and (roomy or forced)
        if visible and self.detail.isHidden():
            self.detail.show()
            room = self.splitter.width() - self._width
            self.splitter.setSizes([max(room, 1), self._width])
        elif not visible:
            self.detail.hide()
        # Down means that the details are seen, not that they are wanted.
        self.detail_button.setChecked(visible)
        self.detail_button.set_disabled_because(
            "" if self._shows_something else self.tr("Nothing is selected")
        )

    def _remember_width(self) -> None:
        self._width = self.splitter.sizes()[1]
        self._remember(detail_width=self._width)

    def _remember(self, **values: object) -> None:
        layout = self._settings.view(self._view_id)
        layout.update(values)
        self._settings.set_view(self._view_id, layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply()
