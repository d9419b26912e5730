"""One HTTP exchange: the only module that knows requests.

It works one level below `requests.Session`: the session's redirects, cookie jar, `.netrc` look-up
and per-call reading of the environment are all things that must not happen to a request that
carries a company's key. The adapter below it is safe to share between threads.
"""

from __future__ import annotations

import functools
import logging
import os
import ssl
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import requests.adapters
import urllib3.exceptions
from requests.structures import CaseInsensitiveDict
from requests.utils import DEFAULT_CA_BUNDLE_PATH, select_proxy, should_bypass_proxies

from gong_admin import __version__
from gong_admin.api import connection_errors
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import Credentials
from gong_admin.api.errors import ConnectionFailed
from gong_admin.api.line import POOLS, cut_on_cancel
from gong_admin.api.multipart import Multipart
from gong_admin.api.network import Network, Reply, TruncatedAnswer, UploadProgress
from gong_admin.api.prepare import HttpRequest

# urllib3 logs whole URLs, at DEBUG and in some warnings. Queries hold email addresses and phone
# numbers of privacy look-ups, so it says nothing; whatever fails is raised here all the same.
logging.getLogger("urllib3").setLevel(logging.CRITICAL + 1)

_USER_AGENT = f"gong-admin/{__version__}"
_READ_AT_ONCE = 256 * 1024
_IDLE_CONNECTIONS = 8


class Transport:
    """Sends requests to one address, from any thread. Connections are kept and used again."""

    def __init__(self, network: Network | None = None) -> None:
        self._network = network or Network()
        self._routes: dict[str, _Route] = {}
        self._lock = threading.Lock()

    def use(self, network: Network) -> None:
        """Reach the network in another way from the next request on."""
        self._network = network
        self.close()

    def send(
        self,
        request: HttpRequest,
        credentials: Credentials,
        *,
        token: CancelToken,
        progress: UploadProgress | None = None,
        may_cut: bool = False,
    ) -> Reply:
        """One attempt, whatever its status.

        With `may_cut`, cancelling ends it at once; without, it goes on until the answer is there,
        so that the outcome of what changes something becomes known.

        Raises `ConnectionFailed`, `TruncatedAnswer`, `Cancelled`, or `InvalidRequest` when the
        file to upload can't be read.
        """
        token.raise_if_cancelled()
        route = self._route(request.base)
        headers = CaseInsensitiveDict(request.headers)
        headers["User-Agent"] = _USER_AGENT
        headers["Accept-Encoding"] = "gzip, deflate"
        headers["Authorization"] = credentials.authorization
        body: Any = request.body
        if request.file is not None:
            body = Multipart(request.file, token, progress)
            headers["Content-Type"] = body.content_type
            headers["Content-Length"] = str(body.length)
        elif body is not None or request.method != "GET":
            headers["Content-Length"] = str(len(body or b""))
        prepared = requests.PreparedRequest()
        prepared.method, prepared.url, prepared.headers = request.method, request.url, headers
        prepared.body = body

        if not may_cut:
            return self._exchange(route, prepared, CancelToken())
        with cut_on_cancel(token):
            return self._exchange(route, prepared, token)

    def _exchange(
        self, route: _Route, prepared: requests.PreparedRequest, token: CancelToken
    ) -> Reply:
        started = time.monotonic()
        try:
            response = route.adapter.send(
                prepared,
                stream=True,
                timeout=(self._network.connect_timeout, self._network.read_timeout),
                proxies=route.proxies,
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as problem:
            token.raise_if_cancelled()
            # "from None": the text of those exceptions holds the query.
            raise connection_errors.classify(problem) from None
        with response:
            return self._read(response, token, started)

    def close(self) -> None:
        """Close the connections that wait to be used again. Those in use end by themselves."""
        with self._lock:
            routes = list(self._routes.values())
            self._routes.clear()
        for route in routes:
            route.adapter.close()

    def _read(self, response: requests.Response, token: CancelToken, started: float) -> Reply:
        headers = {name.lower(): value for name, value in response.headers.items()}
        body = bytearray()

        def reply() -> Reply:
            seconds = time.monotonic() - started
            return Reply(response.status_code, headers, bytes(body), seconds)

        deadline = time.monotonic() + self._network.answer_timeout
        try:
            while chunk := response.raw.read1(_READ_AT_ONCE, decode_content=True):
                body += chunk
                token.raise_if_cancelled()
                if len(body) > self._network.largest_answer:
                    limit = self._network.largest_answer // (1024 * 1024)
                    raise TruncatedAnswer(reply(), f"The answer is larger than {limit} MB.")
                if time.monotonic() > deadline:
                    raise TruncatedAnswer(reply(), "The answer took too long to arrive.")
        except urllib3.exceptions.ReadTimeoutError:
            raise TruncatedAnswer(reply(), "Gong stopped in the middle of its answer.") from None
        except (urllib3.exceptions.HTTPError, OSError):
            token.raise_if_cancelled()
            raise TruncatedAnswer(
                reply(), "Gong's answer is damaged or was cut off on the way."
            ) from None
        return reply()

    def _route(self, base: str) -> _Route:
        """How to get to this address, found out once: reading the environment's proxies for each
        call would cost more than all the rest of its preparation."""
        with self._lock:
            route = self._routes.get(base)
            if route is None:
                address = Address.parse(base)
                secure = address.scheme == "https"
                route = self._routes[base] = _Route(
                    _Adapter(ssl_context(self._network.ca_file) if secure else None),
                    find_proxies(address, self._network),
                )
            return route


@dataclass(frozen=True, slots=True)
class _Route:
    adapter: _Adapter
    proxies: dict[str, str]


def find_proxies(address: Address, network: Network) -> dict[str, str]:
    """`{scheme: proxy URL}` for this address, empty for a direct connection.

    Raises `ConnectionFailed` for a kind of proxy that can't be used.
    """
    if address.is_loopback or network.proxy == "":
        return {}
    proxy = network.proxy
    if proxy is None:
        if should_bypass_proxies(address.url, no_proxy=None):
            return {}
        proxy = select_proxy(address.url, urllib.request.getproxies())
    if not proxy:
        return {}
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    if not proxy.lower().startswith(("http://", "https://")):
        raise ConnectionFailed(
            "Only HTTP proxies are supported.", reason="proxy", may_have_happened=False
        )
    return {address.scheme: proxy}


class _Adapter(requests.adapters.HTTPAdapter):
    """`context` decides alone whom to trust; None where the address is not https."""

    def __init__(self, context: ssl.SSLContext | None) -> None:
        self._context = context
        super().__init__(pool_connections=1, pool_maxsize=_IDLE_CONNECTIONS, max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager

    def cert_verify(self, conn: Any, *_: Any) -> None:
        """The base class would add certifi's authorities to those of the context."""
        conn.cert_reqs = "CERT_REQUIRED"


def ssl_context(ca_file: Path | None) -> ssl.SSLContext:
    """Trusts what the system trusts, and the private authorities in `ca_file` (a PEM file or a
    directory of them), by default those that the environment names.

    Raises `ConnectionFailed` when that file can't be used.
    """
    if ca_file is None:
        name = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
        ca_file = Path(name) if name else None
    return _ssl_context(ca_file)


@functools.lru_cache(maxsize=8)
def _ssl_context(ca_file: Path | None) -> ssl.SSLContext:
    # Kept: reading the system's certificates takes tens of milliseconds.
    try:
        import truststore

        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    except ImportError:  # an interpreter on which truststore can't work
        context = ssl.create_default_context(cafile=DEFAULT_CA_BUNDLE_PATH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_file is not None:
        try:
            context.load_verify_locations(
                **({"capath": str(ca_file)} if ca_file.is_dir() else {"cafile": str(ca_file)})
            )
        except (OSError, ssl.SSLError):
            raise ConnectionFailed(
                f"The file with the private certificate authority can't be read: {ca_file}",
                reason="ca-file",
                may_have_happened=False,
            ) from None
    return context
