"""The settings history of one user as a timeline, read when the tab is looked at."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.models.text import day_text, exact_text
from gong_admin.runtime.message import UserMessage
from gong_admin.services.users import History, HistoryEvent
from gong_admin.ui.panels.users.words import HISTORY_ICONS
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.pill import Tone
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.timeline import Moment, Timeline


class HistoryTab(QWidget):
    """Shows one of: reading, what went wrong, nothing there, the changes.

    `action_chosen(ActionKind)` for what the person wants done about an error.
    """

    action_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._events: tuple[HistoryEvent, ...] = ()
        self.choice = Select([("", self.tr("All settings"))], name=self.tr("Setting"))
        self.choice.changed.connect(self._show_chosen)
        self.note = Label("", "secondary", wrap=True)
        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.action_chosen)
        self.timeline = Timeline(self.tr("Settings history"), grows=True)
        column = QVBoxLayout(self)
        tight(column, theme.space.m)
        column.addWidget(self.choice)
        column.addWidget(self.message_bar)
        column.addWidget(self.note)
        column.addWidget(self.timeline)
        self.show_reading()

    def show_reading(self) -> None:
        self._show(self.tr("Reading the settings history…"))

    def show_error(self, message: UserMessage) -> None:
        self._show("")
        self.message_bar.show_message(message)

    def show_history(self, history: History) -> None:
        """The changes, newest first; the setting chosen before stays chosen where it occurs."""
        if not history.events:
            self._show(self.tr("Gong has no settings history for this person."))
            return
        self._show("", history.events)
        chosen = self.choice.value()
        titles = {event.setting: event.title for event in history.events}
        options = sorted(titles.items(), key=lambda option: option[1])
        self.choice.set_options([("", self.tr("All settings")), *options], chosen)
        self._show_chosen()

    def _show(self, note: str, events: tuple[HistoryEvent, ...] = ()) -> None:
        self._events = events
        self.message_bar.clear()
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.choice.setVisible(bool(events))
        self.timeline.setVisible(bool(events))

    def _show_chosen(self) -> None:
        wanted = self.choice.value()
        self.timeline.set_moments(
            [_moment(event) for event in self._events if wanted in ("", event.setting)]
        )


def _when(time: dt.datetime) -> str:
    """Short, so that the setting's name has room: the minute only for this year's changes."""
    if time.astimezone().year != dt.datetime.now().astimezone().year:
        return day_text(time)
    return f"{day_text(time).rpartition(' ')[0]}, {time.astimezone():%H:%M}"


def _moment(event: HistoryEvent) -> Moment:
    prevents = event.setting.startswith("prevent")
    tone: Tone
    if event.setting == "active":
        tone = "ok" if event.now_on else "danger"
    elif event.now_on:
        tone = "warn" if prevents else "ok"
    else:
        tone = "neutral"
    exact = f"\n{exact_text(event.time)}" if event.time else ""
    return Moment(
        event.title,
        event.text,
        _when(event.time) if event.time else "",
        f"{event.title}: {event.text}{exact}",
        HISTORY_ICONS.get(event.setting, "sliders-horizontal"),
        tone,
    )
