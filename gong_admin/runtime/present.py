"""How an error is told to a person: the one place that decides.

The reader is an administrator, not a programmer: what happened, what it means, what to do. What a
support request needs goes into the details. No text holds a credential.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from gong_admin.api import errors
from gong_admin.runtime import redact
from gong_admin.runtime.errors import (
    ChangesLocked,
    LocalProblem,
    MayHaveHappened,
    ProofNotKept,
    SecretMissing,
)
from gong_admin.runtime.message import ActionKind, Severity, UserMessage, sentence
from gong_admin.runtime.present_answers import present_answer
from gong_admin.services.privacy.unreadable import CasesUnreadable, WrongKey
from gong_admin.services.writing import AnswerWithout, NotWritten

__all__ = ["ActionKind", "Severity", "UserMessage", "is_expected", "present"]


def is_expected(error: BaseException) -> bool:
    """True for what a person can be told; everything else is a fault of this program."""
    told = isinstance(error, errors.GongError | LocalProblem | AnswerWithout)
    return told or isinstance(error, WrongKey | CasesUnreadable) or _is_file_trouble(error)


def present(error: BaseException, *, now: dt.datetime | None = None) -> UserMessage:
    """What to tell a person about `error`. `now` (with time zone) is for tests."""
    now = now or dt.datetime.now(dt.UTC).astimezone()
    if isinstance(error, errors.Answered):
        message = present_answer(error, now)
    elif isinstance(error, errors.GongError):
        message = _unanswered(error, now)
    elif isinstance(error, LocalProblem | AnswerWithout):
        message = _local(error, now)
    elif isinstance(error, WrongKey | CasesUnreadable):
        message = _altered(error)
    elif isinstance(error, OSError) and _is_file_trouble(error):
        message = _file(error)
    else:
        message = _crash(error)
    return _without_secrets(message)


# -- Gong did not answer -------------------------------------------------------------------------

_NO_ANSWER = {
    "dns": (
        "Gong's address was not found",
        "There may be no network, or the connection's address is mistyped.",
    ),
    "refused": ("Nobody answers at Gong's address", "Check the connection's address and port."),
    "tls": (
        "The connection is not secure",
        "The certificate at Gong's address could not be verified. Company networks often use a "
        "certificate of their own: add it in the settings, under Network.",
    ),
    "ca-file": (
        "The file with your company's certificates can't be read",
        "It is named in the settings, under Network, or in the environment (REQUESTS_CA_BUNDLE, "
        "CURL_CA_BUNDLE). Nothing was sent without it.",
    ),
    "proxy": (
        "The proxy refused the connection",
        "Check the proxy in the settings, under Network; it may want a user name.",
    ),
    "timeout": ("Gong took too long to answer", "The network is slow, or Gong is busy."),
    "reset": ("The connection broke off", "The network or Gong ended it before the answer came."),
}
_ADDRESS_REASONS = {"dns", "refused", "tls", "proxy"}


def _unanswered(error: errors.GongError, now: dt.datetime) -> UserMessage:
    match error:
        case errors.Cancelled():
            return UserMessage(Severity.INFO, "Cancelled", "Stopped as asked.")
        case errors.ConnectionFailed():
            title, text = _NO_ANSWER.get(
                error.reason, ("Gong can't be reached", "The network reported an error.")
            )
            actions: tuple[ActionKind, ...] = (ActionKind.RETRY,)
            if error.reason in _ADDRESS_REASONS:
                actions += (ActionKind.EDIT_CONNECTION, ActionKind.RUN_DOCTOR)
            details = (("Reason", error.reason), ("Report", redact.redact(str(error))))
            return UserMessage(
                Severity.ERROR, title, text, details, (*actions, ActionKind.COPY_DETAILS)
            )
        case errors.InvalidRequest():
            problems = tuple(error.problems.items())
            text = "Nothing was sent. " + " ".join(
                sentence(f"{name} {why}" if name else why) for name, why in problems[:3]
            )
            return UserMessage(
                Severity.ERROR, "Something is missing or not right", text.strip(), problems
            )
        case errors.InsecureAddress():
            return UserMessage(
                Severity.ERROR,
                "The address can't be used",
                "It must begin with https://, as it is shown in Gong beside the key. "
                "Nothing was sent.",
                actions=(ActionKind.EDIT_CONNECTION,),
            )
        case errors.BudgetSpent():
            return UserMessage(
                Severity.WARNING,
                "Background loading has paused for today",
                f"This program has used {error.used:,} of the day's {error.limit:,} calls and "
                "leaves the rest to you and to the company's other integrations. What you click "
                "still works.",
                actions=(ActionKind.RETRY, ActionKind.EDIT_PACING),
            )
        case errors.CursorLoop():
            return UserMessage(
                Severity.ERROR,
                "Gong repeats the same page",
                "Reading was stopped, and what had come is kept. The list may be incomplete.",
                (("Items read", f"{error.items_read:,}, some perhaps twice"),),
                (ActionKind.RELOAD, ActionKind.COPY_DETAILS),
            )
        case NotWritten():
            cause = present(error.cause, now=now)
            return replace(
                cause,
                title=f"Nothing was changed: {cause.title[0].lower()}{cause.title[1:]}",
                text="No clear answer came back, and reading back shows that Gong holds what it "
                f"held before. {cause.text}",
            )
        case _:
            return UserMessage(
                Severity.ERROR,
                "That did not work",
                sentence(str(error)),
                actions=(ActionKind.RETRY,),
            )


# -- on this side --------------------------------------------------------------------------------


def _local(error: LocalProblem | AnswerWithout, now: dt.datetime) -> UserMessage:
    match error:
        case ChangesLocked(for_good=True):
            return UserMessage(
                Severity.WARNING,
                "This connection is read-only",
                f"{error.connection} was set up without changes, and nothing was sent. Edit the "
                "connection to allow them.",
                actions=(ActionKind.EDIT_CONNECTION,),
            )
        case ChangesLocked():
            return UserMessage(
                Severity.WARNING,
                "Changes are locked",
                f"“{error.operation}” would change {error.connection}. Nothing was sent. Open "
                "the lock in the top bar to allow changes.",
                actions=(ActionKind.ALLOW_CHANGES,),
            )
        case SecretMissing():
            return UserMessage(
                Severity.WARNING,
                f"The key of {error.connection} is needed",
                sentence(error.reason),
                actions=(ActionKind.EDIT_CONNECTION,),
            )
        case MayHaveHappened() | AnswerWithout():
            cause = present(error.cause, now=now)
            return UserMessage(
                Severity.ERROR,
                "It may have happened all the same",
                f"“{error.operation}” was sent, but no clear answer came back: "
                f"{cause.title[0].lower()}{cause.title[1:]}. Look at the result before you do it "
                "again.",
                (*cause.details, ("What happened", cause.text)),
                (ActionKind.CHECK_RESULT, ActionKind.COPY_DETAILS),
            )
        case ProofNotKept():
            text = (
                f"“{error.operation}” was not sent, because this program keeps a record of every "
                "change and could not write it. Is the disk full?"
                if error.before_sending
                else f"“{error.operation}” took place in Gong, but its record could not be kept on "
                "this computer. Is the disk full?"
            )
            return UserMessage(
                Severity.ERROR,
                "The journal can't be written",
                text,
                (("Report", error.cause.strerror or str(error.cause)),),
                (ActionKind.COPY_DETAILS,),
            )
        case _:
            return UserMessage(Severity.ERROR, "That did not work", sentence(str(error)))


def _altered(error: WrongKey | CasesUnreadable) -> UserMessage:
    return UserMessage(
        Severity.ERROR,
        "What is kept of a privacy case can't be read",
        "It is locked with another key, or somebody has changed it on the disk, or the disk is "
        "damaged. Nothing was changed by this program.",
        (("Report", str(error)),) if str(error) else (),
        (ActionKind.COPY_DETAILS,),
    )


def _is_file_trouble(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.filename is not None


def _file(error: OSError) -> UserMessage:
    name = str(error.filename)
    text = {
        PermissionError: "You may not write or read there, or another program has it open.",
        FileNotFoundError: "The file or its folder does not exist.",
        IsADirectoryError: "That is a folder, not a file.",
    }.get(type(error), sentence(error.strerror or str(error)))
    return UserMessage(
        Severity.ERROR,
        "The file can't be used",
        text,
        (("File", name),),
        (ActionKind.CHOOSE_FILE, ActionKind.COPY_DETAILS),
    )


def _crash(error: BaseException) -> UserMessage:
    return UserMessage(
        Severity.CRASH,
        "A fault in this program",
        "That should not have happened, and it is not your doing. You can go on; what was loaded "
        "is still there. A report without keys and personal data was saved on this computer.",
        (("Fault", type(error).__qualname__), ("Report", redact.anonymise(str(error)))),
        (ActionKind.OPEN_REPORT, ActionKind.COPY_DETAILS),
    )


def _without_secrets(message: UserMessage) -> UserMessage:
    return replace(
        message,
        title=redact.hide_secrets(message.title),
        text=redact.hide_secrets(message.text),
        details=tuple((label, redact.hide_secrets(value)) for label, value in message.details),
    )
