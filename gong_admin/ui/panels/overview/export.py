"""The figures of the Overview, for a spreadsheet or the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from gong_admin.runtime.language import translate
from gong_admin.services.attention import Finding
from gong_admin.services.export import (
    ExportColumn,
    ExportFailed,
    ExportFormat,
    ExportValue,
    export,
)
from gong_admin.services.overview import UserFigures
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.overview.view import OverviewView

Row = tuple[str, str, ExportValue, str]
"""What it belongs to, what it is, the figure, a remark."""

_COLUMNS = (
    ExportColumn("group", translate("overview", "Group")),
    ExportColumn("what", translate("overview", "What")),
    ExportColumn("figure", translate("overview", "Figure")),
    ExportColumn("remark", translate("overview", "Remark")),
)


def rows_of(
    view: OverviewView,
    figures: UserFigures,
    days: Iterable[tuple[object, int]],
    shares: Iterable[tuple[str, int]],
    findings: Iterable[Finding],
) -> list[Row]:
    """Everything on the panel, as rows of a file: its tiles as they stand there, users by state,
    recording settings, calls by day, users by profile, and what needs attention."""
    rows: list[Row] = []
    for tile in view.tiles.values():
        name, _, figure = tile.accessibleName().partition(": ")
        overview = translate("overview", "Overview")
        rows.append((overview, name, figure, tile.accessibleDescription()))
    for title, counts in (
        (translate("overview", "Users by state"), figures.states),
        (translate("overview", "Recording settings"), figures.settings),
        (translate("overview", "Calls recorded"), days),
        (translate("overview", "Users by profile"), shares),
    ):
        rows += [(title, str(what), count, "") for what, count in counts]
    attention = translate("overview", "Needs attention")
    return rows + [(attention, finding.title, None, finding.text) for finding in findings]


class FigureExport:
    """Saves and copies `rows()` as they are at that moment."""

    def __init__(
        self, context: PanelContext, view: OverviewView, rows: Callable[[], Sequence[Row]]
    ) -> None:
        self._context = context
        self._view = view
        self._rows = rows

    def copy(self) -> None:
        """Put the figures onto the clipboard, as cells for a spreadsheet."""
        lines = [tuple(column.title for column in _COLUMNS), *self._rows()]
        self._view.copy("\n".join("\t".join(map(_cell, line)) for line in lines))
        self._context.toast(translate("overview", "Figures copied"))

    async def save(self, file_format: ExportFormat) -> None:
        """Ask where, and write the file."""
        rows = list(self._rows())
        settings = self._context.settings
        path = await self._context.prompts.save_file(
            translate("overview", "Export figures"),
            files.last_folder(settings)
            / files.dated_name("overview", file_format, self._context.session.connection.name),
            files.name_filter(file_format),
        )
        if path is None:
            return
        files.remember_folder(settings, path)
        try:
            await self._context.bridge.run(export, rows, _COLUMNS, path, file_format)
        except ExportFailed as error:
            self._view.message.show_message(files.not_written(error))
            return
        files.tell_written(
            self._view, translate("overview", "{0:,} figures").format(len(rows)), path
        )


def _cell(value: ExportValue) -> str:
    """A value as a cell of the clipboard; nothing in it may break the row."""
    return "" if value is None else str(value).replace("\t", " ").replace("\n", " ")
