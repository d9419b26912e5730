"""Finds the files that ship with the program: icons, fonts, styles, translations."""

from __future__ import annotations

import functools
from pathlib import Path

import gong_admin

_PACKAGED = "_resources"


class MissingAsset(FileNotFoundError):
    """The program asks for a file that it was not shipped with: a fault of the build."""


@functools.cache
def root() -> Path:
    """The folder of all assets: inside an installed wheel, else beside the source.

    An editable install does not map `resources/` into the package, hence the second place.
    """
    package = Path(gong_admin.__file__).parent
    packaged = package / _PACKAGED
    if packaged.is_dir():
        return packaged
    beside = package.parent / "resources"
    if beside.is_dir():
        return beside
    raise MissingAsset(f"no resources at {packaged} or {beside}")


def path(name: str) -> Path:
    """The file `name` (as in `"icons/lock.svg"`). Raises `MissingAsset`."""
    found = root() / name
    if not found.exists():
        raise MissingAsset(name)
    return found


def read_text(name: str) -> str:
    return path(name).read_text(encoding="utf-8")
