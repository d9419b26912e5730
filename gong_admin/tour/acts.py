"""What is done on the tour: each function makes one act of a step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QWidget,
)

from gong_admin.tour.guide import Guide
from gong_admin.tour.step import Act, Lost, Sight
from gong_admin.ui.picture import floating_above

# -- in the window -------------------------------------------------------------------------------


def go(panel: str, record: str | None = None) -> Act:
    """Open a panel, on a record of it where one is named."""

    async def act(guide: Guide) -> None:
        guide.bench.navigate(panel, record)

    return act


def command(key: str) -> Act:
    """Run one of the window's commands, as its shortcut does."""

    async def act(guide: Guide) -> None:
        guide.bench.window.commands[key].trigger()

    return act


def do(words: str) -> Act:
    """Run an action of the panel in front, as the palette does."""

    async def act(guide: Guide) -> None:
        _action(guide, words).trigger()

    return act


def press(words: str) -> Act:
    """Click the button that says `words`."""

    async def act(guide: Guide) -> None:
        button = guide.find(QAbstractButton, words)
        if not button.isEnabled():
            raise Lost(f"the button “{words}” is off")
        button.click()

    return act


def tab(words: str) -> Act:
    """Choose the tab that begins with `words`."""

    async def act(guide: Guide) -> None:
        bar, index = guide.tab(words)
        bar.setCurrentIndex(index)

    return act


def type_into(field: str, text: str) -> Act:
    """Type `text` into the field that says `field`, in place of what is in it."""

    async def act(guide: Guide) -> None:
        edit = guide.find(QLineEdit, field)
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        edit.selectAll()
        for character in text:
            _send(edit, 0, character)

    return act


def press_key(key: Qt.Key) -> Act:
    """Press a key in whatever has the keyboard."""

    async def act(guide: Guide) -> None:
        top = guide.top()
        _send(top.focusWidget() or top, key)

    return act


def filter_by(text: str) -> Act:
    """Type into the filter of the table."""

    async def act(guide: Guide) -> None:
        guide.table.filter_bar.set_text(text)

    return act


def choose(facet: str, *labels: str) -> Act:
    """Tick values of a facet, by the words on them."""

    async def act(guide: Guide) -> None:
        table = guide.table
        offered = {count.label: count.value for count in table.model.facet_counts(facet)}
        missing = [label for label in labels if label not in offered]
        if missing:
            raise Lost(f"the facet {facet} offers {', '.join(offered)}, not {', '.join(missing)}")
        table.filter_bar.set_facet(facet, frozenset(offered[label] for label in labels))

    return act


def choose_most_frequent(facet: str, count: int = 1) -> Act:
    """Tick the values of a facet that most rows have."""

    async def act(guide: Guide) -> None:
        table = guide.table
        values = [found.value for found in table.model.facet_counts(facet)]
        table.filter_bar.set_facet(facet, frozenset(values[:count]))

    return act


def open_facet(facet: str) -> Act:
    """Open the list of values of a facet."""

    async def act(guide: Guide) -> None:
        if guide.table.filter_bar.open_facet(facet) is None:
            raise Lost(f"there is no facet {facet}")

    return act


def select(row: int = 0) -> Act:
    """Select a row of the table."""

    async def act(guide: Guide) -> None:
        if row >= guide.table.model.rowCount():
            raise Lost(f"the table has no row {row}")
        guide.table.view.select_row(row)

    return act


async def clear_filter(guide: Guide) -> None:
    """Take all filters of the table away."""
    guide.table.filter_bar.clear()


async def dismiss(guide: Guide) -> None:
    """Close popups and dialogs as Esc does, the one in front first."""
    window = guide.bench.window
    for _ in range(8):
        floating = floating_above(window)
        if not floating:
            return
        top = floating[-1]
        _send(top, Qt.Key.Key_Escape)
        await guide.settled()
        if top in floating_above(window):
            top.close()
            await guide.settled()
    raise Lost("a dialog does not close")


def resize(width: int, height: int) -> Act:
    """Make the window another size; every step begins with the tour's own."""

    async def act(guide: Guide) -> None:
        guide.bench.window.resize(width, height)

    return act


def settings(**values: Any) -> Act:
    """Change settings of the program."""

    async def act(guide: Guide) -> None:
        guide.app.settings.update(**values)

    return act


def wait(sight: Sight, seconds: float = 20.0) -> Act:
    """Wait for something on the way."""

    async def act(guide: Guide) -> None:
        await guide.until(sight, seconds)

    return act


def choose_item(text: str) -> Act:
    """Choose the first entry of a list or tree that contains `text`."""

    async def act(guide: Guide) -> None:
        contains = Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive
        for view in guide.visible(QAbstractItemView):
            model = view.model()
            if model is None or not model.rowCount():
                continue
            found = model.match(model.index(0, 0), Qt.ItemDataRole.DisplayRole, text, 1, contains)
            if found:
                view.setCurrentIndex(found[0])
                view.scrollTo(found[0])
                return
        raise Lost(f"no list has an entry “{text}”")

    return act


async def look(_guide: Guide) -> None:
    """Do nothing: what is to be seen is there already."""


# -- to the sandbox ------------------------------------------------------------------------------


def open_company(users: int) -> Act:
    """Start a company of that size and open it in place of the one before."""

    async def act(guide: Guide) -> None:
        await guide.open_company(users)

    return act


def faults(**faults: Any) -> Act:
    """Have the sandbox fail in these ways and no others; `server_error` is "server-error"."""

    async def act(guide: Guide) -> None:
        await guide.faults({name.replace("_", "-"): rate for name, rate in faults.items()})

    return act


async def no_faults(guide: Guide) -> None:
    """Have the sandbox work again."""
    await guide.faults({})


def reopen(panel: str) -> Act:
    """Open the company anew, on a panel: nothing of it has been read."""

    async def act(guide: Guide) -> None:
        await guide.reopen()
        guide.bench.navigate(panel)

    return act


def control(path: str, body: Any) -> Act:
    """Tell the sandbox something under `/_sandbox/`."""

    async def act(guide: Guide) -> None:
        await guide.control(path, body)

    return act


# -- inside --------------------------------------------------------------------------------------


def _action(guide: Guide, words: str) -> QAction:
    presenter = guide.bench.current
    actions = presenter.actions() if presenter is not None else ()
    for action in actions:
        if action.text().replace("&", "") == words:
            if not action.isEnabled():
                raise Lost(f"the action “{words}” is off")
            return action
    raise Lost(f"the panel has no action “{words}”")


def _send(widget: QWidget, key: Qt.Key | int, text: str = "") -> None:
    none = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, int(key), none, text))
