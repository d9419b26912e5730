"""Finding people and folders by name while one types, also among a hundred thousand."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Collection, Iterator, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.api.types.users import UserMetadata
from gong_admin.runtime.dataset import DataState
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData, full_name
from gong_admin.services.library import FolderTree
from gong_admin.services.lists import FolderRecord
from gong_admin.ui.table.check_list import CheckItem

_AT_A_TIME = 1_500  # users that are prepared for the search between two frames
_MOST = 40  # matches shown; whoever wants another types on


class PeopleIndex(QObject):
    """The users of a tenant, prepared for the search piece by piece so that nothing stands still.

    `grown` after each piece: a search that is open can look again. Lives on the GUI thread; end
    it with `close`.
    """

    grown = Signal()

    def __init__(self, data: TenantData, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data = data
        self._users: list[UserMetadata] = []
        # A line a user in one text a piece: searched at the speed of `str.find`. With each its
        # number of users before it, and where its lines begin.
        self._pieces: list[tuple[int, str, list[int]]] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._prepare)
        self._wanted = False
        data.users.appended.connect(self._more)
        data.users.replaced.connect(self._anew)

    def ensure(self) -> None:
        """Somebody is about to search: read the users unless that costs much, and prepare them."""
        self._data.users.ensure()
        self._wanted = True
        self._more()

    def close(self) -> None:
        self._wanted = False
        self._timer.stop()

    def find(self, needle: str, chosen: Collection[str] = ()) -> list[CheckItem]:
        """The best matches by name, address or id: those that begin with `needle` first. Without
        a needle those that are `chosen` already, then the first there are. An id that nobody
        knows is offered as it is."""
        wanted = needle.strip().casefold()
        if not wanted:
            picked = [self._by_id(one) for one in chosen]
            others = (_item(user) for user in self._users if user.id not in chosen)
            return [*picked, *(item for item, _ in zip(others, range(_MOST), strict=False))]
        begins = self._matches(f"\n{wanted}", _MOST)
        more = self._matches(wanted, _MOST)
        users = dict.fromkeys((*begins, *more))  # each once, those that begin so in front
        found = [_item(self._users[index]) for index in users][:_MOST]
        if not found and wanted.isdigit():
            return [CheckItem(wanted, wanted, translate("people", "by id"))]
        return found

    def note(self) -> tuple[str, str]:
        """What is missing from the search, and the words of the link that helps; "" for none."""
        users = self._data.users
        if users.loading:
            return translate("people", "Reading users: {0:,} so far").format(
                users.progress.done
            ), ""
        if users.state in (DataState.PREVIEW, DataState.PARTIAL):
            return translate("people", "Only {0:,} users have been read.").format(
                len(users)
            ), translate("people", "Read all users")
        if users.state is DataState.FAILED:
            return translate(
                "people", "The users could not be read. An id can be typed."
            ), translate("people", "Read users")
        return "", ""

    # -- inside --------------------------------------------------------------------------------

    def _by_id(self, user_id: str) -> CheckItem:
        user = self._data.users.get(user_id)
        return _item(user) if user is not None else CheckItem(user_id, user_id)

    def _matches(self, wanted: str, most: int) -> list[int]:
        """The first users, by their places, whose line holds `wanted`."""
        found: list[int] = []
        for before, text, starts in self._pieces:
            at = text.find(wanted)
            while at >= 0 and len(found) < most:
                line = bisect.bisect_right(starts, at) - 1
                found.append(before + line)
                if line + 1 == len(starts):
                    break
                at = text.find(wanted, starts[line + 1])
            if len(found) == most:
                break
        return found

    def _anew(self) -> None:
        self._users, self._pieces = [], []
        self._more()

    def _more(self, _records: object = None) -> None:
        if self._wanted and len(self._users) < len(self._data.users.records):
            self._timer.start()

    def _prepare(self) -> None:
        before = len(self._users)
        piece = self._data.users.records[before : before + _AT_A_TIME]
        lines = [f"\n{_searched(user)}" for user in piece]
        starts = list(itertools.accumulate((len(line) for line in lines), initial=0))[:-1]
        self._pieces.append((before, "".join(lines), starts))
        self._users += piece
        if len(piece) < _AT_A_TIME:
            self._timer.stop()
        self.grown.emit()


def _searched(user: UserMetadata) -> str:
    words = f"{full_name(user)} {user.email_address or ''} {user.id or ''}"
    return " ".join(words.casefold().split())


def _item(user: UserMetadata) -> CheckItem:
    address = user.email_address or ""
    note = (
        translate("people", "inactive · {0}").format(address) if user.active is False else address
    )
    return CheckItem(user.id or "", full_name(user), note)


def find_folders(
    records: Sequence[FolderRecord], workspace_id: str, chosen: Collection[str]
) -> Callable[[str], list[CheckItem]]:
    """A search over the folders of a workspace: the tree, or what matches with its place beside
    it. Ids that are `chosen` and not in the tree stand at the end, by their id."""
    tree = FolderTree(one for one in records if one.workspace_id in (workspace_id, ""))
    whole = [item for top in tree.top(workspace_id) for item in _branch(tree, top, 0)]
    whole += [item for top in tree.top("") for item in _branch(tree, top, 0) if workspace_id]
    known = {item.value for item in whole}
    whole += [
        CheckItem(one, one, translate("people", "not in the library"))
        for one in chosen
        if one not in known
    ]

    def find(needle: str) -> list[CheckItem]:
        words = needle.casefold().split()
        if not words:
            return whole
        return [
            CheckItem(item.value, item.label, " / ".join(tree.path(str(item.value))[:-1]))
            for item in whole
            if all(word in f"{item.label} {item.value}".casefold() for word in words)
        ]

    return find


def _branch(tree: FolderTree, record: FolderRecord, depth: int) -> Iterator[CheckItem]:
    yield CheckItem(record.id, record.folder.name or record.id, "", depth)
    for below in tree.below(record):
        yield from _branch(tree, below, depth + 1)
