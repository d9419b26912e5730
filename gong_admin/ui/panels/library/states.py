"""What the Library panel says of itself: how far it is, what went wrong, why it is empty."""

from __future__ import annotations

from typing import Any

from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.language import translate
from gong_admin.services.words import counted
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.panels.library.contents import FolderContents
from gong_admin.ui.panels.library.places import Place
from gong_admin.ui.panels.library.view import LibraryView
from gong_admin.ui.widgets.states import Reason, StateAction

_SCOPE = "api:library:read"
_DOCTOR = StateAction("doctor", translate("library", "Check this key"), "key")
_NO_SCOPE = Reason(
    "key",
    translate("library", "Or this key may not see it"),
    translate("library", "Gong answers the same when a key lacks the scope"),
    _SCOPE,
)
_PRIVATE = Reason(
    "eye-slash",
    translate("library", "Or it isn't told here"),
    translate(
        "library", "Private and archived folders stay hidden from the API, whatever the key may do."
    ),
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
            table.show_loading(translate("library", "Reading the calls of this folder…"))
            return
        if contents.reading_many and place is not None and place.record is None:
            progress = contents.progress
            total = progress.total or 1
            title = translate("library", "Reading folders: {0:,} of {1:,}").format(
                progress.done, total
            )
            left = cost_text(total - progress.done, rate, None, more=True)
            table.show_loading(title, left, progress.done / total)
            return
        if folders.loading:
            count = folders.progress.done
            table.show_loading(
                translate("library", "Reading library folders: {0:,}").format(count)
                if count
                else translate("library", "Reading library folders…")
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
            facts = (
                translate("library", "{0:,} folders").format(count)
                if place.record is None and count != 1
                else ""
            )
            read_at = folders.read_at if facts else None
        elif place.record is None:
            facts = translate("library", "{0} in {1:,} of {2:,} folders").format(
                facts, len(known), len(place.folders)
            )
        header.set_data(facts, read_at)
        if folders.state is DataState.PARTIAL:
            header.set_state(
                translate("library", "Incomplete"),
                "warn",
                translate("library", "The folders of some workspaces are missing"),
            )
        elif known and place is not None and len(known) < len(place.folders):
            header.set_state(
                translate("library", "Some folders"),
                "accent",
                translate("library", "The others have not been read"),
            )
        elif folders.stale:
            header.set_state(
                translate("library", "Out of date"),
                "warn",
                translate("library", "Something has changed since"),
            )
        else:
            header.set_state("")

    # -- why there is nothing ------------------------------------------------------------------

    def _say_no_folders(self) -> None:
        folders, table = self._folders, self._view.table
        if folders.state is DataState.UNREAD:
            action = StateAction(
                "refresh", translate("library", "Read now"), "arrows-clockwise", primary=True
            )
            table.set_empty(
                translate("library", "Not read yet"), icon="arrows-clockwise", actions=[action]
            )
            return
        again = StateAction(
            "refresh", translate("library", "Read again"), "arrows-clockwise", primary=True
        )
        table.set_empty(
            translate("library", "No library folders found"),
            icon="books",
            reasons=[
                Reason(
                    "folder-simple",
                    translate("library", "Nothing there"),
                    translate("library", "Nobody has made a public folder here."),
                ),
                _PRIVATE,
                _NO_SCOPE,
            ],
            actions=[again, _DOCTOR],
            footnote=translate("library", "Gong answered 404") if folders.empty_because else "",
            code=(folders.request_id or "") if folders.empty_because else "",
        )

    def _say_unread(self, place: Place, cost: str) -> None:
        unread = self._contents.unread(place.folders)
        count = len(place.folders)
        if unread:
            self._view.table.set_empty(
                translate("library", "Choose a folder, or search all of them"),
                icon="books",
                reasons=[
                    Reason(
                        "folder-open",
                        translate("library", "One folder"),
                        translate("library", "Its calls are read when it is chosen."),
                    ),
                    Reason(
                        "magnifying-glass",
                        translate("library", "All {0:,} folders").format(count),
                        f"{cost}.",
                    ),
                ],
                actions=[
                    StateAction(
                        "all", translate("library", "Read all folders"), "stack", primary=True
                    )
                ],
            )
            return
        self._view.table.set_empty(
            translate("library", "No calls in these folders"),
            icon="books",
            reasons=[
                Reason(
                    "folder-simple",
                    translate("library", "All are empty"),
                    translate("library", "{0:,} folders were read.").format(count),
                )
            ],
            actions=[
                StateAction(
                    "refresh", translate("library", "Read again"), "arrows-clockwise", primary=True
                )
            ],
        )

    def _say_empty_folder(self, place: Place) -> None:
        table, content = self._view.table, self._contents.get(place.key)
        if content is None:
            action = StateAction(
                "folder", translate("library", "Read now"), "arrows-clockwise", primary=True
            )
            table.set_empty(
                translate("library", "Not read yet"), icon="folder-simple", actions=[action]
            )
        elif content.unknown_because:
            table.set_empty(
                translate("library", "Gong doesn't show this folder any more"),
                icon="folder-minus",
                reasons=[
                    Reason(
                        "eye-slash",
                        translate("library", "It was deleted, archived or made private"),
                        translate("library", "That happened since the folders were read."),
                    ),
                    _NO_SCOPE,
                ],
                actions=[
                    StateAction(
                        "refresh",
                        translate("library", "Read the folders again"),
                        "arrows-clockwise",
                        primary=True,
                    ),
                    _DOCTOR,
                ],
                footnote=translate("library", "Gong answered 404"),
                code=content.request_id or "",
            )
        else:
            table.set_empty(
                translate("library", "No calls in this folder"),
                icon="folder-simple",
                reasons=[
                    Reason(
                        "folder-simple",
                        translate("library", "It is empty"),
                        translate("library", "Gong shows the folder without calls."),
                    ),
                    Reason(
                        "folders",
                        translate("library", "Look below"),
                        translate("library", "Calls may lie in the folders inside it."),
                    ),
                ][: 2 if place.below else 1],
                actions=[
                    StateAction(
                        "folder",
                        translate("library", "Read again"),
                        "arrows-clockwise",
                        primary=True,
                    )
                ],
            )
