"""The answer to an access request: everything on one person, nothing on anybody else."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.services.privacy.case import Case, CaseKind
from gong_admin.services.privacy.proof import access_pack
from gong_admin.services.privacy.proof.access_answer import LEFT_OUT
from gong_admin.services.privacy.proof.access_pack import (
    AccessWanted,
    access_cost,
    make_access,
)
from gong_admin.services.privacy.proof.access_people import Colleagues
from gong_admin.services.privacy.proof.document import Document, Table
from gong_admin.services.privacy.proof.masking import Mask
from gong_admin.services.privacy.proof.pack import (
    Verdict,
    check_pack,
    fingerprint,
    manifest_digest,
    read_part,
)
from gong_admin.services.privacy.proof.whose import LEAVE_OUT, SeveralPeople
from tests.unit.services.privacy.office import Office


@pytest.fixture
def office(sandbox: Any, tmp_path: Path) -> Iterator[Office]:
    home = tmp_path / "home"
    home.mkdir()
    opened = Office(sandbox(), home)
    yield opened
    opened.close()


pytestmark = pytest.mark.usefixtures("qapp")  # the lock has a timer


def plain(document: Document, *_: Any) -> bytes:
    """A printer for tests: the words alone."""
    return "\n".join(map(str, [document.title, document.subtitle, *document.blocks])).encode()


def detailed(office: Office, **filters: Any) -> list[Any]:
    """Calls with their parties, as the sandbox tells them."""
    body = {"filter": filters, "contentSelector": {"exposedFields": {"parties": True}}}
    return list(office.theirs.read("POST", "/v2/calls/extensive", body=body)["calls"])


def talkative(office: Office) -> str:
    """Somebody outside who has spoken on a call with others."""
    known = office.known
    for call in detailed(office, fromDateTime=known.moment(60), toDateTime=known.moment(0)):
        for one in call["parties"]:
            outside = one.get("affiliation") == "External"
            if outside and one.get("emailAddress") and one.get("speakerId"):
                return str(one["emailAddress"])
    raise AssertionError("nobody talks")


def answered(office: Office, case: Case, folder: Path, **options: Any) -> list[Path]:
    office.look_up(case)
    wanted = AccessWanted(folder / "access", packed=True, **options)
    return make_access(
        office.client,
        office.store,
        case.id,
        wanted,
        plain,
        program="",
        company="Orvane",
        token=CancelToken(),
    )


def test_the_answer_is_whole_and_names_nobody_else(office: Office, tmp_path: Path) -> None:
    address = talkative(office)
    case = office.open_case(address, kind=CaseKind.ACCESS)
    office.look_up(case)
    cost = access_cost(office.store, case.id)
    before = len(office.transport.sent)
    [path] = answered(office, case, tmp_path)
    assert len(office.transport.sent) - before == cost.requests(transcripts=True)
    assert check_pack(path, frozenset({fingerprint(office.store.keys)})).verdict is (
        Verdict.UNALTERED
    )
    raw = read_part(path, "access.json")
    answer = json.loads(raw)
    assert answer["subjects"][0]["value"] == address
    assert len(answer["calls"]) == cost.calls > 0
    assert answer["emails"] or answer["records"]

    # Whatever the others are called or said is in neither file.
    spoken: list[str] = []
    for call in answer["calls"]:
        own = [one for one in call["participants"] if one["is_the_person"]]
        assert len(own) == 1
        spoken += [one["words"] for one in call.get("transcript", ()) if not one["is_the_person"]]
    theirs = {
        str(party[key])
        for call in detailed(office, callIds=[call["id"] for call in answer["calls"]])
        for party in call["parties"]
        if party.get("emailAddress") != address
        for key in ("name", "emailAddress", "phoneNumber")
        if party.get(key)
    }
    assert theirs
    everything = (raw + read_part(path, "access.pdf")).decode()
    assert not [one for one in theirs if one in everything]
    assert set(spoken) == {LEFT_OUT}
    assert any(
        one["is_the_person"] and one["words"]
        for call in answer["calls"]
        for one in call.get("transcript", ())
    )
    assert "Recordings" in {one["what"] for one in answer["not_exported"]}
    assert office.events(case)[-1] == "access-made"


def test_others_are_named_where_that_is_chosen(office: Office, tmp_path: Path) -> None:
    address = talkative(office)
    case = office.open_case(address, kind=CaseKind.ACCESS)
    [path] = answered(office, case, tmp_path, masked=False, transcripts=False)
    answer = json.loads(read_part(path, "access.json"))
    others = [
        one["who"]
        for call in answer["calls"]
        for one in call["participants"]
        if not one["is_the_person"]
    ]
    assert others
    assert not [one for one in others if one.startswith("Person ")]
    assert not [call for call in answer["calls"] if "transcript" in call]
    assert {"what": "Transcripts", "why": "Not chosen."} in answer["not_exported"]
    assert office.transport.count("getCallTranscripts") == 0


def test_different_people_get_packs_of_their_own(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = office.people(2)
    case = office.open_case(first, second, kind=CaseKind.ACCESS)
    office.look_up(case)
    # Of many people not everything is read at once.
    monkeypatch.setattr(access_pack, "_AT_ONCE", 1)
    cost, before = access_cost(office.store, case.id), len(office.transport.sent)
    assert len(cost.parts) == 2
    paths = answered(office, case, tmp_path, apart=True)
    requests = cost.requests(transcripts=True, apart=True)
    assert len(office.transport.sent) - before == requests
    assert [path.name for path in paths] == ["access-1.zip", "access-2.zip"]
    for path, own, other in zip(paths, (first, second), (second, first), strict=True):
        content = (read_part(path, "access.json") + read_part(path, "access.pdf")).decode()
        assert own in content
        assert other not in content


def test_colleagues_in_fields_of_the_crm_are_masked(office: Office, tmp_path: Path) -> None:
    case = office.open_case(talkative(office), kind=CaseKind.ACCESS)
    [subject] = office.look_up(case)
    fields = [{"name": "Owner", "value": "Kai Brandt"}, {"name": "City", "value": "Lund"}]
    raw = {"customerData": [{"system": "S", "objects": [{"id": "1", "fields": fields}]}]}
    office.store.put([subject], "looked-up", answers={"lookup": json.dumps(raw).encode()})
    wanted = AccessWanted(tmp_path / "access", packed=True)
    [path] = make_access(
        office.client,
        office.store,
        case.id,
        wanted,
        plain,
        program="",
        company="Orvane",
        token=CancelToken(),
        colleagues=Colleagues(["Kai Brandt", "Lund Lund"], True),
    )
    [record] = json.loads(read_part(path, "access.json"))["records"]
    assert record["fields"] == {"Owner": "Person 1", "City": "Lund"}


def test_what_was_not_answered_is_said(office: Office, tmp_path: Path) -> None:
    user = office.known.users[0]["emailAddress"]
    case = office.open_case(user, kind=CaseKind.ACCESS)
    [path] = answered(office, case, tmp_path)
    answer = json.loads(read_part(path, "access.json"))
    why = {one["what"]: one["why"] for one in answer["not_exported"]}
    assert why[user] == "No answer to give. Not looked up: a Gong user."
    assert not answer["calls"]


def test_cancelled_nothing_is_left(office: Office, tmp_path: Path) -> None:
    case = office.open_case(*office.people(1), kind=CaseKind.ACCESS)
    office.look_up(case)
    token = CancelToken()
    token.cancel()
    folder = tmp_path / "out"
    folder.mkdir()
    wanted = AccessWanted(folder / "access", packed=False)
    with pytest.raises(Cancelled):
        make_access(
            office.client,
            office.store,
            case.id,
            wanted,
            plain,
            program="",
            company="Orvane",
            token=token,
        )
    assert not list(folder.iterdir())


@pytest.mark.parametrize("stop", ["cancelled", "there is one", "refused"])
def test_the_log_tells_of_each_pack_that_was_written_before_a_stop(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stop: str
) -> None:
    case = office.open_case(*office.people(3), kind=CaseKind.ACCESS)
    office.look_up(case)
    token = CancelToken()
    printed: list[Document] = []

    def printer(document: Document, *_: Any) -> bytes:
        printed.append(document)
        if len(printed) == 2 and stop == "cancelled":
            token.cancel()
        if len(printed) == 2 and stop == "refused":
            raise OSError("no room")
        return b""

    if stop == "there is one":
        (tmp_path / "access-2.zip").write_bytes(b"")
    with pytest.raises((Cancelled, OSError)):
        make_access(
            office.client,
            office.store,
            case.id,
            AccessWanted(tmp_path / "access", packed=True, apart=True),
            printer,
            program="",
            company="Orvane",
            token=token,
        )
    entry = office.store.log(case.id)[-1]
    assert entry.event == "access-made"
    assert (entry.facts["packs"], entry.facts["packs_wanted"]) == (1, 3)
    assert entry.facts["manifests"] == [manifest_digest(tmp_path / "access-1.zip")]


def test_a_number_of_several_people_is_asked_about_before_anything_is_read(
    office: Office, tmp_path: Path
) -> None:
    first, second = office.people(2)
    case = office.open_case("+442079460135", first, kind=CaseKind.ACCESS)
    number, _ = office.look_up(case)
    raw = {"emailAddresses": [first, second]}
    office.store.put([number], "looked-up", answers={"lookup": json.dumps(raw).encode()})
    cost = access_cost(office.store, case.id)
    [open_] = cost.undecided
    assert [one.key for one in open_.holders] == [first.casefold(), second.casefold()]
    assert open_.known  # one of them is the other subject
    assert cost.one_person is False
    before = len(office.transport.sent)

    def made(**options: Any) -> list[Path]:
        return make_access(
            office.client,
            office.store,
            case.id,
            AccessWanted(tmp_path / "access", packed=True, **options),
            plain,
            program="",
            company="Orvane",
            token=CancelToken(),
        )

    with pytest.raises(SeveralPeople):
        made(apart=True)
    assert len(office.transport.sent) == before
    # Left out, it gets no pack of its own; the others keep their numbers.
    assert [one.name for one in made(apart=True, chosen={number.id: LEAVE_OUT})] == ["access-2.zip"]
    [path] = made()
    assert second.casefold() not in read_part(path, "access.json").decode().casefold()


def test_masks_know_other_scripts_and_leave_ids_and_dates() -> None:
    mask = Mask(["ines@lindqvist.test"])
    mask.person("李小龍", "li@orvane.test")
    mask.person("Ann-Marie O'Neil", "am@orvane.test")
    mask.person("Mark Mark", "mark@orvane.test")
    mask.person("Will Reyes")
    kept = "2026-11-01 10:00, 7401928365501274839"
    words = f"请问李小龍在吗, ann-marie  o'neil said Markus will ask Will or WILL REYES, {kept}"
    assert mask.text(words) == (
        f"请问Person 1在吗, Person 2 said Markus will ask Person 4 or Person 4, {kept}"
    )


def test_the_document_tells_calls_with_what_was_said(office: Office, tmp_path: Path) -> None:
    kept: list[Document] = []

    def printer(document: Document, *_: Any) -> bytes:
        kept.append(document)
        return b""

    case = office.open_case(talkative(office), kind=CaseKind.ACCESS)
    office.look_up(case)
    wanted = AccessWanted(tmp_path / "access", packed=False)
    make_access(
        office.client,
        office.store,
        case.id,
        wanted,
        printer,
        program="",
        company="Orvane",
        token=CancelToken(),
    )
    assert "Orvane, Gong at http" in kept[0].subtitle
    tables = [block for block in kept[0].blocks if isinstance(block, Table)]
    said = [one for one in tables if "What was said" in one.titles]
    assert said
    words = [row[2] for row in said[0].rows]
    assert LEFT_OUT in words
    # What others said in a row is one line.
    assert (LEFT_OUT, LEFT_OUT) not in itertools.pairwise(words)
    assert set(words) != {LEFT_OUT}
    assert tables[-1].titles == ("What", "Why")
