"""What is compared with what, and which settings are shown: chosen in popups, and remembered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.comparing import GROUPS
from gong_admin.ui.panels.compare.choose_popup import ChoosePopup
from gong_admin.ui.table.check_list import CheckItem

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter

VIEW_ID = "compare"


class Choosing(QObject):
    """Groups and "Differences only" are as they were left; which profiles are compared begins
    anew with each connection."""

    def __init__(self, presenter: ComparePresenter) -> None:
        super().__init__(presenter.view)
        self._presenter, self._view = presenter, presenter.view
        self._matrix, self._settings = presenter.matrix, presenter.context.settings
        view = self._view
        kept = self._settings.view(VIEW_ID)
        view.differences.setChecked(bool(kept.get("differences", True)))
        self._matrix.set_only_differences(view.differences.isChecked())
        self._matrix.set_hidden_groups(self._hidden())
        self._show_groups()
        view.baseline_wanted.connect(self._choose_baseline)
        view.profiles_wanted.connect(self._choose_profiles)
        view.groups_wanted.connect(self._choose_groups)
        view.differences.toggled.connect(self._only_differences)

    # -- profiles --------------------------------------------------------------------------------

    def _items(self, records: Sequence[ProfileRecord]) -> list[CheckItem]:
        name, workspace = self._presenter.name, self._presenter.context.data.workspace_name
        return [CheckItem(r.id, name(r), workspace(r.workspace_id)) for r in records]

    def _choose_baseline(self) -> None:
        view, checked = self._view, [each.id for each in self._matrix.profiles[:1]]
        items = self._items(self._presenter.records())
        popup = ChoosePopup(
            translate("compare", "Compare with"), items, checked, single=True, parent=view
        )
        popup.chosen.connect(self._baseline_chosen)
        popup.open_below(view.anchor(view.baseline_button))

    def _baseline_chosen(self, chosen: frozenset[str]) -> None:
        self._presenter.set_baseline(next(iter(chosen)))

    def _choose_profiles(self) -> None:
        view, items = self._view, self._items(self._presenter.records())
        checked = [each.id for each in self._matrix.profiles]
        popup = ChoosePopup(
            translate("compare", "Compare these profiles"), items, checked, parent=view
        )
        popup.chosen.connect(self._presenter.pick)
        popup.open_below(view.anchor(view.profiles_button))

    # -- settings --------------------------------------------------------------------------------

    def _choose_groups(self) -> None:
        view, hidden = self._view, self._hidden()
        items = [CheckItem(key, title) for key, title in GROUPS.items() if key in self._there()]
        checked = [item.value for item in items if item.value not in hidden]
        popup = ChoosePopup(translate("compare", "Groups"), items, checked, parent=view)
        popup.chosen.connect(self._groups_chosen)
        popup.open_below(view.anchor(view.groups_button))

    def _groups_chosen(self, chosen: frozenset[str]) -> None:
        before, there = self._hidden(), self._there()
        # One that no profile has now was not asked about.
        hidden = [g for g in GROUPS if (g not in chosen if g in there else g in before)]
        self._remember(hidden_groups=hidden)
        self._matrix.set_hidden_groups(hidden)
        self._show_groups()

    def _show_groups(self) -> None:
        hidden = len(self._hidden())
        self._view.groups_button.set_badge(len(GROUPS) - hidden if hidden else None)
        self._view.groups_button.set_active(bool(hidden))

    def _only_differences(self, on: bool) -> None:
        self._remember(differences=on)
        self._matrix.set_only_differences(on)

    def _there(self) -> set[str]:
        return {line.group for line in self._matrix.lines}

    def _hidden(self) -> list[str]:
        kept = self._settings.view(VIEW_ID).get("hidden_groups", [])
        return [str(one) for one in kept] if isinstance(kept, list) else []

    def _remember(self, **values: object) -> None:
        self._settings.set_view(VIEW_ID, {**self._settings.view(VIEW_ID), **values})
