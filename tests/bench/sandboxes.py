"""The sandboxes of the benchmark, and the processes that open them."""

from __future__ import annotations

import json
from typing import Any

from gong_admin.sandbox.process import Sandbox
from tests.bench import processes
from tests.bench.processes import Child


def key(sandbox: Sandbox) -> dict[str, str]:
    """What a process of the benchmark has to know to open a sandbox."""
    return {
        "base_url": sandbox.base_url,
        "access_key": sandbox.access_key,
        "access_key_secret": sandbox.access_key_secret,
    }


def start_inside(script: str, **arguments: Any) -> Child:
    """Start the program with a script in it (see `inside`)."""
    return processes.start("tests.bench.inside", script, json.dumps(arguments))


def inside(script: str, **arguments: Any) -> dict[str, Any]:
    """Run the program with a script in it; what the script found."""
    with start_inside(script, **arguments) as child:
        return child.result()
