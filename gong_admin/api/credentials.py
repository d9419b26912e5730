"""What proves to Gong who is asking. Neither printing, copying into a log nor pickling one of
these shows a secret."""

from __future__ import annotations

import base64
from typing import NoReturn

from gong_admin.api.errors import InvalidRequest


class _Secret:
    """Holds the value of the `Authorization` header and hides it."""

    __slots__ = ("_secrets", "authorization")

    def __init__(self, authorization: str, *secrets: str) -> None:
        self.authorization = authorization
        self._secrets = (authorization.partition(" ")[2], *secrets)

    def scrub(self, text: str) -> str:
        """`text` without the secrets, for what a server might echo."""
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text

    def __repr__(self) -> str:
        return f"{type(self).__name__}(…)"

    def __copy__(self) -> _Secret:
        return self

    def __deepcopy__(self, _: object) -> _Secret:
        return self

    def __reduce_ex__(self, _: object) -> NoReturn:
        raise TypeError("Credentials are not pickled")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Secret) and self.authorization == other.authorization

    def __hash__(self) -> int:
        return hash(self.authorization)


class KeyPair(_Secret):
    """An access key and its secret, as made in Gong's settings under API.

    Raises `InvalidRequest` for an empty one or one with characters that no key has.
    """

    __slots__ = ("access_key",)

    def __init__(self, access_key: str, secret: str) -> None:
        self.access_key = _checked("accessKey", access_key)
        secret = _checked("accessKeySecret", secret)
        if ":" in self.access_key:
            # Basic authentication would take what follows as the beginning of the secret.
            raise InvalidRequest({"accessKey": "holds a colon, which no access key does"})
        pair = base64.b64encode(f"{self.access_key}:{secret}".encode()).decode("ascii")
        super().__init__(f"Basic {pair}", secret)


class Bearer(_Secret):
    """An OAuth access token; raises as `KeyPair` does."""

    __slots__ = ()

    def __init__(self, token: str) -> None:
        super().__init__(f"Bearer {_checked('accessToken', token)}")


Credentials = KeyPair | Bearer


def _checked(name: str, text: str) -> str:
    text = text.strip()
    if not text:
        raise InvalidRequest({name: "is empty"})
    if not (text.isascii() and text.isprintable()) or " " in text:
        raise InvalidRequest({name: "holds a blank or a character that no key has"})
    return text
