"""Switching the theme: at any time, everywhere, and text sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QRawFont, QTextLayout
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin.ui.icons import UnknownIcon, icon, icon_path, icon_pixmap
from gong_admin.ui.theme import apply_theme, theme
from gong_admin.ui.widgets.basics import Label, Pane
from gong_admin.ui.widgets.button import Button


def _colours(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_a_shown_window_follows_a_switch_of_the_scheme(
    qapp: QApplication, shown: Callable[..., QWidget]
) -> None:
    pane, button = Pane("surface"), Button("Save", kind="primary")
    shown(pane, button)
    light_pane, light_button = _colours(pane), _colours(button)
    apply_theme(qapp, "dark")
    assert theme.dark
    assert theme.colour("surface").name() in _colours(pane)
    assert _colours(pane).isdisjoint(light_pane)
    assert _colours(button) != light_button


class _Changes(QObject):
    """Counts how often a widget is told that its style has changed."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.StyleChange
        return False


def test_a_switch_styles_what_lies_deep_in_a_window_no_more_often_than_the_window(
    qapp: QApplication, qtbot: Any
) -> None:
    apply_theme(qapp, "light")
    window = QWidget()
    qtbot.addWidget(window)
    place = window
    for _ in range(12):
        place = QWidget(place)
    words = Label("Deep in there", "body")
    words.setParent(place)
    window.show()
    changes = _Changes()
    words.installEventFilter(changes)
    apply_theme(qapp, "dark")
    assert 1 <= changes.count <= 4
    seen = words.palette().color(words.foregroundRole())
    assert seen == theme.colour("text")


def test_listeners_hear_of_a_switch(qapp: QApplication, qtbot: Any) -> None:
    with qtbot.waitSignal(theme.changed):
        apply_theme(qapp, "dark")


def test_the_system_scheme_is_followed_while_that_is_the_choice(qapp: QApplication) -> None:
    apply_theme(qapp, "system")
    hints = qapp.styleHints()
    expected = hints.colorScheme() == Qt.ColorScheme.Dark
    assert theme.dark == expected


def test_larger_text_makes_words_and_what_holds_them_larger(qapp: QApplication) -> None:
    row, icon_size, body = theme.size("row"), theme.size("icon"), theme.font("body").pixelSize()
    button = Button("Export")
    width = button.sizeHint().width()
    apply_theme(qapp, "light", text_scale=1.5)
    assert theme.font("body").pixelSize() == round(body * 1.5)
    assert theme.size("row") == round(row * 1.5)
    assert theme.size("icon") == round(icon_size * 1.5)
    assert button.sizeHint().width() > width
    button.deleteLater()


def test_labels_take_their_size_from_the_theme(
    qapp: QApplication, shown: Callable[..., QWidget]
) -> None:
    label = Label("Users", "title")
    shown(label)
    assert label.font().pixelSize() == theme.font_px("title")
    apply_theme(qapp, "light", text_scale=1.3)
    assert label.font().pixelSize() == theme.font_px("title") == 26


def test_the_stylesheet_has_no_token_left_in_it() -> None:
    assert not re.search(r"@\w", theme.stylesheet())


def test_unknown_tokens_and_icons_are_refused(qapp: QApplication) -> None:
    with pytest.raises(KeyError):
        theme.colour("no-such-colour")
    with pytest.raises(UnknownIcon):
        icon_path("no-such-icon", 16)
    with pytest.raises(UnknownIcon):
        icon("no-such-icon")


def test_icons_are_tinted_and_sharp_at_any_ratio(qapp: QApplication) -> None:
    for ratio in (1.0, 1.5, 2.0):
        pixmap = icon_pixmap("check-circle-fill", theme.colour("danger"), 16, ratio)
        image = pixmap.toImage()
        assert image.width() == 16 * ratio
        solid = [
            image.pixelColor(x, y)
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() > 250
        ]
        assert {colour.name() for colour in solid} == {theme.colour("danger").name()}


def test_an_icon_for_actions_changes_with_the_scheme(qapp: QApplication) -> None:
    gear = icon("gear", "text")
    before = gear.pixmap(16, 16).toImage()
    apply_theme(qapp, "dark")
    assert gear.pixmap(16, 16).toImage() != before


@pytest.mark.parametrize(("colour", "light_ink"), [("#111122", True), ("#FFEE88", False)])
def test_the_letter_on_a_colour_of_ones_own_can_be_read(colour: str, light_ink: bool) -> None:
    _fill, ink = theme.tenant_colours(colour)
    assert (ink.lightness() > 128) == light_ink


@pytest.mark.parametrize("role", ["body", "secondary", "mono"])
def test_an_x_between_digits_stays_an_x(qapp: QApplication, role: str) -> None:
    font = theme.font(role)
    together = QRawFont.fromFont(font).glyphIndexesForString("x")
    layout = QTextLayout("3x7", font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    drawn = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert drawn[1] == together[0]
