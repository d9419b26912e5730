"""How much of a paged operation to read: one page, all of them, or on from a cursor."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Separator, tight
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.fields import LineEdit
from gong_admin.ui.widgets.segmented import Segmented

MOST_PAGES = 50  # unless the user says otherwise

FIRST, ALL, CURSOR = "first", "all", "cursor"


class PagingChoice(QWidget):
    """`changed` after each choice. Shown for operations with pages only."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = Segmented(
            (
                (FIRST, self.tr("First page")),
                (ALL, self.tr("All pages")),
                (CURSOR, self.tr("From cursor")),
            ),
            name=self.tr("Paging"),
        )
        self._most = LineEdit(str(MOST_PAGES), name=self.tr("Stop after so many pages"))
        self._most.setValidator(QIntValidator(1, 9_999, self._most))
        theme.changed.connect(self._fit)
        self._fit()
        self._cursor = LineEdit(
            name=self.tr("Cursor"), placeholder=self.tr("The cursor of an answer"), mono=True
        )
        self._note = Label("", "secondary", wrap=True)
        self._stop = QWidget()
        stop = QHBoxLayout(self._stop)
        tight(stop, theme.space.s)
        stop.addWidget(Label(self.tr("Stop after"), "body"))
        stop.addWidget(self._most)
        stop.addWidget(Label(self.tr("pages"), "body"))
        stop.addStretch(1)
        column = QVBoxLayout(self)
        tight(column, theme.space.s + 2)
        column.addWidget(Separator())
        column.addSpacing(theme.space.s)
        column.addWidget(Heading(self.tr("Paging")))
        column.addWidget(self._choice)
        column.addWidget(self._stop)
        column.addWidget(self._cursor)
        column.addWidget(self._note)
        self._choice.changed.connect(self._chosen)
        self._most.textChanged.connect(self._chosen)
        self._cursor.textChanged.connect(self._chosen)
        self._show()

    @property
    def mode(self) -> str:
        return self._choice.value()

    @property
    def first(self) -> bool:
        """Whether the first page is all that is wanted."""
        return self.mode == FIRST

    @property
    def pages(self) -> int:
        """How many pages at most."""
        return max(1, int(self._most.text() or 1)) if self.mode == ALL else 1

    @property
    def start(self) -> str:
        """Where to begin, "" for the beginning."""
        return self._cursor.text().strip() if self.mode == CURSOR else ""

    def choose(self, mode: str, cursor: str = "") -> None:
        """Choose without telling."""
        self._choice.set_value(mode)
        blocked = self._cursor.blockSignals(True)
        self._cursor.setText(cursor)
        self._cursor.blockSignals(blocked)
        self._show()

    def _fit(self) -> None:
        self._most.setFixedWidth(round(64 * max(1.0, theme.text_scale)))

    def cost(self) -> str:
        """What sending will take, for the foot of the form."""
        return (
            self.tr("1 API call")
            if self.mode != ALL
            else self.tr("up to {0:,} API calls").format(self.pages)
        )

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        mode = self.mode
        self._stop.setVisible(mode == ALL)
        self._cursor.setVisible(mode == CURSOR)
        notes = {
            FIRST: self.tr("1 API call; the answer names the cursor of the next page"),
            ALL: self.tr("1 API call a page; stops after {0:,} pages, or when you cancel").format(
                self.pages
            ),
            CURSOR: self.tr("1 API call; Gong forgets a cursor about an hour after it was given"),
        }
        self._note.setText(notes[mode])
