"""Cases as entries of the list at the side, the most urgent first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Case, SubjectState
from gong_admin.services.privacy.store.tally import Overview, Tally
from gong_admin.ui.privacy.words import SETTLED, case_pill, deadline_words, kind_words, overdue
from gong_admin.ui.widgets.pill import Tone
from gong_admin.ui.widgets.side_list import SideItem

_LAST_DAY = dt.date.max


def items_of(seen: Overview, today: dt.date, running: Container[str] = ()) -> list[SideItem]:
    """Alarms and overdue ones, then open ones by their deadline, then those that are done.
    `running` are the cases that are being worked on: how far that is, is told in one place."""
    ranked = sorted(seen.cases, key=lambda case: _rank(case, seen.tally(case.id), today))
    return [_item(case, seen.tally(case.id), today, case.id in running) for case in ranked]


def _rank(case: Case, tally: Tally, today: dt.date) -> tuple[int, dt.date]:
    """The group; within it the next deadline first, of those that are done the newest."""
    group = _group(case, tally, today)
    if group == 2:
        return group, dt.date.fromordinal(_LAST_DAY.toordinal() - case.created.toordinal())
    return group, case.deadline or _LAST_DAY


def _group(case: Case, tally: Tally, today: dt.date) -> int:
    back = tally.of(SubjectState.CAME_BACK)
    if case.readable and (back or tally.given_up(case) or overdue(case, today)):
        return 0
    done = not case.readable or case.state in SETTLED
    return 2 if done else 1


def _item(case: Case, tally: Tally, today: dt.date, running: bool) -> SideItem:
    progress = translate("cases", "under way") if running else progress_words(case, tally)
    parts = [kind_words(case.kind), deadline_words(case, today), progress]
    headings = (
        translate("cases", "Needs attention"),
        translate("cases", "Open"),
        translate("cases", "Done"),
    )
    return SideItem(
        case.id,
        case.reference,
        " · ".join(part for part in parts if part),
        group=headings[_group(case, tally, today)],
        pill=pill_of(case, tally, today),
    )


def pill_of(case: Case, tally: Tally, today: dt.date) -> tuple[str, Tone, str]:
    """Words, tone and icon of a case's state."""
    return case_pill(
        case,
        today,
        came_back=bool(case.readable and tally.of(SubjectState.CAME_BACK)),
        given_up=bool(tally.given_up(case)),
        answered=tally.answered,
    )


def progress_words(case: Case, tally: Tally) -> str:
    """How many of its subjects nothing is left to do for: "3 of 50"; of how many something was
    found, or everything erased; how many it has where nothing is to be done any more."""
    if not tally.total:
        return translate("cases", "no subjects")
    if not case.readable or case.state in SETTLED:
        return (
            translate("cases", "1 subject")
            if tally.total == 1
            else translate("cases", "{0:,} subjects").format(tally.total)
        )
    done, total = tally.done(case), tally.total
    if done < total:
        return translate("cases", "{0:,} of {1:,}").format(done, total)
    # All are done, which is not to say that all were erased, or even looked up.
    if gone := tally.of(SubjectState.GONE) - tally.unsent:
        return translate("cases", "{0:,} erased").format(gone)
    if tally.unsent:
        return translate("cases", "{0:,} gone before the erasure").format(tally.unsent)
    return translate("cases", "{0:,} found").format(tally.of(SubjectState.FOUND))
