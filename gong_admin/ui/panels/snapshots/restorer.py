"""Bringing profiles back to how they were: what can't be restored is said first, then the same
review and the same care as for every other save."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import Severity, UserMessage
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS
from gong_admin.services.snapshots.comparing import Difference
from gong_admin.services.snapshots.content import Content, Item
from gong_admin.services.snapshots.importing import ProfileFromFile
from gong_admin.services.snapshots.restoring import RestorePlan, plan, restore
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.snapshots.maker import ProfileMaker
from gong_admin.ui.panels.snapshots.now import record_of
from gong_admin.ui.profile_changes.bulk import BulkSaver
from gong_admin.ui.profile_changes.saver import ProfileSaver

_NAMED = 5  # things that are named in a sentence; more are counted


class Restorer:
    """Restores differences between a snapshot and Gong as it is now."""

    def __init__(
        self, context: PanelContext, maker: ProfileMaker, show: Callable[[UserMessage], None]
    ) -> None:
        """`show` takes what has to be read at leisure."""
        self._context, self._maker, self._show = context, maker, show

    async def restore(
        self, then: Content, now: Content, wanted: Sequence[Difference]
    ) -> UserMessage | None:
        """Take back what is `wanted`, after a review. What to tell where nothing can be done."""
        made = await self._context.bridge.run(plan, then, now, wanted)
        stays = "\n".join(what_stays(made))
        if not made.items and not made.lost:
            title = translate("snapshots", "None of this can be restored")
            return UserMessage(
                Severity.INFO, title, stays or translate("snapshots", "Nothing differs.")
            )
        if stays and not await self._agreed(stays):
            return None
        if await self._save(made) and made.lost:
            await self._make_anew(made.lost, then)
        return None

    async def _save(self, made: RestorePlan) -> bool:
        """Whether to go on: not where the person thought better of it."""
        items = [(record_of(one.now), one.edits) for one in made.items]
        if len(items) == 1:
            return await ProfileSaver(self._context, self._show).save(*items[0]) is not None
        if not items:
            return True
        bulk = BulkSaver(self._context)
        report = await bulk.run(
            translate("snapshots", "Restore from a snapshot"),
            items,
            translate("snapshots", "Restore {0}"),
        )
        if report is not None and (report.rest or report.conflicts) and await bulk.left():
            self._show(
                UserMessage(
                    Severity.INFO,
                    translate("snapshots", "Not everything was restored"),
                    translate(
                        "snapshots",
                        "What is left is listed in the panel Compare profiles, and can be gone on "
                        "with there.",
                    ),
                )
            )
        return report is not None and report.stopped_by is None and not report.cancelled

    async def restore_item(self, then: Item, now: Item) -> None:
        """Bring one profile back to how a file has it."""
        made = await self._context.bridge.run(restore, then, now)
        stays = what_stays(RestorePlan((made,)))
        if not made.edits:
            text = "\n".join(stays) or translate("snapshots", "The profile is as the file has it.")
            self._show(
                UserMessage(
                    Severity.INFO, translate("snapshots", "There is nothing to restore"), text
                )
            )
            return
        if not stays or await self._agreed("\n".join(stays)):
            await ProfileSaver(self._context, self._show).save(record_of(now), made.edits)

    async def _agreed(self, stays: str) -> bool:
        return await self._context.prompts.confirm(
            translate("snapshots", "Not everything can be restored"),
            stays,
            translate("snapshots", "Restore the rest"),
        )

    async def _make_anew(self, lost: Sequence[Item], then: Content) -> None:
        await self._maker.prepare()
        profiles = [
            ProfileFromFile(
                item,
                then.workspace_name(item.workspace_id),
                {
                    one: path
                    for one in read(item.raw).ids(LIBRARY_FOLDERS)
                    if (path := then.folder_path(one))
                },
                then.people,
            )
            for item in lost
        ]
        await self._maker.prepare_people(profiles)
        await self._maker.make([(each, each.item.workspace_id) for each in profiles])


def what_stays(made: RestorePlan) -> list[str]:
    """A sentence for each kind of thing that no restore brings back."""
    said = []
    if made.lost:
        said.append(
            translate(
                "snapshots",
                "Not at Gong any more: {0}. Made anew, with a new id and without members; people "
                "are put into a profile in Gong or by SCIM.",
            ).format(_named([item.name for item in made.lost]))
        )
    if made.newer:
        names = _named([item.name for item in made.newer])
        said.append(
            translate("snapshots", "New since, and staying as they are: {0}.").format(names)
        )
    if made.left:
        names = _named([f"{change.title} ({item.name.strip()})" for item, change in made.left])
        said.append(
            translate("snapshots", "Settings that this program can't write back: {0}.").format(
                names
            )
        )
    if made.members:
        words = counted(made.members, "member")
        said.append(
            translate("snapshots", "{0} came or went. Gong's API can't move people.").format(words)
        )
    if made.elsewhere:
        words = counted(made.elsewhere, "difference")
        said.append(
            translate(
                "snapshots",
                "{0} in trackers, scorecards, folders or workspaces, which Gong's API can't write.",
            ).format(words)
        )
    return said


def _named(names: Sequence[str]) -> str:
    said = ", ".join(name.strip() for name in names[:_NAMED])
    more = len(names) - _NAMED
    return (
        translate("snapshots", "{0} and {1} more").format(said, f"{more:,}") if more > 0 else said
    )
