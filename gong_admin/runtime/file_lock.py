"""A file that one process holds as long as it lives: how others know that it does."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLock:
    """Held from `take` to `release`; the system ends it with the process, however that ends.

    Two in one process shut each other out as two processes do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Whether it is ours now; False while somebody else holds it, or where the disk knows no
        locks. Makes the file if there is none. Raises OSError where that can't be done."""
        if self._descriptor is not None:
            return True
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if sys.platform == "win32":
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        return True

    @contextlib.contextmanager
    def held(self) -> Iterator[bool]:
        """Take it for as long as the context; whether it is ours. Raises what `take` raises."""
        try:
            yield self.take()
        finally:
            self.release()

    def remove(self) -> None:
        """Remove the file, where nobody will take it any more."""
        # Where somebody has it open, some systems let nobody; the next time is early enough.
        with contextlib.suppress(OSError):
            self.path.unlink()

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
