"""Profiles side by side: what differs, what is alike, edits in cells, many saved at once."""

from __future__ import annotations

import msgspec

from gong_admin.api.catalogue.permissions import UPDATE_PROFILE
from gong_admin.api.types.permissions import PermissionProfile, UpdateProfile
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.sights import floating, words
from gong_admin.tour.step import Act, Lost, Sight, Step
from gong_admin.ui.panels.compare.presenter import ComparePresenter
from gong_admin.ui.picture import floating_above
from gong_admin.ui.profile_changes.bulk_dialogs import BulkReviewDialog

_SEVERAL = 5  # columns that fill the window


def _panel(guide: Guide) -> ComparePresenter:
    panel = guide.bench.current
    if not isinstance(panel, ComparePresenter):
        raise Lost("the panel in front does not compare profiles")
    return panel


def _compared(least: int) -> Sight:
    """So many profiles beside one another."""

    def test(guide: Guide) -> bool:
        panel, data = guide.bench.current, guide.bench.data
        return (
            isinstance(panel, ComparePresenter)
            and data is not None
            and data.profiles.complete
            and len(panel.matrix.profiles) >= least
            and panel.matrix.rowCount() > 0
        )

    return Sight(f"{least} profiles side by side", test)


async def _some(guide: Guide) -> None:
    """Compare the first profiles of the first workspace."""
    panel = _panel(guide)
    ids = [record.id for record in panel.records()[:_SEVERAL]]
    base = panel.matrix.profiles[0].id
    panel.compare([base, *(each for each in ids if each != base)])
    guide.bench.session.lock.open()  # type: ignore[union-attr]


def _row(panel: ComparePresenter, title: str) -> int:
    for number in range(panel.matrix.rowCount()):
        line = panel.matrix.line_at(number)
        if line is not None and line.title == title:
            return number
    raise Lost(f"no setting shown is called {title}")


def _edit(*cells: tuple[str, int]) -> Act:
    """Turn switches over: the setting's name and the column."""

    async def act(guide: Guide) -> None:
        panel = _panel(guide)
        for title, column in cells:
            row = _row(panel, title)
            panel.view.table.go_to(row, column)
            panel.editor.toggle(row, column)
        panel.view.table.verticalScrollBar().setValue(0)

    return act


def _menu(title: str, column: int) -> Act:
    """Open the choices of a cell."""

    async def act(guide: Guide) -> None:
        panel = _panel(guide)
        row = _row(panel, title)
        panel.view.table.go_to(row, column)
        panel.editor.edit(row, column)

    return act


async def _choose_targets(guide: Guide) -> None:
    """Copy two settings to all others."""
    dialog = _panel(guide).copying.dialog
    if dialog is None:
        raise Lost("nothing asks what to copy")
    for row in (1, 2):
        dialog.settings.list.toggle(row)
    dialog.targets.all_button.click()


async def _unfold(guide: Guide) -> None:
    """Unfold the profiles of the review."""
    for window in floating_above(guide.bench.window):
        if isinstance(window, BulkReviewDialog):
            window.outline.expandAll()


async def _somebody_writes(guide: Guide) -> None:
    """Somebody else changes one of the edited profiles, past the window."""
    session, panel = guide.bench.session, _panel(guide)
    edited = [p for p in panel.matrix.profiles if p.now is not p.original]
    data = panel.context.data
    record = data.profiles.get(edited[1].id) if len(edited) > 1 else None
    if session is None or record is None:
        raise Lost("no profile is edited")
    profile = msgspec.json.decode(record.raw)
    profile["market"] = not profile["market"]
    await session.call(
        UPDATE_PROFILE,
        UpdateProfile(profile_id=record.id, profile=PermissionProfile()),
        raw_body=msgspec.json.encode(profile),
    )


async def _forget(guide: Guide) -> None:
    """Forget what was not finished."""
    await _panel(guide).forget_rest()


async def _put_back(guide: Guide) -> None:
    """No edits, and the lock closed."""
    panel, session = _panel(guide), guide.bench.session
    panel.context.data.staged.reset_all()
    if session is not None:
        session.lock.close()


_PARTLY = {"count": 1, "operations": [UPDATE_PROFILE.id]}

STEPS = (
    Step("compare", (acts.go("compare"), acts.wait(_compared(10)), _some), _compared(_SEVERAL)),
    Step("compare-alike", (acts.press("Alike"),), words("Nearest pairs")),
    Step("compare-cell", (_menu("Emails", 2),), floating()),
    Step(
        "compare-edits",
        (_edit(("Trim calls", 1), ("Delete calls", 2), ("Score calls", 3), ("Score calls", 4)),),
        words("Save 4 profiles…"),
    ),
    Step(
        "compare-copy",
        (acts.press("Copy settings to…"), acts.wait(floating()), _choose_targets),
        words("would change"),
    ),
    Step(
        "compare-review",
        (acts.press("Save 4 profiles…"), acts.wait(floating()), _unfold),
        words("One after the other"),
    ),
    Step(
        "compare-outcomes",
        (
            _somebody_writes,
            acts.faults(ignored_setting=_PARTLY),
            acts.press("Save 4 profiles…"),
            acts.wait(floating()),
            acts.press("Save 4 profiles"),
        ),
        words("Changed by others"),
        (acts.no_faults,),
    ),
    Step("compare-unfinished", (acts.go("compare"),), words("was not finished")),
    Step(
        "compare-compact",
        (
            _forget,
            acts.resize(1024, 640),
        ),
        _compared(10),
    ),
    Step(
        "compare-large-text",
        (acts.settings(text_percent=200), acts.resize(1024, 640)),
        _compared(10),
        (acts.settings(text_percent=100), _put_back),
    ),
)
