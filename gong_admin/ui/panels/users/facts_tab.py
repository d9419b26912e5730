"""The first tab of a user's detail: settings, identity, and the people above and below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.api.types.users import UserMetadata
from gong_admin.models.text import date_text, exact_text
from gong_admin.runtime.tenant_data import full_name
from gong_admin.services.users import RECORDED_NOTE, SETTINGS, moment, recording_because
from gong_admin.ui.panels.users import words
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint

_MOST_REPORTS = 8
_ALL_REPORTS = "*"


@dataclass(frozen=True, slots=True)
class Relations:
    """The people around one. `managers` is the chain upwards, nearest first; `complete` tells
    whether all users have been read, so that nobody can be missing."""

    managers: Sequence[UserMetadata]
    reports: Sequence[UserMetadata]
    complete: bool


class FactsTab(QWidget):
    """`user_followed(id)`: a manager or report was pressed; `reports_wanted`: all of them, in the
    table; `gong_wanted`: the page in Gong where the settings are changed."""

    user_followed = Signal(str)
    reports_wanted = Signal()
    gong_wanted = Signal()
    copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = KeyValueList()
        self.facts.followed.connect(self._follow)
        self.facts.copied.connect(self.copied)
        self._hint = Hint(
            self.tr("Gong's API can't change a user or these settings."),
            link=self.tr("Open team members in Gong"),
        )
        self._hint.followed.connect(self.gong_wanted)
        column = QVBoxLayout(self)
        tight(column, theme.space.l)
        column.addWidget(self.facts)
        column.addWidget(self._hint)

    def show_user(self, user: UserMetadata, relations: Relations) -> None:
        self.facts.clear()
        self._add_settings(user)
        self._add_identity(user)
        self._add_managers(user, relations)
        self._add_reports(relations)
        self._add_meetings(user)

    def _add_settings(self, user: UserMetadata) -> None:
        facts, settings = self.facts, user.settings
        facts.add_section(
            self.tr("Recording and import"), self.tr("{0} settings").format(len(SETTINGS))
        )
        why = Label(recording_because(user), "body", wrap=True)
        why.setContentsMargins(0, 0, 0, theme.space.s)
        facts.add_full(why)
        for field, title in SETTINGS:
            value: bool | None = getattr(settings, field, None)
            if value is None:
                facts.add(title, "", tooltip=self.tr("Gong did not tell"))
            else:
                note = RECORDED_NOTE if field == "web_conferences_recorded" else ""
                facts.add_switch(title, value, note=note)

    def _add_identity(self, user: UserMetadata) -> None:
        facts = self.facts
        facts.add_section(self.tr("Identity"))
        facts.add(self.tr("Email"), user.email_address or "", copyable=True)
        for alias in user.email_aliases or ():
            facts.add(self.tr("Alias"), alias, copyable=True)
        facts.add(self.tr("Trusted address"), user.trusted_email_address or "")
        facts.add(self.tr("Phone"), user.phone_number or "")
        facts.add(self.tr("Extension"), user.extension or "")
        facts.add(self.tr("User id"), user.id or "", mono=True, copyable=True)
        time = moment(user.created)
        facts.add(
            self.tr("Created"),
            date_text(time) if time else "",
            tooltip=exact_text(time) if time else "",
        )

    def _add_managers(self, user: UserMetadata, relations: Relations) -> None:
        facts, chain = self.facts, relations.managers
        facts.add_section(self.tr("Reports to"))
        if not user.manager_id:
            facts.add(self.tr("Manager"), "")
        elif not chain:
            unknown = (
                self.tr("Not among this company's users")
                if relations.complete
                else self.tr("Not read yet")
            )
            facts.add(
                self.tr("Manager"), user.manager_id, mono=True, copyable=True, tooltip=unknown
            )
        for level, manager in enumerate(chain, 1):
            label = self.tr("Manager") if level == 1 else self.tr("{0} levels up").format(level)
            facts.add_link(label, full_name(manager), manager.id or "")

    def _add_reports(self, relations: Relations) -> None:
        facts, reports = self.facts, relations.reports
        if not reports:
            return
        count = f"{len(reports):,}"
        caption = count if relations.complete else self.tr("{0} so far").format(count)
        facts.add_section(self.tr("Direct reports"), caption)
        for report in reports[:_MOST_REPORTS]:
            facts.add_link(report.title or self.tr("No title"), full_name(report), report.id or "")
        facts.add_link("", self.tr("Show them in the table"), _ALL_REPORTS)

    def _add_meetings(self, user: UserMetadata) -> None:
        facts = self.facts
        facts.add_section(self.tr("Calls and meetings"))
        facts.add(self.tr("Languages"), ", ".join(words.languages(user)))
        facts.add(self.tr("Conferencing"), ", ".join(words.providers(user)))
        for url in user.personal_meeting_urls or ("",):
            facts.add(self.tr("Meeting address"), url, copyable=True)
        facts.add(self.tr("Consent page"), user.meeting_consent_page_url or "", copyable=True)

    def _follow(self, key: str) -> None:
        if key == _ALL_REPORTS:
            self.reports_wanted.emit()
        else:
            self.user_followed.emit(key)
