"""What the panel says about the list of profiles: being read, failed, empty, incomplete, old."""

from __future__ import annotations

from gong_admin.api.catalogue.permissions import LIST_PROFILES
from gong_admin.runtime.dataset import Dataset, DataState
from gong_admin.runtime.language import translate
from gong_admin.services.lists import ProfileRecord
from gong_admin.ui.panels.compare.view import CompareView
from gong_admin.ui.widgets.states import Reason, StateAction


def show_list_state(
    view: CompareView, dataset: Dataset[ProfileRecord], facts: str, *, there: bool, of: int
) -> None:
    """Show how the list of profiles stands. `facts` are about what is compared; `there` whether
    anything is; `of` how many there are to choose from."""
    header = view.header
    header.set_busy(dataset.loading)
    reading = translate("compare", "reading…") if dataset.loading else ""
    header.set_data(facts or reading, dataset.read_at if there or dataset.complete else None)
    if dataset.state is DataState.PARTIAL:
        why = translate("compare", "Reading stopped before all workspaces were read")
        header.set_state(translate("compare", "Incomplete"), "warn", why)
    elif dataset.stale:
        header.set_state(
            translate("compare", "Out of date"),
            "warn",
            translate("compare", "Something has changed since"),
        )
    else:
        header.set_state("")
    if dataset.loading:
        done = dataset.progress.done
        title = translate("compare", "Reading permission profiles…")
        if done:
            title = translate("compare", "Reading permission profiles: {0}").format(f"{done:,}")
        view.show_loading(title, translate("compare", "One call for each workspace."))
    else:
        view.show_loaded()
    if there:
        view.show_body("matrix")
    elif dataset.loading:
        view.show_body("loading")
    elif dataset.message is not None:
        view.show_body("error")
    else:
        _say_empty(view, dataset, of)
        view.show_body("empty")


def _say_empty(view: CompareView, dataset: Dataset[ProfileRecord], of: int) -> None:
    icon = "columns"
    if dataset.state is DataState.UNREAD:
        read = StateAction(
            "refresh", translate("compare", "Read now"), "arrows-clockwise", primary=True
        )
        view.empty_state.set_content(
            translate("compare", "Not read yet"), icon=icon, actions=[read]
        )
        return
    if of:
        every = StateAction("all", translate("compare", "Compare all"), "columns", primary=True)
        view.empty_state.set_content(
            translate("compare", "No profiles are chosen"),
            icon=icon,
            reasons=[
                Reason(
                    "columns",
                    translate("compare", "Nothing to compare"),
                    translate("compare", "Choose profiles with the button above, or compare all."),
                )
            ],
            actions=[every],
        )
        return
    nothing = translate("compare", "The workspace chosen above has no profile.")
    reasons = [Reason("calendar-x", translate("compare", "Nothing there"), nothing)]
    again = StateAction(
        "refresh", translate("compare", "Read again"), "arrows-clockwise", primary=True
    )
    actions = [again]
    if LIST_PROFILES.scope:
        text = translate("compare", "Gong answers the same when a key lacks the scope")
        title = translate("compare", "Or this key may not see them")
        reasons.append(Reason("key", title, text, LIST_PROFILES.scope))
        actions.append(StateAction("doctor", translate("compare", "Check this key"), "key"))
    view.empty_state.set_content(
        translate("compare", "No permission profiles found"),
        icon=icon,
        reasons=reasons,
        actions=actions,
        footnote=translate("compare", "Gong answered 404") if dataset.empty_because else "",
        code=(dataset.request_id or "") if dataset.empty_because else "",
    )
