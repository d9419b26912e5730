"""How the Trackers panel looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.record_table import RecordTableModel
from gong_admin.models.text import date_text, exact_text, yes_no
from gong_admin.runtime.settings import Settings
from gong_admin.services.tracker_filter import read_filter
from gong_admin.services.words import counted
from gong_admin.ui.links import GONG_TRACKERS, open_page
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.panels.trackers import rows
from gong_admin.ui.panels.trackers.filter_page import FilterPage
from gong_admin.ui.panels.trackers.keywords_page import KeywordsPage, LanguageWords
from gong_admin.ui.panels.trackers.rows import Row
from gong_admin.ui.table.actions import RequestTexts
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint


@dataclass(frozen=True, slots=True)
class Overlap:
    """What a tracker shares with another one: the words, and where they lead."""

    tracker_id: str
    name: str
    workspace: str
    words: tuple[str, ...]
    inside: bool
    """Whether the other one is in the same workspace."""


class TrackersView(ListPanelView):
    """`followed(panel, id)`: the user wants to see a user, a workspace or another tracker."""

    followed = Signal(str, str)

    def __init__(
        self,
        model: RecordTableModel[Any],
        host: TableHost,
        settings: Settings,
        request: RequestTexts,
    ) -> None:
        table = RecordTable(
            model,
            host,
            table_id="trackers",
            name=self.tr("Trackers"),
            placeholder=self.tr("Filter names and keywords"),
            request=request,
        )
        self.keywords = KeywordsPage()
        self.overlaps = KeyValueList()
        self.filter_page = FilterPage()
        self.facts = KeyValueList()
        for links in (self.overlaps, self.facts):
            links.followed.connect(self._follow)
        detail = DetailPane(self.tr("Tracker"))
        detail.add_tab("keywords", self.tr("Keywords"), self.keywords)
        detail.add_tab("overlaps", self.tr("Shared"), self.overlaps)
        detail.add_tab("filter", self.tr("Calls"), self.filter_page)
        detail.add_tab("facts", self.tr("Facts"), self._facts_page())
        super().__init__(self.tr("Trackers"), table, detail, settings, "trackers")
        table.filter_bar.changed.connect(self._mark_found)
        self._toast = host.toast
        self.facts.copied.connect(self._copied)

    def _facts_page(self) -> QWidget:
        hint = Hint(
            self.tr(
                "Gong's API can't create, change or delete trackers, and doesn't list "
                "smart trackers."
            ),
            link=self.tr("Open trackers in Gong"),
        )
        hint.followed.connect(self._open_gong)
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, theme.space.l)
        column.addWidget(self.facts)
        column.addWidget(hint)
        return page

    def show_tracker(self, row: Row, overlaps: Sequence[Overlap]) -> None:
        """Fill the detail pane."""
        tracker, detail = row.tracker, self.detail
        detail.set_head(row.name, row.workspace)
        self.keywords.show_keywords(
            [
                LanguageWords(
                    rows.language_name(entry.language),
                    tuple(entry.keywords or ()),
                    bool(entry.include_related_forms),
                )
                for entry in tracker.language_keywords or ()
            ]
        )
        self._mark_found()
        detail.tabs.set_count("keywords", len(row.keywords))
        self._show_overlaps(overlaps)
        detail.tabs.set_count("overlaps", row.shared)
        self.filter_page.show_filter(read_filter(tracker.filter_query), tracker.filter_query or "")
        self._show_facts(row)
        self.show_detail(True)

    def _mark_found(self) -> None:
        """Say which keywords the filter of the table finds."""
        self.keywords.show_found(self.table.filter_bar.needles)

    def _show_overlaps(self, overlaps: Sequence[Overlap]) -> None:
        shown = self.overlaps
        shown.clear()
        inside = [entry for entry in overlaps if entry.inside]
        outside = [entry for entry in overlaps if not entry.inside]
        shown.add_section(self.tr("In this workspace"), _trackers(inside))
        for entry in inside:
            for word in entry.words:
                shown.add_link(word, entry.name, f"trackers:{entry.tracker_id}")
        if not inside:
            shown.add_full(
                Hint(self.tr("No other tracker of this workspace has any of these keywords."))
            )
        if outside:
            shown.add_section(self.tr("In other workspaces"), _trackers(outside))
            for entry in sorted(outside, key=lambda other: (other.workspace, other.name)):
                count = len(entry.words)
                shared = (
                    self.tr("{0:,} keyword") if count == 1 else self.tr("{0:,} keywords")
                ).format(count)
                label = f"{entry.workspace} · {shared}"
                shown.add_link(label, entry.name, f"trackers:{entry.tracker_id}")
        shown.add_full(
            Hint(
                self.tr(
                    "Capital letters make no difference here. Related forms are not "
                    "compared: Gong doesn't say which ones it counts."
                )
            )
        )

    def _show_facts(self, row: Row) -> None:
        tracker, facts = row.tracker, self.facts
        facts.clear()
        facts.add_section(self.tr("What counts"))
        facts.add(self.tr("Said by"), rows.speaker_text(tracker))
        facts.add(self.tr("Said at"), rows.moment_text(tracker))
        if tracker.part_of_question is None:
            facts.add(self.tr("Part of a question"), "")
        else:
            facts.add(self.tr("Part of a question"), yes_no(tracker.part_of_question))
        facts.add(self.tr("In topics"), ", ".join(tracker.said_in_topics or ()) or self.tr("Any"))
        facts.add(self.tr("Related forms"), rows.related_text(tracker))
        facts.add_section(
            self.tr("History"), "" if tracker.creator_user_id else self.tr("Built in")
        )
        for label, user_id, name, at, when in (
            (
                self.tr("Creator"),
                tracker.creator_user_id,
                row.creator,
                row.created,
                self.tr("Created"),
            ),
            (
                self.tr("Updated by"),
                tracker.updater_user_id,
                row.updater,
                row.updated,
                self.tr("Updated"),
            ),
        ):
            facts.add(
                when,
                date_text(at) if at else "",
                tooltip=exact_text(at) if at else "",
            )
            if user_id and user_id != "-1":
                facts.add_link(label, name, f"users:{user_id}")
            else:
                facts.add(label, name)
        facts.add_section(self.tr("Identity"))
        if tracker.workspace_id:
            facts.add_link(
                self.tr("Workspace"), row.workspace, f"workspaces:{tracker.workspace_id}"
            )
        facts.add(self.tr("Tracker id"), row.id, mono=True, copyable=True)

    def _follow(self, key: str) -> None:
        panel, _, record_id = key.partition(":")
        self.followed.emit(panel, record_id)

    def _copied(self, _: str) -> None:
        self._toast(self.tr("Copied the tracker id"))

    def _open_gong(self) -> None:
        open_page(GONG_TRACKERS)


def _trackers(entries: Sequence[Overlap]) -> str:
    return counted(len(entries), "tracker") if entries else ""
