"""Trackers: shared keywords, and their filters in words."""

from __future__ import annotations

import pytest

from gong_admin.api.types.settings import LanguageKeywords, Tracker
from gong_admin.services.tracker_filter import EVERY_CALL, FilterKind, read_filter, sentence
from gong_admin.services.trackers import Overlaps


def tracker(name: str, words: dict[str, list[str]], workspace: str = "1") -> Tracker:
    return Tracker(
        tracker_id=name,
        tracker_name=name,
        workspace_id=workspace,
        language_keywords=[
            LanguageKeywords(language=language, keywords=keywords)
            for language, keywords in words.items()
        ],
    )


def told(overlaps: Overlaps, one: Tracker) -> list[tuple[str, str]]:
    return [(shared.keyword, shared.other.tracker_name or "") for shared in overlaps.of(one)]


def test_a_keyword_is_shared_without_regard_to_case_and_blanks():
    price = tracker("Price", {"eng": ["List  Price", "quote"]})
    budget = tracker("Budget", {"eng": ["list price"]})
    assert told(Overlaps([price, budget]), price) == [("List  Price", "Budget")]
    assert Overlaps([price, budget]).count(price) == 1


def test_the_same_letters_in_two_languages_are_two_keywords():
    german = tracker("G", {"ger": ["Budget"]})
    english = tracker("E", {"eng": ["budget"]})
    assert told(Overlaps([german, english]), german) == []


def test_every_language_meets_each_language():
    everywhere = tracker("All", {"mul": ["Velquist"]})
    english = tracker("E", {"eng": ["velquist"]})
    overlaps = Overlaps([everywhere, english])
    assert told(overlaps, everywhere) == [("Velquist", "E")]
    assert told(overlaps, english) == [("velquist", "All")]


def test_other_workspaces_come_last_and_are_not_counted():
    mine = tracker("Mine", {"eng": ["price", "quote"]})
    far = tracker("Far", {"eng": ["price", "quote"]}, workspace="2")
    near = tracker("Near", {"eng": ["quote"]})
    overlaps = Overlaps([far, mine, near])
    assert told(overlaps, mine) == [("quote", "Near"), ("price", "Far"), ("quote", "Far")]
    assert overlaps.count(mine) == 1


def test_a_tracker_shares_nothing_with_itself():
    one = tracker("One", {"eng": ["price", "Price"], "mul": ["price"]})
    assert told(Overlaps([one]), one) == []


def test_gongs_own_example_in_words():
    node = read_filter('{"type":"And","filters":[{"type":"CallDirection","terms":["OUTBOUND"]}]}')
    assert node is not None
    assert sentence(node) == "Call direction is outbound"


@pytest.mark.parametrize("query", [None, "", "  ", '{"type":"And","filters":[]}'])
def test_no_filter_means_every_call(query):
    node = read_filter(query)
    assert node == EVERY_CALL
    assert sentence(node) == "Every call"


def test_nested_conditions_keep_their_logic():
    node = read_filter(
        '{"type":"And","filters":[{"type":"Not","filter":{"type":"CallTitle","terms":["1:1","x"]}},'
        '{"type":"Or","filters":[{"type":"CallDuration","from":120,"unit":"SECONDS"},'
        '{"type":"CRMStage","terms":["Won"],"inverse":true}]}]}'
    )
    assert node is not None
    assert [child.kind for child in node.children] == [FilterKind.NONE, FilterKind.ANY]
    assert sentence(node) == (
        "Not (call title is “1:1” or “x”) and "
        "(call duration is at least 120 seconds or CRM stage is “Won”, inverse: true)"
    )


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ('"from":1,"to":2', "is between 1 and 2"),
        ('"to":60,"unit":"MINUTES"', "is at most 60 minutes"),
        ('"from":"x"', "from: x"),
    ],
)
def test_spans_of_numbers(bounds, words):
    node = read_filter(f'{{"type":"CallDuration",{bounds}}}')
    assert node is not None
    assert node.text == f"Call duration {words}"


@pytest.mark.parametrize(
    "query",
    [
        "not json",
        "[]",
        '{"filters":[]}',
        '{"type":"And","filters":{}}',
        '{"type":"And","filters":[7]}',
        '{"type":"And","filters":' * 5000,
    ],
)
def test_what_is_not_understood_is_left_to_be_shown_as_it_is(query):
    assert read_filter(query) is None
