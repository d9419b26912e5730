"""The theme: tokens turned into Qt colours, fonts, palette and the one stylesheet.

Widgets ask `theme` for what they paint with, and repaint on `theme.changed`, which is emitted
after the scheme or the text size has changed.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from typing import Literal

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin.runtime import assets
from gong_admin.ui.tokens import (
    Elevation,
    Radius,
    Rgb,
    Scheme,
    Space,
    Tokens,
    contrast,
    load_tokens,
)

SchemeChoice = Literal["light", "dark", "system"]

FONT_ROLES: dict[str, tuple[str, str]] = {
    # role: (size, weight); "mono*" use the monospace family
    "caption": ("caption", "regular"),
    "caption_strong": ("caption", "semibold"),
    "secondary": ("secondary", "regular"),
    "secondary_medium": ("secondary", "medium"),
    "secondary_strong": ("secondary", "semibold"),
    "body": ("body", "regular"),
    "medium": ("body", "medium"),
    "strong": ("strong", "semibold"),
    "heading": ("heading", "semibold"),
    "title": ("title", "semibold"),
    "display": ("display", "semibold"),
    "mono": ("mono", "regular"),
    "mono_strong": ("mono", "semibold"),
    "mono_caption": ("caption", "regular"),
}

# Lengths that text has no part in: they keep their size when the text grows.
_UNSCALED = frozenset(
    {"focus_ring", "meter", "scrollbar", "switch_w", "switch_h", "checkbox"}
    | {"toggle_dot", "button_padding_x", "icon_gap", "cell_padding_x", "edge_padding_x"}
)

_PALETTE: dict[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "canvas",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "surface_alt",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "danger",
    QPalette.ColorRole.PlaceholderText: "text3",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent_text",
    QPalette.ColorRole.LinkVisited: "accent_text",
    QPalette.ColorRole.ToolTipBase: "tooltip",
    QPalette.ColorRole.ToolTipText: "on_tooltip",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "hover",
    QPalette.ColorRole.Shadow: "shadow",
}
_DIMMED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.PlaceholderText,
)


class Theme(QObject):
    """The look in force. One for the program: the module's `theme`."""

    changed = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self.tokens = tokens
        self._scheme: Scheme = "light"
        self._text_scale = 1.0
        self._base_px = tokens.font_sizes["body"]
        self._colours: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}

    @property
    def scheme(self) -> Scheme:
        """The scheme that is painted with now."""
        return self._scheme

    @property
    def dark(self) -> bool:
        return self._scheme == "dark"

    @property
    def text_scale(self) -> float:
        """How much larger than drawn the text is: the system's size times the user's choice."""
        return self._text_scale * self._base_px / self.tokens.font_sizes["body"]

    @property
    def space(self) -> Space:
        return self.tokens.space

    @property
    def radius(self) -> Radius:
        return self.tokens.radius

    def elevation(self, kind: Literal["popup", "dialog"]) -> Elevation:
        return self.tokens.elevations[kind]

    def shadow_peak(self) -> float:
        return self.tokens.shadow_peak[self._scheme]

    def rgb(self, name: str) -> Rgb:
        """The token `name` of the scheme in force. KeyError for a name that isn't one."""
        return self.tokens.colours[self._scheme][name]

    def colour(self, name: str) -> QColor:
        """The colour token `name`. Shared: don't change it."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = _qcolor(self.rgb(name))
        return found

    def avatar_colours(self, index: int) -> tuple[QColor, QColor]:
        """Fill and text of the avatar number `index` (any integer)."""
        pairs = self.tokens.avatars[self._scheme]
        fill, text = pairs[index % len(pairs)]
        return QColor(fill.hex), QColor(text.hex)

    def tenant_colours(self, colour: str) -> tuple[QColor, QColor]:
        """Fill and ink for a tenant's colour: a token's name, or the user's own "#RRGGBB".

        The ink on a colour of the user's own is whichever of light and dark reads better.
        """
        if not colour.startswith("#"):
            return self.colour(colour), self.colour("on_tenant")
        fill = Rgb(colour.upper())
        inks = ("on_tooltip", "text") if not self.dark else ("canvas", "text")
        best = max(inks, key=lambda name: contrast(self.rgb(name), fill))
        return QColor(colour), self.colour(best)

    def size(self, name: str) -> int:
        """The length token `name` in pixels, grown with the text where it holds text."""
        value = self.tokens.sizes[name]
        return value if name in _UNSCALED else self.grown(value)

    def grown(self, pixels: int) -> int:
        """A length that belongs to text, an icon's say, grown with it; never shrunk."""
        return round(pixels * max(1.0, self.text_scale))

    def font_px(self, size_name: str) -> int:
        return max(9, round(self.tokens.font_sizes[size_name] * self.text_scale))

    def font(self, role: str) -> QFont:
        """The font of a role (`FONT_ROLES`). Shared: copy before changing."""
        found = self._fonts.get(role)
        if found is None:
            found = self._fonts[role] = self._make_font(role)
        return found

    def families(self, *, mono: bool = False) -> list[str]:
        """Font families by preference; Qt takes the first that is installed."""
        if mono:
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
            return [*self.tokens.families_mono, fixed]
        system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        if sys.platform in ("win32", "darwin"):
            return [system, *self.tokens.families_ui]
        # Linux has no one interface font; a named one is the desktop's choice, an alias is none.
        aliases = {"Sans Serif", "Sans", "sans-serif", "DejaVu Sans", ""}
        first, *rest = self.tokens.families_ui
        return [first, *rest, system] if system in aliases else [system, first, *rest]

    def _make_font(self, role: str) -> QFont:
        size, weight = FONT_ROLES[role]
        mono = role.startswith("mono")
        font = QFont()
        font.setFamilies(self.families(mono=mono))
        font.setPixelSize(self.font_px(size))
        font.setWeight(QFont.Weight(self.tokens.weights[weight]))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        # Else an x between the digits of an id becomes a multiplication sign, and "->" and "!=" in
        # requests turn into one glyph.
        font.setFeature(QFont.Tag("calt"), 0)
        if mono:
            font.setStyleHint(QFont.StyleHint.Monospace)
        else:
            font.setFeature(QFont.Tag("tnum"), 1)
        if size in ("title", "display"):
            spacing = self.tokens.title_letter_spacing
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing)
        return font

    def palette(self) -> QPalette:
        """What Qt paints by itself: carets, selections, placeholders, links, tooltips."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self.colour(name))
        for role in _DIMMED:
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("disabled"))
        return palette

    def stylesheet(self) -> str:
        """`resources/style/app.qss` with every `@name` replaced by its token.

        `@name` is a colour, `@px(name)` a length, `@font(name)` a font size, `@space(name)` and
        `@radius(name)` steps of their scales, `@families_ui` and `@families_mono` the families.
        """
        template = assets.path("style/app.qss").read_text(encoding="utf-8")
        lookups: dict[str, Callable[[str], int]] = {
            "px": self.size,
            "font": self.font_px,
            "space": lambda name: int(getattr(self.space, name)),
            "radius": lambda name: int(getattr(self.radius, name)),
        }

        def value(match: re.Match[str]) -> str:
            name, argument = match.group(1), match.group(2)
            if argument is not None:
                return f"{lookups[name](argument)}px"
            if name in ("families_ui", "families_mono"):
                families = self.families(mono=name == "families_mono")
                return ", ".join(f'"{family}"' for family in families)
            return self.colour(name).name()

        return re.sub(r"@(\w+)(?:\((\w+)\))?", value, template)

    def use(self, scheme: Scheme, text_scale: float, base_px: int) -> bool:
        """Switch values without telling anybody; whether anything differs from before."""
        if (scheme, text_scale, base_px) == (self._scheme, self._text_scale, self._base_px):
            return False
        self._scheme, self._text_scale, self._base_px = scheme, text_scale, base_px
        self._colours.clear()
        self._fonts.clear()
        return True


def _qcolor(rgb: Rgb) -> QColor:
    colour = QColor(rgb.hex)
    colour.setAlphaF(rgb.alpha)
    return colour


theme = Theme(load_tokens())


class _Follower(QObject):
    """Keeps an application on the chosen scheme, and on the system's where that is the choice."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self.choice: SchemeChoice = "system"
        self.text_scale = 1.0
        self._painted = False
        self._base_px = _system_text_px()
        app.styleHints().colorSchemeChanged.connect(self._system_changed)

    def apply(self, *, sheet: bool = True) -> None:
        hints = self._app.styleHints()
        wanted = {
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
            "system": Qt.ColorScheme.Unknown,
        }[self.choice]
        # So that title bars and native dialogs match. Emits colorSchemeChanged, hence the flag.
        self._painted = True
        hints.setColorScheme(wanted)
        dark = (
            hints.colorScheme() == Qt.ColorScheme.Dark
            if self.choice == "system"
            else self.choice == "dark"
        )
        theme.use("dark" if dark else "light", self.text_scale, self._base_px)
        self._app.setPalette(theme.palette())
        self._app.setFont(theme.font("body"))
        if sheet:
            apply_stylesheet(self._app)
        theme.changed.emit()

    def _system_changed(self) -> None:
        if self.choice == "system" and self._painted:
            dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
            if dark != theme.dark:
                self.apply()


def _system_text_px() -> int:
    """The system's interface text in pixels; the drawn size where no desktop says one."""
    drawn = theme.tokens.font_sizes["body"]
    if QGuiApplication.platformName() in ("offscreen", "minimal"):
        return drawn
    system = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return max(drawn - 1, system) if system > 0 else drawn


STYLE_ARGUMENTS = ("-style", "fusion")
"""For QApplication, which so has our style at once; `setStyle` loads all of QStyle into Python."""

_follower: _Follower | None = None


def apply_theme(
    app: QApplication,
    scheme: SchemeChoice,
    *,
    text_scale: float = 1.0,
    styled: bool = False,
    sheet: bool = True,
) -> None:
    """Dress `app`: Fusion, palette, font, stylesheet. Call again to switch, at any time.

    `scheme` "system" follows the desktop, also when it changes later. `text_scale` is the user's
    larger (or smaller) text, on top of the system's own size. `styled`: the application was made
    with `STYLE_ARGUMENTS`. Without `sheet`, `apply_stylesheet` has to follow before anything is
    shown: widgets that are made in between are styled once, instead of each time that one is put
    into another.
    """
    global _follower
    if _follower is None or not shiboken6.isValid(_follower):
        if not styled:
            app.setStyle("Fusion")
        _follower = _Follower(app)
    _follower.choice, _follower.text_scale = scheme, text_scale
    _follower.apply(sheet=sheet)


def apply_stylesheet(app: QApplication) -> None:
    """Style all widgets as the theme says. What `apply_theme` left out, if it did."""
    text = theme.stylesheet()
    if text == app.styleSheet():
        return
    # None in between: for a text that follows another, Qt styles each widget once for every
    # widget that it lies in, which takes seconds where many panels are open.
    app.setStyleSheet("")
    app.setStyleSheet(text)


def repaint_on_change(widget: QWidget) -> None:
    """Have a widget that paints itself repaint, and measure anew, when the theme changes."""
    theme.changed.connect(widget.updateGeometry)
    theme.changed.connect(widget.update)
