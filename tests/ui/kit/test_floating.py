"""Popups, menus and dialogs where windows can't be transparent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets import floating
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.dialog import Dialog
from gong_admin.ui.widgets.popup import Menu, Popup

Show = Callable[..., QWidget]


@pytest.fixture
def opaque(monkeypatch: pytest.MonkeyPatch) -> None:
    """A desktop that does not blend windows, as a bare X server is."""
    monkeypatch.setattr(floating, "blends_windows", lambda: False)


def colour_at(widget: QWidget, place: QPoint) -> QColor:
    return widget.grab().toImage().pixelColor(place)


@pytest.mark.usefixtures("opaque")
def test_a_popup_without_transparency_is_its_card_alone(shown: Show, qtbot: Any) -> None:
    button = Button("Status")
    window = shown(button)
    popup = Popup(button, width=200)
    qtbot.addWidget(popup)
    popup.body.addWidget(Label("Recorded"))
    popup.open_below(button)
    assert not popup.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    assert popup.width() == 202, "the card and its hairline"
    assert popup.mapToGlobal(popup.card().topLeft()).x() == button.mapToGlobal(QPoint(0, 0)).x()
    middle = QPoint(popup.width() // 2, 0)
    assert colour_at(popup, middle) == theme.colour("control")
    assert colour_at(popup, middle + QPoint(0, 2)) == theme.colour("raised")
    assert not popup.mask().contains(QPoint(0, 0)), "the corner would be black"
    assert popup.mask().contains(middle)
    popup.close()
    window.close()


@pytest.mark.usefixtures("opaque")
def test_a_dialog_and_a_menu_without_transparency_have_their_corners_cut(
    shown: Show, qtbot: Any
) -> None:
    window = shown(Label("Behind"), width=900, height=600)
    dialog = Dialog(window, "Settings")
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.card() == dialog.rect().adjusted(1, 1, -1, -1)
    assert not dialog.mask().contains(QPoint(0, 0))
    dialog.reject()
    menu = Menu(parent=window)
    menu.add("Copy")
    menu.popup(window.mapToGlobal(QPoint(10, 10)))
    assert not menu.mask().contains(QPoint(0, 0))
    menu.close()


def test_a_menu_at_the_right_edge_stays_inside_its_window(shown: Show) -> None:
    button = Button("Export")
    window = shown(button, width=600)
    button.setParent(window)
    button.show()
    button.move(window.width() - button.width(), 0)
    menu = Menu(parent=button)
    menu.add("All 1,200 shown as comma-separated values")
    button.set_menu(menu)
    button.click()
    edge = button.mapToGlobal(QPoint(button.width(), 0)).x()
    assert menu.x() + menu.width() == edge
    menu.close()
