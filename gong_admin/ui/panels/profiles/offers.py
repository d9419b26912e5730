"""What is offered above a profile: edits of a run that was killed, and a newer state of Gong's."""

from __future__ import annotations

import datetime as dt

from gong_admin.runtime.drafts import Draft
from gong_admin.runtime.language import translate
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.lists import ProfileRecord
from gong_admin.services.words import counted
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.widgets.panel_header import age_text

_NAMED = 3  # profiles that are named; more are counted


class Offers:
    """Shows the two bars for the profile that it is told (`show`), one about profiles that Gong
    does not list any more, and does what they offer."""

    def __init__(self, data: TenantData, view: ProfilesView) -> None:
        self._data, self._staged = data, data.staged
        self._view = view
        self._record: ProfileRecord | None = None
        self._draft: Draft | None = None
        view.draft_bar.accepted.connect(self._adopt)
        view.draft_bar.declined.connect(self._discard)
        view.rebase_bar.accepted.connect(self._rebase)
        view.gone_bar.accepted.connect(self._drop_gone)
        self._staged.recovered_changed.connect(self._recovered)

    def close(self) -> None:
        self._staged.recovered_changed.disconnect(self._recovered)

    def drafted(self) -> frozenset[str]:
        """The profiles that an earlier run left edits of."""
        return frozenset(draft.profile_id for draft in self._staged.recovered())

    def show(self, record: ProfileRecord | None) -> None:
        """Offer what there is for this profile, or nothing."""
        self._record = record
        self._show_draft()
        self._show_rebase()
        self.show_gone()

    def show_gone(self) -> None:
        """Name the profiles that have edits, of this run or an earlier one, and that the last
        reading did not bring."""
        gone = [(self._staged.name(one), len(self._staged.edits(one))) for one in self._gone()]
        gone += [(draft.name, len(draft.edits)) for draft in self._gone_drafts()]
        if not gone:
            self._view.gone_bar.hide()
            return
        named = [
            translate("profiles", "{0}: {1}").format(name, counted(edits, "change"))
            for name, edits in gone[:_NAMED]
        ]
        if len(gone) > _NAMED:
            named.append(translate("profiles", "{0} more").format(f"{len(gone) - _NAMED:,}"))
        self._view.gone_bar.offer(
            translate("profiles", "Not saved, and not listed by Gong any more"),
            translate("profiles", "{0}. There is nothing left to save this to.").format(
                "; ".join(named)
            ),
            translate("profiles", "Drop these changes"),
        )

    def _gone(self) -> list[str]:
        profiles = self._data.profiles
        if not profiles.complete:
            return []  # it may still come
        return [one for one in self._staged.ids() if profiles.get(one) is None]

    def _gone_drafts(self) -> list[Draft]:
        """Not those that may be of a profile of another company."""
        profiles = self._data.profiles
        return [
            draft
            for draft in self._staged.recovered()
            if profiles.complete and not draft.shared and profiles.get(draft.profile_id) is None
        ]

    def _drop_gone(self) -> None:
        for one in self._gone():
            self._staged.reset(one)
        for draft in self._gone_drafts():
            self._staged.discard(draft)
        self.show_gone()

    def _recovered(self) -> None:
        self._show_draft()
        self.show_gone()

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
                "Your changes were made before that. Keep them together with what is new, or save "
                "and choose setting by setting then.",
            ),
            translate("profiles", "Keep both"),
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
