"""Copying settings and saving many profiles from the Compare profiles panel, on the sandbox."""

from __future__ import annotations

import asyncio
import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gong_admin.runtime.bulk_runs import BulkRuns
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.profiles.bulk import BulkItem
from gong_admin.services.profiles.saving import SavePlan
from gong_admin.services.profiles.settings_catalogue import LIBRARY_LEVEL
from gong_admin.ui.panels.compare.copy_dialog import CopyDialog
from gong_admin.ui.profile_changes.bulk import BulkSaver
from gong_admin.ui.profile_changes.bulk_dialogs import BulkOutcomesDialog, BulkReviewDialog
from gong_admin.ui.prompts import WindowPrompts
from gong_admin.ui.widgets.basics import Label
from gong_admin.ui.widgets.toast import Toast
from tests.contract.plain_client import PlainClient
from tests.ui.panels.test_compare import cell, go_to, ready, row_of

PUT = "updatePermissionProfile"


@pytest.fixture
def compare(open_panel, bench, qtbot):
    panel = open_panel("compare", users=63)
    ready(panel, bench, qtbot)
    bench.session.lock.open()
    # A company that no other module writes to; what a test leaves changed is in no other's way.
    open_panel.sandbox.control("stats", method="DELETE")
    yield panel
    open_panel.sandbox.control("faults", method="DELETE")


@pytest.fixture
def others(open_panel, compare):
    client = PlainClient(open_panel.sandbox)
    yield client
    client.close()


def puts(open_panel):
    return open_panel.sandbox.control("stats")["requests"].get(PUT, 0)


def edit(panel, title, *columns):
    """Turn a switch over in each of these columns."""
    for column in columns:
        go_to(panel, title, column)
        panel.editor.toggle(row_of(panel, title), column)


def done(panel):
    return not panel.copying.scope.is_running("save")


def save(panel, qtbot):
    panel.view.save_button.click()
    qtbot.waitUntil(lambda: done(panel))


def now(client, profile_id):
    found = client.read("GET", "/v2/permission-profile", {"profileId": profile_id})
    return found["profile"]


def dialog(kind):
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def find_dialog(kind, qtbot):
    qtbot.waitUntil(
        lambda: any(isinstance(w, kind) and w.isVisible() for w in QApplication.topLevelWidgets())
    )
    return dialog(kind)


def test_all_edits_go_through_one_review(compare, bench, answers, others, open_panel, qtbot):
    edit(compare, "Trim calls", 1, 2, 3)
    ids = [compare.matrix.profiles[c].id for c in (1, 2, 3)]
    before = [now(others, one)["trimCalls"] for one in ids]
    save(compare, qtbot)
    (review,) = answers.reviews
    assert review.title == "Save 3 changes to 3 profiles?"
    assert [row.note for row in review.rows] == ["1 change"] * 3
    assert "6 API calls" in review.cost
    assert review.requests.note == "3 requests"
    assert review.requests.text.count("PUT /v2/") == 3
    assert puts(open_panel) == 3
    assert [now(others, one)["trimCalls"] for one in ids] == [not value for value in before]
    assert bench.data.staged.count() == 0
    assert not compare.view.save_button.isVisible()
    (outcomes,) = answers.outcomes
    assert outcomes.summary == "3 saved"
    assert "not saved" not in cell(compare, "Trim calls", 1)
    # Undo brings back what was saved away, as an edit.
    compare.view.table.setFocus()
    compare.view.undo_wanted.emit()
    assert bench.data.staged.count() == 1


def test_nothing_is_sent_that_was_not_let_go(compare, bench, answers, open_panel, qtbot):
    edit(compare, "Trim calls", 1, 2)
    answers.agree = False
    save(compare, qtbot)
    assert puts(open_panel) == 0
    assert bench.data.staged.count() == 2
    assert answers.outcomes == []


def test_one_edited_profile_is_saved_as_in_the_editor(compare, bench, answers, open_panel, qtbot):
    edit(compare, "Trim calls", 2)
    save(compare, qtbot)
    assert answers.asked[-1].startswith("Save 1 change to ")
    assert puts(open_panel) == 1
    assert bench.data.staged.count() == 0


def test_a_conflict_is_listed_and_then_looked_at(
    compare, bench, answers, others, open_panel, qtbot
):
    edit(compare, "Trim calls", 1, 2)
    theirs = compare.matrix.profiles[1].id
    before = now(others, theirs)
    others.read(
        "PUT", "/v2/permission-profile", {"profileId": theirs}, {"market": not before["market"]}
    )
    answers.choices = [f"look:{theirs}"]
    answers.side = "yours"
    save(compare, qtbot)
    first, second = answers.outcomes
    assert first.summary == "1 saved, 1 changed by others meanwhile"
    assert first.conflicts == {theirs}
    assert answers.conflicts  # three columns were shown
    assert second.summary == "2 saved"
    after = now(others, theirs)
    assert after["market"] is not before["market"]  # theirs was kept
    assert after["trimCalls"] is not before["trimCalls"]
    assert bench.data.staged.count() == 0
    qtbot.waitUntil(lambda: not compare.view.rest_hint.isVisibleTo(compare.view))


def test_a_conflict_in_which_theirs_holds_is_done_with(compare, bench, answers, others, qtbot):
    edit(compare, "Trim calls", 1, 2, 3)
    first, second, _ = (compare.matrix.profiles[column].id for column in (1, 2, 3))
    for one in (first, second):
        market = not now(others, one)["market"]
        others.read("PUT", "/v2/permission-profile", {"profileId": one}, {"market": market})

    async def theirs(conflict):
        answers.conflicts.append(conflict)
        return dict.fromkeys([row.key for row in conflict.rows], "theirs")

    answers.resolve_conflict = theirs
    answers.choices = [f"look:{first}", "close"]
    save(compare, qtbot)
    assert answers.outcomes[-1].summary == (
        "1 saved, 1 changed by others meanwhile, 1 left as others have it"
    )
    assert answers.outcomes[-1].conflicts == {second}
    assert bench.data.staged.ids() == (second,)
    # The list that is kept knows it as well.
    hint = compare.view.rest_hint
    qtbot.waitUntil(
        lambda: any("2 of 3 profiles done" in one.text() for one in hint.findChildren(Label))
    )
    answers.choices = [f"look:{second}", "close"]
    compare.view.rest_wanted.emit()
    qtbot.waitUntil(lambda: done(compare), timeout=15_000)
    assert answers.outcomes[-1].kept is False
    qtbot.waitUntil(lambda: not compare.view.rest_hint.isVisibleTo(compare.view))
    assert bench.data.staged.count() == 0


def test_two_profiles_get_no_name_together(compare, bench, answers, others, open_panel, qtbot, run):
    here = bench.data.profiles_in(bench.data.profiles.records[0].workspace_id)
    items = [(record, {"name": "Both of them"}) for record in here[:2]]
    run(BulkSaver(compare.context).run("Rename", items))
    (review,) = answers.reviews
    assert [row.key for row in review.rows] == [here[0].id]
    assert "is called “Both of them”" in review.left_out[0].note
    assert puts(open_panel) == 1


def test_warnings_stand_in_the_review(compare, bench, answers, run):
    records = bench.data.profiles.records[:2]
    answers.agree = False
    bench.session.lock.open()
    edits = {"callsAccess.permissionLevel": "all", "callsAccess.teamLeadIds": ("1",)}
    run(BulkSaver(compare.context).run("Widen", [(record, edits) for record in records]))
    (review,) = answers.reviews
    assert "2 profiles with a warning" in review.consequences[0].text
    for row in review.rows:
        assert any("no effect under All" in child.text for child in row.children)


def test_a_cancelled_run_is_told_and_gone_on_with(compare, bench, answers, open_panel, qtbot):
    edit(compare, "Trim calls", *range(1, 9))
    jobs = bench.jobs

    def stop(job):
        if "saving" in job.title and job.progress.done >= 2:
            job.cancel()

    open_panel.sandbox.control("faults", {"latency": {"rate": 1, "seconds": 0.1}})
    jobs.changed.connect(stop)
    save(compare, qtbot)
    jobs.changed.disconnect(stop)
    open_panel.sandbox.control("faults", method="DELETE")
    (outcomes,) = answers.outcomes
    assert "not tried" in outcomes.summary
    assert outcomes.stopped == "Cancelled: nothing more was sent."
    assert 0 < puts(open_panel) < 8
    left = bench.data.staged.count()
    assert left == outcomes.rest
    qtbot.waitUntil(lambda: compare.view.rest_hint.isVisibleTo(compare.view))
    answers.choices = ["rest"]
    compare.view.rest_wanted.emit()
    qtbot.waitUntil(lambda: done(compare))
    assert answers.reviews[-1].title == f"Save {left} changes to {left} profiles?"
    assert puts(open_panel) == 8
    assert bench.data.staged.count() == 0
    assert answers.outcomes[-1].summary == "8 saved"
    qtbot.waitUntil(lambda: not compare.view.rest_hint.isVisibleTo(compare.view))


@pytest.mark.parametrize("act", ["edit again", "take back"])
def test_what_is_done_while_it_is_being_saved_is_not_lost(
    compare, bench, answers, others, open_panel, qtbot, act
):
    key, data = "emailsAccess.permissionLevel", bench.data
    ids = [compare.matrix.profiles[column].id for column in (1, 2, 3)]
    last = ids[-1]
    was = {one: data.staged.reading(data.profiles.get(one)).values[key] for one in ids}
    levels = ("own", "report-to-them", "all")
    sent, again, *_ = (level for level in levels if level != was[last])
    for one in ids:
        value = sent if one == last else next(level for level in levels if level != was[one])
        data.staged.edit(data.profiles.get(one), {key: value}, "Emails")

    def meanwhile(job):
        if job.progress.done == 1 and last in data.staged.saving:
            bench.jobs.changed.disconnect(meanwhile)
            if act == "edit again":
                data.staged.edit(data.profiles.get(last), {key: again}, "Emails")
            else:
                data.staged.reset(last)

    open_panel.sandbox.control("faults", {"latency": {"rate": 1, "seconds": 0.1}})
    bench.jobs.changed.connect(meanwhile)
    save(compare, qtbot)
    assert answers.outcomes[0].summary == "3 saved"
    assert now(others, last)["emailsAccess"]["permissionLevel"] == sent  # as reviewed
    wanted = again if act == "edit again" else was[last]
    assert data.staged.edits(last) == {key: wanted}


def test_what_gong_did_not_take_stays_marked(compare, bench, answers, open_panel, qtbot):
    open_panel.sandbox.control("faults", {"ignored-setting": {"count": 1, "operations": [PUT]}})
    edit(compare, "Trim calls", 1, 2)
    save(compare, qtbot)
    (outcomes,) = answers.outcomes
    assert outcomes.summary == "1 saved, 1 not taken"
    (partly,) = [row for row in outcomes.rows if row.note == "Not taken"]
    assert "and Gong still says" in partly.children[0].text
    assert bench.data.staged.ids() == (partly.key,)


def test_a_rule_keeps_one_profile_back_and_not_the_others(compare, bench, answers, qtbot):
    data = bench.data
    records = data.profiles.records[:2]
    data.staged.edit(records[0], {"name": ""}, "Name")
    data.staged.edit(records[1], {"trimCalls": not records[1].profile.trim_calls}, "Trim calls")
    save(compare, qtbot)
    (review,) = answers.reviews
    assert len(review.rows) == 1
    assert "needs a name" in review.left_out[0].note
    assert data.staged.ids() == (records[0].id,)


def test_settings_are_copied_to_many_after_one_review(
    compare, bench, answers, others, open_panel, qtbot
):
    go_to(compare, "Trim calls", 1)
    source = compare.matrix.profiles[1]
    compare.view.copy_button.click()
    copy = find_dialog(CopyDialog, qtbot)
    assert copy.source.value() == source.id
    copy.settings.none_button.click()
    copy.settings.search.setText("delete")
    copy.settings.all_button.click()
    assert not copy.review_button.isEnabled()
    copy.targets.all_button.click()
    qtbot.waitUntil(lambda: "would change" in copy.summary.text())
    changing = int(copy.summary.text().split(": ")[1].split()[0])
    assert copy.review_button.text() == f"Review {changing} profiles…"
    copy.review_button.click()
    qtbot.waitUntil(lambda: bool(answers.outcomes), timeout=20_000)
    qtbot.waitUntil(lambda: done(compare))
    assert answers.outcomes[0].summary == f"{changing} saved"
    assert puts(open_panel) == changing
    wanted = now(others, source.id)
    for record in bench.data.profiles.records:
        profile = now(others, record.id)
        for field in ("deleteCalls", "deleteEmails"):
            assert profile[field] == wanted[field]


def test_folders_of_the_same_name_elsewhere_are_no_change(compare, bench, qtbot):
    """What is counted is what the review will hold."""
    data = bench.data
    qtbot.waitUntil(lambda: data.folders.complete, timeout=5000)
    levels = [data.staged.reading(one).values[LIBRARY_LEVEL] for one in compare.compared()]
    source = compare.compared()[levels.index("specific-folders")]
    column = next(n for n, one in enumerate(compare.matrix.profiles) if one.id == source.id)
    compare.copying.ask_cell(row_of(compare, "Library"), column)
    copy = find_dialog(CopyDialog, qtbot)
    copy.targets.all_button.click()
    qtbot.waitUntil(lambda: "would change" in copy.summary.text())
    counted = int(copy.summary.text().split(": ")[1].split()[0])
    copy.mark_button.click()
    qtbot.waitUntil(lambda: bench.data.staged.count() > 0)
    assert len(data.staged.ids()) == counted < len(data.profiles) - 1


def test_settings_can_be_copied_as_edits_only(compare, bench, open_panel, qtbot):
    compare.copying.ask_cell(row_of(compare, "Trim calls"), 1)
    copy = find_dialog(CopyDialog, qtbot)
    assert copy.settings.checked == {"trimCalls"}
    copy.targets.all_button.click()
    qtbot.waitUntil(lambda: copy.mark_button.isEnabled())
    copy.mark_button.click()
    qtbot.waitUntil(lambda: bench.data.staged.count() > 0)
    assert puts(open_panel) == 0
    compare.editor.undo()
    assert bench.data.staged.count() == 0


def test_a_read_only_connection_says_so(compare, bench, answers, qtbot):
    bench.session.lock.close()
    bench.session.lock._read_only = True
    compare._show_staged()
    assert compare.view.copy_button.toolTip() == "This connection is read-only"
    go_to(compare, "Trim calls", 1)
    compare.editor.toggle(row_of(compare, "Trim calls"), 1)
    qtbot.waitUntil(lambda: compare.view.message_bar.message() is not None)
    assert bench.data.staged.count() == 0


def test_the_dialogs_by_keyboard(compare, bench, answers, qtbot, run, loop):
    """The real dialogs: unfold, go on, and close, with the keys alone."""
    prompts = WindowPrompts(bench.window)
    answers.review_many = prompts.review_many
    answers.show_outcomes = prompts.show_outcomes
    edit(compare, "Trim calls", 1, 2)
    compare.view.save_button.click()
    review = find_dialog(BulkReviewDialog, qtbot)
    assert len(review.outline.texts()) == 4
    review.rehearse_button.click()
    assert review.isVisible()
    (said,) = [one for one in bench.window.findChildren(Toast) if one.isVisible()]
    assert "nothing was sent" in said.accessibleName()
    assert review.button.text() == "Save 2 profiles"
    QTest.keyClick(review.outline, Qt.Key.Key_Left)
    QTest.keyClick(review, Qt.Key.Key_Return)
    outcomes = find_dialog(BulkOutcomesDialog, qtbot)
    assert [text.split(" | ")[1] for text in outcomes.outline.texts()] == ["Saved, 1 change"] * 2
    QTest.keyClick(outcomes, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: done(compare))


def test_the_lists_of_a_company_outlive_the_program(compare, bench, answers, qtbot, run, tmp_path):
    """As with any company that is no demo: another saver finds what the first one left."""
    saver = BulkSaver(compare.context)
    saver._runs = BulkRuns(tmp_path / "bulk")
    records = bench.data.profiles.records[:2]
    items = [(record, {"trimCalls": not record.profile.trim_calls}) for record in records]
    stale = json.loads(records[0].raw) | {"market": not records[0].profile.market}
    old = ProfileRecord(records[0].workspace_id, records[0].profile, json.dumps(stale).encode())
    items[0] = (old, items[0][1])
    run(saver.run("Trim calls", items))
    other = BulkSaver(compare.context)
    other._runs = BulkRuns(tmp_path / "bulk")
    (left,) = run(other.left())
    assert left.title == "Trim calls"
    assert len(left.report.conflicts) == 1
    answers.choices = ["forget"]
    run(other.show(left))
    assert run(other.left()) == ()


def test_a_list_of_another_company_at_the_same_address_is_not_offered(compare, run, tmp_path):
    """Older versions kept the lists of all companies at that address together."""
    record = compare.context.data.profiles.records[0]
    older = BulkRuns(tmp_path / "older")
    for profile_id in (record.id, "999"):
        plan = SavePlan("1", profile_id, record.raw, {"trimCalls": None})
        older.begin(profile_id, [BulkItem(plan, "Rep")]).close()
    saver = BulkSaver(compare.context)
    saver._runs = BulkRuns(tmp_path / "ours", tmp_path / "older")
    assert [left.title for left in run(saver.left())] == [record.id]
    assert len(older.left()) == 2


def test_a_list_of_an_older_version_is_offered_once_the_profiles_are_known(
    compare, open_panel, run, tmp_path
):
    """Whose it is can't be told before; the panel looks for it while they are being read."""
    record = compare.context.data.profiles.records[0]
    older = BulkRuns(tmp_path / "older")
    plan = SavePlan("1", record.id, record.raw, {"trimCalls": None})
    older.begin("Old", [BulkItem(plan, "Rep")]).close()
    context = open_panel("workspaces", users=63).context
    assert not context.data.profiles.records
    saver = BulkSaver(context)
    saver._runs = BulkRuns(tmp_path / "ours", tmp_path / "older")
    context.data.profiles.ensure()
    assert [left.title for left in run(saver.left())] == ["Old"]


def test_two_runs_at_once_are_refused(compare, bench, answers, qtbot, run):
    saver = BulkSaver(compare.context)
    record = bench.data.profiles.records[0]
    items = [(record, {"trimCalls": not record.profile.trim_calls})]

    async def both():
        return await asyncio.gather(saver.run("One", items), saver.run("Two", items))

    first, second = run(both())
    assert first is not None
    assert second is None
