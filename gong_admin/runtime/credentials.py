"""Secrets: in the system's keyring, or in memory until the program ends. Nowhere else.

The only module that knows `keyring`. Everything here may block (a keyring can ask the person to
unlock it), so it is called through the bridge.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from gong_admin.api.credentials import Bearer, Credentials, KeyPair
from gong_admin.runtime import redact
from gong_admin.runtime.connections import AuthKind, Connection
from gong_admin.runtime.errors import SecretMissing

_log = logging.getLogger(__name__)
T = TypeVar("T")

_SERVICE = "Gong Admin"
_OWN_KEYS = "Gong Admin keys"
_TIMEOUT = 60.0  # seconds; long enough to type the keyring's password
# Keyrings that encrypt and belong to the person who is signed in. Every other backend, plain text
# files above all, counts as none.
_ACCEPTED = {
    "keyring.backends.macOS": "the Keychain",
    "keyring.backends.Windows": "the Windows Credential Manager",
    "keyring.backends.SecretService": "the Secret Service",
    "keyring.backends.libsecret": "the Secret Service",
    "keyring.backends.kwallet": "KWallet",
}


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """What proves to Gong who asks; `access_key` is empty for a bearer token. `value` is the
    access key's secret or the token."""

    auth: AuthKind
    value: str
    access_key: str = ""

    def credentials(self) -> Credentials:
        """For the client. Raises `InvalidRequest` for what can't be a key."""
        if self.auth is AuthKind.BEARER:
            return Bearer(self.value)
        return KeyPair(self.access_key, self.value)

    def guard(self) -> None:
        """See to it that no log and no report ever shows it."""
        if self.auth is AuthKind.BEARER:
            redact.guard(self.value)
        else:
            redact.guard(self.access_key, self.value)

    def __repr__(self) -> str:
        return f"Secret({self.auth.value}, …)"


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where secrets go. `place` names it in a sentence; `reason` says why it is not the keyring,
    and is empty when it is."""

    place: str
    reason: str = ""

    @property
    def permanent(self) -> bool:
        return not self.reason


class CredentialStore:
    """Keeps one secret for each connection. Thread-safe.

    Without a usable keyring secrets are kept for this session, and `keeping` tells why, for the
    person who has just typed one. No method raises because of a keyring.
    """

    def __init__(self, *, timeout: float = _TIMEOUT) -> None:
        self._timeout = timeout
        self._session: dict[str, Secret] = {}
        self._lock = threading.Lock()
        self._worker = _Worker()
        self._backend: Any = None
        self._keeping: Keeping | None = None

    @property
    def keeping(self) -> Keeping:
        """Where secrets go; found out on first use. Blocks."""
        with self._lock:
            if self._keeping is None:
                self._keeping = self._choose()
            return self._keeping

    def save(self, connection: Connection, secret: Secret) -> Keeping:
        """Keep `secret`; the answer tells where, and why not in the keyring if so."""
        secret.guard()
        keeping = self.keeping
        if keeping.permanent:
            text = json.dumps(
                {"auth": secret.auth.value, "access_key": secret.access_key, "value": secret.value}
            )
            problem = self._ask(
                lambda: self._backend.set_password(_SERVICE, connection.id, text)
            ).problem
            if not problem:
                self._session.pop(connection.id, None)
                return keeping
            keeping = _for_now(problem)
        self._session[connection.id] = secret
        return keeping

    def load(self, connection: Connection) -> Secret:
        """The secret of `connection`. Raises `SecretMissing` with a sentence for the person."""
        if secret := self._session.get(connection.id):
            return secret
        keeping = self.keeping
        if not keeping.permanent:
            raise SecretMissing(
                connection.name,
                f"{keeping.reason} Enter the key again; it is kept until the program ends.",
            )
        answer = self._ask(lambda: self._backend.get_password(_SERVICE, connection.id))
        if answer.problem:
            raise SecretMissing(connection.name, answer.problem)
        if not answer.value:
            raise SecretMissing(
                connection.name, f"There is none in {keeping.place} for this connection."
            )
        try:
            stored = json.loads(answer.value)
            secret = Secret(AuthKind(stored["auth"]), stored["value"], stored["access_key"])
        except (ValueError, KeyError, TypeError):
            raise SecretMissing(
                connection.name, f"What {keeping.place} holds for this connection is not a key."
            ) from None
        secret.guard()
        return secret

    def forget(self, connection: Connection) -> str:
        """Delete its secret; "" or a sentence telling why the keyring still has it."""
        self._session.pop(connection.id, None)
        if not self.keeping.permanent:
            return ""

        def delete() -> None:
            # Asked first, because deleting what isn't there is an error in some keyrings only.
            if self._backend.get_password(_SERVICE, connection.id) is not None:
                self._backend.delete_password(_SERVICE, connection.id)

        return self._ask(delete).problem

    def load_key(self, name: str) -> tuple[str, str]:
        """A key of this program's own, and a sentence telling why it can't be had: both are empty
        where none was kept."""
        keeping = self.keeping
        if not keeping.permanent:
            return "", keeping.reason
        answer = self._ask(lambda: self._backend.get_password(_OWN_KEYS, name))
        return answer.value or "", answer.problem

    def save_key(self, name: str, value: str) -> str:
        """Keep a key of this program's own; "" or a sentence telling why it was not kept."""
        redact.guard(value)
        keeping = self.keeping
        if not keeping.permanent:
            return keeping.reason
        return self._ask(lambda: self._backend.set_password(_OWN_KEYS, name, value)).problem

    def close(self) -> None:
        """Drop what was kept for this session."""
        self._session.clear()
        self._worker.close()

    def _choose(self) -> Keeping:
        answer = self._ask(_usable_backend)
        if answer.problem:
            return _for_now(answer.problem)
        self._backend = answer.value
        if self._backend is None:
            return _for_now("This computer has no keyring that this program trusts.")
        return Keeping(_ACCEPTED[type(self._backend).__module__])

    def _ask(self, call: Callable[[], T]) -> _Reply[T]:
        return self._worker.ask(call, self._timeout)


def _usable_backend() -> Any:
    """The configured keyring if it is one of the accepted, or the best accepted one of a chain.

    A chain itself is never used: it writes wherever it can.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend

    chosen: Any = keyring.get_keyring()
    candidates = chosen.backends if isinstance(chosen, ChainerBackend) else [chosen]
    for backend in candidates:
        if type(backend).__module__ in _ACCEPTED:
            return backend
    return None


def _for_now(reason: str) -> Keeping:
    return Keeping("this program's memory, until it ends", reason)


@dataclass(slots=True)
class _Reply(Generic[T]):
    value: T | None = None
    problem: str = ""


class _Worker:
    """One thread for all talk with the keyring, made when first needed.

    A keyring that hangs keeps this thread and nothing else: whoever asked is told after the
    timeout, later questions are answered at once, and the program can end.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._calls: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stuck = threading.Event()

    def ask(self, call: Callable[[], T], timeout: float) -> _Reply[T]:
        if self._stuck.is_set():
            return _Reply(problem=_HANGS)
        done = threading.Event()
        reply: _Reply[T] = _Reply()

        def run() -> None:
            try:
                reply.value = call()
            except Exception as error:  # noqa: BLE001 - each keyring has exceptions of its own
                # Not the message: it may quote what was to be stored.
                _log.info("the keyring failed with %s", type(error).__qualname__)
                reply.problem = _explain(error)
            self._stuck.clear()
            done.set()

        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="keyring", daemon=True)
                self._thread.start()
        self._calls.put(run)
        if done.wait(timeout):
            return reply
        self._stuck.set()
        _log.info("the keyring did not answer within %s seconds", timeout)
        return _Reply(problem=_HANGS)

    def close(self) -> None:
        with self._lock:
            if self._thread is not None:
                self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()


_HANGS = "The keyring does not answer."


def _explain(error: Exception) -> str:
    from keyring import errors

    if isinstance(error, errors.KeyringLocked):
        return "The keyring is locked, and was not unlocked."
    if isinstance(error, errors.NoKeyringError):
        return "This computer has no keyring."
    if isinstance(error, errors.InitError):
        return "The keyring could not be opened."
    return "The keyring reported an error."
