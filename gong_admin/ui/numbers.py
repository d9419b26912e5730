"""Numbers as they are typed and shown in fields: in the notation of the system's language."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QLocale

_GROUPED = re.compile(r"\d{1,3}([.,'’\s])\d{3}(?:\1\d{3})*")


def read_number(text: str, *, whole: bool = False) -> float | None:
    """What was typed; None where it is no number in the system's notation, nor with a point.

    Groups have three digits, so that "2,5" is never 25. Of a `whole` number anything that groups
    like this is a group: the program's own texts have "10,000" in every language.
    """
    text = text.strip()
    if whole and _GROUPED.fullmatch(text):
        return float(re.sub(r"\D", "", text))
    plain = QLocale.c()
    plain.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
    for locale in (QLocale(), plain):
        value, is_number = locale.toDouble(text)
        if is_number and math.isfinite(value):
            return float(value)
    return None


def number_text(value: float) -> str:
    """A number for a field, to six digits after the point."""
    shown = round(value, 6)
    if shown == int(shown):
        return QLocale().toString(shown, "f", 0)
    return exact_text(shown)


def exact_text(value: float) -> str:
    """A number for a field to its last digit, without groups."""
    return repr(value).replace(".", QLocale().decimalPoint())
