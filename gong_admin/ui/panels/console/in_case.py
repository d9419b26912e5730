"""Erasures out of the console: only of whom a privacy case has approved, and through that case.

There the subject is looked up once more, nothing is sent that was not reviewed or is on the
do-not-erase list, and the answer is kept before anything else happens.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from gong_admin.api.errors import InvalidRequest
from gong_admin.runtime.case_office import CaseOffice
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.console import Draft
from gong_admin.services.privacy.case import Case, CaseState, Subject, SubjectState
from gong_admin.services.privacy.erasing import ERASES, Order
from gong_admin.services.privacy.identifiers import Identifier, NotAnIdentifier, recognise
from gong_admin.services.privacy.store import CaseStore
from gong_admin.ui.context import PanelContext
from gong_admin.ui.privacy.office_dialog import office_open
from gong_admin.ui.widgets.review import Consequence, Review

_READY = (CaseState.APPROVED, CaseState.ERASING)
_UNSENT = (SubjectState.FOUND, SubjectState.NOT_TAKEN)


async def approved_in(
    context: PanelContext, draft: Draft, values: Mapping[str, Any]
) -> tuple[Case, Subject] | None:
    """The case of this tenant in which whom `draft` concerns was approved, and not erased yet.
    Opens the cases where they are not. Raises `InvalidRequest` for what is no address or number.
    """
    field = ERASES[draft.op.id]
    try:
        found: Identifier = recognise(str(values.get(field, "")))
    except NotAnIdentifier as problem:
        raise InvalidRequest({field: problem.reason}) from problem
    if draft.raw_body is not None or not await office_open(context):
        return None
    office = context.office
    known = await office.run(CaseStore.recognise, found.kind.value, found.value)
    for case, subject in known:
        ready = case.tenant == office.tenant and case.readable and case.state in _READY
        if ready and subject.approved is not None and subject.state in _UNSENT:
            return case, subject
    return None


def needs_case() -> UserMessage:
    """In place of sending."""
    return UserMessage(
        Severity.WARNING,
        translate("console", "Erasing needs a privacy case"),
        translate(
            "console",
            "Nothing was sent. Open a case, look the subject up there and approve what is found; "
            "then it can be erased, from the case or from here.",
        ),
        actions=(ActionKind.OPEN_CASES,),
    )


def with_case(review: Review, case: Case) -> Review:
    """The review before sending, with the case that it goes through."""
    about = translate("console", "Goes through case {0}: looked up again first, and recorded there")
    consequence = Consequence(about.format(case.reference), "info", icon="eraser")
    return replace(review, consequences=[*review.consequences, consequence])


async def erase_in(office: CaseOffice, case: Case, subject: Subject) -> UserMessage:
    """Erase through the case; what came of it. Cancelling the awaiting task leaves it to the
    case."""
    if not office.erase(case.id, Order([subject.id])):
        return UserMessage(
            Severity.WARNING,
            translate("console", "Another window is erasing this case"),
            translate("console", "Nothing was sent. Try again when it is done."),
            actions=(ActionKind.RETRY, ActionKind.OPEN_CASES),
        )
    await _Ended(office, case.id).done
    if (trouble := office.troubles.get(case.id)) is not None:
        return trouble
    now = await office.run(CaseStore.subject, subject.id)
    return _outcome(case, now or subject)


class _Ended(QObject):
    """Waits for the work of a case."""

    def __init__(self, office: CaseOffice, case_id: str) -> None:
        super().__init__(office)
        self._office, self._case_id = office, case_id
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        office.changed.connect(self._look)

    def _look(self) -> None:
        if self._case_id not in self._office.jobs and not self.done.done():
            self.done.set_result(None)
            self._office.changed.disconnect(self._look)
            self.deleteLater()


def _outcome(case: Case, subject: Subject) -> UserMessage:
    actions = (ActionKind.OPEN_CASES,)
    details = (
        (translate("console", "Case"), case.reference),
        (translate("console", "Request id"), subject.request_id or "–"),
    )
    followed = translate(
        "console", "It is recorded in case {0}, and looked up again until nothing is left."
    ).format(case.reference)
    match subject.state:
        case SubjectState.ERASING:
            title, severity = translate("console", "Gong took it, and works on it"), Severity.INFO
        case SubjectState.UNKNOWN:
            title = translate("console", "Sent, and the answer is unknown")
            severity = Severity.WARNING
        case SubjectState.GONE:
            title, severity = translate("console", "Nothing was left to erase"), Severity.INFO
        case SubjectState.MORE:
            title = translate("console", "Not sent: there is more than what was approved")
            severity = Severity.WARNING
            followed = translate("console", "Review it again in case {0}.").format(case.reference)
        case SubjectState.SHARED:
            title = translate(
                "console", "Not sent: somebody on the do-not-erase list would lose something"
            )
            severity = Severity.WARNING
            followed = translate("console", "Review it again in case {0}.").format(case.reference)
        case SubjectState.HELD:
            title = translate("console", "Not sent: it is on the do-not-erase list")
            severity, followed = Severity.WARNING, ""
        case _:
            title, severity = translate("console", "Gong did not take it"), Severity.ERROR
            followed = subject.note
    return UserMessage(severity, title, followed, details, actions)
