"""The menu below the connection in the top bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.ui.shell.top_bar import KIND_WORDS
from gong_admin.ui.widgets.popup import Menu


def connections_menu(
    parent: QWidget,
    connections: Sequence[Connection],
    current: Connection | None,
    switch: Callable[[str], None],
    commands: Sequence[QAction | None],
) -> Menu:
    """The saved connections, the open one ticked, and below them `commands` (None is a line)."""
    menu = Menu(parent=parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    listed = list(connections)
    if current is not None and current.kind is ConnectionKind.DEMO:
        listed.append(current)
    for connection in listed:
        words = f"{connection.name} ({KIND_WORDS[connection.kind].lower()})"
        is_open = current is not None and connection.id == current.id
        action = menu.add(words.replace("&", "&&"), checked=is_open)
        action.setData("" if is_open else connection.id)

    def chosen(action: QAction) -> None:
        # The one that is open stays open.
        if isinstance(action.data(), str) and action.data():
            switch(action.data())

    menu.triggered.connect(chosen)
    if listed:
        menu.addSeparator()
    for command in commands:
        if command is None:
            menu.addSeparator()
        elif command.isEnabled():
            entry = menu.add(
                command.text().replace("&", "&&"), shortcut=command.shortcut().toString()
            )
            entry.triggered.connect(command.trigger)
    return menu
