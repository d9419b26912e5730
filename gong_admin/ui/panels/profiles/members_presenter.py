"""The members of the profile shown: read when asked for, one call a profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import LIST_PROFILE_USERS
from gong_admin.api.prepare import prepare
from gong_admin.api.snippets import curl, python
from gong_admin.api.types.permissions import ListProfileUsers
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.lists import Batch, Member, ProfileRecord, read_members
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.profiles.detail import ProfileDetail
from gong_admin.ui.panels.profiles.members import COLUMNS, MembersKnown, MembersRead
from gong_admin.ui.table.host import TableHost


class MembersPresenter:
    """Fills the pane at the right. `on_read` is called after members have been read here."""

    def __init__(self, context: PanelContext, host: TableHost) -> None:
        self.known = MembersKnown(context.data.members)
        self.on_read: Callable[[], None] = _nothing
        self._context = context
        self._record: ProfileRecord | None = None
        self._shown: MembersRead | None = None
        self._scope = TaskScope(self._failed)
        self._model: RecordTableModel[Member] = RecordTableModel(COLUMNS, key=lambda one: one.key)
        self.view = ProfileDetail(self._model, host, self._request_text)
        self.view.members_wanted.connect(self.read)
        self.view.members_cancelled.connect(self._cancel)
        self.view.members_action.connect(self._act)

    def show_profile(self, record: ProfileRecord | None) -> bool:
        """Show the members of a profile as far as they are known; whether it is another than
        before."""
        moved = (record.id if record else "") != (self._record.id if self._record else "")
        self._record = record
        if moved:
            self._scope.cancel()
            self.view.members.show_loaded()
            self.view.members.clear_message()
        known = self.known.of(record.id) if record else None
        if moved or known != self._shown:
            self._shown = known
            self._model.set_records(known.members if known else ())
            self.view.set_member_count(len(known.members) if known else None)
            if known is None:
                self.view.members_not_read(translate("profiles", "Costs 1 call."))
            elif not known.members:
                self.view.no_members()
        return moved

    def read(self) -> None:
        """Read the members of the profile shown, again if they were read before."""
        if self._record is not None:
            self._scope.start("members", self._read)

    def close(self) -> None:
        self._scope.close()

    async def _read(self, token: CancelToken) -> None:
        record, table = self._record, self.view.members
        if record is None:
            return
        table.show_loading(
            translate("profiles", "Reading members of {0}…").format(
                (record.profile.name or record.id).strip()
            )
        )
        found: list[Member] = []

        def take(batch: Batch[Member]) -> None:
            found.extend(batch.records)

        try:
            await self._context.session.run(read_members, token, take, [record])
            self.known.put(record.id, tuple(found))
        finally:
            if record is self._record:
                table.show_loaded()
        self.on_read()

    def _failed(self, error: Exception) -> None:
        self.view.members.show_message(present(error))

    def _cancel(self) -> None:
        self._scope.cancel()

    def _act(self, action: ActionKind) -> None:
        self._context.act(action, self.read)

    def _request_text(self, language: Literal["curl", "python"]) -> str:
        if self._record is None:
            return ""
        request = prepare(LIST_PROFILE_USERS, ListProfileUsers(profile_id=self._record.id))
        return curl(request) if language == "curl" else python(request)


def _nothing() -> None:
    """Nobody wants to know."""
