"""How cases and subjects lie in the rows of the file: what may be read without their key, and
what may not."""

from __future__ import annotations

import zlib
from typing import Any, TypeVar

import msgspec

from gong_admin.api.decode import decoder
from gong_admin.services.privacy.case import Case, Subject
from gong_admin.services.privacy.keys import seal, unseal
from gong_admin.services.privacy.unreadable import CasesUnreadable

_Record = TypeVar("_Record", Case, Subject)

# What outlives the key of a case: nothing that names or describes a person.
_CASE_FIXED = (
    *("kind", "regime", "received", "own_deadline", "extended", "extension_notice"),
    *("identity_checked", "elsewhere", "reduced", "deleted"),
)
_CASE_PRIVATE = ("identity_how", "refusal_ground", "notes", "approver")
_SUBJECT_FIXED = (
    "kind",
    "counts",
    "approved",
    "looked_up",
    "sent",
    "answered",
    "gone",
    "back",
    "grown",
    "ended",
    "request_id",
)
_SUBJECT_PRIVATE = ("value", "typed", "note")

_ALTERED = "What is kept of a case is not as it was written."


def case_fixed(case: Case) -> str:
    return _some(case, _CASE_FIXED)


def case_body(case: Case, key: bytes) -> bytes:
    return lock(key, _some(case, _CASE_PRIVATE).encode(), f"case {case.id}")


def case_of(row: tuple[Any, ...], *, reference: str, body: bytes | None, key: bytes | None) -> Case:
    """From id, tenant, created, state and fixed. Raises `WrongKey`, `CasesUnreadable`."""
    case_id, tenant, created, state, fixed = row
    values = _values(fixed)
    if body is not None and key is not None:
        values |= msgspec.json.decode(unlock(key, body, f"case {case_id}"))
    values |= {"id": case_id, "tenant": tenant, "created": created, "state": state}
    return _made(values | {"reference": reference}, Case)


def subject_fixed(subject: Subject) -> str:
    return _some(subject, _SUBJECT_FIXED)


def subject_body(subject: Subject, key: bytes) -> bytes:
    # Not its id: the body is made before the row has one.
    return lock(key, _some(subject, _SUBJECT_PRIVATE).encode(), f"subject of {subject.case_id}")


def subject_of(row: tuple[Any, ...], key: bytes | None) -> Subject:
    """From id, case_id, position, state, fixed and body. Raises `WrongKey`, `CasesUnreadable`."""
    subject_id, case_id, position, state, fixed, body = row
    values = _values(fixed)
    private = {"value": ""}
    if body is not None and key is not None:
        private = msgspec.json.decode(unlock(key, body, f"subject of {case_id}"))
    values |= private
    values |= {"id": subject_id, "case_id": case_id, "position": position, "state": state}
    return _made(values, Subject)


def lock(key: bytes, plain: bytes, place: str) -> bytes:
    """Compressed first: answers of Gong shrink to a tenth, what is locked does not."""
    return seal(key, zlib.compress(plain, 3), place)


def unlock(key: bytes, locked: bytes, place: str) -> bytes:
    """Raises `WrongKey`."""
    return zlib.decompress(unseal(key, locked, place))


def _values(fixed: Any) -> dict[str, Any]:
    try:
        values = msgspec.json.decode(fixed)
    except (msgspec.DecodeError, TypeError):
        values = None
    if not isinstance(values, dict):
        raise CasesUnreadable(_ALTERED)
    return values


def _made(values: dict[str, Any], shape: type[_Record]) -> _Record:
    decoder(shape)  # msgspec must know the type before two threads meet it at once
    try:
        return msgspec.convert(values, shape)
    except msgspec.ValidationError as problem:
        raise CasesUnreadable(_ALTERED) from problem


def _some(record: Case | Subject, fields: tuple[str, ...]) -> str:
    return msgspec.json.encode({name: getattr(record, name) for name in fields}).decode()
