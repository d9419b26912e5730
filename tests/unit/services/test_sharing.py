"""Values that many records have in common are held once, and nothing else changes."""

from __future__ import annotations

from gong_admin.api.types.users import SpokenLanguage, UserMetadata, UserSettings
from gong_admin.services.sharing import Shared


def user(number: int, title: str | None = "Account Executive") -> UserMetadata:
    """Made of values of its own, as a decoded page is."""
    return UserMetadata(
        id=str(number),
        title=None if title is None else "".join(list(title)),
        settings=UserSettings(emails_imported=True),
        spoken_languages=[SpokenLanguage(language="en-GB", primary=True)],
    )


def test_equal_values_of_all_pages_become_one_and_records_stay_equal():
    shared = Shared(("title", "settings", "spoken_languages"))
    first, second = shared.among([user(1), user(2)])
    (third,) = shared.among([user(3)])
    assert (first, second, third) == (user(1), user(2), user(3))
    for field in ("title", "settings", "spoken_languages"):
        values = [getattr(each, field) for each in (first, second, third)]
        assert all(value is values[0] for value in values), field


def test_different_and_missing_values_stay_what_they_are():
    shared = Shared(("title", "settings"))
    records = [user(1), user(2, "Manager"), user(3, None), user(4)]
    titles = [each.title for each in shared.among(records)]
    assert titles == ["Account Executive", "Manager", None, "Account Executive"]


def test_lists_of_different_fields_are_not_taken_for_each_other():
    shared = Shared(("email_aliases",), often_empty=("personal_meeting_urls",))
    record = UserMetadata(id="1", email_aliases=[], personal_meeting_urls=[])
    (same,) = shared.among([record])
    assert same.email_aliases is not same.personal_meeting_urls


def test_of_lists_that_are_often_empty_only_those_are_shared():
    shared = Shared((), often_empty=("personal_meeting_urls",))
    url = "https://meet.orvane.test/one"
    records = [UserMetadata(id=str(n), personal_meeting_urls=[]) for n in range(2)]
    records += [UserMetadata(id=str(n), personal_meeting_urls=[url]) for n in range(2)]
    first, second, third, fourth = (each.personal_meeting_urls for each in shared.among(records))
    assert first == []
    assert first is second
    assert third == fourth == [url]
    assert third is not fourth
