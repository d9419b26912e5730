"""The bar above everything: which company, which workspace, search, and the lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.language import translate
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import Separator, key_caps_width, paint_key_caps
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.focus_ring import FocusRing

KIND_WORDS = {
    ConnectionKind.PRODUCTION: translate("shell", "Production"),
    ConnectionKind.SANDBOX: translate("shell", "Sandbox"),
    ConnectionKind.DEMO: translate("shell", "Demo"),
}


class _ConnectionButton(QPushButton):
    """The company's letter on its colour, its name, what kind of tenant it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._connection: Connection | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setToolTip(self.tr("Switch the connection"))
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)
        self.show_connection(None)

    def show_connection(self, connection: Connection | None) -> None:
        self._connection = connection
        name = connection.name if connection else self.tr("No connection")
        words = f"{name}, {KIND_WORDS[connection.kind]}" if connection else name
        self.setAccessibleName(self.tr("Connection: {0}").format(words))
        self.updateGeometry()
        self.update()

    def _name(self) -> str:
        return self._connection.name if self._connection else self.tr("No connection")

    def _pill(self) -> str:
        return KIND_WORDS[self._connection.kind] if self._connection else ""

    def sizeHint(self) -> QSize:
        gap = theme.space.s
        width = theme.size("control") + gap
        width += min(220, paint.text_width(self._name(), theme.font("strong")) + 2)
        if self._pill():
            width += gap + paint.text_width(self._pill(), theme.font("caption_strong")) + 12
        return QSize(width + gap + theme.grown(12) + gap, theme.size("control_large"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("control") + 2 * theme.space.l, theme.size("control_large"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.isDown():
            paint.box(painter, self.rect(), theme.radius.control, theme.colour("hover"))
        side, gap = theme.size("control") - theme.space.xs, theme.space.s
        box = QRect(theme.space.xs, (self.height() - side) // 2, side, side)
        tint = theme.colour(colour_of(self._connection) if self._connection else "text3")
        paint.box(painter, box, theme.radius.control, tint)
        letter = (self._name().strip() or "?")[0].upper() if self._connection else "+"
        ink = theme.colour("on_tenant" if self._connection else "surface")
        paint.text(painter, box, letter, theme.font("strong"), ink, paint.CENTRE)
        pill = self._pill()
        pill_font = theme.font("caption_strong")
        pill_width = paint.text_width(pill, pill_font) + 12 if pill else 0
        left = box.right() + 1 + gap
        font = theme.font("strong")
        wide = paint.text_width(self._name(), font) + 2
        caret = theme.grown(12)
        room = self.width() - left - gap - caret - gap
        # Whose company it is says more than its kind, which its colour says too.
        if pill and room - pill_width - gap < min(wide, 2 * theme.size("control")):
            pill, pill_width = "", 0
        room -= pill_width + gap if pill else 0
        width = min(room, wide)
        if width > 0:
            spot = QRect(left, 0, width, self.height())
            paint.text(painter, spot, self._name(), font, theme.colour("text"))
            left += width + gap
        if pill and left + pill_width < self.width() - caret:
            tall = theme.size("kbd")
            area = QRect(left, (self.height() - tall) // 2, pill_width, tall)
            paint.box(painter, area, theme.radius.small, None, tint)
            paint.text(painter, area, pill, pill_font, tint, paint.CENTRE)
            left += pill_width + gap
        spot = QRect(left, (self.height() - caret) // 2, caret, caret)
        paint_icon(painter, "caret-down", spot, theme.colour("text2"), caret)


class _SearchBox(QPushButton):
    """Looks like a field, opens the palette: one search for everything."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Search or run a command"))
        # From the longest: the first that there is room for is shown.
        self._texts = (
            self.tr("Search users, profiles, commands"),
            self.tr("Search or command"),
            self.tr("Search"),
        )
        self.setToolTip(self.tr("Search users, profiles, panels and commands (Ctrl+K)"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        FocusRing(self, theme.radius.control)
        repaint_on_change(self)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setMaximumWidth(theme.size("palette") * 7 // 10)

    def sizeHint(self) -> QSize:
        return QSize(theme.size("palette") * 7 // 10, theme.size("control_large"))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.size("facet_popup") // 2, theme.size("control_large"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = theme.colour("hover" if self.underMouse() else "surface")
        paint.box(painter, self.rect(), theme.radius.control, fill, theme.colour("control"))
        glyph, gap = theme.size("icon"), theme.space.s
        area = self.rect().adjusted(theme.size("button_padding_x"), 0, -gap, 0)
        spot = QRect(area.left(), 0, glyph, self.height())
        paint_icon(painter, "magnifying-glass", spot, theme.colour("text2"), glyph)
        keys, font = ["Ctrl", "K"], theme.font("body")
        caps = key_caps_width(keys) + gap
        room = area.right() - spot.right() - gap
        # The keys give way before the words do.
        for text in self._texts:
            wide = paint.text_width(text, font)
            if wide <= room:
                break
        if wide + caps <= room:
            right = area.right() - key_caps_width(keys)
            paint_key_caps(painter, keys, right, self.height())
        words = QRect(spot.right() + gap, 0, room, self.height())
        paint.text(painter, words, text, font, theme.colour("text3"))


class TopBar(QFrame):
    """Emits what the user asks for; shows what it is told. Wears the open lock's tint."""

    connections_requested = Signal(QPoint)  # global position for the menu
    workspace_chosen = Signal(object)  # workspace id, None for all
    palette_requested = Signal()
    help_requested = Signal()
    settings_requested = Signal()
    lock_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._unlocked = False
        self.connection = _ConnectionButton(self)
        self.connection.clicked.connect(self._ask_connections)
        self._line = Separator(Qt.Orientation.Vertical, length=theme.size("control"))
        self.workspace = Button(self.tr("All workspaces"), kind="ghost", icon="stack", caret=True)
        self.workspace.clicked.connect(self._open_workspaces)
        self._workspaces: list[tuple[str, str]] = []
        self._workspace_id: str | None = None
        self.search = _SearchBox(self)
        self.search.clicked.connect(self.palette_requested)
        self.help = IconButton("question", self.tr("Shortcuts and help"), shortcut="F1")
        self.help.clicked.connect(self.help_requested)
        self.settings = IconButton("gear-six", self.tr("Settings"), shortcut="Ctrl+,")
        self.settings.clicked.connect(self.settings_requested)
        self.lock = Button(self.tr("Read-only"), icon="lock-simple-fill")
        self.lock.clicked.connect(self.lock_requested)

        row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.s, 0, theme.space.m, 0)
        row.setSpacing(theme.space.s)
        row.addWidget(self.connection)
        row.addWidget(self._line)
        row.addWidget(self.workspace)
        row.addStretch(1)
        row.addWidget(self.search, 4)
        row.addStretch(1)
        row.addWidget(self.help)
        row.addWidget(self.settings)
        row.addWidget(self.lock)
        repaint_on_change(self)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_lock(unlocked=False, detail="")

    # -- what is shown -------------------------------------------------------------------------

    def show_connection(self, connection: Connection | None) -> None:
        self.connection.show_connection(connection)
        self.workspace.setVisible(connection is not None)
        self._line.setVisible(connection is not None)
        self.lock.setVisible(connection is not None)
        self._make_room()

    def show_workspaces(self, workspaces: Sequence[tuple[str, str]], current: str | None) -> None:
        """(id, name) of each workspace, and the chosen one."""
        self._workspaces = list(workspaces)
        self._workspace_id = current
        name = dict(workspaces).get(current or "", self.tr("All workspaces"))
        self.workspace.setText(name)
        self.workspace.setAccessibleName(self.tr("Workspace: {0}").format(name))
        self._make_room()

    def show_lock(self, *, unlocked: bool, detail: str) -> None:
        """`detail` is said in the tooltip: when the lock closes by itself."""
        self._unlocked = unlocked
        self.lock.set_kind("unlocked" if unlocked else "secondary")
        self.lock.set_icon_name("lock-simple-open-fill" if unlocked else "lock-simple-fill")
        self.lock.setText(self.tr("Changes allowed") if unlocked else self.tr("Read-only"))
        self.lock.set_tooltip(
            self.tr("{0}. Click to go back to read-only (Ctrl+L)").format(detail)
            if unlocked
            else self.tr("Nothing can be changed. Click to allow changes (Ctrl+L)")
        )
        self._make_room()
        self.update()

    # -- inside --------------------------------------------------------------------------------

    def _ask_connections(self) -> None:
        below = QPoint(0, self.connection.height() + theme.space.xs)
        self.connections_requested.emit(self.connection.mapToGlobal(below))

    def _open_workspaces(self) -> None:
        from gong_admin.ui.widgets.popup import Menu

        menu = Menu(parent=self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for workspace_id, name in [(None, self.tr("All workspaces")), *self._workspaces]:
            chosen = workspace_id == self._workspace_id
            action = menu.add(name.replace("&", "&&"), checked=chosen)
            action.setData(workspace_id)
        menu.triggered.connect(self._workspace_triggered)
        menu.popup_below(self.workspace)

    def _workspace_triggered(self, action: QAction) -> None:
        self.workspace_chosen.emit(action.data())

    def _fit(self) -> None:
        self.setFixedHeight(theme.size("topbar"))
        self._make_room()

    def _make_room(self) -> None:
        """Whether something can be changed is read whole, before which workspaces are shown."""
        self.workspace.set_compact(False)
        row = self.layout()
        lacking = row is not None and row.minimumSize().width() > self.width()
        self.workspace.set_compact(lacking)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.connection.setMaximumWidth(max(120, event.size().width() // 4))
        self._make_room()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # A click on the bar itself takes the focus away from a field, as on a desktop.
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("unlocked_bar" if self._unlocked else "canvas"))
        line = theme.colour("unlocked_line" if self._unlocked else "separator")
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
