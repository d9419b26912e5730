"""What can be done with a snapshot and its differences at the moment, and why not the rest."""

from __future__ import annotations

from gong_admin.runtime.language import translate
from gong_admin.services.snapshots.comparing import Area
from gong_admin.services.snapshots.store import Entry
from gong_admin.ui.panels.snapshots.view import SnapshotsView

_WRITABLE = (Area.PROFILE, Area.SETTING)


def show_abilities(
    view: SnapshotsView, entry: Entry | None, no_restore: str, *, taking: bool, locked: bool
) -> None:
    """Switch off what can't be done, and say why. `no_restore` is why nothing can be restored,
    "" where it can; `taking`: a snapshot is being taken; `locked`: the lock is closed for now."""
    none = "" if entry is not None else translate("snapshots", "There is no snapshot")
    for key in ("pin", "note", "copy", "folder", "delete"):
        view.set_disabled(key, none)
    busy = translate("snapshots", "A snapshot is being taken") if taking else ""
    view.set_disabled("take", busy)
    view.take_button.set_disabled_because(busy)
    view.set_pinned(entry is not None and entry.about.pinned)

    count = view.table.selected_count()
    unselected = "" if count else translate("snapshots", "Nothing is selected")
    view.set_disabled("restore", no_restore or unselected)
    view.set_disabled("restore-all", no_restore)
    chosen = view.table.selected_records() if count == 1 else []
    cannot = ""
    if chosen and chosen[0].difference.area not in _WRITABLE:
        cannot = translate("snapshots", "Gong's API can't write this")
    elif chosen and chosen[0].difference.unknown:
        cannot = translate("snapshots", "This program has no name for the setting")
    view.snapshot_detail.allow_restore(no_restore or cannot, no_restore, asks=locked)
