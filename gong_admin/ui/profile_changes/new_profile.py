"""Making profiles: new, like another, in other workspaces, or from what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import CREATE_PROFILE
from gong_admin.api.prepare import prepare
from gong_admin.api.types.permissions import CreateProfile, PermissionProfile
from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.errors import LocalProblem
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.services import lists
from gong_admin.services.console import raw_request
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import Batch, FolderRecord, ProfileRecord
from gong_admin.services.profiles import creating
from gong_admin.services.profiles.creating import CreatePlan, CreateResult, blank, cloned
from gong_admin.services.profiles.editing import (
    EDITABLE,
    Edits,
    SettingChange,
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
from gong_admin.ui.profile_changes.review import change_line, name_of
from gong_admin.ui.profile_changes.saver import allow_changes, other_names
from gong_admin.ui.widgets.review import Change, Consequence, Review

_NOTHING = read(b"{}")
_FOR_GOOD = (
    "Through its API Gong neither deletes a profile nor gives it to people: that is done in Gong's "
    "admin centre."
)


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
        likes = [("", "Nothing: every level None, every switch off")]
        likes += [(each.id, self._place(each)) for each in data.profiles.records]
        wanted = await self._context.prompts.new_profile(
            NewProfile(
                title="New permission profile",
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
                title=f"Clone {name.strip() or record.id}",
                workspaces=self._workspaces(),
                chosen=(record.workspace_id,),
                names=names,
                name=_free_name(name, names.get(record.workspace_id, ())),
                name_elsewhere=name,
                home=record.workspace_id,
                description=read(record.raw).description,
                several=True,
                note=f"It is made like what Gong holds, without {counted(unsaved, 'change')} that "
                "wait to be saved."
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
                said = " ".join(told(each) for each in wrong) or "A profile needs a name."
                raise errors.InvalidRequest({"": f"{where}: {said}"})
        if not await allow_changes(context, _title(plans)):
            return False
        return await context.prompts.review(self._review(plans))

    def _review(self, plans: Sequence[CreatePlan]) -> Review:
        context = self._context
        connection = context.session.connection
        names = [(read(plan.body).name, plan) for plan in plans]
        requests = [
            prepare(
                CREATE_PROFILE,
                CreateProfile(workspace_id=plan.workspace_id, profile=PermissionProfile()),
                context.session.client.address,
                plan.body,
            )
            for plan in plans
        ]
        places = [context.data.workspace_name(plan.workspace_id) for plan in plans]
        production = connection.kind is ConnectionKind.PRODUCTION
        consequences = [Consequence(_FOR_GOOD)]
        if len(plans) > 1:
            listed = "; ".join(
                f"{name.strip()} in {place}" for (name, _), place in zip(names, places, strict=True)
            )
            consequences.insert(0, Consequence(f"One after the other: {listed}."))
        return Review(
            title=f"{_title(plans)}?",
            action=f"Make {counted(len(plans), 'profile')}",
            tenant=connection.name,
            tenant_kind=connection.kind.value.capitalize(),
            tenant_colour="tenant_production" if production else "tenant_demo",
            target=places[0] if len(set(places)) == 1 else "",
            changes=self._lines(plans),
            consequences=consequences,
            method=requests[0].method,
            request_line=requests[0].target,
            request="\n\n".join(raw_request(request) for request in requests),
            request_note=counted(len(requests), "request") if len(requests) > 1 else "",
            footnote="What Gong answers is compared with what was sent, and kept in the journal "
            "on this computer.",
        )

    def _lines(self, plans: Sequence[CreatePlan]) -> list[Change]:
        """What the profiles will allow; what differs between them has a line for each."""
        names = name_of(self._context.data)
        lines: dict[Change, list[str]] = {}
        for plan in plans:
            body = read(plan.body)
            where = self._context.data.workspace_name(plan.workspace_id)
            for key in EDITABLE:
                value = value_at(body, key)
                if not value or value == "none":
                    continue
                line = change_line(SettingChange(key, None, value), names)
                lines.setdefault(line, []).append(where)
        return [
            Change(
                line.setting,
                "–",
                line.after,
                line.note
                if len(places) == len(plans)
                else f"{', '.join(places)}. {line.note}".strip(),
                line.risky,
                "",
                line.after_icon,
            )
            for line, places in lines.items()
        ]

    # -- sending ---------------------------------------------------------------------------------

    async def _send(self, plans: Sequence[CreatePlan]) -> tuple[CreateResult, ...]:
        context, token = self._context, CancelToken()
        job = context.jobs.begin(_title(plans), total=len(plans), cancel=token.cancel)
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
            self._context.toast(_title(plans).replace("Make", "Made", 1))
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
            f"{len(made):,} of {counted(len(plans), 'profile')} made: {why.title}",
            f"Made in {done}; not in {data.workspace_name(failed.plan.workspace_id)} and what "
            f"was to come after. {why.text}",
            why.details,
            (ActionKind.COPY_DETAILS,),
        )

    def _remark(self, result: CreateResult) -> UserMessage:
        name = read(result.record.raw).name.strip()
        if result.not_taken:
            left = ", ".join(title_of(change.key) for change in result.not_taken)
            return UserMessage(
                Severity.WARNING,
                f"{name} was made, and Gong did not take all of it",
                f"Gong answered without an error, and holds something else for: {left}. "
                f"{result.note}".strip(),
                (("Request id", result.request_id or "–"),),
                (ActionKind.COPY_DETAILS,),
            )
        if result.trouble is not None:
            trouble = present(result.trouble)
            return UserMessage(
                trouble.severity, f"{name} was made. {trouble.title}", trouble.text, trouble.details
            )
        return UserMessage(Severity.INFO, f"{name} was made", result.note)

    def _toast(self, message: UserMessage) -> None:
        self._context.toast(f"{message.title}. {message.text}")


def _values(body: Reading) -> Edits:
    return {key: value_at(body, key) for key in EDITABLE if value_at(body, key) is not None}


def _title(plans: Sequence[CreatePlan]) -> str:
    """ "Make Sellers", "Make Sellers in 3 workspaces", "Make 4 profiles"."""
    names = {read(plan.body).name.strip() for plan in plans}
    if len(names) > 1:
        return f"Make {counted(len(plans), 'profile')}"
    (name,) = names
    return f"Make {name}" + (f" in {len(plans):,} workspaces" if len(plans) > 1 else "")


def _free_name(name: str, taken: set[str] | tuple[()]) -> str:
    """A name for a copy that nobody has: "Sellers copy", "Sellers copy 2"."""
    first = f"{name.strip()} copy"
    number, found = 1, first
    while found in taken:
        number += 1
        found = f"{first} {number}"
    return found


def _path(tree: FolderTree, folder_id: str) -> str:
    return " / ".join(tree.path(folder_id)) or folder_id
