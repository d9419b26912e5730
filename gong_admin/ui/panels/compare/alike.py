"""Which profiles are nearly the same, and which have nobody: where tidying up begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gong_admin.models.steps import Slicer, Steps
from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.comparing import (
    Column,
    Pair,
    differing,
    lines_of,
    nearest_pairs,
)
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.compare.alike_popup import AlikePopup, Entry

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter

_NAMED = 3  # differing settings that are named; more are counted


class Alike(QObject):
    """Opens the popup, fills it piece by piece, and does what is chosen in it."""

    def __init__(self, presenter: ComparePresenter) -> None:
        super().__init__(presenter.view)
        self._presenter = presenter
        self._slicer = Slicer(self)
        self._popup: AlikePopup | None = None
        self._records: list[ProfileRecord] = []
        self._of = ""

    def open(self) -> None:
        """All profiles that may be compared."""
        self.open_for("")

    def open_for(self, profile_id: str) -> None:
        """What is most like one profile; all pairs for ""."""
        presenter = self._presenter
        self._of, self._records = profile_id, presenter.records()
        popup = self._popup = AlikePopup(presenter.view)
        popup.chosen.connect(self._chosen)
        popup.members_wanted.connect(self._read_members)
        popup.closed.connect(self._closed)
        popup.show_pairs(None)
        self._show_empty()
        popup.open_below(presenter.view.anchor(presenter.view.alike_button))
        popup.focus_list()
        self._slicer.start(self._find(), self._found)

    def members_counted(self) -> None:
        """The members have been read."""
        if self._popup is not None:
            self._show_empty()

    def close(self) -> None:
        self._slicer.drop()

    # -- within ----------------------------------------------------------------------------------

    def _find(self) -> Steps[list[Entry]]:
        columns: list[Column] = []
        for record in self._records:
            columns.append(self._presenter.column(record))
            yield
        if self._of:
            pairs = yield from self._nearest_to(columns)
        else:
            pairs = yield from nearest_pairs(columns)
        entries = [self._same_entry(group) for group in _copies(pairs)]
        for pair in pairs:
            if pair.distance:
                entries.append(self._entry(columns, pair))
            yield
        return entries

    def _nearest_to(self, columns: Sequence[Column]) -> Steps[tuple[Pair, ...]]:
        here = next((n for n, r in enumerate(self._records) if r.id == self._of), -1)
        if here < 0:
            return ()
        lines, found = lines_of(columns), []
        for number, column in enumerate(columns):
            if number != here:
                found.append(Pair(here, number, len(differing(columns[here], column, lines))))
            yield
        return tuple(sorted(found, key=lambda pair: pair.distance)[:100])

    def _same_entry(self, numbers: Sequence[int]) -> Entry:
        """Profiles that are the same in everything, in one entry however many they are."""
        presenter = self._presenter
        records = [self._records[number] for number in numbers]
        names = list(dict.fromkeys(presenter.name(record) for record in records))
        if len(names) == 1:
            title = translate("compare", "{0}, {1} times").format(names[0], len(records))
        else:
            title = ", ".join(names[:-1])
            title = translate("compare", "{0} and {1}").format(title, names[-1])
        of = presenter.context.data.workspace_name
        places = ", ".join(dict.fromkeys(of(record.workspace_id) for record in records))
        words = translate("compare", "The same in everything")
        return Entry(tuple(record.id for record in records), title, f"{words} · {places}")

    def _entry(self, columns: Sequence[Column], pair: Pair) -> Entry:
        presenter = self._presenter
        one, other = self._records[pair.first], self._records[pair.second]
        lines = lines_of((columns[pair.first], columns[pair.second]))
        titles = [
            lines[n].title for n in differing(columns[pair.first], columns[pair.second], lines)
        ]
        if len(titles) == 1:
            words = translate("compare", "Differ in one setting: {0}").format(titles[0])
        elif len(titles) <= _NAMED:
            words = translate("compare", "Differ in {0} settings: {1}").format(
                len(titles), ", ".join(titles)
            )
        else:
            words = translate("compare", "Differ in {0} settings").format(len(titles))
        if one.workspace_id == other.workspace_id:
            place = presenter.context.data.workspace_name(one.workspace_id)
        else:
            place = " / ".join(
                presenter.context.data.workspace_name(each.workspace_id) for each in (one, other)
            )
        names = translate("compare", "{0} and {1}").format(
            presenter.name(one), presenter.name(other)
        )
        return Entry((one.id, other.id), names, f"{words} · {place}")

    def _found(self, entries: list[Entry]) -> None:
        if self._popup is not None:
            self._popup.show_pairs(entries)

    def _show_empty(self) -> None:
        presenter, popup = self._presenter, self._popup
        data = presenter.context.data
        if popup is None:
            return
        if presenter.members.known:
            name = data.workspace_name
            popup.show_empty(
                [
                    Entry((record.id,), presenter.name(record), name(record.workspace_id))
                    for record in self._records
                    if presenter.members.of(record.id) == 0
                ]
            )
            return
        choices, count = presenter.context.settings.choices, len(data.profiles)
        cost = cost_text(count, choices.reading_rate, choices.calls_per_day)
        popup.ask_for_members(count, cost, reading=data.members.loading)

    def _read_members(self) -> None:
        self._presenter.context.data.members.refresh()
        self._show_empty()

    def _chosen(self, ids: tuple[str, ...]) -> None:
        if self._popup is not None:
            self._popup.close()
        if len(ids) > 1:
            self._presenter.compare(ids)
        else:
            self._presenter.show_profile(ids[0])

    def _closed(self) -> None:
        self._popup = None
        self._slicer.drop()


def _copies(pairs: Sequence[Pair]) -> list[list[int]]:
    """The profiles of the pairs that differ in nothing, each with all that are the same as it, in
    the order of the pairs."""
    group_of: dict[int, list[int]] = {}
    for pair in pairs:
        if pair.distance:
            continue
        one = group_of.setdefault(pair.first, [pair.first])
        other = group_of.setdefault(pair.second, [pair.second])
        if one is not other:
            one += other
            group_of.update(dict.fromkeys(other, one))
    return list({id(group): group for group in group_of.values()}.values())
