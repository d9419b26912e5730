"""Whatever people are called and say: an answer holds the person's and nobody else's."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest

from gong_admin.api.types.calls import CallDetails, Monologue
from gong_admin.services.privacy.case import Case, CaseKind, Subject, SubjectState
from gong_admin.services.privacy.findings import Findings, parse
from gong_admin.services.privacy.identifiers import IdentifierKind
from gong_admin.services.privacy.proof.access_answer import access_answer
from gong_admin.services.privacy.proof.access_document import access_document
from gong_admin.services.privacy.proof.access_people import Colleagues
from gong_admin.services.privacy.proof.access_reading import CallsRead
from gong_admin.services.privacy.proof.common_words import COMMON
from gong_admin.services.privacy.proof.masking import Mask
from gong_admin.services.privacy.proof.traces import folded, word
from gong_admin.services.privacy.proof.whose import (
    LEAVE_OUT,
    SeveralPeople,
    Whose,
    holders,
    one_person,
    undecided,
)
from gong_admin.services.privacy.regimes import Regime

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
CASE = Case(
    id="c",
    tenant="https://us-1.api.gong.test",
    reference="DSR-1",
    kind=CaseKind.ACCESS,
    regime=Regime.GDPR,
    received=dt.date(2026, 11, 1),
    created=NOW,
)
NUMBER = "+12025550100"


def subject(value: str, number: int = 1) -> Subject:
    kind = "email" if "@" in value else "phone"
    return Subject(
        id=number, case_id="c", position=number, kind=kind, value=value, state=SubjectState.FOUND
    )


def found(of: Subject, raw: Mapping[str, Any]) -> Findings:
    return parse(IdentifierKind(of.kind), of.value, json.dumps(raw).encode())


def contact(**fields: Any) -> dict[str, Any]:
    told = [{"name": name.replace("_", " "), "value": value} for name, value in fields.items()]
    return {"objectType": "Contact", "id": "9", "fields": told}


def raw(*records: Mapping[str, Any], calls: Sequence[str] = ("1",), **more: Any) -> dict[str, Any]:
    data = [{"system": "Salesforce", "objects": records}]
    return {"calls": [{"id": one} for one in calls], "customerData": data, **more}


def party(name: str | None, address: str | None, voice: str = "", **more: Any) -> dict[str, Any]:
    return {"name": name, "emailAddress": address, "speakerId": voice or None, **more}


def call(*parties: Mapping[str, Any], title: str = "Intro", id_: str = "1") -> dict[str, Any]:
    return {"metaData": {"id": id_, "title": title}, "parties": parties}


def read(calls: Sequence[Mapping[str, Any]], said: Sequence[tuple[str, str]] = ()) -> CallsRead:
    """`said` on each of them: by whom, and what."""
    ids = [one["metaData"]["id"] for one in calls]
    words = [{"speakerId": voice, "sentences": [{"text": text}]} for voice, text in said]
    return CallsRead(
        {one["metaData"]["id"]: msgspec.convert(one, CallDetails) for one in calls},
        {one: [msgspec.convert(each, Monologue) for each in words] for one in ids if words},
    )


def answer(
    subjects: Sequence[Subject], told: Sequence[Mapping[str, Any]], calls: CallsRead, **options: Any
) -> dict[str, Any]:
    findings = {one.id: found(one, each) for one, each in zip(subjects, told, strict=True)}
    options = {"masked": True, **options}
    return access_answer(
        CASE, subjects, findings, calls, made_at=NOW, program="", company="Orvane", **options
    )


def whole(made: Mapping[str, Any]) -> str:
    """Everything that somebody can read in a pack."""
    document = access_document(made, signer="1A2B")
    return "\n".join(
        [json.dumps(made, ensure_ascii=False), str(document.title), str(document.subtitle)]
        + [str(block) for block in document.blocks]
    )


def missing(made: Mapping[str, Any]) -> dict[str, str]:
    return {one["what"]: one["why"] for one in made["not_exported"]}


# -- any company -------------------------------------------------------------------------------

_FIRST = (
    *("Ines", "Dana", "Wei", "Bo", "Jo", "Cy", "José", "Søren", "Нина", "Ann-Marie", "Al", "Ulf"),
    *("Ελένη", "李", "Zoë", "Noor", "Will", "Tilda", "राम"),
)
_LAST = (
    *("Halloran", "Whitfield", "Li", "Wu", "O'Neil", "Петрова", "Müller", "Ng", "Okafor", "小龍"),
    *("D'Angelo", "Reyes", "Al-Sayed", "Παππά", "Brandt", "Oz", "शर्मा"),
)
_HOSTS = ("orvane.test", "büro.рф", "acme.co.test", "例子.测试", "xn--bro-hoa.test")
_AFTER = ("", ".", ",", "!", "?", ":", ";", ")", "…", "'s", ". Right", "\n")


@dataclasses.dataclass
class Someone:
    name: str
    address: str
    number: str
    voice: str

    def ways(self, rng: random.Random) -> str:
        """A way in which others speak of them."""
        digits = self.number[1:]
        parts = self.name.split()
        names = (self.name, f"{parts[-1]}, {parts[0]}", *parts)
        spoken = rng.choice(names)
        ways = (
            *(spoken, spoken.upper(), spoken.lower(), f"{spoken}2", f"_{spoken}_"),
            *(self.address, self.address.upper(), f"mailto:{self.address}", f"<{self.address}>"),
            *(self.number, f"tel:{self.number}", f"00{digits}", f"0{digits[2:6]}/{digits[6:]}"),
            f"+{digits[:2]} ({digits[2:5]}) {digits[5:8]}-{digits[8:]}",
            f"{digits[2:5]}.{digits[5:8]}.{digits[8:]}",
        )
        return rng.choice(ways) + rng.choice(_AFTER)


def company(rng: random.Random) -> list[Someone]:
    count = rng.randint(3, 7)
    firsts, lasts = rng.sample(_FIRST, count), rng.sample(_LAST, count)
    people = []
    for at, (first, last) in enumerate(zip(firsts, lasts, strict=True)):
        name = f"{first} 2nd {last}" if rng.random() < 0.15 else f"{first} {last}"
        number = f"+44{rng.randint(10**9, 10**10 - 1)}"
        people.append(
            Someone(name, f"p{at}x{rng.randint(10, 99)}@{rng.choice(_HOSTS)}", number, f"v{at}")
        )
    return people


def words_of(name: str) -> set[str]:
    return {folded(one) for one in word().findall(name) if len(one) > 1 and not one.isdigit()}


@pytest.mark.parametrize("first", range(0, 160, 40))
def test_nobody_elses_is_told_and_all_of_the_persons_is(first: int) -> None:
    for seed in range(first, first + 40):
        tell_of_some_company(random.Random(seed))


def tell_of_some_company(rng: random.Random) -> None:
    person, *others = company(rng)
    switchboard = f"+44{rng.randint(10**9, 10**10 - 1)}"
    calls: list[dict[str, Any]] = []
    own: list[str] = []
    secret: list[str] = []
    transcripts: dict[str, Any] = {}
    for number in range(rng.randint(1, 3)):
        on = rng.sample(others, rng.randint(1, len(others)))
        parties = [party(person.name, person.address, person.voice, phoneNumber=person.number)]
        for one in on:
            # Some call from the switchboard; of some no address is known, or no name.
            number_of = rng.choice((one.number, switchboard))
            by = rng.choice(("all", "all", "number", "address"))
            parties.append(
                party(
                    None if by == "address" else one.name,
                    None if by == "number" else one.address,
                    one.voice,
                    phoneNumber=one.number if by == "number" else number_of,
                    affiliation=rng.choice(("Internal", "External", "Unknown")),
                )
            )
        rng.shuffle(parties)
        named = rng.choice(on)
        title = f"{person.name} / {named.name} re: offer {number}"
        words = []
        for turn in range(rng.randint(2, 9)):
            speaks = rng.choice((person, *on))
            about = rng.choice(
                [one for one in on if one.name in {p["name"] for p in parties}] or [person]
            )
            if about is person:
                text = f"marker-{number}-{turn} is said"
            else:
                text = f"marker-{number}-{turn} and {about.ways(rng)} is said"
            (own if speaks is person else secret).append(f"marker-{number}-{turn} ")
            words.append({"speakerId": speaks.voice, "sentences": [{"text": text}]})
        calls.append(call(*parties, title=title, id_=f"{number}"))
        transcripts[f"{number}"] = [msgspec.convert(one, Monologue) for one in words]
    everybody = {p["name"] for each in calls for p in each["parties"]} - {None}
    known = [one for one in others if one.name in everybody]
    boss = rng.choice(others)
    record = contact(
        Name=person.name,
        Email=person.address,
        MobilePhone=person.number,
        Assistant_Phone=rng.choice(others).number,
        Company_phone=switchboard,
        Phone=rng.choice((switchboard, person.number)),
        Reports_To=boss.name,
        Assistant=rng.choice(others).name,
        Owner_email=boss.address,
        Description=f"Met {boss.name} and {rng.choice(others).address}.",
    )
    event = {
        "eventName": f"Sent by {rng.choice(others).address}.",
        "contentId": rng.choice(others).address,
        "contentUrl": f"https://orvane.test/d?to={rng.choice(others).address}&a=1",
        "sourceEventId": boss.address,
    }
    told = raw(record, calls=[one["metaData"]["id"] for one in calls])
    told["emails"] = [
        {"from": f"{boss.name} <{boss.address}>", "mailbox": rng.choice(others).address}
    ]
    of = subject(person.address)
    if rng.random() < 0.5:
        told["customerEngagement"] = [event]
    else:
        of = subject(person.number)
        told["emailAddresses"] = [person.address]
        if rng.random() < 0.5:
            other = contact(Name=others[0].name, Email=others[0].address, Salary="100000")
            told["customerData"][0]["objects"] = [record, other]
            told["emailAddresses"].append(others[0].address)
    gathered = read(calls)
    gathered.transcripts = transcripts
    key = next((one.key for one in holders(found(of, told)) if person.name == one.name), "")
    made = answer([of], [told], gathered, chosen={1: key})
    everything = whole(made)

    for marker in secret:
        assert marker not in everything
    for marker in own:
        assert marker in everything
    assert person.address in everything
    assert person.number in everything
    assert switchboard not in everything
    low = everything.casefold()
    for one in others:
        assert one.address.casefold() not in low
        assert one.number not in everything
        assert one.number[3:] not in re.sub(r"[\s().\-/]", "", everything)
    mine = words_of(person.name)
    readable = {(folded(one), one.islower()) for one in word().findall(everything)}
    for one in (*known, boss):
        for part in words_of(one.name) - mine - {"nd"}:
            assert (part, False) not in readable
            assert part in COMMON or (part, True) not in readable, part


# -- who the person is -------------------------------------------------------------------------

INES = subject("ines@ext.test")
INES_SAYS = ("s1", "Mine.")
PETER_SAYS = ("s2", "Not hers.")


def own_words(made: Mapping[str, Any]) -> list[str]:
    """What of the transcripts is told as the person's."""
    return [
        said["words"]
        for each in made["calls"]
        for said in each.get("transcript", ())
        if said["is_the_person"]
    ]


@pytest.mark.parametrize(
    ("field", "number", "other", "words"),
    [
        # The person dialled in: their own number, nobody else's, and no address.
        ("MobilePhone", NUMBER, {}, ["Mine.", "Not hers."]),
        ("Mobile Phone", NUMBER, {"name": "I. Halloran"}, ["Mine.", "Not hers."]),
        # Whoever has an address is who has that address.
        ("MobilePhone", NUMBER, {"emailAddress": "peter@ext.test"}, ["Mine."]),
        # A colleague, a number of somebody else, another name.
        ("MobilePhone", NUMBER, {"userId": "7"}, ["Mine."]),
        ("Assistant Phone", NUMBER, {}, ["Mine."]),
        ("Company phone", NUMBER, {}, ["Mine."]),
        ("Main_Phone__c", NUMBER, {}, ["Mine."]),
        ("fax", NUMBER, {}, ["Mine."]),
        ("OtherPhone", NUMBER, {}, ["Mine."]),
        ("MobilePhone", NUMBER, {"name": "Peter Pan"}, ["Mine."]),
    ],
)
def test_a_number_of_the_crm_is_the_persons_only_if_nothing_speaks_against_it(
    field: str, number: str, other: Mapping[str, Any], words: list[str]
) -> None:
    record = contact(Name="Ines Halloran", Email="ines@ext.test", **{field: "+1 (202) 555-0100"})
    second = {"name": None, "emailAddress": None, "speakerId": "s2", "phoneNumber": number, **other}
    calls = read(
        [call(party("Ines Halloran", "INES@ext.test", "s1"), second)], [INES_SAYS, PETER_SAYS]
    )
    made = answer([INES], [raw(record)], calls)
    assert own_words(made) == words


def test_a_number_that_somebody_else_on_a_call_has_tells_nobody() -> None:
    record = contact(Name="Ines Halloran", Email="ines@ext.test", Phone=NUMBER)
    calls = read(
        [
            call(
                party("Ines Halloran", "ines@ext.test", "s1"),
                party("Ines", None, "s2", phoneNumber=NUMBER),
                party("Wendy Darling", "wendy@ext.test", phoneNumber=NUMBER),
            )
        ],
        [INES_SAYS, ("s2", "Whoever.")],
    )
    made = answer([INES], [raw(record)], calls)
    assert own_words(made) == ["Mine."]
    assert "Wendy" not in whole(made)
    assert NUMBER not in whole(made)
    # That somebody might be her, and is not told to be, is said.
    assert made["calls"][0]["the_person_speaks"] == "yes, perhaps more"
    assert "What the person may have said besides, on 1 of 1 calls" in missing(made)


def test_the_address_behind_a_number_of_one_person_is_theirs() -> None:
    record = contact(Name="Ann Aalto", Email="ann@x.test", Phone=NUMBER)
    calls = read([call(party("Ann Aalto", "ann@x.test", "s1"), title="Ann Aalto")], [INES_SAYS])
    made = answer([subject(NUMBER)], [raw(record, emailAddresses=["ann@x.test"])], calls)
    assert own_words(made) == ["Mine."]
    assert made["records"][0]["fields"] == {
        "Name": "Ann Aalto",
        "Email": "ann@x.test",
        "Phone": NUMBER,
    }
    assert made["addresses"] == ["ann@x.test"]
    # What only the address would lead to.
    assert {"Engagement events", "What is held on ann@x.test besides"} <= missing(made).keys()
    assert "Engagement events" not in missing(answer([INES], [raw()], read([])))
    assert "says nothing" not in whole(made)


ANN = contact(Name="Ann Aalto", Email="ann@x.test", Phone=NUMBER)
BEN = contact(Name="Ben Bee", Email="ben@x.test", Phone=NUMBER, Salary="100000")
SHARED = raw(
    ANN,
    BEN,
    calls=("1", "2"),
    emailAddresses=["ann@x.test", "ben@x.test"],
    emails=[{"id": "m1", "from": "Ann <ann@x.test>"}, {"id": "m2", "from": "ben@x.test"}],
    meetings=[{"id": "77"}],
)
ANN_AND_BEN = read(
    [
        call(
            party("Ann Aalto", "ann@x.test", "s1", phoneNumber=NUMBER),
            party("Ben Bee", "ben@x.test", "s2", phoneNumber=NUMBER),
        ),
        call(party("Ben Bee", "ben@x.test", "s2", phoneNumber=NUMBER), title="Ben alone", id_="2"),
    ],
    [INES_SAYS, PETER_SAYS],
)


@pytest.mark.parametrize("masked", [True, False])
def test_of_a_number_of_several_people_only_what_is_the_chosen_ones_is_told(masked: bool) -> None:
    number = subject(NUMBER)
    with pytest.raises(SeveralPeople):
        answer([number], [SHARED], ANN_AND_BEN)
    with pytest.raises(SeveralPeople):
        answer([number], [SHARED], ANN_AND_BEN, chosen={1: "carol@x.test"})
    made = answer([number], [SHARED], ANN_AND_BEN, chosen={1: "ann@x.test"}, masked=masked)
    [record] = made["records"]
    assert record["fields"] == {"Name": "Ann Aalto", "Email": "ann@x.test", "Phone": NUMBER}
    assert [one["id"] for one in made["calls"]] == ["1"]
    assert [one["id"] for one in made["emails"]] == ["m1"]
    assert made["meetings"] == []
    assert own_words(made) == ["Mine."]
    everything = whole(made)
    assert "100000" not in everything
    assert "Ben alone" not in everything
    assert ("Ben" in everything) is not masked
    assert {
        "1 lead or contact found with a number of several people",
        "1 call found with a number of several people",
        "1 email found with a number of several people",
        "1 meeting found with a number of several people",
    } <= missing(made).keys()


def test_who_the_person_is_beside_a_number_of_several_people_needs_no_choice() -> None:
    number, ann = subject(NUMBER), subject("ann@x.test", 2)
    assert undecided(number, found(number, SHARED), [number])
    assert not undecided(number, found(number, SHARED), [number, ann])
    made = answer([number, ann], [SHARED, raw(ANN)], ANN_AND_BEN)
    assert own_words(made) == ["Mine."]
    assert "Ben" not in whole(made)
    # Left out, it tells of nobody.
    other = subject("zoe@y.test", 2)
    zoe = raw(contact(Name="Zoe", Email="zoe@y.test"))
    made = answer([number, other], [SHARED, zoe], ANN_AND_BEN, chosen={1: LEAVE_OUT})
    assert "Ann" not in whole(made)
    assert [one["fields"]["Name"] for one in made["records"]] == ["Zoe"]
    assert f"What was found with {NUMBER}" in missing(made)


def test_one_record_with_two_addresses_is_one_person() -> None:
    number = subject(NUMBER)
    record = contact(Name="Ann Aalto", Email="ann@x.test", Secondary_Email="ann@home.test")
    lead = contact(Name="Ann Aalto", Phone=NUMBER)
    told = raw(lead, record, emailAddresses=["ann@x.test", "Ann@home.test"])
    [ann] = holders(found(number, told))
    assert ann.addresses == ("ann@x.test", "ann@home.test")
    assert ann.records == {0, 1}


def test_subjects_that_lead_to_each_other_are_one_person() -> None:
    number, ann, ben = subject(NUMBER), subject("ann@x.test", 2), subject("ben@x.test", 3)
    alone = found(number, raw(ANN, emailAddresses=["ann@x.test"]))
    shared = found(number, SHARED)
    of_ann, of_ben = found(ann, raw(ANN)), found(ben, raw(BEN))
    assert one_person([ann], {})
    assert one_person([number, ann], {1: alone})
    assert one_person([number, ann], {2: of_ann})
    assert not one_person([ann, ben], {2: of_ann, 3: of_ben})
    # A number of several people makes them no one person.
    assert not one_person([number, ann, ben], {1: shared, 2: of_ann, 3: of_ben})


@pytest.mark.parametrize(
    ("parties", "told", "words"),
    [
        ([party("Ines", INES.value, "s1"), party("Kai", "kai@o.test", "s2")], "no", "says nothing"),
        # Gong tells the person without a voice, or a voice without a person.
        ([party("Ines", INES.value), party("Kai", None, "s2")], "not known", "does not tell"),
        ([party("Kai", "kai@o.test", "s2")], "not known", "does not tell whether"),
        ([party("Ines", INES.value)], "not known", "does not tell whether"),
        # Her other address, or another of her name.
        (
            [party("Ines Otey", INES.value), party("Otey, Ines", "ines@home.test", "s2")],
            *("not known", "does not tell whether"),
        ),
    ],
)
def test_it_says_that_the_person_says_nothing_only_where_that_is_known(
    parties: list[Any], told: str, words: str
) -> None:
    made = answer([INES], [raw()], read([call(*parties)], [PETER_SAYS]))
    assert made["calls"][0]["the_person_speaks"] == told
    everything = whole(made)
    assert words in everything
    assert ("says nothing" in everything) is (told == "no")


# -- what is masked ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "masked"),
    [
        ("Call me on +1 202 555 0143.", "Call me on [number]."),
        ("0171/1234567. Bye", "[number]. Bye"),
        ("tel:+12025550143.", "tel:[number]."),
        ("2025550143 2025550199, 202 555 0143 x12", "[number], [number]"),
        # As the French write them, and beside dates.
        ("01.23.45.67.89 on 01.02.2025 0171 1234567", "[number] on 01.02.2025 [number]"),
        ("Mail o'brien@acme.test, müller@büro.рф!", "Mail [address], [address]!"),
        ("https://x.test/?u=dana%40o.test&b=1", "https://x.test/?[address]&b=1"),
        ("7401928365501274839 at 2026-11-01 10:00", "7401928365501274839 at 2026-11-01 10:00"),
        ("Mr. Li or li and LI; an idea", "Mr. Person 1 or Person 1 and Person 1; an idea"),
        ("thanks dana; whitfield_dana or dana2", "thanks Person 1; Person 1 or Person 1 2"),
        ("Dana 2nd Whitfield's", "Person 1's"),
        ("jose\u0301 or JOSE", "Person 1 or Person 1"),
        ("Will you? I will.", "Person 1 you? I will."),
        ("ines and her own 020 7946 0135", "ines and her own 020 7946 0135"),
        ("Ines Okafor, Ines", "Person 1, Ines"),
    ],
)
def test_what_is_somebody_elses_in_a_text(words: str, masked: str) -> None:
    mask = Mask(["Ines Halloran", "ines@ext.test", "+442079460135"])
    for name in ("Wei Li", "Bo An", "Dana 2nd Whitfield", "José Ruiz", "Will Reyes", "Ines Okafor"):
        mask.know(name)
    assert mask.text(words) == masked


def test_no_text_takes_minutes() -> None:
    for odd in ("(" * 50_000, "a." * 20_000 + "@", "1" + " " * 50_000 + "z"):
        assert Mask(["ines@ext.test"]).text(odd) == odd


def test_whoever_a_record_or_an_event_names_is_masked() -> None:
    record = contact(
        Name="Ines Halloran",
        Email="ines@ext.test",
        Reports_To="Carol King",
        Assistant="Peter Pan",
        Owner_team="Bob Stone (Sales)",
        HasAssistant="Yes",
        Assistant_Phone=12025550199,
        Phone=12025550100.0,
        Valid_to="2027-01-01",
        Revenue=2000000,
        Created_by="Kai Brandt & Noor Abadi",
        Description="Introduced by Carol King and peter, not Abadi",
    )
    event = {
        "contentId": "dana@o.test",
        "contentUrl": "https://o.test/?u=dana@o.test",
        "sourceEventId": "1234567890",
    }
    made = answer([INES], [raw(record, customerEngagement=[event])], read([]))
    assert made["records"][0]["fields"] == {
        "Name": "Ines Halloran",
        "Email": "ines@ext.test",
        "Reports To": "Person 1",
        "Assistant": "Person 2",
        "Owner team": "Person 3",
        "HasAssistant": "Yes",
        "Assistant Phone": "[number]",
        "Phone": 12025550100.0,
        "Valid to": "2027-01-01",
        "Revenue": 2000000,
        "Created by": "Person 4; Person 5",
        "Description": "Introduced by Person 1 and Person 2, not Person 5",
    }
    [told] = made["events"]
    assert (told["content"], told["content_url"]) == ("[address]", "https://o.test/?[address]")
    assert told["source_id"] == "1234567890"


def test_whoever_a_field_names_is_masked_on_the_calls_as_well() -> None:
    record = contact(Name="Ines Halloran", Reports_To="Bo 2nd Lind", Owner="Sales Queue")
    calls = read([call(party("Ines", INES.value, "s1"), title="Ines, Lind, the Sales pitch")])
    made = answer([INES], [raw(record)], calls)
    # A team is no person: its words are words.
    assert made["calls"][0]["title"] == "Ines, Person 1, the Sales pitch"
    assert made["records"][0]["fields"]["Owner"] == "Person 2"


def test_an_answer_says_whether_the_companys_people_were_known() -> None:
    record = contact(Name="Ines Halloran", Notes="Ask Kai Brandt, or Brandt, Kai, in Lund")
    made = answer(
        [INES], [raw(record)], read([]), colleagues=Colleagues(["Kai Brandt", "Lund Lund"], True)
    )
    assert made["records"][0]["fields"]["Notes"] == "Ask Person 1, or Person 1, in Lund"
    assert "was not read" not in str(missing(made))
    assert "was not read" in str(missing(answer([INES], [raw(record)], read([]))))


def test_transcripts_of_calls_of_which_nothing_is_told_are_said_to_be_left_out() -> None:
    calls = read([call(id_="1")], [INES_SAYS])
    calls.calls.clear()
    made = answer([INES], [raw()], calls)
    assert "transcript" not in made["calls"][0]
    assert "Transcripts of 1 of 1 calls" in missing(made)


def test_years_stay_readable() -> None:
    mask = Mask(["ines@a.test"])
    words = "Renewal 2025-2026, or 2026–2028; on 12 March 2026"
    assert mask.text(words) == words
    assert mask.text("call 2025-202677") == "call [number]"
    mask.know("Kai Brandt", "20252026")
    assert mask.text("call 2025-2026") == "call Person 1"


def test_a_name_that_hundreds_of_calls_tell_is_compared_once() -> None:
    number = subject(NUMBER)
    own = party("Ines Halloran", None, phoneNumber=NUMBER)
    calls = [call(own, id_=str(one)) for one in range(300)]
    told = found(number, raw(calls=[str(one) for one in range(300)]))
    whose = Whose([number], {1: told}, {}, read(calls).calls.values())
    assert whose.names == ["Ines Halloran"]
