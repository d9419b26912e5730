"""All panels, in the order of the navigation. Each is imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gong_admin.ui.panel_spec import PanelSpec

if TYPE_CHECKING:
    from gong_admin.ui.context import PanelContext
    from gong_admin.ui.panel import Presenter


def _overview(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.overview import create

    return create(context)


def _users(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.users import create

    return create(context)


def _profiles(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.profiles import create

    return create(context)


def _access(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.access import create

    return create(context)


def _compare(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.compare import create

    return create(context)


def _workspaces(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.workspaces import create

    return create(context)


def _trackers(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.trackers import create

    return create(context)


def _library(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.library import create

    return create(context)


def _snapshots(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.snapshots import create

    return create(context)


def _console(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.console import create

    return create(context)


PANELS: tuple[PanelSpec, ...] = (
    PanelSpec("overview", "Overview", "squares-four", "", _overview, "the company at a glance"),
    PanelSpec("users", "Users", "users", "People", _users, "who is in Gong", "users"),
    PanelSpec(
        "profiles",
        "Permission profiles",
        "shield-check",
        "People",
        _profiles,
        "what people may see and do",
        "profiles",
    ),
    PanelSpec(
        "compare",
        "Compare profiles",
        "columns",
        "People",
        _compare,
        "what differs, and settings copied from one to many",
    ),
    PanelSpec(
        "access", "Who can, and why", "key", "People", _access, "what profiles mean for people"
    ),
    PanelSpec(
        "workspaces",
        "Workspaces",
        "buildings",
        "Settings",
        _workspaces,
        "the parts of the company",
        "workspaces",
    ),
    PanelSpec(
        "trackers",
        "Trackers",
        "crosshair",
        "Settings",
        _trackers,
        "words that Gong listens for",
        "trackers",
    ),
    PanelSpec("library", "Library", "books", "Settings", _library, "folders of calls", "folders"),
    PanelSpec(
        "snapshots",
        "Snapshots",
        "camera",
        "Tools",
        _snapshots,
        "how it was, what has changed, and the way back",
    ),
    PanelSpec(
        "console",
        "API console",
        "terminal-window",
        "Tools",
        _console,
        "every operation of Gong's API",
    ),
)
