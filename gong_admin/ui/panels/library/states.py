"""What the Library panel says of itself: how far it is, what went wrong, why it is empty."""

from __future__ import annotations

from typing import Any

from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.services.words import counted
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.library.contents import FolderContents
from gong_admin.ui.panels.library.places import Place
from gong_admin.ui.panels.library.view import LibraryView
from gong_admin.ui.widgets.states import Reason, StateAction

_SCOPE = "api:library:read"
_DOCTOR = StateAction("doctor", "Check this key", "key")
_NO_SCOPE = Reason(
    "key",
    "Or this key may not see it",
    "Gong answers the same when a key lacks the scope",
    _SCOPE,
)
_PRIVATE = Reason(
    "eye-slash",
    "Or it isn't told here",
    "Private and archived folders stay hidden from the API, whatever the key may do.",
)


class StateWriter:
    """Writes the state of two readings, the folders and the calls, into one view. The folders
    come first: without them there is nothing to choose."""

    def __init__(self, view: LibraryView, folders: Dataset[Any], contents: FolderContents) -> None:
        self._view = view
        self._folders = folders
        self._contents = contents

    def show(self, place: Place | None, cost: str, rate: float) -> None:
        """`place` is what is chosen; `cost` what reading all folders takes, at `rate` calls a
        second."""
        self._show_head(place)
        table, folders, contents = self._view.table, self._folders, self._contents
        if contents.reading_one:
            table.show_loading("Reading the calls of this folder…")
            return
        if contents.reading_many and place is not None and place.record is None:
            progress = contents.progress
            total = progress.total or 1
            title = f"Reading folders: {progress.done:,} of {total:,}"
            left = cost_text(total - progress.done, rate, None)
            table.show_loading(title, left, progress.done / total)
            return
        if folders.loading:
            count = folders.progress.done
            table.show_loading(
                f"Reading library folders: {count:,}" if count else "Reading library folders…"
            )
            return
        table.show_loaded()
        failed = contents.one_failed
        if place is not None and place.record is None:
            failed = contents.many_failed
        message = failed or folders.message
        if message is not None:
            table.show_message(message)
        elif table.message_bar.message() is not None:
            table.clear_message()
        if place is None:
            self._say_no_folders()
        elif place.record is None:
            self._say_unread(place, cost)
        else:
            self._say_empty_folder(place)

    def _show_head(self, place: Place | None) -> None:
        header, folders, contents = self._view.header, self._folders, self._contents
        header.set_busy(folders.loading or bool(contents.reading_one) or contents.reading_many)
        known = contents.known(place.folders) if place else []
        calls = sum(len(content.calls) for content in known)
        facts = counted(calls, "call")
        read_at = min((content.read_at for content in known), default=None)
        if place is None:
            facts = "reading…" if folders.loading else ""
        elif not known:
            count = len(place.folders)
            facts = f"{count:,} folders" if place.record is None and count != 1 else ""
            read_at = folders.read_at if facts else None
        elif place.record is None:
            facts = f"{facts} in {len(known):,} of {len(place.folders):,} folders"
        header.set_data(facts, read_at)
        if folders.state is DataState.PARTIAL:
            header.set_state("Incomplete", "warn", "The folders of some workspaces are missing")
        elif known and place is not None and len(known) < len(place.folders):
            header.set_state("Some folders", "accent", "The others have not been read")
        elif folders.stale:
            header.set_state("Out of date", "warn", "Something has changed since")
        else:
            header.set_state("")

    # -- why there is nothing ------------------------------------------------------------------

    def _say_no_folders(self) -> None:
        folders, table = self._folders, self._view.table
        if folders.state is DataState.UNREAD:
            action = StateAction("refresh", "Read now", "arrows-clockwise", primary=True)
            table.set_empty("Not read yet", icon="arrows-clockwise", actions=[action])
            return
        again = StateAction("refresh", "Read again", "arrows-clockwise", primary=True)
        table.set_empty(
            "No library folders found",
            icon="books",
            reasons=[
                Reason("folder-simple", "Nothing there", "Nobody has made a public folder here."),
                _PRIVATE,
                _NO_SCOPE,
            ],
            actions=[again, _DOCTOR],
            footnote="Gong answered 404" if folders.empty_because else "",
            code=(folders.request_id or "") if folders.empty_because else "",
        )

    def _say_unread(self, place: Place, cost: str) -> None:
        unread = self._contents.unread(place.folders)
        count = len(place.folders)
        if unread:
            self._view.table.set_empty(
                "Choose a folder, or search all of them",
                icon="books",
                reasons=[
                    Reason("folder-open", "One folder", "Its calls are read when it is chosen."),
                    Reason("magnifying-glass", f"All {count:,} folders", f"{cost}."),
                ],
                actions=[StateAction("all", "Read all folders", "stack", primary=True)],
            )
            return
        self._view.table.set_empty(
            "No calls in these folders",
            icon="books",
            reasons=[Reason("folder-simple", "All are empty", f"{count:,} folders were read.")],
            actions=[StateAction("refresh", "Read again", "arrows-clockwise", primary=True)],
        )

    def _say_empty_folder(self, place: Place) -> None:
        table, content = self._view.table, self._contents.get(place.key)
        if content is None:
            action = StateAction("folder", "Read now", "arrows-clockwise", primary=True)
            table.set_empty("Not read yet", icon="folder-simple", actions=[action])
        elif content.unknown_because:
            table.set_empty(
                "Gong doesn't show this folder any more",
                icon="folder-minus",
                reasons=[
                    Reason(
                        "eye-slash",
                        "It was deleted, archived or made private",
                        "That happened since the folders were read.",
                    ),
                    _NO_SCOPE,
                ],
                actions=[
                    StateAction(
                        "refresh", "Read the folders again", "arrows-clockwise", primary=True
                    ),
                    _DOCTOR,
                ],
                footnote="Gong answered 404",
                code=content.request_id or "",
            )
        else:
            table.set_empty(
                "No calls in this folder",
                icon="folder-simple",
                reasons=[
                    Reason("folder-simple", "It is empty", "Gong shows the folder without calls."),
                    Reason("folders", "Look below", "Calls may lie in the folders inside it."),
                ][: 2 if place.below else 1],
                actions=[StateAction("folder", "Read again", "arrows-clockwise", primary=True)],
            )
