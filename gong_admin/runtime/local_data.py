"""What the program has left on this computer that may be deleted without a loss."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

from gong_admin.runtime import paths


def clear_leftovers() -> int:
    """Delete caches, crash reports and the logs of earlier runs; how many files that were.

    Connections, keys, settings, the count of today's calls and the journal stay. Raises OSError.
    """
    in_use = {
        Path(handler.baseFilename)
        for handler in logging.getLogger().handlers
        if isinstance(handler, logging.FileHandler)
    }
    doomed = [*paths.crash_dir().iterdir(), *paths.cache_dir().iterdir()]
    doomed += [path for path in paths.log_dir().glob("*.log*") if path not in in_use]
    for path in doomed:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return len(doomed)
