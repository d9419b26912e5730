"""What the panel knows of the one whom it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gong_admin.services.privacy.case import Case, CaseState
from gong_admin.services.privacy.findings import KindTable
from gong_admin.services.privacy.identifiers import Identifier
from gong_admin.services.privacy.lookup import Looked
from gong_admin.services.privacy.store import NewSubject

_TAKES_MORE = (CaseState.OPEN, CaseState.LOOKED_UP)


@dataclass(slots=True)
class Shown:
    """An answer of Gong and whom it is about. `cases` are those the subject occurs in, `added`
    the related addresses and numbers that are in the newest of them (casefolded). `hold` is why it
    must not be erased, "" where nothing is known against it. `erased`: an erasure was sent after
    the answer, which is no more true."""

    identifier: Identifier
    looked: Looked
    tables: Sequence[KindTable]
    cases: tuple[Case, ...] = ()
    added: frozenset[str] = field(default_factory=frozenset)
    hold: str = ""
    erased: bool = False

    @property
    def subject(self) -> NewSubject:
        one = self.identifier
        return NewSubject(one.kind.value, one.value, one.typed)

    @property
    def related(self) -> tuple[str, ...]:
        """Other addresses and numbers that the answer tells."""
        return (*self.looked.findings.addresses, *self.looked.findings.numbers)

    @property
    def case(self) -> Case | None:
        """The newest case of the subject to which others can be added."""
        return next((case for case in self.cases if takes_more(case)), None)


def takes_more(case: Case) -> bool:
    """Whether somebody can still be added to a case: nothing in it has been approved yet."""
    return case.readable and case.state in _TAKES_MORE
