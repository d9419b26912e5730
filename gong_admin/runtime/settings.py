"""What the person has chosen, and how the window was left. One JSON file, no secrets."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from gong_admin.runtime.files import read_json_object, write_json

_log = logging.getLogger(__name__)
_VIEW = "views/"
_LARGEST = 20_000  # pixels
_SAVE_AFTER = 400  # milliseconds of quiet

Share = Annotated[float, msgspec.Meta(ge=0.05, le=1.0)]


class WindowState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`geometry` is Qt's own description in base64; `panel` the key of the one shown last."""

    geometry: str = ""
    panel: str = ""
    navigation_collapsed: bool = False


class SnapshotChoices(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one tenant's snapshots are taken and kept. `daily`: one is taken when the program opens
    for the first time of a day, with `members` and `people`, as was agreed to. `by_hand_…` are
    what was chosen for the last one taken by hand; None for the same as the daily ones hold.
    `keep_count`, `keep_days`: 0 keeps any number, or for ever."""

    daily: bool = False
    members: bool = True
    people: bool = False
    by_hand_members: bool | None = None
    by_hand_people: bool | None = None
    keep_count: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 30
    keep_days: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0

    @property
    def by_hand(self) -> tuple[bool, bool]:
        """Whether one that is taken by hand is offered with members, and with people."""
        members = self.members if self.by_hand_members is None else self.by_hand_members
        people = self.people if self.by_hand_people is None else self.by_hand_people
        return members, people


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """All settings with their defaults. Pacing holds for every tenant.

    `proxy`: None takes the system's, "" none at all. `text_percent`: size of all texts. `views`:
    layouts by the name of a table or panel, each made and read by its owner. `case_days`: after so
    many days a closed privacy case is offered to be reduced; 0 keeps them. `phone_region`: the
    country ("DE") of phone numbers that are typed without one, "" for none. `trusted_keys`: whose
    evidence packs are taken for theirs, names by the fingerprint of their key.
    """

    theme: Literal["system", "light", "dark"] = "system"
    density: Literal["comfortable", "compact"] = "comfortable"
    text_percent: Annotated[int, msgspec.Meta(ge=80, le=200)] = 100
    proxy: str | None = None
    ca_file: str = ""
    calls_per_second: Annotated[float, msgspec.Meta(gt=0, le=100)] = 3.0
    calls_per_day: Annotated[int, msgspec.Meta(ge=1)] = 10_000
    background_share: Share = 0.7
    background_stop: Share = 0.8
    last_connection: str = ""
    workspaces: dict[str, str] = {}  # the chosen workspace by connection
    snapshots: dict[str, SnapshotChoices] = {}  # by connection
    case_days: Annotated[int, msgspec.Meta(ge=0, le=10_000)] = 0
    phone_region: Annotated[str, msgspec.Meta(pattern="^([A-Z]{2})?$")] = ""
    trusted_keys: dict[str, str] = {}
    window: WindowState = WindowState()
    views: dict[str, dict[str, Any]] = {}

    @property
    def reading_rate(self) -> float:
        """Calls a second that long reading takes; it leaves the rest to what is clicked."""
        return self.calls_per_second * self.background_share


_FIELDS = {field.name: field for field in msgspec.structs.fields(Choices)}


class Settings(QObject):
    """Reads the file once, tells of changes, writes it when things have been quiet for a moment.

    What the file holds beyond our own settings (a newer version's, say) is kept, and so is what
    another window of this person has changed in it meanwhile. A value of the wrong type counts as
    not set. Lives on the GUI thread.
    """

    changed = Signal(str)  # the name of the setting

    def __init__(self, file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        raw = read_json_object(file)
        self._unknown = {name: value for name, value in raw.items() if name not in _FIELDS}
        # What this window has to write: names of settings, and of views as "views/NAME".
        self._unsaved: set[str] = set()
        self._choices = self._read(raw)
        self._timer = QTimer(self, interval=_SAVE_AFTER, singleShot=True)
        self._timer.timeout.connect(self._save_soon)

    @property
    def choices(self) -> Choices:
        """All settings as they are now; a value, so it can be passed to other threads."""
        return self._choices

    def update(self, **values: Any) -> None:
        """Set some settings. Raises `msgspec.ValidationError` for a value that can't be one."""
        changed = []
        for name, value in values.items():
            checked = msgspec.convert(value, _FIELDS[name].type, strict=True)
            if checked != getattr(self._choices, name):
                self._choices = msgspec.structs.replace(self._choices, **{name: checked})
                changed.append(name)
        if changed:
            self._unsaved.update(changed)
            self._timer.start()
        for name in changed:
            self.changed.emit(name)

    def view(self, name: str) -> dict[str, Any]:
        """The kept layout of one table or panel; empty if none."""
        return dict(self._choices.views.get(name, {}))

    def size(self, view: str, name: str, default: int) -> int:
        """A kept width or height in pixels; `default` where there is none, or nonsense."""
        kept = self.view(view).get(name)
        return kept if isinstance(kept, int) and _is_size(kept) else default

    def sizes(self, view: str, name: str) -> list[int]:
        """Kept widths or heights in pixels; none for nonsense, since people edit the file."""
        kept: list[Any] = values if isinstance(values := self.view(view).get(name), list) else []
        return list(kept) if all(map(_is_size, kept)) else []

    def set_view(self, name: str, layout: dict[str, Any]) -> None:
        views = {**self._choices.views, name: layout}
        if views != self._choices.views:
            self._choices = msgspec.structs.replace(self._choices, views=views)
            self._unsaved.add(f"{_VIEW}{name}")
            self._timer.start()
            self.changed.emit("views")

    def flush(self) -> None:
        """Write now and wait for the disk, if anything is unsaved. Raises OSError."""
        if self._timer.isActive():
            self._timer.stop()
            self._write(sync=True)

    def _save_soon(self) -> None:
        try:
            # Waiting for the disk here would be felt while typing or resizing.
            self._write(sync=False)
        except OSError as problem:
            # Nothing depends on it but comfort: the next change tries again.
            _log.warning("settings could not be saved: %s", problem.strerror)

    def _read(self, raw: dict[str, Any]) -> Choices:
        values: dict[str, Any] = {}
        for name, field in _FIELDS.items():
            if name not in raw:
                continue
            try:
                values[name] = msgspec.convert(raw[name], field.type)
            except msgspec.ValidationError as problem:
                self._unsaved.add(name)
                _log.warning("the setting %s is not usable and was reset: %s", name, problem)
        return Choices(**values)

    def _write(self, *, sync: bool) -> None:
        kept = read_json_object(self._file)  # another window may have written since
        ours = msgspec.to_builtins(self._choices)
        values = {name: ours[name] for name in ours if name in self._unsaved or name not in kept}
        if "views" not in values:
            views = kept["views"] if isinstance(kept["views"], dict) else {}
            own = [name.removeprefix(_VIEW) for name in self._unsaved if name.startswith(_VIEW)]
            values["views"] = {**views, **{name: ours["views"][name] for name in own}}
        write_json(self._file, {**self._unknown, **kept, **values}, sync=sync)
        self._unsaved.clear()


def _is_size(value: object) -> bool:
    return type(value) is int and 0 <= value < _LARGEST
