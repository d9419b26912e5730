"""What needs attention: found where it is, and not claimed from half a list."""

from __future__ import annotations

import msgspec

from gong_admin.api.types.permissions import PermissionProfile
from gong_admin.api.types.users import UserMetadata, UserSettings
from gong_admin.services.attention import Known, find
from gong_admin.services.lists import Member, ProfileRecord
from gong_admin.services.overview import profile_shares, tally


def profile(key, workspace="w", **settings):
    raw = msgspec.json.encode({"id": key, "name": key.upper(), **settings})
    return ProfileRecord(workspace, msgspec.json.decode(raw, type=PermissionProfile), raw)


def user(key, *, active=True, manager=None, **settings):
    return UserMetadata(
        id=key,
        first_name=key,
        active=active,
        manager_id=manager,
        settings=UserSettings(**settings),
    )


def member(profile_id, user_id, workspace="w"):
    return Member(workspace, profile_id, user_id, user_id, f"{user_id}@orvane.test")


def titles(**known):
    return [finding.title for finding in find(Known(**known))]


def test_nothing_is_said_of_nothing():
    assert titles() == []
    assert titles(users=[], members=[]) == []


def test_irreversible_settings_are_counted_with_those_who_have_them():
    profiles = [profile("a", deleteCalls=True), profile("b", deleteCalls=False, library=True)]
    found = find(Known(profiles=profiles, members=[member("a", "1"), member("b", "2")]))
    assert found[0].title == "Delete calls is on in 1 profile"
    assert found[0].text == "1 person: A"
    assert (found[0].panel, found[0].target) == ("profiles", "a")


def test_profiles_of_one_name_are_counted_by_workspace():
    def told(*names):
        profiles = [
            profile(str(number), deleteCalls=True, name=name) for number, name in enumerate(names)
        ]
        return find(Known(profiles=profiles))[0].text

    assert told("Admin", "Admin", "Deal desk") == "Admin in 2 workspaces and Deal desk"
    assert told("A", "B", "C") == "A, B and C"
    # All that the title counts are named or counted.
    assert told("A", "B", "C", "D", "D") == "A, B, C and 2 more"
    long = "Administrators of the whole company"
    assert told(long, long, "Deal desk") == f"{long} in 2 workspaces and 1 more"


def test_leads_without_effect_and_inactive_ones():
    idle = {"callsAccess": {"permissionLevel": "all", "teamLeadIds": ["1"]}}
    used = {"callsAccess": {"permissionLevel": "managers-team", "teamLeadIds": ["1"]}}
    assert "1 profile with leads that have no effect" in titles(profiles=[profile("a", **idle)])
    gone = [user("1", active=False, web_conferences_recorded=True)]
    assert titles(profiles=[profile("a", **used)], users=gone) == ["1 profile with inactive leads"]
    assert titles(profiles=[profile("a", **used)]) == []


def test_profiles_that_differ_in_one_setting_are_named_with_it():
    alike = [profile("a", library=True), profile("b", library=True, trimCalls=True)]
    found = find(Known(profiles=alike))
    assert [f.title for f in found] == ["Two profiles are almost the same"]
    assert found[0].text == "A and B; only “Trim calls” differs"
    elsewhere = [alike[0], profile("b", "v", library=True, trimCalls=True)]
    assert titles(profiles=elsewhere) == []


def test_people_and_profiles_are_compared_only_when_both_are_known():
    users = [
        user("1", web_conferences_recorded=True),
        user("2", active=False),
        user("3", web_conferences_recorded=True),
    ]
    profiles = [profile("a"), profile("b", deals=True, forecast=True)]
    members = [member("a", "1"), member("a", "2")]
    assert titles(profiles=profiles, users=users) == []
    assert titles(profiles=profiles, users=users, members=members) == [
        "1 inactive person with a profile",
        "1 active person without a profile in any workspace",
        "1 profile without members",
    ]


def test_a_workspace_is_looked_at_on_its_own():
    users = [user("1", web_conferences_recorded=True), user("2", active=False)]
    known = Known(
        profiles=[profile("a")],
        users=users,
        members=[member("a", "9"), member("z", "1", "v"), member("z", "2", "v")],
        workspace="w",
    )
    # Who has a profile elsewhere just works elsewhere; those of other workspaces don't count.
    assert find(known) == []


def test_people_without_a_manager_at_work_or_anything_captured():
    users = [user("1", active=False), user("2", manager="1", web_conferences_recorded=True)]
    assert titles(users=users) == ["1 active person led by somebody inactive"]
    assert titles(users=[user("3")]) == ["Nothing is captured of 1 active person"]


def test_users_are_tallied_as_they_come():
    counted = tally([user("1", web_conferences_recorded=True, emails_imported=True)])
    counted.add([user("2", active=False), user("3"), UserMetadata(id="4", active=True)])
    figures = counted.figures()
    assert (figures.active, figures.inactive, figures.recorded) == (3, 1, 1)
    assert sum(count for _words, count in figures.states) == 4
    assert dict(figures.states)["Settings unknown"] == 1
    assert dict(figures.settings)["Emails imported"] == 1


def test_profiles_of_several_workspaces_are_told_apart():
    profiles = [profile("a"), profile("b", "v")]
    shares = profile_shares(profiles, [member("a", "1"), member("a", "2")], {"w": "EMEA"})
    assert shares == [("A (EMEA)", 2), ("B (v)", 0)]
    assert profile_shares(profiles[:1], [], {}) == [("A", 0)]
