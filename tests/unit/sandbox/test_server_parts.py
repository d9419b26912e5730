"""The parts of the sandbox's server by themselves: limits, cursors, faults, routes, checks."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
import pytest

from gong_admin.api.operation import Effect, Model, Operation, Request, Response
from gong_admin.api.spec import NumberId, Path, Query, describe
from gong_admin.sandbox import validate
from gong_admin.sandbox.clock import Clock
from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.faults import Fault, Faults
from gong_admin.sandbox.limits import Limits
from gong_admin.sandbox.paging import Cursors, Position, fingerprint
from gong_admin.sandbox.routes import Routes

NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


class StillClock(Clock):
    """A clock that moves only when told."""

    def __init__(self) -> None:
        super().__init__(NOON)
        self._at = 0.0

    def seconds(self) -> float:
        return self._at

    def advance(self, seconds: float) -> None:
        self._at += seconds


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


# -- limits ------------------------------------------------------------------------------------


def test_three_calls_at_once_then_one_a_third_of_a_second(clock: StillClock) -> None:
    limits = Limits(clock, rate=3, daily=0)
    assert [limits.take() for _ in range(4)] == [None, None, None, 1]
    clock.advance(1 / 3)
    assert limits.take() is None
    assert limits.take() == 1


def test_a_steady_three_a_second_is_never_refused(clock: StillClock) -> None:
    limits = Limits(clock, rate=3, daily=0)
    for _ in range(300):
        assert limits.take() is None
        clock.advance(1 / 3)


def test_the_day_ends_at_midnight_utc(clock: StillClock) -> None:
    limits = Limits(clock, rate=0, daily=2)
    assert [limits.take(), limits.take()] == [None, None]
    assert limits.take() == 12 * 3600
    clock.advance(12 * 3600)
    assert limits.take() is None
    assert limits.used_today == 1


def test_no_limits(clock: StillClock) -> None:
    limits = Limits(clock, rate=0, daily=0)
    assert not any(limits.take() for _ in range(50_000))


# -- cursors -----------------------------------------------------------------------------------


def test_a_cursor_leads_to_the_next_page_for_an_hour_from_the_first(clock: StillClock) -> None:
    cursors = Cursors(clock, "key")
    first = cursors.start(b"inputs")
    clock.advance(3500)
    second = cursors.decode(cursors.encode(first.next()), b"inputs")
    assert second.page == 1
    cursor = cursors.encode(second.next())
    clock.advance(100)
    with pytest.raises(Refusal, match="cursor has expired"):
        cursors.decode(cursor, b"inputs")


@pytest.mark.parametrize("change", ["", "x", "AAAA", "ü"])
def test_a_changed_cursor_is_refused(clock: StillClock, change: str) -> None:
    cursors = Cursors(clock, "key")
    cursor = cursors.encode(Position(b"inputs", 0.0, 3))
    with pytest.raises(Refusal, match="Failed to verify cursor"):
        cursors.decode(change + cursor[5:], b"inputs")


def test_a_foreign_cursor_is_refused(clock: StillClock) -> None:
    cursor = Cursors(clock, "key").encode(Position(b"inputs", 0.0, 1))
    with pytest.raises(Refusal, match="Failed to verify cursor"):
        Cursors(clock, "another").decode(cursor, b"inputs")
    with pytest.raises(Refusal, match="Failed to verify cursor"):
        Cursors(clock, "key").decode(cursor, b"other inputs")


def test_inputs_are_everything_but_the_cursor() -> None:
    same = fingerprint("op", {"a": ["1"]}, {"filter": {"x": 1, "y": 2}})
    assert same == fingerprint(
        "op", {"a": ["1"], "cursor": ["c"]}, {"cursor": "c", "filter": {"y": 2, "x": 1}}
    )
    assert same != fingerprint("op", {"a": ["2"]}, {"filter": {"x": 1, "y": 2}})
    assert same != fingerprint("op", {"a": ["1"]}, {"filter": {"x": 1}})
    assert same != fingerprint("other", {"a": ["1"]}, {"filter": {"x": 1, "y": 2}})


# -- faults ------------------------------------------------------------------------------------


def test_a_fault_is_off_always_counted_or_by_chance() -> None:
    faults = Faults(7)
    assert not faults.strikes(Fault.DROP, "listUsers")
    faults.set("drop", 1)
    assert all(faults.strikes(Fault.DROP, "listUsers") for _ in range(20))
    faults.set("drop", 2)
    assert [faults.strikes(Fault.DROP, "listUsers") for _ in range(3)] == [True, True, False]
    faults.set("drop", 0.5)
    assert 30 < sum(faults.strikes(Fault.DROP, "listUsers") for _ in range(100)) < 70
    faults.set("drop", 0)
    assert faults.as_dict() == {}


def test_the_same_seed_strikes_the_same_requests() -> None:
    def run(seed: int) -> list[bool]:
        faults = Faults(seed)
        faults.set("server-error", 0.3)
        return [faults.strikes(Fault.SERVER_ERROR, "listUsers") for _ in range(50)]

    assert run(7) == run(7) != run(8)


def test_a_fault_for_one_operation_once() -> None:
    faults = Faults(7)
    faults.set("html", {"count": 1, "operations": ["listCalls"]})
    assert not faults.strikes(Fault.HTML, "listUsers")
    assert faults.strikes(Fault.HTML, "listCalls")
    assert not faults.strikes(Fault.HTML, "listCalls")


@pytest.mark.parametrize(
    ("name", "rate"),
    [("nonsense", 1), ("drop", -1), ("drop", 2.5), ("drop", True), ("drop", "often")],
)
def test_a_wrong_fault_is_refused(name: str, rate: object) -> None:
    with pytest.raises(ValueError):
        Faults(7).set(name, rate)


# -- routes ------------------------------------------------------------------------------------


def _operation(name: str, method: str, path: str) -> Operation[Request, Response]:
    return Operation(
        id=name,
        method=method,
        path=path,
        request=Request,
        response=Response,
        area="",
        title="",
        help="",
        effect=Effect.READ,
    )


ROUTES = Routes(
    [
        _operation("list", "GET", "/v2/things"),
        _operation("one", "GET", "/v2/things/{id}"),
        _operation("find", "POST", "/v2/things/extensive"),
        _operation("part", "PUT", "/v2/things/{id}/part"),
    ]
)


@pytest.mark.parametrize(
    ("method", "path", "name", "values"),
    [
        ("GET", "/v2/things", "list", {}),
        ("GET", "/v2/things/12", "one", {"id": "12"}),
        ("GET", "/v2/things/a%2Fb", "one", {"id": "a/b"}),
        ("POST", "/v2/things/extensive", "find", {}),
        ("PUT", "/v2/things/12/part", "part", {"id": "12"}),
    ],
)
def test_route(method: str, path: str, name: str, values: dict[str, str]) -> None:
    operation, found = ROUTES.find(method, path)
    assert (operation.id, found) == (name, values)


@pytest.mark.parametrize(
    ("method", "path", "status", "allow"),
    [
        ("GET", "/v2/nothing", 404, None),
        ("GET", "/v2/things/", 404, None),
        ("PATCH", "/v2/things", 405, "GET"),
        ("GET", "/v2/things/12/part", 405, "PUT"),
    ],
)
def test_no_route(method: str, path: str, status: int, allow: str | None) -> None:
    with pytest.raises(Refusal) as caught:
        ROUTES.find(method, path)
    assert caught.value.status == status
    assert caught.value.headers.get("Allow") == allow


# -- checks ------------------------------------------------------------------------------------


class Inner(Model, frozen=True, kw_only=True):
    name: Annotated[str, msgspec.Meta(max_length=3)]
    weight: Annotated[int, msgspec.Meta(ge=0, le=9)] | None = None


class Sample(Request, frozen=True, kw_only=True):
    id: Path[NumberId]
    kind: Query[Literal["A", "B"]]
    on: Query[bool] | None = None
    inner: Inner
    several: list[Inner] | None = None
    state: Literal["OPEN", "DONE"] | None = None


SPECS = describe(Sample)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ({}, "'kind' is required"),
        ({"kind": [""]}, "'kind' is required"),
        ({"kind": ["C"]}, "unknown value: 'C'"),
        ({"kind": ["A", "B"]}, "given 2 times"),
        ({"kind": ["A"], "on": ["perhaps"]}, "neither true nor false"),
    ],
)
def test_wrong_parameters(query: dict[str, list[str]], problem: str) -> None:
    with pytest.raises(Refusal, match=problem) as caught:
        validate.check_parameters(SPECS, {"id": "12"}, query)
    assert caught.value.status == 400


def test_right_parameters() -> None:
    validate.check_parameters(SPECS, {"id": "9007199254740993"}, {"kind": ["A"], "on": ["true"]})
    with pytest.raises(Refusal, match="not a whole number"):
        validate.check_parameters(SPECS, {"id": "1.5"}, {"kind": ["A"]})


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (None, "body is missing"),
        ([], "not a JSON object"),
        ({}, "'inner' is required"),
        ({"inner": None}, "'inner' is required"),
        ({"inner": []}, "'inner' is not an object"),
        ({"inner": {}}, "'inner.name' is required"),
        ({"inner": {"name": 5}}, "'inner.name' is not a text"),
        ({"inner": {"name": "long"}}, "more than 3 characters"),
        ({"inner": {"name": "a", "weight": 10}}, "more than 9"),
        ({"inner": {"name": "a", "weight": True}}, "not a number"),
        ({"inner": {"name": "a"}, "several": {}}, "'several' is not a list"),
        ({"inner": {"name": "a"}, "several": [None]}, r"'several\[0\]' is null"),
        ({"inner": {"name": "a"}, "several": [{}]}, r"'several\[0\].name' is required"),
        ({"inner": {"name": "a"}, "state": "open"}, "unknown value: 'open'"),
    ],
)
def test_wrong_bodies(body: object, problem: str) -> None:
    with pytest.raises(Refusal, match=problem) as caught:
        validate.check_body(SPECS, body)
    assert caught.value.status == 400


def test_a_right_body_may_hold_nulls_and_unknown_fields() -> None:
    validate.check_body(
        SPECS, {"inner": {"name": "abc", "weight": None, "new": 1}, "several": None, "more": {}}
    )


def test_every_problem_is_told() -> None:
    with pytest.raises(Refusal) as caught:
        validate.check_body(SPECS, {"inner": {"weight": -1}, "state": "X"})
    assert len(caught.value.sentences) == 3
