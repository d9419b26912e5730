"""The program's start. Kept light: nothing of Qt is imported before we know that it can be."""

from __future__ import annotations

import gc
import os
import sys

from gong_admin.options import Options, parse


def main() -> int:
    """Entry point of `gong-admin`; the result is the process's exit code."""
    # All that is imported stays, so looking for garbage in it is time lost; `App` begins with that.
    gc.disable()
    options = parse(sys.argv[1:])
    if options.scale:
        os.environ["QT_SCALE_FACTOR"] = str(options.scale)
    from gong_admin import desktop
    from gong_admin.runtime import paths

    # The tour has a home of its own, and needs no display.
    tour = options.tour is not None
    problem = desktop.missing(pictures=tour) or ("" if tour else paths.problem())
    if problem:
        if sys.stderr is not None:
            sys.stderr.write(f"{problem}\n")
        return 2
    desktop.import_plainly()
    if options.tour is None:
        return _run(options)
    from gong_admin.tour.home import tour_home

    with tour_home(options.size):
        return _run(options)


def _run(options: Options) -> int:
    from gong_admin.opening import begin, show_front, wait_until_painted

    opening = begin()
    wait_until_painted(show_front(opening, options).window)
    # What works behind the window, loaded while the person looks at it.
    from gong_admin.app import run
    from gong_admin.windows import build

    return run(options, build, opening)


if __name__ == "__main__":
    sys.exit(main())
