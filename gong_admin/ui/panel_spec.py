"""A panel before it is made: what the navigation and the commands have to know of it.

Apart from `gong_admin.ui.panel`, because the window is painted before that is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gong_admin.ui.context import PanelContext
    from gong_admin.ui.panel import Presenter


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """`group` is its heading in the navigation ("" stands above all).
    `dataset` names the dataset whose size is shown beside it. `help` is said in its tooltip."""

    key: str
    title: str
    icon: str
    group: str
    create: Callable[[PanelContext], Presenter]
    help: str = ""
    dataset: str = ""
