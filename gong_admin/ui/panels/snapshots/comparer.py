"""Brings the two sides of a comparison together: a snapshot, and Gong now or another snapshot."""

from __future__ import annotations

import datetime as dt

from gong_admin.models.text import date_text
from gong_admin.runtime.language import translate
from gong_admin.services.snapshots.comparing import compare
from gong_admin.services.snapshots.content import Content
from gong_admin.services.snapshots.store import Entry, Snapshot
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.snapshots.now import GongNow
from gong_admin.ui.panels.snapshots.shown import Shown
from gong_admin.ui.panels.snapshots.side import title_of

NOW, ELSEWHERE = "now", "elsewhere"
_KEPT = 6  # snapshots in memory


class Comparer:
    """`other` is the key of a snapshot, `NOW`, or `ELSEWHERE` for the one in `elsewhere`."""

    def __init__(self, context: PanelContext) -> None:
        self._context = context
        self._loaded: dict[str, Snapshot] = {}
        self.now = GongNow(context)
        self.other = NOW
        self.elsewhere: Snapshot | None = None

    @property
    def with_now(self) -> bool:
        return self.other == NOW

    async def compare(self, entry: Entry) -> Shown | None:
        """What differs, the older side first; None while Gong has to be read before. Raises
        OSError for a snapshot that can't be read."""
        then = await self.load(entry.key)
        other = await self._other_side(then)
        if other is None:
            return None
        content, at, title, lost = other
        mine = translate("snapshots", "Snapshot of {0}").format(title_of(entry))
        older = not self.with_now and at < then.manifest.taken_at
        sides = (content, then.content) if older else (then.content, content)
        result = await self._context.bridge.run(compare, *sides, lost=then.lost | lost)
        return Shown(then, result, *sides, *((title, mine) if older else (mine, title)))

    async def ask_elsewhere(self) -> bool:
        """Ask for the folder of another snapshot, in a clone of a repository say; whether there
        is one now. Raises OSError for a folder that holds none."""
        context = self._context
        title = translate("snapshots", "A snapshot's folder")
        folder = await context.prompts.open_folder(title, files.last_folder(context.settings))
        if folder is None:
            return False
        self.elsewhere = await context.snapshots.load_from(folder)
        self.other = ELSEWHERE
        return True

    async def load(self, key: str) -> Snapshot:
        """A snapshot with what is in it; the last few stay in memory."""
        found = self._loaded.pop(key, None) or await self._context.snapshots.load(key)
        self._loaded[key] = found
        while len(self._loaded) > _KEPT:
            del self._loaded[next(iter(self._loaded))]
        return found

    def forget(self, key: str = "") -> None:
        """A snapshot was deleted; "" for all of them, which may have changed on the disk."""
        if key:
            self._loaded.pop(key, None)
        else:
            self._loaded.clear()

    async def _other_side(
        self, then: Snapshot
    ) -> tuple[Content, dt.datetime, str, frozenset[str]] | None:
        """Content, moment, title, and what can't be read of it."""
        now = self.now
        if self.with_now:
            if now.content is None or now.at is None:
                return None
            if now.at < then.manifest.taken_at <= dt.datetime.now(dt.UTC):
                return None  # not now any more: a snapshot has been taken since
            return now.content, now.at, translate("snapshots", "Gong now"), frozenset()
        if self.other == ELSEWHERE and self.elsewhere is not None:
            other = self.elsewhere
        else:
            other = await self.load(self.other)
        at = other.manifest.taken_at
        return (
            other.content,
            at,
            translate("snapshots", "Snapshot of {0}").format(date_text(at)),
            other.lost,
        )
