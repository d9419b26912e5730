"""A profile from a file: restored where it is known here, else made in a workspace of choice."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gong_admin.runtime.scope import TaskScope
from gong_admin.services.snapshots.content import Item
from gong_admin.services.snapshots.importing import ProfileFromFile, read_profile
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.snapshots.dialogs import PlaceDialog
from gong_admin.ui.panels.snapshots.maker import ProfileMaker
from gong_admin.ui.panels.snapshots.restorer import Restorer
from gong_admin.ui.panels.snapshots.view import SnapshotsView


class ProfileImporter(QObject):
    """Works in the panel's `scope`."""

    def __init__(
        self,
        context: PanelContext,
        view: SnapshotsView,
        scope: TaskScope,
        maker: ProfileMaker,
        restorer: Restorer,
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._scope = context, view, scope
        self._maker, self._restorer = maker, restorer
        self._profile: ProfileFromFile | None = None

    def start(self) -> None:
        """Begin, unless one is under way: what it sends would be left without its outcome."""
        if self._scope.is_running("import") or self._scope.is_running("make"):
            self._context.toast(self.tr("A profile is being imported already"))
        else:
            self._scope.start("import", self._ask())

    async def _ask(self) -> None:
        """Ask for a file, and where its profile shall be. Raises OSError for a file that can't
        be read, or that holds no profile."""
        context = self._context
        path = await context.prompts.open_file(
            self.tr("A profile from a snapshot, or as Gong's API gives it"),
            files.last_folder(context.settings),
            self.tr("Profiles (*.json)"),
        )
        if path is None:
            return
        profile = await context.bridge.run(read_profile, path)
        await self._maker.prepare()
        known = context.data.profiles.get(profile.item.id)
        if known is not None:
            agreed = await context.prompts.confirm(
                self.tr("“{0}” is here already").format(profile.item.name.strip()),
                self.tr(
                    "This company has a profile of the same id. What differs can be brought back "
                    "to how the file has it, after a review."
                ),
                self.tr("Compare and restore"),
            )
            if agreed:
                now = Item(known.workspace_id, known.id, known.profile.name or "", known.raw)
                await self._restorer.restore_item(profile.item, now)
            return
        await self._maker.prepare_people([profile])
        self._profile = profile
        self._place(profile)

    def _place(self, profile: ProfileFromFile) -> None:
        data = self._context.data
        workspaces = [(one.id or "", one.name or one.id or "") for one in data.workspaces.records]
        ids = dict(workspaces)
        by_name = {name: key for key, name in workspaces}
        suggested = profile.item.workspace_id
        if suggested not in ids:
            chosen = self._context.workspace.current or ""
            suggested = by_name.get(profile.workspace, chosen)

        def notes(workspace_id: str) -> list[str]:
            return self._maker.notes(profile, workspace_id)

        name = profile.item.name.strip()
        dialog = PlaceDialog(self._view, name, workspaces, suggested, notes)
        dialog.placed.connect(self._make)
        dialog.open()

    def _make(self, workspace_id: str) -> None:
        if self._profile is not None and not self._scope.is_running("make"):
            wishes = [(self._profile, workspace_id)]
            self._scope.start("make", self._maker.make(wishes, told=True))
