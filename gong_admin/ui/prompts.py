"""Questions to the user, behind an interface, so that tests answer them without a dialog."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

import shiboken6
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from gong_admin.runtime.language import translate
from gong_admin.ui.widgets.toast import show_toast

if TYPE_CHECKING:
    from gong_admin.ui.profile_changes.bulk_words import BulkOutcomes, BulkReview
    from gong_admin.ui.profile_changes.conflict import Conflict, Side
    from gong_admin.ui.profile_changes.folder_dialog import FolderQuestion
    from gong_admin.ui.profile_changes.new_dialog import NewProfile, Wanted
    from gong_admin.ui.widgets.dialog import Dialog
    from gong_admin.ui.widgets.review import Review

T = TypeVar("T")


class Prompts(Protocol):
    """All are coroutines on the GUI thread; the window stays usable meanwhile."""

    async def confirm(
        self, title: str, text: str, action: str, *, danger: bool = False, way_out: str = ""
    ) -> bool:
        """Whether the user chose `action`, the word on the button; `way_out` stands on the other
        in place of "Cancel"."""

    async def review(self, review: Review) -> bool:
        """Show what a write will change; whether the user let it go."""

    async def resolve_conflict(self, conflict: Conflict) -> dict[str, Side] | None:
        """Whose value shall hold, for each row of `conflict`. None when the user gave up."""

    async def review_many(self, review: BulkReview) -> bool:
        """Show what a change of many profiles will do; whether the user let it go."""

    async def show_outcomes(self, outcomes: BulkOutcomes) -> str:
        """Show what became of each profile; what the user chose (`bulk_dialogs.REST` and so on)."""

    async def new_profile(self, asked: NewProfile) -> Wanted | None:
        """What a new profile shall be like. None when the user gave up."""

    async def match_folders(self, asked: FolderQuestion) -> dict[str, str] | None:
        """What stands for each folder in another workspace, "" for nothing. None when the user
        gave up."""

    async def save_file(self, title: str, suggested: Path, kind: str) -> Path | None:
        """Where to save; `kind` is a Qt filter: "CSV (*.csv)". None when the user gave up."""

    async def open_file(self, title: str, folder: Path, kind: str) -> Path | None:
        """Which file to read; None when the user gave up."""

    async def open_folder(self, title: str, folder: Path) -> Path | None:
        """Which folder to use, beginning in `folder`; None when the user gave up."""


class WindowPrompts:
    """Asks with dialogs over `window`. They are imported when they are first needed: no question
    is asked before the window is there."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    async def confirm(
        self, title: str, text: str, action: str, *, danger: bool = False, way_out: str = ""
    ) -> bool:
        from gong_admin.ui.widgets.dialog import ConfirmDialog

        return await ask(
            ConfirmDialog(self._over(), title, text, action, danger=danger, cancel=way_out)
        )

    async def review(self, review: Review) -> bool:
        from gong_admin.ui.widgets.review import ReviewDialog

        dialog = ReviewDialog(self._over(), review)
        dialog.rehearse_requested.connect(self._rehearsed)
        return await ask(dialog)

    async def resolve_conflict(self, conflict: Conflict) -> dict[str, Side] | None:
        from gong_admin.ui.profile_changes.conflict import ConflictDialog

        dialog = ConflictDialog(self._over(), conflict)
        return await ask_for(dialog, dialog.choices)

    async def review_many(self, review: BulkReview) -> bool:
        from gong_admin.ui.profile_changes.bulk_dialogs import BulkReviewDialog

        dialog = BulkReviewDialog(self._over(), review)
        dialog.rehearse_requested.connect(self._rehearsed_many)
        return await ask(dialog)

    async def show_outcomes(self, outcomes: BulkOutcomes) -> str:
        from gong_admin.ui.profile_changes.bulk_dialogs import CLOSE, BulkOutcomesDialog

        dialog = BulkOutcomesDialog(self._over(), outcomes)
        return dialog.choice if await ask(dialog) else CLOSE

    async def new_profile(self, asked: NewProfile) -> Wanted | None:
        from gong_admin.ui.profile_changes.new_dialog import NewProfileDialog

        dialog = NewProfileDialog(self._over(), asked)
        return await ask_for(dialog, dialog.wanted)

    async def match_folders(self, asked: FolderQuestion) -> dict[str, str] | None:
        from gong_admin.ui.profile_changes.folder_dialog import FolderDialog

        dialog = FolderDialog(self._over(), asked)
        found = await ask_for(dialog, dialog.choices)
        return None if found is None else dict(found)

    async def save_file(self, title: str, suggested: Path, kind: str) -> Path | None:
        dialog = QFileDialog(self._over(), title, str(suggested.parent), kind)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
        dialog.selectFile(suggested.name)
        return await _file(dialog)

    async def open_file(self, title: str, folder: Path, kind: str) -> Path | None:
        dialog = QFileDialog(self._over(), title, str(folder), kind)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return await _file(dialog)

    async def open_folder(self, title: str, folder: Path) -> Path | None:
        dialog = QFileDialog(self._over(), title, str(folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return await _file(dialog)

    def _over(self) -> QWidget:
        """The dialog of this window that is open, so that a question stands above it."""
        from gong_admin.ui.widgets.dialog import Dialog

        front = QApplication.activeModalWidget()
        mine = isinstance(front, Dialog) and front.parentWidget() is self._window
        return front if front is not None and mine else self._window

    def _rehearsed(self) -> None:
        show_toast(
            self._window,
            translate("prompts", "Rehearsed: the request is complete and nothing was sent"),
        )

    def _rehearsed_many(self) -> None:
        show_toast(
            self._window,
            translate("prompts", "Rehearsed: all requests are complete and nothing was sent"),
        )


async def ask(dialog: Dialog) -> bool:
    """Open `dialog` and wait for it; whether it was accepted. Cancelling closes it."""
    try:
        return await _finished(dialog)
    except asyncio.CancelledError:
        # It may have gone with the dialog below it.
        if shiboken6.isValid(dialog):
            dialog.reject()
        raise


async def ask_for(dialog: Dialog, answer: Callable[[], T]) -> T | None:
    """As `ask`, for what the dialog holds at the moment it is accepted: when this goes on, its
    fields are gone. None when it was not accepted."""
    found: list[T] = []

    def keep(result: int) -> None:
        if result:
            found.append(answer())

    dialog.finished.connect(keep)
    return found[0] if await ask(dialog) and found else None


async def _file(dialog: QFileDialog) -> Path | None:
    try:
        accepted = await _finished(dialog)
        chosen = dialog.selectedFiles()
        return Path(chosen[0]) if accepted and chosen else None
    finally:
        dialog.deleteLater()


async def _finished(dialog: QDialog) -> bool:
    """Open a dialog, never `exec` it: that would stop all other coroutines."""
    done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def end(result: int) -> None:
        if not done.done():
            done.set_result(bool(result))

    dialog.finished.connect(end)
    dialog.open()
    return await done
