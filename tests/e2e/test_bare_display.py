"""What the program finds out about a display that has neither window manager nor compositor."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.e2e.desktop import ROOT, Desktop

_ASK = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
from gong_admin.ui.compositing import blends_windows
print(app.platformName(), blends_windows())
"""


@pytest.mark.window
@pytest.mark.parametrize(
    ("platform", "said"), [("xcb", "xcb False"), ("offscreen", "offscreen True")]
)
def test_a_display_without_compositor_blends_nothing(
    desktop: Desktop, platform: str, said: str
) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", _ASK],
        env=desktop.env | {"QT_QPA_PLATFORM": platform},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert answer.stdout.strip() == said
