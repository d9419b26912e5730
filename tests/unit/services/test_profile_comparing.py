"""Profiles side by side, as plain data."""

from __future__ import annotations

import itertools
import json
import random

from gong_admin.services.profiles.comparing import (
    GROUPS,
    LINES,
    NEW_GROUP,
    bars_of,
    cell_of,
    cell_words,
    column_of,
    differing,
    lines_of,
    nearest_pairs,
)
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.settings_catalogue import SETTINGS


def column(**profile):
    return column_of(read(json.dumps({"id": "1", "name": "A", **profile}).encode()))


def titles(one, other):
    lines = lines_of([one, other])
    return [lines[i].title for i in differing(one, other, lines)]


def pairs_of(columns, most=100):
    steps = nearest_pairs(columns, most=most)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def test_every_value_has_its_line():
    assert len(LINES) == 58
    assert {key for line in LINES for key in line.keys} == {setting.key for setting in SETTINGS}
    assert list(dict.fromkeys(line.group for line in LINES)) == [g for g in GROUPS if g != "new"]


def test_a_switch_and_what_was_never_told_differ():
    assert titles(column(deleteCalls=False), column(deleteCalls=True)) == ["Delete calls"]
    assert titles(column(deleteCalls=False), column(deleteCalls=None)) == ["Delete calls"]
    assert titles(column(), column(deleteCalls=None)) == []


def test_leads_count_as_part_of_their_level_in_any_order():
    def calls(*leads):
        return column(callsAccess={"permissionLevel": "managers-team", "teamLeadIds": leads})

    assert titles(calls("1", "2"), calls("2", "1")) == []
    assert titles(calls("1", "2"), calls("1", "3")) == ["Calls"]
    assert titles(calls(), column(callsAccess={"permissionLevel": "managers-team"})) == []


def test_what_is_new_at_gong_is_compared_too():
    one, other = column(agentStudio=True), column(agentStudio=False)
    assert titles(one, other) == ["agentStudio"]
    assert titles(one, column()) == ["agentStudio"]
    line = lines_of([one])[-1]
    assert (line.group, line.editable) == (NEW_GROUP, False)
    assert cell_words(line, cell_of(one, lines_of([one]), 58)) == ("true", "")


def test_cells_in_words():
    some = column(
        callsAccess={"permissionLevel": "managers-team", "teamLeadIds": ["1", "2"]},
        dealsAccess={"permissionLevel": "managers-team"},
        libraryFolderAccess={"permissionLevel": "specific-folders", "libraryFolderIds": ["7"]},
        emailsAccess={"permissionLevel": "galaxy"},
        deleteCalls=True,
    )
    said = {line.title: cell_words(line, cell_of(some, LINES, i)) for i, line in enumerate(LINES)}
    assert said["Calls"] == ("Team", "2 leads")
    assert said["Library"] == ("Chosen folders", "1 folder")
    assert said["Emails"] == ("galaxy", "")
    assert said["Delete calls"] == ("On", "")
    assert said["Trim calls"] == ("Not told", "")
    bars = {line.title: bars_of(line, cell_of(some, LINES, i)) for i, line in enumerate(LINES)}
    assert (bars["Calls"], bars["Emails"], bars["Delete calls"]) == (3, None, None)


def test_the_nearest_pairs_are_those_of_counting_by_hand():
    random.seed(7)
    switches = [s.key for s in SETTINGS if "." not in s.key]
    columns = [
        column(**{key: random.choice([True, False, None]) for key in random.sample(switches, 9)})
        for _ in range(24)
    ]
    columns.append(column(unheardOf=3))
    columns.append(columns[3])
    lines = lines_of(columns)
    by_hand = sorted(
        (len(differing(columns[a], columns[b], lines)), a, b)
        for a, b in itertools.combinations(range(len(columns)), 2)
    )
    found = [(pair.distance, pair.first, pair.second) for pair in pairs_of(columns, most=40)]
    assert found == by_hand[:40]
    assert found[0] == (0, 3, 25)


def test_no_pair_without_two_profiles():
    assert pairs_of([]) == ()
    assert pairs_of([column()]) == ()
