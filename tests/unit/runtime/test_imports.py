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


def test_the_source_of_what_is_imported_is_not_kept() -> None:
    """Qt for Python reads it otherwise, for a feature that is not used here."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
