"""The keywords of a tracker, language by language, with a filter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.services.words import counted
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, clear_layout, tight
from gong_admin.ui.widgets.button import LinkButton
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.chip import Chip
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.flow_layout import FlowLayout

_SHOWN = 120  # chips of one language until all are asked for
_WORTH_FILTERING = 8


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """The keywords of one language; `related` says that related forms count as well."""

    language: str
    words: tuple[str, ...]
    related: bool


class KeywordsPage(QWidget):
    """A section for each language, a chip for each keyword."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._languages: tuple[LanguageWords, ...] = ()
        self._whole: set[str] = set()
        self.field = SearchField(self.tr("Filter keywords"))
        self.field.textChanged.connect(self._fill)
        self._found = QWidget()
        self._found_head = Heading(self.tr("Found by the filter of the table"), right=True)
        self._found_words = FlowLayout(gap=6, row_gap=4)
        found = QVBoxLayout(self._found)
        tight(found, theme.space.s)
        found.addWidget(self._found_head)
        found.addLayout(self._found_words)
        self._found.hide()
        self._needles: tuple[str, ...] = ()
        self._sections = QVBoxLayout()
        tight(self._sections, theme.space.s)
        self._nothing = Label("", "secondary")
        column = QVBoxLayout(self)
        tight(column, theme.space.m)
        column.addWidget(self.field)
        column.addWidget(self._found)
        column.addWidget(self._nothing)
        column.addLayout(self._sections)

    def show_keywords(self, languages: Sequence[LanguageWords]) -> None:
        """Show these in place of the ones before; other ones empty the filter."""
        if tuple(languages) == self._languages:
            return
        self._languages = tuple(languages)
        self._whole.clear()
        count = sum(len(entry.words) for entry in languages)
        self.field.setVisible(count > _WORTH_FILTERING)
        if self.field.text():
            self.field.clear()  # fills
        else:
            self._fill()
        self._fill_found()

    def show_found(self, needles: tuple[str, ...]) -> None:
        """Put the keywords that have one of these casefolded words above all others."""
        if needles != self._needles:
            self._needles = needles
            self._fill_found()

    def _fill_found(self) -> None:
        clear_layout(self._found_words)
        found = {
            word: None  # once, also where several languages have it
            for entry in self._languages
            for word in entry.words
            if any(needle in word.casefold() for needle in self._needles)
        }
        for word in list(found)[:_SHOWN]:
            self._found_words.addWidget(Chip("", word, removable=False))
        self._found_head.set_caption(counted(len(found), "keyword"))
        self._found.setVisible(bool(found))

    def _fill(self) -> None:
        clear_layout(self._sections)
        terms = self.field.text().casefold().split()
        found = False
        for entry in self._languages:
            words = [w for w in entry.words if all(term in w.casefold() for term in terms)]
            if words:
                found = True
                self._add_section(entry, words)
        self._nothing.setText(
            self.tr("No keyword matches") if terms else self.tr("This tracker has no keywords")
        )
        self._nothing.setVisible(not found)

    def _add_section(self, entry: LanguageWords, words: Sequence[str]) -> None:
        forms = self.tr("related forms count too") if entry.related else self.tr("exact form only")
        count = counted(len(entry.words), "keyword")
        if len(words) < len(entry.words):
            count = self.tr("{0:,} of {1}").format(len(words), count)
        if self._sections.count():
            self._sections.addSpacing(theme.space.s)
        self._sections.addWidget(Heading(entry.language, f"{count}, {forms}", right=True))
        host = QWidget()
        flow = FlowLayout(host, gap=6, row_gap=4)
        shown = words if entry.language in self._whole else words[:_SHOWN]
        for word in shown:
            flow.addWidget(Chip("", word, removable=False))
        self._sections.addWidget(host)
        if len(shown) < len(words):
            more = LinkButton(self.tr("Show all {0:,}").format(len(words)))
            more.setProperty("language", entry.language)
            more.clicked.connect(self._show_all)
            self._sections.addWidget(more)

    def _show_all(self) -> None:
        sender = self.sender()
        if sender is not None:
            self._whole.add(str(sender.property("language")))
            self._fill()
