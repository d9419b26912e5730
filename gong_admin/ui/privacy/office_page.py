"""What stands in place of the cases while they can't be shown: who keeps their key, a passphrase,
a backup, or what is wrong with their file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.scroll import ScrollArea
from gong_admin.ui.widgets.states import Hint, IconTile

SHORTEST_PASSPHRASE = 12  # characters; what NIST SP 800-63B-4 would have for one alone is 15
_WIDTH = 480


class OfficePage(QWidget):
    """Follows the office's state by itself. `grown` when its height has changed."""

    grown = Signal()

    def __init__(self, context: PanelContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._office = context, context.office
        self.scope = TaskScope(self._failed, self)
        self._shown: tuple[OfficeState, str] | None = None
        self._file: Path | None = None
        self.passphrase: LineEdit | None = None
        self.again: LineEdit | None = None
        self._field: Field | None = None
        self._box = Snug()
        self._box.setMaximumWidth(round(_WIDTH * max(1.0, theme.text_scale)))
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(3, 3, 3, 3)  # the focus rings are painted around controls
        self._column.setSpacing(theme.space.l)
        content = QWidget()
        middle = QHBoxLayout(content)
        middle.setContentsMargins(theme.space.l, theme.space.xl, theme.space.l, theme.space.xl)
        middle.addWidget(self._box, 1, Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(ScrollArea(content))
        self._office.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Show what the office needs now."""
        seen = (self._office.state, self._office.reason)
        if seen == self._shown or self._office.state is OfficeState.OPEN:
            return
        self._shown = seen
        self._clear()
        match self._office.state:
            case OfficeState.NEEDS_CHOICE:
                self._ask_choice()
            case OfficeState.NEEDS_PASSPHRASE:
                self._ask_passphrase()
            case OfficeState.NEEDS_BACKUP:
                self._ask_backup()
            case OfficeState.FAILED:
                self._say_failed()
            case _:
                self._head("lock-key", self.tr("Opening the cases…"), "")
        self.grown.emit()
        if self.passphrase is not None and self.isVisible():
            self.passphrase.setFocus()

    def _clear(self) -> None:
        clear_layout(self._column)
        self.passphrase = self.again = self._field = None

    # -- what is asked -------------------------------------------------------------------------

    def _ask_choice(self) -> None:
        self._head(
            "lock-key",
            self.tr("Who shall keep the key of the cases?"),
            self.tr(
                "Cases are kept on this computer, encrypted. Their key belongs into the system's "
                "keyring, and there is none that can be used here."
            ),
        )
        self._reason()
        self.passphrase = LineEdit(secret=True)
        self.again = LineEdit(secret=True)
        self._field = Field(
            self.tr("&Passphrase"),
            self.passphrase,
            help_text=self.tr(
                "At least {0} characters, asked for whenever the program starts. Nobody can give "
                "it back: without it, and without a backup of the key, the cases are lost."
            ).format(SHORTEST_PASSPHRASE),
        )
        self._column.addWidget(self._field)
        self._column.addWidget(Field(self.tr("Passphrase &again"), self.again))
        use = Button(self.tr("Use this passphrase"), kind="primary", icon="lock-key")
        use.clicked.connect(self._choose_passphrase)
        self.again.returnPressed.connect(self._choose_passphrase)
        session = Button(self.tr("This session only"), icon="clock")
        session.clicked.connect(self._office.use_session)
        self._buttons(use, session)
        self._column.addWidget(
            Hint(
                self.tr(
                    "This session only: cases are kept in memory and are gone when the program or "
                    "the connection is closed. Erased people are then not followed any further."
                ),
                boxed=True,
            )
        )

    def _ask_passphrase(self) -> None:
        self._head(
            "lock-key",
            self.tr("The cases are locked"),
            self.tr("Their key opens with the passphrase that was chosen for them."),
        )
        self.passphrase = LineEdit(secret=True)
        self._field = Field(self.tr("&Passphrase"), self.passphrase)
        self._field.set_error(self._office.reason)
        self._column.addWidget(self._field)
        use = Button(self.tr("Open the cases"), kind="primary", icon="lock-key-open")
        use.clicked.connect(self._open)
        self.passphrase.returnPressed.connect(self._open)
        self._buttons(use)
        self._ways_out()

    def _ask_backup(self) -> None:
        self._head(
            "key",
            self.tr("The key of the cases is missing"),
            self.tr(
                "There are cases on this computer, but the key that opens them is not in the "
                "keyring. A backup of the key brings them back."
            ),
        )
        self._reason()
        choose = Button(self.tr("Choose the backup…"), icon="folder-open")
        choose.clicked.connect(self._choose_file)
        self._chosen = Label(self._file.name if self._file else "", "secondary", wrap=True)
        row = QHBoxLayout()
        tight(row, theme.space.s)
        row.addWidget(choose)
        row.addWidget(self._chosen, 1)
        self._column.addLayout(row)
        self.passphrase = LineEdit(secret=True)
        self._field = Field(
            self.tr("&Passphrase"),
            self.passphrase,
            help_text=self.tr("The one that the backup was made with."),
        )
        self._column.addWidget(self._field)
        use = Button(self.tr("Restore the key"), kind="primary", icon="key")
        use.clicked.connect(self._restore)
        self.passphrase.returnPressed.connect(self._restore)
        anew = Button(self.tr("Start anew…"), icon="folder-plus")
        anew.clicked.connect(self._start_anew)
        self._buttons(use, anew)

    def _say_failed(self) -> None:
        self._head(
            "warning-circle",
            self.tr("The cases can't be opened"),
            self._office.reason,
        )
        again = Button(self.tr("Try again"), kind="primary", icon="arrows-clockwise")
        again.clicked.connect(self._office.retry)
        anew = Button(self.tr("Start anew…"), icon="folder-plus")
        anew.clicked.connect(self._start_anew)
        self._buttons(again, anew)

    def _ways_out(self) -> None:
        restore = Button(self.tr("Restore from a backup…"), kind="ghost", icon="key")
        restore.clicked.connect(self._office.ask_backup)
        anew = Button(self.tr("Start anew…"), kind="ghost", icon="folder-plus")
        anew.clicked.connect(self._start_anew)
        self._column.addWidget(
            Hint(
                self.tr("Forgotten? A backup of the key opens the cases with its own passphrase."),
                boxed=True,
            )
        )
        self._buttons(restore, anew)

    # -- parts ---------------------------------------------------------------------------------

    def _head(self, icon: str, title: str, text: str) -> None:
        row = QHBoxLayout()
        tight(row, theme.space.m)
        row.addWidget(IconTile(icon, "accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        tight(words, theme.space.xs)
        words.addWidget(Label(title, "heading", wrap=True))
        if text:
            words.addWidget(Label(text, "body", tone="text2", wrap=True))
        row.addLayout(words, 1)
        self._column.addLayout(row)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)

    def _reason(self) -> None:
        if self._office.reason:
            self._column.addWidget(Hint(self._office.reason, icon="warning", boxed=True))

    def _buttons(self, *buttons: Button) -> None:
        row = QHBoxLayout()
        tight(row, theme.space.s)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    # -- what is answered ----------------------------------------------------------------------

    def _choose_passphrase(self) -> None:
        if self.passphrase is None or self.again is None or self._field is None:
            return
        text = self.passphrase.text()
        problem = ""
        if len(text) < SHORTEST_PASSPHRASE:
            problem = self.tr("At least {0} characters.").format(SHORTEST_PASSPHRASE)
        elif text != self.again.text():
            problem = self.tr("The two are not the same.")
        self._field.set_error(problem)
        self.grown.emit()
        if not problem:
            self._office.use_passphrase(text)

    def _open(self) -> None:
        if self.passphrase is not None and self.passphrase.text():
            self._office.use_passphrase(self.passphrase.text())

    def _restore(self) -> None:
        if self.passphrase is None or self._field is None:
            return
        if self._file is None:
            self._field.set_error(self.tr("Choose the file of the backup first."))
        elif self.passphrase.text():
            self._office.use_backup(self._file, self.passphrase.text())

    def _choose_file(self) -> None:
        self.scope.start("file", self._ask_file())

    async def _ask_file(self) -> None:
        path = await self._context.prompts.open_file(
            self.tr("Backup of the key"),
            files.last_folder(self._context.settings),
            self.tr("Backups of a key (*.gongkey);;All files (*)"),
        )
        if path is not None:
            self._file = path
            self._chosen.setText(path.name)

    def _start_anew(self) -> None:
        self.scope.start("anew", self._ask_anew())

    async def _ask_anew(self) -> None:
        agreed = await self._context.prompts.confirm(
            self.tr("Start with no cases?"),
            self.tr(
                "The cases that are there stay on this computer under another name, locked. "
                "Nobody can read them without their key, and who was erased in them is not "
                "followed any more."
            ),
            self.tr("Start anew"),
            danger=True,
        )
        if agreed:
            self._office.start_anew()

    def _failed(self, error: Exception) -> None:
        if self._field is not None:
            self._field.set_error(present(error).text)
