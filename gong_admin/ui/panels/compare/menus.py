"""The menu of a profile's column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QGuiApplication

from gong_admin.runtime.language import translate
from gong_admin.ui.widgets.popup import Menu

if TYPE_CHECKING:
    from gong_admin.ui.panels.compare.presenter import ComparePresenter


class ColumnMenu(QObject):
    """What can be done with a profile that is compared."""

    def __init__(self, presenter: ComparePresenter) -> None:
        super().__init__(presenter.view)
        self._presenter = presenter
        self._menu: Menu | None = None

    def open(self, column: int, place: QPoint) -> None:
        """Show the menu of the profile in a column."""
        presenter = self._presenter
        if not 0 <= column < len(presenter.matrix.profiles):
            return
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = Menu(parent=presenter.view)
        profile = presenter.matrix.profiles[column]
        base = translate("compare", "It is the baseline") if column == 0 else ""
        alone = (
            translate("compare", "It is the only one")
            if len(presenter.matrix.profiles) == 1
            else ""
        )
        for what, words, icon, reason in (
            ("baseline", translate("compare", "Make it the baseline"), "push-pin", base),
            ("copy", translate("compare", "Copy its settings to…"), "copy", ""),
            ("nearest", translate("compare", "Find what is most like it"), "intersect", alone),
            ("open", translate("compare", "Open the profile"), "shield-check", ""),
            ("leave", translate("compare", "Leave it out"), "x", base or alone),
            ("id", translate("compare", "Copy the profile id"), "identification-card", ""),
        ):
            action = menu.add(words, icon=icon, disabled_because=reason)
            action.setData((what, profile.id))
            action.triggered.connect(self._chosen)
        menu.popup(place)

    def _chosen(self) -> None:
        action, presenter = self.sender(), self._presenter
        if not isinstance(action, QAction):
            return
        what, profile_id = action.data()
        if what == "baseline":
            presenter.set_baseline(profile_id)
        elif what == "copy":
            presenter.copying.ask_from(profile_id)
        elif what == "nearest":
            presenter.alike.open_for(profile_id)
        elif what == "open":
            presenter.context.navigate("profiles", profile_id)
        elif what == "leave":
            presenter.leave_out(profile_id)
        else:
            QGuiApplication.clipboard().setText(profile_id)
            presenter.context.toast(translate("compare", "Copied the profile id"))
