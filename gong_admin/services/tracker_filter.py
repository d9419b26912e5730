"""Which calls a tracker listens to: Gong's filter, a JSON text, in words.

Gong documents the form by one example only (a tree of `And`, conditions with `type` and `terms`),
so that everything else is read with care: an unknown condition is told by its own names, and a
text of another form is left to the caller to show as it is.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FilterKind(StrEnum):
    ALL = "all"  # every one of the children holds
    ANY = "any"  # at least one
    NONE = "none"  # none of them
    CONDITION = "condition"  # has no children


@dataclass(frozen=True, slots=True)
class FilterNode:
    """One node of a filter; `text` is what a condition says ("Call direction is outbound")."""

    kind: FilterKind
    text: str = ""
    children: tuple[FilterNode, ...] = ()


EVERY_CALL = FilterNode(FilterKind.ALL)
"""A filter that leaves nothing out."""

_GROUPS = {"and": FilterKind.ALL, "or": FilterKind.ANY, "not": FilterKind.NONE}
_CONJUNCTIONS = {FilterKind.ALL: " and ", FilterKind.ANY: " or ", FilterKind.NONE: " or "}


def read_filter(query: str | None) -> FilterNode | None:
    """The tree of a tracker's `filter_query`; None for a text of a form that isn't known."""
    if not query or not query.strip():
        return EVERY_CALL
    try:
        return _node(json.loads(query))
    except (ValueError, RecursionError):
        return None


def sentence(node: FilterNode) -> str:
    """The filter on one line: "Call direction is outbound and not (…)"."""
    text = _phrase(node, outer=True)
    return text[:1].upper() + text[1:]


def _phrase(node: FilterNode, *, outer: bool = False) -> str:
    if node.kind is FilterKind.CONDITION:
        abbreviated = node.text[:2].isupper()  # "CRM stage"
        return node.text if outer or abbreviated else node.text[:1].lower() + node.text[1:]
    if not node.children:
        return "every call"
    joined = _CONJUNCTIONS[node.kind].join(_phrase(child) for child in node.children)
    if node.kind is FilterKind.NONE:
        return f"not ({joined})"
    return joined if outer or len(node.children) == 1 else f"({joined})"


def _node(value: Any) -> FilterNode:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str):
        raise ValueError("a filter is an object with a type")
    kind = _GROUPS.get(value["type"].casefold())
    if kind is None:
        return FilterNode(FilterKind.CONDITION, _condition(value))
    below = value.get("filters", [])
    if not isinstance(below, list):
        raise ValueError("filters is a list")
    if "filter" in value:
        below = [*below, value["filter"]]
    children = tuple(_node(child) for child in below)
    if len(children) == 1 and kind is not FilterKind.NONE:
        return children[0]
    return FilterNode(kind, children=children)


def _condition(value: dict[str, Any]) -> str:
    """A condition in words; whatever is not understood is told behind, by its own name."""
    rest = {key: member for key, member in value.items() if key != "type"}
    words = [_spaced(value["type"])]
    terms = rest.get("terms")
    if isinstance(terms, list) and terms and all(isinstance(term, str) for term in terms):
        del rest["terms"]
        words.append("is " + " or ".join(_term(term) for term in terms))
    if bounds := _bounds(rest):
        words.append(bounds)
    words += [
        f"{_spaced(key).lower()}: {member if isinstance(member, str) else json.dumps(member)}"
        for key, member in rest.items()
    ]
    return " ".join(words[:2]) + "".join(f", {word}" for word in words[2:])


def _bounds(rest: dict[str, Any]) -> str:
    """A span of numbers in words; takes what it told out of `rest`."""
    low, high = rest.get("from"), rest.get("to")
    if not all(bound is None or isinstance(bound, (int, float)) for bound in (low, high)):
        return ""
    if low is None and high is None:
        return ""
    unit = rest.pop("unit", "") if isinstance(rest.get("unit", ""), str) else ""
    rest.pop("from", None)
    rest.pop("to", None)
    behind = f" {unit.lower()}" if unit else ""
    if high is None:
        return f"is at least {low}{behind}"
    if low is None:
        return f"is at most {high}{behind}"
    return f"is between {low} and {high}{behind}"


def _spaced(name: str) -> str:
    """ "CallDirection" as words: "Call direction"."""
    words = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+", name.replace("_", " ")) or [name]
    return " ".join(
        [words[0][:1].upper() + words[0][1:], *(w if w.isupper() else w.lower() for w in words[1:])]
    )


def _term(term: str) -> str:
    """A constant in lower case ("OUTBOUND"); what people typed stays as it is, in quotes."""
    if re.fullmatch(r"[A-Z][A-Z_]+", term):
        return term.replace("_", " ").lower()
    return f"“{term}”"
