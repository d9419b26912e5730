"""The list of requests sent before, below the button that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.runtime.language import translate
from gong_admin.ui.panels.console.history import Sent
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.popup import Popup
from gong_admin.ui.widgets.side_list import SideItem, SideList

_WIDTH, _HIGHEST = 360, 420
_TITLES = {op.id: op.title for op in CATALOGUE}


class HistoryPopup(Popup):
    """`chosen(Sent)` fills the form again; `cleared` forgets all."""

    chosen = Signal(object)
    cleared = Signal()

    def __init__(self, entries: Sequence[Sent], parent: QWidget) -> None:
        super().__init__(parent, width=_WIDTH)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = list(entries)
        self.list = SideList(self.tr("Requests sent before"), self.tr("Filter requests"))
        self.list.setProperty("pane", "none")
        self.list.set_items(
            [
                SideItem(str(place), _TITLES.get(sent.operation, sent.operation), _facts(sent))
                for place, sent in enumerate(self._entries)
            ]
        )
        self.list.setFixedHeight(min(_HIGHEST, self.list.height_of_all()))
        self.list.chosen.connect(self._chosen)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.space.m, theme.space.s, theme.space.m, theme.space.s)
        words = self.tr("Privacy operations are never kept")
        foot.addWidget(
            Label(words if entries else self.tr("Nothing has been sent yet"), "secondary"), 1
        )
        clear = LinkButton(self.tr("Forget all"))
        foot.addWidget(clear)
        clear.setVisible(bool(entries))
        clear.clicked.connect(self._clear)
        self.body.addWidget(self.list)
        self.body.addWidget(Separator())
        self.body.addLayout(foot)
        self.list.filter_field.setFocus()

    def _chosen(self, key: str) -> None:
        self.chosen.emit(self._entries[int(key)])
        self.close()

    def _clear(self) -> None:
        self.cleared.emit()
        self.close()


def _facts(sent: Sent) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(sent.moment.timestamp()))
    when = QLocale().toString(moment, "d MMM, HH:mm")
    parts = [when, sent.outcome]
    if sent.seconds is not None:
        parts.append(translate("console", "{0:,.0f} ms").format(sent.seconds * 1000))
    return "  ·  ".join(part for part in parts if part)
