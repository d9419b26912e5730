"""Why there was no answer, in a sentence, and whether the request may have reached Gong."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import urllib3.exceptions as urllib3

from gong_admin.api.errors import ConnectionFailed

_SENTENCES = {
    "dns": "The server's name could not be resolved. Check the base URL and the network.",
    "refused": "The server does not accept connections.",
    "tls": "The connection could not be secured.",
    "proxy": "The proxy did not let the connection through.",
    "timeout": "The server did not answer in time.",
    "reset": "The connection was lost before the answer came.",
    "other": "The server could not be reached.",
}
_CERTIFICATE = (
    "The server's certificate is not trusted on this computer. If your company inspects "
    "connections, add its certificate authority in the connection's network settings."
)
_WRONG_NAME = "The server's certificate was made for another name."

# The handshake failed: nothing of the request has left.
_HANDSHAKE = ("WRONG_VERSION_NUMBER", "HANDSHAKE", "PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")


def classify(problem: BaseException) -> ConnectionFailed:
    """The exception to raise for one of requests, urllib3 or the system. Its text is all ours."""
    causes = tuple(_causes(problem))

    def has(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if has(urllib3.ProxyError, urllib3.ProxySchemeUnknown):
        return _failed("proxy", False)
    if has(ssl.SSLError, urllib3.SSLError, ssl.CertificateError):
        return _tls(causes)
    if has(socket.gaierror, urllib3.NameResolutionError, UnicodeError):
        return _failed("dns", False)
    if has(ConnectionRefusedError):
        return _failed("refused", False)
    if has(urllib3.NewConnectionError):
        return _failed("other", False)
    if has(urllib3.ConnectTimeoutError):
        return _failed("timeout", False)
    if has(urllib3.ReadTimeoutError, TimeoutError):
        return _failed("timeout", True)
    if has(ConnectionError, urllib3.ProtocolError):
        return _failed("reset", True)
    return _failed("other", True)


def _tls(causes: tuple[BaseException, ...]) -> ConnectionFailed:
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            wrong_name = cause.verify_code in (62, 64) or "match" in (cause.verify_message or "")
            return _failed("tls", False, _WRONG_NAME if wrong_name else _CERTIFICATE)
    reasons = " ".join(str(getattr(cause, "reason", "")) for cause in causes).upper()
    return _failed("tls", not any(sign in reasons for sign in _HANDSHAKE))


def _failed(reason: str, may_have_happened: bool, sentence: str = "") -> ConnectionFailed:
    return ConnectionFailed(
        sentence or _SENTENCES[reason], reason=reason, may_have_happened=may_have_happened
    )


def _causes(problem: BaseException) -> Iterator[BaseException]:
    """The exception and all that it wraps: each library keeps its cause in a place of its own."""
    todo = [problem]
    seen: set[int] = set()
    while todo:
        cause = todo.pop()
        if id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        inner = (
            getattr(cause, "reason", None),
            getattr(cause, "original_error", None),
            cause.__cause__,
            cause.__context__,
            *cause.args,
        )
        todo.extend(each for each in inner if isinstance(each, BaseException))
