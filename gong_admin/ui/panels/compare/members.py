"""How many members each profile has, counted piece by piece: a company has 100,000 of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gong_admin.models.steps import Slicer, Steps
from gong_admin.runtime.tenant_data import TenantData

_AT_A_TIME = 1_000


class MemberCounts(QObject):
    """Known once the members have been read, by whatever panel, and somebody said `look`.
    `counted` is called then."""

    def __init__(
        self, data: TenantData, counted: Callable[[], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._members = data.members
        self._counted = counted
        self._counts: dict[str, int] | None = None
        self._of: object = None  # the reading that was counted
        self._slicer = Slicer(self)
        self._members.changed.connect(self.look)

    @property
    def known(self) -> bool:
        return self._counts is not None

    def of(self, profile_id: str) -> int | None:
        """The number of members; None while they have not been read."""
        return None if self._counts is None else self._counts.get(profile_id, 0)

    def close(self) -> None:
        self._members.changed.disconnect(self.look)
        self._slicer.drop()

    def look(self) -> None:
        """Count what has been read since the last look. What is there already may be counted, and
        told, at once: whoever owns this has to be ready for it."""
        members = self._members
        if members.complete and members.read_at != self._of:
            self._of = members.read_at
            self._slicer.start(self._count(), self._take)

    def _count(self) -> Steps[dict[str, int]]:
        counts: dict[str, int] = {}
        for number, member in enumerate(list(self._members.records)):
            counts[member.profile_id] = counts.get(member.profile_id, 0) + 1
            if not number % _AT_A_TIME:
                yield
        return counts

    def _take(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self._counted()
