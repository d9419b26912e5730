"""What has been read of the folders' contents: read on a click, kept, and read all on demand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.pacing import Priority
from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.library import FolderContent, read_folder
from gong_admin.services.lists import FEW_CALLS
from gong_admin.services.progress import Progress
from gong_admin.ui.context import PanelContext


class FolderContents(QObject):
    """The contents of folders by id. Lives on the GUI thread.

    Two readings may go on side by side: the folder that is looked at, which ends when another one
    is, and many folders in a row, which go on whatever is looked at meanwhile.
    """

    changed = Signal()  # a reading began, went on or ended
    arrived = Signal(object, bool)  # a `FolderContent`, and whether it takes the place of another

    def __init__(self, context: PanelContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: dict[str, FolderContent] = {}
        self.reading_one = ""  # the id of the folder that is looked at and being read
        self.one_failed: UserMessage | None = None
        self.many_failed: UserMessage | None = None
        self._many: tuple[str, ...] = ()
        self._done = 0
        self._one_scope = TaskScope(self._one_broke, self)
        self._many_scope = TaskScope(self._many_broke, self)

    # -- what is there -------------------------------------------------------------------------

    def get(self, folder_id: str) -> FolderContent | None:
        return self._known.get(folder_id)

    def known(self, folder_ids: Sequence[str]) -> list[FolderContent]:
        """What has been read of these folders, in their order."""
        return [self._known[key] for key in folder_ids if key in self._known]

    def unread(self, folder_ids: Sequence[str]) -> list[str]:
        return [key for key in folder_ids if key not in self._known]

    @property
    def reading_many(self) -> bool:
        return bool(self._many)

    @property
    def progress(self) -> Progress:
        """How far the reading of many is."""
        return Progress(self._done, len(self._many), "folders")

    # -- reading -------------------------------------------------------------------------------

    def read_one(self, folder_id: str) -> None:
        """Read a folder that is looked at, also where it has been read before. One call."""
        self.reading_one, self.one_failed = folder_id, None
        self._one_scope.start("read", self._read_one)
        self.changed.emit()

    def read_many(self, folder_ids: Sequence[str]) -> None:
        """Read these folders, also those that have been read before. A call each."""
        self._many, self._done, self.many_failed = tuple(folder_ids), 0, None
        self._many_scope.start("read", self._read_many)
        self.changed.emit()

    def look_away(self) -> None:
        """The folder that was looked at is no longer: its reading ends, its failure is history."""
        self._one_scope.cancel()
        self.reading_one, self.one_failed = "", None
        self.changed.emit()

    def cancel_many(self) -> None:
        """Stop reading many; what has come stays."""
        self._many_scope.cancel()
        self._many_ended()

    def close(self) -> None:
        self._one_scope.close()
        self._many_scope.close()

    async def _read_one(self, token: CancelToken) -> None:
        session = self._context.session
        self._keep(await session.run(read_folder, self.reading_one, token))
        self._one_ended()

    async def _read_many(self, token: CancelToken) -> None:
        wanted, before = self._many, dict(self._known)
        run = self._context.session.run_background
        priority = Priority.CLICK if len(wanted) <= FEW_CALLS else Priority.BACKGROUND
        job = self._context.jobs.begin(
            self.tr("Reading library"), len(wanted), self.cancel_many, page_size=1
        )
        finished = False
        try:
            for number, folder_id in enumerate(wanted, start=1):
                # One that was looked at in the meantime needs no second call.
                if self._known.get(folder_id) is before.get(folder_id):
                    content = await run(read_folder, folder_id, token, priority)
                    self._keep(content)
                self._done = number
                job.report(self.progress)
                self.changed.emit()
            finished = True
        finally:
            job.finish(failed=not finished and not token.cancelled)
        self._many_ended()

    def _keep(self, content: FolderContent) -> None:
        replaces = content.folder_id in self._known
        self._known[content.folder_id] = content
        self.arrived.emit(content, replaces)

    def _one_broke(self, error: Exception) -> None:
        self.one_failed = present(error)
        self._one_ended()

    def _many_broke(self, error: Exception) -> None:
        self.many_failed = present(error)
        self._many_ended()

    def _one_ended(self) -> None:
        self.reading_one = ""
        self.changed.emit()

    def _many_ended(self) -> None:
        self._many = ()
        self.changed.emit()
