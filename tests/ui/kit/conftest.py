"""The kit's tests run in the product's theme, light unless they ask otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from gong_admin.ui.theme import apply_theme

W = TypeVar("W", bound=QWidget)


@pytest.fixture(autouse=True)
def themed(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


@pytest.fixture
def shown(qtbot: Any) -> Callable[..., QWidget]:
    """Puts widgets into one window, shows and activates it, and gives the window."""

    windows: list[QWidget] = []  # qtbot holds them weakly

    def show(*widgets: QWidget, width: int = 600, height: int = 400) -> QWidget:
        window = QWidget()
        column = QVBoxLayout(window)
        for widget in widgets:
            column.addWidget(widget)
        window.resize(width, height)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return show
