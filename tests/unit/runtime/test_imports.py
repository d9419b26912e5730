"""Imports stay what they are without Qt."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
from gong_admin import desktop
problem = desktop.missing()
desktop.import_plainly()
import linecache
linecache.clearcache()
import gong_admin.app
assert not problem, problem
assert not linecache.cache, list(linecache.cache)[:5]
"""


_CASES = """
import sys
from PySide6.QtWidgets import QApplication
application = QApplication([])
from gong_admin.runtime import language
language.install(application)
import gong_admin.app
import gong_admin.windows
wanted = ("sqlite3", "gong_admin.services.privacy.keys", "gong_admin.services.privacy.store")
assert not [name for name in wanted if name in sys.modules]
"""


def test_the_source_of_what_is_imported_is_not_kept() -> None:
    """Qt for Python reads it otherwise, for a feature that is not used here."""
    assert_runs(_PROGRAM)


def test_a_window_without_a_connection_waits_for_nothing_of_the_cases() -> None:
    """What reads and writes them takes long to load, and a click is answered only after that."""
    assert_runs(_CASES)


def assert_runs(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
