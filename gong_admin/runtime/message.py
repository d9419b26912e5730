"""What a person is told, as data: made by `present`, shown by a bar or a dialog."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime


class Severity(enum.StrEnum):
    INFO = "info"  # nothing is wrong
    WARNING = "warning"  # goes away by waiting, or is easily put right
    ERROR = "error"  # did not work
    CRASH = "crash"  # a fault of this program


class ActionKind(enum.StrEnum):
    """What the message offers; the view knows how."""

    RETRY = "retry"
    RELOAD = "reload"  # read from the beginning
    CHECK_RESULT = "check-result"  # read back what a write may have done
    EDIT_CONNECTION = "edit-connection"
    RUN_DOCTOR = "run-doctor"
    ALLOW_CHANGES = "allow-changes"
    EDIT_PACING = "edit-pacing"
    OPEN_CASES = "open-cases"
    NEW_CASE = "new-case"  # for those that the message is about
    OPEN_LINK = "open-link"  # the address is in the details under "Link"
    CHOOSE_FILE = "choose-file"
    COPY_DETAILS = "copy-details"
    OPEN_REPORT = "open-report"


@dataclass(frozen=True, slots=True)
class UserMessage:
    """`title` is one line, `text` one to three sentences, `details` are labels and values.

    `retry_at` (the reader's time zone) is when a retry is worth it; before, it is an exception.
    """

    severity: Severity
    title: str
    text: str
    details: tuple[tuple[str, str], ...] = ()
    actions: tuple[ActionKind, ...] = ()
    retry_at: datetime | None = None


def sentence(text: str) -> str:
    """`text` with a full stop, unless it has an end of its own or is empty."""
    text = text.strip()
    return text if not text or text[-1] in ".!?…" else f"{text}."
