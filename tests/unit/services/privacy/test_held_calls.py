"""Who on the do-not-erase list loses something, told from what lookups and calls tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import msgspec
import pytest

from gong_admin.services.privacy.case import Counts, Subject
from gong_admin.services.privacy.erase_review import Candidate, clashes_of
from gong_admin.services.privacy.findings import parse
from gong_admin.services.privacy.held_calls import Clash, Guard, Thing, merged
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.lookup import CallFacts, unread
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.holds import Holds

TENANT = "https://us-1.api.gong.test"
GERMAN, AUSTRIAN = "+49301234567", "+43301234567"
CONTACT = {
    "Email": "dana@out.test",
    "Mobile Phone": "+49 170 1234567",
    "Other Email": "dana@home.test",
}


@pytest.fixture
def store() -> Iterator[CaseStore]:
    opened = CaseStore(None, Keys.of(bytes(32)), clock=lambda: dt.datetime.now(dt.UTC))
    yield opened
    opened.close()


def guard(store: CaseStore, *held: str) -> Guard:
    for one in held:
        Holds(store).put("email" if "@" in one else "phone", one, "lawsuit")
    return Guard.of(store, TENANT)


def call(*known_by: str) -> CallFacts:
    return CallFacts("1", "", "", None, "", (), (), frozenset(known_by))


def candidate(number: int, *call_ids: str) -> Candidate:
    counts = Counts(calls=len(call_ids))
    one = Subject(id=number, case_id="", position=number, kind="email", value="a", counts=counts)
    return Candidate(one, call_ids=call_ids)


@pytest.mark.parametrize("held", ["+491701234567", "dana@home.test"])
@pytest.mark.parametrize("erased", ["dana@out.test", "+49301111111"])
def test_what_else_is_in_the_record_of_the_erased_may_be_held(
    store: CaseStore, held: str, erased: str
) -> None:
    fields = [{"name": name, "value": value} for name, value in CONTACT.items()]
    record = {"objectType": "Contact", "id": "1", "fields": fields}
    raw = msgspec.json.encode({"customerData": [{"system": "SF", "objects": [record]}]})
    kind = IdentifierKind.EMAIL if "@" in erased else IdentifierKind.PHONE
    [clash] = guard(store, "somebody@else.test", held).known(parse(kind, erased, raw))
    assert clash.value == held


def test_of_two_numbers_that_end_alike_the_right_one_is_named(store: CaseStore) -> None:
    both = guard(store, GERMAN, AUSTRIAN)
    for held in (GERMAN, AUSTRIAN):
        [clash] = both.met({"1": call(f"{held[:3]} {held[3:]}", "somebody@else.test")})
        assert clash.value == held
    # Without its country it may be either's.
    assert {one.value for one in both.met({"1": call("030 1234567")})} == {GERMAN, AUSTRIAN}
    raw = msgspec.json.encode({"matchingPhoneNumbers": [AUSTRIAN]})
    [clash] = both.known(parse(IdentifierKind.PHONE, "+15550001234", raw))
    assert clash.value == AUSTRIAN


def test_a_call_that_is_named_twice_is_one() -> None:
    raw = msgspec.json.encode({"calls": [{"id": "1"}, {"id": "1"}, {"id": "2"}]})
    assert parse(IdentifierKind.EMAIL, "a@b.test", raw).call_ids == ("1", "2")
    assert unread(["1", "1", "2"], {"1": call("a@b.test")}) == 1


def test_a_long_list_is_compared_with_what_somebody_has_in_one_go() -> None:
    class Things(frozenset[Thing]):
        walks = 0

        def __iter__(self) -> Iterator[Thing]:
            Things.walks += 1
            return super().__iter__()

    calls = [("calls", str(number)) for number in range(100)]
    met = (
        Clash("email", "dana@out.test", Things(calls)),
        Clash("phone", GERMAN, Things(calls[:50])),
    )
    candidates = [candidate(number, str(number), str(number + 1), "none") for number in range(60)]
    found = clashes_of(candidates, met)
    assert Things.walks == len(met)  # and not once more for each of the candidates
    dana, german = found[10]
    assert (dana.value, dana.calls) == ("dana@out.test", frozenset(("10", "11")))
    assert (german.value, german.calls) == (GERMAN, frozenset(("10", "11")))
    [dana] = found[55]
    assert dana.calls == frozenset(("55", "56"))
    [all_of_dana, _] = merged(one for each in found.values() for one in each)
    assert len(all_of_dana.calls) == 61
    assert clashes_of([candidate(1, "none")], met) == {}
