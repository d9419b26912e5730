"""What lies in a folder while the program may still write there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path


def files_below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every file with its content; one that was put in another's place meanwhile is found there."""
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                yield path, path.read_bytes()
