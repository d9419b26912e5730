"""The program with a script in it: `python -m tests.bench.inside SCRIPT ARGUMENTS`."""

from __future__ import annotations

import sys

from tests.bench import program, scripts_table

if __name__ == "__main__":
    sys.exit(program.main({"users": scripts_table.users}))
