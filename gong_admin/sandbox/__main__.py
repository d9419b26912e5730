"""`gong-sandbox`: Gong on this machine, for trying things out and for tests."""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import logging
import math
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence

import msgspec
from aiohttp import web

from gong_admin.sandbox.clock import Clock
from gong_admin.sandbox.faults import Fault, Faults
from gong_admin.sandbox.server import Gong
from gong_admin.sandbox.world import World

MAX_USERS = 100_000
_HOST = "127.0.0.1"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sandbox until SIGTERM, Ctrl+C or the end of standard input. Returns an exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    options = _parser().parse_args(arguments)
    gong = _build(options)
    for name, rate in options.fault:
        gong.faults.set(name, rate)
    try:
        asyncio.run(_serve(gong, options.port))
    except OSError as error:
        print(f"gong-sandbox: cannot listen on port {options.port}: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


def _build(options: argparse.Namespace) -> Gong:
    real_now = dt.datetime.now(dt.UTC)
    midnight = real_now.replace(hour=0, minute=0, second=0, microsecond=0)
    start: dt.datetime = options.now or midnight
    # Without --now the company is of today's midnight, and its clock shows the real time.
    elapsed = 0.0 if options.now else (real_now - midnight).total_seconds()
    world = World.build(options.seed, options.users, start)
    return Gong(
        world,
        Clock(start, elapsed),
        seed=options.seed,
        rate=options.rate,
        daily=options.daily,
        latency=options.latency_ms / 1000,
    )


async def _serve(gong: Gong, port: int) -> None:
    runner = web.ServerRunner(web.Server(gong.handle, access_log=None))
    await runner.setup()
    try:
        site = web.TCPSite(runner, _HOST, port, shutdown_timeout=0.5)
        await site.start()
        address = runner.addresses[0]
        gong.warm_up()
        _announce(gong, f"http://{_HOST}:{address[1]}")
        await _until_told_to_stop()
    finally:
        await runner.cleanup()


def _announce(gong: Gong, base_url: str) -> None:
    line = msgspec.json.encode(
        {
            "base_url": base_url,
            "access_key": gong.account.access_key,
            "access_key_secret": gong.account.access_key_secret,
            "bearer_token": gong.account.bearer_token,
        }
    )
    print(line.decode(), flush=True)  # noqa: T201


async def _until_told_to_stop() -> None:
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()

    def stop_from_elsewhere(*_: object) -> None:
        loop.call_soon_threadsafe(stop.set)

    # signal.signal and not loop.add_signal_handler, which Windows does not have.
    signal.signal(signal.SIGTERM, stop_from_elsewhere)
    signal.signal(signal.SIGINT, stop_from_elsewhere)
    # At a terminal it doesn't end, and reading it would stop a job in the background.
    if sys.stdin is not None and not os.isatty(0):
        threading.Thread(target=_watch_stdin, args=(stop_from_elsewhere,), daemon=True).start()
    await stop.wait()


def _watch_stdin(ended: Callable[[], None]) -> None:
    """Standard input ends when the program that started the sandbox does, even when killed."""
    # The descriptor itself: a daemon thread in sys.stdin.buffer aborts the interpreter's exit.
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass  # closed or unreadable counts as ended
    ended()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gong-sandbox",
        description="Gong on this machine: its public API over a made-up company. Prints one JSON "
        "line with base_url, access_key, access_key_secret and bearer_token when it listens, on "
        "127.0.0.1 only. Ends on SIGTERM and when its standard input closes.",
    )
    add = parser.add_argument
    add("--port", type=_port, default=0, help="0 (the default) takes a free one")
    add("--users", type=_users, default=1200, help=f"how large the company is, to {MAX_USERS}")
    add("--seed", type=int, default=7, help="another number, another company")
    add("--now", type=_moment, help="the company's present, ISO 8601; default: today's midnight")
    add("--rate", type=_not_negative, default=3.0, help="calls a second, 0 for no limit")
    add("--daily", type=_count, default=10_000, help="calls a day, 0 for no limit")
    add("--latency-ms", type=_not_negative, default=80.0, help="how long answers take")
    add(
        "--fault",
        type=_fault,
        action="append",
        default=[],
        metavar="NAME=RATE",
        help="a chance from 0 to 1, or how many times; may be repeated. Names: " + ", ".join(Fault),
    )
    return parser


def _users(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MAX_USERS:
        raise argparse.ArgumentTypeError(f"from 1 to {MAX_USERS}")
    return number


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65_535:
        raise argparse.ArgumentTypeError("from 0 to 65535")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError("not below 0")
    return number


def _not_negative(text: str) -> float:
    number = float(text)
    if not 0 <= number < math.inf:
        raise argparse.ArgumentTypeError("not below 0")
    return number


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    if not 1970 < moment.year < 9000:  # the company has a past
        raise argparse.ArgumentTypeError("from the years 1971 to 8999")
    return (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)


def _fault(text: str) -> tuple[str, float]:
    name, _, rate = text.partition("=")
    try:
        number = float(rate)
        Faults(0).set(name, number)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
    return name, number


if __name__ == "__main__":
    sys.exit(main())
