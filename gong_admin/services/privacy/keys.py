"""The keys of the privacy cases, and what is locked with them.

One master key opens everything. It never lies beside the cases: whoever makes a `Keys` has it from
the system's keyring, from a passphrase, or made it for this session. Four keys are derived from
it: one wraps each case's own key, one chains the logs, one makes fingerprints, one signs evidence.
So the chain can be checked, and an address recognised, long after a case's own key is destroyed.

The ciphers are those of `cryptography`: AES-256-GCM, HKDF, HMAC and SHA-256, scrypt, Ed25519.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass

from gong_admin.services.privacy.identifiers import compared
from gong_admin.services.privacy.unreadable import WrongKey

KEY_BYTES = 32
_NONCE_BYTES = 12  # what AES-GCM is made for
_SCRYPT = (2**15, 8, 3)  # some 0.3 s and 32 MB: one of OWASP's choices for passphrases
_SALT_BYTES = 16
_BACKUP_MARK = b"gong-admin-case-key-1\n"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What is derived from one master key of `KEY_BYTES` bytes."""

    wrap: bytes
    chain: bytes
    marks: bytes
    signing: bytes

    @classmethod
    def of(cls, master: bytes) -> Keys:
        if len(master) != KEY_BYTES:
            raise WrongKey
        return cls(
            *(
                _derive(master, purpose)
                for purpose in (b"wrap", b"chain", b"fingerprints", b"signing")
            )
        )

    def __repr__(self) -> str:
        return "Keys(…)"

    def wrapped(self, case_key: bytes, case_id: str) -> bytes:
        """A case's own key, to be kept beside the case."""
        return seal(self.wrap, case_key, case_id)

    def unwrapped(self, wrapped: bytes, case_id: str) -> bytes:
        """Raises `WrongKey`."""
        return unseal(self.wrap, wrapped, case_id)

    def fingerprint(self, kind: str, value: str) -> bytes:
        """Recognises the same address or number when it is typed again, and nothing else. Whoever
        has the master key can try addresses out: it is a pseudonym, not anonymous."""
        return self._mark(kind, compared(value))

    def fingerprints(self, kind: str, value: str) -> tuple[bytes, bytes]:
        """The fingerprint, and the one that an older version made: it took groß for gross. For
        most they are the same."""
        return self.fingerprint(kind, value), self._mark(kind, value.casefold())

    def _mark(self, kind: str, value: str) -> bytes:
        return hmac.digest(self.marks, f"{kind}\0{value}".encode(), "sha256")

    def signed(self, *parts: bytes) -> bytes:
        """A MAC over parts, each with its length, so that none can slide into the next."""
        mac = hmac.new(self.chain, digestmod="sha256")
        for part in parts:
            mac.update(len(part).to_bytes(8, "big"))
            mac.update(part)
        return mac.digest()


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plain: bytes, place: str) -> bytes:
    """`plain` locked with `key`. `place` says where it belongs: it opens nowhere else."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """What `seal` locked. Raises `WrongKey`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce, locked = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(key).decrypt(nonce, locked, place.encode())
    except (InvalidTag, ValueError):
        raise WrongKey from None


def locked_with_passphrase(master: bytes, passphrase: str) -> bytes:
    """The master key as a small file that opens with a passphrase: a backup, or where there is no
    keyring. Slow on purpose, some 0.3 s."""
    salt = os.urandom(_SALT_BYTES)
    return _BACKUP_MARK + salt + seal(_stretched(passphrase, salt), master, "master")


def unlocked_with_passphrase(content: bytes, passphrase: str) -> bytes:
    """The master key out of such a file. Raises `WrongKey` for another passphrase or file."""
    if not content.startswith(_BACKUP_MARK):
        raise WrongKey
    rest = content[len(_BACKUP_MARK) :]
    salt, sealed = rest[:_SALT_BYTES], rest[_SALT_BYTES:]
    return unseal(_stretched(passphrase, salt), sealed, "master")


def _stretched(passphrase: str, salt: bytes) -> bytes:
    cost, block, lanes = _SCRYPT
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=cost, r=block, p=lanes, dklen=KEY_BYTES, maxmem=2**26
    )


def _derive(master: bytes, purpose: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = b"gong-admin cases " + purpose
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(master)
