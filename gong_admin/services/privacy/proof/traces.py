"""Where addresses, phone numbers and words stand in a text that somebody wrote or said."""

from __future__ import annotations

import contextlib
import functools
import re
import unicodedata

_STOP = r"\s@<>\"“”„«»,;:()\[\]{}|/?&#\\，。；：（）、！？"
_AT = r"(?:@|%40)"
_JOINT = r"[\s().\-/·‐‑‒–—−]{0,4}"  # between two digits of one number
_YEAR = r"(?:19|20)\d\d"
_MONTH, _DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = (
    rf"(?:{_YEAR}-{_MONTH}-{_DAY}"
    rf"|{_DAY}(?P<mark>[./]){_MONTH}(?P=mark)(?:{_YEAR}|\d\d)"
    rf"|{_MONTH}/{_DAY}/(?:{_YEAR}|\d\d)"
    rf"|{_YEAR}[\-‐–/]{_YEAR})"
)

TRACE = re.compile(
    # From where a word begins: else every letter of a long one would be tried.
    rf"(?P<address>(?<![^{_STOP}])[^{_STOP}]+(?:{_AT}[^{_STOP}]+)+)"
    # What goes on behind it is no date: French numbers are written 01.12.45.67.89.
    rf"|(?P<date>(?<!\d){_DATE}(?![\d]|[./\-]\d)(?:[\sT]+\d\d?(?::\d\d){{1,2}})?)"
    rf"|(?P<number>(?<!\d)[+(]{{0,3}}\d(?:{_JOINT}\d){{6,}}(?:\s*(?:x|ext\.?|#)\s*\d{{1,6}}(?!\d))?)",
    re.IGNORECASE,
)
"""An address, a date or two years (lest they are taken for a number), or a number of seven digits
and more."""

BESIDE = "'’‘`*_~.!…=-"
"""What may stand directly beside an address without being of it."""

GAP = re.compile(r"[\s'’ʼ`.,\-‐‑–_·()\"“”]{0,4}")
"""What may stand between two words of one name."""


@functools.cache
def word() -> re.Pattern[str]:
    """A run of letters with their marks, or of digits."""
    # Letters of many scripts go on behind a vowel sign, which Python does not count as a letter.
    marks = "".join(
        chr(one) for one in range(0x300, 0x10000) if unicodedata.category(chr(one))[0] == "M"
    )
    return re.compile(rf"[^\W\d_](?:[^\W\d_]|[{marks}])*|\d+")


def folded(text: str) -> str:
    """What makes two words the same: neither case nor accents matter, for nobody says them."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.casefold())
    if text.upper() != text.lower():
        text = "".join(one for one in text if not unicodedata.combining(one))
    return unicodedata.normalize("NFC", text)


def words_of(name: str) -> tuple[str, ...]:
    return tuple(map(folded, word().findall(name)))


def digits_of(text: str) -> str:
    """Of a number, without the zeros before it that only some write."""
    return "".join(one for one in text.replace("(0)", "") if one.isdigit()).lstrip("0")


def address_mark(text: str) -> str:
    """What makes two addresses the same: neither case nor the way of writing a domain matters."""
    text = text.strip().casefold()
    local, at, domain = text.rpartition("@")
    if not domain.isascii():
        with contextlib.suppress(UnicodeError):
            domain = domain.encode("idna").decode()
    return f"{local}{at}{domain}"


def mark_of(value: str) -> str:
    """The same of an address or a number."""
    return address_mark(value) if "@" in value else digits_of(value)
