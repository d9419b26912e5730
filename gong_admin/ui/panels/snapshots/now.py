"""Gong as it is now: read once for all snapshots, and kept in step with what is saved here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from gong_admin.api.cancel import CancelToken
from gong_admin.api.decode import decoder
from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.snapshots.content import Content, Item, Options, Part
from gong_admin.services.snapshots.taking import Taken
from gong_admin.ui.context import PanelContext


class GongNow:
    """`content` is None until it was read. Names of people are kept in memory only, so that
    members have names; they come with the members and cost nothing."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self.content: Content | None = None
        self.at: datetime | None = None

    @property
    def has_members(self) -> bool:
        return self.content is not None and self.content.members is not None

    async def read(self, *, members: bool, token: CancelToken) -> None:
        """Read it again. Raises what Gong's client raises."""
        snapshots = self._context.snapshots
        taken = await snapshots.read_now(Options(members=members, people=members), token)
        await self.take(taken)

    async def take(self, taken: Taken) -> None:
        """Use what was just read for a snapshot."""
        bridge, profiles = self._context.bridge, self._context.data.profiles
        records = await bridge.run(_records, taken.content)
        self.content, self.at = taken.content, taken.at
        if profiles.complete:
            # So that whatever comes into the list later is newer than what was read here.
            profiles.put(records)

    def follow(self) -> bool:
        """Take over the profiles that were read or saved since; whether any differs."""
        if self.content is None:
            return False
        known = dict(self.content.of(Part.PROFILES))
        newer = {
            record.id: _item(record)
            for record in self._context.data.profiles.records
            if record.id and (record.id not in known or known[record.id].raw != record.raw)
        }
        if newer:
            items = {**self.content.items, Part.PROFILES: dict(sorted({**known, **newer}.items()))}
            self.content = replace(self.content, items=items)
        return bool(newer)


def record_of(item: Item) -> ProfileRecord:
    """A profile as the rest of the program holds it."""
    try:
        profile = decoder(PermissionProfile).decode(item.raw)
    except msgspec.ValidationError:  # Gong has changed a shape: the JSON is what counts
        profile = PermissionProfile(id=item.id, name=item.name)
    return ProfileRecord(item.workspace_id, profile, item.raw)


def _records(content: Content) -> Sequence[ProfileRecord]:
    return [record_of(item) for item in content.of(Part.PROFILES).values()]


def _item(record: ProfileRecord) -> Item:
    return Item(record.workspace_id, record.id, record.profile.name or "", record.raw)
