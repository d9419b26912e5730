"""What several areas share: kinds of ids and texts, paging, and how JSON becomes them."""

from __future__ import annotations

import pathlib
from typing import Annotated, Any, Literal

from gong_admin.api.operation import Model, Response
from gong_admin.api.spec import NumberId, note

UserId = Annotated[str, note(of="user")]
WorkspaceId = Annotated[str, note(of="workspace")]
ProfileId = Annotated[str, note(of="profile")]
CallId = Annotated[str, note(of="call")]
FolderId = Annotated[str, note(of="folder")]
TrackerId = Annotated[str, note(of="tracker")]
ScorecardId = Annotated[str, note(of="scorecard")]
FlowId = Annotated[str, note(of="flow")]

# The same ids where the document says "64-bit number".
UserNumber = Annotated[NumberId, note(of="user")]
WorkspaceNumber = Annotated[NumberId, note(of="workspace")]
CallNumber = Annotated[NumberId, note(of="call")]
ScorecardNumber = Annotated[NumberId, note(of="scorecard")]
FlowNumber = Annotated[NumberId, note(of="flow")]
IntegrationId = Annotated[NumberId, note(of="integration")]

Date = Annotated[str, note(of="date")]
"""A day in the company's time zone, `2026-03-31`."""
DateTime = Annotated[str, note(of="date-time")]
"""ISO 8601 with `Z` or an offset, and 0, 3 or 6 decimals in answers."""
UserEmail = Annotated[str, note(of="user-email")]
"""The address of a Gong user, where `Email` may be anybody's."""
Email = Annotated[str, note(of="email")]
Phone = Annotated[str, note(of="phone")]
Url = Annotated[str, note(of="url")]

CrmObjectType = Literal["ACCOUNT", "CONTACT", "DEAL", "LEAD"]
"""What a generic CRM holds for Gong, as requests name it."""


class Records(Model, frozen=True, kw_only=True):
    """Where a page stands in the whole result. The last page has no `cursor`."""

    total_records: int | None = None
    current_page_size: int | None = None
    current_page_number: Annotated[int, note("Counted from 0.")] | None = None
    cursor: str | None = None


class Done(Response, frozen=True, kw_only=True):
    """An answer that says nothing but "accepted"."""


def decode_hook(type: type, obj: Any) -> Any:
    """Make the types that msgspec does not know; pass it as `dec_hook`.

    Raises ValueError (msgspec reports it with the place in the document) for what is neither a
    text nor a whole number: an id that went through a float has lost digits.
    """
    if type is NumberId:
        if isinstance(obj, str) or (isinstance(obj, int) and not isinstance(obj, bool)):
            return NumberId(obj)
        raise ValueError(f"Expected an id, got {obj!r}")
    if issubclass(type, pathlib.PurePath) and isinstance(obj, str):
        return pathlib.Path(obj)
    raise NotImplementedError(f"No way to make {type.__name__}")


def encode_hook(obj: Any) -> Any:
    """Turn the types that msgspec does not know into JSON; pass it as `enc_hook`.

    A `NumberId` is sent as the number that Gong's document asks for, or as it is when it holds
    something else (Gong then says what is wrong with it).
    """
    if isinstance(obj, NumberId):
        return int(obj) if obj.isascii() and obj.isdigit() else str(obj)
    if isinstance(obj, pathlib.PurePath):
        return str(obj)
    raise NotImplementedError(f"No JSON for {type(obj).__name__}")
