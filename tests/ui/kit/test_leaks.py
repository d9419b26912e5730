"""Every widget of the gallery goes away whole: nothing of it stays behind or keeps listening."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import SIGNAL, QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin.ui.theme import apply_theme, theme
from tests.ui.kit.gallery import SHEETS


def _listeners() -> int:
    return theme.receivers(SIGNAL("changed()"))


def _flush() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_of_a_sheet_stays_behind(qapp: QApplication, sheet: str) -> None:
    build, size = SHEETS[sheet]
    _flush()
    before = _listeners()
    root = build()
    root.resize(*size)
    root.show()
    QApplication.processEvents()
    apply_theme(qapp, "dark")
    root.grab()
    kept = [weakref.ref(widget) for widget in root.findChildren(QWidget)]
    assert len(kept) > 3
    assert _listeners() > before
    root.close()
    root.deleteLater()
    del root
    _flush()
    assert _listeners() == before
    assert not [ref() for ref in kept if ref() is not None]
