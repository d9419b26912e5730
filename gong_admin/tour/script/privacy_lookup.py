"""Looking up what Gong holds: one, a number, a user's own address, a list."""

from __future__ import annotations

from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.outsiders import outsiders, shared_number, well_known
from gong_admin.tour.sights import both, read, rows, words
from gong_admin.tour.step import Act, Lost, Sight, Step
from gong_admin.ui.panels.lookup.presenter import LookupPresenter

_LIST = 240  # lines of the list, some of which can't be looked up


def _panel(guide: Guide) -> LookupPresenter:
    panel = guide.bench.current
    if not isinstance(panel, LookupPresenter):
        raise Lost("the lookup panel is not in front")
    return panel


def look_up(text: str) -> Act:
    """Type something into the box and press Enter."""

    async def act(guide: Guide) -> None:
        panel = _panel(guide)
        panel.view.box.set_text(text)
        panel.look_up()

    return act


async def look_up_somebody(guide: Guide) -> None:
    """Look up an outsider of whom Gong holds a lot."""
    await look_up(await well_known(guide))(guide)


async def _number(guide: Guide) -> None:
    await look_up(await shared_number(guide))(guide)


async def _own(guide: Guide) -> None:
    data = guide.bench.data
    users = [one for one in (data.users.records if data else ()) if one.email_address]
    if not users:
        raise Lost("no users have been read")
    await look_up(min(one.email_address or "" for one in users))(guide)


def _kind(kind: str) -> Act:
    async def act(guide: Guide) -> None:
        _panel(guide).view.findings.tabs.choose(kind)

    return act


async def _paste_list(guide: Guide) -> None:
    """A list as it comes out of a ticket system: with a line or two that are nobody's."""
    lines = (await outsiders(guide))[:_LIST]
    lines[3:3] = ["see ticket 4711", lines[0].upper(), "+44 12"]
    _panel(guide).lists.take_text("\n".join(lines))


def _filled(guide: Guide) -> bool:
    table = _panel(guide).view.findings.table
    return table is not None and any(column.key == "title" for column in table.model.columns)


def _found(guide: Guide) -> bool:
    panel = _panel(guide)
    shown = panel.current
    typed = panel.view.box.text().strip()
    return shown is not None and typed in (shown.identifier.typed, shown.identifier.value)


def _aside(guide: Guide) -> bool:
    return _panel(guide).view.list.tabs.key() == "aside"


_FILLED = Sight("titles of calls", _filled)
_FOUND = Sight("the answer about whom was typed", _found)
_ASIDE = Sight("the lines that were set aside", _aside)

STEPS = (
    Step("lookup-empty", (acts.go("lookup"),), words("Look up what Gong holds on somebody")),
    Step(
        "lookup-wrong",
        (look_up("ines.halloran@"),),
        words("after the @-sign"),
    ),
    Step("lookup-found", (look_up_somebody,), both(_FOUND, rows(1))),
    Step("lookup-emails", (_kind("emails"),), rows(1)),
    Step(
        "lookup-calls-filled",
        (_kind("calls"), acts.press("Fill in")),
        both(_FILLED, rows(1)),
    ),
    Step("lookup-compact", (acts.resize(1024, 640), _kind("emails")), rows(1)),
    Step("lookup-number", (_number,), both(_FOUND, rows(1))),
    Step("lookup-nothing", (look_up("nobody.at.all@corvane.test"),), words("Nothing was found")),
    Step(
        "lookup-refused",
        (acts.go("users"), acts.wait(read("users")), acts.go("lookup"), _own),
        words("This is the address of a Gong user"),
    ),
    Step(
        "lookup-failed",
        (
            acts.faults(drop={"rate": 1, "operations": ["findAllReferencesToEmailAddress"]}),
            look_up("nobody.at.all@corvane.test"),
        ),
        words("The connection broke off"),
        (acts.no_faults,),
    ),
    Step("lookup-list", (_paste_list,), both(words("lookups:", "Make a case"), rows(20))),
    Step("lookup-list-aside", (acts.tab("Set aside"),), both(_ASIDE, rows(3))),
)  # fmt: skip
