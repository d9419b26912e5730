"""The three questions at work: each asks a service beside the window and shows what it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.services.access.capability import (
    Holder,
    choices_of,
    what_can,
    who_can,
)
from gong_admin.services.access.company import Company
from gong_admin.services.access.sight import AREAS, Answer, Sight, who_sees
from gong_admin.services.profiles.setting import Setting
from gong_admin.services.words import counted
from gong_admin.ui.context import PanelContext
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.access.knowledge import PAINTED, Knowledge
from gong_admin.ui.panels.access.page import (
    NamedColumns,
    PersonPage,
    QuestionPage,
    SeesPage,
    WhoPage,
)
from gong_admin.ui.panels.access.rows import (
    Book,
    capability_columns,
    capability_key,
    holder_columns,
    holder_key,
    sight_columns,
    sight_key,
)
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.widgets.states import Reason

Found = tuple[Sequence[Any], str]
"""Rows, and the sentence that sums them up."""


class Question:
    """One page and its answers. Asked again when the company, the workspace or the question has
    changed, and only while its tab is looked at."""

    page: QuestionPage

    def __init__(
        self, key: str, context: PanelContext, knowledge: Knowledge, owner: Presenter, book: Book
    ) -> None:
        self.key = key
        self.context, self.knowledge, self.owner, self.book = context, knowledge, owner, book
        self._answered: tuple[object, ...] | None = None

    def connect(self) -> None:
        self.page.asked.connect(self.ask)

    def asked_for(self) -> tuple[object, ...] | None:
        """What is asked, as a value to compare; None where something is missing yet."""
        raise NotImplementedError

    def prepare(self, company: Company) -> Callable[[CancelToken], Found]:
        """What finds the answer; runs on another thread."""
        raise NotImplementedError

    def say_nothing_asked(self) -> None:
        """What the table says before there is a question."""

    def ask(self) -> None:
        """Answer the question, unless this very one has been."""
        company, wanted = self.knowledge.company, self.asked_for()
        if company is None:
            return
        now = None if wanted is None else (company, self.context.workspace.current, *wanted)
        if now is not None and now == self._answered:
            return
        self._answered = now
        if now is None:
            self.owner.scope.cancel(self.key)
            self.page.table.model.set_records(())
            self.page.show_summary("")
            self.say_nothing_asked()
            return
        self.owner.scope.start(self.key, lambda token: self._answer(company, token))

    async def _answer(self, company: Company, token: CancelToken) -> None:
        find, asked = self.prepare(company), self._answered
        try:
            await asyncio.sleep(PAINTED)
            rows, summary = await self.context.bridge.run(find, token)
        except BaseException:
            if self._answered is asked:  # else another question has taken its place
                self._answered = None
            raise
        self.book.company = company
        self.page.table.set_empty(translate("access", "Nobody"), icon="users")
        self.page.table.model.set_records(rows)
        self.page.show_summary(summary)
        self.answered(company)

    def answered(self, company: Company) -> None:
        """The rows are there."""


class WhoCan(Question):
    def __init__(
        self,
        context: PanelContext,
        knowledge: Knowledge,
        owner: Presenter,
        host: TableHost,
        book: Book,
    ) -> None:
        super().__init__("who", context, knowledge, owner, book)
        model: RecordTableModel[Holder] = RecordTableModel(
            holder_columns(book), key=lambda row: holder_key(book, row)
        )
        self.page: WhoPage = WhoPage(model, host)
        self.connect()

    def asked_for(self) -> tuple[object, ...] | None:
        return self.page.setting.key, self.page.wanted

    def prepare(self, company: Company) -> Callable[[CancelToken], Found]:
        setting, wanted = self.page.setting, self.page.wanted
        workspace = self.context.workspace.current

        def find(token: CancelToken) -> Found:
            found = [
                one
                for one in who_can(company, setting, wanted, token)
                if workspace in (None, company.profiles[one.profile].workspace_id)
            ]
            return found, _holders_summary(company, setting, wanted, found)

        return find


class CanSee(Question):
    def __init__(
        self,
        context: PanelContext,
        knowledge: Knowledge,
        owner: Presenter,
        host: TableHost,
        book: Book,
    ) -> None:
        super().__init__("sees", context, knowledge, owner, book)
        model: RecordTableModel[Sight] = RecordTableModel(
            sight_columns(book), key=lambda row: sight_key(book, row)
        )
        self.page: SeesPage = SeesPage(model, host, knowledge.sources)
        self.connect()

    def asked_for(self) -> tuple[object, ...] | None:
        company, person = self.knowledge.company, self.page.person.person
        if company is None or person not in company.number:
            return None
        return self.page.area, person, self.page.everybody

    def say_nothing_asked(self) -> None:
        _ask_for_a_person(self.page, translate("access", "Who can see the records of whom?"))

    def prepare(self, company: Company) -> Callable[[CancelToken], Found]:
        area, subject = self.page.area, company.number[self.page.person.person]
        everybody, workspace = self.page.everybody, self.context.workspace.current

        def find(token: CancelToken) -> Found:
            found = [
                one
                for one in who_sees(company, subject, area, token)
                if workspace in (None, company.profiles[one.profile].workspace_id)
            ]
            said = _sights_summary(company, subject, area, found)
            home = _at_home(company, subject)
            if not everybody:
                found = [one for one in found if one.answer is not Answer.NO]
            found.sort(key=lambda one: company.profiles[one.profile].workspace_id not in home)
            return found, said

        return find


class CanDo(Question):
    def __init__(
        self,
        context: PanelContext,
        knowledge: Knowledge,
        owner: Presenter,
        host: TableHost,
        book: Book,
    ) -> None:
        super().__init__("person", context, knowledge, owner, book)
        model: NamedColumns = NamedColumns(capability_columns(book), key=capability_key)
        self.page: PersonPage = PersonPage(model, host, knowledge.sources)
        self.page.show_names("", "")
        self.connect()

    def asked_for(self) -> tuple[object, ...] | None:
        company, first = self.knowledge.company, self.page.first.person
        if company is None or first not in company.number:
            return None
        return first, self.page.second.person

    def say_nothing_asked(self) -> None:
        self.page.show_names("", "")
        _ask_for_a_person(self.page, translate("access", "What can whom do?"))

    def prepare(self, company: Company) -> Callable[[CancelToken], Found]:
        first, second = self._people(company)
        workspace = self.context.workspace.current

        def find(token: CancelToken) -> Found:
            token.raise_if_cancelled()
            found = [
                one
                for one in what_can(company, first, second)
                if workspace in (None, one.workspace_id)
            ]
            people = (first,) if second is None else (first, second)
            return found, " ".join(_seats_sentence(company, one) for one in people)

        return find

    def answered(self, company: Company) -> None:
        first, second = self._people(company)
        other = "" if second is None else company.name(second)
        self.page.show_names(company.name(first), other)

    def _people(self, company: Company) -> tuple[int, int | None]:
        return company.number[self.page.first.person], company.number.get(self.page.second.person)


def _ask_for_a_person(page: QuestionPage, title: str) -> None:
    reason = Reason(
        "user-focus",
        translate("access", "Choose a person above"),
        translate("access", "By name, address or id."),
    )
    page.table.set_empty(title, icon="user", reasons=[reason])


def _holders_summary(
    company: Company, setting: Setting, wanted: str, found: Sequence[Holder]
) -> str:
    sure = {one.person for one in found if one.answer is Answer.YES}
    maybe = {one.person for one in found} - sure
    profiles = {one.profile for one in found if one.answer is Answer.YES}
    words = dict(choices_of(setting))[wanted]
    said = translate("access", "“{0}” set to {1}: ").format(setting.name, words) + counted(
        len(sure), "person", "people"
    )
    if sure:
        said += translate("access", " of {0}, through {1}").format(
            f"{company.users:,}", counted(len(profiles), "profile")
        )
    if maybe:
        said += translate("access", "; {0} more of whom Gong does not tell it").format(
            f"{len(maybe):,}"
        )
    gone = sum(company.people[one].active is False for one in sure)
    inactive = ""
    if gone:
        is_or_are = (
            translate("access", " {0} of them is inactive.")
            if gone == 1
            else translate("access", " {0} of them are inactive.")
        )
        inactive = is_or_are.format(f"{gone:,}")
    return f"{said}.{inactive}"


def _at_home(company: Company, subject: int) -> set[str]:
    """The workspaces where somebody has a profile: where their records are, above all."""
    return {company.profiles[seat].workspace_id for seat in company.seats.get(subject, ())}


def _sights_summary(company: Company, subject: int, area: str, found: Sequence[Sight]) -> str:
    person, records = company.people[subject], AREAS[area].lower()
    home = _at_home(company, subject)
    here = [one for one in found if company.profiles[one.profile].workspace_id in home]
    there = [one for one in found if company.profiles[one.profile].workspace_id not in home]
    said = []
    if here:
        who, maybe = _others(here, subject)
        said.append(
            translate("access", "{0} can see the {1} of {2} in {3}{4}.").format(
                who, records, person.name, _places(company, here), maybe
            )
        )
    if there:
        who, maybe = _others(there, subject)
        places = _places(company, there)
        said.append(translate("access", "{0} has no profile in {1}.").format(person.name, places))
        said.append(
            translate("access", "If any of their {0} are there, {1} can see them{2}.").format(
                records, who[:1].lower() + who[1:], maybe
            )
        )
    return " ".join(said) or translate("access", "No profile has any members here.")


def _places(company: Company, found: Sequence[Sight]) -> str:
    """The workspaces of these rows, in words."""
    names = dict.fromkeys(company.profiles[one.profile].workspace for one in found)
    return ", ".join(names)


def _others(found: Sequence[Sight], subject: int) -> tuple[str, str]:
    """How many people can, other than the person, and how many more possibly: "41 other people"
    and ", and 3 more possibly", the latter "" for none."""
    sure = {one.viewer for one in found if one.answer is Answer.YES} - {subject}
    maybe = {one.viewer for one in found if one.answer is Answer.POSSIBLY} - sure - {subject}
    said = (
        counted(len(sure), "other person", "other people")
        if sure
        else translate("access", "Nobody else")
    )
    more = translate("access", ", and {0} more possibly").format(f"{len(maybe):,}")
    return said, more if maybe else ""


def _seats_sentence(company: Company, person: int) -> str:
    name = company.name(person)
    seats = [company.profiles[seat] for seat in company.seats.get(person, ())]
    if not seats:
        return translate("access", "{0} has no profile in any workspace.").format(name)
    held = ", ".join(
        translate("access", "{0} in {1}").format(one.name, one.workspace) for one in seats
    )
    inactive = translate("access", " (inactive)") if company.people[person].active is False else ""
    return translate("access", "{0}{1} has {2}.").format(name, inactive, held)
