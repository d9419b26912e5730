"""What the program loads before its window can be seen."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

SEEN = """
    import sys
    from gong_admin import opening
    from gong_admin.options import Options

    begun = opening.begin()
    front = opening.show_front(begun, Options())
    opening.wait_until_painted(front.window)
    print(front.window.isVisible(), len(begun.qt.styleSheet()) > 0)
    print(*sys.modules)
"""
# Each costs milliseconds that the person would wait for.
LATER = (
    "asyncio",
    "qasync",
    "ssl",
    "socket",
    "subprocess",
    "ctypes",
    "sqlite3",
    "requests",
    "keyring",
    "platformdirs",
    "importlib.resources",
    "gong_admin.api.client",
    "gong_admin.api.pacing",
    "gong_admin.app",
    "gong_admin.ui.workbench",
    "gong_admin.ui.shell.navigation",
    "gong_admin.ui.table.record_table",
)


def test_the_window_is_seen_before_what_works_behind_it_is_loaded(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(SEEN)],
        env={**os.environ, "GONG_ADMIN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    first, second = done.stdout.splitlines()
    assert first == "True True"
    assert not set(LATER) & set(second.split())


CLOSED = """
    import sys
    from gong_admin import opening
    from gong_admin.__main__ import main

    opening.wait_until_painted = lambda window: window.close()
    sys.argv[1:] = []
    sys.exit(main())
"""


def test_a_window_closed_before_anybody_listened_ends_the_program(home: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CLOSED)],
        env={**os.environ, "GONG_ADMIN_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
