"""The program with a script in it: `python -m tests.bench.inside SCRIPT ARGUMENTS`."""

from __future__ import annotations

import sys

from tests.bench import program, scripts_growth, scripts_pace, scripts_table

SCRIPTS: dict[str, program.Script] = {
    "users": scripts_table.users,
    "pace": scripts_pace.pace,
    "growth": scripts_growth.growth,
}

if __name__ == "__main__":
    sys.exit(program.main(SCRIPTS))
