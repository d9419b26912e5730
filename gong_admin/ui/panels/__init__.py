"""All panels, in the order of the navigation. Each is imported when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gong_admin.runtime.language import translate
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


def _lookup(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.lookup import create

    return create(context)


def _cases(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.cases import create

    return create(context)


def _console(context: PanelContext) -> Presenter:
    from gong_admin.ui.panels.console import create

    return create(context)


PANELS: tuple[PanelSpec, ...] = (
    PanelSpec(
        "overview",
        translate("panels", "Overview"),
        "squares-four",
        "",
        _overview,
        translate("panels", "the company at a glance"),
    ),
    PanelSpec(
        "users",
        translate("panels", "Users"),
        "users",
        translate("panels", "People"),
        _users,
        translate("panels", "who is in Gong"),
        "users",
    ),
    PanelSpec(
        "profiles",
        translate("panels", "Permission profiles"),
        "shield-check",
        translate("panels", "People"),
        _profiles,
        translate("panels", "what people may see and do"),
        "profiles",
    ),
    PanelSpec(
        "compare",
        translate("panels", "Compare profiles"),
        "columns",
        translate("panels", "People"),
        _compare,
        translate("panels", "what differs, and settings copied from one to many"),
    ),
    PanelSpec(
        "access",
        translate("panels", "Who can, and why"),
        "key",
        translate("panels", "People"),
        _access,
        translate("panels", "what profiles mean for people"),
    ),
    PanelSpec(
        "workspaces",
        translate("panels", "Workspaces"),
        "buildings",
        translate("panels", "Settings"),
        _workspaces,
        translate("panels", "the parts of the company"),
        "workspaces",
    ),
    PanelSpec(
        "trackers",
        translate("panels", "Trackers"),
        "crosshair",
        translate("panels", "Settings"),
        _trackers,
        translate("panels", "words that Gong listens for"),
        "trackers",
    ),
    PanelSpec(
        "library",
        translate("panels", "Library"),
        "books",
        translate("panels", "Settings"),
        _library,
        translate("panels", "folders of calls"),
        "folders",
    ),
    PanelSpec(
        "lookup",
        translate("panels", "Lookup"),
        "fingerprint",
        translate("panels", "Privacy"),
        _lookup,
        translate("panels", "what Gong holds on people outside the company"),
    ),
    PanelSpec(
        "cases",
        translate("panels", "Privacy cases"),
        "eraser",
        translate("panels", "Privacy"),
        _cases,
        translate("panels", "requests of people: looked up, erased, followed, proven"),
    ),
    PanelSpec(
        "snapshots",
        translate("panels", "Snapshots"),
        "camera",
        translate("panels", "Tools"),
        _snapshots,
        translate("panels", "how it was, what has changed, and the way back"),
    ),
    PanelSpec(
        "console",
        translate("panels", "API console"),
        "terminal-window",
        translate("panels", "Tools"),
        _console,
        translate("panels", "every operation of Gong's API"),
    ),
)
