"""People outside the tour's company, to be looked up."""

from __future__ import annotations

import datetime as dt

from gong_admin.api.catalogue.calls import LIST_CALLS_IN_DETAIL
from gong_admin.api.client import Client
from gong_admin.api.types.calls import (
    ContentSelector,
    DetailedCallsFilter,
    ExposedFields,
    ListCallsInDetail,
)
from gong_admin.tour.guide import Guide
from gong_admin.tour.step import Lost

_DAYS = 30


async def well_known(guide: Guide) -> str:
    """The address of an outsider of whom Gong holds much, as the sandbox tells."""
    people = await guide.app.bridge.run(guide.sandbox.control, "people")
    return str(people["wellKnown"][0]["emailAddress"])


async def shared_number(guide: Guide) -> str:
    """A phone number that several people have: their company's."""
    people = await guide.app.bridge.run(guide.sandbox.control, "people")
    return str(people["sharedNumber"])


async def outsiders(guide: Guide) -> list[str]:
    """Addresses of people outside, as anybody finds them: on the calls of the last weeks."""
    session = guide.bench.session
    if session is None:
        raise Lost("no company is open")
    return await session.run(_outsiders)


def _outsiders(client: Client) -> list[str]:
    now = dt.datetime.now(dt.UTC)
    request = ListCallsInDetail(
        filter=DetailedCallsFilter(
            from_date_time=(now - dt.timedelta(days=_DAYS)).isoformat(),
            to_date_time=now.isoformat(),
        ),
        content_selector=ContentSelector(exposed_fields=ExposedFields(parties=True)),
    )
    found: dict[str, None] = {}
    for call in client.call(LIST_CALLS_IN_DETAIL, request).value.calls or ():
        for party in call.parties or ():
            if party.email_address and (party.affiliation or "").casefold() == "external":
                found[party.email_address] = None
    return sorted(found)
