"""What giving and taking back access to calls is called, and its review."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gong_admin.api.prepare import prepare
from gong_admin.api.types.permissions import CallUsers
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.language import translate
from gong_admin.services.call_access import (
    CALLS_A_REQUEST,
    Act,
    CallGrants,
    Report,
    Result,
    request_of,
)
from gong_admin.services.console import raw_request
from gong_admin.services.words import counted
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.review import Change, Consequence, Review

_SHOWN = 40  # calls in the review's table; all of them stand in the request below it
_NAMES = 6  # people named in one cell

WHAT_STAYS = translate(
    "call_access",
    "Gong's API tells, gives and takes back only what was given through it. Whoever has a call "
    "because it was shared with them, or through a permission profile, keeps it and is not shown.",
)

NameOf = Callable[[str], str]


def names(ids: Sequence[str], name_of: NameOf) -> str:
    """People in words: "Dana Whitfield, Hugh Penrose and 3 more"."""
    if not ids:
        return translate("call_access", "Nobody")
    shown = ", ".join(name_of(one) for one in ids[:_NAMES])
    more = len(ids) - _NAMES
    if more > 0:
        return translate("call_access", "{0} and {1} more").format(shown, f"{more:,}")
    return shown


def review(
    connection: Connection,
    act: Act,
    wanted: Sequence[CallUsers],
    before: Mapping[str, CallGrants],
    name_of: NameOf,
) -> Review:
    """What is asked before calls are opened to people, or closed."""
    given = act is Act.GRANT
    people = list(dict.fromkeys(user for one in wanted for user in one.user_ids))
    who, what = counted(len(people), "person", "people"), counted(len(wanted), "call")
    changes = [_change(given, one, before, name_of) for one in wanted[:_SHOWN]]
    more = len(wanted) - _SHOWN
    if more > 0:
        rest = translate("call_access", "and {0}").format(counted(more, "more call"))
        changes.append(
            Change(
                rest,
                "",
                "",
                note=translate("call_access", "All of them stand in the request below."),
            )
        )
    parts = [wanted[at : at + CALLS_A_REQUEST] for at in range(0, len(wanted), CALLS_A_REQUEST)]
    requests = [prepare(*request_of(act, part)) for part in parts]
    return Review(
        title=translate("call_access", "Give {0} access to {1}?").format(who, what)
        if given
        else translate("call_access", "Take {0} back from {1}?").format(what, who),
        action=translate("call_access", "Give access")
        if given
        else translate("call_access", "Take back"),
        tenant=connection.name,
        tenant_kind=connection.kind.value.capitalize(),
        tenant_colour=colour_of(connection),
        changes=changes,
        extra_title=translate("call_access", "People"),
        consequences=[
            Consequence(
                translate(
                    "call_access", "They can open these calls at once, whatever their profiles say."
                )
                if given
                else translate(
                    "call_access", "Whoever has a call through a share or a profile still opens it."
                ),
                "warn",
            )
        ],
        method=requests[0].method,
        request_line=requests[0].target,
        request="\n\n".join(raw_request(request) for request in requests),
        request_note=counted(len(requests), "request"),
        footnote=translate(
            "call_access", "What was sent is read back, call by call, and kept in the journal."
        ),
    )


def _change(
    given: bool, one: CallUsers, before: Mapping[str, CallGrants], name_of: NameOf
) -> Change:
    had = before[one.call_id].user_ids if one.call_id in before else ()
    has = (
        [*had, *one.user_ids] if given else [user for user in had if user not in set(one.user_ids)]
    )
    return Change(
        translate("call_access", "Call {0}").format(one.call_id),
        names(had, name_of),
        names(has, name_of),
        extra=f"{'+' if given else '−'}{len(one.user_ids):,}",
    )


def report_text(act: Act, report: Report) -> str:
    """What came of it, in a sentence: "Given for 3 calls; 1 call not found."."""
    given = act is Act.GRANT
    verb = (
        translate("call_access", "Given for {0}")
        if given
        else translate("call_access", "Taken back for {0}")
    )
    parts = [verb.format(counted(report.count(Result.DONE), "call"))]
    for result in (
        Result.NOT_FOUND,
        Result.REFUSED,
        Result.NOT_TAKEN,
        Result.UNCERTAIN,
        Result.NOT_TRIED,
    ):
        count = report.count(result)
        if count:
            parts.append(f"{count:,} {result.value.lower()}")
    return f"{'; '.join(parts)}."
