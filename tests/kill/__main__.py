"""The command: `python -m tests.kill --times 200`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.kill.rounds import Broken, Tally, run


def main() -> int:
    """Kill, judge, tell. The exit code is 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many kills (200)")
    parser.add_argument("--seed", type=int, default=7, help="the moments are drawn from it (7)")
    options = parser.parse_args()
    began = time.monotonic()

    def heard(tally: Tally) -> None:
        print(
            f"{time.monotonic() - began:4.0f} s: {tally.kills} kills", file=sys.stderr, flush=True
        )

    try:
        tally = run(options.times, options.seed, heard=heard)
    except Broken as problem:
        print(f"broken: {problem}", file=sys.stderr)
        return 1
    print(f"{tally.line()} ({time.monotonic() - began:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
