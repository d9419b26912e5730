"""Somebody who presses everything, in no order: the same way each time for the same seed."""

from __future__ import annotations

import random
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QToolButton,
    QWidget,
)

from gong_admin.ui.table.record_table import RecordTable
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.workbench import Workbench

FAULTS = (
    "rate-limit",
    "rate-limit-hours",
    "server-error",
    "drop",
    "truncate",
    "html",
    "cursor-expired",
    "cursor-loop",
    "missing-scope",
    "revoked-key",
    "ignored-setting",
)
_KEYS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Escape,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_F1,
    Qt.Key.Key_F5,
    Qt.Key.Key_Menu,
)
_WITH_CONTROL = "ACEFKLVXZ123456789,"
_PLAIN, _SHIFT, _CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
_WORDS = ("a", "an", "zzz", "200", "@", "sales", " ", "(", "\\", "%s", "-1", "2026-01-01")
_REMEMBERED = 40


class Monkey:
    """Acts on one window and its sandbox. `done` has the last steps, for whoever looks into what
    broke."""

    def __init__(self, seed: int, bench: Workbench, gong: Any, reopen: Callable[[], None]) -> None:
        self.done: deque[str] = deque(maxlen=_REMEMBERED)
        self._dice = random.Random(seed)
        self._bench = bench
        self._gong = gong
        self._reopen = reopen
        self._acts: list[tuple[int, Callable[[], str]]] = [
            (30, self._press_something),
            (14, self._hit_a_key),
            (8, self._click_anywhere),
            (8, self._go_somewhere),
            (8, self._click_a_cell),
            (6, self._sort),
            (5, self._type),
            (5, self._resize),
            (5, self._change_faults),
            (4, self._filter_facet),
            (4, self._run_a_command),
            (4, self._run_an_action),
            (3, self._choose_a_workspace),
            (3, self._turn_the_wheel),
            (2, self._dress_anew),
            (2, self._escape_all),
            (1, self._leave),
        ]

    def step(self) -> bool:
        """Do one thing, and let the window answer. False where that may take its time: Qt dresses
        every widget anew."""
        if self._bench.session is None:
            self._gong.control("faults", method="DELETE")
            self._reopen()
        act = self._dice.choices([a for _, a in self._acts], [w for w, _ in self._acts])[0]
        self.done.append(act.__name__.strip("_"))
        self.done[-1] += f": {act()}"
        for _ in range(self._dice.choice((0, 1, 1, 3))):
            QApplication.processEvents()
        return act != self._dress_anew

    # -- pressing ------------------------------------------------------------------------------

    def _top(self) -> QWidget:
        """What takes a click now: a menu, a dialog, or the window. The system's own dialog for
        files is closed: in it files could be deleted."""
        for window in QApplication.topLevelWidgets():
            for dialog in [window, *window.findChildren(QFileDialog)]:
                if isinstance(dialog, QFileDialog) and dialog.isVisible():
                    dialog.reject()
        top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        return top if top is not None and top.isVisible() else self._bench.window

    def _widgets(self, kind: type[Any]) -> list[Any]:
        found = [w for w in self._top().findChildren(kind) if w.isVisible() and w.isEnabled()]
        return [w for w in found if w.width() > 2 and w.height() > 2]

    def _press_something(self) -> str:
        buttons = self._widgets(QAbstractButton)
        if not buttons:
            return ""
        button = self._dice.choice(buttons)
        name = _name(button)
        _let_go_of_menu(button)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return name

    def _click_anywhere(self) -> str:
        widgets = self._widgets(QWidget)
        if not widgets:
            return ""
        widget = self._dice.choice(widgets)
        spot = self._spot(widget)
        name = _name(widget)
        button = self._dice.choice((Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton))
        _let_go_of_menu(widget)
        if self._dice.random() < 0.2:
            QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=spot)
        else:
            QTest.mouseClick(widget, button, self._modifier(), spot)
        return f"{name} at {spot.toTuple()} {button.name}"

    def _click_a_cell(self) -> str:
        views = self._widgets(QAbstractItemView)
        if not views:
            return ""
        view = self._dice.choice(views)
        spot = self._spot(view.viewport())
        name = _name(view)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, self._modifier(), spot)
        return name

    def _sort(self) -> str:
        headers = self._widgets(QHeaderView)
        if not headers:
            return ""
        header = self._dice.choice(headers)
        spot = self._spot(header.viewport())
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, self._modifier(), spot)
        return str(spot.x())

    def _turn_the_wheel(self) -> str:
        views = self._widgets(QAbstractItemView)
        if views:
            view = self._dice.choice(views).viewport()
            spot, turn = self._spot(view), QPoint(0, self._dice.choice((-960, -120, 120, 960)))
            event = QWheelEvent(
                spot.toPointF(),
                view.mapToGlobal(spot).toPointF(),
                QPoint(),
                turn,
                Qt.MouseButton.NoButton,
                _PLAIN,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(view, event)
        return ""

    # -- keys ----------------------------------------------------------------------------------

    def _hit_a_key(self) -> str:
        target = QApplication.focusWidget() or self._top()
        if self._dice.random() < 0.3:
            key = self._dice.choice(_WITH_CONTROL)
            QTest.keyClick(target, key, _CONTROL)
            return f"Ctrl+{key}"
        code = self._dice.choice(_KEYS)
        QTest.keyClick(target, code, self._dice.choice((_PLAIN, _PLAIN, _PLAIN, _SHIFT)))
        return code.name

    def _type(self) -> str:
        word = self._dice.choice(_WORDS)
        fields = self._widgets(QLineEdit)
        if fields:
            field = self._dice.choice(fields)
            if self._dice.random() < 0.5:
                field.clear()
            QTest.keyClicks(field, word)
        return word

    def _escape_all(self) -> str:
        for _ in range(4):
            QTest.keyClick(QApplication.focusWidget() or self._top(), Qt.Key.Key_Escape)
        return ""

    # -- going about ---------------------------------------------------------------------------

    def _go_somewhere(self) -> str:
        bench, dice = self._bench, self._dice
        key = dice.choice(list(bench.panel_titles()))
        records = bench.data.by_name(key).records if hasattr(bench.data, key) else []
        target = None
        if records and dice.random() < 0.4:
            record = dice.choice(records)
            target = getattr(record, "id", None) or getattr(record, "tracker_id", None)
        elif dice.random() < 0.1:
            target = "4711"
        bench.navigate(key, target)
        return f"{key} {target}"

    def _run_a_command(self) -> str:
        commands = [c for c in self._bench.window.commands if c.action.isEnabled()]
        command = self._dice.choice(commands)
        command.action.trigger()
        return command.title

    def _run_an_action(self) -> str:
        presenter = self._bench.current
        actions = [a for a in presenter.actions() if a.isEnabled()] if presenter else []
        if not actions:
            return ""
        action = self._dice.choice(actions)
        words = action.text()
        action.trigger()
        return words

    def _filter_facet(self) -> str:
        table = getattr(getattr(self._bench.current, "view", None), "table", None)
        keys = list(table.filter_bar.facet_buttons) if isinstance(table, RecordTable) else []
        if not keys:
            return ""
        key = self._dice.choice(keys)
        column = table.model.columns[table.model.column_number(key)]
        values = {value for record in table.model.shown()[:3] for value in column.facets_of(record)}
        table.filter_bar.set_facet(key, frozenset(values))
        return key

    def _choose_a_workspace(self) -> str:
        known = [None, *(w.id for w in self._bench.data.workspaces.records)]
        self._bench.window.top_bar.workspace_chosen.emit(self._dice.choice(known))
        return ""

    def _leave(self) -> str:
        self._bench.close_connection()
        return ""

    # -- the surroundings ----------------------------------------------------------------------

    def _resize(self) -> str:
        width, height = self._dice.randint(640, 1800), self._dice.randint(400, 1100)
        self._bench.window.resize(width, height)
        return f"{width} x {height}"

    def _dress_anew(self) -> str:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        scheme = self._dice.choice(("light", "dark"))
        scale = self._dice.choice((0.8, 1.0, 1.0, 1.5, 2.0))
        apply_theme(app, scheme, text_scale=scale)
        density = self._dice.choice(("comfortable", "compact"))
        self._bench.services.settings.update(density=density)
        return f"{scheme} {scale} {density}"

    def _change_faults(self) -> str:
        if self._dice.random() < 0.5:
            self._gong.control("faults", method="DELETE")
            return "none"
        fault = self._dice.choice(FAULTS)
        chance = self._dice.choice((0.2, 0.5, 1))
        self._gong.control("faults", {fault: chance})
        if self._dice.random() < 0.3:
            self._gong.control("faults", {"latency": {"rate": 0.5, "seconds": 1.0}})
        return f"{fault} {chance}"

    def _spot(self, widget: QWidget) -> QPoint:
        return QPoint(
            self._dice.randrange(max(1, widget.width())),
            self._dice.randrange(max(1, widget.height())),
        )

    def _modifier(self) -> Qt.KeyboardModifier:
        return self._dice.choice((_PLAIN, _PLAIN, _PLAIN, _SHIFT, _CONTROL))


def _let_go_of_menu(widget: QWidget) -> None:
    """Close the menu that a click is about to open: a tool button of Qt's own, as a calendar has
    for its months, comes back from the click only then."""
    if isinstance(widget, QToolButton) and (menu := widget.menu()) is not None:
        menu.aboutToShow.connect(
            lambda: QTimer.singleShot(0, menu, menu.close), Qt.ConnectionType.SingleShotConnection
        )


def _name(widget: QWidget) -> str:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return f"{type(widget).__name__} {words or widget.accessibleName()!r}"
