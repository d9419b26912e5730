"""Cases as entries of the list at the side, the most urgent first."""

from __future__ import annotations

import datetime as dt

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Case, CaseState, SubjectState
from gong_admin.services.privacy.store.tally import Overview, Tally
from gong_admin.ui.privacy.words import case_pill, deadline_words, kind_words, overdue
from gong_admin.ui.widgets.side_list import SideItem

_LAST_DAY = dt.date.max


def items_of(seen: Overview, today: dt.date) -> list[SideItem]:
    """Alarms and overdue ones, then open ones by their deadline, then those that are done."""
    ranked = sorted(seen.cases, key=lambda case: _rank(case, seen.tally(case.id), today))
    return [_item(case, seen.tally(case.id), today) for case in ranked]


def _rank(case: Case, tally: Tally, today: dt.date) -> tuple[int, dt.date]:
    """The group; within it the next deadline first, of those that are done the newest."""
    group = _group(case, tally, today)
    if group == 2:
        return group, dt.date.fromordinal(_LAST_DAY.toordinal() - case.created.toordinal())
    return group, case.deadline or _LAST_DAY


def _group(case: Case, tally: Tally, today: dt.date) -> int:
    if case.readable and (tally.of(SubjectState.CAME_BACK) or overdue(case, today)):
        return 0
    done = not case.readable or case.state in (CaseState.CLOSED, CaseState.REFUSED)
    return 2 if done else 1


def _item(case: Case, tally: Tally, today: dt.date) -> SideItem:
    parts = [kind_words(case.kind), deadline_words(case, today), progress_words(case, tally)]
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
        pill=case_pill(case, came_back=bool(case.readable and tally.of(SubjectState.CAME_BACK))),
    )


def progress_words(case: Case, tally: Tally) -> str:
    """How many of its subjects nothing is left to do for: "3 of 50"."""
    if not tally.total:
        return translate("cases", "no subjects")
    return translate("cases", "{0:,} of {1:,}").format(tally.done(case), tally.total)
