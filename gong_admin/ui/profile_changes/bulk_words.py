"""What is said of many profiles that are saved at once: before, and after. Made beside the window,
for five hundred profiles take a while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gong_admin.api.address import Address
from gong_admin.models.text import date_text
from gong_admin.runtime.bulk_runs import StoredRun, told
from gong_admin.runtime.language import translate
from gong_admin.runtime.present import is_expected, present
from gong_admin.services.console import raw_request
from gong_admin.services.profiles.bulk import OPEN, BulkItem, BulkOutcome, BulkReport, State
from gong_admin.services.profiles.editing import effective
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.rules import Problem
from gong_admin.services.profiles.rules import told as told_problem
from gong_admin.services.profiles.table import NameOf
from gong_admin.services.words import counted, from_to
from gong_admin.ui.profile_changes.outline import Node
from gong_admin.ui.profile_changes.review import change_line, changes_for, save_request
from gong_admin.ui.widgets.review import Change, Consequence

EACH = translate(
    "profile_changes",
    "One after the other, each is read once more right before it is sent. What others have changed "
    "since is not overwritten but listed, to be looked at. What somebody changes in the moment "
    "between is overwritten: Gong offers no way to rule that out.",
)

SAVE_EDITS = translate("profile_changes", "Save edits")
"""What saving what is staged is called while it runs, and afterwards."""

_REQUESTS_SHOWN = 20
_NOT_TAKEN = translate("profile_changes", "Not taken")

_ICONS = {
    State.SAVED: "check-circle",
    State.UNCHANGED: "check-circle",
    State.PARTLY: "warning",
    State.CONFLICT: "git-diff",
    State.THEIRS: "check-circle",
    State.FAILED: "x-circle",
    State.UNCERTAIN: "question",
    State.NOT_TRIED: "minus-circle",
}
_WORDS = {
    State.SAVED: translate("profile_changes", "Saved"),
    State.UNCHANGED: translate("profile_changes", "Gong had it already"),
    State.PARTLY: translate("profile_changes", "Partly taken"),
    State.CONFLICT: translate("profile_changes", "Changed by others"),
    State.THEIRS: translate("profile_changes", "Theirs holds"),
    State.FAILED: translate("profile_changes", "Failed"),
    State.UNCERTAIN: translate("profile_changes", "Not known"),
    State.NOT_TRIED: translate("profile_changes", "Not tried"),
}
_COUNTED = {
    State.SAVED: translate("profile_changes", "{0} saved"),
    State.UNCHANGED: translate("profile_changes", "{0} as wanted already"),
    State.PARTLY: translate("profile_changes", "{0} partly taken"),
    State.CONFLICT: translate("profile_changes", "{0} changed by others meanwhile"),
    State.THEIRS: translate("profile_changes", "{0} left as others have it"),
    State.FAILED: translate("profile_changes", "{0} failed"),
    State.UNCERTAIN: translate("profile_changes", "{0} not known"),
    State.NOT_TRIED: translate("profile_changes", "{0} not tried"),
}


@dataclass(frozen=True, slots=True)
class Requests:
    """What will be sent: the first ones in full, and in `note` how many there are."""

    method: str
    path: str
    text: str
    note: str


@dataclass(frozen=True, slots=True)
class BulkReview:
    """All that the review of many profiles shows. `rows` are the profiles with their changes
    below them, `left_out` those that a rule keeps from being saved; `cost` what it takes."""

    title: str
    action: str
    tenant: str
    tenant_kind: str
    tenant_colour: str
    rows: Sequence[Node]
    summary: str = ""
    left_out: Sequence[Node] = ()
    consequences: Sequence[Consequence] = ()
    cost: str = ""
    footnote: str = EACH
    requests: Requests | None = None


@dataclass(frozen=True, slots=True)
class BulkOutcomes:
    """All that the list of outcomes shows. `rest` is how many can be gone on with; `conflicts`
    are the keys of the rows that are to be looked at one by one; `kept` says that there is
    something to keep the list for, `outlives` that it is there when the program starts again."""

    title: str
    summary: str
    rows: Sequence[Node]
    stopped: str = ""
    rest: int = 0
    conflicts: frozenset[str] = field(default_factory=frozenset)
    kept: bool = False
    outlives: bool = True


def changed_only(items: Sequence[BulkItem]) -> list[BulkItem]:
    """The items that change something, each with what it changes."""
    found = []
    for item in items:
        wanted = effective(read(item.plan.base), item.plan.edits)
        if wanted:
            plan = type(item.plan)(
                item.plan.workspace_id, item.plan.profile_id, item.plan.base, wanted
            )
            found.append(BulkItem(plan, item.name, item.workspace_name))
    return found


def review_rows(
    items: Sequence[BulkItem],
    members: Mapping[str, int] | None,
    names: NameOf,
    warnings: Mapping[str, Sequence[str]] | None = None,
) -> tuple[list[Node], str, list[str]]:
    """A row a profile; the changes that most have, in words; and the risky ones. `warnings` are
    sentences by the profile's id, and stand below its changes."""
    rows: list[Node] = []
    common: Counter[str] = Counter()
    risky: dict[str, None] = {}
    for item in items:
        lines = changes_for(read(item.plan.base), item.plan.edits, names)
        common.update(f"{line.setting}: {line.after}" for line in lines)
        risky |= dict.fromkeys(line.setting for line in lines if line.risky)
        note = counted(len(lines), "change")
        if members is not None:
            note = f"{counted(members.get(item.plan.profile_id, 0), 'member')} · {note}"
        profile_id = item.plan.profile_id
        said = (warnings or {}).get(profile_id, ())
        mark = "warning" if said or any(line.risky for line in lines) else ""
        below = [_change(item, n, line) for n, line in enumerate(lines)]
        below += [Node(f"{profile_id}/!{n}", each, "", "warning") for n, each in enumerate(said)]
        rows.append(Node(profile_id, place(item), note, mark, tuple(below)))
    return rows, _summary(common, len(items)), list(risky)


def review_title(title: str, changes: str, profiles: str) -> str:
    """What is asked: as in the review of a single profile where that is all there is to say."""
    if title == SAVE_EDITS:
        return translate("profile_changes", "Save {0} to {1}?").format(changes, profiles)
    return translate("profile_changes", "{0}: {1} to {2}?").format(title, changes, profiles)


def requests_of(items: Sequence[BulkItem], address: Address) -> Requests:
    """The requests of these items as text. Of many the first ones: the others differ in nothing
    but the profile and its changes, and each is some kilobytes."""
    shown = []
    for item in items[:_REQUESTS_SHOWN]:
        plan = item.plan
        shown.append(save_request(plan.profile_id, plan.base, plan.edits, address))
    note = counted(len(items), "request")
    if len(items) > len(shown):
        note = translate("profile_changes", "the first {0} of {1}").format(len(shown), note)
    text = "\n\n".join(raw_request(request) for request in shown)
    return Requests(shown[0].method, shown[0].path, text, note)


def place(item: BulkItem) -> str:
    """A profile with its workspace."""
    return " · ".join(part for part in (item.name.strip(), item.workspace_name) if part)


def left_out_rows(found: Sequence[tuple[BulkItem, Sequence[Problem]]]) -> list[Node]:
    """Profiles that a rule keeps from being saved, with the reasons."""
    return [
        Node(
            f"!{item.plan.profile_id}",
            place(item),
            " ".join(told_problem(problem) for problem in wrong),
            "x-circle",
        )
        for item, wrong in found
    ]


def outcomes_of(title: str, report: BulkReport, names: NameOf, stopped: str) -> BulkOutcomes:
    """A row a profile, in the order of the run; what is to be said of it is below."""
    refused = sum(_nothing_taken(outcome) for outcome in report.outcomes)
    counts = []
    for state, number in report.counts.items():
        number -= refused if state is State.PARTLY else 0
        if number:
            counts.append(_COUNTED[state].format(f"{number:,}"))
        if state is State.PARTLY and refused:
            counts.append(translate("profile_changes", "{0} not taken").format(f"{refused:,}"))
    return BulkOutcomes(
        title,
        ", ".join(counts),
        [_outcome(outcome, names) for outcome in report.outcomes],
        stopped,
        len(report.rest),
        frozenset(outcome.item.plan.profile_id for outcome in report.conflicts),
        any(each.state in OPEN or each.state is State.CONFLICT for each in report.outcomes),
    )


def _nothing_taken(outcome: BulkOutcome) -> bool:
    """Whether Gong answered without an error and still took nothing of what was sent."""
    result = outcome.result
    return outcome.state is State.PARTLY and result is not None and not result.written


def _outcome(outcome: BulkOutcome, names: NameOf) -> Node:
    item, result = outcome.item, outcome.result
    below: list[str] = []
    if result is not None:
        for how, changes in (
            (
                translate("profile_changes", "{0}: {1} was sent, and Gong still says {2}"),
                result.not_taken,
            ),
            (translate("profile_changes", "{0}: {1} was sent, and Gong says {2}"), result.besides),
            (translate("profile_changes", "{0}: others changed it from {1} to {2}"), result.theirs),
        ):
            for change in changes:
                line = change_line(change, names)
                below.append(how.format(line.setting, line.before, line.after))
    problem = told(outcome)
    if problem:
        below.append(problem)
    children = tuple(
        Node(f"{item.plan.profile_id}/{number}", text) for number, text in enumerate(below)
    )
    note = _NOT_TAKEN if _nothing_taken(outcome) else _WORDS[outcome.state]
    if outcome.state is State.SAVED and result is not None:
        note = f"{note}, {counted(len(result.written), 'change')}"
    return Node(item.plan.profile_id, place(item), note, _ICONS[outcome.state], children)


def _change(item: BulkItem, number: int, line: Change) -> Node:
    text = f"{line.setting}: {from_to(line.before, line.after)}"
    mark = "warning" if line.risky else ""
    return Node(f"{item.plan.profile_id}/{number}", text, "", mark)


def _summary(common: Counter[str], profiles: int) -> str:
    """ "Delete calls: Off in all 12 profiles. Trim calls: On in 3 of them." What only one profile
    gets stands in its row and nowhere else."""
    shared = [(words, number) for words, number in common.most_common() if number > 1]
    parts = []
    for words, number in shared[:3]:
        if number == profiles:
            said = translate("profile_changes", "{0} in all {1} profiles.")
        else:
            said = translate("profile_changes", "{0} in {1} of them.")
        parts.append(said.format(words, f"{number:,}"))
    more = len(shared) - len(parts)
    if more:
        parts.append(translate("profile_changes", "And {0} like this.").format(f"{more:,}"))
    return " ".join(parts)


def rest_words(stored: StoredRun) -> str:
    """What a panel says of a run that stopped half-way."""
    counts, report = stored.report.counts, stored.report
    done = counts[State.SAVED] + counts[State.UNCHANGED] + counts[State.THEIRS]
    parts = [
        translate("profile_changes", "{0} of {1} done").format(
            f"{done:,}", counted(len(report.outcomes), "profile")
        )
    ]
    if report.rest:
        parts.append(translate("profile_changes", "{0} to go").format(f"{len(report.rest):,}"))
    if counts[State.PARTLY]:
        parts.append(
            translate("profile_changes", "{0} not taken in full").format(
                f"{counts[State.PARTLY]:,}"
            )
        )
    if report.conflicts:
        parts.append(
            translate("profile_changes", "{0} changed by others meanwhile").format(
                f"{len(report.conflicts):,}"
            )
        )
    began = date_text(stored.at)
    words = translate("profile_changes", "“{0}”, begun {1}, was not finished: {2}.")
    return words.format(stored.title, began, ", ".join(parts))


def stopped_words(report: BulkReport) -> str:
    """Why a run ended before its end, in a sentence or two."""
    if report.stopped_by is not None:
        if not is_expected(report.stopped_by):
            return translate(
                "profile_changes", "The program failed, and stopped. Nothing more was sent."
            )
        message = present(report.stopped_by)
        words = translate("profile_changes", "Stopped: {0}. {1} Nothing more was sent.")
        return words.format(message.title, message.text)
    return (
        translate("profile_changes", "Cancelled: nothing more was sent.")
        if report.cancelled
        else ""
    )


def edits_of(items: Sequence[BulkItem]) -> int:
    """How many settings are changed, in all profiles together."""
    return sum(len(item.plan.edits) for item in items)


def merged(before: BulkReport, after: BulkReport) -> BulkReport:
    """What became of all, after some were gone on with."""
    now = {outcome.item.plan.profile_id: outcome for outcome in after.outcomes}
    outcomes = tuple(now.get(each.item.plan.profile_id, each) for each in before.outcomes)
    return BulkReport(outcomes, after.cancelled, after.stopped_by)
