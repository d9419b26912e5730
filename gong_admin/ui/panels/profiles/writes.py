"""What is written to Gong from the panel: the edits of a profile, and new profiles."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.ui.panels.profiles.editor import ProfileEditor
from gong_admin.ui.profile_changes.new_profile import ProfileCreator
from gong_admin.ui.profile_changes.saver import ProfileSaver, allow_changes

if TYPE_CHECKING:
    from gong_admin.ui.panels.profiles.presenter import ProfilesPresenter

_MAKE = "make"  # the key under which profiles are made in the panel's scope


class ProfileWrites:
    """Each write runs in the panel's scope, and what goes wrong is told in the panel."""

    def __init__(self, panel: ProfilesPresenter, editor: ProfileEditor) -> None:
        self._panel = panel
        self._editor = editor
        self._saver = ProfileSaver(panel.context, panel.show_message)
        self._creator = ProfileCreator(panel.context, panel.show_message)
        self._failed: Callable[[], None] | None = None
        editor.on_save = self.save

    def retry(self) -> bool:
        """Do again what failed last; False where it was no write."""
        failed, self._failed = self._failed, None
        if failed is not None:
            failed()
        return failed is not None

    def forget(self) -> None:
        """What failed is not to be done again."""
        self._failed = None

    def allow_and_retry(self) -> None:
        """Ask to allow changes, then do again what needed that."""
        self._panel.scope.start("allow", self._allow())

    def save(self) -> None:
        """Review the edits of the profile shown, and save them."""
        panel, record = self._panel, self._panel.current()
        self._failed = None
        if record is not None:
            panel.forget_message()
            self._editor.set_saving(True)
            panel.scope.start("save", self._save(record))

    def new(self) -> None:
        """Make a profile from nothing, or like any other."""
        panel, record = self._panel, self._panel.current()
        # It is likely to belong where one is looking.
        place = panel.context.workspace.current or (record.workspace_id if record else None)
        self._start_making(partial(self._creator.new, place))

    def clone(self) -> None:
        """Make profiles like the one shown, here or in other workspaces."""
        record = self._panel.current()
        if record is not None:
            self._start_making(partial(self._creator.clone, record))

    def _start_making(self, make: Callable[[], Awaitable[tuple[ProfileRecord, ...]]]) -> None:
        """One after the other: beginning another would leave the first without its outcome."""
        panel = self._panel
        if panel.scope.is_running(_MAKE):
            panel.context.toast(translate("profiles", "A profile is being made already"))
            return
        panel.view.set_making(True)
        panel.scope.start(_MAKE, self._make(make))

    async def _save(self, record: ProfileRecord) -> None:
        try:
            await self._saver.save(record, members=self._panel.member_count(record.id))
        except Exception:
            self._failed = self.save
            raise
        finally:
            self._editor.set_saving(False)

    async def _allow(self) -> None:
        if await allow_changes(self._panel.context, translate("profiles", "Change profiles")):
            self._panel.forget_message()
            self.retry()

    async def _make(self, make: Callable[[], Awaitable[tuple[ProfileRecord, ...]]]) -> None:
        try:
            made = await make()
        finally:
            self._panel.view.set_making(False)
        if made:
            self._panel.go_to(made[0].id)
