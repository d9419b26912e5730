"""From what was found to what is erased: the approval, the erasure, and a second sending, each
with a review of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import shiboken6
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from gong_admin.runtime.case_keys import Kept
from gong_admin.runtime.language import translate
from gong_admin.services.privacy import erase_review
from gong_admin.services.privacy.case import AFTER_SENDING, Subject, SubjectState
from gong_admin.services.privacy.erase_review import Before
from gong_admin.services.privacy.erasing import Order, calls_of
from gong_admin.services.privacy.held_calls import Allowed, merged
from gong_admin.services.privacy.store.approving import NothingApproved, hold
from gong_admin.services.privacy.store.writing import note_unchecked
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.privacy.erase_dialogs import Answer, Asked, Asking, EraseDialog
from gong_admin.ui.privacy.erase_others import OthersReader, Seen
from gong_admin.ui.privacy.erase_outcome import AGAIN, APPROVE, OutcomeDialog, Told, summary
from gong_admin.ui.profile_changes.saver import allow_changes
from gong_admin.ui.prompts import ask_for


class EraseFlow:
    """Asks over `parent`, a widget of the panel that wants it; `refresh` brings that panel up to
    date, `check_identity` leads to where the identity is noted. Remembers who else was on the calls
    from one review to the next. All methods raise `CaseGone`, `NotAllowed`, `ChangesLocked`."""

    def __init__(
        self,
        context: PanelContext,
        parent: QWidget | None = None,
        refresh: Callable[[], Awaitable[None]] | None = None,
        check_identity: Callable[[], None] = lambda: None,
    ) -> None:
        self._context, self._office = context, context.office
        self._parent = parent or _window()
        self._refresh, self._check_identity = refresh, check_identity
        self._reasons: dict[str, str] = {}  # why a case goes on without its identity checked
        self._seen: Seen | None = None

    # -- the approval ----------------------------------------------------------------------------

    async def approve(self, case_id: str) -> bool:
        """Ask whether what was found may be erased, and keep that. False when nothing was
        approved."""
        if self._busy(case_id):
            return False
        before = await self._office.run(erase_review.before_approval, case_id)
        if not before.candidates:
            await self._nothing(before, translate("erase", "There is nothing to approve"))
            return False
        asked = Asked(
            Asking.APPROVE,
            before,
            self._context.session.connection,
            reason=self._reasons.get(case_id, ""),
        )
        answer, facts, private = await self._ask(asked)
        if answer is None:
            return False
        by_id = {one.subject.id: one.subject for one in before.candidates}
        reviewed = [by_id[one] for one in answer.subjects]
        try:
            await self._office.run(
                erase_review.keep_approval,
                case_id,
                reviewed,
                approver=answer.approver,
                elsewhere=answer.elsewhere,
                facts={**facts, "left_out": len(by_id) - len(reviewed)},
                private=private,
                allowed=_allowed(before, answer),
            )
        except NothingApproved:
            # Looked up again meanwhile: that is not what was reviewed.
            self._context.toast(
                translate("erase", "Nothing was approved: it was looked up again. Review it anew.")
            )
            return False
        finally:
            self._office.touched(case_id)
        await self._hold(before)
        self._context.toast(
            translate("erase", "1 subject approved")
            if len(reviewed) == 1
            else translate("erase", "{0:,} subjects approved").format(len(reviewed))
        )
        return True

    # -- the erasure -----------------------------------------------------------------------------

    async def erase(self, case_id: str) -> bool:
        """Ask once more and erase what was approved; where all of it was sent, ask whether what
        got no answer shall be sent again. Returns when the run has ended, False when none was
        begun."""
        if self._busy(case_id):
            return False
        before = await self._office.run(erase_review.before_erasure, case_id)
        again = await self._office.run(erase_review.before_sending_again, case_id)
        if not before.candidates and again.candidates:
            return await self._send(Asking.AGAIN, again)
        if not before.candidates:
            await self._nothing(before, translate("erase", "Nothing is left to be erased"))
            return False
        return await self._send(Asking.ERASE, before, len(again.candidates))

    async def send_again(self, case_id: str) -> bool:
        """Ask whether erasures without an answer shall be sent again, and do so. As `erase`."""
        if self._busy(case_id):
            return False
        before = await self._office.run(erase_review.before_sending_again, case_id)
        if not before.candidates:
            await self._nothing(before, translate("erase", "No erasure waits for an answer"))
            return False
        return await self._send(Asking.AGAIN, before)

    async def _send(self, asking: Asking, before: Before, waiting: int = 0) -> bool:
        case_id = before.case.id
        if not await allow_changes(self._context, translate("erase", "Erase data of people")):
            return False
        cost, over = await self._cost(before)
        connection = self._context.session.connection
        reason = self._reasons.get(case_id, "")
        asked = Asked(asking, before, connection, cost, over, waiting, reason)
        answer, facts, private = await self._ask(asked)
        if answer is None or self._busy(case_id):
            return False
        again = asking is Asking.AGAIN
        told = {"subjects": len(answer.subjects), "retyped": True, "again": again, **facts}
        if over:
            told["beyond_the_day"] = True
        by_id = {one.subject.id: one.subject for one in before.candidates}
        await self._office.run(
            erase_review.keep_confirmation,
            case_id,
            [by_id[one] for one in answer.subjects],
            elsewhere=answer.elsewhere,
            facts=told,
            private=private,
            allowed=_allowed(before, answer, again=True),
        )
        order = Order(
            answer.subjects,
            answer.seconds_between,
            answer.stop_at_problem,
            frozenset(answer.subjects) if again else frozenset(),
        )
        if self._busy(case_id):
            return False
        if not self._office.erase(case_id, order):
            self._context.toast(translate("erase", "Another window is erasing this case"))
            return False
        if (job := self._office.jobs.get(case_id)) is not None:
            job.gap = order.seconds_between
        await self._ended(case_id)
        await self._tell(case_id, frozenset(answer.subjects))
        return True

    async def _cost(self, before: Before) -> tuple[str, str]:
        """What it takes in calls, and what to say where the day has no more so many."""
        holds = bool(before.guard.people)
        calls = calls_of((len(one.call_ids) for one in before.candidates), holds=holds)
        session = self._context.session
        usage = await self._context.bridge.run(session.client.pacer.usage)
        rate = self._context.settings.choices.calls_per_second
        words = translate("erase", "Two calls a subject, a lookup and the erasure: {0}.")
        if holds:
            words = translate(
                "erase",
                "A lookup, the erasure, and in between once more who was on the calls, because of "
                "the do-not-erase list: {0}.",
            )
        cost = words.format(cost_text(calls, rate, usage.daily or None))
        left = max(0, usage.daily - usage.used_today)
        if not usage.daily or calls <= left:
            return cost, ""
        over = translate("erase", "This takes {0:,} calls, and {1:,} are left of today's {2:,}.")
        return cost, over.format(calls, left, usage.daily)

    async def _ended(self, case_id: str) -> None:
        """Wait until the run has ended, however it does."""
        office, job = self._office, self._office.jobs.get(case_id)
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def look(_case_id: str = "") -> None:
            if office.jobs.get(case_id) is not job and not done.done():
                done.set_result(None)

        office.case_changed.connect(look)
        try:
            look()
            if job is not None:
                await done
        finally:
            office.case_changed.disconnect(look)

    async def _tell(self, case_id: str, ids: frozenset[int]) -> None:
        """Show what became of each, where the case still is in front; in a word elsewhere."""
        outcome = await self._office.run(erase_review.outcome, case_id, ids)
        trouble = self._office.troubles.get(case_id)
        stopped = f"{trouble.title}. {trouble.text}" if trouble is not None else ""
        parent = self._parent
        if parent is None or not shiboken6.isValid(parent) or not parent.isVisible():
            self._context.toast(f"{outcome.case.reference}: {summary(outcome)}")
            return
        if self._refresh is not None:
            # What is seen behind the list must not be older than the list.
            await self._refresh()
        dialog = OutcomeDialog(parent, Told(outcome, stopped, self._office.kept is Kept.SESSION))
        choice = await ask_for(dialog, lambda: dialog.choice)
        if choice == APPROVE:
            await self.approve(case_id)
        elif choice == AGAIN:
            await self.send_again(case_id)

    # -- asking ----------------------------------------------------------------------------------

    async def _ask(
        self, asked: Asked
    ) -> tuple[Answer | None, dict[str, object], dict[str, object]]:
        """What was decided, and what the log shall know of the review: for good, and of people."""
        dialog = EraseDialog(self._parent, asked)
        dialog.rehearse_requested.connect(self._rehearsed)
        reader: OthersReader | None = None
        if dialog.others is not None:
            reader = OthersReader(
                self._context, asked.before, dialog.others, self._seen, dialog.show_read
            )
            # At once: what is on its way must not reach a dialog that is gone.
            dialog.finished.connect(reader.close)
        if dialog.identity is not None:
            dialog.identity.check_asked.connect(dialog.leave_for_identity)
        answer = await ask_for(dialog, dialog.answer)
        case_id = asked.before.case.id
        if answer is None and dialog.leaves_for_identity:
            self._check_identity()
        elif answer is not None and answer.reason:
            self._reasons[case_id] = answer.reason
            step = "approval" if asked.asking is Asking.APPROVE else "erasure"
            await self._office.run(note_unchecked, case_id, step, answer.reason)
        if reader is not None and reader.seen is not None:
            self._seen = reader.seen
        others = reader.others if reader is not None else None
        facts: dict[str, object] = {"others_read": others is not None}
        if others is not None:
            facts["others"] = len(others.colleagues) + len(others.outsiders)
            facts["library_folders"] = None if others.folders is None else len(others.folders)
        private: dict[str, object] = {}
        if answer is not None and (count := len(asked.before.guard.people)):
            facts["on_hold_list"] = count
            if answer.unread:
                facts["holds_unread"] = True
            overruled = merged(one for each in answer.overruled.values() for one in each)
            if overruled:
                facts["holds_overruled"] = len(overruled)
                facts["held_calls"] = len({one for each in overruled for one in each.calls})
                private["overruled"] = [one.value for one in overruled]
        return answer, facts, private

    def _rehearsed(self) -> None:
        self._context.toast(
            translate("erase", "Rehearsed: the request is complete and nothing was sent")
        )

    async def _nothing(self, before: Before, words: str) -> None:
        if before.held:
            await self._hold(before)
            words = translate("erase", "All of them are on the do-not-erase list and stay")
        self._context.toast(words)

    async def _hold(self, before: Before) -> None:
        """Show in the case who stays because of the do-not-erase list. Asked again at every
        erasure, so this is for people to see."""
        shown = (SubjectState.HELD, *AFTER_SENDING)
        held: list[Subject] = [one for one in before.held if one.state not in shown]
        if held:
            await self._office.run(hold, held)
            self._office.touched(before.case.id)

    def _busy(self, case_id: str) -> bool:
        if case_id not in self._office.jobs:
            return False
        self._context.toast(translate("erase", "Work on the case is under way"))
        return True


def _allowed(before: Before, answer: Answer, *, again: bool = False) -> dict[int, bytes]:
    """What may go of people on the do-not-erase list, by subject: with what was allowed before,
    where this is not an approval of its own (`again`)."""
    found = {}
    for one in before.candidates:
        known = one.allowed if again else Allowed()
        raw = known.plus(answer.unread, answer.overruled.get(one.subject.id, ())).packed()
        if raw is not None:
            found[one.subject.id] = raw
    return found


def _window() -> QWidget | None:
    """The window in front, where nobody has said which."""
    front = QApplication.activeWindow()
    if isinstance(front, QMainWindow):
        return front
    shown = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow))
    return next((one for one in shown if one.isVisible()), None)
