"""How the Snapshots panel looks: snapshots at the left, what has changed since in the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction

from gong_admin.models.record_table import RecordTableModel
from gong_admin.runtime.language import translate
from gong_admin.runtime.settings import Settings
from gong_admin.ui.list_panel import ListPanelView
from gong_admin.ui.panels.snapshots.detail import SnapshotDetail
from gong_admin.ui.table.host import TableHost
from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.offer_bar import OfferBar
from gong_admin.ui.widgets.popup import Menu, set_disabled_because
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.states import Reason, StateAction


class SnapshotsView(ListPanelView):
    """`chosen(key)` from the list; `asked(what)`: "take", "daily", "note", "pin", "copy",
    "folder", "delete", "import", "restore", "restore-all", "now", "members" or "elsewhere";
    `compared_with(key)`: with another snapshot."""

    chosen = Signal(str)
    asked = Signal(str)
    compared_with = Signal(str)

    def __init__(self, model: RecordTableModel[Any], host: TableHost, settings: Settings) -> None:
        table = RecordTable(
            model,
            host,
            table_id="snapshots",
            name=translate("snapshots", "Differences"),
            unit=translate("snapshots", "differences"),
            placeholder=translate("snapshots", "Filter differences"),
        )
        self.side = SideList(
            translate("snapshots", "Snapshots"), translate("snapshots", "Filter snapshots")
        )
        self.take_button = IconButton(
            "camera", translate("snapshots", "Take a snapshot"), outlined=True
        )
        self.take_button.setProperty("act", "take")
        self.side.add_button(self.take_button)
        self.offer = OfferBar()
        self.snapshot_detail = SnapshotDetail()
        super().__init__(
            translate("snapshots", "Snapshots"),
            table,
            self.snapshot_detail,
            settings,
            "snapshots",
            notes=(self.offer,),
            side=self.side,
        )
        # Only now is there a signal of this object to pass it on to.
        self.side.chosen.connect(self.chosen)
        self._offered = ""
        self._none_costs = ""  # what is said to cost so much where there is no snapshot
        self.offer.accepted.connect(self._accept_offer)
        self.take_button.clicked.connect(self._act)
        self.compare_button = Button(self.tr("Compare"), icon="columns", caret=True)
        self._compare_menu = Menu(parent=self)
        self.compare_button.set_menu(self._compare_menu)
        self.restore_button = Button(self.tr("Restore"), icon="clock-counter-clockwise", caret=True)
        self._restore_menu = Menu(parent=self)
        self.restore_button.set_menu(self._restore_menu)
        self.more_button = IconButton("dots-three", self.tr("More"))
        self.more_button.clicked.connect(self._open_more)
        self._more_menu = Menu(parent=self)
        for control in (self.compare_button, self.restore_button, self.more_button):
            self.header.add_action(control)
        self.header.add_action(self.detail_button)  # stays at the right end
        self._keys: dict[str, QAction] = {}
        self._make_actions()

    # -- actions -------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        more, restore = self._more_menu, self._restore_menu
        self._add(more, "take", self.tr("Take a snapshot…"), "camera")
        self._add(more, "daily", self.tr("Daily snapshots…"), "calendar-check")
        self._add(more, "import", self.tr("Make a profile from a file…"), "file-plus")
        more.addSeparator()
        self._add(more, "pin", self.tr("Pin this snapshot"), "push-pin")
        self._add(more, "note", self.tr("Note on this snapshot…"), "note-pencil")
        self._add(more, "copy", self.tr("Copy this snapshot to…"), "copy")
        self._add(more, "folder", self.tr("Open its folder"), "folder-open")
        more.addSeparator()
        self._add(more, "delete", self.tr("Delete this snapshot…"), "trash", danger=True)
        self._add(restore, "restore", self.tr("Restore what is selected…"), "check-square")
        self._add(restore, "restore-all", self.tr("Restore all profiles…"), "stack")

    def _add(
        self, menu: Menu, key: str, words: str, glyph: str, *, danger: bool = False
    ) -> QAction:
        action = menu.add(words, icon=glyph, danger=danger)
        action.setProperty("act", key)
        action.triggered.connect(self._act)
        self._keys[key] = action
        return action

    def action(self, key: str) -> QAction:
        return self._keys[key]

    def actions_of_panel(self) -> list[QAction]:
        """All that can be done, for the command palette."""
        return [*self._keys.values(), *self.table.table_actions()]

    def set_disabled(self, key: str, reason: str) -> None:
        """Switch an action off and say why; "" switches it on."""
        set_disabled_because(self._keys[key], reason)

    def set_pinned(self, pinned: bool) -> None:
        words = self.tr("Unpin this snapshot") if pinned else self.tr("Pin this snapshot")
        self._keys["pin"].setText(words)

    def show_choices(self, others: Sequence[tuple[str, str]], current: str, now: str) -> None:
        """With what the snapshot can be compared: keys and titles of other snapshots; `now` says
        what comparing with Gong costs. `current` is a key, "now" or "elsewhere"."""
        menu = self._compare_menu
        menu.clear()
        action = menu.add(self.tr("With Gong as it is now"), checked=current == "now")
        action.setToolTip(now)
        action.setProperty("act", "now")
        action.triggered.connect(self._act)
        if others:
            menu.addSeparator()
        for key, title in others:
            action = menu.add(self.tr("With {0}").format(title), checked=current == key)
            action.setProperty("other", key)
            action.triggered.connect(self._compare)
        menu.addSeparator()
        words = self.tr("With a snapshot in another folder…")
        action = menu.add(words, checked=current == "elsewhere")
        action.setProperty("act", "elsewhere")
        action.triggered.connect(self._act)

    def _act(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.asked.emit(str(sender.property("act")))

    def _compare(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.compared_with.emit(str(sender.property("other")))

    def _open_more(self) -> None:
        button = self.more_button
        self._more_menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    # -- what is shown -------------------------------------------------------------------------

    def show_snapshots(self, items: Sequence[SideItem], chosen: str) -> None:
        """Fill the list; without any, there is nothing but the way to the first one."""
        self.side.set_items(items)
        self.side.choose(chosen)
        some = bool(items)
        self.side.setVisible(some)
        self.table.filter_bar.setVisible(some)
        for control in (self.compare_button, self.restore_button, self.header.export_button):
            control.setVisible(some)
        self.header.refresh_button.setVisible(some)

    def show_offer(self, act: str, title: str, text: str, words: str) -> None:
        """Offer something that costs calls; `act` "" takes the offer away."""
        self._offered = act
        if act:
            self.offer.offer(title, text, words)
        else:
            self.offer.hide()

    def _accept_offer(self) -> None:
        if self._offered:
            self.asked.emit(self._offered)

    def say_none(self, cost: str) -> None:
        """There is no snapshot yet; called with everything that is read meanwhile."""
        if cost == self._none_costs:
            return
        self._none_costs = cost
        self.table.set_empty(
            self.tr("No snapshots yet"),
            icon="camera",
            reasons=[
                Reason(
                    "clock-counter-clockwise",
                    self.tr("Gong remembers nothing"),
                    self.tr(
                        "A snapshot keeps every permission profile as it is today. Later you see "
                        "what has changed, and can bring it back."
                    ),
                ),
                Reason("gauge", self.tr("What one costs"), self.tr("{0}.").format(cost)),
            ],
            actions=[
                StateAction("take", self.tr("Take a snapshot"), "camera", primary=True),
                StateAction("daily", self.tr("One every day…"), "calendar-check"),
            ],
        )

    def say(self, title: str, icon: str, what: str = "", text: str = "") -> None:
        """Say why there are no rows: nothing differs, or nothing has been compared yet."""
        self._none_costs = ""
        reasons = [Reason("equals", what, text)] if what else []
        self.table.set_empty(title, icon=icon, reasons=reasons)
