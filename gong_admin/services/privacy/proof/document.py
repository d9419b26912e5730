"""A document for people, before it is laid out: headings, sentences, tables. `runtime.pdf` prints
it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    level: int = 1  # 1 for a chapter, 2 below it


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    quiet: bool = False  # an explanation, set smaller


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, one a line."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Table:
    """`figures` are the columns with numbers, set to the right; `exact` those with ids, set in the
    fixed-width face."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str]]
    figures: frozenset[int] = frozenset()
    exact: frozenset[int] = frozenset()


Block = Heading | Paragraph | Facts | Table


@dataclass(slots=True)
class Document:
    """`footer` stands at the foot of every page, before its number."""

    title: str
    subtitle: str
    footer: str
    blocks: list[Block] = field(default_factory=list)
