"""Takes secrets and personal data out of text that is kept: logs and crash reports.

Two lines of defence: the secrets in use are known exactly and always go; everything that looks
like a credential, an address, a phone number or a query goes as well.
"""

from __future__ import annotations

import base64
import functools
import re
import threading

MASK = "‹hidden›"

_SHAPES = (
    # `Authorization: Basic dGVzdA==`, also as a dict's repr
    (r"\b(Basic|Bearer)\s+[A-Za-z0-9._~+/=-]{4,}", rf"\1 {MASK}"),
    # `access_key_secret=…`, `"refreshToken": "…"`
    (
        r"""((?:access[_-]?key(?:[_-]?secret)?|secret|password|passwd|(?:\w+[_-]?)?token"""
        r"""|cookie|authorization)["']?\s*[:=]\s*)(?:"[^"]*"|'[^']*'|[^\s,;}&)]+)""",
        rf"\1{MASK}",
    ),
    (r"\beyJ[A-Za-z0-9_-]{5,}(?:\.[A-Za-z0-9_-]+){1,2}", MASK),  # a JWT
    (r"(?<=://)[^/\s@]+@", f"{MASK}@"),  # user and password in an address
    (r"\?[^\s\"'<>)]*=[^\s\"'<>)]*", "?‹query›"),
    (r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+", "‹email›"),
    (r"(?<![\w.])\+\d[\d ().-]{6,}\d", "‹phone›"),
    (r"(?<![\w.-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}(?![\w-])", "‹phone›"),
    (r"(?<![\w.:-])\d{10,14}(?![\w.:-])", "‹phone›"),  # Gong's ids have 15 digits or more
)
_CREDENTIALS = 4  # so many of them, the first; the others are personal data

_lock = threading.Lock()
_known: set[str] = set()


def guard(*secrets: str) -> None:
    """Never let these exact texts through, nor the Basic header made of a pair of them."""
    texts = {secret for secret in secrets if len(secret) >= 4}
    if len(secrets) == 2:
        texts.add(base64.b64encode(":".join(secrets).encode()).decode())
    with _lock:
        _known.update(texts)


def redact(text: str) -> str:
    """`text` without secrets, email addresses, phone numbers and query strings."""
    return _personal(hide_secrets(text))


def hide_secrets(text: str) -> str:
    """`text` without credentials; for what the person who typed the query may see anyway."""
    with _lock:
        known = sorted(_known, key=len, reverse=True)
    for secret in known:
        text = text.replace(secret, MASK)
    for pattern, replacement in _patterns()[:_CREDENTIALS]:
        text = pattern.sub(replacement, text)
    return text


def anonymise(message: str) -> str:
    """An exception's message for a crash report: also without quoted values and long numbers.

    `KeyError('Dana Whitfield')` carries a name that no pattern can recognise.
    """
    message = redact(message)
    message = re.sub(r"'[^']*'|\"[^\"]*\"|“[^”]*”", "‹value›", message)
    return re.sub(r"\d{5,}", "‹number›", message)


def _personal(text: str) -> str:
    for pattern, replacement in _patterns()[_CREDENTIALS:]:
        text = pattern.sub(replacement, text)
    return text


@functools.cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Compiled with the first line that is looked at: after the window's first sight."""
    return [(re.compile(shape, re.IGNORECASE), instead) for shape, instead in _SHAPES]
