"""One cell of a list, or one line of a plain one: whom it names, and what is doubtful about it."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass

from gong_admin.services.privacy.identifiers import (
    Identifier,
    IdentifierKind,
    NotAnIdentifier,
    reads_as_number,
    recognise,
    visible,
)

_LONGEST_SEARCHED = 1_000  # characters of a text in which an address is looked for
_BEHIND = re.compile(r"(?<=>)[\s,;|/]+")  # between two of: Ines Halloran <ines@…>
_BETWEEN = re.compile(r"\s(?:/|:::)\s")
_APART = str.maketrans(dict.fromkeys(";\t|\r\n", ","))
_INSIDE = re.compile(r"[\w.+'\-]+@[\w\-]+(?:\.[\w\-]+)+")
_MONTH, _DAY = r"(0?[1-9]|1[0-2])", r"(0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"((19|20)\d\d([-/.]?){_MONTH}\3{_DAY}"
    rf"|{_DAY}[-/. ]{_MONTH}[-/. ](19|20)?\d\d"
    rf"|{_MONTH}[-/]{_DAY}[-/](19|20)?\d\d)([ T]\d\d?:.*)?"
)
_POSTCODE = re.compile(r"[\d \-.]{1,7}|\d{5}-\d{3,4}")  # and short ids, amounts, numbers of houses

A_DATE = "It reads as a date."
A_CODE = "It reads as a postcode or an id."
NO_NUMBER_THERE = "No such phone number is given out in the country that was chosen."
MORE_IN_IT = "There is more in it than an address."


@dataclass(frozen=True, slots=True)
class Piece:
    """What a cell, or a part of it, says. `found` without a `reason` is sure; with one it is
    doubtful; neither is never."""

    text: str
    found: Identifier | None
    reason: str = ""


def read_cell(cell: str, region: str) -> Sequence[Piece]:
    """Whom a cell names: one, or several with separators between; at least one piece."""
    first = _piece(cell, region)
    if first.found is not None:
        return [first]
    parts = _parts(cell)
    if len(parts) > 1:
        pieces = [_piece(part, region) for part in parts]
        if any(one.found is not None for one in pieces):
            # Names beside an address are what one expects.
            return [one for one in pieces if one.found is not None or is_meant(one.text)]
    if inside := _inside(cell, region):
        return [Piece(cell, inside, MORE_IN_IT)]
    return [first]


def is_meant(text: str) -> bool:
    """Whether something that can't be looked up was meant to be."""
    return "@" in text or reads_as_number(text)


def reads_as_other(text: str) -> str:
    """Why something written like a number may well be none; "" where it may be one."""
    text = text.strip()
    if _DATE.fullmatch(text):
        return A_DATE
    return A_CODE if _POSTCODE.fullmatch(text) else ""


def doubt_in_line(one: Piece) -> str:
    """What speaks against a number without a country where nothing says that it is one."""
    found = one.found
    if found is None:
        return reads_as_other(one.text) or one.reason
    if found.kind is IdentifierKind.EMAIL or not found.national:
        return one.reason
    return reads_as_other(one.text) or ("" if found.given_out else NO_NUMBER_THERE)


def _piece(text: str, region: str) -> Piece:
    try:
        return Piece(text, recognise(text, region))
    except NotAnIdentifier as problem:
        return Piece(text, None, problem.reason)


def _parts(cell: str) -> list[str]:
    if "<" in cell:
        parts = [part for part in _BEHIND.split(cell) if part]
        if len(parts) > 1:
            return [
                piece
                for part in parts
                for piece in ((part,) if "<" in part and part.count("@") == 1 else _parts(part))
            ]
    words = cell.split()
    if len(words) > 1 and all("@" in word.strip(",;") for word in words):
        return [piece for word in words for piece in _separated(word)]
    return _separated(cell)


def _separated(cell: str) -> list[str]:
    # A comma inside quotes belongs to a name: "Halloran, Ines" <ines@…>.
    line = _BETWEEN.sub(",", cell).translate(_APART)
    try:
        # One that is not closed means nothing.
        odd = line.count('"') % 2
        parts = line.split(",") if odd else next(csv.reader([line], skipinitialspace=True))
    except (csv.Error, StopIteration):
        return [cell]
    return [part for part in parts if part.strip(" \"'\ufeff")]


def _inside(cell: str, region: str) -> Identifier | None:
    """The one address inside a longer text."""
    if "@" not in cell or len(cell) > _LONGEST_SEARCHED:
        return None
    if visible(" ".join(cell.split())) != " ".join(cell.split()):
        return None  # what can't be seen may hide where the address begins
    found = {one.lower() for one in _INSIDE.findall(cell)}
    if len(found) != 1:
        return None
    return _piece(found.pop(), region).found
