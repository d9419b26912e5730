"""The newest changes: the end of the user activity log, a few at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Coroutine
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.api.types.audit import ListLogs
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.audit import Event, newest_events
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.overview.view import OverviewView
from gong_admin.ui.panels.overview.words import event_entry, span_words

Reading = Callable[[CancelToken], Coroutine[Any, Any, None]]

_STEP = 5  # entries that are shown at first, and with every click


class NewestChanges:
    """Drives the card with the audit log. Entries come newest first; "Show more" shows what has
    been read, then looks further back."""

    def __init__(self, context: PanelContext, view: OverviewView) -> None:
        self._context = context
        self._view = view
        self._events: list[Event] = []
        self._until: dt.datetime | None = None  # when the newest part was read
        self._since: dt.datetime | None = None  # how far back everything is known
        self._crowded = False
        self._shown = _STEP
        self.request: ListLogs | None = None
        self.message: UserMessage | None = None
        self._tried: Reading = self._read_newest  # what Retry does again
        self._scope = TaskScope(self._failed)
        self._scope.busy_changed.connect(self.show)
        view.events.more.connect(self.more)
        view.events_message.action_triggered.connect(self._act)

    def ensure(self) -> None:
        """Read the newest part unless that was done or tried."""
        if self._until is None and self.message is None and not self._scope.busy:
            self.refresh()

    def refresh(self) -> None:
        """Read the newest part again; what is shown stays until it has come."""
        self._read(self._read_newest)

    def more(self) -> None:
        """Show some more; look further back when all that was read is shown."""
        self._shown += _STEP
        if self._shown > len(self._events) and self._since is not None:
            self._read(self._read_further)
        self.show()

    def close(self) -> None:
        self._scope.close()

    def show(self) -> None:
        """Show what is known, with names in place of ids where the users have been read."""
        now, card = dt.datetime.now().astimezone(), self._view.events
        name_of = self._context.data.user_name
        card.set_entries([event_entry(event, name_of, now) for event in self._newest()])
        busy = self._scope.busy
        if self._until is not None and self._since is not None:
            card.heading.set_caption(span_words(self._since, self._until))
        card.set_note(self._note(busy))
        rest = len(self._events) > self._shown
        words = (
            translate("overview", "Show more")
            if rest
            else translate("overview", "Look further back")
        )
        card.set_more("" if busy or self._until is None else words)
        if self.message is not None:
            self._view.events_message.show_message(self.message)
        else:
            self._view.events_message.clear()

    # -- inside --------------------------------------------------------------------------------

    def _newest(self) -> list[Event]:
        return self._events[: self._shown]

    def _note(self, busy: bool) -> str:
        if busy:
            return "" if self._events else translate("overview", "Reading the audit log…")
        if self._crowded:
            return translate(
                "overview", "So much has changed at once that some entries are missing here."
            )
        if self._until is None or self._since is None or self._events:
            return ""
        words = span_words(self._since, self._until)
        return translate(
            "overview", "No changes in {0}, or this key may not see them (api:logs:read)."
        ).format(words)

    def _read(self, work: Reading) -> None:
        self.message, self._tried = None, work
        self._scope.start("read", work)

    async def _read_newest(self, token: CancelToken) -> None:
        until = dt.datetime.now(dt.UTC)
        found = await self._context.session.run(newest_events, token, until)
        self._events = list(found.events)
        self._until, self._since, self._crowded = until, found.since, found.crowded
        self._shown = _STEP
        self.request = found.request

    async def _read_further(self, token: CancelToken) -> None:
        assert self._since is not None
        found = await self._context.session.run(newest_events, token, self._since)
        self._events += found.events
        self._since, self._crowded = found.since, self._crowded or found.crowded
        self.request = found.request

    def _failed(self, error: Exception) -> None:
        self.message = present(error)

    def _act(self, action: ActionKind) -> None:
        self._context.act(action, self._retry)

    def _retry(self) -> None:
        self._read(self._tried)
