"""Making profiles: new, like another, in other workspaces, or from what a file holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
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
from gong_admin.services.profiles.bulk import befalls_all
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
from gong_admin.services.writing import UnclearOutcome
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

    async def create(
        self,
        plans: Sequence[CreatePlan],
        *,
        warnings: Sequence[str] = (),
        each_alone: bool = False,
    ) -> tuple[CreateResult, ...]:
        """Review and make profiles of which all is decided already; `warnings` stand in the
        review. What could not be made is told; raises where nothing was, and `InvalidRequest`
        where a rule is broken. `each_alone`: one that can't be made keeps no other back."""
        good, wrong = self._judged(plans)
        if wrong and (not each_alone or not good):
            raise errors.InvalidRequest({"": " ".join(said for _, said in wrong)})
        if not good or not await allow_changes(self._context, title_of_plans(good)):
            return ()
        review = create_review(self._context.session, self._context.data, good, warnings)
        if not await self._context.prompts.review(review):
            return ()
        broken = [_Outcome(plan, error=errors.InvalidRequest({"": said})) for plan, said in wrong]
        return await self._send(good, broken, each_alone)

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

    def _judged(
        self, plans: Sequence[CreatePlan]
    ) -> tuple[list[CreatePlan], list[tuple[CreatePlan, str]]]:
        """Those that may be sent, and those that break a rule, with what is wrong."""
        good, broken = list[CreatePlan](), list[tuple[CreatePlan, str]]()
        data = self._context.data
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
                broken.append((plan, f"{where}: {said}"))
            else:
                good.append(plan)
        return good, broken

    # -- sending ---------------------------------------------------------------------------------

    async def _send(
        self, plans: Sequence[CreatePlan], broken: Sequence[_Outcome], each_alone: bool
    ) -> tuple[CreateResult, ...]:
        context, token = self._context, CancelToken()
        job = context.jobs.begin(title_of_plans(plans), total=len(plans), cancel=token.cancel)
        outcomes = list(broken)
        try:
            for done, plan in enumerate(plans):
                job.report(Progress(done, len(plans), "profiles"))
                try:
                    result = await context.session.run(creating.create, plan, token=token)
                except (errors.GongError, LocalProblem, UnclearOutcome) as problem:
                    outcomes.append(_Outcome(plan, error=problem))
                    if each_alone and not _holds_for_all(problem):
                        continue
                    break  # the reason holds for the others too, more often than not
                outcomes.append(_Outcome(plan, result))
                context.data.profiles.put([result.record])
        except BaseException:
            # The panel closes, say: what is on its way is made all the same, and nobody sees it.
            context.data.wrote(CREATE_PROFILE.id)
            raise
        finally:
            job.finish(failed=any(each.error is not None for each in outcomes))
        return self._settled([*(each.plan for each in broken), *plans], outcomes)

    def _settled(
        self, plans: Sequence[CreatePlan], outcomes: Sequence[_Outcome]
    ) -> tuple[CreateResult, ...]:
        made = tuple(each.result for each in outcomes if each.result is not None)
        failed = [(each.plan, each.error) for each in outcomes if each.error is not None]
        if failed:
            if any(not isinstance(error, errors.Cancelled) for _, error in failed):
                self._context.data.wrote(CREATE_PROFILE.id)
            if not made and len(failed) == 1:
                raise failed[0][1]
            not_tried = plans[len(outcomes) :]
            self._show(self._stopped(plans, made, failed, not_tried))
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
        failed: Sequence[tuple[CreatePlan, Exception]],
        not_tried: Sequence[CreatePlan],
    ) -> UserMessage:
        names = {read(plan.body).name.strip() for plan in plans}

        def listed(them: Iterable[tuple[str, bytes]]) -> str:
            """By the workspaces for one profile in several, else by the profiles."""
            places = self._context.data.workspace_name
            return ", ".join(
                places(where) if len(names) == 1 else read(raw).name.strip() for where, raw in them
            )

        unclear = [plan for plan, error in failed if _may_be_there(error)]
        not_made = [plan for plan, error in failed if not _may_be_there(error)]
        whys = [present(error) for _, error in failed]
        parts = [
            words.format(listed(them))
            for words, them in (
                (
                    translate("profiles", "Made: {0}."),
                    [(each.record.workspace_id, each.record.raw) for each in made],
                ),
                (translate("profiles", "Not made: {0}."), _told(not_made)),
                (translate("profiles", "Perhaps made, look there: {0}."), _told(unclear)),
                (translate("profiles", "Not tried: {0}."), _told(not_tried)),
            )
            if them
        ]
        texts = dict.fromkeys(f"{why.title}. {why.text}" for why in whys[1:])
        return UserMessage(
            Severity.WARNING,
            translate("profiles", "{0:,} of {1} made: {2}").format(
                len(made), counted(len(plans), "profile"), whys[0].title
            ),
            " ".join([*parts, whys[0].text, *texts]).strip(),
            tuple(detail for why in whys for detail in why.details),
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


def _may_be_there(error: Exception) -> bool:
    return isinstance(error, UnclearOutcome) and error.sent


def _holds_for_all(error: Exception) -> bool:
    """Whether what kept one profile from being made would keep the others as well."""
    if isinstance(error, errors.GongError):
        return isinstance(error, errors.Cancelled) or befalls_all(error)
    return not _may_be_there(error)


def _told(plans: Iterable[CreatePlan]) -> list[tuple[str, bytes]]:
    return [(plan.workspace_id, plan.body) for plan in plans]


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
