"""What stands in the box, read beside the window."""

from __future__ import annotations

from dataclasses import dataclass

from gong_admin.services.privacy.identifiers import Identifier, NotAnIdentifier, recognise
from gong_admin.services.privacy.intake import IntakeError
from gong_admin.services.privacy.intake_text import read_text

_SEPARATORS = ",;\t\n"


@dataclass(frozen=True, slots=True)
class Reading:
    """One address or number, or how many there are between separators, or a sentence about what
    is wrong. `national`: it reads like a number without a country."""

    identifier: Identifier | None = None
    many: int = 0
    problem: str = ""
    national: bool = False


def read(text: str, region: str = "") -> Reading:
    """Never raises."""
    national = _national(text)
    try:
        return Reading(recognise(text, region), national=national)
    except NotAnIdentifier as problem:
        reason = problem.reason
    if any(mark in text for mark in _SEPARATORS):
        try:
            many = len(read_text(text, region).taken)
        except IntakeError:
            many = 0
        if many > 1:
            return Reading(many=many)
    return Reading(problem=reason, national=national)


def _national(text: str) -> bool:
    digits = sum(one.isdigit() for one in text)
    plain = not any(one.isalpha() or one == "@" for one in text)
    return plain and digits >= 3 and not text.strip().startswith(("+", "(+", "00"))
