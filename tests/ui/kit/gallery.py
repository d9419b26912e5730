"""Paints every widget of the kit in its states, in both schemes: `python -m tests.ui.kit.gallery
DIR [SCALE]`. Whoever changes a widget runs it and looks at the pictures."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__" and len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.ui.picture import picture_of
from gong_admin.ui.theme import apply_theme
from gong_admin.ui.widgets.avatar import Avatar, TenantBadge
from gong_admin.ui.widgets.basics import KeyCaps, Label, Pane, Separator
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton, ToggleButton
from gong_admin.ui.widgets.card import Card, Heading, StatTile
from gong_admin.ui.widgets.chart import BarChart, HorizontalBars
from gong_admin.ui.widgets.check_box import CheckBox
from gong_admin.ui.widgets.chip import Chip
from gong_admin.ui.widgets.code_view import CodeView
from gong_admin.ui.widgets.date_field import DateTimeField
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.dialog import ConfirmDialog
from gong_admin.ui.widgets.fields import Field, LineEdit, SearchField, TextArea
from gong_admin.ui.widgets.json_view import JsonView
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.loading import LoadingBar, Skeleton
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.meter import Meter
from gong_admin.ui.widgets.panel_header import PanelHeader
from gong_admin.ui.widgets.pill import KindTag, Pill
from gong_admin.ui.widgets.popup import Menu, Popup
from gong_admin.ui.widgets.review import Change, Consequence, Review, ReviewDialog
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.select import Select
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.states import (
    EmptyState,
    ErrorState,
    Hint,
    Reason,
    StateAction,
)
from gong_admin.ui.widgets.switch import Switch
from gong_admin.ui.widgets.tabs import Tabs
from gong_admin.ui.widgets.timeline import Moment, Timeline
from gong_admin.ui.widgets.toast import show_toast

MESSAGE = UserMessage(
    Severity.ERROR,
    "Gong's limit for today is reached, so the list stopped at 900 of 1,284 users",
    "All 10,000 calls are used, by every integration of the company together. "
    "Gong takes calls again at 04:12, in 3 h 20 min.",
    (
        ("Request", "POST /v2/users/extensive, page 10"),
        ("Answer", "429 Too Many Requests, Retry-After: 12010"),
        ("Request id", "7qw20mfa81xzlrt5kd3"),
    ),
    (ActionKind.RETRY, ActionKind.COPY_DETAILS),
)

REVIEW = Review(
    title="Save 3 changes to Account executive?",
    action="Save 3 changes",
    tenant="Orvane",
    tenant_kind="Production",
    tenant_colour="tenant_production",
    target="EMEA sales · Account executive",
    target_id="3184029657701245",
    extra_title="Members touched",
    changes=(
        Change("Calls", "Own", "Team", "Leads: Ines Okafor, Kenji Arakawa", extra="214"),
        Change(
            "Download call media", "On", "Off", before_icon="check", after_icon="minus", extra="214"
        ),
        Change(
            "Delete calls",
            "Off",
            "On",
            "Deletes recordings for good",
            True,
            "minus",
            "check",
            "214",
        ),
    ),
    warning_title="214 members will be able to delete calls",
    warning_text="A deleted call is gone for good: Gong has no bin and the API no restore.",
    method="PUT",
    request_line="/v2/permission-profile?profileId=3184029657701245",
    request="PUT /v2/permission-profile?profileId=3184029657701245\n"
    "Content-Type: application/json\n\n{\n"
    '  "name": "Account executive",\n  "deleteCalls": true\n}',
    request_note="55 fields, 3 edited",
    footnote="The profile is read back after saving and compared with what was sent.",
)

ERASE = Review(
    title="Erase everything Gong holds on Marta Ilves?",
    action="Erase data of 1 person",
    action_icon="eraser",
    tenant="Orvane",
    tenant_kind="Production",
    tenant_colour="tenant_production",
    target="in all 4 workspaces",
    counts=(("342", "emails"), ("17", "calls"), ("23", "meetings"), ("6", "leads and contacts")),
    consequences=(
        Consequence("What is erased can't be brought back, by Gong or by anybody.", "danger"),
        Consequence(
            "CRM and mail bring the person back unless they were deleted there first.",
            icon="arrows-clockwise",
        ),
        Consequence("Gong works on it for hours and doesn't tell how far it is.", icon="clock"),
    ),
    retype="marta.ilves@corvane.test",
    retype_label="Type the address to confirm:",
    destructive=True,
)

BODY = (
    b'{"requestId":"4al018gzaztcr8nbukw","records":{"totalRecords":2,"currentPageSize":2},'
    b'"users":[{"id":"7782390045162831","emailAddress":"dwhitfield@orvane.test","active":true,'
    b'"phoneNumber":null,"rate":1.50,"settings":{"emailsImported":true}},{"id":"5120"}]}'
)


def _pane(*rows: QWidget | list[QWidget], background: str = "surface") -> Pane:
    pane = Pane(background)  # type: ignore[arg-type]
    column = QVBoxLayout(pane)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(12)
    for row in rows:
        if isinstance(row, list):
            line = QHBoxLayout()
            line.setSpacing(8)
            for widget in row:
                line.addWidget(widget)
            line.addStretch(1)
            column.addLayout(line)
        else:
            column.addWidget(row)
    return pane


def _active(button: Button) -> Button:
    button.set_active(True)
    return button


def _off(button: Button) -> Button:
    button.set_disabled_because("The connection is read-only")
    return button


def controls() -> QWidget:
    staged = Segmented([("all", "All"), ("team", "Team"), ("own", "Own")], value="team", equal=True)
    staged.set_staged(True)
    counted = Segmented([("all", "All"), ("changed", "Changed"), ("risky", "Risky")])
    counted.set_count("changed", 3)
    counted.set_count("risky", 4)
    bad = Field("Base URL", LineEdit("gong"), help_text="As Gong shows it")
    bad.set_error("An address begins with https://")
    off = Switch("Off and disabled")
    off.set_disabled_because("no")
    mixed = CheckBox("Some")
    mixed.setTristate(True)
    mixed.setCheckState(Qt.CheckState.PartiallyChecked)
    ticked = CheckBox("Account executive")
    ticked.setChecked(True)
    toggle = ToggleButton("star", "Favourite")
    toggle.setChecked(True)
    search = SearchField("Filter all columns")
    filled = SearchField("Filter all columns")
    filled.setText("dana")
    moment = DateTimeField(name="From", placeholder="Not sent", zone=UTC)
    moment.set_value(datetime(2021, 1, 1, tzinfo=UTC))
    return _pane(
        [
            Button("Export", icon="download-simple", caret=True),
            Button("Compare access", kind="primary", icon="columns"),
            Button("Retry now", kind="ghost", icon="arrow-clockwise"),
            Button("Erase data of 1 person", kind="danger", icon="eraser"),
            Button("Changes allowed", kind="unlocked", icon="lock-simple-open"),
        ],
        [
            _off(Button("Export", icon="download-simple", caret=True)),
            _off(Button("Copy settings", kind="primary")),
            _off(Button("Reset", kind="ghost")),
            _active(Button("Status", badge=1, caret=True)),
            _active(Button("Profile", badge=7, caret=True)),
            Button("Manager", caret=True),
        ],
        [
            IconButton("arrows-clockwise", "Refresh"),
            IconButton("plus", "Add", outlined=True),
            toggle,
            LinkButton("Clear all"),
            LinkButton("Open in Gong's admin centre", icon="arrow-square-out"),
            KeyCaps("Ctrl+K"),
        ],
        [
            search,
            filled,
            Select([("a", "Account executive"), ("b", "Team lead")], name="Profile"),
            LineEdit("7782390045162831", mono=True),
        ],
        [moment, DateTimeField(name="To", placeholder="Not sent")],
        [
            Switch("Differences only", checked=True),
            Switch("Only mine"),
            off,
            ticked,
            CheckBox("Deal desk"),
            mixed,
        ],
        [counted, staged],
        [
            Chip("Status", "Active"),
            Chip("Created", "after 1 Jan 2019"),
            Chip("Ines Okafor", avatar="Ines Okafor"),
            Chip("fixed", removable=False),
        ],
        [
            Pill("Recorded", "ok", "record-fill"),
            Pill("Import", "neutral", "download-simple"),
            Pill("Prevented", "warn", "prohibit"),
            Pill("Failed", "danger"),
            Pill("Erasing", "accent", "hourglass"),
            Pill("Incomplete", "warn"),
            KindTag("Demo", "tenant_demo"),
            KindTag("Production", "tenant_production"),
            TenantBadge("Orvane"),
            TenantBadge("Orvane", "tenant_production"),
            TenantBadge("Mine", "#2277CC"),
        ],
        [
            Avatar(name)
            for name in (
                "Amara Nwosu",
                "Beatriz Moura",
                "Callum Reyes",
                "Dana W",
                "Ewa Z",
                "Freya Lund",
                "x@y.test",
            )
        ],
        bad,
        Field("Keywords", TextArea("One\nTwo", lines=3), hint="one a line"),
        Field(
            "Include avatars",
            Switch(),
            hint="yes or no",
            beside=True,
            help_text="Also users that stand for Gong's own staff",
        ),
    )


def states() -> QWidget:
    error, warn = MessageBar(), MessageBar()
    error.show_message(MESSAGE)
    error.show_details()
    warn.show_message(
        UserMessage(
            Severity.WARNING,
            "This list is incomplete",
            "Cancelled at 300 of 1,284 users.",
            actions=(ActionKind.RELOAD,),
        )
    )
    info = MessageBar()
    info.show_message(UserMessage(Severity.INFO, "Nothing has changed", "Same as yesterday."))
    loading = LoadingBar()
    loading.set_progress(
        "Reading users: 300 of 1,284",
        "4 s left at Gong's limit of 3 API calls a second. 10 more API calls.",
        0.23,
    )
    skeleton = Skeleton((240, 240, 200, 170, 150), avatar=True)
    skeleton.setFixedHeight(260)
    parts = Meter("Addresses")
    parts.set_parts([(0.41, "accent"), (0.22, "control"), (0.01, "danger_mark")])
    boxed = Hint(
        "Gong doesn't tell how far an erasure is. The count falls as repeated lookups find less.",
        boxed=True,
    )
    return _pane(
        error,
        warn,
        info,
        loading,
        skeleton,
        parts,
        boxed,
        Hint("Gong's API can't change these settings.", link="Open in Gong's admin centre"),
    )


def panel() -> QWidget:
    root = Pane("surface")
    row = QHBoxLayout(root)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    side = SideList("Profiles", "Filter 14 profiles")
    side.add_button(IconButton("plus", "New profile", outlined=True))
    side.set_items(
        [
            SideItem("1", "Account executive", "214 members", "3 changes", "EMEA"),
            SideItem("2", "Business admin", "6 members", group="EMEA"),
            SideItem("3", "Collaborator", "87 members", group="EMEA"),
            SideItem(
                "4", "A profile with a very long name that must be cut", "1 member", group="US"
            ),
            SideItem("5", "One line only", group="US"),
        ]
    )
    side.choose("1")
    side.setFixedWidth(256)
    middle = QVBoxLayout()
    header = PanelHeader("Calls")
    header.set_data("0 calls", datetime.now(UTC) - timedelta(minutes=2))
    header.export_button.show()
    header.set_state("Incomplete")
    header.add_action(Button("Compare access", kind="primary", icon="columns"))
    empty = EmptyState(
        "No calls found",
        reasons=[
            Reason(
                "calendar-x",
                "Nothing there",
                "No call started in Partner desk between 1 and 15 November 2026.",
            ),
            Reason(
                "key",
                "Or this key may not see it",
                "Gong answers the same when a key lacks the scope",
                "api:calls:read:basic",
            ),
        ],
        actions=[
            StateAction("more", "Search the last 90 days", "calendar-blank", True),
            StateAction("all", "All workspaces", "stack"),
            StateAction("check", "Check this key", "key"),
        ],
        footnote="Gong answered 404",
        code="4hr91kzqmx02vbtwe7a",
    )
    middle.addWidget(header)
    middle.addWidget(Separator())
    middle.addWidget(empty, 1)
    pane = DetailPane("Details", avatar=True)
    pane.open_button.show()
    pane.set_head(
        "Dana Whitfield",
        "Enablement manager",
        pills=[("Active", "ok", None), ("Business admin", "neutral", "shield-check")],
    )
    facts = KeyValueList()
    facts.add_section("Recording and import", "7 settings")
    facts.add_switch("Web conferences recorded", True)
    facts.add_switch("Prevent web conference recording", False)
    facts.add_section("Identity")
    facts.add("Email", "dwhitfield@orvane.test")
    facts.add_link("Manager", "Ruth Calloway", "1")
    facts.add("User id", "7782390045162831", mono=True, copyable=True)
    facts.add("Title", "")
    facts.add_full(
        Hint("Gong's API can't change these settings.", link="Open in Gong's admin centre")
    )
    pane.add_tab("settings", "Settings", facts)
    timeline = Timeline("History", grows=True)
    timeline.set_moments(
        [
            Moment("Web conferences recorded", "Turned on", "3 Nov, 10:12", "", "record", "ok"),
            Moment(
                "Prevent email import",
                "Turned on, for 6 weeks",
                "22 Sep, 16:40",
                "",
                "prohibit",
                "warn",
            ),
            Moment("Active", "Turned off", "2 Oct 2025", "", "user", "danger"),
            Moment("Evidence pack", "Made when nothing is left", "", "", "flag", pending=True),
        ]
    )
    pane.add_tab("history", "History", timeline, count=9)
    pane.add_tab("calls", "Calls", QWidget(), count=148)
    pane.setFixedWidth(320)
    row.addWidget(side)
    row.addWidget(Separator(Qt.Orientation.Vertical))
    row.addLayout(middle, 1)
    row.addWidget(Separator(Qt.Orientation.Vertical))
    row.addWidget(pane)
    root.detail = pane  # type: ignore[attr-defined]
    return root


def history() -> QWidget:
    root = panel()
    root.detail.tabs.choose("history")  # type: ignore[attr-defined]
    return root


def failed() -> QWidget:
    state = ErrorState()
    state.show_message(MESSAGE)
    return _pane(state)


def overview() -> QWidget:
    root = Pane("surface")
    grid = QGridLayout(root)
    grid.setContentsMargins(16, 16, 16, 16)
    for column, (label, value, note) in enumerate(
        (
            ("Users", "1,284", "1,201 active, 83 not"),
            ("Recorded", "86 %", "1,033 of 1,201 active"),
            ("Profiles", "14", "in 4 workspaces"),
            ("Recorded today", "–", "not read yet"),
        )
    ):
        tile = StatTile(label, clickable=True)
        tile.set_figure(value, note)
        grid.addWidget(tile, 0, column)
    bars = BarChart("Calls recorded", "calls")
    bars.set_caption("14,933 in 58 days")
    start = date(2026, 9, 24)
    bars.set_days(
        [
            (
                start + timedelta(days=n),
                60 + n % 5 if (start + timedelta(days=n)).weekday() > 4 else 280 + n * 37 % 130,
            )
            for n in range(58)
        ]
    )
    shares = HorizontalBars("Users by profile", "Profile", "Users")
    shares.set_caption("EMEA sales")
    shares.set_shares(
        [
            ("Standard member", 388),
            ("Account executive", 214),
            ("Customer success", 142),
            ("Sales developer", 96),
            ("Collaborator", 87),
            ("Sales engineer", 41),
            ("Team lead", 38),
            ("Deal desk", 33),
            ("X", 40),
        ]
    )
    table = HorizontalBars("Users by profile", "Profile", "Users")
    table.set_shares([("Standard member", 388), ("Account executive", 214)])
    table.table_button.setChecked(True)
    grid.addWidget(bars, 1, 0, 1, 3)
    grid.addWidget(shares, 1, 3, 1, 1)
    grid.addWidget(table, 2, 3)
    card = Card()
    card.body.addWidget(Heading("Needs attention", right=True))
    card.body.addStretch(1)
    grid.addWidget(card, 2, 0, 1, 3)
    grid.setRowStretch(1, 1)
    return root


def code() -> QWidget:
    tabs = Tabs("Request")
    tabs.add(
        "curl",
        "curl",
        CodeView(
            'curl -X POST "$GONG_URL/v2/users/extensive" \\\n  -u "$GONG_ACCESS_KEY:$GONG_SECRET" '
            "\\\n  -H 'Content-Type: application/json' \\\n  -d '{\"filter\": {\n"
            '        "createdFromDateTime": "2021-01-01T00:00:00Z",\n'
            '        "includeAvatars": false}}\'',
            language="curl",
            name="curl",
        ),
    )
    python = CodeView(
        "import os\nimport requests\n\n# Users by filter\nanswer = requests.post(\n"
        '    os.environ["GONG_URL"] + "/v2/users",\n    timeout=60,\n    json=None,\n)',
        language="python",
        name="Python",
    )
    tabs.add("python", "Python", python)
    json_view, folded = JsonView(), JsonView()
    json_view.set_json(BODY)
    folded.set_json(BODY)
    folded.toggle_fold(2)
    second = CodeView(python.toPlainText(), language="python")
    return _pane(tabs, second, json_view, folded)


def _show(root: QWidget, size: tuple[int, int]) -> QWidget:
    root.resize(*size)
    root.show()
    QApplication.processEvents()
    return root


def dialogs(review: Review | None, unfolded: bool = False) -> Callable[[], QWidget]:
    def build() -> QWidget:
        root = _show(panel(), (1200, 800))
        if review is None:
            dialog = ConfirmDialog(
                root,
                "Remove this connection?",
                "Its key leaves the keyring. Nothing changes in Gong.",
                "Remove connection",
                danger=True,
            )
        else:
            dialog = ReviewDialog(root, review)
            if unfolded and dialog._request is not None:
                dialog._request.toggle()
        dialog.open()
        return root

    return build


def floats() -> QWidget:
    root = _show(controls(), (900, 900))
    popup = Popup(root, width=256)
    for words in ("Account executive", "Business admin", "Collaborator"):
        popup.body.addWidget(CheckBox(words))
    popup.body.addWidget(Label("In a popup"))
    popup.body.setContentsMargins(12, 12, 12, 12)
    anchor = root.findChildren(Button)[9]
    popup.open_below(anchor)
    menu = Menu("", root)
    menu.add("Copy cells", icon="copy", shortcut="Ctrl+C")
    menu.add("As JSON", checked=True)
    menu.add("Compact rows", checked=False)
    menu.addSeparator()
    menu.add("Erase…", icon="eraser", danger=True)
    menu.add("Compare", icon="columns", disabled_because="Choose two")
    menu.popup(root.mapToGlobal(root.rect().center()))
    show_toast(root, "1,284 users written to users.xlsx", action="Open folder")
    return root


SHEETS: dict[str, tuple[Callable[[], QWidget], tuple[int, int]]] = {
    "controls": (controls, (900, 900)),
    "states": (states, (1000, 1010)),
    "panel": (panel, (1200, 800)),
    "history": (history, (1200, 800)),
    "failed": (failed, (800, 600)),
    "overview": (overview, (1200, 700)),
    "code": (code, (700, 900)),
    "review": (dialogs(REVIEW), (1200, 800)),
    "review-request": (dialogs(REVIEW, True), (1200, 800)),
    "erase": (dialogs(ERASE), (1200, 800)),
    "confirm": (dialogs(None), (1200, 800)),
    "floats": (floats, (900, 900)),
}


def main(folder: Path) -> None:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        apply_theme(app, scheme)  # type: ignore[arg-type]
        for name, (build, size) in SHEETS.items():
            root = _show(build(), size)
            for _ in range(5):
                app.processEvents()
            picture_of(root).save(str(folder / f"{name}-{scheme}.png"))
            root.close()
            root.deleteLater()
            app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
