"""The editor of permission profiles: edits, what is wrong, review, conflict, what was left."""

from __future__ import annotations

import datetime as dt

import msgspec
from PySide6.QtWidgets import QAbstractButton

from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.api.types.permissions import PermissionProfile, UpdateProfile
from gong_admin.runtime import paths
from gong_admin.runtime.draft_keeper import DraftKeeper
from gong_admin.runtime.drafts import Draft, DraftStore, Keep
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.sights import both, floating, read, words
from gong_admin.tour.step import Act, Lost, Step
from gong_admin.ui.panels.profiles.presenter import ProfilesPresenter
from gong_admin.ui.widgets.segmented import Segmented

_EDITED = "Solutions engineer"
_REVIEW = (acts.press("Review and save"), acts.wait(floating()))
_CONFLICT = both(words("Theirs"), floating())


def _panel(guide: Guide) -> ProfilesPresenter:
    panel = guide.bench.current
    if not isinstance(panel, ProfilesPresenter):
        raise Lost("the profiles are not in front")
    return panel


def _level(setting: str, level: str) -> Act:
    """Choose a level of access."""

    async def act(guide: Guide) -> None:
        control = guide.find(Segmented, setting)
        for segment in control.findChildren(QAbstractButton):
            if segment.text() == level:
                segment.click()
                return
        raise Lost(f"{setting} has no level {level}")

    return act


def _scroll(pixels: int) -> Act:
    """Scroll the settings to here."""

    async def act(guide: Guide) -> None:
        area = _panel(guide).view.settings_view.area
        area.verticalScrollBar().setValue(pixels)

    return act


async def _allow(guide: Guide) -> None:
    """Allow changes."""
    if guide.bench.session is not None:
        guide.bench.session.lock.open()


async def _somebody_writes(guide: Guide) -> None:
    """Somebody else changes the profile shown, past the window."""
    session, record = guide.bench.session, _panel(guide).current()
    if session is None or record is None:
        raise Lost("no profile is shown")
    profile = msgspec.json.decode(record.raw)
    profile["deleteEmails"] = not profile["deleteEmails"]
    profile["emailsAccess"]["permissionLevel"] = "report-to-them"
    await session.call(
        UPDATE_PROFILE,
        UpdateProfile(profile_id=record.id, profile=PermissionProfile()),
        raw_body=msgspec.json.encode(profile),
    )


async def _killed_before(guide: Guide) -> None:
    """A run before this one was killed with edits to the profile shown: of the demo itself none
    are kept."""
    data, record, bridge = guide.bench.data, _panel(guide).current(), guide.app.bridge
    if data is None or record is None:
        raise Lost("no profile is shown")
    now, folder = dt.datetime.now(dt.UTC), paths.drafts_dir() / "tour"
    draft = Draft(
        profile_id=record.id,
        name=record.profile.name or "",
        workspace_id=record.workspace_id,
        edits={"trimCalls": True, "callsAccess.permissionLevel": "all"},
        base=record.raw,
        based_at=now - dt.timedelta(hours=3),
        edited_at=now - dt.timedelta(minutes=40),
    )

    def leave() -> DraftStore:
        before = DraftStore(folder)
        before.keep([Keep(record.id, 1, draft)])
        before.close()
        return DraftStore(folder)

    data.staged.keep_with(DraftKeeper(await bridge.run(leave), bridge))


async def _put_back(guide: Guide) -> None:
    """No edits, and the lock closed."""
    data, session = guide.bench.data, guide.bench.session
    if data is not None:
        data.staged.reset_all()
    if session is not None:
        session.lock.close()


async def _discard(guide: Guide) -> None:
    """Forget what the run before has left."""
    data = guide.bench.data
    if data is not None:
        for draft in data.staged.recovered():
            data.staged.discard(draft)


_PARTLY = {"count": 1, "operations": [UPDATE_PROFILE.id]}

STEPS = (
    Step(
        "editor",
        (acts.go("profiles"), _allow, acts.choose_item(_EDITED)),
        both(words("Changes allowed", _EDITED), read("profiles", "users", "folders")),
    ),
    Step(
        "editor-edits",
        (
            _level("Calls", "Reports"),
            _level("Emails", "All"),
            acts.press("Download call media"),
            acts.press("Delete calls"),
        ),
        words("4 changes"),
    ),
    Step("editor-switches", (_scroll(560),), words("Calls and emails"), (_scroll(0),)),
    Step("editor-changed", (acts.press("Changed"),), words("4 changes"), (acts.press("All"),)),
    Step("editor-people", (acts.press("Calls: Add a lead"),), floating()),
    Step("editor-name", (acts.press("Name and description"),), floating()),
    Step("editor-compact", (acts.resize(1024, 640),), words("Review and save")),
    Step("editor-review", _REVIEW, words("Rehearse without sending")),
    Step("editor-conflict", (_somebody_writes, *_REVIEW, acts.press("Save 4 changes")), _CONFLICT),
    Step(
        "editor-newer",
        (acts.press("Refresh"), acts.wait(read("profiles"))),
        words("Keep both"),
        (acts.press("Keep both"),),
    ),
    Step(
        "editor-partly",
        (acts.faults(ignored_setting=_PARTLY), *_REVIEW, acts.press("Save 4 changes")),
        words("Gong did not save every"),
        (acts.no_faults,),
    ),
    Step(
        "editor-problems",
        (acts.choose_item("Business admin"), _level("Library", "None"), _scroll(400)),
        words("Turn off what needs a level"),
    ),
    Step(
        "editor-draft",
        (acts.choose_item("Collaborator"), _killed_before),
        words("Bring back"),
        (_discard,),
    ),
    Step("editor-new", (acts.press("New profile"),), floating()),
    Step("editor-clone", (acts.press("Clone"),), floating(), (_put_back,)),
)
