"""All saved connections, with what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.connections import Connection, ConnectionKind, Connections
from gong_admin.ui.connections.rows import ConnectionRows
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.scroll import FittingScrollArea

_WIDTH = 600


class ConnectionsDialog(Dialog):
    """Closes with every choice, and says it: the signals carry a connection's id."""

    open_requested = Signal(str)
    edit_requested = Signal(str)
    check_requested = Signal(str)
    remove_requested = Signal(str)
    add_requested = Signal()
    demo_requested = Signal()

    def __init__(
        self, parent: QWidget | None, connections: Connections, current: Connection | None = None
    ) -> None:
        """`current` is the one that is open."""
        super().__init__(parent, self.tr("Connections"), width=dialog_width(_WIDTH))
        saved = connections.all()
        self.rows = ConnectionRows(editable=True)
        opened = current.id if current is not None else ""
        self.rows.show_connections(saved, opened)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        if not saved:
            column.addWidget(
                Label(
                    self.tr(
                        "No connections yet. Add your company's Gong, or look around in the demo "
                        "company first."
                    ),
                    "body",
                    tone="text2",
                    wrap=True,
                )
            )
        column.addWidget(self.rows)
        column.addStretch(1)
        self.leave_ring_room()
        self.body.addWidget(FittingScrollArea(content), 1)
        self.demo_button = demo = self.add_button(
            self.tr("Open the demo company"), kind="ghost", icon="flask", left=True
        )
        if current is not None and current.kind is ConnectionKind.DEMO:
            demo.set_disabled_because(self.tr("The demo company is open"))
        self.add_cancel(self.tr("Close"))
        add = self.add_button(self.tr("Add a connection"), kind="primary", icon="plus")
        add.setAutoDefault(False)
        first = self.rows.row_of(opened) or next(iter(self.rows.buttons), None)
        (first or add).setFocus()

        for signal in (
            self.rows.open_requested,
            self.rows.edit_requested,
            self.rows.check_requested,
            self.rows.remove_requested,
            add.clicked,
            demo.clicked,
        ):
            signal.connect(self.accept)
        self.rows.open_requested.connect(self.open_requested)
        self.rows.edit_requested.connect(self.edit_requested)
        self.rows.check_requested.connect(self.check_requested)
        self.rows.remove_requested.connect(self.remove_requested)
        add.clicked.connect(self.add_requested)
        demo.clicked.connect(self.demo_requested)
