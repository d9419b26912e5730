"""The columns of the three questions. Rows are what the services answer; a `Book` turns their
numbers into names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.services.access.capability import Capability, Grant, Holder, group_of
from gong_admin.services.access.company import Company, Person, Profile
from gong_admin.services.access.sight import Answer, Sight

ANSWER_TONES = {Answer.YES: "success", Answer.POSSIBLY: "warning", Answer.NO: "neutral"}
ANSWER_ICONS = {
    Answer.YES: "check-circle-fill",
    Answer.POSSIBLY: "question-fill",
    Answer.NO: "minus-circle",
}


# Looked up once: they stand in a hundred thousand rows.
_NO_PROFILE = translate("access", "No profile here")
_NO_USER = translate("access", "Not among the users")
_NOT_TOLD = translate("access", "Not told")
_ACTIVE, _INACTIVE = translate("access", "Active"), translate("access", "Inactive")
_ACCOUNT_TONES = {_ACTIVE: "success", _NO_USER: "warning"}


class Book:
    """The company whose numbers the rows of one table hold; it changes with them."""

    def __init__(self, company: Company) -> None:
        self.company = company

    def person(self, number: int) -> Person:
        return self.company.people[number]

    def profile(self, number: int) -> Profile:
        return self.company.profiles[number]


def account_of(person: Person) -> str:
    """Whether somebody can sign in at all, as Gong tells it."""
    if not person.known:
        return _NO_USER
    if person.active is None:
        return _NOT_TOLD
    return _ACTIVE if person.active else _INACTIVE


def _people_columns(
    book: Book, person: Callable[[Any], int], profile: Callable[[Any], int]
) -> tuple[tuple[Column[Any], ...], tuple[Column[Any], ...]]:
    """Who and through what, as both tables of people begin and end."""
    first: tuple[Column[Any], ...] = (
        Column(
            "person",
            translate("access", "Person"),
            lambda r: book.person(person(r)).name,
            Kind.PERSON,
            width=190,
        ),
        Column(
            "answer",
            translate("access", "Answer"),
            lambda r: r.answer.value,
            Kind.PILL,
            width=110,
            facet=True,
            pill=lambda r: ANSWER_TONES[r.answer],
            pill_icon=lambda r: ANSWER_ICONS[r.answer],
            tooltip=lambda r: r.reason,
        ),
    )
    last: tuple[Column[Any], ...] = (
        Column(
            "profile",
            translate("access", "Profile"),
            lambda r: book.profile(profile(r)).name,
            width=180,
            facet=True,
        ),
        Column(
            "workspace",
            translate("access", "Workspace"),
            lambda r: book.profile(profile(r)).workspace,
            width=130,
            facet=True,
        ),
        Column(
            "account",
            translate("access", "Account"),
            lambda r: account_of(book.person(person(r))),
            Kind.PILL,
            width=110,
            facet=True,
            pill=lambda r: _ACCOUNT_TONES.get(account_of(book.person(person(r))), "neutral"),
        ),
        Column(
            "title",
            translate("access", "Title"),
            lambda r: book.person(person(r)).title,
            width=190,
            visible=False,
        ),
        Column(
            "email",
            translate("access", "Email"),
            lambda r: book.person(person(r)).email,
            width=210,
            visible=False,
        ),
        Column(
            "manager",
            translate("access", "Manager"),
            lambda r: _manager(book, person(r)),
            width=160,
            visible=False,
            facet=True,
        ),
        Column(
            "id",
            translate("access", "User id"),
            lambda r: book.person(person(r)).id,
            Kind.ID,
            width=190,
            visible=False,
        ),
        Column(
            "profile_id",
            translate("access", "Profile id"),
            lambda r: book.profile(profile(r)).id,
            Kind.ID,
            width=190,
            visible=False,
        ),
    )
    return first, last


def sight_columns(book: Book) -> tuple[Column[Sight], ...]:
    """Who can see somebody's records."""
    first, last = _people_columns(book, lambda r: r.viewer, lambda r: r.profile)
    why = Column[Sight](
        "why", translate("access", "Why"), lambda r: r.reason, width=430, tooltip=lambda r: r.reason
    )
    return (*first, why, *last)


def sight_key(book: Book, row: Sight) -> str:
    return f"{book.profile(row.profile).id}/{book.person(row.viewer).id}"


def holder_columns(book: Book) -> tuple[Column[Holder], ...]:
    """Who can do something."""
    first, last = _people_columns(book, lambda r: r.person, lambda r: r.profile)
    value = Column[Holder](
        "value", translate("access", "Value"), lambda r: r.words, width=150, facet=True
    )
    title = next(column for column in last if column.key == "title")
    shown = Column[Holder]("title", translate("access", "Title"), title.value, width=190)
    rest = [column for column in last if column.key != "title"]
    why = Column[Holder](
        "why",
        translate("access", "Why"),
        lambda r: r.reason,
        width=360,
        tooltip=lambda r: r.reason,
        visible=False,
    )
    return (*first, shown, *rest[:2], value, *rest[2:3], why, *rest[3:])


def holder_key(book: Book, row: Holder) -> str:
    return f"{book.profile(row.profile).id}/{book.person(row.person).id}"


def capability_columns(book: Book) -> tuple[Column[Capability], ...]:
    """What one or two people can do. The titles of the values are their names; see the page."""

    def values(grants: tuple[Grant, ...]) -> str:
        return "; ".join(_grant_words(grant) for grant in grants) or _NO_PROFILE

    def through(grants: tuple[Grant, ...]) -> tuple[str, ...]:
        return tuple(book.profile(grant.profile).name for grant in grants)

    return (
        Column(
            "setting",
            translate("access", "Setting"),
            lambda r: r.setting.name,
            width=200,
            tooltip=lambda r: " ".join(filter(None, (r.setting.help, r.setting.risk))),
        ),
        Column("first", translate("access", "First person"), lambda r: values(r.first), width=180),
        Column("through", translate("access", "Through"), lambda r: through(r.first), width=160),
        Column(
            "second",
            translate("access", "Second person"),
            lambda r: values(r.second),
            width=180,
            visible=False,
        ),
        Column(
            "second_through",
            translate("access", "Through (second)"),
            lambda r: through(r.second),
            width=160,
            visible=False,
        ),
        Column(
            "differs",
            translate("access", "Compared"),
            lambda r: _compared(r.differs),
            Kind.PILL,
            width=110,
            facet=True,
            visible=False,
            pill=lambda r: "accent" if r.differs else "neutral",
            pill_icon=lambda r: _COMPARED_ICONS[r.differs],
        ),
        Column(
            "group",
            translate("access", "Group"),
            lambda r: group_of(r.setting),
            width=150,
            facet=True,
        ),
        Column(
            "workspace",
            translate("access", "Workspace"),
            lambda r: r.workspace,
            width=130,
            facet=True,
        ),
        Column(
            "on",
            translate("access", "Allows"),
            lambda r: (
                translate("access", "Yes")
                if any(grant.on for grant in r.first)
                else translate("access", "No")
            ),
            width=80,
            facet=True,
            visible=False,
        ),
        Column(
            "risk",
            translate("access", "Risk"),
            lambda r: r.setting.risk,
            width=280,
            visible=False,
        ),
        Column(
            "field",
            translate("access", "Field"),
            lambda r: r.setting.key,
            Kind.MONO,
            width=230,
            visible=False,
        ),
    )


def capability_key(row: Capability) -> str:
    return row.key


def _grant_words(grant: Grant) -> str:
    return f"{grant.words} · {grant.reach}" if grant.reach else grant.words


def _manager(book: Book, number: int) -> str:
    manager = book.company.tree.parent(number)
    return book.company.name(manager) if manager >= 0 else ""


_COMPARED_ICONS = {True: "arrows-left-right", False: "equals", None: "question"}


def _compared(differs: bool | None) -> str:
    if differs is None:
        return translate("access", "Not known")
    return translate("access", "Differs") if differs else translate("access", "Same")
