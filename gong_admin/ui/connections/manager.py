"""All saved connections, with what can be done about each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.runtime.connections import Connections
from gong_admin.ui.connections.rows import ConnectionRows
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.scroll import FittingScrollArea

_WIDTH = 600


class ConnectionsDialog(Dialog):
    """Closes with every choice, and says it: the signals carry a connection's id."""

    openRequested = Signal(str)
    editRequested = Signal(str)
    checkRequested = Signal(str)
    removeRequested = Signal(str)
    addRequested = Signal()
    demoRequested = Signal()

    def __init__(self, parent: QWidget | None, connections: Connections, current: str = "") -> None:
        """`current` is the id of the one that is open."""
        super().__init__(parent, self.tr("Connections"), width=dialog_width(_WIDTH))
        saved = connections.all()
        self.rows = ConnectionRows(editable=True)
        self.rows.show_connections(saved, current)
        content = QWidget()
        column = QVBoxLayout(content)
        tight(column)
        column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        if not saved:
            column.addWidget(
                Label(
                    self.tr(
                        "There is none yet. Add your company's Gong, or look around in the demo "
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
        demo = self.add_button(
            self.tr("Open the demo company"), kind="ghost", icon="flask", left=True
        )
        self.add_cancel(self.tr("Close"))
        add = self.add_button(self.tr("Add a connection"), kind="primary", icon="plus")
        add.setAutoDefault(False)
        first = self.rows.row_of(current) or next(iter(self.rows.buttons), None)
        (first or add).setFocus()

        for signal in (
            self.rows.openRequested,
            self.rows.editRequested,
            self.rows.checkRequested,
            self.rows.removeRequested,
            add.clicked,
            demo.clicked,
        ):
            signal.connect(self.accept)
        self.rows.openRequested.connect(self.openRequested)
        self.rows.editRequested.connect(self.editRequested)
        self.rows.checkRequested.connect(self.checkRequested)
        self.rows.removeRequested.connect(self.removeRequested)
        add.clicked.connect(self.addRequested)
        demo.clicked.connect(self.demoRequested)
