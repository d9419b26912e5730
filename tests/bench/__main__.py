"""The command: `python -m tests.bench`."""

from __future__ import annotations

import argparse
import importlib
import sys
import time

from tests.bench import report
from tests.bench.processes import Failed
from tests.bench.report import Figure

ROWS = ("startup", "table", "pace", "growth", "access", "matrix", "privacy")


def main() -> int:
    """Measure, print, write. The exit code is 1 where a row failed or missed its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", action="append", choices=ROWS, help="may be repeated")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, rougher figures")
    options = parser.parse_args()
    started = time.monotonic()
    about = report.machine()
    found: list[Figure] = []
    failed = False
    for name in options.only or ROWS:
        began = time.monotonic()
        try:
            found += importlib.import_module(f"tests.bench.rows.{name}").figures(options.quick)
        except Failed as problem:
            failed = True
            print(f"{name}: {problem}", file=sys.stderr)
        print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if found:
        print(report.table(found))
        print(f"\n{report.inputs(found)}\n")
        about |= {"quick": options.quick}
        print(report.write(found, about, time.monotonic() - started))
    return int(failed or not all(figure.reached for figure in found))


if __name__ == "__main__":
    sys.exit(main())
