"""What the panel shows of a comparison above and beside its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind, Severity, UserMessage
from gong_admin.services.snapshots.comparing import Comparison, Difference
from gong_admin.services.snapshots.content import Content, Part
from gong_admin.services.snapshots.store import Entry, Snapshot
from gong_admin.services.words import counted
from gong_admin.ui.panels.snapshots.side import title_of
from gong_admin.ui.panels.snapshots.view import SnapshotsView

_PROBLEMS_SAID = 4


@dataclass(frozen=True, slots=True)
class Shown:
    """What the table shows: the snapshot `then`, and what it was compared with. `before` and
    `after` say of which moment the two sides are."""

    then: Snapshot
    comparison: Comparison
    earlier: Content
    later: Content
    before: str
    after: str

    def in_workspace(self, workspace_id: str | None) -> Sequence[Difference]:
        """The differences of a workspace, and those that are of none; all of them for None."""
        every = self.comparison.differences
        if workspace_id is None:
            return every
        return [one for one in every if one.workspace_id in (workspace_id, "")]

    @property
    def other(self) -> str:
        """The side that is not the snapshot chosen, in words."""
        return self.before if self.earlier is not self.then.content else self.after


def show_head(
    view: SnapshotsView,
    entry: Entry,
    shown: Shown | None = None,
    count: int = 0,
    read_at: datetime | None = None,
) -> None:
    """Name the snapshot, and say what it was compared with and how much differs. Without `shown`
    nothing has been compared yet. `read_at`: when Gong was asked, where it is compared with that;
    the words are short, for there is little room beside the title."""
    header = view.header
    header.set_title(title_of(entry))
    header.set_state("")
    if shown is None:
        header.set_data("")
        return
    if not count:
        words = translate("snapshots", "nothing differs")
    elif read_at is not None:
        words = translate("snapshots", "{0} since").format(counted(count, "change"))
    else:
        differences = counted(count, "difference")
        words = translate("snapshots", "{0} to {1}").format(differences, shown.other)
    header.set_data(words, read_at)
    if shown.then.problems:
        header.set_state(
            translate("snapshots", "Damaged"), "danger", "\n".join(shown.then.problems)
        )
        return
    skipped = [(part, why) for part, why in shown.comparison.skipped if part is not Part.MEMBERS]
    if skipped:
        said = "\n".join(f"{part}: {why}" for part, why in skipped)
        header.set_state(translate("snapshots", "Incomplete"), "warn", said)


def show_no_head(view: SnapshotsView) -> None:
    """There is no snapshot to name."""
    view.header.set_title(translate("snapshots", "Snapshots"))
    view.header.set_data("")
    view.header.set_state("")
    view.show_detail(False)


def say_equal(view: SnapshotsView, shown: Shown) -> None:
    """Say that nothing differs, and what that covers."""
    skipped = {part for part, _ in shown.comparison.skipped}
    words = {
        Part.PROFILES: translate("snapshots", "permission profiles"),
        Part.MEMBERS: translate("snapshots", "their members"),
        Part.WORKSPACES: translate("snapshots", "workspaces"),
        Part.FOLDERS: translate("snapshots", "library folders"),
        Part.TRACKERS: translate("snapshots", "trackers"),
        Part.SCORECARDS: translate("snapshots", "scorecards"),
    }
    compared = ", ".join(word for part, word in words.items() if part not in skipped)
    view.say(
        translate("snapshots", "Nothing differs"),
        "check-circle",
        translate("snapshots", "{0} and {1}").format(shown.before, shown.after),
        translate("snapshots", "Compared: {0}.").format(compared),
    )


def offer_now(view: SnapshotsView, cost: str) -> None:
    """Offer to read what Gong says now, which costs many calls."""
    view.show_offer(
        "now",
        translate("snapshots", "What has changed since this snapshot?"),
        cost,
        translate("snapshots", "Compare with Gong now"),
    )


def offer_members(view: SnapshotsView, cost: str) -> None:
    """Offer to compare members, which cost a call a profile; take the offer away without `cost`."""
    view.show_offer(
        "members" if cost else "",
        translate("snapshots", "Members have not been compared"),
        cost,
        translate("snapshots", "Read members too"),
    )


def damage(then: Snapshot) -> UserMessage:
    """What to tell about a snapshot whose files are not as they were written."""
    said = " ".join(then.problems[:_PROBLEMS_SAID])
    more = len(then.problems) - _PROBLEMS_SAID
    if more > 0:
        said = translate("snapshots", "{0} And {1} more.").format(said, f"{more:,}")
    return UserMessage(
        Severity.WARNING,
        translate("snapshots", "This snapshot is not as it was taken"),
        translate("snapshots", "{0} The rest can be compared and restored.").format(said),
        tuple((translate("snapshots", "Problem"), problem) for problem in then.problems),
        (ActionKind.COPY_DETAILS,),
    )
