"""Making profiles: new, like another, in other workspaces, or from what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import CREATE_PROFILE
from gong_admin.runtime.errors import LocalProblem
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.services import lists
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import Batch, FolderRecord, ProfileRecord
from gong_admin.services.profiles import creating
from gong_admin.services.profiles.creating import CreatePlan, CreateResult, blank, cloned
from gong_admin.services.profiles.editing import (
    EDITABLE,
    Edits,
    title_of,
    value_at,
)
from gong_admin.services.profiles.reading import Reading, read
from gong_admin.services.profiles.rules import errors as errors_in
from gong_admin.services.profiles.rules import problems, told
from gong_admin.services.profiles.settings_catalogue import LIBRARY_FOLDERS
from gong_admin.services.progress import Progress
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.profile_changes.folder_dialog import FolderQuestion
from gong_admin.ui.profile_changes.new_dialog import NewProfile, Wanted
from gong_admin.ui.profile_changes.new_review import create_review, title_of_plans, what
from gong_admin.ui.profile_changes.saver import allow_changes, other_names

_NOTHING = read(b"{}")


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of one of several plans."""

    plan: CreatePlan
    result: CreateResult | None = None
    error: Exception | None = None


class ProfileCreator:
    """`show` takes what has to be read at leisure; what went well is a toast."""

    def __init__(
        self, context: PanelContext, show: Callable[[UserMessage], None] | None = None
    ) -> None:
        self._context = context
        self._show = show or self._toast

    async def new(self, workspace_id: str | None = None) -> tuple[ProfileRecord, ...]:
        """Ask for a new profile and make it; nothing when the person thought better of it."""
        data = self._context.data
        chosen = workspace_id or next((each.id for each in data.workspaces.records if each.id), "")
        likes = [("", translate("profiles", "Nothing: every level None, every switch off"))]
        likes += [(each.id, self._place(each)) for each in data.profiles.records]
        wanted = await self._context.prompts.new_profile(
            NewProfile(
                title=translate("profiles", "New permission profile"),
                workspaces=self._workspaces(),
                chosen=(chosen,),
                names=self._names(),
                likes=likes,
            )
        )
        if wanted is None:
            return ()
        return await self._make(data.profiles.get(wanted.like or None), wanted)

    async def clone(self, record: ProfileRecord) -> tuple[ProfileRecord, ...]:
        """Make profiles like `record`, in its workspace and in others."""
        data, names = self._context.data, self._names()
        name = record.profile.name or ""
        unsaved = len(data.staged.edits(record.id))
        wanted = await self._context.prompts.new_profile(
            NewProfile(
                title=translate("profiles", "Clone {0}").format(name.strip() or record.id),
                workspaces=self._workspaces(),
                chosen=(record.workspace_id,),
                names=names,
                name=_free_name(name, names.get(record.workspace_id, ())),
                name_elsewhere=name,
                home=record.workspace_id,
                description=read(record.raw).description,
                several=True,
                note=translate(
                    "profiles",
                    "It is made like what Gong holds, without {0} not saved yet.",
                ).format(counted(unsaved, "change"))
                if unsaved
                else "",
            )
        )
        return await self._make(record, wanted) if wanted is not None else ()

    async def create(self, plans: Sequence[CreatePlan]) -> tuple[CreateResult, ...]:
        """Review and make profiles of which all is decided already. What could not be made is
        told; raises where nothing was, and `InvalidRequest` where a rule is broken."""
        if not plans or not await self._ready(plans):
            return ()
        return await self._send(plans)

    # -- deciding --------------------------------------------------------------------------------

    async def _make(self, like: ProfileRecord | None, wanted: Wanted) -> tuple[ProfileRecord, ...]:
        plans: list[CreatePlan] = []
        for workspace_id in wanted.workspaces:
            if like is None:
                body = blank(wanted.name, wanted.description)
            else:
                folders: Mapping[str, str] | None = None
                if workspace_id != like.workspace_id:
                    folders = await self._folders(like, workspace_id)
                    if folders is None:
                        return ()
                body = cloned(like.raw, wanted.name, wanted.description, folders)
            plans.append(CreatePlan(workspace_id, body))
        return tuple(result.record for result in await self.create(plans))

    async def _folders(self, like: ProfileRecord, workspace_id: str) -> Mapping[str, str] | None:
        """What stands for the folders of `like` in another workspace; None when the person gave
        up."""
        own = read(like.raw).ids(LIBRARY_FOLDERS)
        if not own:
            return {}
        records = await self._library((like.workspace_id, workspace_id))
        matched = creating.match_folders(own, records, workspace_id)
        missing = [each for each in own if each not in matched]
        if not missing:
            return matched
        tree = FolderTree(records)
        there = [(each.id, _path(tree, each.id)) for each in records]
        answered = await self._context.prompts.match_folders(
            FolderQuestion(
                profile=(like.profile.name or "").strip() or like.id,
                workspace=self._context.data.workspace_name(workspace_id),
                folders=[(each, _path(tree, each)) for each in missing],
                there=sorted(
                    (
                        pair
                        for pair, record in zip(there, records, strict=True)
                        if record.workspace_id == workspace_id
                    ),
                    key=lambda pair: pair[1].casefold(),
                ),
                matched=len(matched),
            )
        )
        if answered is None:
            return None
        return matched | {own_id: other for own_id, other in answered.items() if other}

    async def _library(self, workspaces: Sequence[str]) -> list[FolderRecord]:
        """The folders of these workspaces: two calls, unless they have been read."""
        data = self._context.data
        if data.folders.complete:
            return list(data.folders.records)
        found: list[FolderRecord] = []

        def take(batch: Batch[FolderRecord]) -> None:
            found.extend(batch.records)

        await self._context.session.run(lists.read_folders, CancelToken(), take, workspaces)
        return found

    def _workspaces(self) -> list[tuple[str, str]]:
        data = self._context.data
        return [
            (each.id, data.workspace_name(each.id)) for each in data.workspaces.records if each.id
        ]

    def _names(self) -> dict[str, set[str]]:
        data = self._context.data
        return {key: other_names(data, key, "") for key, _ in self._workspaces()}

    def _place(self, record: ProfileRecord) -> str:
        name = (record.profile.name or "").strip() or record.id
        return f"{name} · {self._context.data.workspace_name(record.workspace_id)}"

    # -- review ----------------------------------------------------------------------------------

    async def _ready(self, plans: Sequence[CreatePlan]) -> bool:
        """Whether the rules hold and the person has let it go."""
        context, data = self._context, self._context.data
        for plan in plans:
            body = read(plan.body)
            wrong = errors_in(
                problems(
                    _NOTHING,
                    _values(body),
                    other_names=other_names(data, plan.workspace_id, ""),
                )
            )
            if wrong or not body.name.strip():
                where = data.workspace_name(plan.workspace_id)
                said = " ".join(told(each) for each in wrong) or translate(
                    "profiles", "A profile needs a name."
                )
                raise errors.InvalidRequest({"": f"{where}: {said}"})
        if not await allow_changes(context, title_of_plans(plans)):
            return False
        return await context.prompts.review(create_review(context.session, data, plans))

    # -- sending ---------------------------------------------------------------------------------

    async def _send(self, plans: Sequence[CreatePlan]) -> tuple[CreateResult, ...]:
        context, token = self._context, CancelToken()
        job = context.jobs.begin(title_of_plans(plans), total=len(plans), cancel=token.cancel)
        outcomes: list[_Outcome] = []
        try:
            for done, plan in enumerate(plans):
                job.report(Progress(done, len(plans), "profiles"))
                try:
                    result = await context.session.run(creating.create, plan, token=token)
                except (errors.GongError, LocalProblem) as problem:
                    outcomes.append(_Outcome(plan, error=problem))
                    break  # the reason holds for the others too, more often than not
                outcomes.append(_Outcome(plan, result))
                context.data.profiles.put([result.record])
        finally:
            job.finish(failed=any(each.error is not None for each in outcomes))
        return self._settled(plans, outcomes)

    def _settled(
        self, plans: Sequence[CreatePlan], outcomes: Sequence[_Outcome]
    ) -> tuple[CreateResult, ...]:
        made = tuple(each.result for each in outcomes if each.result is not None)
        failed = next((each for each in outcomes if each.error is not None), None)
        if failed is not None and failed.error is not None:
            if not isinstance(failed.error, errors.Cancelled):
                self._context.data.wrote(CREATE_PROFILE.id)
            if not made:
                raise failed.error
            self._show(self._stopped(plans, made, failed, failed.error))
            return made
        told_apart = [each for each in made if each.not_taken or each.note or each.trouble]
        if told_apart:
            self._show(self._remark(told_apart[0]))
        else:
            self._context.toast(translate("profiles", "Made {0}").format(what(plans)))
        return made

    def _stopped(
        self,
        plans: Sequence[CreatePlan],
        made: Sequence[CreateResult],
        failed: _Outcome,
        error: Exception,
    ) -> UserMessage:
        why, data = present(error), self._context.data
        done = ", ".join(data.workspace_name(each.record.workspace_id) for each in made)
        return UserMessage(
            Severity.WARNING,
            translate("profiles", "{0:,} of {1} made: {2}").format(
                len(made), counted(len(plans), "profile"), why.title
            ),
            translate("profiles", "Made in {0}; not in {1} and what was to come after. {2}").format(
                done, data.workspace_name(failed.plan.workspace_id), why.text
            ),
            why.details,
            (ActionKind.COPY_DETAILS,),
        )

    def _remark(self, result: CreateResult) -> UserMessage:
        name = read(result.record.raw).name.strip()
        if result.not_taken:
            left = ", ".join(title_of(change.key) for change in result.not_taken)
            return UserMessage(
                Severity.WARNING,
                translate("profiles", "{0} was made, and Gong did not take all of it").format(name),
                translate(
                    "profiles",
                    "Gong answered without an error, and holds something else for: {0}. {1}",
                )
                .format(left, result.note)
                .strip(),
                ((translate("profiles", "Request id"), result.request_id or "–"),),
                (ActionKind.COPY_DETAILS,),
            )
        if result.trouble is not None:
            trouble = present(result.trouble)
            return UserMessage(
                trouble.severity,
                translate("profiles", "{0} was made. {1}").format(name, trouble.title),
                trouble.text,
                trouble.details,
            )
        made = translate("profiles", "{0} was made").format(name)
        return UserMessage(Severity.INFO, made, result.note)

    def _toast(self, message: UserMessage) -> None:
        self._context.toast(f"{message.title}. {message.text}")


def _values(body: Reading) -> Edits:
    return {key: value_at(body, key) for key in EDITABLE if value_at(body, key) is not None}


def _free_name(name: str, taken: set[str] | tuple[()]) -> str:
    """A name for a copy that nobody has: "Sellers copy", "Sellers copy 2"."""
    first = translate("profiles", "{0} copy").format(name.strip())
    number, found = 1, first
    while found in taken:
        number += 1
        found = f"{first} {number}"
    return found


def _path(tree: FolderTree, folder_id: str) -> str:
    return " / ".join(tree.path(folder_id)) or folder_id
