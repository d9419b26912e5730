"""The reference: the smallest PySide6 window with a table, in a process of its own.

Prints the moment at which it was painted, as JSON, and how much memory it holds; ends at once.
"""

from __future__ import annotations

import json
import os
import sys
import time
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView


class Cells(QAbstractTableModel):
    """A few rows of text."""

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 30

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 12

    def data(self, index: Any, role: int = 0) -> Any:
        return f"{index.row()} {index.column()}" if role == 0 else None


class FirstPaint(QObject):
    """Ends the process when the window has been painted for the first time."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            # What is inside the window is painted in the same go; the timer comes after it.
            watched.removeEventFilter(self)
            QTimer.singleShot(0, painted)
        return False


def painted() -> None:
    """Tell the time and the memory, and end without tidying up."""
    moment = time.monotonic()
    sys.stdout.write(json.dumps({"painted": moment, **memory()}) + "\n")
    sys.stdout.flush()
    os._exit(0)


def memory() -> dict[str, int]:
    """Bytes of memory of this process: resident, and its fair part of what it shares."""
    import psutil

    info = psutil.Process().memory_full_info()
    return {"rss": info.rss, "pss": getattr(info, "pss", info.uss)}


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    model = Cells()
    table.setModel(model)
    window.setCentralWidget(table)
    window.resize(1440, 900)
    watch = FirstPaint()
    window.installEventFilter(watch)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
