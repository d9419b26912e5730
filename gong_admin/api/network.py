"""How this program reaches a network: settings that hold for every request of a connection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Network:
    """`proxy`: a URL, "" for none whatever the environment says, None for the environment's (and
    on Windows and macOS the system's) own; loopback never passes a proxy. `ca_file`: certificates
    (PEM) trusted beside the system's; None takes REQUESTS_CA_BUNDLE or CURL_CA_BUNDLE of the
    environment, if set. Timeouts in seconds: `read_timeout` between two arrivals of data,
    `answer_timeout` for a whole answer once it has begun. `largest_answer` in bytes, unpacked.
    """

    proxy: str | None = None
    ca_file: Path | None = None
    connect_timeout: float = 10.0
    read_timeout: float = 60.0
    answer_timeout: float = 600.0
    largest_answer: int = 256 * 1024 * 1024


UploadProgress = Callable[[int, int], None]
"""Called with the bytes sent and the bytes in all, on the thread that sends."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whatever its status. Names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


class TruncatedAnswer(Exception):
    """The head of an answer came, but not its whole body. For the client, who makes `Garbled` of
    it; `reply.body` is what did come."""

    def __init__(self, reply: Reply, sentence: str) -> None:
        super().__init__(sentence)
        self.reply = reply
        self.sentence = sentence
