"""Remembers which facets of a table were chosen, until the program is opened again.

What was typed into the filter is not kept: it is often a person's name or address, and settings
hold no personal data.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from PySide6.QtCore import QObject

from gong_admin.ui.table.filter_bar import FilterBar
from gong_admin.ui.table.layout import Views

__all__ = ["FilterMemory"]


class FilterMemory(QObject):
    """Keeps the facets of `bar` under `name`; puts back at once what was kept before."""

    def __init__(self, bar: FilterBar, views: Views, name: str) -> None:
        super().__init__(bar)
        self._bar = bar
        self._views = views
        self._name = name
        self._restore()
        bar.changed.connect(self._save)

    def _restore(self) -> None:
        kept = self._views.view(self._name).get("facets")
        if not isinstance(kept, Mapping):
            return
        for key, values in kept.items():
            if key in self._bar.facet_buttons and isinstance(values, list):
                chosen = frozenset(value for value in values if isinstance(value, Hashable))
                self._bar.set_facet(key, chosen)

    def _save(self) -> None:
        facets = {
            key: sorted(values, key=str)
            for key, values in self._bar.facets.items()
            # Other values could not be read back from JSON as they were.
            if all(value is None or isinstance(value, (str, bool, int)) for value in values)
        }
        if self._views.view(self._name).get("facets", {}) != facets:
            self._views.set_view(self._name, {"facets": facets})
