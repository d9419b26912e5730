"""What has been read of the folders' contents: read on a click, kept, and read all on demand."""

from __future__ import annotations

import asyncio
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

    One reading goes on at a time: looking at another folder ends it, since each costs a call.
    """

    changed = Signal()  # a reading began, went on or ended
    arrived = Signal(object, bool)  # a `FolderContent`, and whether it takes the place of another

    def __init__(self, context: PanelContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._known: dict[str, FolderContent] = {}
        self._wanted: tuple[str, ...] = ()
        self._done = 0
        self.message: UserMessage | None = None
        self._scope = TaskScope(self._failed, self)

    # -- what is there -------------------------------------------------------------------------

    def get(self, folder_id: str) -> FolderContent | None:
        return self._known.get(folder_id)

    def known(self, folder_ids: Sequence[str]) -> list[FolderContent]:
        """What has been read of these folders, in their order."""
        return [self._known[key] for key in folder_ids if key in self._known]

    def unread(self, folder_ids: Sequence[str]) -> list[str]:
        return [key for key in folder_ids if key not in self._known]

    @property
    def reading(self) -> bool:
        return bool(self._wanted)

    @property
    def progress(self) -> Progress:
        return Progress(self._done, len(self._wanted), "folders")

    # -- reading -------------------------------------------------------------------------------

    def read(self, folder_ids: Sequence[str]) -> None:
        """Read these folders, also those that have been read before. A call each."""
        self._wanted, self._done = tuple(folder_ids), 0
        self.message = None
        self._scope.start("read", self._read)
        self.changed.emit()

    def cancel(self) -> None:
        """Stop reading; what has come stays."""
        if self.reading:
            self._scope.cancel()
            self._end()

    def close(self) -> None:
        self._scope.close()

    async def _read(self, token: CancelToken) -> None:
        wanted, session = self._wanted, self._context.session
        many = len(wanted) > 1
        job = None
        if many:
            jobs = self._context.jobs
            job = jobs.begin("Reading library", len(wanted), self.cancel, page_size=1)
        run = session.run_background if many else session.run
        priority = Priority.CLICK if len(wanted) <= FEW_CALLS else Priority.BACKGROUND
        failed = True
        try:
            for number, folder_id in enumerate(wanted, start=1):
                content = await run(read_folder, folder_id, token, priority)
                self._done = number
                self._keep(content)
                if job is not None:
                    job.report(self.progress)
            failed = False
        except asyncio.CancelledError:
            failed = False
            token.cancel()  # the worker still waits for its turn
            raise
        finally:
            if job is not None:
                job.finish(failed=failed)
        self._end()

    def _keep(self, content: FolderContent) -> None:
        replaces = content.folder_id in self._known
        self._known[content.folder_id] = content
        self.arrived.emit(content, replaces)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.message = present(error)
        self._end()

    def _end(self) -> None:
        self._wanted = ()
        self.changed.emit()
