"""A settings file that somebody edited: it may cost a width, never a panel."""

from __future__ import annotations

import json

import pytest

from gong_admin.runtime import paths

_NONSENSE = ("wide", None, -5, 1.5, True, [], ["a"], [1, None], {}, 10**12)
_NAMES = (
    "detail_width",
    "side_width",
    "widths",
    "heights",
    "operation",
    "columns",
    "sort",
    "compact",
    "facets",
    "folder",
    "detail_hidden",
)


@pytest.fixture(params=_NONSENSE, ids=str)
def nonsense(request, home):
    """Settings in which every kept value of every layout is this."""
    views = ["users", "profiles", "workspaces", "trackers", "library", "console", "export"]
    views += [f"{view}.filter.demo" for view in views]
    paths.settings_file().write_text(
        json.dumps(
            {
                "views": {view: dict.fromkeys(_NAMES, request.param) for view in views},
                "window": {"geometry": "abc", "panel": "nowhere"},
                "workspaces": {"demo": "gone"},
            }
        )
    )


def test_every_panel_opens_all_the_same(nonsense, bench, connect, qtbot):
    connect()
    for key in bench.panel_titles():
        bench.navigate(key)
        assert bench.current.view.isVisible()
    qtbot.waitUntil(lambda: bench.data.trackers.complete and bench.data.profiles.complete)
