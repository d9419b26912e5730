"""An email address or a phone number as somebody typed it: which it is, and its one normal form.

Checked by `email-validator` without asking the network, and by `phonenumbers` (Google's numbering
plans). Nothing is sent for what isn't one, and what looks odd is told before it is looked up.
"""

from __future__ import annotations

import contextlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_LONGEST = 254  # of an address: RFC 5321 with errata 1690
_LONGEST_NUMBER = 64  # characters, with all that people write between the digits
_PHONE = re.compile(r"[+(]{0,2}[\d\s().\-/·‐–]+(\s*(ext|x|#)\.?\s*\d+)?", re.IGNORECASE)
_FORMULA = re.compile(r'="?([+\d][^"]*)"?')  # ="0171 …": how exports keep Excel from reckoning
_AROUND = "\u200b\ufeff\u200e\u202a\u202c\u202d\u2066\u2068\u2069"  # copied along with a number
_NAMED = re.compile(r"([^<>]*)<([^<>]*)>")  # Ines Halloran <ines@…>
_SHOWN = 60  # characters of a text in a sentence about it
_SHORT_NUMBER = 7  # digits
_WITH_COUNTRY = 11  # digits; shorter ones rarely have a country's code in front
_OWN_NETWORK = ("local", "localdomain", "internal", "intranet", "lan", "corp", "home", "private")
_ODD_IN_ADDRESSES = frozenset("!#$%*/=?^`{|}~")  # allowed, and more often something gone wrong
_OF_LANGUAGES = frozenset("ßæøđłħŋœŧþðẞÆØĐŁĦŊŒŦÞÐ")  # letters of their own, without another's look

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
    E.164. `shown` is for people: a number as its country writes it. `warnings` are sentences.
    `national`: a number that was written without its country. `given_out`: such numbers are, as
    far as is known."""

    kind: IdentifierKind
    value: str
    shown: str
    typed: str
    warnings: tuple[str, ...] = ()
    national: bool = False
    given_out: bool = True

    @property
    def compared(self) -> str:
        return compared(self.value)


class NotAnIdentifier(ValueError):
    """`reason` is a sentence that says what is wrong; `typed` the text, shortened, with characters
    that show nothing, or turn a line around, as their numbers."""

    def __init__(self, typed: str, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
        typed = visible(typed[: _SHOWN + 1])
        self.typed = typed if len(typed) <= _SHOWN else typed[: _SHOWN - 1] + "…"


def compared(value: str) -> str:
    """What makes two addresses or numbers the same person's: Gong takes no notice of case. Letters
    stay what they are: groß@… and gross@… are two people."""
    return value.lower()


def recognise(text: str, region: str = "") -> Identifier:
    """The address or number that `text` is. `region` ("DE") is for numbers without a country.

    Raises `NotAnIdentifier`.
    """
    whole = text.strip()
    typed = _plain(whole)
    if not typed:
        raise NotAnIdentifier("", "There is nothing here.")
    if "@" in typed:
        return _email(typed, whole)
    if reads_as_number(typed):
        return _phone(typed, whole, region)
    if not any(one.isdigit() for one in typed) and " " in typed.strip():
        raise NotAnIdentifier(whole, _A_NAME)
    raise NotAnIdentifier(whole, "This is neither an email address nor a phone number.")


def reads_as_number(text: str) -> bool:
    """Whether it is written like a phone number, of whatever country."""
    # The length first: the pattern takes its time over long runs of blanks.
    return (
        len(text) <= _LONGEST_NUMBER
        and sum(one.isdigit() for one in text) >= 3
        and _PHONE.fullmatch(text) is not None
    )


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
    typed = text.strip("\"'" + _AROUND).strip().rstrip(";,")
    if formula := _FORMULA.fullmatch(text.strip()):
        typed = formula[1].strip()
    named = _NAMED.fullmatch(typed)
    if named is not None and _only_names(named[1], named[2]):
        typed = named[2].strip()
    for scheme in ("mailto:", "tel:"):
        if typed[: len(scheme)].lower() == scheme:
            typed = typed[len(scheme) :].partition("?")[0].strip()
    return typed


def _only_names(name: str, inside: str) -> bool:
    """Whether what stands before <…> says nothing more, and what is inside is all."""
    second = "@" in name and name.strip(" \"'").lower() != inside.strip().lower()
    second |= sum(one.isdigit() for one in name) >= _SHORT_NUMBER
    return not second and ("@" in inside or reads_as_number(inside.strip()))


def _email(typed: str, original: str) -> Identifier:
    if len(typed) > _LONGEST:
        raise NotAnIdentifier(
            original, f"An address has at most {_LONGEST} characters; this has {len(typed):,}."
        )
    if control := next((one for one in typed if unicodedata.category(one) in ("Cc", "Cf")), ""):
        name = unicodedata.name(control, f"U+{ord(control):04X}")
        raise NotAnIdentifier(original, f"There is a character in it that can't be seen: {name}.")
    import email_validator

    # A network's own addresses can be in a CRM, and so in Gong.
    with contextlib.suppress(ValueError):
        email_validator.SPECIAL_USE_DOMAIN_NAMES.remove("local")
    try:
        found = email_validator.validate_email(
            typed, check_deliverability=False, test_environment=True
        )
    except email_validator.EmailNotValidError as problem:
        raise NotAnIdentifier(original, str(problem)) from None
    value = f"{found.local_part}@{found.ascii_domain or found.domain}"
    shown = found.normalized
    warnings = [*_odd_characters(shown)]
    if is_role(value):
        warnings.append("Several people may read this mailbox: it names a role, not a person.")
    if value.rpartition(".")[2] in _OWN_NETWORK:
        warnings.append("The domain is one network's own: outside of it, nobody has this address.")
    if shown != value:
        warnings.append(f"The domain is written {value.rpartition('@')[2]} when it is sent.")
    return Identifier(IdentifierKind.EMAIL, value, shown, original, tuple(warnings))


def _phone(typed: str, original: str, region: str) -> Identifier:
    import phonenumbers

    if typed.startswith("00"):
        typed = "+" + typed[2:]
    typed = " ".join(typed.split())  # the library knows few of the blanks that there are
    national = not typed.lstrip("(").startswith("+")
    if national and not region:
        raise NotAnIdentifier(
            original,
            "The country is missing: begin with + and its code, or choose a default country.",
        )
    warnings = []
    number = _parsed(typed, original, region.upper() if national else None)
    if national:
        number, warning = _with_its_plus(typed, number, region.upper())
        warnings += [warning] if warning else []
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason not in (
        phonenumbers.ValidationResult.IS_POSSIBLE,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        raise NotAnIdentifier(original, _IMPOSSIBLE.get(reason, _NO_NUMBER))
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    given_out = phonenumbers.is_valid_number(number)
    if not given_out:
        warnings.append("No such number is given out in that country, as far as is known.")
    if number.extension:
        warnings.append("The extension is left out: a lookup knows only whole numbers.")
    return Identifier(
        IdentifierKind.PHONE,
        value,
        _as_written(number),
        original,
        tuple(warnings),
        national=national,
        given_out=given_out,
    )


def _parsed(typed: str, original: str, region: str | None) -> Any:
    import phonenumbers

    try:
        return phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException as problem:
        raise NotAnIdentifier(original, _PARSING.get(problem.error_type, _NO_NUMBER)) from None


def _as_written(number: Any) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _with_its_plus(typed: str, number: Any, region: str) -> tuple[Any, str]:
    """A spreadsheet drops the + of 4917112345678: the number with it where that is the better
    reading, else `number`; and what should be said."""
    import phonenumbers

    digits = "".join(one for one in typed if one.isdigit())
    plan = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if plan is None or len(digits) < _WITH_COUNTRY:
        return number, ""
    try:
        other = phonenumbers.parse(f"+{typed.strip()}", None)
    except phonenumbers.NumberParseException:
        return number, ""
    if other == number or not phonenumbers.is_valid_number(other):
        return number, ""
    # Within its country, a number is written with its first 0, where the country has one.
    prefix = plan.national_prefix
    as_at_home = not prefix or digits.startswith(prefix)
    own = other.country_code == plan.country_code
    if not phonenumbers.is_valid_number(number) or (own and not as_at_home):
        return other, f"Read as {_as_written(other)}: the + in front seems to be missing."
    if as_at_home:
        return number, ""
    return number, f"It may as well be {_as_written(other)}, with the + in front missing."


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
    for one in "" if text.isascii() else text:
        if one.isalpha():
            scripts.setdefault(unicodedata.name(one, "UNKNOWN").split()[0], []).append(one)
    found = []
    if len(scripts) > 1:
        least = min(scripts, key=lambda script: len(scripts[script]))
        named = _named(scripts[least])
        found.append(f"Letters of several scripts that can look alike: {named}.")
    elif scripts and "LATIN" not in scripts:
        found.append(f"All letters are {next(iter(scripts)).title()}; some look like Latin ones.")
    if rare := [one for one in scripts.get("LATIN", ()) if _is_rare(one)]:
        found.append(f"Rare letters that look like others: {_named(rare)}.")
    if scripts and any(unicodedata.bidirectional(one) in ("R", "AL") for one in text):
        found.append("It is written from right to left; the parts may seem to change places.")
    if marks := sorted(set(text) & _ODD_IN_ADDRESSES):
        found.append(f"Rarely part of an address: {' '.join(marks)}")
    return found


def _is_rare(letter: str) -> bool:
    """Whether a Latin letter is neither a plain one, nor one with accents, nor one of a language
    that looks like no other: ɑ of phonetics, ı without its dot."""
    return not unicodedata.normalize("NFD", letter)[0].isascii() and letter not in _OF_LANGUAGES


def _named(letters: list[str]) -> str:
    return ", ".join(f"{one} ({unicodedata.name(one)})" for one in dict.fromkeys(letters[:3]))
