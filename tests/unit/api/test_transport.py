"""One exchange with servers that behave badly, and with proxies and certificates."""

from __future__ import annotations

import gzip
import logging
import os
import socket
import ssl
import subprocess
import threading
import traceback
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api import transport as transport_module
from gong_admin.api.address import Address
from gong_admin.api.cancel import CancelToken
from gong_admin.api.credentials import KeyPair
from gong_admin.api.errors import Cancelled, ConnectionFailed, InvalidRequest
from gong_admin.api.network import Network, Reply, TruncatedAnswer
from gong_admin.api.prepare import FilePart, HttpRequest
from gong_admin.api.transport import Transport, find_proxies
from tests.unit.api.scripted import Cut, ScriptedServer, reply

PAIR = KeyPair("AKEY", "s3cret")
QUERY = (("emailAddress", "mika.dahl@orvane.test"),)


@pytest.fixture
def send() -> Iterator[Callable[..., Reply]]:
    transports: list[Transport] = []

    def send(base: str, network: Network | None = None, **changes: Any) -> Reply:
        options = {"token": changes.pop("token", CancelToken())}
        if "progress" in changes:
            options["progress"] = changes.pop("progress")
        transport = Transport(network)
        transports.append(transport)
        request = {
            "operation_id": "x",
            "method": "GET",
            "base": base,
            "path": "/v2/x",
            "query": QUERY,
            "headers": (("Accept", "application/json"),),
            **changes,
        }
        return transport.send(HttpRequest(**request), PAIR, **options)

    yield send
    for transport in transports:
        transport.close()


@pytest.fixture
def unused_port() -> Iterator[int]:
    """Held, so that nobody else listens there: what is bound and doesn't listen refuses."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


# -- the plain exchange -------------------------------------------------------------------------


def test_what_is_prepared_arrives(server: ScriptedServer, send: Callable[..., Reply]) -> None:
    server.then(reply({"a": 1}, 201, {"X-TraceId": "t1"}))
    got = send(server.url, method="DELETE", body=b'{"b":2}')
    assert (got.status, got.body, got.headers["x-traceid"]) == (201, b'{"a": 1}', "t1")
    assert got.seconds > 0
    (received,) = server.received
    assert (received.method, received.query, received.json) == ("DELETE", list(QUERY), {"b": 2})
    assert received.headers["authorization"] == PAIR.authorization
    assert received.headers["user-agent"].startswith("gong-admin/")


def test_a_get_can_carry_a_body_and_a_post_none(
    server: ScriptedServer, send: Callable[..., Reply]
) -> None:
    send(server.url, body=b"{}")
    send(server.url, method="POST")
    assert server.received[0].body == b"{}"
    assert server.received[1].headers["content-length"] == "0"


def test_a_zipped_answer_is_unpacked(server: ScriptedServer, send: Callable[..., Reply]) -> None:
    packed = gzip.compress(b'{"a": 1}')
    server.then(reply(raw=packed, headers={"Content-Encoding": "gzip"}))
    assert send(server.url).body == b'{"a": 1}'


def test_a_chunked_answer_is_put_together(
    server: ScriptedServer, send: Callable[..., Reply]
) -> None:
    server.then(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    )
    assert send(server.url).body == b"abcde"


def test_connections_are_used_again(server: ScriptedServer) -> None:
    transport = Transport()
    request = HttpRequest("x", "GET", server.url, "/v2/x", (), ())
    for _ in range(5):
        transport.send(request, PAIR, token=CancelToken())
    transport.close()
    assert server.connections == 1


def test_cookies_and_netrc_are_left_alone(
    server: ScriptedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login other password other")
    monkeypatch.setenv("NETRC", str(netrc))
    server.then(reply({}, headers={"Set-Cookie": "session=1"}))
    transport = Transport()
    request = HttpRequest("x", "GET", server.url, "/v2/x", (), ())
    for _ in range(2):
        transport.send(request, PAIR, token=CancelToken())
    transport.close()
    for received in server.received:
        assert received.headers["authorization"] == PAIR.authorization
        assert "cookie" not in received.headers


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_never_followed(
    server: ScriptedServer, send: Callable[..., Reply], status: int
) -> None:
    other = ScriptedServer()
    server.then(reply({}, status, {"Location": f"{other.url}/v2/x"}))
    assert send(server.url).status == status
    other.close()
    assert other.received == []
    assert len(server.received) == 1


# -- answers that go wrong ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
    ],
)
def test_half_an_answer_is_told_from_a_whole_one(
    server: ScriptedServer, send: Callable[..., Reply], raw: bytes
) -> None:
    server.then(Cut(raw))
    with pytest.raises(TruncatedAnswer) as cut:
        send(server.url)
    assert cut.value.reply.status == 200
    assert cut.value.sentence


def test_an_answer_has_a_largest_size(server: ScriptedServer, send: Callable[..., Reply]) -> None:
    server.then(reply(raw=gzip.compress(b"0" * 3_000_000), headers={"Content-Encoding": "gzip"}))
    with pytest.raises(TruncatedAnswer, match="larger than 1 MB") as cut:
        send(server.url, Network(largest_answer=1024 * 1024))
    assert len(cut.value.reply.body) < 2_000_000


@pytest.mark.parametrize("raw", [b"", b"HTTP/1.1 ", b"220 mail ready\r\n", b"HTTP/1.1 x\r\n\r\n"])
def test_a_connection_lost_before_the_answer_may_have_done_its_work(
    server: ScriptedServer, send: Callable[..., Reply], raw: bytes
) -> None:
    server.then(Cut(raw))
    with pytest.raises(ConnectionFailed) as failed:
        send(server.url)
    assert (failed.value.reason, failed.value.may_have_happened) == ("reset", True)


def test_silence_ends_with_a_timeout(server: ScriptedServer, send: Callable[..., Reply]) -> None:
    done = threading.Event()

    def silent(_: object) -> bytes:
        done.wait(10)
        return b""

    server.answer = silent
    with pytest.raises(ConnectionFailed) as failed:
        send(server.url, Network(read_timeout=0.1))
    done.set()
    assert (failed.value.reason, failed.value.may_have_happened) == ("timeout", True)


def test_nobody_there_can_not_have_done_anything(
    send: Callable[..., Reply], unused_port: int
) -> None:
    with pytest.raises(ConnectionFailed) as failed:
        send(f"http://127.0.0.1:{unused_port}")
    assert (failed.value.reason, failed.value.may_have_happened) == ("refused", False)


def test_an_unknown_name(send: Callable[..., Reply], monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(ConnectionFailed) as failed:
        send("https://us-1.orvane.test", Network(proxy=""))
    assert (failed.value.reason, failed.value.may_have_happened) == ("dns", False)


def test_no_text_of_a_failure_or_a_log_holds_the_query(
    server: ScriptedServer,
    send: Callable[..., Reply],
    caplog: pytest.LogCaptureFixture,
    unused_port: int,
) -> None:
    caplog.set_level(logging.DEBUG)
    server.then(
        reply({}), Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nBad header\r\n\r\n"), Cut(b"")
    )
    send(server.url)
    shown = caplog.text
    for base in (server.url, server.url, f"http://127.0.0.1:{unused_port}"):
        with pytest.raises((ConnectionFailed, TruncatedAnswer)) as failed:
            send(base)
        shown += "".join(traceback.format_exception(failed.value))
    shown += caplog.text
    assert "mika" not in shown
    assert "s3cret" not in shown
    assert PAIR.authorization not in shown


def test_a_cancelled_job_does_not_send(server: ScriptedServer, send: Callable[..., Reply]) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        send(server.url, token=token)
    assert server.received == []


# -- uploads ------------------------------------------------------------------------------------


class Sink:
    """Takes a body of any size and throws it away; answers 201 when all has come."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.taken = 0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        connection, _ = self._listener.accept()
        with connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65536)
            head, _, rest = head.partition(b"\r\n\r\n")
            (length,) = (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            )
            self.taken = len(rest)
            buffer = bytearray(1 << 20)
            while self.taken < length:
                got = connection.recv_into(buffer)
                if not got:
                    return
                self.taken += got
            connection.sendall(reply({}, 201))

    def close(self) -> None:
        self._thread.join()
        self._listener.close()


def test_an_upload_arrives_as_a_form(
    server: ScriptedServer, send: Callable[..., Reply], tmp_path: Path
) -> None:
    path = tmp_path / 'Ødegård "late" call;1.mp3'
    path.write_bytes(b"\x00\xffsound" * 1000)
    told: list[tuple[int, int]] = []
    send(
        server.url,
        method="PUT",
        file=FilePart("mediaFile", path),
        progress=lambda sent, total: told.append((sent, total)),
    )
    (received,) = server.received
    kind, _, boundary = received.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    head, _, rest = received.body.partition(b"\r\n\r\n")
    assert 'name="mediaFile"; filename="Ødegård %22late%22 call;1.mp3"' in head.decode()
    assert b"Content-Type: audio/mpeg" in head
    assert rest == path.read_bytes() + f"\r\n--{boundary}--\r\n".encode()
    assert told[-1] == (7000, 7000)


def test_a_large_upload_needs_no_memory(send: Callable[..., Reply], tmp_path: Path) -> None:
    size = 300 * 1024 * 1024
    path = tmp_path / "call.mp4"
    with path.open("wb") as file:
        file.truncate(size)  # a hole: takes no room on the disk
    sink = Sink()
    tracemalloc.start()
    try:
        got = send(sink.url, method="PUT", file=FilePart("mediaFile", path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        sink.close()
    assert got.status == 201
    assert sink.taken > size
    assert peak < 8 * 1024 * 1024


def test_an_upload_is_cancelled_between_two_pieces(
    send: Callable[..., Reply], tmp_path: Path
) -> None:
    path = tmp_path / "call.mp4"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    sink = Sink()
    token = CancelToken()
    with pytest.raises(Cancelled):
        send(
            sink.url,
            method="PUT",
            file=FilePart("mediaFile", path),
            token=token,
            progress=lambda *_: token.cancel(),
        )
    sink.close()
    assert sink.taken < 1024 * 1024


def test_a_file_that_is_not_there_is_a_mistake_of_the_form(
    server: ScriptedServer, send: Callable[..., Reply], tmp_path: Path
) -> None:
    for path in (tmp_path / "gone.mp3", tmp_path):
        with pytest.raises(InvalidRequest) as refused:
            send(server.url, method="PUT", file=FilePart("mediaFile", path))
        assert "no such file" in refused.value.problems["mediaFile"]
    assert server.received == []


def test_a_file_that_shrinks_meanwhile_is_not_passed_off_as_whole(
    send: Callable[..., Reply], tmp_path: Path
) -> None:
    path = tmp_path / "call.mp4"
    path.write_bytes(b"0" * 2_000_000)
    sink = Sink()
    with pytest.raises(InvalidRequest, match="shorter"):
        send(
            sink.url,
            method="PUT",
            file=FilePart("mediaFile", path),
            progress=lambda *_: os.truncate(path, 300_000),
        )
    sink.close()


# -- certificates -------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for 127.0.0.1 with its key, as a company's proxy would have."""
    folder = tmp_path_factory.mktemp("authority")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 "
        "-subj /CN=orvane.test -addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out cert.pem"
    )
    try:
        subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not installed")
    return folder


@pytest.fixture
def secure_server(authority: Path) -> Iterator[ScriptedServer]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority / "cert.pem", authority / "key.pem")
    server = ScriptedServer(context)
    yield server
    server.close()


def test_an_unknown_authority_is_refused_before_anything_is_sent(
    secure_server: ScriptedServer, send: Callable[..., Reply]
) -> None:
    with pytest.raises(ConnectionFailed, match="not trusted") as failed:
        send(secure_server.url)
    assert (failed.value.reason, failed.value.may_have_happened) == ("tls", False)
    assert secure_server.received == []


def test_a_private_authority_is_trusted_when_named(
    secure_server: ScriptedServer,
    send: Callable[..., Reply],
    authority: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ca_file = authority / "cert.pem"
    assert send(secure_server.url, Network(ca_file=ca_file)).status == 200
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(ca_file))
    assert send(secure_server.url).status == 200


def test_a_certificate_for_another_name_is_refused(
    secure_server: ScriptedServer, send: Callable[..., Reply], authority: Path
) -> None:
    with pytest.raises(ConnectionFailed, match="another name") as failed:
        send(f"https://localhost:{secure_server.port}", Network(ca_file=authority / "cert.pem"))
    assert failed.value.reason == "tls"
    assert secure_server.received == []


def test_an_authority_that_can_not_be_read_is_named(
    secure_server: ScriptedServer, send: Callable[..., Reply], tmp_path: Path
) -> None:
    with pytest.raises(ConnectionFailed, match=r"missing\.pem") as failed:
        send(secure_server.url, Network(ca_file=tmp_path / "missing.pem"))
    assert failed.value.reason == "ca-file"


def test_a_server_that_does_not_speak_tls(send: Callable[..., Reply]) -> None:
    def plain() -> None:
        connection, _ = listener.accept()
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=plain)
        thread.start()
        with pytest.raises(ConnectionFailed) as failed:
            send(f"https://127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    assert (failed.value.reason, failed.value.may_have_happened) == ("tls", False)


# -- proxies ------------------------------------------------------------------------------------

GONG = Address.parse("https://us-1.orvane.test")
PROXY = {"https": "http://proxy.orvane.test:3128"}


@pytest.mark.parametrize(
    ("environment", "setting", "found"),
    [
        ({}, None, {}),
        ({"HTTPS_PROXY": "http://proxy.orvane.test:3128"}, None, PROXY),
        ({"https_proxy": "proxy.orvane.test:3128"}, None, PROXY),
        ({"ALL_PROXY": "http://proxy.orvane.test:3128"}, None, PROXY),
        ({"HTTPS_PROXY": "http://other.test:1"}, "http://proxy.orvane.test:3128", PROXY),
        ({"HTTPS_PROXY": "http://proxy.orvane.test:3128"}, "", {}),
        ({"HTTPS_PROXY": "http://proxy.test:1", "NO_PROXY": ".orvane.test"}, None, {}),
    ],
)
def test_the_proxy_is_that_of_the_settings_or_the_environment(
    environment: dict[str, str],
    setting: str | None,
    found: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert find_proxies(GONG, Network(proxy=setting)) == found
    assert find_proxies(Address.parse("http://127.0.0.1:80"), Network(proxy=setting)) == {}


def test_a_kind_of_proxy_that_is_not_supported_is_said() -> None:
    with pytest.raises(ConnectionFailed, match="HTTP proxies") as failed:
        find_proxies(GONG, Network(proxy="socks5://proxy.orvane.test:1080"))
    assert failed.value.reason == "proxy"


def test_the_proxy_sees_the_name_of_the_server_and_no_key(
    server: ScriptedServer, send: Callable[..., Reply]
) -> None:
    server.then(Cut(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"))
    proxy = server.url.replace("http://", "http://dana:pw@")
    with pytest.raises(ConnectionFailed) as failed:
        send(GONG.url, Network(proxy=proxy))
    assert (failed.value.reason, failed.value.may_have_happened) == ("proxy", False)
    (received,) = server.received
    assert (received.method, received.target) == ("CONNECT", "us-1.orvane.test:443")
    assert "authorization" not in received.headers
    assert received.headers["proxy-authorization"].startswith("Basic ")


def test_a_request_passes_the_tunnel_of_a_proxy(
    secure_server: ScriptedServer,
    send: Callable[..., Reply],
    authority: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tunnel = Tunnel(secure_server.port)
    # Loopback never passes a proxy; for this test it is somebody else's address.
    monkeypatch.setattr(
        transport_module, "find_proxies", lambda *_: {"https": f"http://127.0.0.1:{tunnel.port}"}
    )
    try:
        got = send(secure_server.url, Network(ca_file=authority / "cert.pem"))
    finally:
        secure_server.close()
        tunnel.close()
    assert got.status == 200
    assert secure_server.received[0].headers["authorization"] == PAIR.authorization
    assert tunnel.head.startswith(b"CONNECT 127.0.0.1:")
    assert b"uthorization" not in tunnel.head


class Tunnel:
    """A proxy for one connection."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.head = b""
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        client, _ = self._listener.accept()
        with client, socket.create_connection(("127.0.0.1", self._target)) as server:
            while b"\r\n\r\n" not in self.head:
                self.head += client.recv(65536)
            client.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
            back = threading.Thread(target=self._pump, args=(server, client))
            back.start()
            self._pump(client, server)
            back.join()

    @staticmethod
    def _pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            return
        finally:
            for each in (source, sink):
                try:
                    each.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue

    def close(self) -> None:
        self._thread.join()
        self._listener.close()
