"""The settings of one profile, or of all side by side, to a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QWidget

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import UserMessage
from gong_admin.services.export import ExportFormat
from gong_admin.services.profiles.reading import Reading
from gong_admin.services.profiles.table import (
    ONE_PROFILE,
    NameOf,
    columns_of_several,
    rows_of_one,
    rows_of_several,
)
from gong_admin.services.words import counted
from gong_admin.ui.sheet_export import Sheet, SheetExporter
from gong_admin.ui.table.host import TableHost


def sheet_of_one(reading: Reading, name_of: NameOf, unsaved: int) -> Sheet:
    """The settings of one profile as Gong holds it, a row each. `unsaved` edits are not in it."""
    name = reading.name.strip() or reading.id
    stem = "profile-" + "-".join("".join(c if c.isalnum() else " " for c in name).split())
    rows = list(rows_of_one(reading, name_of))
    what = translate("profiles", "the settings of {0}").format(name)
    return Sheet(stem.lower(), _without(what, unsaved), ONE_PROFILE, rows)


def sheet_of_several(
    readings: Sequence[Reading], places: Sequence[str], name_of: NameOf, unsaved: int
) -> Sheet:
    """The settings of profiles side by side as Gong holds them; `places` are the workspaces that
    they belong to."""
    titles = [f"{reading.name} ({place})" for reading, place in zip(readings, places, strict=True)]
    what = translate("profiles", "the settings of {0} profiles").format(f"{len(readings):,}")
    return Sheet(
        "permission-profiles",
        _without(what, unsaved),
        columns_of_several(readings, titles),
        list(rows_of_several(readings, name_of)),
    )


def _without(what: str, unsaved: int) -> str:
    """A file is given to others as what is so: what is not saved is left out, and that is said."""
    if not unsaved:
        return what
    said = translate("profiles", "{0} as Gong holds them, without {1} not saved yet")
    return said.format(what, counted(unsaved, "change"))


class SettingsExporter(SheetExporter):
    """The menu of the settings' export, and what it does.

    `sheet(all_profiles)` is asked for what to write at the moment of writing; None when there is
    nothing.
    """

    def __init__(
        self,
        parent: QWidget,
        host: TableHost,
        sheet: Callable[[bool], Sheet | None],
        tell: Callable[[UserMessage], None],
    ) -> None:
        super().__init__(parent, host, tell)
        self._sheet = sheet
        for all_profiles in (False, True):
            if all_profiles:
                self.menu.addSeparator()
            for file_format, kind in self.kinds().items():
                action = self.action(self._words(all_profiles).format(kind), file_format)
                action.setData((file_format.value, all_profiles))
                action.triggered.connect(self._chosen)
                self.menu.addAction(action)
                self.actions.append(action)

    def _words(self, all_profiles: bool) -> str:
        if all_profiles:
            return self.tr("Export all profiles shown as {0}…")
        return self.tr("Export this profile as {0}…")

    def _chosen(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            file_format, all_profiles = action.data()
            self.ask(ExportFormat(file_format), all_profiles=bool(all_profiles))

    def ask(self, file_format: ExportFormat, *, all_profiles: bool) -> QFileDialog | None:
        """Ask where to, without blocking; written when that is answered."""
        sheet = self._sheet(all_profiles)
        if sheet is None:
            return None
        dialog = self.ask_where(self.tr("Export {0}").format(sheet.what), sheet.stem, file_format)
        dialog.setProperty("all", all_profiles)
        dialog.fileSelected.connect(self._answered)
        return dialog

    def _answered(self, path: str) -> None:
        dialog = self.sender()
        if isinstance(dialog, QFileDialog):
            file_format = ExportFormat(str(dialog.property("format")))
            self.write(Path(path), file_format, all_profiles=bool(dialog.property("all")))

    def write(self, path: Path, file_format: ExportFormat, *, all_profiles: bool) -> None:
        """Write what is shown now to `path`."""
        sheet = self._sheet(all_profiles)
        if sheet is not None:
            self.start(sheet, path, file_format, self.tr("Exporting settings"))
