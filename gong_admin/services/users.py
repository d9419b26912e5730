"""What an administrator asks about users: what Gong captures of them, who leads whom, and what
changed in their settings."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gong_admin.api.cancel import CancelToken
from gong_admin.api.catalogue.users import GET_USER, GET_USER_HISTORY
from gong_admin.api.client import Client
from gong_admin.api.types.users import (
    GetUser,
    GetUserHistory,
    SettingChange,
    UserMetadata,
    UserSettings,
)

SETTINGS: tuple[tuple[str, str], ...] = (
    ("web_conferences_recorded", "Web conferences recorded"),
    ("prevent_web_conference_recording", "Prevent web conference recording"),
    ("telephony_calls_imported", "Telephony calls imported"),
    ("emails_imported", "Emails imported"),
    ("prevent_email_import", "Prevent email import"),
    ("non_recorded_meetings_imported", "Non-recorded meetings imported"),
    ("gong_connect_enabled", "Gong Connect enabled"),
)
"""The settings of `UserSettings`, field and words, in the order in which they are shown."""

HISTORY_NAMES: dict[str, str] = {
    "webConferencesRecorded": "Web conferences recorded",
    "preventWebConferenceRecording": "Prevent web conference recording",
    "callsImported": "Telephony calls imported",
    "emailsImported": "Emails imported",
    "preventEmailImport": "Prevent email import",
    "nonRecordedMeetingsImported": "Non-recorded meetings imported",
    "gongConnectEnabled": "Gong Connect enabled",
    "interviewsRecorded": "Interviews recorded",
    "preventInterviewRecording": "Prevent interview recording",
    "active": "Active",
}
"""Words for the settings as the history names them (behaviour: partly other names there)."""

_AT_THE_START = dt.timedelta(minutes=1)  # what is set so soon came with the account


class Recording(enum.StrEnum):
    """What Gong captures of a person. Tables, charts, facets and files all use these words."""

    RECORDED = "Recorded"
    IMPORT = "Import only"
    PREVENTED = "Recording prevented"
    OFF = "Nothing captured"
    INACTIVE = "Inactive"
    UNKNOWN = "Settings unknown"


RECORDED_NOTE = (
    "“Recorded” is what takes effect: the account is active, “Web conferences recorded” is on and "
    "“Prevent web conference recording” is off. The setting alone is on for more people."
)
"""Why the setting and the effect have different counts."""


def recording(user: UserMetadata) -> Recording:
    """The strongest thing that holds. Of somebody who is not active nothing is captured, whatever
    their settings say; somebody of whom Gong doesn't say that they are active is not."""
    settings = user.settings
    if not user.active:
        return Recording.INACTIVE
    if settings is None:
        return Recording.UNKNOWN
    if settings.prevent_web_conference_recording:
        return Recording.PREVENTED
    if settings.web_conferences_recorded:
        return Recording.RECORDED
    if _imports(settings):
        return Recording.IMPORT
    return Recording.OFF


def recording_because(user: UserMetadata) -> str:
    """Why a person is recorded or not, as a sentence."""
    state, settings = recording(user), user.settings
    if state is Recording.INACTIVE:
        return "Not recorded: the account is inactive."
    if settings is None:
        return "Gong told nothing of this person's settings."
    if state is Recording.PREVENTED:
        return "Not recorded: “Prevent web conference recording” is on."
    if state is Recording.RECORDED:
        return "Recorded: “Web conferences recorded” is on and nothing prevents it."
    if state is Recording.IMPORT:
        return (
            "Not recorded: “Web conferences recorded” is off. "
            f"Imported: {', '.join(_imports(settings))}."
        )
    return "Not recorded: “Web conferences recorded” is off. Nothing is imported either."


def _imports(settings: UserSettings) -> list[str]:
    return [
        words
        for words, on in (
            ("telephony calls", settings.telephony_calls_imported),
            ("emails", settings.emails_imported and not settings.prevent_email_import),
            ("non-recorded meetings", settings.non_recorded_meetings_imported),
        )
        if on
    ]


class Organisation:
    """Who leads whom, from the manager ids of the users that have been read. `find` gives a user
    by id, None for one who is not known."""

    def __init__(self, find: Callable[[str], UserMetadata | None]) -> None:
        self._find = find
        self._led: list[UserMetadata] = []  # who came since the reports were last asked for
        self._reports: dict[str, list[str]] = {}

    def add(self, users: Iterable[UserMetadata]) -> None:
        """Take in further users; each comes once."""
        self._led += users

    def replace(self, users: Iterable[UserMetadata]) -> None:
        """Forget everybody and take in these."""
        self._reports.clear()
        self._led = list(users)

    def reports(self, user_id: str) -> list[UserMetadata]:
        """The people whose manager this person is."""
        for user in self._led:
            if user.id and user.manager_id:
                self._reports.setdefault(user.manager_id, []).append(user.id)
        self._led = []
        known = map(self._find, self._reports.get(user_id, ()))
        return [user for user in known if user is not None]

    def managers(self, user: UserMetadata) -> list[UserMetadata]:
        """The chain above a person, nearest first; ends where nobody is known, or at a circle."""
        chain: list[UserMetadata] = []
        seen = {user.id}
        above = user.manager_id
        while above and above not in seen and (manager := self._find(above)) is not None:
            seen.add(above)
            chain.append(manager)
            above = manager.manager_id
        return chain


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One change of a setting. `setting` as Gong names it, `title` in words; `text` says what
    happened and for how long it held. `now_on` tells the value it was given."""

    setting: str
    title: str
    text: str
    now_on: bool
    time: dt.datetime | None


@dataclass(frozen=True, slots=True)
class History:
    """A person's settings history, newest first. `empty_because` is Gong's sentence for none."""

    events: tuple[HistoryEvent, ...]
    request_id: str | None
    empty_because: str


def read_user(client: Client, user_id: str, token: CancelToken) -> UserMetadata | None:
    """One user; one call. Raises NotFound where Gong has none with this id."""
    return client.call(GET_USER, GetUser(id=user_id), token=token).value.user


def read_history(client: Client, user: UserMetadata, token: CancelToken) -> History:
    """What was changed in a person's settings; one call. Raises what `Client.call` raises."""
    request = GetUserHistory(id=user.id or "")
    answer = client.call(GET_USER_HISTORY, request, token=token)
    changes = answer.value.user_settings_history or []
    events = tuple(tell_history(changes, moment(user.created)))
    return History(events, answer.request_id, answer.empty_because)


def tell_history(
    changes: Sequence[SettingChange], created: dt.datetime | None = None
) -> Iterator[HistoryEvent]:
    """The changes in plain words, newest first. Those without a time come last."""
    ordered = sorted(
        ((moment(change.time), change) for change in changes),
        key=lambda pair: (pair[0] is not None, pair[0] or dt.datetime.min),
    )
    before: dict[str, tuple[dt.datetime | None, bool]] = {}  # by setting: when it became what
    ever_on: set[str] = set()
    after: dict[int, dt.datetime | None] = {}  # by entry: when the same setting changed again
    last: dict[str, int] = {}
    texts: list[str] = []
    for number, (time, change) in enumerate(ordered):
        setting, on = change.setting or "", bool(change.value)
        if setting in last:
            after[last[setting]] = time
        texts.append(_what(on, time, created, before.get(setting), again=setting in ever_on))
        if on:
            ever_on.add(setting)
        last[setting], before[setting] = number, (time, on)
    for number in range(len(ordered) - 1, -1, -1):
        time, change = ordered[number]
        setting = change.setting or ""
        text, until = texts[number], after.get(number)
        if until is not None and time is not None:
            plain = text.partition(" after ")[0].removesuffix(" again")
            text = f"{plain}, for {duration(until - time)}"
        yield HistoryEvent(
            setting, HISTORY_NAMES.get(setting, setting), text, bool(change.value), time
        )


def _what(
    on: bool,
    time: dt.datetime | None,
    created: dt.datetime | None,
    before: tuple[dt.datetime | None, bool] | None,
    *,
    again: bool,
) -> str:
    word = "on" if on else "off"
    if before is None:
        if time is not None and created is not None and abs(time - created) <= _AT_THE_START:
            return "On from the start" if on else "Off from the start"
        return f"Turned {word}"
    since, was_on = before
    if was_on == on:
        return f"Set to {word} again"
    if time is not None and since is not None:
        back = " again" if again else ""
        return f"Turned {word}{back} after {duration(time - since)}" if on else f"Turned {word}"
    return f"Turned {word}"


def duration(span: dt.timedelta) -> str:
    """A length of time as one says it: "3 hours", "6 weeks", "2 years"."""
    minutes = span.total_seconds() / 60
    for unit, size, most in (
        ("minute", 1, 90),
        ("hour", 60, 48),
        ("day", 1440, 21),
        ("week", 10_080, 10),
        ("month", 43_830, 24),
    ):
        count = max(1, round(minutes / size))
        if count < most:
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return f"{max(2, round(minutes / 525_960))} years"


def moment(text: str | None) -> dt.datetime | None:
    """A time as Gong sends it, with its zone; None where there is none or it can't be read."""
    if not text:
        return None
    try:
        time = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=dt.UTC)
