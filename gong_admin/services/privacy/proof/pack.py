"""A pack of files that shows if it was altered, and who made it.

Every file is listed with its SHA-256 in `manifest.json`; that is signed with Ed25519, the public
key lies beside it. A pack checks without this program: hash the files, verify one signature. Who
the key belongs to, only somebody who trusts its fingerprint can say.
"""

from __future__ import annotations

import base64
import errno
import hashlib
import json
import os
import secrets
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from gong_admin.api.cancel import CancelToken
from gong_admin.services.privacy.keys import Keys

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
_FORMAT = "gong-admin-pack-1"
_CHUNK = 1 << 20
_MOST_FILES = 10_000
_MOST_MANIFEST = 20_000_000  # bytes
_MOST_SIGNATURE = 10_000
_MOST_BYTES = 4_000_000_000  # of one pack, unpacked

_LEFT_BY_SYSTEMS = frozenset({".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini"})
_MAC_FOLDER = "__MACOSX"  # beside what it belongs to, in a ZIP that the Finder has made


class Verdict(StrEnum):
    UNALTERED = "unaltered"  # and by a key that is trusted
    CONSISTENT = "consistent"  # not altered since, but by whom is not known
    ALTERED = "altered"
    NO_PACK = "no-pack"


@dataclass(frozen=True, slots=True)
class PackReport:
    """`signer` is the fingerprint of the key, "" where the signature is none. `problems` names
    each file that is not as it was, with "altered", "missing" or "added". `extra` are files that a
    desktop leaves wherever it has looked: no part of the pack, and nothing that was done to it."""

    verdict: Verdict
    signer: str = ""
    about: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[tuple[str, str], ...] = ()
    extra: tuple[str, ...] = ()


def fingerprint(keys: Keys) -> str:
    """That of the key that signs here: what a PDF prints and a colleague compares."""
    return _fingerprint(_public(keys))


def write_pack(
    folder: Path,
    files: Mapping[str, bytes],
    keys: Keys,
    about: Mapping[str, Any],
    *,
    packed: bool,
    token: CancelToken | None = None,
) -> Path:
    """Write a pack as a new folder, or as a ZIP beside where that would be.

    It is there whole or not at all; a kill leaves no more than a hidden ".part" beside it. Names
    in `files` are relative, with "/". `about` is JSON, goes into the manifest and is signed with
    it. Raises OSError, `Cancelled`; FileExistsError where something of the name is there.
    """
    token = token or CancelToken()
    manifest = _manifest(files, keys, about)
    every = {**files, MANIFEST: manifest, SIGNATURE: _sign(keys, manifest)}
    target = folder.with_name(folder.name + ".zip") if packed else folder
    if target.exists():
        raise FileExistsError(errno.EEXIST, "Something of that name is there already", str(target))
    scratch = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.part")
    try:
        if packed:
            _write_zip(scratch, every, folder.name, token)
        else:
            _write_folder(scratch, every, token)
        token.raise_if_cancelled()
        scratch.rename(target)
    except BaseException as error:
        _remove(scratch)
        if isinstance(error, OSError) and error.filename is None:
            error.filename = str(target)  # a full disk does not say which file it was
        raise
    return target


def manifest_digest(path: Path) -> str:
    """The SHA-256 of a pack's manifest, which stands for all of it. Raises OSError."""
    with _opened(path) as files:
        return _digest(files[MANIFEST]())


def read_part(path: Path, name: str) -> bytes:
    """A file of a pack; b"" where there is none, or no pack. Raises OSError."""
    try:
        with _reading(), _opened(path) as files:
            return b"".join(files[name]()) if name in files else b""
    except _Damaged:
        return b""


def check_pack(path: Path, trusted: frozenset[str]) -> PackReport:
    """Check a pack, a folder or a ZIP, whatever is in it. `trusted` holds fingerprints. Raises
    OSError where it can't be read."""
    try:
        with _reading(), _opened(path) as files:
            return _check(files, trusted)
    except _Damaged:
        return PackReport(Verdict.NO_PACK)


# -- signing -----------------------------------------------------------------------------------


def _manifest(files: Mapping[str, bytes], keys: Keys, about: Mapping[str, Any]) -> bytes:
    listed = {
        name: {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
    }
    content = {
        "format": _FORMAT,
        "about": about,
        "public_key": base64.b64encode(_public(keys)).decode(),
        "files": listed,
    }
    return (json.dumps(content, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode()


def _private(keys: Keys) -> Any:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(keys.signing)


def _public(keys: Keys) -> bytes:
    public: bytes = _private(keys).public_key().public_bytes_raw()
    return public


def _sign(keys: Keys, manifest: bytes) -> bytes:
    signature: bytes = _private(keys).sign(manifest)
    return base64.b64encode(signature) + b"\n"


def _signed_by(manifest: bytes, signature: bytes, public: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(base64.b64decode(signature, validate=False), manifest)
    except (InvalidSignature, ValueError):
        return False
    return True


def _fingerprint(public: bytes) -> str:
    """Eight groups of four: half of a SHA-256, to be read out on the telephone."""
    digest = hashlib.sha256(public).hexdigest()[:32].upper()
    return " ".join(digest[at : at + 4] for at in range(0, len(digest), 4))


# -- checking ----------------------------------------------------------------------------------


def _check(files: Mapping[str, Any], trusted: frozenset[str]) -> PackReport:
    if MANIFEST not in files:
        return PackReport(Verdict.NO_PACK)
    manifest, content = _manifest_of(files)
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        # With a signature beside it, it was one.
        altered = content is None and SIGNATURE in files
        return _UNSIGNED if altered else PackReport(Verdict.NO_PACK)
    public = _unpacked(content.get("public_key"))
    if not _signed_by(manifest, _start(files, SIGNATURE, _MOST_SIGNATURE), public):
        return _UNSIGNED
    about, listed = content.get("about"), content["files"]
    about = about if isinstance(about, dict) else {}
    problems: list[tuple[str, str]] = []
    for name, told in sorted(listed.items()):
        if name not in files:
            problems.append((name, "missing"))
        elif _digest_or_none(files[name]) != told["sha256"]:
            problems.append((name, "altered"))
    known = {*listed, MANIFEST, SIGNATURE}
    more = sorted(name for name in files if name not in known)
    problems += [(name, "added") for name in more if not _by_a_system(name)]
    extra = tuple(filter(_by_a_system, more))
    signer = _fingerprint(public)
    if problems:
        return PackReport(Verdict.ALTERED, signer, about, tuple(problems), extra)
    verdict = Verdict.UNALTERED if signer in trusted else Verdict.CONSISTENT
    return PackReport(verdict, signer, about, extra=extra)


_UNSIGNED = PackReport(Verdict.ALTERED, problems=((MANIFEST, "altered"),))
"""What a list of contents says of itself that nobody has signed is worth nothing."""


def _manifest_of(files: Mapping[str, Any]) -> tuple[bytes, Any]:
    """The manifest and what it says; None where it can't be read."""
    try:
        with _reading():
            manifest = _start(files, MANIFEST, _MOST_MANIFEST)
            return manifest, json.loads(manifest)
    except _Damaged:
        return b"", None


def _start(files: Mapping[str, Any], name: str, most: int) -> bytes:
    """A file up to so many bytes; b"" where there is none, or it can't be unpacked."""
    content = b""
    try:
        with _reading():
            for piece in files[name]() if name in files else ():
                content += piece
                if len(content) > most:
                    break
    except _Damaged:
        return b""
    return content[:most]


def _unpacked(text: Any) -> bytes:
    """Out of base64; b"" where it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (TypeError, ValueError):
        return b""


def _by_a_system(name: str) -> bool:
    """Whether a desktop has left it: what a folder looks like, pictures, what a Mac keeps of a
    file apart ("._name")."""
    *folders, last = name.split("/")
    apart = last.startswith("._") or last.casefold() in _LEFT_BY_SYSTEMS
    return apart or folders[:1] == [_MAC_FOLDER]


class _Damaged(Exception):
    """It is what is in a pack that is wrong, not the disk it lies on."""


@contextmanager
def _reading() -> Iterator[None]:
    """A ZIP that somebody has changed makes Python's modules raise nearly everything, OSError for
    a place that can't be among them: all that is `_Damaged`. Other OSErrors stay."""
    try:
        yield
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno not in (None, errno.EINVAL):
            raise
        raise _Damaged from problem


def _digest(chunks: Iterator[bytes]) -> str:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest()


def _digest_or_none(read: Any) -> str | None:
    """None where a file of a ZIP can't be unpacked: somebody has altered it."""
    try:
        with _reading():
            return _digest(read())
    except _Damaged:
        return None


@contextmanager
def _opened(path: Path) -> Iterator[dict[str, Any]]:
    """The files of a pack by their names, each as a function that reads it in pieces."""
    if path.is_dir():
        here = [file for file in path.rglob("*") if file.is_file() and not file.is_symlink()]
        if len(here) > _MOST_FILES:
            raise ValueError("too many files")
        yield {
            file.relative_to(path).as_posix(): lambda file=file: _pieces(file.open("rb"))
            for file in here
        }
        return
    with zipfile.ZipFile(path) as packed:
        infos = [info for info in packed.infolist() if not info.is_dir()]
        if len(infos) > _MOST_FILES or sum(info.file_size for info in infos) > _MOST_BYTES:
            raise ValueError("too large")
        own = [info.filename for info in infos if not _by_a_system(info.filename)]
        tops = {name.partition("/")[0] for name in own}
        top = f"{min(tops)}/" if len(tops) == 1 and all("/" in name for name in own) else ""
        found: dict[str, Any] = {}
        times: Counter[str] = Counter()
        for info in infos:
            plain = name = info.filename.removeprefix(top)
            # Which of two of one name is unpacked is up to who unpacks.
            while name in found:
                times[plain] += 1
                name = f"{plain} (again{f' {times[plain]}' if times[plain] > 1 else ''})"
            found[name] = lambda info=info: _pieces(packed.open(info))
        yield found


def _pieces(stream: Any) -> Iterator[bytes]:
    with stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


# -- writing -----------------------------------------------------------------------------------


def _write_folder(folder: Path, files: Mapping[str, bytes], token: CancelToken) -> None:
    folder.mkdir(mode=0o700)
    for name, content in files.items():
        token.raise_if_cancelled()
        file = folder / name
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())


def _write_zip(path: Path, files: Mapping[str, bytes], top: str, token: CancelToken) -> None:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w+b") as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in files.items():
                token.raise_if_cancelled()
                packed.writestr(f"{top}/{name}", content)
        stream.flush()
        os.fsync(stream.fileno())


def _remove(path: Path) -> None:
    import shutil

    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
