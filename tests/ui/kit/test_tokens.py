"""The look's promises that can be computed: contrast, completeness, no literals elsewhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gong_admin.runtime import assets
from gong_admin.ui.icons import has_icon
from gong_admin.ui.tenant_colour import COLOURS
from gong_admin.ui.tokens import SCHEMES, Rgb, Scheme, contrast, load_tokens, parse_tokens

UI = Path(__file__).parents[3] / "gong_admin" / "ui"
GROUNDS = ("canvas", "surface", "surface_alt", "raised", "sunken", "hover", "selected")

TEXT = [
    (text, ground)
    for text in ("text", "text2", "text3")
    for ground in (*GROUNDS, "nav_selected", "accent_tint")
]
TEXT += [("text2", "neutral_tint"), ("text", "neutral_tint")]
TEXT += [
    ("accent_text", ground)
    for ground in (
        "canvas",
        "surface",
        "surface_alt",
        "raised",
        "selected",
        "accent_tint",
        "accent_tint2",
    )
]
TEXT += [("on_accent", fill) for fill in ("accent", "accent_hover", "accent_pressed")]
TEXT += [
    ("on_danger", "danger_fill"),
    *(("on_tenant", colour) for colour in COLOURS),
    *((colour, ground) for colour in COLOURS for ground in ("canvas", "surface", "raised")),
    ("on_tooltip", "tooltip"),
    ("unlocked_text", "unlocked_bar"),
    ("text", "unlocked_bar"),
    ("text2", "unlocked_bar"),
]
TEXT += [(tone, f"{tone}_tint") for tone in ("ok", "warn", "danger")]
TEXT += [("text", f"{tone}_tint") for tone in ("ok", "warn", "danger")]
TEXT += [
    (tone, ground)
    for tone in ("ok", "warn", "danger")
    for ground in ("surface", "surface_alt", "raised")
]
TEXT += [
    (f"syn_{part}", ground)
    for part in ("key", "string", "number", "literal", "punct")
    for ground in ("surface", "surface_alt")
]

CONTROLS = [("control", ground) for ground in ("canvas", "surface", "surface_alt", "raised")]
CONTROLS += [("focus", ground) for ground in GROUNDS]
CONTROLS += [("accent", ground) for ground in ("surface", "surface_alt", "raised")]
CONTROLS += [(f"{tone}_mark", f"{tone}_tint") for tone in ("ok", "warn", "danger")]
CONTROLS += [("chart_bar", "surface"), ("chart_line", "surface"), ("chart_line", "chart_bar")]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_is_legible_on_every_ground_it_stands_on(scheme: Scheme) -> None:
    colours = load_tokens().colours[scheme]
    faint = {
        (t, g): round(contrast(colours[t], colours[g]), 2)
        for t, g in TEXT
        if contrast(colours[t], colours[g]) < 4.5
    }
    assert not faint


@pytest.mark.parametrize("scheme", SCHEMES)
def test_controls_and_marks_stand_out(scheme: Scheme) -> None:
    colours = load_tokens().colours[scheme]
    faint = {
        (t, g): round(contrast(colours[t], colours[g]), 2)
        for t, g in CONTROLS
        if contrast(colours[t], colours[g]) < 3.0
    }
    assert not faint


@pytest.mark.parametrize("scheme", SCHEMES)
def test_initials_are_legible(scheme: Scheme) -> None:
    assert all(contrast(fill, text) >= 4.5 for fill, text in load_tokens().avatars[scheme])


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast(Rgb("#000000"), Rgb("#FFFFFF")) == pytest.approx(21)
    assert contrast(Rgb("#777777"), Rgb("#FFFFFF")) == pytest.approx(4.48, abs=0.005)
    assert contrast(Rgb("#FFFFFF"), Rgb("#777777")) == contrast(Rgb("#777777"), Rgb("#FFFFFF"))


def test_a_token_without_its_dark_value_is_refused() -> None:
    raw = json.loads(assets.read_text("style/tokens.json"))
    del raw["colour"]["accent"]["dark"]
    with pytest.raises(KeyError):
        parse_tokens(json.dumps(raw))


def test_no_colour_literals_outside_the_tokens() -> None:
    literal = re.compile(r"""["'](#[0-9A-Fa-f]{6}|#[0-9A-Fa-f]{3})["']|QColor\(\d""")
    sources = [*UI.rglob("*.py"), assets.path("style/app.qss")]
    found = {
        f"{path.name}: {match.group()}"
        for path in sources
        for match in literal.finditer(path.read_text(encoding="utf-8"))
    }
    assert not found
    assert "#" not in re.sub(r"/\*.*?\*/", "", assets.read_text("style/app.qss"), flags=re.S)


def test_every_icon_that_is_named_exists() -> None:
    named = re.compile(
        r"""(?:icon=|IconLabel\(|IconButton\(|set_icon_name\(|themed_icon\()\s*"([a-z][a-z0-9-]*)\""""
    )
    names = {
        (path.name, match.group(1))
        for path in (UI / "widgets").rglob("*.py")
        for match in named.finditer(path.read_text(encoding="utf-8"))
    }
    assert len(names) > 20
    assert not {name for name in names if not has_icon(name[1])}
