"""Bars, states, dialogs, panes, lists and views: what they say, and that they answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.ui.links import open_folder, open_page
from gong_admin.ui.picture import picture_of
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, IconLabel
from gong_admin.ui.widgets.button import Button, IconButton, LinkButton
from gong_admin.ui.widgets.change_table import ChangeTable
from gong_admin.ui.widgets.chart import BarChart, HorizontalBars, trailing_mean
from gong_admin.ui.widgets.detail_pane import DetailPane
from gong_admin.ui.widgets.dialog import ConfirmDialog, Scrim
from gong_admin.ui.widgets.json_view import JsonView, fold_ranges, indented
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar, action_icon, action_words
from gong_admin.ui.widgets.panel_header import PanelHeader, age_text
from gong_admin.ui.widgets.review import Change, Consequence, Review, ReviewDialog
from gong_admin.ui.widgets.side_list import SideItem, SideList
from gong_admin.ui.widgets.states import EmptyState, ErrorState, Reason, StateAction
from gong_admin.ui.widgets.timeline import Moment, Timeline
from gong_admin.ui.widgets.toast import Toast, show_toast

Show = Callable[..., QWidget]
Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton

MESSAGE = UserMessage(
    Severity.ERROR,
    "The list stopped at 900 of 1,284 users",
    "Gong takes calls again at 04:12.",
    (("Answer", "429"), ("Request id", "7qw20mfa81xzlrt5kd3")),
    (ActionKind.RETRY,),
)


def _words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_message_offers_its_actions_and_copies_its_details(shown: Show, qtbot: Any) -> None:
    bar = MessageBar()
    shown(bar)
    assert not bar.isVisible()
    bar.show_message(MESSAGE)
    assert MESSAGE.title in _words(bar)
    assert "429" not in _words(bar)
    bar._fold.click()
    assert "429" in _words(bar)
    retry, copy = bar.buttons()
    with qtbot.waitSignal(bar.action_triggered) as told:
        qtbot.keyClick(retry, Key.Key_Return)
    assert told.args == [ActionKind.RETRY]
    copy.click()
    assert "Request id: 7qw20mfa81xzlrt5kd3" in QGuiApplication.clipboard().text()
    with qtbot.waitSignal(bar.dismissed):
        qtbot.keyClick(retry, Key.Key_Escape)
    assert bar.message() is None


def test_a_link_is_opened_only_when_it_is_a_web_page(
    shown: Show, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(url.toString()) or True
    )
    bar, page = MessageBar(), "https://help.gong.test/why"
    shown(bar)
    for link in ("file:///etc/passwd", "https:", "", page):
        details = (("Link", link),)
        bar.show_message(
            UserMessage(Severity.ERROR, "A conflict", "", details, (ActionKind.OPEN_LINK,))
        )
        bar.buttons()[0].click()
    assert opened == [page]


def test_where_nothing_opens_a_page_or_a_folder_its_address_is_copied(
    shown: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    holder = QWidget()
    shown(holder)
    holder.window().activateWindow()
    assert open_page("https://help.gong.test/why")
    assert QGuiApplication.clipboard().text() == "https://help.gong.test/why"
    assert "copied" in holder.window().findChild(Toast).accessibleName()
    open_folder(tmp_path)
    assert QGuiApplication.clipboard().text() == str(tmp_path)


def test_every_action_has_words_and_an_icon() -> None:
    assert all(action_words(kind) and action_icon(kind) for kind in ActionKind)


def test_an_empty_list_says_why_and_what_to_do(shown: Show, qtbot: Any) -> None:
    state = EmptyState(
        "No calls found",
        reasons=[Reason("key", "Or this key may not see it", "It lacks", "api:calls:read:basic")],
        actions=[StateAction("wider", "Search the last 90 days", primary=True)],
        footnote="Gong answered 404",
        code="4hr91kzqmx02vbtwe7a",
    )
    shown(state)
    assert "api:calls:read:basic" in _words(state)
    assert "api:calls:read:basic" in state.accessibleDescription()
    with qtbot.waitSignal(state.action_triggered) as told:
        state.buttons()[0].click()
    assert told.args == ["wider"]
    (copy,) = [b for b in state.findChildren(IconButton) if "request id" in b.accessibleName()]
    copy.click()
    assert QGuiApplication.clipboard().text() == "4hr91kzqmx02vbtwe7a"


def test_an_error_without_content_can_be_retried(shown: Show, qtbot: Any) -> None:
    state = ErrorState()
    shown(state)
    state.show_message(MESSAGE)
    with qtbot.waitSignal(state.chosen) as told:
        state.buttons()[0].click()
    assert told.args == [ActionKind.RETRY]


def test_loading_can_be_cancelled(shown: Show, qtbot: Any) -> None:
    bar = LoadingBar()
    shown(bar)
    bar.set_progress("Reading users: 300 of 1,284", "4 s left", 0.23)
    assert bar.accessibleName() == "Reading users: 300 of 1,284"
    with qtbot.waitSignal(bar.cancelled):
        bar._cancel.click()


def test_ages_are_said_as_people_say_them() -> None:
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)
    said = [age_text(now - timedelta(seconds=s), now) for s in (3, 45, 150, 7300, 200_000)]
    assert said == ["just now", "40 s ago", "2 min ago", "2 h ago", "2 days ago"]


def test_a_panel_header_tells_what_and_how_old(shown: Show, qtbot: Any) -> None:
    header = PanelHeader("Users")
    shown(header)
    header.set_data("1,284 users", datetime.now(UTC) - timedelta(minutes=2, seconds=5))
    assert header.caption() == "1,284 users · 2 min ago"
    with qtbot.waitSignal(header.refresh_requested):
        header.refresh_button.click()
    header.set_busy(True)
    assert not header.refresh_button.isEnabled()
    header.set_data("reading…")
    assert header.caption() == "reading…"


REVIEW = Review(
    title="Save 1 change to Account executive?",
    action="Save 1 change",
    tenant="Orvane",
    changes=(Change("Calls", "Own", "Team"),),
    method="PUT",
    request_line="/v2/permission-profile",
    request="PUT /v2/permission-profile",
)


def test_a_review_is_accepted_by_its_named_button(shown: Show, qtbot: Any) -> None:
    window = shown(Button("Behind"))
    dialog = ReviewDialog(window, REVIEW)
    dialog.open()
    assert window.findChildren(Scrim)
    assert dialog.isModal()
    assert dialog.changes.texts() == ["Calls; Before: Own; After: Team"]
    with qtbot.waitSignal(dialog.rehearse_requested):
        next(b for b in dialog.findChildren(Button) if b.text().startswith("Rehearse")).click()
    assert dialog.isVisible()
    assert dialog.button.text() == "Save 1 change"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog, Key.Key_Return)
    QApplication.processEvents()
    assert not [scrim for scrim in window.findChildren(Scrim) if scrim.isVisible()]


def test_a_destructive_review_needs_the_subject_retyped(shown: Show, qtbot: Any) -> None:
    dialog = ReviewDialog(
        shown(Button("Behind")),
        Review("Erase?", "Erase data of 1 person", "Orvane", retype="a@b.test", destructive=True),
    )
    dialog.open()
    assert dialog._retype is not None
    assert not dialog.button.isEnabled()
    qtbot.keyClicks(dialog._retype, "a@b.tes")
    with qtbot.assertNotEmitted(dialog.accepted):
        dialog.accept()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog._retype, "t")
    assert dialog.button.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.button.click()


def test_enter_never_destroys_and_esc_leaves(shown: Show, qtbot: Any) -> None:
    window = shown(Button("Behind"))
    for key in (Key.Key_Return, Key.Key_Escape):
        dialog = ConfirmDialog(window, "Remove?", "It goes.", "Remove", danger=True)
        dialog.open()
        with qtbot.waitSignal(dialog.rejected):
            qtbot.keyClick(dialog, key)


def test_the_request_of_a_review_unfolds(shown: Show, qtbot: Any) -> None:
    dialog = ReviewDialog(shown(Button("Behind"), height=700), REVIEW)
    dialog.open()
    assert dialog._request is not None
    before = dialog.height()
    dialog._request._fold.click()
    assert dialog._request._text.isVisible()
    assert dialog.height() > before
    dialog.reject()


def test_a_review_of_long_words_never_scrolls_sideways(shown: Show) -> None:
    path = "/home/somebody/" + "exports-of-the-quarter/" * 12 + "accounts.ldjson"
    review = Review(
        "Send?",
        "Send",
        "Orvane",
        target_id="7" * 300,
        consequences=[Consequence(f"Uploads {path}")],
        method="POST",
        request_line=f"/v2/things?{'cursor=abc&' * 30}last=1",
        request="POST /v2/things HTTP/1.1\n\n" + '{"name": "' + "x" * 600 + '"}',
        request_open=True,
        outward=True,
    )
    dialog = ReviewDialog(shown(Button("Behind"), width=900, height=700), review)
    dialog.open()
    QApplication.processEvents()
    assert dialog._request is not None
    assert dialog._request._text.isVisible()
    assert dialog._request._text.horizontalScrollBar().maximum() == 0
    area = dialog._area
    content = area.widget()
    assert content is not None
    assert content.minimumSizeHint().width() <= area.viewport().width()
    said = dialog.findChildren(ElidedLabel)
    assert any(one.text().endswith("last=1") and one.text() != one.whole_text() for one in said)
    assert any(one.toolTip().endswith("last=1") for one in said)
    # It reaches people: Enter alone must not send it.
    assert dialog.focusWidget() is not dialog.button
    assert not dialog.button.isDefault()
    dialog.reject()


def test_a_dialog_fits_a_small_window(shown: Show) -> None:
    window = shown(Button("Behind"), width=480, height=360)
    dialog = ReviewDialog(window, Review("T", "Go", "Orvane", changes=REVIEW.changes * 12))
    dialog.open()
    assert dialog.card().width() <= 480
    assert dialog.card().height() <= 360
    assert dialog.card().contains(dialog.button.mapTo(dialog, dialog.button.rect().center()))
    dialog.reject()


def test_many_changes_are_gone_through_by_keyboard_and_read_out(shown: Show, qtbot: Any) -> None:
    changes = [
        Change(f"Setting {n}", "Off", "On", "Leaves the company" if n == 3 else "", extra="214")
        for n in range(40)
    ]
    dialog = ReviewDialog(
        shown(Button("Behind"), width=900, height=500),
        Review("T", "Go", "Orvane", changes=changes, extra_title="Members"),
    )
    dialog.open()
    table, area = dialog.changes, dialog._area
    assert table.height() == table.heightForWidth(table.width())
    table.setFocus()
    while table.currentIndex().row() < 3:
        qtbot.keyClick(table, Key.Key_Down)
    heard = QAccessible.queryAccessibleInterface(table)
    assert heard is not None
    said = [heard.child(n).text(QAccessible.Text.Name) for n in range(heard.childCount())]
    here = table.currentIndex().row()
    assert said[here] == "Setting 3 (Leaves the company); Before: Off; After: On; Members: 214"
    before = area.verticalScrollBar().value()
    qtbot.keyClick(table, Key.Key_End)
    assert table.currentIndex().row() == 39
    assert area.verticalScrollBar().value() > before
    last = table.viewport().mapTo(area, table.visualRect(table.currentIndex()).bottomLeft())
    assert last.y() <= area.height()
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(table, Key.Key_Escape)


def test_values_of_a_review_are_wrapped_and_never_cut(qapp: Any, qtbot: Any) -> None:
    short, tall = ChangeTable([Change("A", "b", "c")]), ChangeTable([Change("A", "b " * 90, "c")])
    word = ChangeTable([Change("A", "b" * 180, "c")])
    lines = ChangeTable([Change("A", "one\ntwo\nthree", "c")])
    for one in (short, tall, word, lines):
        qtbot.addWidget(one)
    for one in (tall, word, lines):
        assert one.heightForWidth(640) > short.heightForWidth(640) + 20
    assert tall.heightForWidth(400) > tall.heightForWidth(640)


def test_a_picture_shows_the_dialog_too(shown: Show) -> None:
    window = shown(Button("Behind"))
    before = picture_of(window).toImage()
    dialog = ConfirmDialog(window, "Remove?", "It goes.", "Remove")
    dialog.open()
    middle = before.rect().center()
    assert picture_of(window).toImage().pixelColor(middle) != before.pixelColor(middle)
    dialog.reject()


def test_a_toast_replaces_the_one_before(shown: Show, qtbot: Any) -> None:
    window = shown(Button("Behind"))
    show_toast(window, "First")
    toast = show_toast(window, "1,284 users written", action="Open folder")
    visible = [one for one in window.findChildren(Toast) if one.isVisible()]
    assert visible == [toast]
    with qtbot.waitSignal(toast.action_triggered):
        toast.findChildren(LinkButton)[0].click()
    assert not toast.isVisible()


def test_the_detail_pane_closes_and_tells_its_tabs(shown: Show, qtbot: Any) -> None:
    pane = DetailPane("Details", avatar=True)
    pane.add_tab("settings", "Settings", QWidget())
    pane.add_tab("history", "History", QWidget(), count=9)
    shown(pane)
    pane.set_head("Dana Whitfield", "Manager", pills=[("Active", "ok", None)])
    assert pane.title() == "Dana Whitfield"
    with qtbot.waitSignal(pane.tab_chosen) as told:
        pane.tabs.choose("history")
    assert told.args == ["history"]
    assert pane.tabs.page("history").isVisible()
    with qtbot.waitSignal(pane.closed):
        qtbot.keyClick(pane, Key.Key_Escape)


def test_facts_copy_ids_and_follow_links(shown: Show, qtbot: Any) -> None:
    facts = KeyValueList()
    shown(facts)
    facts.add("User id", "7782390045162831", mono=True, copyable=True)
    facts.add("Title", "")
    facts.add_link("Manager", "Ruth Calloway", "42")
    facts.add_switch("Emails imported", True)
    QApplication.processEvents()
    assert "–" in _words(facts)
    with qtbot.waitSignal(facts.copied):
        facts.findChildren(IconButton)[0].click()
    assert QGuiApplication.clipboard().text() == "7782390045162831"
    with qtbot.waitSignal(facts.followed) as told:
        facts.findChildren(LinkButton)[0].click()
    assert told.args == ["42"]
    facts.clear()
    QApplication.processEvents()
    assert _words(facts) == ""


ITEMS = [
    SideItem("1", "Account executive", "214 members", group="EMEA"),
    SideItem("2", "Business admin", "6 members", group="EMEA"),
    SideItem("3", "Team lead", group="US"),
]


def test_a_side_list_filters_and_keeps_the_choice(shown: Show, qtbot: Any) -> None:
    side = SideList("Profiles", "Filter 3 profiles")
    shown(side)
    side.set_items(ITEMS)
    heard: list[str] = []
    side.chosen.connect(heard.append)
    side.choose("2")
    assert heard == []
    qtbot.keyClicks(side.filter_field, "EXEC")
    assert side.titles() == ["Account executive"]
    assert side.key() == "2"
    side.filter_field.clear()
    qtbot.keyClick(side.filter_field, Key.Key_Down)
    qtbot.keyClick(side._view, Key.Key_Down)
    assert heard == ["3"]
    qtbot.keyClicks(side.filter_field, "zzz")
    assert "Nothing matches" in _words(side)


def test_a_timeline_reads_aloud_and_knows_the_exact_time(shown: Show) -> None:
    timeline = Timeline("History", grows=True)
    shown(timeline)
    timeline.set_moments([Moment("Emails imported", "Turned on", "3 Nov", "2026-11-03T10:12:00Z")])
    index = timeline.model().index(0, 0)
    assert index.data() == "Emails imported, Turned on, 3 Nov"
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "2026-11-03T10:12:00Z"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(JSON)
def test_indenting_changes_nothing_but_blanks(value: object) -> None:
    assert json.loads(indented(json.dumps(value))) == value


@pytest.mark.parametrize("number", ["12345678901234567890", "1.50", "1e400", "-0.10"])
def test_numbers_keep_every_digit(number: str) -> None:
    assert number in indented(f'{{"n": {number}}}')


def test_what_is_not_json_is_shown_as_it_is() -> None:
    assert indented(b"<html>\xff") == "<html>\ufffd"
    assert indented('{"cut": [1, ') == '{"cut": [1, '


def test_folding_hides_the_inside_and_unfolding_brings_it_back(shown: Show, qtbot: Any) -> None:
    view = JsonView()
    shown(view)
    view.set_json('{"a": {"b": 1, "c": 2}, "d": [3]}')
    assert fold_ranges(view.text()) == {0: 7, 1: 3, 5: 6}
    view.toggle_fold(1)
    lines = [view.document().findBlockByNumber(n).isVisible() for n in range(view.blockCount())]
    assert lines == [True, True, False, False, True, True, True, True, True]
    view.toggle_fold(1)
    assert view.document().findBlockByNumber(2).isVisible()
    view.selectAll()
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert json.loads(QGuiApplication.clipboard().text()) == {"a": {"b": 1, "c": 2}, "d": [3]}


def test_the_mean_runs_over_seven_whole_days() -> None:
    assert trailing_mean([7, 0, 2]) == [None, None, None]
    assert trailing_mean([100.0] + [7.0] * 7)[-2:] == [142 / 7, 7]


def test_a_day_that_is_not_over_pulls_no_mean_down(shown: Show) -> None:
    bars = BarChart("Calls recorded", "calls")
    shown(bars, width=800, height=700)
    start = date(2026, 11, 2)
    days = [(start + timedelta(days=n), 0.0 if n == 9 else 70.0) for n in range(10)]
    bars.set_days(days, unfinished=days[-1][0])
    assert [bars._table.item(row, 2).text() for row in (5, 6, 8, 9)] == ["–", "70", "70", "–"]
    bars.set_days(days)
    assert bars._table.item(9, 2).text() == "60"


def test_charts_have_their_figures_as_a_table_and_in_words(shown: Show) -> None:
    bars = BarChart("Calls recorded", "calls")
    shares = HorizontalBars("Users by profile", "Profile", "Users", most=3)
    shown(bars, shares, width=800, height=700)
    start = date(2026, 11, 2)
    bars.set_days([(start + timedelta(days=n), 10.0 * n) for n in range(14)])
    shares.set_shares([("A", 1), ("B", 30), ("C", 4), ("D", 2)])
    assert "910 calls in 14 days" in bars._plot.accessibleDescription()
    bars.table_button.click()
    assert bars._table.isVisible()
    assert bars._table.item(13, 1).text() == "130"
    assert shares._bars.accessibleDescription() == "B 30, C 4, 2 others 3"
    assert shares._table.rowCount() == 4


def test_a_narrow_header_keeps_its_title_and_lets_words_of_buttons_go(
    shown: Show, qtbot: Any
) -> None:
    header = PanelHeader("Library")
    header.export_button.show()
    act = Button("Read all folders", kind="primary", icon="stack")
    header.add_action(act)
    header.set_data("31 folders")
    window = shown(header, width=900)
    words = header.export_button.sizeHint().width()
    window.resize(480, 200)
    qtbot.waitUntil(lambda: header.export_button.sizeHint().width() < words)
    assert header.export_button.toolTip() == "Export"
    assert act.sizeHint().width() == act.full_width(), "the main act goes last"
    window.resize(900, 200)
    qtbot.waitUntil(lambda: header.export_button.sizeHint().width() == words)


def test_a_toast_about_a_fault_is_not_green_and_a_long_one_breaks(shown: Show) -> None:
    window = shown(width=500)
    short = show_toast(window, "Versions copied").height()
    toast = show_toast(window, "Something went wrong. " * 12, icon="warning-fill")
    assert toast.height() > short
    assert toast.width() <= window.width()
    mark = toast.findChild(IconLabel)
    assert mark is not None
    middle = mark.grab().toImage().pixelColor(3, 13)
    assert middle == theme.colour("warn_mark")
