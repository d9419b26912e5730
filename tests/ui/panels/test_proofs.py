"""Packs of a case, asked for in the window and checked there again."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.privacy.case import Case, CaseKind, SubjectState
from gong_admin.services.privacy.keys import Keys, new_key
from gong_admin.services.privacy.proof.pack import Verdict, check_pack, fingerprint, write_pack
from gong_admin.services.privacy.regimes import Regime
from gong_admin.services.privacy.store import CaseStore, NewSubject
from gong_admin.ui.privacy.prove import ProofMaker
from gong_admin.ui.privacy.prove_check import CheckDialog
from gong_admin.ui.privacy.prove_dialogs import AccessDialog, EvidenceDialog
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.toast import Toast
from tests.contract.known import Known
from tests.contract.plain_client import PlainClient
from tests.ui.panels.test_cases import findings

SECONDS = 15_000


class Proofs:
    """A case of one person, looked up, and somebody who asks for packs about it."""

    def __init__(self, presenter: Any, bench: Any, qtbot: Any, run: Any, folder: Path) -> None:
        self.context, self.bench, self.qtbot, self.run = presenter.context, bench, qtbot, run
        self.office = self.context.office
        self.folder = folder
        self.maker = ProofMaker(self.context, bench.window)
        self.errors: list[Exception] = []
        self.scope = TaskScope(self.errors.append, bench.window)
        self.context.settings.set_view("export", {"folder": str(folder)})

    def until(self, test: Any) -> None:
        self.qtbot.waitUntil(test, timeout=SECONDS)

    def case_of(
        self, *people: str, kind: CaseKind = CaseKind.ERASURE, checked: bool = True
    ) -> Case:
        draft = Case(
            id="",
            tenant=self.office.tenant,
            reference="DSR / 7",
            kind=kind,
            regime=Regime.GDPR,
            received=dt.date.today(),
            created=dt.datetime.now(dt.UTC),
            identity_checked=checked,
        )
        subjects = [NewSubject("email", one, one) for one in people]
        case: Case = self.run(self.office.run(CaseStore.create, draft, subjects))
        self.office.look_up(case.id)
        self.until(lambda: case.id not in self.office.jobs)
        states = [one.state for one in self.run(self.office.run(CaseStore.subjects, case.id))]
        assert SubjectState.FOUND in states
        return case

    def start(self, work: Any) -> None:
        self.scope.start("proof", work)

    def dialog(self, kind: type) -> Any:
        self.until(lambda: isinstance(QApplication.activeModalWidget(), kind))
        return QApplication.activeModalWidget()

    def done(self) -> None:
        self.until(lambda: not self.scope.busy)

    def toasts(self) -> list[str]:
        return [one.accessibleName() or "" for one in self.bench.window.findChildren(Toast)]


@pytest.fixture
def proofs(open_panel: Any, bench: Any, qtbot: Any, run: Any, tmp_path: Path) -> Iterator[Proofs]:
    presenter = open_panel("cases", users=61)
    folder = tmp_path / "packs"
    folder.mkdir()
    made = Proofs(presenter, bench, qtbot, run, folder)
    made.until(lambda: made.office.state is OfficeState.OPEN)
    yield made
    made.scope.close()
    run(made.scope.finished())


@pytest.fixture
def people(sandbox: Any) -> list[str]:
    with contextlib.closing(PlainClient(sandbox(users=61))) as client:
        addresses = (party.get("emailAddress") for party in Known(client).externals)
        return list(dict.fromkeys(filter(None, addresses)))


def test_evidence_is_written_by_keyboard_and_checks(proofs: Proofs, people: list[str]) -> None:
    case = proofs.case_of(people[0])
    proofs.start(proofs.maker.evidence(case.id))
    dialog = proofs.dialog(EvidenceDialog)
    assert findings(dialog) == []
    QTest.keyClick(dialog.people.findChildren(QAbstractButton)[0], Qt.Key.Key_Right)
    assert "pseudonymous" in dialog._said.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    proofs.done()
    assert proofs.errors == []
    [path] = list(proofs.folder.iterdir())
    assert re.fullmatch(r"DSR-7-evidence-\d{4}-\d\d-\d\d\.zip", path.name)
    with zipfile.ZipFile(path) as packed:
        [manifest] = [name for name in packed.namelist() if name.endswith("manifest.json")]
        # What is about made-up people says so.
        assert "demo" in packed.read(manifest).decode()
        pdf = next(name for name in packed.namelist() if name.endswith("evidence.pdf"))
        content = packed.read(pdf)
        everything = b"".join(packed.read(name) for name in packed.namelist())
    assert content.startswith(b"%PDF-")
    assert people[0].encode() not in everything
    log = proofs.run(proofs.office.run(CaseStore.log, case.id))
    assert log[-1].event == "evidence-made"
    # A second one does not replace the first.
    proofs.start(proofs.maker.evidence(case.id))
    proofs.dialog(EvidenceDialog).accept()
    proofs.done()
    assert len(list(proofs.folder.iterdir())) == 2

    proofs.start(proofs.maker.check(path))
    dialog = proofs.dialog(CheckDialog)
    assert dialog.title_label.text() == "Unaltered, signed by this computer's cases"
    assert findings(dialog) == []
    told = [one.accessibleName() for one in dialog.facts.findChildren(Label)]
    assert f"Company: {proofs.context.session.connection.name} (demo, made-up people)" in told
    # As a person reads it, to the second for whoever points at it.
    [made] = [one for one in dialog.facts.findChildren(Label) if "Made: " in one.accessibleName()]
    assert "T" not in made.text()
    assert made.toolTip().endswith("Z")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    proofs.done()


def test_the_answer_says_its_cost_first_and_masks(proofs: Proofs, people: list[str]) -> None:
    case = proofs.case_of(*people[:2], kind=CaseKind.ACCESS)
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    assert findings(dialog) == []
    with_words = dialog._cost_hint._text.text()
    dialog.transcripts.setChecked(False)
    assert dialog._cost_hint._text.text() != with_words
    dialog.transcripts.setChecked(True)
    # Nothing tells that they are one person: each gets a pack, or it is said what the other means.
    assert dialog.apart
    assert dialog._together.isHidden()
    dialog.whose.set_value("one")
    dialog.whose.changed.emit("one")
    assert dialog._together.isVisible()
    dialog.whose.step(1)
    dialog.place.form.step(1)  # as folders
    dialog.accept()
    proofs.done()
    assert proofs.errors == []
    names = sorted(path.name for path in proofs.folder.iterdir())
    assert [name.rsplit("-", 1)[1] for name in names] == ["1", "2"]
    own = fingerprint(proofs.office.store.keys)
    for name, address in zip(names, people, strict=False):
        folder = proofs.folder / name
        assert check_pack(folder, frozenset({own})).verdict is Verdict.UNALTERED
        answer = json.loads((folder / "access.json").read_bytes())
        assert answer["subjects"][0]["value"] == address
        assert answer["others_masked"]
        assert (folder / "access.pdf").read_bytes().startswith(b"%PDF-")


def test_a_number_of_several_people_is_a_stop(proofs: Proofs, people: list[str]) -> None:
    case = proofs.case_of(people[0], kind=CaseKind.ACCESS)
    [ann] = proofs.run(proofs.office.run(CaseStore.subjects, case.id))
    # The same person's, and somebody else's: as a lookup of a number tells them.
    raw = json.dumps({"emailAddresses": people[:2]}).encode()

    def with_number(store: CaseStore, *values: str) -> Any:
        store.add_subjects(case.id, [NewSubject("phone", one, one) for one in values])
        added = [one for one in store.subjects(case.id) if one.value in values]
        for one in added:
            store.put([one], "looked-up", answers={"lookup": raw})
        return added

    number, other = proofs.run(proofs.office.run(with_number, "+442079460135", "+442079460136"))
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    assert findings(dialog) == []
    assert dialog.apart
    box = dialog.numbers
    assert box.isVisible()
    assert not dialog.button.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    # As one person's, it is clear whose the numbers are.
    dialog.whose.step(-1)
    assert not box.isVisible()
    assert dialog.button.isEnabled()
    dialog.whose.step(1)
    assert not dialog.button.isEnabled()
    words = [box.choices[number.id].itemText(row) for row in range(4)]
    assert words == ["Choose…", *(one.casefold() for one in people[:2]), "Leave the number out"]
    for row, one in ((2, number), (3, other)):
        assert not dialog.button.isEnabled()
        choice = box.choices[one.id]
        choice.setFocus()
        for _ in range(row):
            QTest.keyClick(choice, Qt.Key.Key_Down)
    assert dialog.button.isEnabled()
    dialog.place.form.step(1)
    dialog.accept()
    proofs.done()
    assert proofs.errors == []
    packs = sorted(proofs.folder.iterdir())
    assert [path.name.rsplit("-", 1)[1] for path in packs] == ["1", "2"]
    told = json.loads((packs[1] / "access.json").read_bytes())
    assert told["subjects"][0]["value"] == number.value
    assert ann.value.casefold() not in json.dumps(told).casefold()


def test_users_can_be_read_from_where_they_are_missed(proofs: Proofs, people: list[str]) -> None:
    case = proofs.case_of(people[0], kind=CaseKind.ACCESS)
    users = proofs.context.data.users
    users.state = DataState.PREVIEW  # there are too many to read them unasked
    users.total = 250
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    hint = dialog._users
    assert hint.isVisible()
    assert "3 API calls" in hint._text.text()
    dialog.others.step(1)  # nobody is masked
    assert not hint.isVisible()
    dialog.others.step(-1)
    [link] = hint.findChildren(LinkButton)
    link.click()
    proofs.until(lambda: users.complete)
    assert not hint.isVisible()
    dialog.place.form.step(1)
    dialog.accept()
    proofs.done()
    assert proofs.errors == []
    [pack] = proofs.folder.iterdir()
    told = json.loads((pack / "access.json").read_bytes())
    assert "was not read" not in str(told["not_exported"])


def test_an_answer_to_somebody_unchecked_needs_a_reason(proofs: Proofs, people: list[str]) -> None:
    case = proofs.case_of(people[0], kind=CaseKind.ACCESS, checked=False)
    asked: list[str] = []
    proofs.maker._check_identity = lambda: asked.append(case.id)
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    assert findings(dialog) == []
    assert not dialog.button.isEnabled()
    dialog.accept()
    assert dialog.isVisible()
    dialog.identity.button.click()
    proofs.done()
    assert asked == [case.id]
    assert list(proofs.folder.iterdir()) == []
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    dialog.transcripts.setChecked(False)
    QTest.keyClicks(dialog.identity.why, "Seen in person")
    dialog.button.click()
    proofs.done()
    assert proofs.errors == []
    assert len(list(proofs.folder.iterdir())) == 1
    log = proofs.run(proofs.office.run(CaseStore.log, case.id))
    [entry] = [one for one in log if one.event == "identity-unchecked"]
    assert (entry.facts, entry.private) == ({"step": "answer"}, {"reason": "Seen in person"})


def test_stopped_or_failed_nothing_is_left(
    proofs: Proofs, people: list[str], open_panel: Any
) -> None:
    case = proofs.case_of(people[0], kind=CaseKind.ACCESS)
    jobs = proofs.context.jobs
    proofs.start(proofs.maker.access(case.id))
    dialog = proofs.dialog(AccessDialog)
    jobs.added.connect(_cancel)
    dialog.accept()
    proofs.done()
    jobs.added.disconnect(_cancel)
    assert list(proofs.folder.iterdir()) == []
    assert proofs.errors == []
    # No folder any more: said, not a crash.
    proofs.start(proofs.maker.evidence(case.id))
    dialog = proofs.dialog(EvidenceDialog)
    proofs.folder.rmdir()
    dialog.accept()
    proofs.done()
    [error] = proofs.errors
    assert isinstance(error, FileNotFoundError)


def _cancel(job: Any) -> None:
    job.cancel()


def test_a_strangers_pack_is_consistent_until_its_key_is_trusted(
    proofs: Proofs, tmp_path: Path
) -> None:
    files = {"evidence.pdf": b"%PDF-", "log.jsonl": b""}
    about = {
        "reference": "DSR-1",
        "tenant": ["https://api.gong.test"],
        "made_at": "9999-12-31T23:59:59-23:59",
    }
    path = write_pack(tmp_path / "theirs", files, Keys.of(new_key()), about, packed=False)
    (path / ".DS_Store").write_bytes(b"left by the Finder")
    proofs.start(proofs.maker.check(path))
    dialog = proofs.dialog(CheckDialog)
    assert dialog.title_label.text() == "Consistent, signed by an unknown key"
    assert findings(dialog) == []
    told = [label.text() for label in dialog.facts.findChildren(Label)]
    assert told[told.index("No part of the pack") + 1] == ".DS_Store"
    assert "9999-12-31T23:59:59-23:59" in told
    assert not dialog.trust_button.isEnabled()
    QTest.keyClicks(dialog.name, "Office of Lindqvist")
    dialog.trust_button.click()
    assert dialog.title_label.text() == "Unaltered, signed by Office of Lindqvist"
    dialog.accept()
    proofs.done()

    (path / "evidence.pdf").write_bytes(b"%PDF-x")
    proofs.start(proofs.maker.check(path))
    dialog = proofs.dialog(CheckDialog)
    assert dialog.title_label.text() == "Altered"
    dialog.accept()
    proofs.done()
    (path / "evidence.pdf").write_bytes(b"%PDF-")
    proofs.start(proofs.maker.check(path))
    dialog = proofs.dialog(CheckDialog)
    dialog.distrust_button.click()
    assert dialog.title_label.text().startswith("Consistent")
    dialog.accept()
    proofs.done()
    assert proofs.context.settings.choices.trusted_keys == {}
