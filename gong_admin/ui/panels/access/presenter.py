"""What the access panel does: says what reading costs, reads, and lets the questions be asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, UserMessage
from gong_admin.services.access.company import Company
from gong_admin.services.words import counted
from gong_admin.ui.call_access.presenter import CallAccess, open_call_access
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.list_panel import table_host
from gong_admin.ui.panel import Presenter
from gong_admin.ui.panels.access.answering import CanDo, CanSee, Question, WhoCan
from gong_admin.ui.panels.access.knowledge import Knowledge
from gong_admin.ui.panels.access.page import QuestionPage, row_action
from gong_admin.ui.panels.access.review_page import ReviewPage
from gong_admin.ui.panels.access.reviewing import AccessReview
from gong_admin.ui.panels.access.rows import Book
from gong_admin.ui.panels.access.view import PERSON, SEES, WHO, AccessView
from gong_admin.ui.widgets.states import Reason

_NO_COMPANY = Company((), ())


class AccessPresenter(Presenter):
    def __init__(self, context: PanelContext) -> None:
        super().__init__(context)
        self._target: str | None = None
        self._message: UserMessage | None = None
        self._dismissed: UserMessage | None = None
        self.call_access: CallAccess | None = None  # as last opened
        self.knowledge = Knowledge(context, self.scope)
        host = table_host(context)
        self.who = WhoCan(context, self.knowledge, self, host, Book(_NO_COMPANY))
        self.person = CanDo(context, self.knowledge, self, host, Book(_NO_COMPANY))
        self.sees = CanSee(context, self.knowledge, self, host, Book(_NO_COMPANY))
        self.review = AccessReview(context, self.knowledge, self, host)
        self.view: AccessView = AccessView(
            self.who.page, self.person.page, self.sees.page, self.review.page
        )
        self._questions: dict[str, Question] = {
            WHO: self.who,
            PERSON: self.person,
            SEES: self.sees,
        }
        self._make_actions()
        self._connect()
        self._show()

    def _connect(self) -> None:
        view, knowledge = self.view, self.knowledge
        view.read_wanted.connect(knowledge.read)
        view.cancel_wanted.connect(knowledge.cancel)
        view.message_action.connect(self._message_action)
        view.message_dismissed.connect(self._message_dismissed)
        view.calls_wanted.connect(self._open_calls)
        view.tab_chosen.connect(self._tab_chosen)
        view.header.refresh_requested.connect(self.refresh)
        view.review.person_followed.connect(self.ask_about)
        view.review.profile_followed.connect(self._open_profile)
        knowledge.changed.connect(self._show)
        knowledge.known.connect(self._known)
        self.context.workspace.changed.connect(self._ask)
        for question in (self.who, self.sees):
            question.page.table.activated.connect(self._activated)

    def _make_actions(self) -> None:
        self._about: list[QAction] = []
        for question in (self.who, self.sees):
            about = row_action(
                question.page, "user-focus", translate("access", "What can this person do?")
            )
            about.triggered.connect(self._ask_about_selected)
            seen = row_action(
                question.page, "eye", translate("access", "Who can see this person's calls?")
            )
            seen.triggered.connect(self._ask_who_sees_selected)
            user = row_action(question.page, "users", translate("access", "Show in Users"))
            user.triggered.connect(self._show_selected_user)
            profile = row_action(
                question.page, "shield-check", translate("access", "Show the profile")
            )
            profile.triggered.connect(self._show_selected_profile)

    # -- the panel -----------------------------------------------------------------------------

    def shown(self, target: str | None) -> None:
        self.knowledge.show(True)
        self.knowledge.glance()
        if target:
            self._target = target
            self._go_to_target()
        self._ask()

    def hidden(self) -> None:
        self.knowledge.show(False)

    def refresh(self) -> None:
        self._message = None
        self.knowledge.refresh()

    def actions(self) -> Sequence[QAction]:
        page = self._page()
        return page.table.table_actions() if self.view.asking else ()

    def focus_filter(self) -> None:
        if self.view.asking:
            self._page().table.focus_filter()

    def take_keyboard(self) -> None:
        question = self._questions.get(self.view.tabs.key())
        if self.view.asking and question is not None:
            question.page.first_field().setFocus()

    def close(self) -> None:
        super().close()
        self.knowledge.close()

    def show_message(self, message: UserMessage) -> None:
        self._message = message
        self.view.show_message(message)

    # -- what is known -------------------------------------------------------------------------

    def _show(self) -> None:
        """Bring offer, progress and head in line with what has been read."""
        view, knowledge = self.view, self.knowledge
        company = knowledge.company
        view.header.set_busy(knowledge.reading)
        view.show_progress(knowledge.progress() if knowledge.reading else None)
        message = self._message or knowledge.message
        view.show_message(None if message is self._dismissed else message)
        view.show_questions(company is not None)
        if company is None:
            self._offer()
            return
        facts = f"{counted(company.users, 'user')}, {counted(len(company.profiles), 'profile')}"
        view.header.set_data(facts, knowledge.read_at)
        if not knowledge.complete and not knowledge.reading:
            view.header.set_state(
                translate("access", "Of an earlier reading"),
                "warn",
                translate("access", "The last one was not finished"),
            )
        elif knowledge.stale:
            view.header.set_state(
                translate("access", "Out of date"),
                "warn",
                translate("access", "Something has changed since"),
            )
        else:
            view.header.set_state("")

    def _offer(self) -> None:
        knowledge, choices = self.knowledge, self.context.settings.choices
        reasons = [
            Reason(
                "users",
                translate("access", "From three lists"),
                translate(
                    "access",
                    "Users with their managers, permission profiles, and the members of "
                    "each profile. An answer needs all of them.",
                ),
            ),
            Reason(
                "question",
                translate("access", "Yes, no, or possibly"),
                translate("access", "Each answer says why, and what Gong's API doesn't tell."),
            ),
        ]
        lacking = knowledge.lacking()
        action = translate("access", "Read them")
        if knowledge.reading or knowledge.complete:
            action = ""
        elif lacking.calls is not None:
            usage = self.context.session.usage
            daily = usage.daily if usage is not None else choices.calls_per_day
            text = cost_text(lacking.calls, choices.reading_rate, daily or None)
            reasons.insert(
                1, Reason("timer", translate("access", "What reading them takes"), f"{text}.")
            )
            action = translate("access", "Read them: {0}").format(
                counted(lacking.calls, "API call")
            )
        else:
            text = translate(
                "access", "A call for each hundred users and each profile; how many is being read."
            )
            reasons.insert(1, Reason("timer", translate("access", "What reading them takes"), text))
        self.view.show_offer(
            translate("access", "Who can see and do what, and why"), reasons, action
        )

    def _known(self) -> None:
        self._message = None
        self.view.show_questions(True)
        for field in (self.person.page.first, self.person.page.second, self.sees.page.person):
            if field.person:
                field.set_person(field.person)
        self._go_to_target()
        self._ask()

    def _message_dismissed(self) -> None:
        self._message, self._dismissed = None, self._message or self.knowledge.message

    def _message_action(self, action: ActionKind) -> None:
        self._message = None
        self.context.act(action, self.knowledge.again)

    # -- questions -----------------------------------------------------------------------------

    def _page(self) -> QuestionPage | ReviewPage:
        question = self._questions.get(self.view.tabs.key())
        return question.page if question is not None else self.review.page

    def _tab_chosen(self, _key: str) -> None:
        self._ask()

    def _ask(self) -> None:
        """Answer the question that is looked at."""
        page = self._page()
        self.view.header.export_button.set_menu(page.table.commands.export_menu)
        self.view.header.export_button.setVisible(self.view.asking)
        question = self._questions.get(self.view.tabs.key())
        if question is not None:
            question.ask()
        else:
            self.review.ask()

    def ask_about(self, person_id: str) -> None:
        """Ask what somebody can do."""
        self.person.page.first.set_person(person_id)
        self._choose(PERSON)

    def ask_who_sees(self, person_id: str) -> None:
        """Ask who can see somebody's records."""
        self.sees.page.person.set_person(person_id)
        self._choose(SEES)

    def _choose(self, tab: str) -> None:
        self.view.tabs.choose(tab)
        self._ask()

    def _go_to_target(self) -> None:
        company, target = self.knowledge.company, self._target
        if not target or company is None:
            return
        self._target = None
        if target in company.number:
            self.ask_about(target)
        else:
            self.context.toast(
                translate("access", "There is no user {0} in what was read").format(target)
            )

    # -- from a row ----------------------------------------------------------------------------

    def _selected(self) -> tuple[str, str]:
        """Ids of the person and the profile in the selected row, "" without one."""
        question = self._questions.get(self.view.tabs.key())
        rows = question.page.table.selected_records() if question is not None else []
        if question is None or not rows or question is self.person:
            return "", ""
        row = rows[0]
        number = row.viewer if question is self.sees else row.person
        return question.book.person(number).id, question.book.profile(row.profile).id

    def _activated(self, _row: object) -> None:
        self._ask_about_selected()

    def _ask_about_selected(self) -> None:
        person, _ = self._selected()
        if person:
            self.ask_about(person)

    def _ask_who_sees_selected(self) -> None:
        person, _ = self._selected()
        if person:
            self.ask_who_sees(person)

    def _show_selected_user(self) -> None:
        person, _ = self._selected()
        if person:
            self.context.navigate("users", person)

    def _show_selected_profile(self) -> None:
        _, profile = self._selected()
        if profile:
            self._open_profile(profile)

    def _open_calls(self) -> None:
        self.call_access = open_call_access(self.context, self.scope, self.view)

    def _open_profile(self, profile_id: str) -> None:
        self.context.navigate("profiles", profile_id)
