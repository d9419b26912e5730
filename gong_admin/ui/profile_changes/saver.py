"""Saving one profile, from the edits to what Gong says: rules, review, conflict, result.

Whoever edits profiles saves through this: nothing is sent that a review did not show, and what
others changed meanwhile is decided setting by setting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from gong_admin.api import errors
from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.runtime.errors import ChangesLocked
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.runtime.present import present
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.lists import Batch, Member, ProfileRecord, read_members
from gong_admin.services.profiles import saving
from gong_admin.services.profiles.editing import (
    Edits,
    SettingChange,
    effective,
    title_of,
    value_at,
)
from gong_admin.services.profiles.reading import Value, read
from gong_admin.services.profiles.rules import Problem, problems, told
from gong_admin.services.profiles.rules import errors as errors_in
from gong_admin.services.profiles.saving import Outcome, SavePlan, SaveResult
from gong_admin.services.words import counted, from_to
from gong_admin.services.writing import UnclearOutcome
from gong_admin.ui.context import PanelContext
from gong_admin.ui.profile_changes.conflict import conflict_of, resolved
from gong_admin.ui.profile_changes.review import (
    Target,
    change_line,
    name_of,
    save_review,
)

Line = tuple[str, Value, Value]
"""What a review shows: a place, what stands there, what shall stand there."""

_MANY_TIMES = 10  # conflicts in a row before somebody is taken to write all the time


class ProfileSaver:
    """`show` takes what has to be read at leisure; what went well is a toast."""

    def __init__(
        self, context: PanelContext, show: Callable[[UserMessage], None] | None = None
    ) -> None:
        self._context = context
        self._show = show or self._toast

    async def save(
        self, record: ProfileRecord, edits: Edits | None = None, *, members: int | None = None
    ) -> SaveResult | None:
        """Ask, send, settle. `edits` are the staged ones unless others are given; `members` is
        how many people have the profile, where the caller knows.

        None when there was nothing to save or the person thought better of it. Raises what
        `saving.save` raises, `InvalidRequest` where a rule is broken, `ChangesLocked`.
        """
        staged = self._context.data.staged
        if record.id in staged.saving:
            said = translate("profiles", "{0} is being saved already")
            self._context.toast(said.format(_name(record)))
            return None
        staged.saving.add(record.id)
        try:
            return await self._save(record, edits, members)
        except UnclearOutcome:
            # What is shown may be out of date, whatever came of it.
            self._context.data.wrote(UPDATE_PROFILE.id)
            raise
        finally:
            staged.saving.discard(record.id)

    async def _save(
        self, record: ProfileRecord, edits: Edits | None, members: int | None
    ) -> SaveResult | None:
        context, staged = self._context, self._context.data.staged
        mine = edits is None
        base = (staged.base(record.id) if mine else None) or record.raw
        wanted = effective(read(base), staged.edits(record.id) if edits is None else edits)
        if not wanted:
            context.toast(translate("profiles", "There is nothing to save"))
            return None
        plan = SavePlan(record.workspace_id, record.id, base, wanted)
        found = self._checked(plan)
        title = translate("profiles", "Save {0}").format(_name(record))
        if not await allow_changes(context, title):
            return None
        if members is None:
            members = await self._members(record)
        seen = await self._reviewed(plan, found, members)
        if seen is None:
            return None
        for _ in range(_MANY_TIMES):
            result = await self._send(plan)
            if result.outcome is not Outcome.CONFLICT:
                self._settle(plan, result)
                return result
            decided = await self._decided(plan, result, mine=mine)
            if decided is None:
                return result
            plan = decided
            if not plan.edits:
                said = translate("profiles", "Theirs holds for {0}. Nothing was sent")
                context.toast(said.format(_name(record)))
                return replace(result, outcome=Outcome.THEIRS)
            if not _lines(plan) <= seen:
                # What will be written is something else than what was let go.
                more = await self._reviewed(plan, self._checked(plan), members)
                if more is None:
                    return result
                seen = more
        return result

    # -- before it is sent -----------------------------------------------------------------------

    def _checked(self, plan: SavePlan) -> tuple[Problem, ...]:
        """What is worth knowing of the edits. Raises `InvalidRequest` for what is wrong."""
        data = self._context.data
        found = problems(
            read(plan.base),
            plan.edits,
            other_names=other_names(data, plan.workspace_id, plan.profile_id),
            known_users=_known(data.users.complete, data.users.get),
            known_folders=folders_known_in(data, plan.workspace_id),
        )
        wrong = errors_in(found)
        if wrong:
            raise errors.InvalidRequest({"": " ".join(told(each) for each in wrong)})
        return found

    async def _members(self, record: ProfileRecord) -> int | None:
        """How many people have the profile: one call, unless all members have been read."""
        context, found = self._context, list[Member]()
        if context.data.members.complete:
            members = context.data.members.records
            return sum(1 for member in members if member.profile_id == record.id)

        def take(batch: Batch[Member]) -> None:
            found.extend(batch.records)

        try:
            await context.session.run(read_members, CancelToken(), take, [record])
        except errors.GongError:
            return None  # a review that says so is better than none
        return len(found)

    async def _reviewed(
        self, plan: SavePlan, found: Iterable[Problem], members: int | None
    ) -> frozenset[Line] | None:
        """What the person has seen and let go; None if not."""
        context = self._context
        names = name_of(context.data)
        target = Target(
            context.session.connection,
            context.session.client.address,
            context.data.workspace_name(plan.workspace_id),
            plan.profile_id,
            plan.base,
            plan.edits,
            members,
        )
        if not await context.prompts.review(save_review(target, tuple(found), names)):
            return None
        return _lines(plan)

    # -- sending ---------------------------------------------------------------------------------

    async def _send(self, plan: SavePlan) -> SaveResult:
        context, token = self._context, CancelToken()
        name = read(plan.base).name.strip() or plan.profile_id
        title = translate("profiles", "Saving {0}").format(name)
        job = context.jobs.begin(title, cancel=token.cancel)
        try:
            result = await context.session.run(saving.save, plan, token=token)
        except BaseException:
            job.finish(failed=not token.cancelled)
            raise
        job.finish()
        return result

    async def _decided(self, plan: SavePlan, result: SaveResult, *, mine: bool) -> SavePlan | None:
        """What shall be saved on top of theirs; None when the person gave up, and then the edits
        stay as they are."""
        data = self._context.data
        loaded = read(plan.base)
        conflict = conflict_of(loaded, result.theirs, plan.edits, name_of(data))
        choices = await self._context.prompts.resolve_conflict(conflict)
        record = result.record(plan.workspace_id)
        if choices is None or record is None:
            return None
        wanted = resolved(loaded, result.theirs, plan.edits, choices)
        data.profiles.put([record])
        if mine:
            given_up = [key for key in plan.edits if key not in wanted]
            taken_back = {key: value for key, value in wanted.items() if key not in plan.edits}
            data.staged.drop(plan.profile_id, given_up, translate("profiles", "Take theirs"))
            data.staged.rebase(record)
            if taken_back:
                data.staged.edit(record, taken_back, translate("profiles", "Keep what was loaded"))
        now = read(result.raw)
        return SavePlan(plan.workspace_id, plan.profile_id, result.raw, effective(now, wanted))

    # -- afterwards ------------------------------------------------------------------------------

    def _settle(self, plan: SavePlan, result: SaveResult) -> None:
        settle(self._context.data, plan, result)
        name = read(result.raw).name.strip() or plan.profile_id
        if result.outcome is Outcome.NOTHING_TO_DO:
            said = translate("profiles", "Gong has all of this for {0} already. Nothing was sent")
            self._context.toast(said.format(name))
            return
        message = message_of(result, name, name_of_change=self._change_words)
        if message is not None:
            self._show(message)
        else:
            said = translate("profiles", "Saved {0} to {1}")
            self._context.toast(said.format(counted(len(result.written), "change"), name))

    def _change_words(self, change: SettingChange) -> str:
        line = change_line(change, name_of(self._context.data))
        return f"{line.setting}: {from_to(line.before, line.after)}"

    def _toast(self, message: UserMessage) -> None:
        self._context.toast(f"{message.title}. {message.text}")


async def allow_changes(context: PanelContext, title: str) -> bool:
    """Whether changes are allowed; offers to open the lock. Raises `ChangesLocked` for a
    connection that is read-only for good. `title` is what is about to be done."""
    lock, name = context.session.lock, context.session.connection.name
    if lock.is_open:
        return True
    if lock.read_only:
        raise ChangesLocked(name, title, for_good=True)
    if await context.prompts.confirm(
        translate("profiles", "Allow changes to {0}?").format(name),
        translate(
            "profiles",
            "“{0}” does more than read, and the lock is closed. What will change is still shown "
            "for review before it is sent.",
        ).format(title),
        translate("profiles", "Allow changes"),
    ):
        lock.open()
    return lock.is_open


def settle(data: TenantData, plan: SavePlan, result: SaveResult) -> None:
    """Show what Gong says now, and take the edits that it has off the staged ones. For every
    result but a conflict."""
    record = result.record(plan.workspace_id)
    if record is None:
        return
    data.profiles.put([record])
    if result.outcome is Outcome.NOTHING_TO_DO:
        data.staged.rebase(record)
    else:
        written = [change.key for change in result.written]
        data.staged.saved(plan.profile_id, result.raw, written)


def other_names(data: TenantData, workspace_id: str, profile_id: str) -> set[str]:
    """What the other profiles of a workspace are called, as Gong spells it."""
    return {
        record.profile.name or ""
        for record in data.profiles_in(workspace_id)
        if record.id != profile_id
    }


def message_of(
    result: SaveResult, name: str, *, name_of_change: Callable[[SettingChange], str]
) -> UserMessage | None:
    """What has to be read about a save; None when all went the usual way."""
    details = []
    if result.request_id:
        details.append((translate("profiles", "Request id"), result.request_id))
    if result.not_taken:
        left = ", ".join(title_of(change.key) for change in result.not_taken)
        label = translate("profiles", "Not taken")
        details += [(label, name_of_change(change)) for change in result.not_taken]
        sent = len(result.written) + len(result.not_taken)
        text = translate(
            "profiles",
            "{0:,} of {1} were saved. Gong answered without an error, but still has the old value "
            "of: {2}. What was not saved stays marked as a change.",
        ).format(len(result.written), counted(sent, "change"), left)
        return UserMessage(
            Severity.WARNING,
            translate("profiles", "Gong did not save every change to {0}").format(name),
            f"{text} {result.note}".strip(),
            tuple(details),
            (ActionKind.COPY_DETAILS,),
        )
    if result.trouble is not None:
        # It took place; what went wrong beside it is told as it always is.
        trouble = present(result.trouble)
        title = translate("profiles", "{0} was saved. {1}").format(name, trouble.title)
        return replace(trouble, title=title)
    if result.besides:
        others = ", ".join(title_of(change.key) for change in result.besides)
        label = translate("profiles", "Not as sent")
        details += [(label, name_of_change(change)) for change in result.besides]
        text = translate("profiles", "Gong answered with other values than were sent for: {0}.")
        return UserMessage(
            Severity.WARNING,
            translate("profiles", "{0} was saved, and more has changed").format(name),
            f"{text.format(others)} {result.note}".strip(),
            tuple(details),
            (ActionKind.COPY_DETAILS,),
        )
    if result.note:
        title = translate("profiles", "{0} was saved").format(name)
        return UserMessage(Severity.INFO, title, result.note, tuple(details))
    return None


def _lines(plan: SavePlan) -> frozenset[Line]:
    loaded = read(plan.base)
    changing = effective(loaded, plan.edits).items()
    return frozenset((key, value_at(loaded, key), value) for key, value in changing)


def _known(complete: bool, get: Callable[[str], object | None]) -> Callable[[str], bool] | None:
    if not complete:
        return None
    return lambda each: get(each) is not None


def folders_known_in(data: TenantData, workspace_id: str) -> Callable[[str], bool] | None:
    """Whether a folder is in the library of a workspace; None while that has not been read."""
    if not data.folders.complete:
        return None

    def known(folder_id: str) -> bool:
        record = data.folders.get(folder_id)
        return record is not None and record.workspace_id in (workspace_id, "")

    return known


def _name(record: ProfileRecord) -> str:
    return (record.profile.name or "").strip() or record.id
