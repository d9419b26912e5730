"""Words, tones and icons for what Gong writes in codes."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QLocale

from gong_admin.api.types.users import ConferencingProvider, UserMetadata
from gong_admin.runtime.language import translate
from gong_admin.services.users import Recording

RECORDING_TONES: dict[Recording, str] = {
    Recording.RECORDED: "success",
    Recording.IMPORT: "neutral",
    Recording.PREVENTED: "warning",
    Recording.OFF: "neutral",
    Recording.INACTIVE: "neutral",
    Recording.UNKNOWN: "neutral",
}

RECORDING_ICONS: dict[Recording, str] = {
    Recording.RECORDED: "record-fill",
    Recording.IMPORT: "download-simple",
    Recording.PREVENTED: "prohibit",
    Recording.OFF: "minus-circle",
    Recording.INACTIVE: "user-minus",
    Recording.UNKNOWN: "question",
}

HISTORY_ICONS: dict[str, str] = {
    "webConferencesRecorded": "record",
    "preventWebConferenceRecording": "prohibit",
    "callsImported": "phone",
    "emailsImported": "envelope-simple",
    "preventEmailImport": "prohibit",
    "nonRecordedMeetingsImported": "calendar-blank",
    "gongConnectEnabled": "headset",
    "interviewsRecorded": "microphone",
    "preventInterviewRecording": "prohibit",
    "active": "user",
}
"""Icon of each setting of the history."""

_PROVIDERS = {
    "zoom": "Zoom",
    "microsoft-teams": "Microsoft Teams",
    "google-meet": "Google Meet",
    "webex": "Webex",
}


@lru_cache(maxsize=512)
def language_text(tag: str) -> str:
    """A BCP 47 tag in words: "English (United Kingdom)"; the tag itself where Qt knows none."""
    locale = QLocale(tag)
    language, _, territory = tag.partition("-")
    if locale.language() in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    if QLocale.languageToCode(locale.language()) != language.lower():
        return tag  # Qt took the nearest that it knows
    name = QLocale.languageToString(locale.language())
    place = QLocale.territoryToString(locale.territory()) if territory else ""
    return f"{name} ({place})" if place else name


def languages(user: UserMetadata) -> tuple[str, ...]:
    """The languages a person speaks, the main one first."""
    spoken = [one for one in user.spoken_languages or () if one.language]
    spoken.sort(key=lambda one: not one.primary)
    return tuple(language_text(one.language or "") for one in spoken)


def providers(user: UserMetadata) -> tuple[str, ...]:
    """The conferencing systems a person uses, the default one first."""
    known = [one for one in user.conferencing_providers or () if one.provider]
    known.sort(key=lambda one: not one.is_default)
    return tuple(_provider(one, len(known)) for one in known)


def _provider(one: ConferencingProvider, of: int) -> str:
    name = _PROVIDERS.get(one.provider or "", one.provider or "")
    return translate("users", "{0} (default)").format(name) if one.is_default and of > 1 else name
