"""The design tokens: plain values read from `resources/style/tokens.json`.

No Qt in here, so that contrast can be computed and checked without a display.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple

from gong_admin.runtime import assets

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


class Rgb(NamedTuple):
    """A colour as `#RRGGBB` with its opacity from 0 to 1 (below 1 only for veils)."""

    hex: str
    alpha: float = 1.0


class Space(NamedTuple):
    """The 4-px grid that margins and gaps stand on."""

    xxs: int
    xs: int
    s: int
    m: int
    l: int  # noqa: E741 - the grid's own name, beside xs, s and m
    xl: int
    xxl: int


class Radius(NamedTuple):
    """Corner radii; `pill` is round ends at any height."""

    small: int
    control: int
    card: int
    dialog: int
    pill: int


class Elevation(NamedTuple):
    """The shadow of a floating card: how far it reaches and how far it hangs below."""

    radius: int
    margin: int
    offset_y: int


class Tokens(NamedTuple):
    """Everything in the file, checked for completeness when it is read."""

    colours: Mapping[Scheme, Mapping[str, Rgb]]
    avatars: Mapping[Scheme, Sequence[tuple[Rgb, Rgb]]]  # fill, text
    space: Space
    radius: Radius
    sizes: Mapping[str, int]
    font_sizes: Mapping[str, int]
    weights: Mapping[str, int]
    families_ui: tuple[str, ...]
    families_mono: tuple[str, ...]
    title_letter_spacing: float
    elevations: Mapping[str, Elevation]
    shadow_peak: Mapping[Scheme, float]


def _rgb(value: str | Mapping[str, Any]) -> Rgb:
    if isinstance(value, str):
        return Rgb(value)
    return Rgb(str(value["hex"]), float(value["alpha"]))


def parse_tokens(text: str) -> Tokens:
    """The tokens in the JSON `text`. Raises KeyError or TypeError where one is missing."""
    raw = json.loads(text)
    kinds, elevation = raw["type"], raw["elevation"]
    return Tokens(
        colours={
            scheme: {name: _rgb(entry[scheme]) for name, entry in raw["colour"].items()}
            for scheme in SCHEMES
        },
        avatars={
            scheme: tuple((Rgb(pair["fill"]), Rgb(pair["text"])) for pair in raw["avatar"][scheme])
            for scheme in SCHEMES
        },
        space=Space(**raw["space"]),
        radius=Radius(**raw["radius"]),
        sizes=raw["size"],
        font_sizes=kinds["size_px"],
        weights=kinds["weight"],
        families_ui=tuple(kinds["family_ui"]),
        families_mono=tuple(kinds["family_mono"]),
        title_letter_spacing=kinds["title_letter_spacing_px"],
        elevations={name: Elevation(**elevation[name]) for name in ("popup", "dialog")},
        shadow_peak=elevation["peak"],
    )


@cache
def load_tokens() -> Tokens:
    """The program's tokens, read once."""
    return parse_tokens(assets.path("style/tokens.json").read_text(encoding="utf-8"))


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two opaque colours, 1 to 21, as WCAG 2 defines it."""

    def luminance(colour: Rgb) -> float:
        red, green, blue = (int(colour.hex[i : i + 2], 16) for i in (1, 3, 5))
        return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
