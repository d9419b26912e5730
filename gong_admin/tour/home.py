"""A home of its own for the tour: it neither shows nor changes what the user has set."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from gong_admin.runtime.paths import HOME_VARIABLE

_OFFSCREEN = "offscreen"


@contextlib.contextmanager
def tour_home(size: tuple[int, int]) -> Iterator[None]:
    """Until the end, the program keeps its files in a temporary folder. Before Qt is started.

    Where nothing is shown on a real screen, Qt is given one that windows of `size` fit on: its
    own is so small that popups would be pushed aside.
    """
    with tempfile.TemporaryDirectory(
        prefix="gong-admin-tour-", ignore_cleanup_errors=True
    ) as folder:
        changed = {HOME_VARIABLE: str(Path(folder) / "home")}
        if os.environ.get("QT_QPA_PLATFORM") == _OFFSCREEN:
            file = Path(folder) / "screen.json"
            width, height = (side + 200 for side in size)
            screen = {"name": "tour", "x": 0, "y": 0, "width": width, "height": height}
            file.write_text(json.dumps({"screens": [{**screen, "dpr": 1}]}), encoding="ascii")
            changed["QT_QPA_PLATFORM"] = f"{_OFFSCREEN}:configfile={file}"
        before = {name: os.environ.get(name) for name in changed}
        os.environ.update(changed)
        try:
            yield
        finally:
            for name, value in before.items():
                if value is None:
                    del os.environ[name]
                else:
                    os.environ[name] = value
