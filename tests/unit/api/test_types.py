"""Answers of Gong become types without losing a digit or stumbling over what is new."""

from __future__ import annotations

import pathlib
from typing import Any, TypeVar

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gong_admin.api.spec import Kind, NumberId, Place, describe
from gong_admin.api.types.calls import AddCall, CallParticipant
from gong_admin.api.types.coaching import GetCoaching
from gong_admin.api.types.common import decode_hook, encode_hook
from gong_admin.api.types.crm import GetObjects, IntegrationsAnswer, ObjectsAnswer
from gong_admin.api.types.permissions import PermissionProfile, ProfileAnswer, UpdateProfile
from gong_admin.api.types.privacy import EmailAddressReferences
from gong_admin.api.types.settings import ScorecardsAnswer
from gong_admin.api.types.users import UserHistory, UsersPage

T = TypeVar("T")


def decode(text: str | bytes, type: type[T]) -> T:
    """As the client does."""
    return msgspec.json.decode(text, type=type, dec_hook=decode_hook, strict=False)


def encode(value: Any) -> bytes:
    return msgspec.json.encode(value, enc_hook=encode_hook)


@given(st.integers(min_value=0, max_value=10**20 - 1))
def test_ids_keep_every_digit(number: int) -> None:
    as_number = decode(f'{{"integrations":[{{"integrationId":{number}}}]}}', IntegrationsAnswer)
    as_text = decode(f'{{"integrations":[{{"integrationId":"{number}"}}]}}', IntegrationsAnswer)
    assert as_number == as_text
    assert as_number.integrations is not None
    assert as_number.integrations[0].integration_id == str(number)
    assert encode(as_number) == f'{{"integrations":[{{"integrationId":{number}}}]}}'.encode()


@pytest.mark.parametrize("wrong", ["1.5", "1e3", "true", "[]", "{}"])
def test_an_id_is_a_whole_number_or_a_text(wrong: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="Expected an id"):
        decode(f'{{"integrations":[{{"integrationId":{wrong}}}]}}', IntegrationsAnswer)


def test_an_id_that_is_no_number_is_sent_as_it_is() -> None:
    assert encode({"id": NumberId("-1"), "other": NumberId("12")}) == b'{"id":"-1","other":12}'


def test_hooks_refuse_what_they_do_not_know() -> None:
    with pytest.raises(NotImplementedError):
        encode_hook(object())
    with pytest.raises(NotImplementedError):
        decode_hook(complex, "1")
    assert encode_hook(pathlib.PurePosixPath("a/b.wav")) == "a/b.wav"


def test_ranges_come_as_texts_or_numbers() -> None:
    answer = decode(
        '{"scorecards":[{"scorecardId":"8471","questions":'
        '[{"minRange":"1","maxRange":5,"answerOptions":null}]}]}',
        ScorecardsAnswer,
    )
    assert answer.scorecards is not None
    assert answer.scorecards[0].scorecard_id == "8471"
    questions = answer.scorecards[0].questions
    assert questions is not None
    assert (questions[0].min_range, questions[0].max_range) == (1, 5)


def test_null_and_unknown_members_are_no_trouble() -> None:
    answer = decode(
        '{"requestId":null,"records":{"totalRecords":1,"later":[]},"novelty":{"a":1},'
        '"users":[{"id":"77","managerId":null,"settings":{"newSwitch":true},"emailAliases":null}]}',
        UsersPage,
    )
    assert answer.users is not None
    assert answer.users[0].manager_id is None
    assert answer.users[0].id == "77"


def test_unknown_values_of_enums_survive() -> None:
    history = decode(
        '{"userSettingsHistory":[{"setting":"robotsAllowed","value":true}]}', UserHistory
    )
    assert history.user_settings_history is not None
    assert history.user_settings_history[0].setting == "robotsAllowed"
    answer = decode('{"profile":{"callsAccess":{"permissionLevel":"whole-region"}}}', ProfileAnswer)
    assert answer.profile is not None
    assert answer.profile.calls_access is not None
    assert encode(answer.profile) == b'{"callsAccess":{"permissionLevel":"whole-region"}}'


def test_a_profile_has_44_switches_and_sends_false() -> None:
    switches = [spec for spec in describe(PermissionProfile) if spec.kind is Kind.BOOLEAN]
    assert len(switches) == 44
    assert all(spec.help for spec in switches)
    profile = PermissionProfile(
        name="Integration User ", delete_calls=False, export_calls_and_coaching_data_to_csv=True
    )
    assert encode(profile) == (
        b'{"name":"Integration User ","deleteCalls":false,"exportCallsAndCoachingDataToCSV":true}'
    )


def test_a_sender_is_gongs_from() -> None:
    answer = decode('{"emails":[{"from":"ines@lindqvist.test"}]}', EmailAddressReferences)
    assert answer.emails is not None
    assert answer.emails[0].sender == "ines@lindqvist.test"


def test_hyphens_in_parameters() -> None:
    names = [spec.name for spec in describe(GetCoaching)]
    assert names == ["workspace-id", "manager-id", "from", "to"]


def test_crm_ids_are_the_body_too() -> None:
    request = GetObjects(
        integration_id=NumberId("5840192736450918273"),
        object_type="LEAD",
        objects_crm_ids=["L-1", "L-2"],
    )
    assert request.body == ["L-1", "L-2"]


def test_crm_objects_that_are_not_there_are_null() -> None:
    answer = decode('{"crmObjectsMap":{"A-1":{"tier":"gold"},"A-2":null}}', ObjectsAnswer)
    assert answer.crm_objects_map == {"A-1": {"tier": "gold"}, "A-2": None}


def test_bounds_are_checked_on_reading_a_request() -> None:
    call = AddCall(
        client_unique_id="x" * 2049,
        actual_start="2026-03-12T09:30:00Z",
        direction="Inbound",
        parties=[CallParticipant(name="Dana Whitfield")],
        primary_user="6182947305512870443",
    )
    with pytest.raises(msgspec.ValidationError, match="clientUniqueId"):
        decode(encode(call), AddCall)


def test_a_profile_is_the_body_of_an_update() -> None:
    (body,) = [spec for spec in describe(UpdateProfile) if spec.place is Place.WHOLE]
    assert body.type is PermissionProfile
    assert body.required
