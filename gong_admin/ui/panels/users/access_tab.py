"""Which permission profile a user has in each workspace."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.ui.panels.users.people import Seat
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.states import Hint


class AccessTab(QWidget):
    """`profile_followed(id)`: a profile was pressed; `profiles_wanted`: read who has which;
    `access_wanted`: what they mean for this person; `gong_wanted`: the page in Gong where
    profiles are assigned."""

    profile_followed = Signal(str)
    profiles_wanted = Signal()
    access_wanted = Signal()
    gong_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts = KeyValueList()
        self.facts.followed.connect(self.profile_followed)
        self.note = Label("", "secondary", wrap=True)
        self.load_button = Button(self.tr("Load profiles"), icon="download-simple")
        self.load_button.clicked.connect(self.profiles_wanted)
        self.access_button = Button(self.tr("What this person can do"), icon="key")
        self.access_button.clicked.connect(self.access_wanted)
        hint = Hint(
            self.tr("Gong's API can't give a person another profile."),
            link=self.tr("Open team members in Gong"),
        )
        hint.followed.connect(self.gong_wanted)
        column = QVBoxLayout(self)
        tight(column, theme.space.l)
        column.addWidget(self.facts)
        column.addWidget(self.note)
        column.addWidget(self.load_button)
        column.addWidget(self.access_button)
        column.addWidget(hint)

    def show_seats(self, seats: Sequence[Seat]) -> None:
        """The profile in each workspace."""
        facts = self.facts
        facts.clear()
        with_profile = sum(seat.profile_id is not None for seat in seats)
        facts.add_section(
            self.tr("Profile in each workspace"),
            self.tr("{0} of {1}").format(f"{with_profile:,}", f"{len(seats):,}"),
        )
        for seat in seats:
            if seat.profile_id is None:
                facts.add(seat.workspace, self.tr("No profile"), tone="text3")
            else:
                facts.add_link(seat.workspace, seat.profile, seat.profile_id)
        self._offer("", "")

    def show_unknown(self, cost: str, *, loading: bool = False) -> None:
        """Nobody has read yet who has which profile; `cost` is what reading it takes."""
        self.facts.clear()
        self.facts.add_section(self.tr("Profile in each workspace"), self.tr("not loaded"))
        if loading:
            self._offer(self.tr("Reading who has which profile…"), "")
        else:
            self._offer(
                self.tr(
                    "Gong tells the profile of a person only profile by profile, "
                    "so it is read for everybody at once: {0}."
                ).format(cost),
                self.tr("Load profiles"),
            )

    def _offer(self, note: str, words: str) -> None:
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.load_button.setText(words)
        self.load_button.setVisible(bool(words))
