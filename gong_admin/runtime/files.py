"""Files that must never be half written."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


def write_atomically(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Replace `path` by `content`, readable by its owner alone: all of it or nothing.

    A process that is killed leaves the old file or the new one. `sync` waits for the disk, so that
    the same holds when the power fails; without, it takes well under a millisecond.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            if sync:
                stream.flush()
                os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    if sync:
        _sync_folder(path.parent)


def write_json(path: Path, value: Any, *, sync: bool = True) -> None:
    """`value` as readable JSON, atomically."""
    text = json.dumps(value, indent=2, ensure_ascii=False, sort_keys=True)
    write_atomically(path, f"{text}\n".encode(), sync=sync)


def read_json_object(path: Path) -> dict[str, Any]:
    """The JSON object in `path`; empty when there is no file.

    A file that is not one, or can't be read, is set aside as `<name>.<time>.bad`, for whoever
    wants to mend it, and counts as missing. See `set_aside`.
    """
    try:
        value = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except OSError as problem:
        _set_aside(path, problem.strerror or str(problem))
        return {}
    except (ValueError, RecursionError) as problem:  # not JSON, or not UTF-8
        _set_aside(path, str(problem))
        return {}
    if not isinstance(value, dict):
        _set_aside(path, "not an object")
        return {}
    return value


def set_aside() -> tuple[tuple[Path, Path], ...]:
    """Files that were damaged in this run, each with where it lies now."""
    return tuple(_aside.items())


_aside: dict[Path, Path] = {}


def _set_aside(path: Path, problem: str) -> None:
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%S")
    bad = path.with_name(f"{path.name}.{stamp}.bad")
    try:
        path.replace(bad)
    except OSError:
        # Where it can't be moved it can't be written over either.
        bad = path
    _aside[path] = bad
    _log.warning("%s is damaged (%s); kept as %s, starting fresh", path.name, problem, bad.name)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders can't be opened there, nor need to be
        return
    # Some network homes refuse it; the file itself is safe by then.
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
