"""What can be done with a case, and why not the rest."""

from __future__ import annotations

from dataclasses import dataclass

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    SYSTEMS,
    Case,
    CaseKind,
    CaseState,
    Elsewhere,
    Subject,
    SubjectState,
    may_become,
)
from gong_admin.services.privacy.lookup import OWN_BY_NOW
from gong_admin.services.privacy.store.approving import MAY_BE_APPROVED
from gong_admin.services.privacy.store.tally import Tally

ABOUT_A_CASE = (
    *("add", "retry", "approve", "erase", "remove", "evidence", "access", "refuse", "close"),
    *("reopen", "reduce", "delete", "follow", "anew"),
)
"""Acts of the menu that are done to the case in front."""

LEFT = (
    SubjectState.SENDING,
    SubjectState.UNKNOWN,
    SubjectState.ERASING,
    SubjectState.CAME_BACK,
)
"""States in which something is left after an erasure, or nobody knows."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the case that is shown; `case` None for none. `chosen` of its subjects
    are selected. `locked` says why nothing can ever be erased here, "" where it can: that changes
    have to be allowed first is asked when it comes to that. `fleeting`: the cases are kept for this
    session only. `is_open`: the cases can be read."""

    case: Case | None
    tally: Tally
    running: bool
    chosen: int = 0
    locked: str = ""
    fleeting: bool = False
    is_open: bool = True


def step_off(standing: Standing, act: str) -> str:
    """Why the main button is off, "" where it isn't."""
    if standing.running:
        return translate("cases", "Work on the case is under way")
    if act == "erase":
        return standing.locked
    return ""


def all_of(standing: Standing) -> dict[str, str]:
    """Each act of the menu with why it is off, "" where it isn't."""
    if not standing.is_open:
        return dict.fromkeys(
            ("backup", *ABOUT_A_CASE), translate("cases", "The cases are not open")
        )
    case, tally = standing.case, standing.tally
    none = translate("cases", "No case is chosen")
    backup = translate("cases", "The cases are kept for this session only")
    known = {"backup": backup if standing.fleeting else ""}
    if case is None:
        return {**known, **dict.fromkeys(ABOUT_A_CASE, none)}
    busy = translate("cases", "Work on the case is under way") if standing.running else ""
    gone = "" if case.readable else translate("cases", "What the case held is gone")
    closed = _closed(case)
    return {
        **known,
        "add": gone or closed or busy,
        "retry": gone
        or busy
        or ("" if tally.of(SubjectState.FAILED) else translate("cases", "None has failed")),
        "approve": gone or closed or busy or _no_approval(case, tally),
        "erase": gone or closed or busy or _no_erasure(case) or standing.locked,
        "follow": gone
        or busy
        or ("" if tally.of(*LEFT) else translate("cases", "Nothing is left of anybody")),
        "anew": gone
        or ("" if tally.of(SubjectState.CAME_BACK) else translate("cases", "Nobody came back")),
        "remove": gone
        or closed
        or busy
        or ("" if standing.chosen else translate("cases", "No subject is selected")),
        "evidence": busy,
        "access": gone or busy or ("" if tally.total else translate("cases", "Nobody to answer")),
        "refuse": gone or busy or _no_way(case, CaseState.REFUSED),
        "close": gone or busy or _no_way(case, CaseState.CLOSED),
        "reopen": gone
        or (
            ""
            if case.state in (CaseState.CLOSED, CaseState.REFUSED)
            else translate("cases", "The case is open")
        ),
        "reduce": gone
        or busy
        or ("" if case.state is CaseState.CLOSED else translate("cases", "Close the case first")),
        "delete": busy
        or (translate("cases", "It is deleted already") if case.deleted is not None else "")
        or ("" if _ended(case) else translate("cases", "Close the case first")),
    }


def _no_approval(case: Case, tally: Tally) -> str:
    if case.kind is CaseKind.ACCESS:
        return translate("cases", "Nothing is erased for an access request")
    if not tally.of(*MAY_BE_APPROVED):
        return translate("cases", "Nothing was found yet")
    if case.state is CaseState.OPEN:
        return translate("cases", "Not all are looked up yet")
    return ""


def _no_erasure(case: Case) -> str:
    if case.state in (CaseState.APPROVED, CaseState.ERASING):
        return ""
    return translate("cases", "Nothing is approved yet")


def _ended(case: Case) -> bool:
    return not case.readable or case.state in (CaseState.CLOSED, CaseState.REFUSED)


def _closed(case: Case) -> str:
    if case.state in (CaseState.CLOSED, CaseState.REFUSED):
        return translate("cases", "Open the case again first")
    return ""


def _no_way(case: Case, then: CaseState) -> str:
    if may_become(case.state, then, case.kind):
        return ""
    if case.state is then:
        return translate("cases", "It is so already")
    if then is CaseState.REFUSED:
        return translate("cases", "Erasures have been sent")
    return translate("cases", "Not from the state the case is in")


def of_subject(standing: Standing, subject: Subject) -> dict[str, str]:
    """What can be done with one subject: each act with why it is off."""
    busy = translate("cases", "Work on the case is under way") if standing.running else ""
    gone = "" if subject.value else translate("cases", "The subject's name was removed")
    closed = _closed(standing.case) if standing.case is not None else ""
    sent = subject.state in AFTER_SENDING
    return {
        "look": gone or busy,
        "skip": gone or busy or closed,
        "remove": gone
        or busy
        or closed
        or (translate("cases", "An erasure was sent for it") if sent else ""),
    }


def explain(subject: Subject) -> str:
    """What a state means where the word for it does not say; "" for most."""
    if subject.ended is not None and subject.note == OWN_BY_NOW:
        return translate(
            "cases",
            "It is the address of a Gong user by now, and Gong looks up none of those. It is not "
            "looked up by itself any more; what belongs to its users, Gong's support erases.",
        )
    if subject.ended is not None:
        return translate(
            "cases",
            "After a month of looking, something was still left. It is not looked up by itself any "
            "more: look again yourself, or ask Gong's support.",
        )
    if subject.grown is not None:
        return translate(
            "cases",
            "At a look there was more than before, most often new from the CRM or the mail system. "
            "Delete it there first; what is left in the end is erased with a new case.",
        )
    match subject.state:
        case SubjectState.REFUSED:
            return translate(
                "cases",
                "Gong looks up none of its own users. What belongs to them, Gong's support erases.",
            )
        case SubjectState.FAILED:
            return translate("cases", "Gong did not answer as it should. The log has what it said.")
        case SubjectState.HELD:
            return translate("cases", "On the do-not-erase list, and so left out.")
        case SubjectState.MORE:
            return translate(
                "cases",
                "Looked up again before the erasure, there was more than had been approved. It was "
                "skipped; approve it anew.",
            )
        case SubjectState.SHARED:
            return translate(
                "cases",
                "Right before the erasure it was found that somebody on the do-not-erase list "
                "would lose something, or it could not be read whether. It was skipped; approve it "
                "anew to see whom.",
            )
        case SubjectState.UNKNOWN:
            return translate(
                "cases",
                "It was sent and no answer came. Looking again shows whether Gong took it.",
            )
        case SubjectState.NOT_TAKEN:
            return translate(
                "cases", "Gong did not take the erasure, for the number of things it holds, say."
            )
        case SubjectState.ERASING:
            return translate(
                "cases",
                "Gong takes hours and reports no progress. The subject is looked up again until "
                "nothing is left.",
            )
        case _:
            return ""


def offer(standing: Standing) -> tuple[str, str, str, str]:
    """What the case needs besides its next step: the act, a title, a text and the words of a
    button; "" for nothing."""
    case, tally = standing.case, standing.tally
    if case is None or standing.running or not case.readable:
        return "", "", "", ""
    if count := tally.given_up(case):
        return (
            "follow",
            translate("cases", "1 is not looked up any more, and something may be left")
            if count == 1
            else translate(
                "cases", "{0:,} are not looked up any more, and something may be left"
            ).format(count),
            translate(
                "cases",
                "A month has passed, or it is a Gong user's address by now: the details say which. "
                "Look again, or ask Gong's support. Closing the case settles it as it is.",
            ),
            translate("cases", "Look again"),
        )
    if _closed(case):
        return "", "", "", ""
    if count := tally.of(SubjectState.MORE):
        return (
            "approve",
            translate("cases", "1 was skipped: Gong holds more than was approved")
            if count == 1
            else translate("cases", "{0:,} were skipped: Gong holds more than was approved").format(
                count
            ),
            translate("cases", "Look at what is new, and approve it anew."),
            translate("cases", "Approve anew…"),
        )
    if count := tally.of(SubjectState.SHARED):
        return (
            "approve",
            translate("cases", "1 was skipped for the sake of the do-not-erase list")
            if count == 1
            else translate(
                "cases", "{0:,} were skipped for the sake of the do-not-erase list"
            ).format(count),
            translate("cases", "Look at who would lose something, and approve it anew or not."),
            translate("cases", "Approve anew…"),
        )
    if count := tally.of(SubjectState.UNKNOWN):
        return (
            "again",
            translate("cases", "1 erasure was sent, and no answer came")
            if count == 1
            else translate("cases", "{0:,} erasures were sent, and no answer came").format(count),
            translate(
                "cases",
                "Looking again shows whether Gong took it. It is sent again only if you say so.",
            ),
            translate("cases", "Send again…"),
        )
    if count := tally.of(SubjectState.FAILED):
        return (
            "retry",
            translate("cases", "1 lookup failed")
            if count == 1
            else translate("cases", "{0:,} lookups failed").format(count),
            translate("cases", "The others are there. Each is asked once more."),
            translate("cases", "Retry the failed"),
        )
    return "", "", "", ""


def alarm(case: Case, tally: Tally) -> UserMessage:
    """Something came back."""
    count = tally.of(SubjectState.CAME_BACK)
    title = (
        translate("cases", "Somebody who was erased came back")
        if count == 1
        else translate("cases", "{0:,} who were erased came back").format(count)
    )
    text = translate(
        "cases",
        "Gong holds something on them again, most often from the CRM or the mail system. Delete it "
        "there first, then erase it in Gong with a new case.",
    )
    if case.kind is CaseKind.ERASURE and not _settled_elsewhere(case):
        text += " " + translate("cases", "In this case that was not known of all of them.")
    kinds = (ActionKind.NEW_CASE, ActionKind.CHECK_RESULT)
    return UserMessage(Severity.ERROR, title, text, (), kinds)


def offer_old(count: int, days: int) -> tuple[str, str, str, str]:
    """As `offer`, for cases that were kept for as long as the settings say."""
    return (
        "outlived",
        translate("cases", "1 case was closed more than {0:,} days ago").format(days)
        if count == 1
        else translate("cases", "{0:,} cases were closed more than {1:,} days ago").format(
            count, days
        ),
        translate("cases", "They can be reduced to what proof needs."),
        translate("cases", "Reduce…"),
    )


def _settled_elsewhere(case: Case) -> bool:
    known = (Elsewhere.DELETED, Elsewhere.NEVER)
    return all(case.elsewhere.get(one) in known for one in SYSTEMS)
