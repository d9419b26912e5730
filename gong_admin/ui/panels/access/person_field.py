"""Choosing one person of the company by name, address or id."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.services.access.company import Company, Person
from gong_admin.ui.forms.sources import MOST, Suggestion
from gong_admin.ui.forms.suggest import SuggestEdit
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.theme import theme

_USER = "user"
_CARET, _CARET_ROOM = 12, 20
_WIDTH, _LETTERS = 230, 24  # pixels at ordinary text, and letters at any

Searchable = tuple[str, Person]


class CompanySources:
    """Offers the people of a company. The folded texts are made with the company, beside the
    window: there may be a hundred thousand of them."""

    def __init__(self) -> None:
        self._people: Sequence[Searchable] = ()

    def take(self, searchable: Sequence[Searchable], company: Company) -> None:
        """Offer these from now on (see `searchable`)."""
        self._people = searchable
        self._company = company

    def knows(self, of: str) -> bool:
        return of == _USER

    def ensure(self, of: str) -> None:
        """Nothing is read here: the panel has what it needs, or says what reading it costs."""

    def suggest(self, of: str, needle: str) -> list[Suggestion]:
        wanted = needle.strip().casefold() if self.knows(of) else ""
        begins: list[Person] = []
        holds: list[Person] = []
        for text, person in self._people:
            if wanted not in text:
                continue
            if text.startswith(wanted):
                begins.append(person)
                if len(begins) == MOST:
                    break
            elif len(holds) < MOST:
                holds.append(person)
        return [Suggestion(one.id, one.name, one.email) for one in [*begins, *holds][:MOST]]

    def name(self, of: str, value: str) -> str:
        if not (self.knows(of) and self._people):
            return ""
        number = self._company.number.get(value)
        return "" if number is None else self._company.name(number)


def searchable(people: Sequence[Person]) -> list[Searchable]:
    """What `CompanySources` searches: folded texts, each with its person."""
    return [
        (f"{person.name} {person.email} {person.id}".casefold(), person)
        for person in people
        if person.known
    ]


class PersonField(SuggestEdit):
    """`chosen(id)` when somebody is picked, or "" when the field is emptied. A click on its caret
    or the Down key offer everybody."""

    chosen = Signal(str)

    def __init__(
        self, sources: CompanySources, name: str, placeholder: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_USER, sources, name=name, placeholder=placeholder, parent=parent)
        self._source = sources
        self._person = ""
        self.setClearButtonEnabled(False)
        self.setTextMargins(0, 0, _CARET_ROOM, 0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.picked.connect(self._pick)
        self.entered.connect(self._take)
        self.editingFinished.connect(self._left)

    @property
    def person(self) -> str:
        """The id of who was chosen, "" for nobody."""
        return self._person

    def set_person(self, person_id: str) -> None:
        """Choose without telling."""
        self._person = person_id
        self.setText(self._source.name(_USER, person_id) or person_id)
        self.setCursorPosition(0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        spot = QRect(self.width() - _CARET_ROOM - 4, 0, _CARET, self.height())
        painter = QPainter(self)
        paint_icon(painter, "caret-down", spot, theme.colour("text2"), _CARET)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.position().x() > self.width() - _CARET_ROOM - 8:
            self.offer_all()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not event.modifiers() and not self.offering:
            self.offer_all()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        wide = self.fontMetrics().averageCharWidth() * _LETTERS
        return QSize(max(_WIDTH, wide), hint.height())

    def _pick(self, suggestion: Suggestion) -> None:
        other = suggestion.value != self._person
        self.set_person(suggestion.value)
        if other:
            self.chosen.emit(self._person)

    def _take(self) -> None:
        """Enter: the only one who fits is meant, or nobody where nothing was typed."""
        if not self.text().strip():
            self._left()
            return
        found = self._source.suggest(_USER, self.text())
        if len(found) == 1:
            self._pick(found[0])

    def _left(self) -> None:
        if self.offering or (self.hasFocus() and self.text().strip()):
            return
        if not self.text().strip() and self._person:
            self._person = ""
            self.chosen.emit("")
        elif self._person:
            self.set_person(self._person)
