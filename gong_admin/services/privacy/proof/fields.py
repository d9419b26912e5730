"""What a field of a lead or contact tells of whom, by its name: every CRM has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gong_admin.api.types.privacy import CustomerObject
from gong_admin.services.privacy.proof.traces import digits_of, folded

_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")

_NUMBER = frozenset(
    """
    phone phones mobile mobil cell cellphone cellular telephone tel handy gsm telefon mobiltelefon
    telefono celular movil telefone portable
    """.split()  # noqa: SIM905
)
_NUMBERISH = re.compile("phone|mobile|fax|tele|tel$|cell|handy", re.IGNORECASE)
_MAIL = frozenset({"email", "emails", "mail", "emailaddress"})
_OWN = frozenset(
    """
    e c address number no nr nummer numero personal private privat home work business direct
    primary secondary alternate alternative additional contact lead person formatted raw
    1 2 3 4 5 01 02 03
    """.split()  # noqa: SIM905
)
"""What such a field is called besides where it is the person's own. What else there is may be
anybody's: the assistant's, the company's, a fax in the hall."""

_SOMEBODY = frozenset(
    """
    owner owners manager managers assistant supervisor boss executive representative rep seller
    salesperson referrer reporter csm sdr bdr ae spouse wife husband emergency approver sponsor
    creator editor besitzer inhaber vorgesetzter assistenz
    """.split()  # noqa: SIM905
)
_BY = re.compile(r"(\w+ed|met|sold|set|sent|brought|written) by|(reports?|reporting|assigned) to")
_BETWEEN = re.compile(r"\s*(?:[;&/|\n]|\band\b|\bund\b)\s*", re.IGNORECASE)
_ANSWERS = frozenset({"true", "false", "yes", "no", "none", "n/a", "-"})


def is_number(name: str) -> bool:
    """Whether it holds a phone number of whomever."""
    return bool(_NUMBER.intersection(_words(name)) or _NUMBERISH.search(name))


def is_own_number(name: str) -> bool:
    words = _words(name)
    return bool(words & _NUMBER) and words <= _NUMBER | _OWN


def is_own_address(name: str) -> bool:
    words = _words(name)
    return bool(words & _MAIL) and words <= _MAIL | _OWN


def is_somebody(name: str) -> bool:
    """Whether it names somebody else: an owner, an assistant."""
    words = list(_listed(name))
    while words and words[-1] in ("id", "name", "c"):
        words.pop()
    return bool(_SOMEBODY.intersection(words)) or bool(_BY.fullmatch(" ".join(words[-2:])))


def people_in(value: str) -> list[str]:
    """The names in a field that names somebody, who may be several."""
    told = [value] if "@" in value else _BETWEEN.split(value)
    return [one for one in told if not names_nobody(one)]


def names_nobody(value: str) -> bool:
    """Whether a field that should name somebody does not."""
    return not value.strip() or value.strip().casefold() in _ANSWERS


def written(value: str | int | float) -> str:
    """A text or a figure as a text; a number may be kept as any of them."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)


def texts(value: Any) -> Iterator[str]:
    """All that a field holds, as text."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        yield written(value).strip()
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)


def addresses(record: CustomerObject) -> list[str]:
    """The person's own. A field that a CRM calls by a name of its own counts where there is no
    other that could be meant."""
    own, unclear = [], []
    for field in record.fields or ():
        name = field.name or ""
        found = [one for one in texts(field.value) if _ADDRESS.fullmatch(one)]
        if is_own_address(name):
            own += found
        elif not is_somebody(name):
            unclear += found
    return own or (unclear if len(set(unclear)) == 1 else [])


def numbers(record: CustomerObject) -> list[str]:
    """The person's own. One that is also the company's or an assistant's is not."""
    told = [(one.name or "", one.value) for one in record.fields or () if is_number(one.name or "")]
    own, shared = (
        [
            one
            for name, value in told
            if is_own_number(name) is wanted
            for one in texts(value)
            if any(map(str.isdigit, one))
        ]
        for wanted in (True, False)
    )
    others = {digits_of(one) for one in shared}
    return [one for one in own if digits_of(one) not in others]


def _words(name: str) -> frozenset[str]:
    return frozenset(_listed(name))


def _listed(name: str) -> Iterator[str]:
    return (folded(one) for one in _WORD.findall(_CAMEL.sub(" ", name)))
