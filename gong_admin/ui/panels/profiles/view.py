"""How the Permission profiles panel looks: a list at the side, one profile in full beside it,
its edits and members at the right, and what to do with the edits below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from gong_admin.runtime.message import UserMessage
from gong_admin.runtime.settings import Settings
from gong_admin.services.profiles.rules import Problem
from gong_admin.ui.panels.profiles.detail import ProfileDetail
from gong_admin.ui.panels.profiles.problems import ProblemList
from gong_admin.ui.panels.profiles.rows import Shown
from gong_admin.ui.panels.profiles.save_bar import SaveBar
from gong_admin.ui.panels.profiles.settings_view import SettingsView
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Pane, Separator, tight
from gong_admin.ui.widgets.button import Button, IconButton, ToggleButton
from gong_admin.ui.widgets.fields import SearchField
from gong_admin.ui.widgets.loading import LoadingBar, Skeleton
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.offer_bar import OfferBar
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.pill import Pill
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.splitter import Splitter
from gong_admin.ui.widgets.states import EmptyState, ErrorState, Hint

VIEW_ID = "profiles"
_FILTER_AT_LEAST, _FILTER_AT_MOST = 130, 200  # pixels
_HIGH = 520  # pixels from which on the description has room
_ROOMY = 1080  # pixels that the list and all buttons beside a title need


class ProfilesView(Pane):
    """Fills in what the presenter says and tells what the user wants.

    `chosen(profile_id)` from the side list; `count_wanted` to read the members of all profiles;
    `names_wanted` to read the users, so that leads have names.
    """

    chosen = Signal(str)
    count_wanted = Signal()
    names_wanted = Signal()
    refresh_requested = Signal()
    load_cancelled = Signal()
    message_action = Signal(object)
    empty_action = Signal(str)
    followed = Signal(str, str)

    def __init__(self, detail: ProfileDetail, settings: Settings) -> None:
        super().__init__("surface")
        self._settings = settings
        self._wanted = not settings.view(VIEW_ID).get("detail_hidden", False)
        usual = theme.size("inspector") + theme.space.m
        self._detail_width = settings.size(VIEW_ID, "detail_width", usual)
        self._has_profile = self._has_description = False
        self._locked = ""
        self._others: tuple[tuple[str, str], ...] | None = None
        self._message: UserMessage | None = None

        self.side = SideList(self.tr("Permission profiles"), self.tr("Filter profiles"))
        self.side.setMinimumWidth(192)
        self.side.chosen.connect(self.chosen)
        self.count_button = IconButton("users-three", self.tr("Read members"), outlined=True)
        self.count_button.clicked.connect(self.count_wanted)
        self.side.add_button(self.count_button)
        self._making, self._for_good = False, ""
        self.new_button = IconButton("plus", self.tr("New profile"), outlined=True)
        self.side.add_button(self.new_button)

        self.header = PanelHeader(self.tr("Permission profiles"))
        self.header.refresh_requested.connect(self.refresh_requested)
        self.rename_button = IconButton("pencil-simple", self.tr("Name and description"))
        self.header.add_beside_title(self.rename_button)
        self.undo_button = IconButton("arrow-u-up-left", self.tr("Undo"))
        self.redo_button = IconButton("arrow-u-up-right", self.tr("Redo"))
        self.clone_button = Button(self.tr("Clone"), icon="copy")
        self.compare_button = Button(self.tr("Compare"), icon="columns")
        self.more_button = IconButton("dots-three", self.tr("More"))
        self.detail_button = ToggleButton("layout", self.tr("Show details"))
        self.detail_button.clicked.connect(self._toggle_detail)
        for button in (self.undo_button, self.redo_button, self.clone_button, self.compare_button):
            self.header.add_action(button)
        self.header.add_action(self.more_button)
        self.header.add_action(self.detail_button)
        self.description = ElidedLabel("", "secondary")

        self.filter_field = SearchField(self.tr("Filter settings"))
        self.mode = Segmented(
            [
                ("all", self.tr("All")),
                ("changed", self.tr("Changed")),
                ("risky", self.tr("Risky")),
                ("on", self.tr("On")),
            ],
            name=self.tr("Which settings"),
        )
        self.differs = Select(name=self.tr("Only what differs from another profile"))
        theme.changed.connect(self._fit)
        self._fit()
        self.lock_pill = Pill(self.tr("Read-only"), "neutral", "lock-simple-fill")
        self.message_bar = MessageBar()
        self.message_bar.action_triggered.connect(self.message_action)
        self.loading_bar = LoadingBar()
        self.loading_bar.cancelled.connect(self.load_cancelled)
        self.loading_bar.hide()
        self.names_hint = Hint(
            self.tr("Leads are shown by their ids until the users have been read."),
            link=self.tr("Read users"),
            boxed=True,
        )
        self.names_hint.followed.connect(self.names_wanted)
        self.names_hint.hide()
        self.identity_problems = ProblemList()
        self.draft_bar = OfferBar(icon="clock-counter-clockwise")
        self.rebase_bar = OfferBar(icon="git-merge")
        self.gone_bar = OfferBar(icon="trash")
        self.save_bar = SaveBar()

        self.settings_view = SettingsView()
        self.settings_view.person_opened.connect(self._open_person)
        self.settings_view.folder_opened.connect(self._open_folder)
        self.settings_view.cleared.connect(self.clear_filter)
        self.settings_view.counted.connect(self._counted)
        self.filter_field.textChanged.connect(self.settings_view.set_filter)
        self.filter_field.left_downwards.connect(self.settings_view.enter)
        self.filter_field.returnPressed.connect(self.settings_view.enter)
        self.mode.changed.connect(self.settings_view.set_mode)
        self.skeleton = Skeleton()
        self.empty_state = EmptyState("")
        self.empty_state.action_triggered.connect(self.empty_action)
        self.error_state = ErrorState()
        self.error_state.chosen.connect(self.message_action)
        self.detail = detail
        detail.followed.connect(self.followed)
        self._build(settings.size(VIEW_ID, "side_width", theme.size("side_list") + theme.space.s))
        self._apply_detail()
        theme.changed.connect(self._fit_header)

    def _fit(self) -> None:
        # Not in full step with the text: the switch behind it needs room too.
        grown = 1 + max(0.0, theme.text_scale - 1) / 2
        self.differs.setFixedWidth(round(150 * grown))

    # -- layout --------------------------------------------------------------------------------

    def _build(self, side_width: int) -> None:
        edge = theme.size("edge_padding_x")
        self._tools = QWidget()
        row = QHBoxLayout(self._tools)
        row.setContentsMargins(edge, 0, edge, theme.space.m)
        row.setSpacing(theme.space.m)
        row.addWidget(self.filter_field)
        row.addWidget(self.mode)
        row.addWidget(self.differs)
        row.addStretch(1)
        row.addWidget(self.lock_pill)
        about = QHBoxLayout()
        about.setContentsMargins(edge, 0, edge, theme.space.m)
        about.addWidget(self.description, 1)
        self._about = QWidget()
        self._about.setLayout(about)
        self._notes = QWidget()
        notes = QVBoxLayout(self._notes)
        notes.setContentsMargins(edge, 0, edge, theme.space.m)
        notes.setSpacing(theme.space.s)
        for note in self._all_notes():
            notes.addWidget(note)
        body = QWidget()
        self._stack = QStackedLayout(body)
        for page in (self.settings_view, self.skeleton, self.empty_state, self.error_state):
            self._stack.addWidget(page)
        self.splitter = self._split(body, self.detail, self.tr("Width of the details"))
        self.splitter.splitterMoved.connect(self._remember_widths)
        main = Pane("surface")
        column = QVBoxLayout(main)
        tight(column)
        for part in (self.header, self._about, self._tools, self._notes):
            column.addWidget(part)
        for bar in (self.gone_bar, self.draft_bar, self.rebase_bar, Separator()):
            column.addWidget(bar)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.save_bar)
        self.outer = self._split(self.side, main, self.tr("Width of the profile list"))
        self.outer.setStretchFactor(0, 0)
        self.outer.setStretchFactor(1, 1)
        self.outer.setSizes([side_width, max(1, theme.size("dialog"))])
        self.outer.splitterMoved.connect(self._remember_widths)
        whole = QVBoxLayout(self)
        tight(whole)
        whole.addWidget(self.outer)

    @staticmethod
    def _split(left: QWidget, right: QWidget, border: str) -> Splitter:
        splitter = Splitter(Qt.Orientation.Horizontal, [border])
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        return splitter

    # -- profiles ------------------------------------------------------------------------------

    def show_profiles(self, items: Sequence[SideItem], chosen: str) -> None:
        """Fill the side list and mark one entry."""
        self.side.set_items(items)
        self.side.choose(chosen)
        count = len(items)
        words = self.tr("Filter {0} profiles").format(f"{count:,}")
        self.side.filter_field.setPlaceholderText(words if count else self.tr("Filter profiles"))

    def show_profile(self, shown: Shown, *, moved: bool) -> None:
        """Show one profile in full; `moved` when it is another than before."""
        self.show_identity(shown)
        self.settings_view.show_profile(shown)
        if moved:
            self.settings_view.to_top()

    def show_identity(self, shown: Shown) -> None:
        """Show its name and description."""
        # Stray blanks stay in the data; as a title they would only look like a mistake of ours.
        self.header.set_title(shown.reading.name.strip() or shown.reading.id)
        self.description.setText(shown.reading.description)
        self._has_description = bool(shown.reading.description)
        self._fit_header()

    def show_identity_problems(self, problems: Sequence[Problem], *, fixable: bool) -> None:
        """What is wrong with its name."""
        self.identity_problems.show_problems(problems, fixable=fixable)
        self._fit_notes()

    def show_others(self, others: Sequence[tuple[str, str]], chosen: str) -> None:
        """The profiles that this one can be compared with: ids and names."""
        if tuple(others) != self._others:
            self._others = tuple(others)
            self.differs.set_options([("", self.tr("Differs from…")), *others], chosen)
        else:
            self.differs.set_value(chosen)

    def set_locked(self, reason: str, for_good: str) -> None:
        """Why nothing can be edited now, and why no profile can be made at all; "" where it can."""
        self.settings_view.set_locked(reason)
        self._locked = reason
        self._fit_header()
        self.lock_pill.setToolTip(reason)
        self.lock_pill.setAccessibleDescription(reason)
        self.rename_button.set_disabled_because(reason)
        self._for_good = for_good
        self.set_making(self._making)

    def set_making(self, making: bool) -> None:
        """While a profile is being made, no other can be begun."""
        self._making = making
        why_not = self._for_good or (self.tr("A profile is being made") if making else "")
        for button in (self.new_button, self.clone_button):
            button.set_disabled_because(why_not)

    def show_body(self, what: str) -> None:
        """What fills the panel: "settings", "loading", "empty" or "error"."""
        pages: dict[str, QWidget] = {
            "settings": self.settings_view,
            "loading": self.skeleton,
            "empty": self.empty_state,
            "error": self.error_state,
        }
        self._has_profile = what == "settings"
        if not self._has_profile:
            self.header.set_title(self.tr("Permission profiles"))
        self._tools.setVisible(self._has_profile)
        self._stack.setCurrentWidget(pages[what])
        if not self._has_profile:
            for bar in (self.save_bar, self.draft_bar, self.rebase_bar):
                bar.hide()
        self._fit_header()
        self._apply_detail()
        self._fit_notes()

    def show_loading(self, title: str, detail: str) -> None:
        self.loading_bar.set_progress(title, detail, None)
        self.loading_bar.show()
        self._fit_notes()

    def show_loaded(self) -> None:
        self.loading_bar.hide()
        self._fit_notes()

    def show_message(self, message: UserMessage | None) -> None:
        """Say what went wrong, above the settings and in their place where there are none. One
        that was closed by hand does not come back."""
        if message is self._message:
            return
        self._message = message
        if message is None:
            self.message_bar.clear()
        else:
            self.message_bar.show_message(message)
            self.error_state.show_message(message)
        self._fit_notes()

    def show_names_hint(self, shown: bool) -> None:
        """Whether leads are named by their ids only."""
        self.names_hint.setVisible(shown)
        self._fit_notes()

    def clear_filter(self) -> None:
        self.filter_field.clear()
        if self.differs.value():
            self.differs.set_value("")
            self.differs.changed.emit("")
        self.mode.set_value("all")
        self.settings_view.set_mode("all")
        self.filter_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit_notes(self) -> None:
        failed = self._stack.currentWidget() is self.error_state
        self.message_bar.setVisible(self.message_bar.message() is not None and not failed)
        self._notes.setVisible(any(not note.isHidden() for note in self._all_notes()))

    def _all_notes(self) -> tuple[QWidget, ...]:
        return (self.message_bar, self.loading_bar, self.identity_problems, self.names_hint)

    def _counted(self, counts: dict[str, int]) -> None:
        for mode, count in counts.items():
            self.mode.set_count(mode, count)

    def _open_person(self, user_id: str) -> None:
        self.followed.emit("users", user_id)

    def _open_folder(self, folder_id: str) -> None:
        self.followed.emit("library", folder_id)

    # -- the detail pane -----------------------------------------------------------------------

    def _toggle_detail(self) -> None:
        self._wanted = self.detail_button.isChecked()
        self._remember(detail_hidden=not self._wanted)
        self._apply_detail(forced=self._wanted)

    def _apply_detail(self, *, forced: bool = False) -> None:
        roomy = self.width() >= theme.size("side_list") + 2 * theme.size("detail") + 160
        visible = self._wanted and self._has_profile and (roomy or forced)
        if visible and self.detail.isHidden():
            self.detail.show()
            room = self.splitter.width() - self._detail_width
            self.splitter.setSizes([max(room, 1), self._detail_width])
        elif not visible:
            self.detail.hide()
        # Down means that the details are seen, not that they are wanted.
        self.detail_button.setChecked(visible)
        self.detail_button.set_disabled_because(
            "" if self._has_profile else self.tr("No profile is open")
        )

    def _remember_widths(self) -> None:
        self._remember(side_width=self.outer.sizes()[0])
        if not self.detail.isHidden():
            self._detail_width = self.splitter.sizes()[1]
            self._remember(detail_width=self._detail_width)

    def _remember(self, **values: object) -> None:
        self._settings.set_view(VIEW_ID, {**self._settings.view(VIEW_ID), **values})

    def _fit_header(self) -> None:
        """In a narrow panel the title comes first: what the menu offers as well gives way."""
        shown = self._has_profile
        for button in (self.more_button, self.rename_button, self.undo_button, self.redo_button):
            button.setVisible(shown)
        roomy = self.width() >= _ROOMY * max(1.0, theme.text_scale)
        for wide in (self.clone_button, self.compare_button, self.header.export_button):
            wide.setVisible(shown and roomy)
        low = self.height() < _HIGH * max(1.0, theme.text_scale)
        self._about.setVisible(shown and self._has_description and not low)
        # What narrows the settings stays, what compares them goes first.
        grown = 1 + max(0.0, theme.text_scale - 1) / 2
        gap, edges = theme.space.m, 2 * theme.size("edge_padding_x")
        room = self.width() - self.side.width() - edges - self.mode.sizeHint().width()
        least, most = round(_FILTER_AT_LEAST * grown), round(_FILTER_AT_MOST * grown)
        differs = self.differs.width() + gap
        self.differs.setVisible(room - differs - gap >= least)
        room -= gap + (differs if not self.differs.isHidden() else 0)
        pill = self.lock_pill.sizeHint().width() + gap
        self.lock_pill.setVisible(bool(self._locked) and room - pill >= least)
        room -= pill if not self.lock_pill.isHidden() else 0
        self.filter_field.setFixedWidth(max(least, min(most, room)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._apply_detail()
        self._fit_header()
