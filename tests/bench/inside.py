"""The program with a script in it: `python -m tests.bench.inside SCRIPT ARGUMENTS`."""

from __future__ import annotations

import sys
from importlib import import_module

from gong_admin import desktop

_MODULES = {
    "users": "scripts_table",
    "loading": "scripts_table",
    "pace": "scripts_pace",
    "growth": "scripts_growth",
    "access": "scripts_access",
    "matrix": "scripts_matrix",
    "privacy": "scripts_privacy",
}
"""Where each script is. Only the one that is run is loaded: what the others need is no part of
the program's memory."""


def main() -> int:
    """Start the program in the order of `gong_admin.__main__`."""
    problem = desktop.missing()
    if problem:
        sys.exit(problem)
    desktop.import_plainly()
    from tests.bench import program

    name = sys.argv[1]
    return program.main({name: getattr(import_module(f"tests.bench.{_MODULES[name]}"), name)})


if __name__ == "__main__":
    sys.exit(main())
