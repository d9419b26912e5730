"""How the privacy cases are opened: with which key, and what has to be asked before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.case_keys import KEY_FILE, CaseKeys, Found, Kept
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.holds import Holds
from gong_admin.services.privacy.unreadable import CasesUnreadable, WrongKey

CASES_FILE = "cases.sqlite3"


class OfficeState(StrEnum):
    CLOSED = "closed"  # nobody has asked for the cases yet
    OPENING = "opening"
    OPEN = "open"
    NEEDS_CHOICE = "needs-choice"  # no keyring: a passphrase, or this session only
    NEEDS_PASSPHRASE = "needs-passphrase"  # noqa: S105
    NEEDS_BACKUP = "needs-backup"  # there are cases, but their key is gone
    FAILED = "failed"  # the reason is with it


@dataclass(frozen=True, slots=True)
class Opened:
    """The cases, the master key they are locked with, and where that is kept."""

    store: CaseStore
    master: bytes
    kept: Kept


@dataclass(frozen=True, slots=True)
class Barred:
    """What has to be asked before the cases can be opened, and why, in a sentence."""

    state: OfficeState
    reason: str = ""


class CaseDoor:
    """Opens the cases in `folder`. Its methods raise OSError, and nothing else."""

    def __init__(self, credentials: CredentialStore, folder: Path, bridge: Bridge) -> None:
        self._folder, self._bridge = folder, bridge
        self._keys = CaseKeys(credentials, folder)

    async def cases_exist(self) -> bool:
        return await self._bridge.run((self._folder / CASES_FILE).exists)

    async def open(self, *, fleeting: bool) -> Opened | Barred:
        """As it can be without asking; `fleeting` keeps cases in memory alone."""
        run, keys = self._bridge.run, self._keys
        if fleeting:
            return await self._store(await run(keys.for_session), Kept.SESSION)
        found: Found = await run(keys.find, cases_exist=await self.cases_exist())
        if found.kept is Kept.KEYRING:
            try:
                opened = await self._store(await run(keys.from_keyring), found.kept)
            except WrongKey:
                reason = translate("cases", "The keyring holds no key any more.")
                opened = Barred(OfficeState.NEEDS_BACKUP, reason)
            unfit = isinstance(opened, Barred) and opened.state is OfficeState.NEEDS_BACKUP
            # One that came from a backup, when the keyring would not take it.
            beside = unfit and await run((self._folder / KEY_FILE).exists)
            return Barred(OfficeState.NEEDS_PASSPHRASE) if beside else opened
        if found.kept is Kept.PASSPHRASE:
            return Barred(OfficeState.NEEDS_PASSPHRASE)
        if found.kept is Kept.LOST:
            return Barred(OfficeState.NEEDS_BACKUP, found.reason)
        master = None if found.reason else await run(keys.make_in_keyring)
        if master is None:
            return Barred(OfficeState.NEEDS_CHOICE, found.reason)
        return await self._store(master, Kept.KEYRING)

    async def open_with(self, passphrase: str, *, new: bool) -> Opened | Barred:
        """With a passphrase: that of the cases, or a `new` one where there are none yet."""
        make = self._keys.make_with_passphrase if new else self._keys.from_passphrase
        try:
            master = await self._bridge.run(make, passphrase)
        except WrongKey:
            return Barred(
                OfficeState.NEEDS_PASSPHRASE, translate("cases", "That is not the passphrase.")
            )
        return await self._store(master, Kept.PASSPHRASE)

    async def open_backup(self, path: Path, passphrase: str) -> Opened | Barred:
        """With the key from a backup, which is kept from then on, if it fits."""
        try:
            master = await self._bridge.run(self._keys.from_backup, path, passphrase)
        except WrongKey:
            reason = translate(
                "cases", "The file is no backup of a key, or the passphrase is another."
            )
            return Barred(OfficeState.NEEDS_BACKUP, reason)
        opened = await self._store(master, Kept.PASSPHRASE)
        if isinstance(opened, Barred):
            return opened
        try:
            kept = await self._bridge.run(self._keys.keep, master, passphrase)
        except BaseException:
            opened.store.close()
            raise
        return replace(opened, kept=kept)

    async def backup(self, master: bytes, path: Path, passphrase: str) -> None:
        """Write the key to a file that opens with the passphrase."""
        await self._bridge.run(self._keys.backup, master, path, passphrase)

    async def set_aside(self) -> None:
        """Give the cases that can't be opened, and the key behind a passphrase, other names, so
        that new ones can be begun. Nothing is deleted."""
        await self._bridge.run(_set_aside, self._folder)

    async def _store(self, master: bytes, kept: Kept) -> Opened | Barred:
        path = None if kept is Kept.SESSION else self._folder / CASES_FILE
        try:
            return Opened(await self._bridge.run(_opened, path, master), master, kept)
        except WrongKey:
            reason = translate("cases", "The key does not fit the cases that are kept.")
            return Barred(OfficeState.NEEDS_BACKUP, reason)
        except CasesUnreadable as problem:
            return Barred(OfficeState.FAILED, str(problem))


def _opened(path: Path | None, master: bytes) -> CaseStore:
    store = CaseStore(path, Keys.of(master))
    try:
        # Says whether the key fits.
        if not store.cases():
            Holds(store).all()
    except BaseException:
        store.close()
        raise
    return store


def _set_aside(folder: Path) -> None:
    stem, _, suffix = CASES_FILE.partition(".")
    now = f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}"
    for path in (*folder.glob(f"{stem}.{suffix}*"), *folder.glob(f"{stem}-heads.{suffix}*")):
        path.rename(path.with_name(f"set-aside-{now}-{path.name}"))
    key = folder / KEY_FILE
    if key.exists():
        key.rename(key.with_name(f"set-aside-{now}-{key.name}"))
