"""What is kept on this computer, and where."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.runtime import paths
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.local_data import clear_leftovers
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.settings import Settings
from gong_admin.ui.links import open_folder
from gong_admin.ui.prompts import Prompts
from gong_admin.ui.settings.parts import Page, PathLine
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.toast import show_toast

_EXPORTS = "export"  # under which tables remember where the last file went


class DataPage(Page):
    """Folders, and a way to begin afresh."""

    def __init__(self, settings: Settings, prompts: Prompts, bridge: Bridge) -> None:
        super().__init__()
        self._settings, self._prompts, self._bridge = settings, prompts, bridge
        self.scope = TaskScope(self._failed, self)
        self.exports = PathLine(
            self.tr("Your documents"), self.tr("Choose a folder…"), self.tr("Forget this folder")
        )
        self.exports.set_path(str(settings.view(_EXPORTS).get("folder", "")))
        self.exports.choose_requested.connect(self._choose_folder)
        self.exports.cleared.connect(self._clear_folder)
        self.add_line(
            self.tr("Folder for exports"),
            self.tr("Offered first; afterwards, wherever the last file went."),
            self.exports,
        )
        self.journal = Button(self.tr("Journal of changes"), icon="folder")
        self.journal.clicked.connect(self._open_journal)
        self.logs = Button(self.tr("Logs"), icon="folder")
        self.logs.clicked.connect(self._open_logs)
        folders = QWidget()
        row = QHBoxLayout(folders)
        tight(row, theme.space.s)
        row.addWidget(self.journal)
        row.addWidget(self.logs)
        self.add_line(
            self.tr("Open a folder"),
            self.tr(
                "Neither holds keys. The journal is your proof of what was changed, and stays."
            ),
            folders,
        )
        self.clear = Button(self.tr("Clear local data…"), icon="trash")
        self.clear.clicked.connect(self._clear)
        self.add_line(
            self.tr("Begin afresh"),
            self.tr(
                "Forgets layouts of tables, chosen workspaces, old logs and crash reports. "
                "Connections, keys, settings and the journal stay."
            ),
            self.clear,
        )
        self.bar = MessageBar()
        self.column.addWidget(self.bar)
        self.end()

    def _choose_folder(self) -> None:
        self.scope.start("folder", self._ask_folder())

    async def _ask_folder(self) -> None:
        start = Path(self.exports.path) if self.exports.path else Path.home()
        path = await self._prompts.open_folder(self.tr("Folder for exports"), start)
        if path is not None:
            self._settings.set_view(_EXPORTS, {"folder": str(path)})
            self.exports.set_path(str(path))

    def _clear_folder(self) -> None:
        self._settings.set_view(_EXPORTS, {})
        self.exports.set_path("")
        self.exports.button.setFocus()

    def _open_journal(self) -> None:
        open_folder(paths.state_dir())

    def _open_logs(self) -> None:
        open_folder(paths.log_dir())

    def _clear(self) -> None:
        self.scope.start("clear", self._ask_clear())

    async def _ask_clear(self) -> None:
        agreed = await self._prompts.confirm(
            self.tr("Clear local data?"),
            self.tr(
                "Tables return to their first layout when a panel is opened again. Nothing in "
                "Gong changes."
            ),
            self.tr("Clear"),
            danger=True,
        )
        if not agreed:
            return
        removed = await self._bridge.run(clear_leftovers)
        self._settings.update(views={}, workspaces={})
        self.exports.set_path("")
        files = self.tr("1 file") if removed == 1 else self.tr("{0} files").format(removed)
        show_toast(self, self.tr("Layouts and {0} cleared").format(files))

    def _failed(self, error: Exception) -> None:
        self.bar.show_message(present(error))
        self.grown.emit()
