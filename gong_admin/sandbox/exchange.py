"""One request on its way through the sandbox, and what a handler makes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from gong_admin.sandbox import validate
from gong_admin.sandbox.auth import Account
from gong_admin.sandbox.errors import Refusal
from gong_admin.sandbox.faults import Fault, Faults
from gong_admin.sandbox.paging import PAGE_SIZE, Cursors, Position, expired_cursor, fingerprint
from gong_admin.sandbox.routes import AnyOperation
from gong_admin.sandbox.world import Wire, World
from gong_admin.sandbox.world.clock import parse

_Day = TypeVar("_Day", bound=dt.date)

T = TypeVar("T")


@dataclass(slots=True)
class Exchange:
    """What a handler gets: the checked inputs in wire form, and the world they are about.

    `body` is the decoded JSON body (an empty object where none was sent and none is needed);
    `upload` the file of a multipart body.
    """

    operation: AnyOperation
    world: World
    account: Account
    faults: Faults
    cursors: Cursors
    path: dict[str, str]
    query: validate.Query
    body: Any = None
    upload: Any = None
    status: int = 200

    # -- inputs ------------------------------------------------------------------------------

    def text(self, name: str) -> str | None:
        """A query parameter; None when it is missing or empty."""
        values = self.query.get(name)
        return values[0] if values and values[0] else None

    def need(self, name: str) -> str:
        """A query parameter that validation has found to be there."""
        return self.query[name][0]

    def texts(self, name: str) -> list[str]:
        """A repeated query parameter; commas separate as well."""
        return [part for value in self.query.get(name, ()) for part in value.split(",") if part]

    def flag(self, name: str) -> bool:
        return (self.text(name) or "").lower() == "true"

    @property
    def filter(self) -> Wire:
        """The body's `filter`."""
        value: Wire = self.body.get("filter") or {}
        return value

    def moment(self, name: str) -> dt.datetime | None:
        """A date-time of the query or the filter. Raises Refusal 400 for a text that is none."""
        value = self.text(name) if self.query.get(name) else self._filtered(name)
        if value is None:
            return None
        if "T" in value:
            try:
                moment = parse(value)
            except ValueError:
                pass  # the refusal below says what is wrong
            else:
                return _within_reason(name, moment)
        raise Refusal(400, f"'{name}' is not a date-time in ISO 8601: '{value}'")

    def moment_needed(self, name: str) -> dt.datetime:
        value = self.moment(name)
        if value is None:
            raise Refusal(400, f"'{name}' is required")
        return value

    def day(self, name: str) -> dt.date | None:
        """A date of the filter. Raises Refusal 400 for a text that is none."""
        value = self._filtered(name)
        if value is None:
            return None
        try:
            return _within_reason(name, dt.date.fromisoformat(value))
        except ValueError as error:
            raise Refusal(400, f"'{name}' is not a date (YYYY-MM-DD): '{value}'") from error

    def day_needed(self, name: str) -> dt.date:
        value = self.day(name)
        if value is None:
            raise Refusal(400, f"'{name}' is required")
        return value

    def _filtered(self, name: str) -> str | None:
        return self.filter.get(name) if isinstance(self.body, dict) else None

    # -- faults and paging -------------------------------------------------------------------

    def strikes(self, fault: Fault) -> bool:
        return self.faults.strikes(fault, self.operation.id)

    def seconds(self, fault: Fault) -> float | None:
        """What a fault takes that strikes; None where it does not."""
        return self.faults.seconds(fault, self.operation.id)

    def position(self) -> Position:
        """Where this request stands in its walk. Raises Refusal 400 for a cursor that is bad,
        foreign or too old."""
        inputs = fingerprint(self.operation.id, {**self.query, **_as_query(self.path)}, self.body)
        cursor = self.text("cursor")
        if cursor is None and isinstance(self.body, dict):
            cursor = self.body.get("cursor") or None
        if cursor is None:
            return self.cursors.start(inputs)
        if self.strikes(Fault.CURSOR_EXPIRED):
            raise expired_cursor()
        return self.cursors.decode(cursor, inputs)

    def page(
        self,
        key: str,
        items: Sequence[T],
        *,
        make: Callable[[T], Any] | None = None,
        nothing: str = "",
        join: Callable[[int, int], Any] | None = None,
        **others: Any,
    ) -> Wire:
        """The page of `items` that the request asks for, with `records` beside it.

        `make` turns an item into its wire form, for this page only; `join(start, end)` makes the
        whole list instead. With `nothing`, an empty result is a 404 with that sentence, as Gong
        answers it.
        """
        position = self.position()
        total = len(items)
        start = position.page * PAGE_SIZE
        if not total and nothing:
            raise Refusal(404, nothing)
        end = min(start + PAGE_SIZE, total)
        records: Wire = {
            "totalRecords": total,
            "currentPageSize": max(0, end - start),
            "currentPageNumber": position.page,
        }
        if self.strikes(Fault.CURSOR_LOOP):
            records["cursor"] = self.cursors.encode(position)
        elif end < total:
            records["cursor"] = self.cursors.encode(position.next())
        found: Any
        if join is not None:
            found = join(start, end)
        elif make is not None:
            found = [make(item) for item in items[start:end]]
        else:
            found = items[start:end]
        return {"records": records, key: found, **others}


def _as_query(path: dict[str, str]) -> validate.Query:
    return {f"{{{name}}}": [value] for name, value in path.items()}


def _within_reason(name: str, day: _Day) -> _Day:
    """At the ends of the calendar another time zone's day doesn't exist."""
    if not 1 < day.year < 9999:
        raise Refusal(400, f"'{name}' is out of range: '{day.isoformat()}'")
    return day
