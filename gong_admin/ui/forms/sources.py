"""What a form may offer to pick from: people, workspaces, profiles, by name instead of id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from gong_admin.runtime.dataset import Dataset
from gong_admin.runtime.tenant_data import TenantData, full_name

MOST = 10  # suggestions at a time


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`value` is what is sent, `name` what a person knows it by, `detail` tells two alike apart."""

    value: str
    name: str
    detail: str = ""


class Sources(Protocol):
    """Knows things by what an id stands for (`ParamSpec.of`)."""

    def knows(self, of: str) -> bool:
        """Whether there can be suggestions at all."""

    def ensure(self, of: str) -> None:
        """Read what is needed, unless it is there: somebody is about to pick."""

    def suggest(self, of: str, needle: str) -> list[Suggestion]:
        """The best matches by name, address or id, at most `MOST`."""

    def name(self, of: str, value: str) -> str:
        """The name behind an id, "" while it is not known."""


class TenantSources:
    """Offers what `TenantData` has read of the tenant."""

    def __init__(self, data: TenantData) -> None:
        self._lists: dict[str, tuple[Dataset[Any], Callable[[Any], Suggestion]]] = {
            "user": (data.users, _user),
            "user-email": (data.users, _user_email),
            "workspace": (data.workspaces, lambda w: Suggestion(w.id or "", w.name or "")),
            "profile": (
                data.profiles,
                lambda p: Suggestion(
                    p.id, p.profile.name or "", data.workspace_name(p.workspace_id)
                ),
            ),
            "folder": (data.folders, lambda f: Suggestion(f.id, f.folder.name or "")),
            "tracker": (
                data.trackers,
                lambda t: Suggestion(t.tracker_id or "", t.tracker_name or ""),
            ),
            "scorecard": (
                data.scorecards,
                lambda s: Suggestion(s.scorecard_id or "", s.scorecard_name or ""),
            ),
        }
        self._seen: dict[str, str] = {}
        # Searched on every key: the folded texts of a list are made once.
        self._folded: dict[str, tuple[int, list[tuple[str, Suggestion]]]] = {}

    def knows(self, of: str) -> bool:
        return of in self._lists

    def ensure(self, of: str) -> None:
        if of in self._lists:
            self._lists[of][0].ensure()

    def suggest(self, of: str, needle: str) -> list[Suggestion]:
        if of not in self._lists:
            return []
        wanted = needle.strip().casefold()
        begins: list[Suggestion] = []
        holds: list[Suggestion] = []
        for text, suggestion in self._searchable(of):
            if text.startswith(wanted):
                begins.append(suggestion)
            elif len(holds) < MOST and wanted in text:
                holds.append(suggestion)
            if len(begins) == MOST:
                break
        return [*begins, *holds][:MOST]

    def name(self, of: str, value: str) -> str:
        if of not in self._lists or of == "user-email":
            return ""
        dataset, describe = self._lists[of]
        record = dataset.get(value)
        return "" if record is None else describe(record).name

    def first(self, of: str) -> str:
        """One of them to show an example with, "" while none has been read."""
        found = self.suggest(of, "")
        return found[0].value if found else self._seen.get(of, "")

    def note(self, of: str, value: str) -> None:
        """Remember one of a sort that there is no list of: an answer named it."""
        self._seen[of] = value

    def _searchable(self, of: str) -> list[tuple[str, Suggestion]]:
        dataset, describe = self._lists[of]
        version, texts = self._folded.get(of, (-1, []))
        if version != dataset.version:
            texts = []
            for record in dataset.records:
                suggestion = describe(record)
                words = f"{suggestion.name} {suggestion.detail} {suggestion.value}"
                texts.append((words.casefold(), suggestion))
            self._folded[of] = (dataset.version, texts)
        return texts


def _user(user: Any) -> Suggestion:
    return Suggestion(user.id or "", full_name(user), user.email_address or "")


def _user_email(user: Any) -> Suggestion:
    return Suggestion(user.email_address or "", full_name(user), user.email_address or "")
