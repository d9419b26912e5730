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

    Where nothing is shown on a real screen, Qt is given one of the window's `size`: its own is
    smaller, and popups stay on the screen.
    """
    with tempfile.TemporaryDirectory(
        prefix="gong-admin-tour-", ignore_cleanup_errors=True
    ) as folder:
        changed = {HOME_VARIABLE: str(Path(folder) / "home")}
        if os.environ.get("QT_QPA_PLATFORM") == _OFFSCREEN:
            file = Path(folder) / "screen.json"
            place = {"x": 0, "y": 0, "width": size[0], "height": size[1]}
            screen = {"name": "tour", **place, "dpr": 1}
            file.write_text(json.dumps({"screens": [screen]}), encoding="ascii")
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
