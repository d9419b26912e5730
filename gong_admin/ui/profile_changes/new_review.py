"""What is shown before profiles are made: all that they will allow, and the exact requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gong_admin.api.catalogue.permissions import CREATE_PROFILE
from gong_admin.api.prepare import prepare
from gong_admin.api.types.permissions import CreateProfile, PermissionProfile
from gong_admin.runtime.language import translate
from gong_admin.runtime.session import TenantSession
from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.console import raw_request
from gong_admin.services.profiles.creating import CreatePlan
from gong_admin.services.profiles.editing import EDITABLE, SettingChange, value_at
from gong_admin.services.profiles.reading import read
from gong_admin.services.words import counted
from gong_admin.ui.profile_changes.review import change_line, name_of
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.review import Change, Consequence, Review

_FOR_GOOD = translate(
    "profiles",
    "Through its API Gong neither deletes a profile nor gives it to people: that is done in Gong's "
    "admin centre.",
)


def title_of_plans(plans: Sequence[CreatePlan]) -> str:
    """The act: "Make Sellers in 3 workspaces"."""
    return translate("profiles", "Make {0}").format(what(plans))


def what(plans: Sequence[CreatePlan]) -> str:
    """What is made: "Sellers", "Sellers in 3 workspaces", "4 profiles"."""
    names = {read(plan.body).name.strip() for plan in plans}
    if len(names) > 1:
        return counted(len(plans), "profile")
    (name,) = names
    if len(plans) == 1:
        return name
    return translate("profiles", "{0} in {1:,} workspaces").format(name, len(plans))


def create_review(
    session: TenantSession,
    data: TenantData,
    plans: Sequence[CreatePlan],
    warnings: Sequence[str] = (),
) -> Review:
    """One review for all `plans`, which are one at least."""
    connection = session.connection
    requests = [
        prepare(
            CREATE_PROFILE,
            CreateProfile(workspace_id=plan.workspace_id, profile=PermissionProfile()),
            session.client.address,
            plan.body,
        )
        for plan in plans
    ]
    places = [data.workspace_name(plan.workspace_id) for plan in plans]
    consequences = [*(Consequence(said, "warn") for said in warnings), Consequence(_FOR_GOOD)]
    if len(plans) > 1:
        each_in = translate("profiles", "{0} in {1}")
        listed = "; ".join(
            each_in.format(read(plan.body).name.strip(), place)
            for plan, place in zip(plans, places, strict=True)
        )
        said = translate("profiles", "One after the other: {0}.").format(listed)
        consequences.insert(0, Consequence(said))
    return Review(
        title=translate("profiles", "{0}?").format(title_of_plans(plans)),
        action=translate("profiles", "Make {0}").format(counted(len(plans), "profile")),
        tenant=connection.name,
        tenant_kind=connection.kind.value.capitalize(),
        tenant_colour=colour_of(connection),
        target=places[0] if len(set(places)) == 1 else "",
        changes=_lines(data, plans),
        consequences=consequences,
        method=requests[0].method,
        request_line=requests[0].target,
        request="\n\n".join(raw_request(request) for request in requests),
        request_note=counted(len(requests), "request") if len(requests) > 1 else "",
        footnote=translate(
            "profiles",
            "What Gong answers is compared with what was sent, and kept in the journal on "
            "this computer.",
        ),
    )


def _lines(data: TenantData, plans: Sequence[CreatePlan]) -> list[Change]:
    """What the profiles will allow; what differs between them has a line for each."""
    lines: dict[Change, list[str]] = {}
    for plan in plans:
        where = data.workspace_name(plan.workspace_id)
        for line in _lines_of(data, plan):
            lines.setdefault(line, []).append(where)
    return [
        line
        if len(places) == len(plans)
        else replace(line, note=f"{', '.join(places)}. {line.note}".strip())
        for line, places in lines.items()
    ]


def _lines_of(data: TenantData, plan: CreatePlan) -> list[Change]:
    body, names = read(plan.body), name_of(data)
    values = {key: value_at(body, key) for key in EDITABLE}
    changes = [SettingChange(k, None, value) for k, value in values.items() if _allows(value)]
    changes += [SettingChange(each.key, None, each.value) for each in body.unknown]
    return [replace(change_line(change, names), before="–") for change in changes]


def _allows(value: object) -> bool:
    return bool(value) and value != "none"
