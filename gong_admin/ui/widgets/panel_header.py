"""The head of every panel: title, what is shown and how old it is, refresh, export, the act."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gong_admin.runtime.language import translate
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Pane
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.laid_out import laid_out_widgets
from gong_admin.ui.widgets.pill import Pill, Tone

_TICK_MS = 20_000


def age_text(read_at: datetime, now: datetime) -> str:
    """How long ago something was read, as one says it: "2 min ago"."""
    seconds = max(0, int((now - read_at).total_seconds()))
    if seconds < 10:
        return translate("widgets", "just now")
    if seconds < 60:
        return translate("widgets", "{0} s ago").format(seconds // 10 * 10)
    if seconds < 3600:
        return translate("widgets", "{0} min ago").format(seconds // 60)
    if seconds < 86_400:
        return translate("widgets", "{0} h ago").format(seconds // 3600)
    return translate("widgets", "{0} days ago").format(seconds // 86_400)


class PanelHeader(Pane):
    """Title and facts at the left, at the right refresh and whatever the panel adds.

    `set_data("1,284 users", read_at)` counts the age on by itself. `export_button` is hidden
    until it is given a menu. `add_action` puts a button at the right end: the main act last.
    """

    refresh_requested = Signal()

    def __init__(
        self, title: str, *, refreshable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__("surface", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._facts = ""
        self._read_at: datetime | None = None
        self._title = ElidedLabel(title, "title")
        self._title.setAccessibleName(title)
        self._caption = ElidedLabel("", "secondary")
        self._pill = Pill()
        self._pill.hide()
        self.refresh_button = IconButton("arrows-clockwise", self.tr("Refresh"), shortcut="F5")
        self.refresh_button.clicked.connect(self.refresh_requested)
        self.refresh_button.setVisible(refreshable)
        self.export_button = Button(self.tr("Export"), icon="download-simple", caret=True)
        self.export_button.hide()
        self._row = QHBoxLayout(self)
        edge = theme.size("edge_padding_x")
        self._row.setContentsMargins(edge, 14, edge, 12)
        self._row.setSpacing(theme.space.s)
        self._row.addWidget(self._title)
        self._row.addSpacing(theme.space.xs)
        self._row.addWidget(self._caption)
        self._row.addWidget(self._pill)
        self._row.addStretch(1)
        self._row.addWidget(self.refresh_button)
        self._row.addWidget(self.export_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._tell)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self._title.setAccessibleName(title)
        self._fit()

    def title(self) -> str:
        return self._title.whole_text()

    def set_data(self, facts: str, read_at: datetime | None = None) -> None:
        """What is shown ("1,284 users") and when it was read (with a time zone), None where no
        moment is known."""
        self._facts, self._read_at = facts, read_at
        if read_at is None:
            self._timer.stop()
        else:
            self._timer.start()
        self._tell()

    def set_busy(self, busy: bool) -> None:
        """No second refresh while one runs."""
        self.refresh_button.set_disabled_because(self.tr("Reading…") if busy else "")

    def set_state(
        self, words: str, tone: Tone = "warn", why: str = "", icon: str | None = None
    ) -> None:
        """A pill behind the facts: "Incomplete", "Stale"; "" takes it away. Without `icon` it has
        the tone's own."""
        self._pill.set_state(words, tone, icon)
        self._pill.setToolTip(why)
        self._pill.setVisible(bool(words))
        self._fit()

    def add_beside_title(self, button: QWidget) -> None:
        """Put a control right behind the title."""
        self._row.insertWidget(1, button)

    def add_action(self, button: QWidget) -> None:
        """Put a control at the right end."""
        self._row.addWidget(button)
        self._fit()

    # -- in a narrow panel -------------------------------------------------------------------

    def _fit(self) -> None:
        """Where there is no room for all words, export and its like show their icons alone; then
        the main act too. Title and facts are worth more."""
        buttons = [
            widget
            for widget in laid_out_widgets(self._row)
            if isinstance(widget, Button) and not widget.isHidden()
        ]
        spare = self.width() - self._needed()
        spare -= sum(button.full_width() for button in buttons)
        for button in sorted(buttons, key=Button.is_primary):
            button.set_compact(spare < 0)
            if spare < 0:
                spare += button.full_width() - button.sizeHint().width()
        # The title is cut last of all.
        self._caption.setMaximumWidth(max(0, self._caption_share() + spare))

    def _needed(self) -> int:
        """Pixels for everything but the buttons with words."""
        edges = self._row.contentsMargins()
        total = edges.left() + edges.right() + theme.space.xs
        for widget in laid_out_widgets(self._row):
            if not widget.isHidden():
                total += self._row.spacing()
                hint = widget.sizeHint().width()
                if widget is self._caption:
                    total += self._caption_share()
                elif not isinstance(widget, Button):
                    total += hint
        return total

    def _caption_share(self) -> int:
        """Pixels that the facts are worth having beside words on buttons."""
        return min(self._caption.sizeHint().width(), theme.size("side_list") // 2)

    def minimumSizeHint(self) -> QSize:
        # The words of its buttons are no reason for a panel to be wide.
        return QSize(theme.size("side_list"), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def caption(self) -> str:
        return self._caption.whole_text()

    def _tell(self) -> None:
        parts = [self._facts] if self._facts else []
        if self._read_at is not None:
            parts.append(age_text(self._read_at, datetime.now(UTC)))
        self._caption.setText(" · ".join(parts))
        self._fit()
