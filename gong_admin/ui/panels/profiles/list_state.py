"""What the panel says about the list of profiles: being read, failed, empty, incomplete, old."""

from __future__ import annotations

from gong_admin.api.catalogue.permissions import LIST_PROFILES
from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.ui.panels.profiles.view import ProfilesView
from gong_admin.ui.widgets.states import Reason, StateAction


def show_list_state(
    view: ProfilesView, dataset: Dataset[ProfileRecord], facts: str, *, has_profile: bool
) -> None:
    """Show how the list of profiles stands. `facts` are about the profile shown, if any."""
    header = view.header
    header.set_busy(dataset.loading)
    read_at = dataset.read_at if has_profile or dataset.complete else None
    header.set_data(facts or ("reading…" if dataset.loading else ""), read_at)
    if dataset.state is DataState.PARTIAL:
        header.set_state(
            translate("profiles", "Incomplete"),
            "warn",
            translate("profiles", "Reading stopped before all workspaces were read"),
        )
    elif dataset.stale:
        header.set_state(
            translate("profiles", "Out of date"),
            "warn",
            translate("profiles", "Something has changed since"),
        )
    else:
        header.set_state("")
    if dataset.loading:
        done = dataset.progress.done
        counted = (
            translate("profiles", "Reading permission profiles: {0}").format(f"{done:,}")
            if done
            else translate("profiles", "Reading permission profiles…")
        )
        view.show_loading(counted, translate("profiles", "One call for each workspace."))
    else:
        view.show_loaded()
    if has_profile:
        view.show_body("settings")
    elif dataset.loading:
        view.show_body("loading")
    elif dataset.message is not None:
        view.show_body("error")
    else:
        _say_empty(view, dataset)
        view.show_body("empty")


def _say_empty(view: ProfilesView, dataset: Dataset[ProfileRecord]) -> None:
    icon = "shield-check"
    if dataset.state is DataState.UNREAD:
        read = StateAction(
            "refresh", translate("profiles", "Read now"), "arrows-clockwise", primary=True
        )
        view.empty_state.set_content(
            translate("profiles", "Not read yet"), icon=icon, actions=[read]
        )
        return
    reasons = [
        Reason(
            "calendar-x",
            translate("profiles", "Nothing there"),
            translate("profiles", "The workspace chosen above has no profile."),
        )
    ]
    actions = [
        StateAction(
            "refresh", translate("profiles", "Read again"), "arrows-clockwise", primary=True
        )
    ]
    if LIST_PROFILES.scope:
        text = translate("profiles", "Gong answers the same when a key lacks the scope")
        reasons.append(
            Reason(
                "key",
                translate("profiles", "Or this key may not see them"),
                text,
                LIST_PROFILES.scope,
            )
        )
        actions.append(StateAction("doctor", translate("profiles", "Check this key"), "key"))
    view.empty_state.set_content(
        translate("profiles", "No permission profiles found"),
        icon=icon,
        reasons=reasons,
        actions=actions,
        footnote=translate("profiles", "Gong answered 404") if dataset.empty_because else "",
        code=(dataset.request_id or "") if dataset.empty_because else "",
    )
