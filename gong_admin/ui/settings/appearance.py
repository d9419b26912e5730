"""Colours, height of rows, size of texts."""

from __future__ import annotations

from gong_admin.runtime.settings import Settings
from gong_admin.ui.settings.parts import Page
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select

_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)


class AppearancePage(Page):
    """How the window looks."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        choices = settings.choices
        self.theme = Segmented(
            [
                ("system", self.tr("System")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
            name=self.tr("Colours"),
            value=choices.theme,
        )
        self.theme.changed.connect(self._set_theme)
        self.density = Segmented(
            [("comfortable", self.tr("Comfortable")), ("compact", self.tr("Compact"))],
            name=self.tr("Row height"),
            value=choices.density,
        )
        self.density.changed.connect(self._set_density)
        sizes = sorted({*_SIZES, choices.text_percent})
        self.text = Select(
            [(str(size), f"{size} %") for size in sizes],
            name=self.tr("Text size"),
            value=str(choices.text_percent),
        )
        self.text.changed.connect(self._set_text)
        self.add_line(self.tr("Colours"), "", self.theme)
        self.add_line(
            self.tr("Row height"),
            self.tr("A table where you chose a row height yourself keeps it."),
            self.density,
        )
        self.add_line(
            self.tr("Text size"),
            self.tr("On top of the size that the system asks for."),
            self.text,
        )
        self.end()
        settings.changed.connect(self._show_theme)

    def _show_theme(self, _name: str) -> None:
        # The palette and other windows change it, too.
        self.theme.set_value(self._settings.choices.theme)

    def _set_theme(self, key: str) -> None:
        self._settings.update(theme=key)

    def _set_density(self, key: str) -> None:
        self._settings.update(density=key)

    def _set_text(self, key: str) -> None:
        self._settings.update(text_percent=int(key))
