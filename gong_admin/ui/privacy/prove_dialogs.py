"""What is asked before a pack is written: what it tells, in which form, and where it goes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.services.privacy.proof.access_pack import AccessCost, AccessWanted
from gong_admin.services.privacy.proof.evidence_pack import Wanted
from gong_admin.services.privacy.proof.whose import LEAVE_OUT
from gong_admin.ui.privacy.erase_guards import IdentityBox
from gong_admin.ui.privacy.prove_whose import WhoseBox
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.states import Hint

_WIDTH = 540
ZIP, FOLDER = "zip", "folder"


def free_name(folder: Path, reference: str, what: str, packed: bool) -> Path:
    """Where a pack becomes, without its ending: a name that is not taken yet."""
    of = "-".join(re.findall(r"[\w.]+", reference)) or "case"
    stem = f"{of}-{what}-{dt.date.today():%Y-%m-%d}"
    number, name = 1, stem
    while (folder / (f"{name}.zip" if packed else name)).exists():
        number += 1
        name = f"{stem}-{number}"
    return folder / name


class Place(QWidget):
    """Folder or ZIP, and where. `browse_asked` when another folder is wanted."""

    browse_asked = Signal()
    changed = Signal()

    def __init__(self, folder: Path, reference: str, what: str) -> None:
        super().__init__()
        self._folder, self._reference, self._what = folder, reference, what
        self.form = Segmented([(ZIP, self.tr("ZIP file")), (FOLDER, self.tr("Folder"))])
        self._path = ElidedLabel("", "body", elide=Qt.TextElideMode.ElideMiddle)
        self.browse = Button(self.tr("Change…"), icon="folder-open")
        self.browse.setAccessibleName(self.tr("Where"))
        where = QWidget()
        row = QHBoxLayout(where)
        tight(row, theme.space.s)
        row.addWidget(self._path, 1)
        row.addWidget(self.browse)
        where.setFocusProxy(self.browse)
        column = QVBoxLayout(self)
        tight(column, theme.space.m)
        form = QHBoxLayout()
        tight(form)
        form.addWidget(self.form)
        form.addStretch(1)
        holder = QWidget()
        holder.setLayout(form)
        holder.setFocusProxy(self.form)
        self.form.setAccessibleName(self.tr("Written as"))
        column.addWidget(Field(self.tr("Written as"), holder))
        self._field = Field(self.tr("Where"), where)
        column.addWidget(self._field)
        self.browse.clicked.connect(self.browse_asked)
        self.form.changed.connect(self._show)
        self._show()

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def packed(self) -> bool:
        return self.form.value() == ZIP

    def set_folder(self, folder: Path) -> None:
        self._folder = folder
        self._show()

    def target(self) -> Path:
        """Without the ending."""
        return free_name(self._folder, self._reference, self._what, self.packed)

    def _show(self) -> None:
        target = self.target()
        name = f"{target.name}.zip" if self.packed else target.name
        folder = self._folder
        if folder.is_relative_to(Path.home()):
            folder = Path("~") / folder.relative_to(Path.home())
        self._path.setText(str(folder / name))
        self.browse.setAccessibleDescription(str(folder / name))
        self.changed.emit()


class ProofDialog(Dialog):
    """The base of both questions: a scrolling column, the place at its end."""

    browse_asked = Signal()

    def __init__(self, parent: QWidget | None, title: str, about: str, place: Place) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(title)
        self.title_label.setText(title)
        self.place = place
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self.column.setSpacing(theme.space.m + 4)
        self.leave_ring_room()
        self.column.addWidget(Label(about, "body", tone="text2", wrap=True))
        area = FittingScrollArea(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self.add_cancel()
        self.button = self.add_button(
            self.tr("Write pack"), kind="primary", icon="package", default=True
        )
        self.button.clicked.connect(self.accept)
        place.browse_asked.connect(self.browse_asked)

    def focus_first(self, choice: Segmented) -> None:
        """Begin at a choice: its segments take the focus, not it."""
        segment = choice.findChild(QAbstractButton)
        if segment is not None:
            segment.setFocus()

    def add_choice(self, label: str, choice: Segmented) -> Field:
        """A choice with its label above and what it means below."""
        choice.setAccessibleName(label)
        row = QWidget()
        layout = QHBoxLayout(row)
        tight(layout)
        layout.addWidget(choice)
        layout.addStretch(1)
        row.setFocusProxy(choice)
        field = Field(label, row)
        self.column.addWidget(field)
        return field


class EvidenceDialog(ProofDialog):
    """Asks how the evidence of a case shall be. `wanted()` once it was accepted."""

    def __init__(
        self, parent: QWidget | None, reference: str, folder: Path, *, readable: bool
    ) -> None:
        place = Place(folder, reference, "evidence")
        super().__init__(
            parent,
            self.tr("Evidence of {0}").format(reference),
            self.tr(
                "A PDF to be read, the log and the subjects as tables, each file listed and the "
                "list signed: the pack shows if it was altered."
            ),
            place,
        )
        self._wanted: Wanted | None = None
        self.people = Segmented(
            [
                ("personal", self.tr("Addresses and what was found")),
                ("marks", self.tr("Fingerprints only")),
            ]
        )
        self.add_choice(self.tr("What it tells of people"), self.people)
        self._said = Label("", "secondary", tone="text2", wrap=True)
        self.column.addWidget(self._said)
        self.column.addWidget(place)
        self.column.addStretch(1)
        if not readable:
            self.people.set_value("marks")
            self.people.set_disabled_because(self.tr("What the case held on people is gone"))
        self.people.changed.connect(self._look)
        self._look()
        self.focus_first(self.people)

    def accept(self) -> None:
        # Kept: the dialog goes when it is closed.
        self._wanted = self._chosen()
        super().accept()

    def wanted(self) -> Wanted:
        assert self._wanted is not None
        return self._wanted

    def _chosen(self) -> Wanted:
        personal = self.people.value() == "personal"
        return Wanted(self.place.target(), self.place.packed, personal)

    def _look(self) -> None:
        if self.people.value() == "personal":
            words = self.tr(
                "With notes, grounds and every table of what was found: keep it as carefully as "
                "the data itself."
            )
        else:
            words = self.tr(
                "Counts, times and request ids. Each subject stands with a keyed fingerprint: "
                "pseudonymous, not anonymous. Whoever approved it stays in by name."
            )
        self._said.setText(words)
        self.refit()


class AccessDialog(ProofDialog):
    """Asks how the answer to an access request shall be. `wanted()` once it was accepted.

    `cost_words(requests)` says what reading costs. An answer to somebody else is a disclosure: it
    needs the identity, or a reason why not; and a number of several people, whose it is.
    `users_asked` when the company's users shall be read, so that they are known by name.
    """

    users_asked = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        reference: str,
        folder: Path,
        cost: AccessCost,
        cost_words: Callable[[int], str],
        *,
        identity_checked: bool,
    ) -> None:
        place = Place(folder, reference, "access")
        super().__init__(
            parent,
            self.tr("Answer to {0}").format(reference),
            self.tr(
                "What Gong's API tells: contacts with their fields, calls with who was on them, "
                "emails, meetings and engagement, as a PDF to be read and as JSON. Recordings are "
                "listed, not exported."
            ),
            place,
        )
        self._wanted: AccessWanted | None = None
        self._cost, self._cost_words = cost, cost_words
        self.wanted_reason = ""  # why it goes on without the identity checked
        self.leaves_for_identity = False  # closed because the identity is checked first
        self.identity = None if identity_checked else IdentityBox()
        if self.identity is not None:
            self.column.addWidget(self.identity)
            self.identity.changed.connect(self._check)
            self.identity.check_asked.connect(self._leave_for_identity)
        self.whose = Segmented(
            [("one", self.tr("One person")), ("apart", self.tr("Different people"))]
        )
        whose = self.add_choice(self.tr("The {0:,} subjects are").format(cost.subjects), self.whose)
        whose.setVisible(cost.subjects > 1)
        self._together = Hint(
            self.tr(
                "Nothing that was found tells that they are one person. Whoever gets the pack "
                "reads everything about each of them."
            ),
            icon="warning",
            boxed=True,
        )
        self.column.addWidget(self._together)
        self.numbers = WhoseBox(cost.undecided, several=cost.subjects > 1)
        self.column.addWidget(self.numbers)
        if not cost.one_person:
            self.whose.set_value("apart")
        self.others = Segmented([("masked", self.tr("Masked")), ("open", self.tr("As they are"))])
        self.add_choice(self.tr("Everybody else"), self.others)
        self._others_said = Label("", "secondary", tone="text2", wrap=True)
        self.column.addWidget(self._others_said)
        self._users = Hint("", icon="users", link=self.tr("Read the users"), boxed=True)
        self._users.followed.connect(self.users_asked)
        self._users.hide()
        self.column.addWidget(self._users)
        self._users_unknown = False
        self.transcripts = CheckBox(
            self.tr("Read the transcripts of {0:,} calls").format(cost.calls)
            if cost.calls != 1
            else self.tr("Read the transcript of 1 call")
        )
        self.transcripts.setChecked(cost.calls > 0)
        self.transcripts.setVisible(cost.calls > 0)
        self.column.addWidget(self.transcripts)
        self._cost_hint = Hint("", icon="gauge", boxed=True)
        self._cost_hint.setVisible(cost.calls > 0)
        self.column.addWidget(self._cost_hint)
        missing = cost.subjects - cost.looked_up
        warning = Hint(
            self.tr(
                "No answer of Gong is there for {0:,} of {1:,} subjects: the pack will say so."
            ).format(missing, cost.subjects),
            icon="warning",
            boxed=True,
        )
        warning.setVisible(missing > 0)
        self.column.addWidget(warning)
        self.column.addWidget(place)
        self.column.addStretch(1)
        for choice in (self.whose, self.others):
            choice.changed.connect(self._look)
        self.transcripts.toggled.connect(self._look)
        self.numbers.changed.connect(self._check)
        self._look()
        self.focus_first(self.others)

    def accept(self) -> None:
        if not self.button.isEnabled():
            return
        # Kept: the dialog goes when it is closed.
        self._wanted = self._chosen()
        self.wanted_reason = self.identity.reason() if self.identity is not None else ""
        super().accept()

    def _check(self) -> None:
        missing = self.identity.missing() if self.identity is not None else ""
        missing = missing or self.numbers.missing()
        left = list(self.numbers.chosen().values()).count(LEAVE_OUT)
        if not missing and left == self._cost.subjects:
            missing = self.tr("Every number is left out: there is nothing to answer")
        self.button.set_disabled_because(missing)

    def show_users(self, words: str) -> None:
        """Say that the company's users are not known and what reading them takes; "" where they
        are."""
        self._users_unknown = bool(words)
        self._users.set_text(words)
        self._look()

    @property
    def apart(self) -> bool:
        """Whether each subject gets a pack of their own."""
        return self._cost.subjects > 1 and self.whose.value() == "apart"

    def _leave_for_identity(self) -> None:
        self.leaves_for_identity = True
        self.reject()

    def wanted(self) -> AccessWanted:
        assert self._wanted is not None
        return self._wanted

    def _chosen(self) -> AccessWanted:
        return AccessWanted(
            self.place.target(),
            self.place.packed,
            masked=self.others.value() == "masked",
            transcripts=self.transcripts.isChecked(),
            apart=self.apart,
            chosen=self.numbers.chosen(),
        )

    def _look(self) -> None:
        if self.others.value() == "masked":
            words = self.tr(
                "Others are called Person 1, Person 2 and so on, and what they said is left out. "
                "Nicknames and what the person told about others can't be recognised: read it "
                "before you hand it over."
            )
        else:
            words = self.tr(
                "With names, addresses and words of everybody on the calls. Hand it over only "
                "where they may be known."
            )
        self._others_said.setText(words)
        self._users.setVisible(self._users_unknown and self.others.value() == "masked")
        self._together.setVisible(
            self._cost.subjects > 1 and not self.apart and not self._cost.one_person
        )
        self.numbers.show_for(apart=self.apart)
        transcripts = self.transcripts.isChecked()
        requests = self._cost.requests(transcripts=transcripts, apart=self.apart)
        self._cost_hint.set_text(self._cost_words(requests))
        self._check()
        self.refit()
