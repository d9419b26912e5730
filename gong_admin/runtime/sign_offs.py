"""Who has looked at a row of the access review, when, and what they noted: kept on this computer.

One file a tenant, below the program's state. A signature belongs to what the row said then (its
`state`): once that changes, the row is open again, and the signature is told as an earlier one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from gong_admin.runtime import paths
from gong_admin.runtime.files import read_json_object, write_json
from gong_admin.runtime.tenant_place import tenant_place


class SignOff(msgspec.Struct, frozen=True):
    """`state` is what the row said when it was signed (`Finding.state`)."""

    who: str
    at: dt.datetime
    note: str
    state: str


class SignOffs:
    """The signatures of one tenant, by the key of the row."""

    def __init__(self, file: Path, older: Path | None = None) -> None:
        """`older` is read as long as there is no `file`."""
        self._file, self._older = file, older
        self._signed = self._read()

    def of(self, key: str, state: str) -> SignOff | None:
        """The signature that holds for a row as it is now."""
        found = self._signed.get(key)
        return found if found is not None and found.state == state else None

    def earlier(self, key: str, state: str) -> SignOff | None:
        """A signature for what the row said before; it holds no more."""
        found = self._signed.get(key)
        return found if found is not None and found.state != state else None

    def sign(self, rows: Iterable[tuple[str, str]], who: str, note: str) -> None:
        """Sign rows (key, state). Raises OSError, and then nothing is signed."""
        now = dt.datetime.now(dt.UTC).replace(microsecond=0)
        self._write({key: SignOff(who, now, note, state) for key, state in rows})

    def withdraw(self, keys: Iterable[str]) -> None:
        """Open rows again. Raises OSError, and then they stay signed."""
        self._write(dict.fromkeys(keys))

    def _write(self, changed: dict[str, SignOff | None]) -> None:
        # Another window may have signed meanwhile: its rows stay.
        signed = {**self._read(), **changed}
        kept = {key: one for key, one in signed.items() if one is not None}
        write_json(self._file, {"signed": msgspec.to_builtins(kept)})
        self._signed = kept

    def _read(self) -> dict[str, SignOff]:
        """What the file holds; an entry that can't be read is no signature."""
        found: dict[str, SignOff] = {}
        file = self._file if self._older is None or self._file.exists() else self._older
        listed = read_json_object(file).get("signed")
        for key, raw in listed.items() if isinstance(listed, dict) else ():
            with contextlib.suppress(msgspec.ValidationError):
                found[key] = msgspec.convert(raw, SignOff)
        return found


def sign_offs_of(base_url: str, connection_id: str) -> SignOffs:
    """The signatures of a tenant. At the address of many companies those of the connection, and
    until there are any those that older versions kept there: what they are of is in each."""
    if tenant_place(base_url, connection_id).older is None:
        return SignOffs(sign_offs_file(base_url))
    return SignOffs(sign_offs_file(base_url, connection_id), sign_offs_file(base_url))


def sign_offs_file(base_url: str, connection_id: str = "") -> Path:
    """Where the signatures of the tenant at `base_url` are kept: one file whatever a connection
    to it is called, unless one is named."""
    host = re.sub(r"[^a-z0-9.-]+", "-", base_url.lower().partition("//")[2]).strip("-.")[:60]
    key = f"{base_url} {connection_id}" if connection_id else base_url
    digest = hashlib.blake2b(key.encode(), digest_size=4).hexdigest()
    folder = paths.state_dir() / "access-reviews"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{host}-{digest}.json"


def full_name_of_this_person() -> str:
    """What this computer says its user is called, "" where it does not say: the name of an
    account, let alone of the system's own, is no signature."""
    try:
        import pwd  # there is none on Windows
    except ImportError:
        return ""
    try:
        entry = pwd.getpwuid(os.getuid())
    except (KeyError, OSError):
        return ""
    name = entry.pw_gecos.partition(",")[0].strip()
    # Without a name the field often holds the account's own ("root", "Linux User").
    return name if entry.pw_uid and " " in name else ""
