"""Dates and moments: typed as one writes them, or picked from a calendar."""

from __future__ import annotations

import contextlib
import re
from datetime import date, datetime, time, tzinfo

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QSizePolicy, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import tight
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.fields import LineEdit, set_invalid
from gong_admin.ui.widgets.popup import Popup

_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ,]+(.+))?$")
_CLOCK = re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d(:?\d\d)?)?$")
_SHOWN = "d MMM yyyy"


def parse_moment(text: str, locale: QLocale) -> tuple[date, time | None] | None:
    """What a person may type: an ISO date, or one as the locale writes it, and a time behind a
    comma or a blank if they like; that of an ISO date may have a zone. None where it is no date."""
    text = " ".join(text.split())
    iso = _ISO.match(text)
    if iso:
        clock = _parse_clock(iso.group(4)) if iso.group(4) else None
        if iso.group(4) and clock is None:
            return None
        with contextlib.suppress(ValueError):
            return date(int(iso.group(1)), int(iso.group(2)), int(iso.group(3))), clock
        return None
    head, clock = text, None
    match = re.match(r"^(.*?)[, ]+(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$", text)
    if match:
        head, clock = match.group(1), _parse_clock(match.group(2))
        if clock is None:
            return None
    formats = (
        _SHOWN,
        "d MMMM yyyy",
        locale.dateFormat(QLocale.FormatType.ShortFormat)
        .replace("yyyy", "yy")
        .replace("yy", "yyyy"),
        locale.dateFormat(QLocale.FormatType.LongFormat),
    )
    for spelling in formats:
        for language in (locale, QLocale.c()):
            found = language.toDate(head, spelling)
            if found.isValid():
                return _python_date(found), clock
    return None


def _parse_clock(text: str) -> time | None:
    if re.match(r"\d:", text):
        text = f"0{text}"
    if not _CLOCK.match(text):
        return None
    with contextlib.suppress(ValueError):
        return time.fromisoformat(text)
    return None


def _python_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


class _Calendar(Popup):
    picked = Signal(QDate)

    def __init__(self, parent: QWidget, day: QDate) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setGridVisible(False)
        calendar.setFirstDayOfWeek(QLocale().firstDayOfWeek())
        calendar.setSelectedDate(day if day.isValid() else QDate.currentDate())
        calendar.setAccessibleName(self.tr("Calendar"))
        edge = theme.space.s
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.addWidget(calendar)
        calendar.clicked.connect(self._pick)
        calendar.activated.connect(self._pick)
        calendar.setFocus()

    def _pick(self, day: QDate) -> None:
        self.picked.emit(day)
        self.close()


class DateTimeField(QWidget):
    """A moment, or with `with_time=False` a day. Empty is a value too: `placeholder` says what
    it means ("Not sent"). Times are in `zone`, the computer's own unless given.

    `changed` after each change that leaves the field empty or readable.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        name: str = "",
        placeholder: str = "",
        with_time: bool = True,
        zone: tzinfo | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._with_time = with_time
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # None is the computer's, which is not a fixed distance from UTC: half of the year it may
        # be another.
        self._zone = zone
        self._exact: tuple[str, datetime] | None = None  # the moment that a text was written for
        self._edit = LineEdit(name=name, placeholder=placeholder)
        self._button = IconButton(
            "calendar-blank", self.tr("Choose from a calendar"), small=True, glyph=16
        )
        self._button.clicked.connect(self.open_calendar)
        row = QHBoxLayout(self)
        tight(row)
        row.addWidget(self._edit)
        inside = QHBoxLayout(self._edit)
        inside.setContentsMargins(0, 0, 4, 0)
        inside.addStretch(1)
        inside.addWidget(self._button)
        self._fit()
        theme.changed.connect(self._fit)
        self._edit.textChanged.connect(self._typed)
        self._edit.editingFinished.connect(self._tidy)
        self.setFocusProxy(self._edit)
        self.setAccessibleName(name)

    def _fit(self) -> None:
        # What is typed ends before the button.
        inside = self._button.sizeHint().width() - theme.space.xxs
        self._edit.setTextMargins(0, 0, inside, 0)

    def setAccessibleName(self, name: str) -> None:
        """Named are the line and the button inside: only they take the focus."""
        super().setAccessibleName(name)
        self._edit.setAccessibleName(name)
        words = self.tr("Choose from a calendar")
        self._button.setAccessibleName(f"{words}: {name}" if name else words)

    def setAccessibleDescription(self, text: str) -> None:
        """Help, or what is wrong, said with the line."""
        super().setAccessibleDescription(text)
        self._edit.setAccessibleDescription(text)

    def value(self) -> datetime | None:
        """The moment with its zone (midnight for a day), None while empty or unreadable."""
        if self._exact is not None and self._exact[0] == self._edit.text():
            return self._exact[1]
        parsed = self._parse()
        if parsed is None:
            return None
        return self._moment(parsed[0], parsed[1] or time())

    def set_value(self, moment: datetime | None) -> None:
        """Show a moment, without telling."""
        if moment is None:
            self._exact = None
            self._show("")
            return
        here = moment
        with contextlib.suppress(OverflowError, ValueError, OSError):
            here = moment.astimezone(self._zone)
        self._exact = self._spell(here), here
        self._show(self._exact[0])

    def _show(self, text: str) -> None:
        blocked = self._edit.blockSignals(True)
        self._edit.setText(text)
        self._edit.blockSignals(blocked)
        set_invalid(self._edit, False)

    def _moment(self, day: date, clock: time) -> datetime | None:
        """None where the calendar of this computer ends."""
        with contextlib.suppress(OverflowError, ValueError, OSError):
            if clock.tzinfo is None:
                clock = clock.replace(tzinfo=self._zone)
            return datetime.combine(day, clock).astimezone(self._zone)
        return None

    def is_valid(self) -> bool:
        """Whether the field is empty or holds a date that can be read."""
        return not self._edit.text().strip() or self.value() is not None

    def text(self) -> str:
        return self._edit.text()

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        now = self.value()
        day = QDate(now.year, now.month, now.day) if now else QDate()
        popup = _Calendar(self, day)
        popup.picked.connect(self._picked)
        popup.open_below(self)

    def _parse(self) -> tuple[date, time | None] | None:
        return parse_moment(self._edit.text(), QLocale())

    def _spell(self, moment: datetime) -> str:
        words = QLocale().toString(QDate(moment.year, moment.month, moment.day), _SHOWN)
        if self._with_time:
            precision = "microseconds" if moment.microsecond else "seconds"
            clock = moment.time().isoformat(precision if moment.second else "minutes")
            words += f", {clock}"
        return words

    def _typed(self) -> None:
        if self.is_valid():
            set_invalid(self._edit, False)
            self.changed.emit()

    def _tidy(self) -> None:
        """When the field is left: spell the date out, or mark what can't be read."""
        set_invalid(self._edit, not self.is_valid())
        moment = self.value()
        if moment is not None:
            self.set_value(moment)

    def _picked(self, day: QDate) -> None:
        before = self.value()
        # The clock's time stays, also where the zone is another on that day.
        self.set_value(self._moment(_python_date(day), before.time() if before else time()))
        self._typed()


class DateField(DateTimeField):
    """A day without a time."""

    def __init__(
        self, *, name: str = "", placeholder: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(name=name, placeholder=placeholder, with_time=False, parent=parent)

    def day(self) -> date | None:
        moment = self.value()
        return None if moment is None else moment.date()

    def set_day(self, day: date | None) -> None:
        """Show a day, without telling."""
        self.set_value(None if day is None else self._moment(day, time()))
