"""The reviews of an erasure in words: what goes, who else loses it, what Gong says about it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gong_admin.api.catalogue.privacy import PURGE_EMAIL_ADDRESS, PURGE_PHONE_NUMBER
from gong_admin.api.prepare import prepare
from gong_admin.api.snippets import curl
from gong_admin.api.types.privacy import PurgeEmailAddress, PurgePhoneNumber
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Counts, Subject
from gong_admin.services.privacy.erase_review import Before, Candidate, Others
from gong_admin.services.privacy.held_calls import Guard
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.ui.privacy.words import count_words, date_words
from gong_admin.ui.widgets.review import Consequence

_JOINT = re.compile(r"(?<=[@.\-])(?=\w)")
_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ONE_LINE = 48  # characters that fit into a line of a review
_NAMED = 12  # people, addresses or folders that a sentence names


def figures(counts: Counts) -> list[tuple[str, str]]:
    """What goes, as numbers side by side."""
    return [
        (f"{counts.emails:,}", translate("erase", "emails")),
        (f"{counts.calls:,}", translate("erase", "calls")),
        (f"{counts.meetings:,}", translate("erase", "meetings")),
        (f"{counts.records:,}", translate("erase", "leads and contacts")),
        (f"{counts.events:,}", translate("erase", "engagements")),
    ]


def named(values: Sequence[str]) -> str:
    """The first of them, and how many there are besides."""
    words = ", ".join(values[:_NAMED])
    if (more := len(values) - _NAMED) > 0:
        words = translate("erase", "{0} and {1:,} more").format(words, more)
    return words


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence that names the first of many, and the same with all of them."""

    words: str
    whole: str


def _line(sentence: str, values: Sequence[str], *before: str) -> Line:
    return Line(
        sentence.format(*before, named(values)), sentence.format(*before, ", ".join(values))
    )


def _plain(words: str) -> Line:
    return Line(words, words)


def wrapped_list(words: str) -> str:
    """Wrapped between addresses and not within them, but for those that are longer than a line:
    these have places to wrap at their own joints. What does that isn't seen."""
    return " ".join(
        _JOINT.sub("\u200b", word) if len(word) > _ONE_LINE else _HYPHEN.sub("\u2060-\u2060", word)
        for word in words.split(" ")
    )


def people_words(people: Sequence[str], addresses: Sequence[str]) -> list[str]:
    """Whom a phone number has matched."""
    said = []
    if people:
        said.append(
            translate("erase", "Leads and contacts ({0:,}): {1}").format(
                len(people), ", ".join(people)
            )
        )
    if addresses:
        said.append(
            translate("erase", "Addresses ({0:,}): {1}").format(
                len(addresses), ", ".join(addresses)
            )
        )
    if people and addresses and len(people) != len(addresses):
        said.append(
            translate(
                "erase",
                "The two need not agree: a person may have several addresses or none, and not "
                "every address is a lead's or a contact's.",
            )
        )
    return said


def others_lines(others: Others, guard: Guard) -> list[tuple[str, Line]]:
    """Who loses something besides those who are erased: icons with sentences. Whoever `guard`
    has on the do-not-erase list goes first, and is marked."""
    held = [one for one in others.outsiders if guard.holds(one)]
    outsiders = [translate("erase", "{0} (on the do-not-erase list)").format(one) for one in held]
    outsiders += [one for one in others.outsiders if one not in held]
    lines = [("users", _plain(translate("erase", "No colleagues are told for these calls.")))]
    if others.colleagues:
        words = translate("erase", "Colleagues ({0}): {1}")
        count = f"{len(others.colleagues):,}"
        lines = [("users", _line(words, others.colleagues, count))]
    if outsiders:
        words = translate("erase", "Other people outside ({0}): {1}")
        lines.append(("user", _line(words, outsiders, f"{len(outsiders):,}")))
    else:
        nobody = translate("erase", "Nobody else from outside was on them.")
        lines.append(("user", _plain(nobody)))
    if others.unnamed:
        unnamed = (
            translate("erase", "On 1 call was somebody of whom Gong tells no name.")
            if others.unnamed == 1
            else translate("erase", "On {0:,} calls was somebody of whom Gong tells no name.")
        )
        lines.append(("question", _plain(unnamed.format(others.unnamed))))
    if others.folders is None:
        words = translate("erase", "The library's folders were not read.")
        lines.append(("books", _plain(words)))
    elif others.folders:
        told = [f"{name} ({count:,})" for name, count in others.folders]
        lines.append(("books", _line(translate("erase", "Library folders: {0}"), told)))
    else:
        words = translate("erase", "None of them lies in a public folder of the library.")
        lines.append(("books", _plain(words)))
    if others.untold:
        words = translate(
            "erase", "Who was on {0:,} of {1:,} calls was not told: this key may not see them."
        )
        lines.append(("eye-slash", _plain(words.format(others.untold, others.calls))))
    return lines


def what_goes(before: Before) -> list[Consequence]:
    """What has to be known of these subjects before anything else."""
    found: list[Consequence] = []
    roles = [one.subject.value for one in before.candidates if one.role]
    if roles:
        found.append(
            Consequence(
                translate("erase", "Not one person but a role, which several may read: {0}").format(
                    named(roles)
                ),
                "warn",
            )
        )
    skipped = [one for one in before.candidates if one.more]
    if len(skipped) == 1:
        found.append(
            Consequence(
                translate("erase", "More than what was approved before: {0}.").format(
                    more_words(skipped[0].more)
                ),
                "warn",
            )
        )
    elif skipped:
        found.append(
            Consequence(
                translate("erase", "Of {0:,} there is more than what was approved before.").format(
                    len(skipped)
                ),
                "warn",
            )
        )
    odd = [words for one in before.candidates if not one.role for words in one.warnings]
    if odd:
        found.append(Consequence(odd[0] if len(odd) == 1 else named(odd[:3]), "warn"))
    if before.held:
        found.append(
            Consequence(
                translate("erase", "1 is on the do-not-erase list and is left out.")
                if len(before.held) == 1
                else translate(
                    "erase", "{0:,} are on the do-not-erase list and are left out."
                ).format(len(before.held)),
                "warn",
                "hand-palm",
            )
        )
    return found


def warnings_of_gong() -> list[Consequence]:
    """What the service says about an erasure, whoever it is about."""
    return [
        Consequence(
            translate("erase", "What is erased can't be brought back, by Gong or by anybody."),
            "danger",
        ),
        Consequence(
            translate("erase", "Calls go as a whole: everybody else on them loses them too."),
            "info",
            "users",
        ),
        Consequence(
            translate(
                "erase", "CRM and mail bring the person back unless they were deleted there first."
            ),
            "info",
            "arrows-clockwise",
        ),
        Consequence(
            translate(
                "erase",
                "Gong works on it for hours and doesn't tell how far it is; the case looks again "
                "until nothing is left. Gong refuses when there is unusually much to erase.",
            ),
            "info",
            "clock",
        ),
    ]


def problem_words(told: str) -> str:
    """Why something was not sent or not looked up: Gong's sentence, or the name of an error."""
    return told if " " in told else _HUMP.sub(" ", told).lower()


def more_words(more: Mapping[str, int]) -> str:
    """What there is beyond what was approved: "2 emails, 1 call"."""
    return count_words(Counts(**dict(more)))


def request_of(one: Subject) -> tuple[str, str, str]:
    """Method, one line and all of the request that erases a subject, without credentials."""
    if one.kind == IdentifierKind.EMAIL.value:
        request = prepare(PURGE_EMAIL_ADDRESS, PurgeEmailAddress(email_address=one.value))
    else:
        request = prepare(PURGE_PHONE_NUMBER, PurgePhoneNumber(phone_number=one.value))
    return request.method, request.target, curl(request)


def sent_words(candidates: Sequence[Candidate]) -> str:
    """Since when an answer is missing."""
    days = [one.subject.sent.date() for one in candidates if one.subject.sent is not None]
    if not days:
        return ""
    return translate("erase", "Sent on {0}").format(date_words(min(days)))
