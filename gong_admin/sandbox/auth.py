"""Who may call: one key pair, one bearer token, and the scopes and licences they carry."""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets
from dataclasses import dataclass, field
from typing import Any

from gong_admin.api.operation import Operation
from gong_admin.sandbox.errors import Refusal

_CHALLENGE = {"WWW-Authenticate": 'Basic realm="Gong.io API"'}


@dataclass(slots=True)
class Account:
    """The one key of the sandbox. Its secrets are new at every start."""

    access_key: str = field(default_factory=lambda: secrets.token_hex(16).upper())
    access_key_secret: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    bearer_token: str = field(default_factory=lambda: secrets.token_urlsafe(48), repr=False)
    scopes: frozenset[str] | None = None
    """The scopes the key has; None means all."""
    trusted_address: bool = True
    """Whether the caller's IP is on the key's list."""
    sees_calls: bool = True
    """Whether the key may see any calls. One that may not gets the answers of an empty Gong."""
    engage_licence: bool = True
    """Whether flow owners have a licence for Gong Engage."""

    def authenticate(self, header: str | None) -> None:
        """Check an Authorization header. Raises Refusal 401 for anything but the one key."""
        scheme, _, value = (header or "").partition(" ")
        match scheme.lower():
            case "basic" if self._is_pair(value.strip()):
                return
            case "bearer" if _same(value.strip(), self.bearer_token):
                return
            case "bearer":
                raise Refusal(401, "The provided access token is invalid or has been revoked")
        raise Refusal(
            401,
            "Validate credentials failed: the access key or secret is wrong",
            headers=_CHALLENGE,
        )

    def _is_pair(self, encoded: str) -> bool:
        try:
            pair = base64.b64decode(encoded, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            return False
        return _same(pair, f"{self.access_key}:{self.access_key_secret}")

    def has(self, scope: str) -> bool:
        return self.scopes is None or scope in self.scopes

    def authorise(self, operation: Operation[Any, Any]) -> None:
        """Raises Refusal: 403 for a caller off the trusted list, 401 for a missing scope, 403
        for flows without a licence."""
        if not self.trusted_address:
            raise Refusal(403, "The IP address of the caller is not on the key's trusted list")
        # Of several scopes only the first opens the operation; the others add parts of the answer.
        for scope in operation.scopes[:1]:
            self.require(scope)
        if operation.area == "flows" and not self.engage_licence:
            raise Refusal(403, "The user has no Engage licence")

    def require(self, scope: str) -> None:
        """Raises Refusal 401, naming the scope, when the key lacks it."""
        if not self.has(scope):
            raise missing_scope(scope)


def missing_scope(scope: str) -> Refusal:
    return Refusal(401, f"You don't have permission to use '{scope}' in your app.")


def revoked() -> Refusal:
    return Refusal(
        401, "Validate credentials failed: access token has been revoked", headers=_CHALLENGE
    )


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
