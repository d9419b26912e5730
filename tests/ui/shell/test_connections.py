"""Connections by keyboard and mouse: the welcome, adding, editing, switching, removing."""

from __future__ import annotations

import threading

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from gong_admin.api.catalogue import operation
from gong_admin.runtime.connections import AuthKind, Connection, ConnectionKind
from gong_admin.runtime.credentials import Secret
from gong_admin.services.doctor import Verdict
from gong_admin.ui.connections.edit_dialog import ConnectionDialog
from gong_admin.ui.connections.manager import ConnectionsDialog
from gong_admin.ui.connections.words import explain_address
from gong_admin.ui.panels.console.history import RequestHistory
from gong_admin.ui.tenant_colour import colour_of
from tests.on_disk import files_below

READS_MS = 20_000


def key(widget, code, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(widget, code, modifier)


def shown(bench, kind):
    """The dialog of this kind that is open, or None."""
    return next((d for d in bench.window.findChildren(kind) if d.isVisible()), None)


@pytest.fixture
def gong(sandbox, services):
    services.settings.update(calls_per_second=90.0, background_share=1.0)
    return sandbox(users=200)


@pytest.fixture
def save(services, gong):
    """`save("Acme")` keeps a connection to the sandbox with its key."""

    def make(name: str, **values) -> Connection:
        connection = Connection(
            name=name, base_url=gong.base_url, kind=ConnectionKind.SANDBOX, **values
        )
        services.connections.save(connection)
        secret = Secret(AuthKind.KEY_PAIR, gong.access_key_secret, gong.access_key)
        services.credentials.save(connection, secret)
        return connection

    return make


@pytest.fixture
def add(bench):
    """The dialog for a new connection, opened from the welcome."""
    QTest.mouseClick(bench.start_page.connect_button, Qt.MouseButton.LeftButton)
    dialog = shown(bench, ConnectionDialog)
    assert dialog is not None
    return dialog


def fill(dialog, gong, *, name="Acme", secret=""):
    form = dialog.form
    form.name.setText(name)
    form.address.setText(gong.base_url)
    form.access_key.setText(gong.access_key)
    form.secret.setText(secret or gong.access_key_secret)


# -- the welcome ---------------------------------------------------------------------------------


def test_the_welcome_offers_the_demo_and_the_way_to_gong(bench, qtbot):
    assert bench.start_page.connect_button.isVisible()
    with qtbot.waitSignal(bench.demo_requested):
        QTest.mouseClick(bench.start_page.demo_button, Qt.MouseButton.LeftButton)


def test_the_welcome_lists_saved_connections_and_opens_one_with_enter(bench, save, qtbot):
    save("Acme")
    save("Northwind")
    rows = bench.start_page.rows
    assert {button.connection.name for button in rows.buttons} == {"Acme", "Northwind"}
    first, second = rows.buttons
    first.setFocus()
    key(first, Qt.Key.Key_Down)
    assert bench.window.focusWidget() is second
    key(second, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.session is not None)
    assert bench.session.connection.name == second.connection.name
    assert bench.services.settings.choices.last_connection == second.connection.id


def test_a_key_that_is_not_there_is_said_and_can_be_typed_again(bench, services, gong, qtbot):
    connection = Connection(name="Acme", base_url=gong.base_url, kind=ConnectionKind.SANDBOX)
    services.connections.save(connection)
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.start_page.bar.message() is not None)
    assert "Acme" in bench.start_page.bar.message().title
    QTest.mouseClick(bench.start_page.bar.buttons()[0], Qt.MouseButton.LeftButton)
    dialog = shown(bench, ConnectionDialog)
    assert dialog.form.name.text() == "Acme"
    dialog.form.access_key.setText(gong.access_key)
    dialog.form.secret.setText(gong.access_key_secret)
    key(dialog.form.secret, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.session is not None)
    assert bench.session.connection.id == connection.id


def test_opening_can_be_cancelled(bench, save, services, qtbot):
    connection = save("Acme")
    bench.open_saved(connection.id)
    bench.start_page.loading.cancelled.emit()
    assert bench.start_page.rows.isVisible()
    qtbot.waitUntil(lambda: not bench._scope.busy)
    assert bench.session is None


# -- adding --------------------------------------------------------------------------------------


def test_a_new_connection_is_saved_and_opened_read_only(bench, add, gong, services, qtbot):
    fill(add, gong)
    key(add.form.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.session is not None)
    (connection,) = services.connections.all()
    assert (connection.name, connection.read_only) == ("Acme", True)
    assert bench.session.lock.read_only
    secret = services.credentials.load(connection)
    assert secret.value == gong.access_key_secret
    on_disk = "".join(
        content.decode(errors="replace")
        for _, content in files_below(services.connections._file.parent.parent)
    )
    assert "Acme" in on_disk
    assert gong.access_key_secret not in on_disk


def test_what_is_missing_is_said_where_it_is_missing(bench, add, services):
    QTest.mouseClick(add.save_button, Qt.MouseButton.LeftButton)
    form = add.form
    assert all(
        field.error()
        for field in (
            form.name_field,
            form.address_field,
            form.access_key_field,
            form.secret_field,
        )
    )
    assert add.focusWidget() is form.name
    assert services.connections.all() == ()
    assert add.isVisible()
    add.reject()


def test_a_key_with_a_blank_in_it_is_refused_before_it_is_sent(add, gong):
    fill(add, gong, secret="made up")
    add.save()
    assert "blank" in add.form.secret_field.error()
    add.reject()


def test_another_host_gets_the_key_only_after_a_yes(bench, add, gong, services, qtbot):
    fill(add, gong)
    add.form.address.setText("https://gong.acme.test")
    assert add.form.trust.isVisible()
    add.save()
    assert "does not belong to Gong" in add.form.address_field.error()
    assert services.connections.all() == ()
    # The yes holds for this host and no other.
    add.form.trust.click()
    add.form.address.setText("https://gong.other.test")
    assert not add.form.trust.isChecked()
    add.form.address.setText("https://us-1.api.gong.io")
    assert not add.form.trust.isVisible()
    add.reject()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "As Gong shows it"),
        ("us-1.api.gong.io/v2/users", "belongs to Gong"),
        ("https://api.gong.io", "works for some companies"),
        ("http://127.0.0.1:8080", "this computer"),
        ("http://us-1.api.gong.io", "anybody on the way"),
        ("https://me:pw@us-1.api.gong.io", "user name"),
        ("https://gong.acme.test", "does not belong to Gong"),
        ("https://us-1.api.gong.io.acme.test", "does not belong to Gong"),
    ],
)
def test_an_address_is_explained_while_it_is_typed(typed, said):
    assert said in explain_address(typed).text


def test_a_check_says_what_it_found_and_saves_nothing(bench, add, gong, services, qtbot):
    fill(add, gong)
    add.check()
    qtbot.waitUntil(lambda: len(add.checks.checks) == 2, timeout=READS_MS)
    assert [check.verdict for check in add.checks.checks] == [Verdict.GOOD, Verdict.GOOD]
    fill(add, gong, secret="a-made-up-secret")
    assert not add.checks.isVisible()
    add.check()
    qtbot.waitUntil(lambda: len(add.checks.checks) == 2, timeout=READS_MS)
    assert add.checks.checks[1].verdict is Verdict.BAD
    assert services.connections.all() == ()
    add.reject()


def test_a_bearer_token_works_as_well(bench, add, gong, services, qtbot):
    form = add.form
    form.name.setText("Acme")
    form.address.setText(gong.base_url)
    key(form.auth.findChildren(type(form.auth._segments[0]))[0], Qt.Key.Key_Right)
    assert form.token.isVisible()
    assert not form.access_key.isVisible()
    form.token.setText(gong.bearer_token)
    add.check()
    qtbot.waitUntil(lambda: len(add.checks.checks) == 2, timeout=READS_MS)
    assert add.checks.checks[1].verdict is Verdict.GOOD
    add.save()
    qtbot.waitUntil(lambda: bench.session is not None)
    assert services.connections.all()[0].auth is AuthKind.BEARER


def test_without_a_keyring_the_dialog_says_how_long_the_key_is_kept(add, qtbot):
    qtbot.waitUntil(lambda: add.keeping is not None)
    assert not add.keeping.permanent
    assert "until the program ends" in add.form.keeping._text.text()
    add.reject()


# -- editing, switching, removing ----------------------------------------------------------------


def test_editing_keeps_the_key_and_never_shows_it(bench, save, services, gong, qtbot):
    connection = save("Acme")
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    before = bench.session
    bench.window.commands["edit-connection"].trigger()
    dialog = shown(bench, ConnectionDialog)
    assert dialog.form.access_key.text() == dialog.form.secret.text() == ""
    dialog.form.name.setText("Acme Europe")
    dialog.form.read_only.click()
    dialog.save()
    qtbot.waitUntil(lambda: bench.session is not None and bench.session is not before)
    assert bench.window.windowTitle().startswith("Acme Europe")
    assert not bench.session.lock.read_only
    kept = services.credentials.load(services.connections.get(connection.id))
    assert kept.value == gong.access_key_secret


def test_half_a_new_key_is_not_enough(bench, save, qtbot):
    connection = save("Acme")
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    bench.window.commands["edit-connection"].trigger()
    dialog = shown(bench, ConnectionDialog)
    dialog.form.access_key.setText("another-key")
    dialog.save()
    assert dialog.form.secret_field.error()
    dialog.reject()


def test_the_menu_of_the_top_bar_switches(bench, save, qtbot):
    first, second = save("Acme"), save("Northwind")
    bench.open_saved(first.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    QTest.mouseClick(bench.window.top_bar.connection, Qt.MouseButton.LeftButton)
    menu = next(menu for menu in bench.window.findChildren(QMenu) if menu.isVisible())
    entries = {action.text(): action for action in menu.actions()}
    assert entries["Acme (sandbox)"].isChecked()
    assert "Manage connections…" in entries
    entries["Northwind (sandbox)"].trigger()
    menu.close()
    qtbot.waitUntil(lambda: bench.session is not None and bench.session.connection.id == second.id)


def test_the_manager_removes_a_connection_and_its_key(bench, save, services, answers, qtbot):
    connection, other = save("Acme"), save("Northwind")
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    bench.window.commands["connections"].trigger()
    shown(bench, ConnectionsDialog).rows.remove_requested.emit(connection.id)
    qtbot.waitUntil(lambda: services.connections.get(connection.id) is None)
    assert answers.asked == ["Remove Acme?"]
    assert bench.session is None
    assert connection.id not in services.credentials._session
    qtbot.waitUntil(lambda: shown(bench, ConnectionsDialog) is not None)
    assert [b.connection.id for b in shown(bench, ConnectionsDialog).rows.buttons] == [other.id]
    shown(bench, ConnectionsDialog).reject()


def test_thinking_better_of_it_removes_nothing(bench, save, services, answers, qtbot):
    connection = save("Acme")
    answers.agree = False
    bench.window.commands["connections"].trigger()
    shown(bench, ConnectionsDialog).rows.remove_requested.emit(connection.id)
    qtbot.waitUntil(lambda: bool(answers.asked))
    qtbot.waitUntil(lambda: shown(bench, ConnectionsDialog) is not None)
    assert services.connections.get(connection.id) is not None
    shown(bench, ConnectionsDialog).reject()


def test_editing_from_the_manager_comes_back_to_it(bench, save, services, qtbot):
    connection = save("Acme")
    bench.window.commands["connections"].trigger()
    shown(bench, ConnectionsDialog).rows.edit_requested.emit(connection.id)
    assert shown(bench, ConnectionsDialog) is None
    dialog = shown(bench, ConnectionDialog)
    key(dialog, Qt.Key.Key_Escape)
    manager = shown(bench, ConnectionsDialog)
    assert manager is not None
    manager.reject()
    assert services.connections.get(connection.id) == connection


def test_closing_a_connection_leads_to_the_welcome(bench, save, qtbot):
    connection = save("Acme")
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    bench.window.commands["close-connection"].trigger()
    assert bench.window.pages.currentWidget() is bench.start_page
    assert not bench.window.commands["close-connection"].isEnabled()
    # Edited afterwards, it stays closed.
    bench.services.connections.save(msgspec.structs.replace(connection, name="Acme Europe"))
    assert bench.start_page.rows.buttons[0].connection.name == "Acme Europe"
    assert bench.session is None


# -- while something is under way ----------------------------------------------------------------


@pytest.fixture
def at_work(bench, save, qtbot):
    """A connection that is open, with work in it that is not broken off unasked."""
    connection = save("Acme")
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bench.session is not None)
    bench.jobs.begin("Erasing 50 people", 50, asks=True)
    return connection


def edit(bench):
    bench.window.commands["edit-connection"].trigger()
    return shown(bench, ConnectionDialog)


def test_another_name_is_shown_and_breaks_nothing_off(bench, at_work, answers, qtbot):
    session, dialog = bench.session, edit(bench)
    dialog.form.name.setText("Acme Europe")
    dialog.save()
    qtbot.waitUntil(lambda: shown(bench, ConnectionDialog) is None)
    assert bench.session is session
    assert not answers.asked
    assert bench.window.windowTitle().startswith("Acme Europe")
    assert session.connection.name == "Acme Europe"


def test_a_colour_of_its_own_is_worn_at_once(bench, at_work, services, answers, qtbot):
    session, dialog = bench.session, edit(bench)
    row = dialog.form.colour
    assert row.swatches[0].accessibleName() == "Teal"  # of a sandbox
    assert "tenant_production" not in [swatch.colour for swatch in row.swatches]
    row.swatches[0].setFocus()
    key(row.swatches[0], Qt.Key.Key_Right)
    assert row.value() == "tenant_blue"
    dialog.form.kind.set_value("production")
    dialog.form._show_kind("production")
    assert row.value() == "tenant_blue"  # either may wear it
    dialog.form.kind.set_value("sandbox")
    dialog.form._show_kind("sandbox")
    dialog.save()
    qtbot.waitUntil(lambda: shown(bench, ConnectionDialog) is None)
    assert bench.session is session
    assert colour_of(session.connection) == "tenant_blue"
    assert colour_of(services.connections.get(at_work.id)) == "tenant_blue"


@pytest.mark.parametrize("kept", ["red", "teal", "tenant_demo", "no colour at all"])
def test_production_never_wears_the_colour_of_a_demo(kept):
    assert colour_of(Connection(name="", base_url="", colour=kept)) == "tenant_production"


@pytest.mark.parametrize("agree", [True, False])
def test_an_edit_that_reopens_asks_before_work_is_broken_off(
    bench, at_work, services, answers, qtbot, agree
):
    answers.agree = agree
    session, dialog = bench.session, edit(bench)
    dialog.form.read_only.click()
    dialog.save()
    qtbot.waitUntil(lambda: answers.asked == ["Close while work is under way?"])
    assert not services.connections.get(at_work.id).read_only
    if agree:
        qtbot.waitUntil(lambda: bench.session not in (None, session))
        assert not bench.session.lock.read_only
    else:
        assert bench.session is session
        assert session.lock.read_only


def test_a_new_connection_waits_for_the_work_of_the_open_one(
    bench, at_work, gong, services, answers, qtbot
):
    answers.agree = False
    session = bench.session
    bench.window.commands["add-connection"].trigger()
    dialog = shown(bench, ConnectionDialog)
    fill(dialog, gong, name="Northwind")
    dialog.save()
    qtbot.waitUntil(lambda: answers.asked == ["Close while work is under way?"])
    assert len(services.connections.all()) == 2
    assert bench.session is session


def test_the_demo_does_not_take_the_place_of_work_unasked(bench, at_work, answers, qtbot):
    answers.agree = False
    asked_for = []
    bench.demo_requested.connect(lambda: asked_for.append(True))
    bench.window.commands["connections"].trigger()
    shown(bench, ConnectionsDialog).demo_button.click()
    qtbot.waitUntil(lambda: answers.asked == ["Close while work is under way?"])
    assert not asked_for


def test_the_demo_is_not_opened_on_top_of_itself(bench, connect):
    connect(users=200)
    bench.window.commands["connections"].trigger()
    manager = shown(bench, ConnectionsDialog)
    assert not manager.demo_button.isEnabled()
    assert manager.demo_button.toolTip() == "The demo company is open"
    manager.reject()


def test_removing_says_what_is_lost_and_forgets_what_was_asked(
    bench, at_work, services, answers, qtbot
):
    history = RequestHistory.of_connection(at_work.id)
    history.add(operation("listUsers"), {}, None, "200", 0.1)
    bench.window.commands["connections"].trigger()
    shown(bench, ConnectionsDialog).rows.remove_requested.emit(at_work.id)
    qtbot.waitUntil(lambda: services.connections.get(at_work.id) is None)
    assert "Erasing 50 people" in answers.texts[0]
    qtbot.waitUntil(lambda: not RequestHistory.of_connection(at_work.id).entries())
    assert not history._path.exists()


def test_however_often_save_is_pressed_it_is_one_connection(
    bench, add, gong, services, qtbot, monkeypatch
):
    asked, answered = threading.Event(), threading.Event()
    save = services.credentials.save

    def slow(connection, secret):
        asked.set()
        answered.wait(10)
        return save(connection, secret)

    monkeypatch.setattr(services.credentials, "save", slow)
    fill(add, gong)
    add.save()
    assert not add.save_button.isEnabled()
    qtbot.waitUntil(asked.is_set)
    add.save()
    key(add, Qt.Key.Key_Escape)
    assert add.isVisible()  # the keyring has it soon
    answered.set()
    qtbot.waitUntil(lambda: bench.session is not None)
    assert len(services.connections.all()) == 1


@pytest.mark.parametrize("agree", [True, False])
def test_a_key_goes_to_a_foreign_host_only_after_a_yes(bench, services, answers, qtbot, agree):
    answers.agree = agree
    connection = Connection(name="Acme", base_url="https://gong.example.test")
    services.connections.save(connection)
    secret = Secret(AuthKind.KEY_PAIR, "a-secret-of-theirs", "a-key-of-theirs")
    services.credentials.save(connection, secret)
    bench.open_saved(connection.id)
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "does not belong to Gong" in answers.texts[0]
    qtbot.waitUntil(lambda: not bench._scope.busy)
    assert (bench.session is not None) == agree
    assert services.connections.get(connection.id).host_confirmed == agree
