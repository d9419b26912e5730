"""The program with a script in it: `python -m tests.bench.inside SCRIPT ARGUMENTS`."""

from __future__ import annotations

import sys

from gong_admin import desktop


def main() -> int:
    """Start the program in the order of `gong_admin.__main__`."""
    problem = desktop.missing()
    if problem:
        sys.exit(problem)
    desktop.import_plainly()
    from tests.bench import (
        program,
        scripts_access,
        scripts_growth,
        scripts_matrix,
        scripts_pace,
        scripts_table,
    )

    return program.main(
        {
            "users": scripts_table.users,
            "pace": scripts_pace.pace,
            "growth": scripts_growth.growth,
            "access": scripts_access.access,
            "matrix": scripts_matrix.matrix,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
