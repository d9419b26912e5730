"""The subjects of a case: their table, and one of them in full beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.settings import Settings
from gong_admin.services.privacy.case import SubjectState
from gong_admin.ui.panels.cases.subject_detail import SubjectDetail
from gong_admin.ui.privacy.words import subject_state_words
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.splitter import Splitter

_VIEW = "cases"


class SubjectsPage(QWidget):
    """The detail shows itself when a subject is chosen and there is room for both."""

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        settings: Settings,
        detail: SubjectDetail,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.table = RecordTable(
            model,
            host,
            table_id="cases.subjects",
            name=translate("cases", "Subjects"),
            unit=translate("cases", "subjects"),
            placeholder=translate("cases", "Filter subjects"),
        )
        self.table.set_empty(self.tr("The case is about nobody yet"), icon="user-plus")
        self.detail = detail
        self._wanted = False
        self.splitter = Splitter(Qt.Orientation.Horizontal, [self.tr("Width of the details")])
        # Room between the tabs and the filter.
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, theme.space.m, 0, 0)
        column.addWidget(self.table)
        self.splitter.addWidget(left)
        self.splitter.addWidget(detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 0)
        self.splitter.splitterMoved.connect(self._remember)
        self._width = settings.size(_VIEW, "detail_width", theme.size("detail"))
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.splitter)
        detail.closed.connect(self._close)
        detail.tab_chosen.connect(self._give_room)
        detail.hide()

    def show_detail(self, shown: bool) -> None:
        """Whether a subject is chosen."""
        self._wanted = shown
        self._apply()

    def show_only(self, state: SubjectState) -> None:
        """Filter the table by a state, and take the first that is shown."""
        self.table.filter_bar.set_facet("state", frozenset({subject_state_words(state)}))
        self.table.view.setFocus()

    def _close(self) -> None:
        self._wanted = False
        self._apply()
        self.table.view.setFocus()

    def _apply(self) -> None:
        roomy = self.width() >= 2 * theme.size("detail")
        visible = self._wanted and roomy
        if visible and self.detail.isHidden():
            self.detail.show()
            self._give_room(self.detail.tabs.key())
        elif not visible:
            self.detail.hide()

    def _give_room(self, tab: str) -> None:
        """Tables need more width than facts do; what the user has set comes back with these."""
        whole = self.splitter.width()
        wanted = max(self._width, whole * 3 // 5) if tab == "found" else self._width
        self.splitter.setSizes([max(whole - wanted, 1), wanted])

    def _remember(self) -> None:
        if self.detail.shows_found:
            return
        self._width = self.splitter.sizes()[1]
        layout = self._settings.view(_VIEW)
        layout["detail_width"] = self._width
        self._settings.set_view(_VIEW, layout)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply()
