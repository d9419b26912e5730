"""The doctor's dialog, the settings, and the two dialogs that only tell."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from shiboken6 import isValid

from gong_admin.api.catalogue import CATALOGUE
from gong_admin.runtime import paths
from gong_admin.services.doctor import Verdict
from gong_admin.ui.about import AboutDialog
from gong_admin.ui.doctor.dialog import DoctorDialog
from gong_admin.ui.settings.dialog import SettingsDialog
from gong_admin.ui.shortcuts import ShortcutsDialog

READS_MS = 30_000


def shown(bench, kind):
    return next((d for d in bench.window.findChildren(kind) if d.isVisible()), None)


def enter(line, text):
    line.setFocus()
    line.setText(text)
    QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.fixture
def settings(bench):
    """`settings("pace")` opens the settings on a page."""
    opened = []

    def open_on(page):
        commands = bench.window.commands
        commands["settings"].trigger()
        dialog = shown(bench, SettingsDialog)
        dialog.tabs.choose(page)
        opened.append(dialog)
        return dialog

    yield open_on
    for dialog in opened:
        if isValid(dialog):
            dialog.reject()


# -- the doctor ----------------------------------------------------------------------------------


def examine(bench, qtbot):
    bench.window.commands["doctor"].trigger()
    dialog = shown(bench, DoctorDialog)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=READS_MS)
    return dialog


def test_a_good_key_is_said_to_open_every_panel(bench, connect, qtbot):
    connect()
    dialog = examine(bench, qtbot)
    assert {panel.verdict for panel in dialog.found.panels} == {Verdict.GOOD}
    dialog.copy_button.click()
    report = QGuiApplication.clipboard().text()
    assert "Trackers: works" in report
    assert "api:users:read: works" in report
    dialog.close_button.click()
    assert shown(bench, DoctorDialog) is None


def test_a_missing_scope_is_named_with_the_panels_that_need_it(bench, connect, qtbot):
    sandbox = connect(fresh=True)
    scopes = {scope for op in CATALOGUE for scope in op.scopes} - {"api:library:read"}
    sandbox.control("scopes", {"scopes": sorted(scopes)})
    dialog = examine(bench, qtbot)
    bad = {panel.panel: panel.missing for panel in dialog.found.panels if panel.missing}
    assert bad == dict.fromkeys(("overview", "library", "snapshots"), ("api:library:read",))
    assert dialog.choice.value() == "missing"
    sandbox.control("scopes", {"scopes": None})
    dialog.again_button.click()
    assert dialog.found is None
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=READS_MS)
    assert {panel.verdict for panel in dialog.found.panels} == {Verdict.GOOD}
    dialog.reject()


def test_a_revoked_key_is_said_and_nothing_is_guessed_beyond_it(bench, connect, qtbot):
    sandbox = connect(fresh=True)
    sandbox.control("faults", {"revoked-key": 1.0})
    dialog = examine(bench, qtbot)
    assert dialog.found.credentials.verdict is Verdict.BAD
    assert not dialog.scope_lines.isVisible()
    assert dialog.bar.message() is not None
    dialog.reject()


def test_the_doctor_can_be_stopped_and_begun_again(bench, connect, qtbot):
    sandbox = connect(fresh=True)
    sandbox.control("faults", {"latency": 1.0})
    bench.window.commands["doctor"].trigger()
    dialog = shown(bench, DoctorDialog)
    dialog.loading.cancelled.emit()
    assert not dialog.loading.isVisible()
    assert dialog.found is None
    assert not dialog.copy_button.isEnabled()
    sandbox.control("faults", {"latency": 0})
    QTest.keyClick(dialog.again_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.found is not None, timeout=READS_MS)
    dialog.reject()


def test_closing_the_doctor_in_the_middle_leaves_nothing(bench, connect, qtbot):
    connect()
    bench.window.commands["doctor"].trigger()
    shown(bench, DoctorDialog).reject()
    assert shown(bench, DoctorDialog) is None


# -- settings ------------------------------------------------------------------------------------


def test_the_pace_holds_for_the_open_connection_at_once(bench, connect, settings, services):
    connect()
    page = settings("pace").pace
    enter(page.rate.line, "2.5")
    enter(page.daily.line, "5,000")
    enter(page.share.line, "50 %")
    limits = bench.session.client.pacer.limits
    assert (limits.rate, limits.daily, limits.background_share) == (2.5, 5_000, 0.5)
    assert services.settings.choices.calls_per_day == 5_000


@pytest.mark.parametrize("typed", ["", "0", "-1", "fast", "1000", "nan", "inf", "2,5"])
def test_a_pace_that_makes_no_sense_is_refused_and_the_old_one_kept(settings, services, typed):
    page = settings("pace").pace
    before = services.settings.choices.calls_per_second
    enter(page.rate.line, typed)
    assert page.rate.error()
    assert services.settings.choices.calls_per_second == before
    page.reset.click()
    assert not page.rate.error()
    assert page.rate.line.text() == "3"


def test_half_a_call_a_day_is_refused(settings, services):
    page = settings("pace").pace
    enter(page.daily.line, "10.5")
    assert page.daily.error()
    assert services.settings.choices.calls_per_day == 10_000


def test_nothing_is_taken_before_a_number_is_typed_to_its_end(settings, services):
    dialog = settings("pace")
    line = dialog.pace.daily.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "20000")
    assert services.settings.choices.calls_per_day == 10_000
    QTest.keyClick(line, Qt.Key.Key_Escape)  # closes the dialog
    assert services.settings.choices.calls_per_day == 20_000


@pytest.mark.parametrize(
    ("language", "typed", "taken"),
    [("de_DE", "2,5", 2.5), ("de_DE", "2.5", 2.5), ("fr_FR", "2,5", 2.5), ("en_US", "2.5", 2.5)],
)
def test_a_number_is_read_as_the_system_writes_it(settings, services, language, typed, taken):
    before = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        page = settings("pace").pace
        enter(page.rate.line, typed)
        assert services.settings.choices.calls_per_second == taken
        enter(page.daily.line, "5,000")
        assert services.settings.choices.calls_per_day == 5_000
        page.reset.click()
        assert services.settings.choices.calls_per_day == 10_000
    finally:
        QLocale.setDefault(before)


def test_a_password_is_not_kept_while_it_is_typed(settings, services):
    page = settings("network").network
    page.proxy.step(2)
    assert "Enter its address" in page.address_field.error()
    page.address.setFocus()
    QTest.keyClicks(page.address, "http://admin:48151@proxy.acme.test:3128")
    assert services.settings.choices.proxy is None
    QTest.keyClick(page.address, Qt.Key.Key_Return)
    assert "password" in page.address_field.error()
    assert services.settings.choices.proxy is None


def test_a_proxy_holds_for_the_open_connection_and_never_with_a_password(
    bench, connect, settings, services
):
    connect()
    page = settings("network").network
    page.proxy.step(2)
    assert page.address.isVisible()
    enter(page.address, "http://me:made-up@proxy.acme.test:3128")
    assert "password" in page.address_field.error()
    assert services.settings.choices.proxy is None
    enter(page.address, "socks5://proxy.acme.test")
    assert page.address_field.error()
    enter(page.address, "proxy.acme.test:3128")
    assert not page.address_field.error()
    assert services.settings.choices.proxy == "proxy.acme.test:3128"
    network = bench.session.client._transport._network
    assert network.proxy == "proxy.acme.test:3128"
    page.proxy.step(-1)
    assert services.settings.choices.proxy == ""
    # Loopback never passes a proxy, so the sandbox still answers.
    bench.data.trackers.refresh()


def test_a_file_without_certificates_is_refused(settings, services, answers, tmp_path, qtbot):
    wrong = tmp_path / "letter.pem"
    wrong.write_text("Dear Sir or Madam")

    async def choose(*_):
        return wrong

    answers.open_file = choose
    page = settings("network").network
    page.ca_file.button.click()
    qtbot.waitUntil(lambda: page.bar.message() is not None)
    assert services.settings.choices.ca_file == ""


def test_density_reaches_the_tables_that_are_open(bench, connect, settings, qtbot):
    connect()
    bench.navigate("workspaces")
    view = bench.current.view.table.view
    assert not view.compact
    settings("appearance").appearance.density.step(1)
    assert view.compact


def test_colours_that_are_changed_elsewhere_are_shown(services, settings):
    page = settings("appearance").appearance
    services.settings.update(theme="dark")
    assert page.theme.value() == "dark"
    page.theme.step(-1)
    assert services.settings.choices.theme == "light"


def test_clearing_local_data_keeps_connections_and_the_journal(
    bench, settings, services, answers, qtbot
):
    (paths.crash_dir() / "crash-1.txt").write_text("made up")
    (paths.log_dir() / "gong-admin-1.log").write_text("made up")
    paths.journal_file().write_text("{}\n")
    services.settings.set_view("users", {"columns": []})
    settings("data").data.clear.click()
    qtbot.waitUntil(lambda: services.settings.choices.views == {})
    assert answers.asked == ["Clear local data?"]
    assert not list(paths.crash_dir().iterdir())
    assert not (paths.log_dir() / "gong-admin-1.log").exists()
    assert paths.journal_file().exists()


def test_the_folder_for_exports_is_the_one_that_tables_offer(
    settings, services, answers, tmp_path, qtbot
):
    async def choose(*_):
        return tmp_path

    answers.open_folder = choose
    page = settings("data").data
    page.exports.button.click()
    qtbot.waitUntil(lambda: page.exports.path == str(tmp_path))
    assert services.settings.view("export")["folder"] == str(tmp_path)


# -- what only tells -----------------------------------------------------------------------------


def test_f1_lists_every_shortcut_and_finds_one(bench):
    QTest.keyClick(bench.window, Qt.Key.Key_F1)
    dialog = shown(bench, ShortcutsDialog)
    told = set(dialog.titles())
    assert {"Change name and description", "Take an edit back"} <= told
    assert {c.title for c in bench.window.commands if c.shortcut} <= told
    dialog.field.setText("read again")
    assert dialog.titles() == ["Read again"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_no_two_commands_share_a_shortcut(bench):
    keys = [command.shortcut for command in bench.window.commands if command.shortcut]
    assert len(keys) == len(set(keys))


def test_about_copies_versions_for_a_report(bench):
    bench.window.commands["about"].trigger()
    dialog = shown(bench, AboutDialog)
    dialog._copy()
    text = QGuiApplication.clipboard().text()
    assert "Gong Admin 0." in text
    assert "PySide6-Essentials 6." in text
    dialog.reject()
