"""Who can, and why: what reading costs, each question, and the review."""

from __future__ import annotations

import datetime as dt

from gong_admin.api.catalogue.calls import LIST_CALLS
from gong_admin.api.types.calls import ListCalls
from gong_admin.runtime.tenant_data import full_name
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.sights import both, rows, words
from gong_admin.tour.step import Act, Lost, Step
from gong_admin.ui.panels.access.presenter import AccessPresenter

_READ = words("Who has")


def _panel(guide: Guide) -> AccessPresenter:
    panel = guide.bench.current
    if not isinstance(panel, AccessPresenter):
        raise Lost("the access panel is not in front")
    return panel


def _person(guide: Guide, title: str) -> str:
    """The id of the first with that title: the tour's company has the same people every time."""
    data = guide.bench.data
    users = data.users.records if data is not None else []
    found = [user for user in users if title in (user.title or "").casefold() and user.active]
    if not found:
        raise Lost(f"nobody is a {title}")
    return min(found, key=full_name).id or ""


def _what_can(title: str) -> Act:
    async def act(guide: Guide) -> None:
        _panel(guide).ask_about(_person(guide, title))

    return act


def _beside_the_manager(title: str) -> Act:
    async def act(guide: Guide) -> None:
        panel, person = _panel(guide), _person(guide, title)
        company = panel.knowledge.company
        if company is not None:
            panel.person.page.second.set_person(company.people[company.number[person]].manager_id)
        panel.ask_about(person)

    return act


def _who_sees(title: str) -> Act:
    async def act(guide: Guide) -> None:
        _panel(guide).ask_who_sees(_person(guide, title))

    return act


def _who_can(setting: str, value: str) -> Act:
    async def act(guide: Guide) -> None:
        _panel(guide).who.page.ask(setting, value)

    return act


async def _fill_in_calls(guide: Guide) -> None:
    """Three calls of the company and two people."""
    panel = _panel(guide)
    calls = await guide.app.bridge.run(_some_calls, guide)
    access = panel.call_access
    if access is None:
        raise Lost("the dialog is not open")
    dialog = access.dialog
    dialog.calls.setPlainText("\n".join(calls))
    dialog.people.set_value([_person(guide, "enablement"), _person(guide, "data protection")])
    access.check()


def _some_calls(guide: Guide) -> list[str]:
    bench = guide.bench
    if bench.session is None:
        raise Lost("no company is open")
    now = dt.datetime.now(dt.UTC)
    week = dt.timedelta(days=7)
    request = ListCalls(from_date_time=(now - week).isoformat(), to_date_time=now.isoformat())
    answer = bench.session.client.call(LIST_CALLS, request)
    return [call.id for call in answer.value.calls or () if call.id][:3]


async def _sign(guide: Guide) -> None:
    """The signature of somebody who could be anybody's colleague."""
    page = _panel(guide).review.page
    page.who.setText("Ines Okafor")
    page.note.setPlainText("Needed by enablement, reviewed every quarter")


STEPS = (
    Step("access-cost", (acts.reopen("access"),), words("What reading them takes", "calls")),
    Step("access-who", (acts.press("Read them"),), both(_READ, rows(1)), seconds=60),
    Step(
        "access-who-level",
        (_who_can("callsAccess.permissionLevel", "all"),),
        both(words("set to All"), rows(1)),
    ),
    Step("access-person", (_what_can("account executive"),), both(words("What can"), rows(40))),
    Step(
        "access-two-people",
        (_beside_the_manager("account executive"), acts.choose("differs", "Differs")),
        both(words("do, compared with"), rows(1)),
        (acts.clear_filter,),
    ),
    Step("access-sees", (_who_sees("account executive"),), both(words("can see the"), rows(1))),
    Step("access-review", (acts.tab("Review"), acts.select(0)), words("Sign off", "Export for an")),
    Step("access-signed", (_sign, acts.press("Sign off")), words("Signed off by")),
    Step(
        "access-calls",
        (acts.press("Access to single calls"), _fill_in_calls, acts.press("See who has access")),
        both(words("Access to single calls"), rows(3)),
    ),
    Step("access-compact", (acts.resize(1024, 640), acts.tab("Who can see")), words("can see the")),
)  # fmt: skip
