"""Where a company's Gong is: its base URL, checked before a credential is ever sent there."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from gong_admin.api.errors import InsecureAddress

_SCHEME = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*)://")
_HOST_NAME = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)(\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?$")
_GONG = "gong.io"


@dataclass(frozen=True, slots=True)
class Address:
    """A base URL such as `https://us-12345.api.gong.io`: no path, no slash at the end.

    Make one with `Address.parse`. `port` is None for the scheme's own port; an IPv6 `host` has no
    brackets.
    """

    scheme: str
    host: str
    port: int | None = None

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read what a person typed or pasted: blanks, a missing `https://` and a path are mended.

        Raises `InsecureAddress` with a sentence for the person when it is no address, carries a
        user name, or is not https and not loopback.
        """
        text = text.strip()
        if not text:
            raise InsecureAddress("Enter the base URL of your company's Gong API.")
        if any(character.isspace() or not character.isprintable() for character in text):
            raise InsecureAddress("The address holds a blank or an invisible character.")
        scheme = _SCHEME.match(text)
        if scheme is None:
            text = f"https://{text}"
        elif scheme[1].lower() not in ("https", "http"):
            raise InsecureAddress(f"The address must start with https://, not {scheme[1]}://.")
        try:
            parts = urlsplit(text)
            host, port = _host(parts), parts.port
        except ValueError:
            raise InsecureAddress("This is not the address of a server.") from None
        if parts.username is not None or parts.password is not None:
            raise InsecureAddress(
                "The address holds a user name or password. Enter the key and its secret in their "
                "own fields."
            )
        address = cls(parts.scheme, host, None if port == _DEFAULT_PORTS[parts.scheme] else port)
        if address.scheme != "https" and not address.is_loopback:
            raise InsecureAddress(
                f"{host} would be asked over http, where anybody on the way can read the key. "
                "Use https://."
            )
        return address

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port is not None else "")

    @property
    def is_gong(self) -> bool:
        """Whether the host belongs to Gong. A connection to any other host asks first."""
        host = self.host.rstrip(".")
        return host == _GONG or host.endswith(f".{_GONG}")

    @property
    def is_loopback(self) -> bool:
        """Whether the host is this machine, where http is allowed."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        return self.url


_DEFAULT_PORTS = {"https": 443, "http": 80}


def _host(parts: SplitResult) -> str:
    """The host in lower case; ValueError when it can't be one."""
    host = parts.hostname or ""
    if ":" in host or host.replace(".", "").isdigit():
        return str(ipaddress.ip_address(host))
    if len(host) > 253 or not _HOST_NAME.match(host):
        # Also refuses other scripts, whose letters can pass for Latin ones.
        raise ValueError(host)
    return host
