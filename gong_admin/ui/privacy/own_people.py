"""The company's own addresses, as far as its users have been read: Gong looks up none of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gong_admin.api.types.users import UserMetadata
from gong_admin.ui.context import PanelContext


class OwnPeople:
    """Gathers them beside the window, anew when the users have been read again."""

    def __init__(self, context: PanelContext) -> None:
        self._users = context.data.users
        self._bridge = context.bridge
        self._of: tuple[object, ...] = ()
        self._ids: dict[str, str] = {}

    async def user_id(self, address: str) -> str | None:
        """The id of the user with this address; None where nobody is known to have it."""
        await self._gather()
        return self._ids.get(address.casefold())

    async def knows(self) -> Callable[[str], bool]:
        """A function for worker threads: whether an address is a user's."""
        await self._gather()
        ids = self._ids
        return lambda address: address.casefold() in ids

    async def _gather(self) -> None:
        users = self._users
        seen = (users.read_at, len(users))
        if seen != self._of:
            self._ids = await self._bridge.run(_ids, list(users.records))
            self._of = seen


def _ids(users: Iterable[UserMetadata]) -> dict[str, str]:
    found: dict[str, str] = {}
    for user in users:
        for address in (
            user.email_address,
            user.trusted_email_address,
            *(user.email_aliases or ()),
        ):
            if address:
                found.setdefault(address.casefold(), user.id or "")
    return found
