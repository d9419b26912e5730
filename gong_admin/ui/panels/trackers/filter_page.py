"""The calls that a tracker listens to: its filter as a tree of conditions, and as Gong keeps it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.tracker_filter import FilterKind, FilterNode
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import IconLabel, Label, clear_layout, tight
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.json_view import JsonView
from gong_admin.ui.widgets.states import Hint

_STEP = 20
_HEADS = {
    FilterKind.ALL: (translate("trackers", "All of these hold"), "check-square"),
    FilterKind.ANY: (translate("trackers", "At least one of these holds"), "circles-three"),
    FilterKind.NONE: (translate("trackers", "None of these holds"), "prohibit"),
}
_JSON_LINES = 16  # so many are seen at once


class FilterPage(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout()
        tight(self._rows, theme.space.s)
        self._json_head = Heading(self.tr("As Gong keeps it"))
        self._json = JsonView(self.tr("Filter as JSON"))
        self._json.setProperty("sunken", True)
        self._unknown = Hint(
            self.tr("Gong doesn't document this form of a filter. It stands below.")
        )
        column = QVBoxLayout(self)
        tight(column, theme.space.m)
        column.addWidget(Heading(self.tr("Calls it listens to")))
        column.addLayout(self._rows)
        column.addWidget(self._unknown)
        column.addSpacing(theme.space.s)
        column.addWidget(self._json_head)
        column.addWidget(self._json)

    def show_filter(self, node: FilterNode | None, raw: str) -> None:
        """`node` None: the text `raw` could not be read and is shown alone."""
        clear_layout(self._rows)
        self._unknown.setVisible(node is None)
        if node is not None:
            self._add(node, 0)
        for widget in (self._json_head, self._json):
            widget.setVisible(bool(raw))
        self._json.set_json(raw)
        lines = min(_JSON_LINES, self._json.blockCount()) + 1
        self._json.setFixedHeight(lines * self._json.fontMetrics().lineSpacing() + theme.space.l)

    def _add(self, node: FilterNode, depth: int) -> None:
        if node.kind is FilterKind.CONDITION:
            self._add_row(node.text, "funnel-simple", "body", depth)
        elif not node.children:
            self._add_row(self.tr("Every call of the workspace"), "check", "body", depth)
        else:
            words, icon = _HEADS[node.kind]
            self._add_row(words, icon, "medium", depth)
            for child in node.children:
                self._add(child, depth + 1)

    def _add_row(self, text: str, icon: str, role: str, depth: int) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(depth * _STEP, 0, 0, 0)
        row.setSpacing(theme.space.s)
        row.addWidget(IconLabel(icon, "text3"))
        row.addWidget(Label(text, role, wrap=True, selectable=True), 1)
        self._rows.addLayout(row)
