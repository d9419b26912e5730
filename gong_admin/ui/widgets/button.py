"""Buttons, painted as one family: icon, words, count, caret."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gong_admin.ui import paint
from gong_admin.ui.icons import icon_rect, paint_icon
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from gong_admin.ui.widgets.popup import Menu

Kind = Literal["primary", "secondary", "ghost", "danger", "unlocked"]
_SMALL = 12  # pixels of a caret, and of the icon in a small button


class _Painted(QPushButton):
    """What all our buttons share: pointer, focus ring, the reason why one is disabled."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._tooltip = ""
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        # Tab and click, as everywhere on Windows and Linux; macOS would skip buttons otherwise.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)

    def set_tooltip(self, text: str) -> None:
        """What the pointer is told, as long as the button can be pressed."""
        self._tooltip = text
        self.setToolTip(text)

    def set_disabled_because(self, reason: str) -> None:
        """Disable, and say why to pointer and screen reader; enable again with ""."""
        self.setEnabled(not reason)
        self.setToolTip(reason or self._tooltip)
        self.setAccessibleDescription(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Enter presses the focused button too, not only Space.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @property
    def _hovered(self) -> bool:
        return self.underMouse() and self.isEnabled()


class Button(_Painted):
    """A button with words.

    `kind` is primary (one a screen), secondary, ghost (no outline), danger (destroys) or unlocked
    (the open lock). `badge` is a count behind the words. With a `menu` it gets a caret and opens
    the menu below itself.
    """

    def __init__(
        self,
        text: str = "",
        *,
        kind: Kind = "secondary",
        icon: str = "",
        badge: int | None = None,
        caret: bool = False,
        menu: Menu | None = None,
        large: bool = False,
        tooltip: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: Kind = kind
        self._icon_name = icon
        self._badge = badge
        self._caret = caret or menu is not None
        self._large = large
        self._active = False
        self._menu = menu
        self._compact = False
        self.setText(text)
        self.set_tooltip(tooltip)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if menu is not None:
            self.clicked.connect(self.open_menu)

    # -- state ---------------------------------------------------------------------------------

    def set_kind(self, kind: Kind) -> None:
        self._kind = kind
        self.update()

    def set_icon_name(self, name: str) -> None:
        self._icon_name = name
        self._changed()

    def badge(self) -> int | None:
        return self._badge

    def set_badge(self, badge: int | None) -> None:
        """Show a count behind the words; None shows none."""
        self._badge = badge
        self._changed()

    def set_active(self, active: bool) -> None:
        """Wear the accent's tint: this button's choice is in force (a facet that filters)."""
        self._active = active
        self.update()

    def setText(self, text: str) -> None:
        super().setText(text)
        self._changed()

    def set_compact(self, compact: bool) -> None:
        """Show the icon alone, the words in the tooltip: where there is no room for them. Nothing
        happens without an icon."""
        if compact != self._compact and self._icon_name:
            self._compact = compact
            self.set_tooltip(self._said)
            self._changed()

    def set_tooltip(self, text: str) -> None:
        self._said = text
        super().set_tooltip(text or (self._words() if self._compact else ""))

    def is_primary(self) -> bool:
        """Whether it is the main act of its screen."""
        return self._kind in ("primary", "danger")

    def full_width(self) -> int:
        """Pixels it takes with its words."""
        return self._hint(compact=False).width()

    def set_menu(self, menu: Menu) -> None:
        """Open `menu` when pressed."""
        if self._menu is None:
            self.clicked.connect(self.open_menu)
        self._menu, self._caret = menu, True
        self._changed()

    def open_menu(self) -> None:
        """Show the menu below the button, without blocking."""
        if self._menu is not None:
            self._menu.popup_below(self)

    def _changed(self) -> None:
        self.updateGeometry()
        self.update()

    # -- measures ------------------------------------------------------------------------------

    def _font(self) -> str:
        return "strong" if self._kind in ("primary", "danger", "unlocked") else "medium"

    def _badge_width(self) -> int:
        if self._badge is None:
            return 0
        words = paint.text_width(f"{self._badge:,}", theme.font("caption_strong"))
        return max(words + 2 * 5, theme.size("kbd"))

    def _words(self) -> str:
        return self.text().replace("&&", "\0").replace("&", "").replace("\0", "&")

    def sizeHint(self) -> QSize:
        return self._hint(self._compact)

    def _hint(self, compact: bool) -> QSize:
        if compact:
            side = theme.size("control_large" if self._large else "control")
            return QSize(side, side)
        gap, pad, glyph = theme.size("icon_gap"), theme.size("button_padding_x"), theme.size("icon")
        parts = []
        if self._icon_name:
            parts.append(glyph)
        if self.text():
            parts.append(paint.text_width(self._words(), theme.font(self._font())) + 1)
        if self._badge is not None:
            parts.append(self._badge_width())
        if self._caret:
            parts.append(theme.grown(_SMALL))
        height = theme.size("control_large" if self._large else "control")
        return QSize(sum(parts) + gap * max(0, len(parts) - 1) + 2 * pad, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    # -- painting ------------------------------------------------------------------------------

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor]:
        """Fill, outline, words."""
        colour, down, over = theme.colour, self.isDown(), self._hovered
        kind = self._kind
        if not self.isEnabled():
            if kind == "ghost":
                return None, None, colour("disabled")
            if kind == "secondary":
                return colour("surface"), colour("border"), colour("disabled")
            return colour("neutral_tint"), colour("border"), colour("disabled")
        if kind == "primary":
            name = "accent_pressed" if down else "accent_hover" if over else "accent"
            return colour(name), None, colour("on_accent")
        if kind == "danger":
            solid = colour("danger_fill")
            return (solid.darker(115) if down or over else solid), None, colour("on_danger")
        if kind == "unlocked":
            return colour("tenant_production"), None, colour("on_tenant")
        if self._active:
            tint = colour("accent_tint2" if down or over else "accent_tint")
            return tint, colour("accent_border"), colour("accent_text")
        if kind == "ghost":
            fill = colour("pressed") if down else colour("hover") if over else None
            return fill, None, colour("text2")
        rest = colour("raised") if theme.dark else colour("surface")
        fill = colour("pressed") if down else colour("hover") if over else rest
        return fill, colour("border"), colour("text")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill, outline, words = self._colours()
        paint.box(painter, self.rect(), theme.radius.control, fill, outline)
        gap, glyph = theme.size("icon_gap"), theme.size("icon")
        if self._compact:
            tint = theme.colour("text2") if self._kind == "secondary" else words
            spot = icon_rect(self.rect().toRectF(), glyph)
            paint_icon(painter, self._icon_name, spot, tint, glyph)
            return
        content = self.sizeHint().width() - 2 * theme.size("button_padding_x")
        x = max(theme.size("button_padding_x"), (self.width() - content) // 2)
        height = self.height()
        if self._icon_name:
            tint = words
            if self._kind == "secondary" and self.isEnabled() and not self._active:
                tint = theme.colour("text2")
            spot = icon_rect(QRect(x, 0, glyph, height).toRectF(), glyph)
            paint_icon(painter, self._icon_name, spot, tint, glyph)
            x += glyph + gap
        if self.text():
            font = theme.font(self._font())
            width = paint.text_width(self._words(), font) + 1
            room = max(0, min(width, self.width() - x - theme.size("button_padding_x")))
            paint.text(painter, QRect(x, 0, room, height), self._words(), font, words)
            x += width + gap
        if self._badge is not None:
            self._paint_badge(painter, x, words)
            x += self._badge_width() + gap
        if self._caret:
            side = theme.grown(_SMALL)
            spot = QRect(x, (height - side) // 2, side, side)
            tint = words if self._active or self._kind in ("primary",) else theme.colour("text2")
            tint = tint if self.isEnabled() else words
            paint_icon(painter, "caret-down", spot, tint, side)

    def _paint_badge(self, painter: QPainter, x: int, words: QColor) -> None:
        width, tall = self._badge_width(), theme.size("kbd") - 2
        area = QRect(x, (self.height() - tall) // 2, width, tall)
        solid = self.isEnabled() and self._kind != "primary"
        fill = theme.colour("accent") if solid else None
        paint.box(painter, area, tall / 2, fill, None if solid else words)
        ink = theme.colour("on_accent") if solid else words
        font = theme.font("caption_strong")
        paint.text(painter, area, f"{self._badge:,}", font, ink, paint.CENTRE)


class IconButton(_Painted):
    """A square button with an icon alone. `name` is its accessible name and, with the shortcut
    behind it, its tooltip. `outlined` gives it a secondary button's outline."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        shortcut: str = "",
        outlined: bool = False,
        small: bool = False,
        glyph: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name, self._outlined, self._small = icon, outlined, small
        self._glyph = glyph or (_SMALL if small else theme.tokens.sizes["icon"])
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name, shortcut)

    def set_name(self, name: str, shortcut: str = "") -> None:
        self.setAccessibleName(name)
        self.set_tooltip(f"{name} ({shortcut})" if shortcut else name)

    def set_icon_name(self, name: str) -> None:
        self._icon_name = name
        self.update()

    def sizeHint(self) -> QSize:
        side = theme.grown(24) if self._small else theme.size("control")
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colour, on = theme.colour, self.isChecked()
        fill = None
        if self.isDown():
            fill = colour("pressed")
        elif on:
            fill = colour("accent_tint")
        elif self._hovered:
            fill = colour("hover")
        outline = colour("border") if self._outlined else None
        if on:
            outline = colour("accent_border")
        if fill is not None or outline is not None:
            paint.box(painter, self.rect(), theme.radius.control, fill, outline)
        tint = colour("disabled") if not self.isEnabled() else colour("text2")
        if on and self.isEnabled():
            tint = colour("accent_text")
        glyph = theme.grown(self._glyph)
        spot = icon_rect(self.rect().toRectF(), glyph)
        paint_icon(painter, self._icon_name, spot, tint, glyph)


class ToggleButton(IconButton):
    """An icon button that stays down: a mode that is on or off (`toggled`)."""

    def __init__(
        self, icon: str, name: str, *, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(icon, name, shortcut=shortcut, parent=parent)
        self.setCheckable(True)


class LinkButton(_Painted):
    """Words in the accent, underlined under the pointer: goes somewhere, or undoes lightly."""

    def __init__(
        self,
        text: str,
        *,
        role: str = "secondary_medium",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._icon_name = role, icon
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        icon = theme.size("icon") + theme.space.xs if self._icon_name else 0
        width = paint.text_width(self.text(), theme.font(self._role)) + icon
        return QSize(width, max(24, theme.font_px("body") + 8))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        tint = theme.colour("accent_text" if self.isEnabled() else "disabled")
        font, x = theme.font(self._role), 0
        if self._icon_name:
            glyph = theme.size("icon")
            paint_icon(painter, self._icon_name, QRect(0, 0, glyph, self.height()), tint, glyph)
            x = glyph + theme.space.xs
        if self._hovered:
            font = type(font)(font)
            font.setUnderline(True)
        paint.text(painter, self.rect().adjusted(x, 0, 0, 0), self.text(), font, tint, elide=False)
