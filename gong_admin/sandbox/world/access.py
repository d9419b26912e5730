"""Which users were given access to which calls over the API."""

from __future__ import annotations

from collections.abc import Iterable

from gong_admin.sandbox.world.calls import Calls
from gong_admin.sandbox.world.refused import Refused
from gong_admin.sandbox.world.seeds import Wire
from gong_admin.sandbox.world.users import Users


class CallAccess:
    """Knows grants made over the API only; shares and profile access are not its business."""

    def __init__(self, calls: Calls, users: Users) -> None:
        self._calls = calls
        self._users = users
        self._granted: dict[str, dict[str, None]] = {}

    def granted(self, call_ids: Iterable[str]) -> list[Wire]:
        wanted = list(dict.fromkeys(call_ids))
        self._check(wanted)
        return [
            {"callId": call_id, "users": [{"userId": u} for u in self._granted.get(call_id, ())]}
            for call_id in wanted
        ]

    def grant(self, items: list[Wire]) -> None:
        """`items`: the request's `callAccessList`. All of it or nothing."""
        self._check_items(items)
        for item in items:
            granted = self._granted.setdefault(item["callId"], {})
            granted.update(dict.fromkeys(item["userIds"]))

    def revoke(self, items: list[Wire]) -> None:
        """Take back what was granted here; other access stays, and it is no error."""
        self._check_items(items)
        for item in items:
            granted = self._granted.get(item["callId"], {})
            for user_id in item["userIds"]:
                granted.pop(user_id, None)

    def _check_items(self, items: list[Wire]) -> None:
        self._check(item["callId"] for item in items)
        for item in items:
            if any(not self._users.has(user_id) for user_id in item["userIds"]):
                raise Refused(400, "Some users not found")

    def _check(self, call_ids: Iterable[str]) -> None:
        if any(not self._calls.exists(call_id) for call_id in call_ids):
            raise Refused(400, "Some calls not found")
