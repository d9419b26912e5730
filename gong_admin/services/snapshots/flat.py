"""Any of Gong's JSON as a flat list of places and values, for what has no catalogue of settings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from gong_admin.services.profiles.reading import Value

Flat = Mapping[str, Value]
"""Values by place; "questions.4711.questionText". Texts and switches stand for themselves, lists
of texts are tuples, anything else is its JSON. Null is left out, like what was never sent."""

_NAMED_BY = ("questionId", "language", "id")
"""Where the members of a list have one of these, it tells them apart in place of their order."""

_TITLES = {
    "trackerName": "Name",
    "scorecardName": "Name",
    "name": "Name",
    "parentFolderId": "Lies in",
    "languageKeywords": "Keywords",
    "keywords": "",
    "affiliation": "Said by",
    "filterQuery": "Calls it listens to",
    "updaterUserId": "Updated by",
    "creatorUserId": "Created by",
    "questionText": "text",
}


def flat(raw: bytes) -> Flat:
    """Open up an object. Raises `msgspec.DecodeError` if it isn't one."""
    return dict(_walk("", msgspec.json.decode(raw, type=dict[str, Any])))


def spoken(place: str) -> str:
    """What a place is called: "Keywords eng", "Review method", "Questions 4711 text"."""
    words = []
    for part in place.split("."):
        known = _TITLES.get(part)
        words.append(_plain(part) if known is None else known)
    title = " ".join(word for word in words if word)
    return title[:1].upper() + title[1:]


def _walk(place: str, value: Any) -> Iterator[tuple[str, Value]]:
    if value is None:
        return
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _walk(f"{place}.{name}" if place else name, each)
    elif isinstance(value, list):
        yield from _walk_list(place, value)
    elif isinstance(value, str | bool):
        yield place, value
    else:
        yield place, msgspec.json.encode(value).decode()


def _walk_list(place: str, listed: list[Any]) -> Iterator[tuple[str, Value]]:
    if all(isinstance(each, str) for each in listed):
        yield place, tuple(listed)
        return
    name = next((key for key in _NAMED_BY if _tells_apart(listed, key)), "")
    for index, each in enumerate(listed):
        if name:
            key = each[name]
            rest = {field: inner for field, inner in each.items() if field != name}
            yield from _walk(f"{place}.{key}", rest)
        else:
            yield from _walk(f"{place}.{index + 1}", each)


def _tells_apart(listed: list[Any], name: str) -> bool:
    if not all(isinstance(each, dict) and each.get(name) is not None for each in listed):
        return False
    return len({str(each[name]) for each in listed}) == len(listed)


def _plain(part: str) -> str:
    """ "reviewMethod" as "review method"; ids and codes stay as they are."""
    if not part[:1].isalpha():
        return part
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", part).lower()
