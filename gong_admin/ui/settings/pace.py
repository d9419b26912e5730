"""How many calls the program makes, and how many of them on its own account."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from gong_admin.runtime.settings import Choices, Settings
from gong_admin.ui.numbers import number_text, read_number
from gong_admin.ui.settings.parts import Page
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.states import Hint

_DEFAULTS = Choices()


class PacePage(Page):
    """Gong's limits, and the share that is left to the company's other integrations."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self.rate = _Number(
            self,
            "calls_per_second",
            self.tr("API calls a &second"),
            self.tr("More than 0, to 100."),
        )
        self.daily = _Number(
            self, "calls_per_day", self.tr("API calls a &day"), self.tr("A whole number from 1 on.")
        )
        self.share = _Number(
            self,
            "background_share",
            self.tr("S&hare of background reading in %"),
            self.tr("From 5 to 100."),
            percent=True,
        )
        self.stop = _Number(
            self,
            "background_stop",
            self.tr("Background reading &pauses at % of the day"),
            self.tr("From 5 to 100."),
            percent=True,
        )
        self.column.addWidget(
            Label(
                self.tr(
                    "Gong takes 3 API calls a second and 10,000 a day from a company, all its "
                    "integrations together, unless it has agreed to more. What you click always "
                    "goes first."
                ),
                "secondary",
                wrap=True,
            )
        )
        self.numbers = (self.rate, self.daily, self.share, self.stop)
        for number in self.numbers:
            self.column.addWidget(number)
        self.summary = Hint("", icon="gauge", boxed=True)
        self.column.addWidget(self.summary)
        self.reset = LinkButton(self.tr("Back to Gong's ordinary limits"))
        self.reset.clicked.connect(self._reset)
        self.column.addWidget(self.reset)
        self.end()
        self._say()

    def take(self, name: str, value: float) -> bool:
        """Set one of the numbers; whether it can be one."""
        kind = type(getattr(_DEFAULTS, name))
        if kind is int and value != int(value):
            return False
        try:
            self._settings.update(**{name: kind(value)})
        except msgspec.ValidationError:
            return False
        self._say()
        return True

    def enter(self) -> None:
        """Take what was typed last, if it can be taken."""
        for number in self.numbers:
            number.enter()

    def current(self, name: str) -> float:
        """The number as it is set."""
        return float(getattr(self._settings.choices, name))

    def _reset(self) -> None:
        for number in self.numbers:
            value = float(getattr(_DEFAULTS, number.setting))
            self.take(number.setting, value)
            number.show_value(value)

    def _say(self) -> None:
        choices = self._settings.choices
        rate = choices.calls_per_second * choices.background_share
        most = int(choices.calls_per_day * choices.background_stop)
        self.summary.set_text(
            self.tr(
                "Reading long lists takes at most {0} API calls a second, and pauses after {1} of "
                "the day's {2} calls. 1,000 users are read in {3} s."
            ).format(f"{rate:.3g}", f"{most:,}", f"{choices.calls_per_day:,}", f"{10 / rate:,.0f}")
        )


class _Number(Field):
    """A number that is taken when its field is left, or says why it can't be."""

    def __init__(
        self, page: PacePage, setting: str, label: str, allowed: str, *, percent: bool = False
    ) -> None:
        self.setting = setting
        self._take: Callable[[str, float], bool] = page.take
        self._allowed, self._factor = allowed, 100 if percent else 1
        self._whole = isinstance(getattr(_DEFAULTS, setting), int)
        self._known = ""  # as it was shown or taken
        self.line = LineEdit()
        super().__init__(label, self.line)
        self.show_value(page.current(setting))
        self.line.textEdited.connect(self._typed)
        # Not with each key: half a number is another one, and calls are made meanwhile.
        self.line.editingFinished.connect(self.enter)

    def show_value(self, value: float) -> None:
        """Show a value."""
        self._known = number_text(value * self._factor)
        self.line.setText(self._known)
        self.set_error("")

    def enter(self) -> None:
        """Take what was typed, if it can be taken."""
        if self.line.text() == self._known:
            return
        value = read_number(self.line.text().strip().rstrip("% "), whole=self._whole)
        taken = value is not None and self._take(self.setting, value / self._factor)
        self.set_error("" if taken else self._allowed)
        if taken:
            self._known = self.line.text()

    def _typed(self) -> None:
        self.set_error("")
