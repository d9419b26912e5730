"""What a table needs of the program around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.jobs import Jobs
from gong_admin.ui.table.layout import Views

__all__ = ["TableHost"]


@dataclass(frozen=True)
class TableHost:
    """``settings`` keeps layouts, ``bridge`` runs exports beside the window, ``jobs`` shows them.

    ``toast(text)`` says briefly what went well. ``compact`` is the density of tables that have
    none of their own. ``tenant`` keeps the facets of different companies apart: what is chosen in
    one (a manager, a profile) is unknown in another. ``company`` is in the names of files.
    """

    settings: Views
    bridge: Bridge
    jobs: Jobs
    toast: Callable[[str], None]
    compact: bool = False
    tenant: str = ""
    company: str = ""
