"""An email address or a phone number as somebody typed it: which it is, and its one normal form.

Checked by `email-validator` without asking the network, and by `phonenumbers` (Google's numbering
plans). Nothing is sent for what isn't one, and what looks odd is told before it is looked up.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

_LONGEST = 254  # of an address: RFC 5321 with errata 1690
_PHONE = re.compile(r"(tel:)?[+(]?[\d\s().\-/·‐–]+(\s*(ext|x|#)\.?\s*\d+)?", re.IGNORECASE)
_SHOWN = 60  # characters of a text in a sentence about it

# Mailboxes that several people read; RFC 2142 and what companies have besides.
_ROLES = frozenset(
    """
    abuse accounting accounts admin administrator billing careers compliance contact
    customerservice dpo enquiries finance ftp hello help helpdesk hostmaster hr info
    inquiries invoices it jobs legal list mail marketing media news newsletter noc
    no-reply noreply office operations orders payments postmaster press privacy
    procurement purchasing recruiting root sales security service services shop support
    team tech usenet uucp webmaster welcome www
    """.split()  # noqa: SIM905
)


_A_NAME = "This is neither an email address nor a phone number, and Gong finds nobody by name."


class IdentifierKind(StrEnum):
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Identifier:
    """`value` is the form that is sent: an address with its domain in lower case, a number in
    E.164. `shown` is for people: a number as its country writes it. `warnings` are sentences."""

    kind: IdentifierKind
    value: str
    shown: str
    typed: str
    warnings: tuple[str, ...] = ()

    @property
    def compared(self) -> str:
        """What makes two the same person's: Gong takes no notice of case."""
        return self.value.casefold()


class NotAnIdentifier(ValueError):
    """`reason` is a sentence that says what is wrong; `typed` the text, shortened, with characters
    that show nothing, or turn a line around, as their numbers."""

    def __init__(self, typed: str, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        typed = visible(typed[: _SHOWN + 1])
        self.typed = typed if len(typed) <= _SHOWN else typed[: _SHOWN - 1] + "…"


def recognise(text: str, region: str = "") -> Identifier:
    """The address or number that `text` is. `region` ("DE") is for numbers without a country.

    Raises `NotAnIdentifier`.
    """
    typed = _plain(text)
    if not typed:
        raise NotAnIdentifier("", "There is nothing here.")
    if "@" in typed:
        return _email(typed, text.strip())
    if _PHONE.fullmatch(typed) and sum(one.isdigit() for one in typed) >= 3:
        return _phone(typed, text.strip(), region)
    if not any(one.isdigit() for one in typed) and " " in typed.strip():
        raise NotAnIdentifier(typed, _A_NAME)
    raise NotAnIdentifier(typed, "This is neither an email address nor a phone number.")


def visible(text: str) -> str:
    """`text` with its control and format characters spelt out: "[U+202E]"."""
    return "".join(
        f"[U+{ord(one):04X}]" if unicodedata.category(one) in ("Cc", "Cf") else one for one in text
    )


def is_role(address: str) -> bool:
    """Whether an address names a role ("sales@…") rather than a person."""
    return address.rpartition("@")[0].casefold().partition("+")[0] in _ROLES


def _plain(text: str) -> str:
    """Without what copying brings along: blanks, quotes, "mailto:", a name before <…>."""
    typed = text.strip().strip("\"'\u200b\ufeff").strip().rstrip(";,")
    if typed.endswith(">") and "<" in typed:
        typed = typed[typed.rindex("<") + 1 : -1].strip()
    if typed.lower().startswith("mailto:"):
        typed = typed[len("mailto:") :].partition("?")[0]
    return typed


def _email(typed: str, original: str) -> Identifier:
    if len(typed) > _LONGEST:
        raise NotAnIdentifier(
            typed, f"An address has at most {_LONGEST} characters; this has {len(typed):,}."
        )
    if control := next((one for one in typed if unicodedata.category(one) in ("Cc", "Cf")), ""):
        name = unicodedata.name(control, f"U+{ord(control):04X}")
        raise NotAnIdentifier(typed, f"There is a character in it that can't be seen: {name}.")
    from email_validator import EmailNotValidError, validate_email

    try:
        found = validate_email(typed, check_deliverability=False, test_environment=True)
    except EmailNotValidError as problem:
        raise NotAnIdentifier(typed, str(problem)) from None
    value = f"{found.local_part}@{found.ascii_domain or found.domain}"
    shown = found.normalized
    warnings = [*_odd_characters(shown)]
    if is_role(value):
        warnings.append("Several people may read this mailbox: it names a role, not a person.")
    if shown != value:
        warnings.append(f"The domain is written {value.rpartition('@')[2]} when it is sent.")
    return Identifier(IdentifierKind.EMAIL, value, shown, original, tuple(warnings))


def _phone(typed: str, original: str, region: str) -> Identifier:
    import phonenumbers

    international = typed.lstrip("(").startswith(("+", "tel:+")) or typed.startswith("00")
    if typed.startswith("00"):
        typed = "+" + typed[2:]
    if not international and not region:
        raise NotAnIdentifier(
            typed, "The country is missing: begin with + and its code, or choose a default country."
        )
    try:
        number = phonenumbers.parse(typed, None if international else region.upper())
    except phonenumbers.NumberParseException as problem:
        raise NotAnIdentifier(typed, _PARSING.get(problem.error_type, _NO_NUMBER)) from None
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason not in (
        phonenumbers.ValidationResult.IS_POSSIBLE,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        raise NotAnIdentifier(typed, _IMPOSSIBLE.get(reason, _NO_NUMBER))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    warnings = []
    if not phonenumbers.is_valid_number(number):
        warnings.append("No such number is given out in that country, as far as is known.")
    if number.extension:
        warnings.append("The extension is left out: a lookup knows only whole numbers.")
    return Identifier(IdentifierKind.PHONE, value, shown, original, tuple(warnings))


def regions() -> dict[str, int]:
    """Countries whose numbers can be recognised, with the code that these begin with. Blocks while
    the numbering plans are loaded."""
    import phonenumbers

    return {
        region: code
        for code, found in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in found
        if region.isalpha()  # "001" stands for what belongs to no country
    }


_NO_NUMBER = "This is not a phone number."
_PARSING = {
    0: "The country code is not known.",
    1: _NO_NUMBER,
    2: "There are too few digits behind the country code.",
    3: "There are too few digits.",
    4: "There are too many digits.",
}  # by phonenumbers.NumberParseException's error types
_IMPOSSIBLE = {
    1: "The country code is not known.",
    2: "There are too few digits for that country.",
    3: "There are too many digits for that country.",
    5: "The number of digits does not fit that country.",
}  # by phonenumbers.ValidationResult


def _odd_characters(text: str) -> list[str]:
    """What somebody should know who reads an address: letters that look like others."""
    scripts: dict[str, list[str]] = {}
    for one in text:
        if one.isalpha():
            scripts.setdefault(unicodedata.name(one, "UNKNOWN").split()[0], []).append(one)
    found = []
    if len(scripts) > 1:
        least = min(scripts, key=lambda script: len(scripts[script]))
        letters = ", ".join(f"{one} ({unicodedata.name(one)})" for one in scripts[least][:3])
        found.append(f"Letters of several scripts that can look alike: {letters}.")
    elif scripts and "LATIN" not in scripts:
        found.append(f"All letters are {next(iter(scripts)).title()}; some look like Latin ones.")
    if any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        found.append("It is written from right to left; the parts may seem to change places.")
    return found
