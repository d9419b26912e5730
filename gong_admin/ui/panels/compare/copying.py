"""Settings of one profile to many, and all staged edits at once: both through one review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from gong_admin.ui.context import PanelContext
from gong_admin.ui.panels.compare.view import CompareView

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter


class Copying(QObject):
    def __init__(
        self, context: PanelContext, view: CompareView, presenter: ComparePresenter
    ) -> None:
        super().__init__(view)
        self._context, self._view, self._presenter = context, view, presenter
        self.actions: list[QAction] = []

    def ask(self) -> None: ...
    def ask_from(self, profile_id: str) -> None: ...
    def save_all(self) -> None: ...
    def show_rest(self) -> None: ...
    def look_for_rest(self) -> None: ...
    def close(self) -> None: ...
