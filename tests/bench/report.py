"""What the benchmark says: a figure a row, as a table and as JSON."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path("bench-results")


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table. `limit` is what `value` must not exceed (`at_most`) or must reach.

    A figure without a limit is there to be known. `inputs` says what was measured, `details`
    keeps the single measurements.
    """

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_most: bool = True
    inputs: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def reached(self) -> bool:
        if self.limit is None:
            return True
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    @property
    def must(self) -> str:
        """The limit in words."""
        if self.limit is None:
            return ""
        return f"{'at most' if self.at_most else 'at least'} {self.limit:g}{self.unit}"

    @property
    def verdict(self) -> str:
        if self.limit is None:
            return ""
        return "yes" if self.reached else "NO"


def table(figures: Sequence[Figure]) -> str:
    """The figures as a table in Markdown, so that it can be pasted into the README."""
    head = ("what", "measured", "must be", "reached")
    rows = [head]
    rows += [(f.what, f"{f.value:.3g}{f.unit}", f.must, f.verdict) for f in figures]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def inputs(figures: Sequence[Figure]) -> str:
    """What was measured, a line for each figure that says it."""
    return "\n".join(f"- {f.what}: {f.inputs}" for f in figures if f.inputs)


def machine() -> dict[str, Any]:
    """What it was measured on."""
    from PySide6.QtCore import qVersion

    return {
        "system": platform.platform(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": sys.version.split()[0],
        "qt": qVersion(),
        "screen": os.environ.get("QT_QPA_PLATFORM", "default"),
        "load_before": os.getloadavg()[0] if hasattr(os, "getloadavg") else None,
    }


def write(figures: Sequence[Figure], about: Mapping[str, Any], seconds: float) -> Path:
    """Keep the figures as JSON; returns the file."""
    FOLDER.mkdir(exist_ok=True)
    now = dt.datetime.now(dt.UTC)
    file = FOLDER / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    content = {
        "at": now.isoformat(timespec="seconds"),
        "seconds": round(seconds, 1),
        **about,
        "figures": [{**asdict(figure), "reached": figure.reached} for figure in figures],
    }
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return file


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
