"""What the README tells people to type is what the programs take."""

from __future__ import annotations

import re
import shlex

import pytest

from gong_admin import __main__ as program
from gong_admin.sandbox import __main__ as sandbox
from tests.e2e.desktop import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = sorted(set(re.findall(r"(?:gong-admin|gong-sandbox) --[^`\n&]*", README)))


def test_the_two_commands_are_there():
    assert "pip install uv && uv run gong-admin --demo\n" in README
    assert "pip install uv && uv run pytest\n" in README


def test_qts_system_packages_are_those_that_are_installed_here():
    command = README.partition("sudo apt-get install")[2].partition("```")[0]
    listed = (ROOT / "packaging" / "debian-packages.txt").read_text(encoding="utf-8")
    wanted = [line for line in listed.splitlines() if line and not line.startswith("#")]
    assert command.replace("\\", " ").split() == wanted


@pytest.mark.parametrize("line", LINES)
def test_options_are_known(line):
    name, *arguments = shlex.split(line)
    parse = program.parse if name == "gong-admin" else sandbox._parser().parse_args
    parse(arguments)
