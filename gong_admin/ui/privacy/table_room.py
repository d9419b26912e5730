"""Room for tables on a page that scrolls when there is not enough of it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight

_LEAST_ROWS = 5  # in whose height a table has its filter, its header and some of its rows


class TableRoom(QWidget):
    """Takes whatever height is left, and asks for no more than a few rows: what the tables inside
    would like is no reason for the page to scroll. `more` names what else is in it ("tab")."""

    def __init__(self, content: QWidget, *more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._more = more
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(content)
        theme.changed.connect(self._keep_rows)
        self._keep_rows()

    def _keep_rows(self) -> None:
        more = sum(theme.size(name) for name in self._more)
        self.setMinimumHeight(theme.size("row") * _LEAST_ROWS + more)

    def hasHeightForWidth(self) -> bool:
        return False

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())
