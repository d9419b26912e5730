"""What is offered above a profile: edits of a run that was killed, and a newer state of Gong's."""

from __future__ import annotations

import datetime as dt

from gong_admin.runtime.drafts import Draft
from gong_admin.runtime.language import translate
from gong_admin.runtime.staging import StagedProfiles
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.words import counted
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.widgets.panel_header import age_text


class Offers:
    """Shows the two bars for the profile that it is told (`show`), and does what they offer."""

    def __init__(self, staged: StagedProfiles, view: ProfilesView) -> None:
        self._staged = staged
        self._view = view
        self._record: ProfileRecord | None = None
        self._draft: Draft | None = None
        view.draft_bar.accepted.connect(self._adopt)
        view.draft_bar.declined.connect(self._discard)
        view.rebase_bar.accepted.connect(self._rebase)
        staged.recovered_changed.connect(self._show_draft)

    def close(self) -> None:
        self._staged.recovered_changed.disconnect(self._show_draft)

    def drafted(self) -> frozenset[str]:
        """The profiles that an earlier run left edits of."""
        return frozenset(draft.profile_id for draft in self._staged.recovered())

    def show(self, record: ProfileRecord | None) -> None:
        """Offer what there is for this profile, or nothing."""
        self._record = record
        self._show_draft()
        self._show_rebase()

    def _show_draft(self) -> None:
        mine = self._record.id if self._record is not None else ""
        found = (draft for draft in self._staged.recovered() if draft.profile_id == mine)
        self._draft = next(found, None)
        bar, draft = self._view.draft_bar, self._draft
        if draft is None:
            bar.hide()
            return
        now = dt.datetime.now(dt.UTC)
        made = age_text(draft.edited_at, now)
        based = age_text(draft.based_at, now)
        bar.offer(
            translate("profiles", "{0} not saved when the program last ended").format(
                counted(len(draft.edits), "change")
            ),
            translate(
                "profiles",
                "Made {0}, on top of what Gong said {1}. What others changed since then is shown "
                "before anything is saved.",
            ).format(made, based),
            translate("profiles", "Bring back"),
            translate("profiles", "Discard"),
        )

    def _show_rebase(self) -> None:
        record = self._record
        if record is None or not self._staged.outdated(record):
            self._view.rebase_bar.hide()
            return
        self._view.rebase_bar.offer(
            translate("profiles", "Somebody has changed this profile meanwhile"),
            translate(
                "profiles",
                "Your changes lie on top of what Gong said before. Put them on top of what was "
                "read now, or save and choose for each setting then.",
            ),
            translate("profiles", "Put on top"),
        )

    def _adopt(self) -> None:
        if self._draft is not None:
            self._staged.adopt(self._draft)

    def _discard(self) -> None:
        if self._draft is not None:
            self._staged.discard(self._draft)

    def _rebase(self) -> None:
        if self._record is not None:
            self._staged.rebase(self._record)
