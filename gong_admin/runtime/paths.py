"""Where the program keeps its files: the single place that knows.

`GONG_ADMIN_HOME` puts everything below one folder instead, for a demo that leaves no trace and
for tests. Folders are made on first use, readable by their owner alone.
"""

from __future__ import annotations

import os
from pathlib import Path

HOME_VARIABLE = "GONG_ADMIN_HOME"
_APP = "gong-admin"


def config_dir() -> Path:
    """Settings and the list of connections."""
    return _folder("config")


def state_dir() -> Path:
    """What accumulates: the journal of writes, the day's call counts."""
    return _folder("state")


def log_dir() -> Path:
    """The rotating log and crash reports."""
    return _folder("log")


def cache_dir() -> Path:
    """What may be deleted at any time."""
    return _folder("cache")


def settings_file() -> Path:
    return config_dir() / "settings.json"


def connections_file() -> Path:
    return config_dir() / "connections.json"


def journal_file() -> Path:
    return state_dir() / "journal.jsonl"


def pacing_dir() -> Path:
    """Shared by every running instance, so that one tenant has one pacer on this machine."""
    return _made(state_dir() / "pacing")


def drafts_dir() -> Path:
    """Edits that were not saved yet, by tenant."""
    return _made(state_dir() / "drafts")


def snapshots_dir() -> Path:
    """Snapshots of profiles and settings, by tenant."""
    return _made(state_dir() / "snapshots")


def cases_dir() -> Path:
    """The privacy cases, encrypted."""
    return _made(state_dir() / "cases")


def crash_dir() -> Path:
    return _made(log_dir() / "crashes")


def problem() -> str:
    """A sentence about why the program can't keep its files; "" when it can."""
    try:
        config_dir(), state_dir(), crash_dir()
    except OSError as error:
        return (
            f"Gong Admin can't make its folder {error.filename}: {error.strerror}.\n"
            f"Make it writable, or name another place in the variable {HOME_VARIABLE}."
        )
    return ""


def _folder(kind: str) -> Path:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        return _made(Path(home).expanduser().absolute() / kind)
    import platformdirs  # costs a few milliseconds that a tour or a test need not pay

    dirs = platformdirs.PlatformDirs(_APP, appauthor=False)
    chosen = {
        "config": dirs.user_config_path,
        "state": dirs.user_state_path,
        "log": dirs.user_log_path,
        "cache": dirs.user_cache_path,
    }[kind]
    # On Windows and macOS several of platformdirs' folders are one; ours stay apart.
    return _made(chosen / kind if chosen.name == _APP and os.name == "nt" else chosen)


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
