"""The tour as a process: a few of its steps, and what becomes of one that can't be taken."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.e2e.desktop import ROOT

_SOME_STEPS = """
    import sys
    from gong_admin import __main__ as program
    from gong_admin.tour import acts, tour
    from gong_admin.tour.script import overview, start
    from gong_admin.tour.sights import words
    from gong_admin.tour.step import Step

    first, second = start.WELCOME[:2]
    last = Step("last", ({act},), words({wanted!r}), seconds=1)
    tour.script = lambda: {steps}
    sys.argv = ["gong-admin", "--demo", "--tour", {folder!r}, *{options!r}]
    sys.exit(program.main())
"""


def take(
    tmp_path: Path,
    *options: str,
    steps: str = "(first, last, second)",
    act: str = "acts.look",
    wanted: str = "Try the demo",
) -> subprocess.CompletedProcess[str]:
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    program = _SOME_STEPS.format(
        steps=steps,
        act=act,
        wanted=wanted,
        folder=str(tmp_path / "pictures"),
        options=list(options),
    )
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        cwd=ROOT,
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "GONG_ADMIN_HOME": str(home),
            "TMPDIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def size_of(png: Path) -> tuple[int, int]:
    width, height = struct.unpack(">II", png.read_bytes()[16:24])
    return width, height


def test_pictures_in_both_schemes_and_a_record(tmp_path):
    old = tmp_path / "pictures/99-gone-light.png"
    old.parent.mkdir()
    old.touch()
    kept = tmp_path / "pictures/notes.txt"
    kept.touch()
    done = take(tmp_path, "--size", "1200x700", steps="(first, second, *overview.FIGURES)")
    assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "pictures/tour.json").read_text())
    assert [(line["name"], line["theme"]) for line in record[:4]] == [
        ("welcome", "light"),
        ("welcome", "dark"),
        ("connect", "dark"),
        ("connect", "light"),
    ]
    assert len(record) == 6
    for line in record:
        assert size_of(tmp_path / "pictures" / line["file"]) == (1200, 700)
        assert isinstance(line["milliseconds"], int)
    light, dark = (tmp_path / "pictures" / f"01-welcome-{theme}.png" for theme in ("light", "dark"))
    assert light.read_bytes() != dark.read_bytes()
    assert kept.exists()
    assert not old.exists()
    assert list((tmp_path / "home").iterdir()) == []  # the user's own home was left alone
    assert not list(tmp_path.glob("gong-admin-tour-*"))


def test_twice_the_pixels(tmp_path):
    done = take(tmp_path, "--size", "1024x640", "--scale", "2", "--theme", "dark")
    assert done.returncode == 0, done.stderr
    pictures = sorted((tmp_path / "pictures").glob("*.png"))
    assert [path.name for path in pictures] == [
        "01-welcome-dark.png",
        "02-last-dark.png",
        "03-connect-dark.png",
    ]
    assert {size_of(path) for path in pictures} == {(2048, 1280)}


def test_a_step_that_fails_is_named_and_the_others_are_taken(tmp_path):
    done = take(tmp_path, "--theme", "light", wanted="nobody says this")
    assert done.returncode == 1
    assert "02-last: waited 1 seconds for “nobody says this”" in done.stderr
    assert (tmp_path / "pictures/02-last-failed.png").exists()
    assert (tmp_path / "pictures/03-connect-light.png").exists()


def test_a_fault_of_the_program_fails_the_step(tmp_path):
    done = take(tmp_path, "--theme", "light", act="lambda guide: 1 / 0")
    assert done.returncode == 1
    assert "02-last: ZeroDivisionError" in done.stderr
