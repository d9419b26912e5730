"""Who has which profile, as far as it has been read: one profile at a time, or all at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.language import translate
from gong_admin.services.lists import Member

COLUMNS: tuple[Column[Member], ...] = (
    Column(
        "name",
        translate("profiles", "Name"),
        lambda member: member.name or member.email,
        Kind.PERSON,
        width=168,
    ),
    Column("email", translate("profiles", "Email"), lambda member: member.email, width=176),
    Column(
        "id",
        translate("profiles", "User id"),
        lambda member: member.user_id,
        Kind.ID,
        width=170,
        visible=False,
    ),
)


@dataclass(frozen=True, slots=True)
class MembersRead:
    members: tuple[Member, ...]
    read_at: dt.datetime


class MembersKnown:
    """Remembers the members of single profiles beside the dataset of all; the newer one counts."""

    def __init__(self, dataset: Dataset[Member]) -> None:
        self._dataset = dataset
        self._single: dict[str, MembersRead] = {}
        self._sorted_at: dt.datetime | None = None
        self._by_profile: dict[str, list[Member]] = {}

    def put(self, profile_id: str, members: tuple[Member, ...]) -> None:
        """Keep what was read of one profile just now."""
        self._single[profile_id] = MembersRead(members, dt.datetime.now(dt.UTC))

    def of(self, profile_id: str) -> MembersRead | None:
        """The members of a profile; None where nobody has read them."""
        single, all_at = self._single.get(profile_id), self._dataset.read_at
        if all_at is None or (single is not None and single.read_at > all_at):
            return single
        if all_at != self._sorted_at:
            self._by_profile = {}
            for member in self._dataset.records:
                self._by_profile.setdefault(member.profile_id, []).append(member)
            self._sorted_at = all_at
        return MembersRead(tuple(self._by_profile.get(profile_id, ())), all_at)
