"""What the command line asks for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from gong_admin import __version__

_SIZE = re.compile(r"^(\d{3,5})x(\d{3,5})$")


class Options(NamedTuple):
    """What was asked for. `tour`: the folder for the pictures of a tour, None for the ordinary
    program. `scale` is 0 for the screen's own."""

    demo: bool = False
    tour: Path | None = None
    themes: tuple[str, ...] = ()
    size: tuple[int, int] = (1440, 900)
    scale: int = 0


def parse(arguments: Sequence[str]) -> Options:
    """Ends the process with a usage message for arguments that make no sense."""
    parser = argparse.ArgumentParser(
        prog="gong-admin", description="A desktop console for the people who administer Gong."
    )
    parser.add_argument("--version", action="version", version=f"Gong Admin {__version__}")
    parser.add_argument(
        "--demo", action="store_true", help="open a made-up company; needs no account, no network"
    )
    parser.add_argument(
        "--tour",
        type=Path,
        metavar="DIR",
        help="with --demo: show every panel in turn, save pictures in DIR, and end",
    )
    parser.add_argument(
        "--theme", choices=("light", "dark", "both"), help="the tour's colours (both)"
    )
    parser.add_argument("--size", type=_size, metavar="WxH", help="the tour's window (1440x900)")
    parser.add_argument("--scale", type=int, choices=(1, 2), help="the tour's pixels a point (1)")
    given = parser.parse_args(arguments)
    if given.tour is None and (given.theme or given.size or given.scale):
        parser.error("--theme, --size and --scale belong to --tour")
    if given.tour is not None and not given.demo:
        parser.error("--tour needs --demo: it never touches a real company")
    if given.tour is None:
        return Options(demo=given.demo)
    themes = ("light", "dark") if given.theme in (None, "both") else (given.theme,)
    return Options(
        demo=True,
        tour=given.tour,
        themes=themes,
        size=given.size or (1440, 900),
        scale=given.scale or 1,
    )


def _size(text: str) -> tuple[int, int]:
    found = _SIZE.match(text)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} is not like 1440x900")
    return int(found[1]), int(found[2])
