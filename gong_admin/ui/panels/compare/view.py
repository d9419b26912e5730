"""How the Compare profiles panel looks: tools above, the matrix below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from gong_admin.models.profile_matrix import Counts, ProfileMatrix
from gong_admin.runtime.message import UserMessage
from gong_admin.ui.panels.compare.legend import Legend
from gong_admin.ui.panels.compare.matrix_view import MatrixView
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Pane, Separator, Snug, tight
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.flow_layout import FlowLayout
from gong_admin.ui.widgets.loading import LoadingBar, Skeleton
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.popup import Menu
from gong_admin.ui.widgets.states import EmptyState, ErrorState, Hint
from gong_admin.ui.widgets.switch import Switch

_FIELD = 216
_NAME_MOST = 220  # pixels of the baseline's name on its button, whatever the text's size
_LOW = 620  # pixels of height, at the usual size of text, below which the tools fold into a menu


class CompareView(Pane):
    """Fills in what the presenter says and tells what the user wants."""

    refresh_requested = Signal()
    load_cancelled = Signal()
    message_action = Signal(object)
    empty_action = Signal(str)
    baseline_wanted = Signal()
    profiles_wanted = Signal()
    groups_wanted = Signal()
    alike_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    rest_wanted = Signal()
    """The list of a change of many profiles that has stopped half-way is to be shown."""

    def __init__(self, matrix: ProfileMatrix) -> None:
        super().__init__("surface")
        self.matrix = matrix
        self._message: UserMessage | None = None
        self.folded = False
        self.header = PanelHeader(self.tr("Compare profiles"))
        self.header.refresh_requested.connect(self.refresh_requested)
        self.undo_button = IconButton("arrow-u-up-left", self.tr("Undo"), shortcut="Ctrl+Z")
        self.redo_button = IconButton("arrow-u-up-right", self.tr("Redo"), shortcut="Ctrl+Y")
        self.copy_button = Button(self.tr("Copy settings to…"), icon="copy")
        self.save_button = Button(self.tr("Save…"), kind="primary")
        for button in (self.undo_button, self.redo_button, self.copy_button, self.save_button):
            self.header.add_action(button)
        self.undo_button.clicked.connect(self.undo_wanted)
        self.redo_button.clicked.connect(self.redo_wanted)
        self.copy_button.clicked.connect(self.copy_wanted)
        self.save_button.clicked.connect(self.save_wanted)

        self.filter_field = SearchField(self.tr("Filter settings"))
        self.baseline_button = Button("", icon="push-pin", caret=True)
        self.profiles_button = Button(self.tr("Profiles"), caret=True)
        self.groups_button = Button(self.tr("Groups"), caret=True)
        self.alike_button = Button(self.tr("Alike"), icon="intersect", caret=True)
        self.alike_button.set_tooltip(self.tr("Profiles that are nearly the same, or have nobody"))
        self.differences = Switch(self.tr("Differences only"))
        self.legend = Legend(self.tr("differs from baseline"))
        self.edits_legend = Legend(self.tr("not saved"), dot=True)
        self._has_edits = False
        self.tools_button = Button(self.tr("Choose"), icon="sliders-horizontal", caret=True)
        self.tools_button.clicked.connect(self._open_tools)
        self._menu = Menu(parent=self)
        self.baseline_button.clicked.connect(self.baseline_wanted)
        self.profiles_button.clicked.connect(self.profiles_wanted)
        self.groups_button.clicked.connect(self.groups_wanted)
        self.alike_button.clicked.connect(self.alike_wanted)

        self.rest_hint = Hint("", icon="pause", link=self.tr("Show the list"), boxed=True)
        self.rest_hint.followed.connect(self.rest_wanted)
        self.rest_hint.hide()
        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.message_action)
        self.loading_bar = LoadingBar()
        self.loading_bar.cancelled.connect(self.load_cancelled)
        self.loading_bar.hide()

        self.table = MatrixView(matrix)
        self.skeleton = Skeleton()
        self.empty_state = EmptyState("")
        self.empty_state.action_triggered.connect(self.empty_action)
        self.error_state = ErrorState()
        self.error_state.chosen.connect(self.message_action)
        self.filter_field.textChanged.connect(self._filter)
        self.filter_field.left_downwards.connect(self.table.setFocus)
        self.table.text_typed.connect(self._typed)
        self.table.escaped.connect(self.filter_field.clear)
        self.table.undo_requested.connect(self.undo_wanted)
        self.table.redo_requested.connect(self.redo_wanted)
        self._build()
        self._add_shortcuts()
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # Not in full step with the text: the rest of the row needs room too.
        self.filter_field.setFixedWidth(round(_FIELD * (1 + max(0.0, theme.text_scale - 1) / 2)))

        self._fit_tools()

    def _fit_tools(self) -> None:
        """In a low window with large text the tools must not take the matrix's place."""
        scale = max(1.0, theme.text_scale)
        self.folded = scale > 1 and self.height() < _LOW * scale
        for tool in self._folding():
            tool.setVisible(not self.folded)
        self.tools_button.setVisible(self.folded)
        # What explains the marks is there where it takes no row of its own.
        gap, whole = theme.space.s, self.width() - 2 * theme.size("edge_padding_x")
        room = whole - self.filter_field.width()
        for tool in self._folding():
            wide = tool.sizeHint().width()
            room = room - gap - wide if wide + gap <= room else whole - wide
        for legend, wanted in ((self.legend, True), (self.edits_legend, self._has_edits)):
            room -= legend.sizeHint().width() + gap if wanted else 0
            legend.setVisible(wanted and not self.folded and room >= 0)

    def _folding(self) -> tuple[QWidget, ...]:
        buttons = (self.baseline_button, self.profiles_button, self.groups_button)
        return (*buttons, self.alike_button, self.differences)

    def anchor(self, button: QWidget) -> QWidget:
        """What the popup of a tool opens below: the tool, or the button it has folded into."""
        return self.tools_button if self.folded else button

    def _open_tools(self) -> None:
        menu = self._menu
        menu.clear()
        for words, wanted in (
            (f"{self.baseline_button.accessibleName()}…", self.baseline_wanted),
            (
                self.tr("Profiles ({0})…").format(self.profiles_button.badge() or 0),
                self.profiles_wanted,
            ),
            (self.tr("Groups…"), self.groups_wanted),
            (self.tr("Alike…"), self.alike_wanted),
        ):
            menu.add(words).triggered.connect(wanted)
        menu.addSeparator()
        differences = menu.add(self.differences.text(), checked=self.differences.isChecked())
        differences.triggered.connect(self.differences.click)
        button = self.tools_button
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()

    def _build(self) -> None:
        edge = theme.size("edge_padding_x")
        self._tools = Snug()
        flow = FlowLayout(self._tools, gap=theme.space.s, row_gap=theme.space.s)
        flow.setContentsMargins(edge, 0, edge, theme.space.m)
        for part in (
            self.filter_field,
            self.baseline_button,
            self.profiles_button,
            self.groups_button,
            self.alike_button,
            self.differences,
            self.legend,
            self.edits_legend,
            self.tools_button,
        ):
            flow.addWidget(part)
        self._notes = QWidget()
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(edge, 0, edge, theme.space.m)
        notes.setSpacing(theme.space.s)
        for note in (self.rest_hint, self.message_bar, self.loading_bar):
            notes.addWidget(note)
        body = QWidget()
        self._stack = QStackedLayout(body)
        for page in (self.table, self.skeleton, self.empty_state, self.error_state):
            self._stack.addWidget(page)
        whole = QVBoxLayout(self)
        tight(whole)
        for each in (self.header, self._tools, self._notes, Separator()):
            whole.addWidget(each)
        whole.addWidget(body, 1)
        self.show_body("loading")

    def _add_shortcuts(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, signal in (
            (QKeySequence("Ctrl+Z"), self.undo_wanted),
            (QKeySequence("Ctrl+Y"), self.redo_wanted),
            (QKeySequence("Ctrl+Shift+Z"), self.redo_wanted),
            (QKeySequence("Ctrl+S"), self.save_wanted),
        ):
            shortcut = QShortcut(keys, self, context=inside)
            shortcut.activated.connect(signal)

    # -- what is shown ---------------------------------------------------------------------------

    def show_body(self, what: str) -> None:
        """What fills the panel: "matrix", "loading", "empty" or "error"."""
        pages: dict[str, QWidget] = {
            "matrix": self.table,
            "loading": self.skeleton,
            "empty": self.empty_state,
            "error": self.error_state,
        }
        self._stack.setCurrentWidget(pages[what])
        there = what == "matrix"
        self._tools.setVisible(there)
        for button in (self.copy_button, self.header.export_button):
            button.setVisible(there)
        self._fit_notes()

    def show_counts(self, counts: Counts, shown: int) -> None:
        """Say in the corner how many settings differ; `shown` of them pass filter and groups."""
        first = self.tr("{0} of {1} settings differ").format(counts.differing, counts.total)
        if counts.hidden:
            second = self.tr("{0} shown, {1} equal hidden").format(shown, counts.hidden)
        else:
            second = self.tr("{0} shown").format(shown)
        self.table.corner.say(first, second)

    def show_baseline(self, name: str) -> None:
        """Name the baseline on its button."""
        words = self.tr("Baseline: {0}").format(name)
        metrics, elide = self.baseline_button.fontMetrics(), Qt.TextElideMode.ElideRight
        self.baseline_button.setText(
            metrics.elidedText(words, elide, _NAME_MOST).replace("&", "&&")
        )
        self.baseline_button.setAccessibleName(words)
        self._fit_tools()
        self.baseline_button.set_tooltip(words)

    def show_staged(self, profiles: int, undo: str, redo: str) -> None:
        """How many profiles have edits, and what undo and redo would do ("" for nothing)."""
        self.save_button.setVisible(profiles > 0)
        self._has_edits = profiles > 0
        self._fit_tools()
        one = self.tr("Save 1 profile…")
        self.save_button.setText(
            one if profiles == 1 else self.tr("Save {0} profiles…").format(f"{profiles:,}")
        )
        for button, words, act, keys in (
            (self.undo_button, undo, self.tr("Undo"), "Ctrl+Z"),
            (self.redo_button, redo, self.tr("Redo"), "Ctrl+Y"),
        ):
            button.setVisible(bool(undo or redo or profiles))
            button.set_name(f"{act}: {words}" if words else act, keys)
            button.set_disabled_because(
                "" if words else self.tr("Nothing to {0}").format(act.lower())
            )

    def show_loading(self, title: str, detail: str) -> None:
        self.loading_bar.set_progress(title, detail, None)
        self.loading_bar.show()
        self._fit_notes()

    def show_loaded(self) -> None:
        self.loading_bar.hide()
        self._fit_notes()

    def show_message(self, message: UserMessage | None) -> None:
        """Say what went wrong. One that was closed by hand does not come back."""
        if message is self._message:
            return
        self._message = message
        if message is None:
            self.message_bar.clear()
        else:
            self.message_bar.show_message(message)
            self.error_state.show_message(message)
        self._fit_notes()

    def show_rest(self, words: str) -> None:
        """Say that a change of many profiles has stopped half-way; "" for none."""
        self.rest_hint.set_text(words)
        self.rest_hint.setVisible(bool(words))
        self._fit_notes()

    def _fit_notes(self) -> None:
        failed = self._stack.currentWidget() is self.error_state
        self.message_bar.setVisible(self.message_bar.message() is not None and not failed)
        notes = (self.rest_hint, self.message_bar, self.loading_bar)
        self._notes.setVisible(any(not note.isHidden() for note in notes))

    def _filter(self, text: str) -> None:
        self.table.set_needles(text)
        self.matrix.set_filter(text)

    def _typed(self, text: str) -> None:
        self.filter_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter_field.setText(self.filter_field.text() + text)
