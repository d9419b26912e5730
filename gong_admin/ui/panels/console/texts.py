"""Requests and answers in words: previews, the review before a write, facts beside a status."""

from __future__ import annotations

import http
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gong_admin.api import errors, snippets
from gong_admin.api.operation import Effect
from gong_admin.api.spec import Kind, Place, describe
from gong_admin.runtime.connections import Connection
from gong_admin.runtime.journal import is_private
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import Severity, UserMessage
from gong_admin.services.console import AnyOperation, Draft, Fetched, pretty, raw_request
from gong_admin.ui.panels.console.answer_pane import Preview
from gong_admin.ui.panels.console.words import CONSEQUENCES, EFFECTS
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.widgets.review import Consequence, Review


def preview(draft: Draft) -> dict[Preview, str]:
    """The request in each language."""
    request = draft.http()
    readable = request
    if request.body is not None and draft.raw_body is None:
        # JSON means the same with its lines broken, and people read it before they run it.
        readable = replace(request, body=pretty(request.body).encode())
    return {
        "curl": snippets.curl(readable),
        "python": snippets.python(request),
        "http": raw_request(request),
    }


def incomplete(op: AnyOperation, problem: errors.InvalidRequest) -> dict[Preview, str]:
    """In place of a request that can't be sent yet: what is missing."""
    lines = [f"{name} {why}" if name else why for name, why in problem.problems.items()]
    said = "\n".join(f"# {line}" for line in (translate("console", "Not complete yet:"), *lines))
    return {"curl": said, "python": said, "http": f"{op.method} {op.path}\n\n{said}"}


def not_sent(problem: errors.InvalidRequest) -> UserMessage:
    """What has to be put right first, with the fields' names."""
    count = len(problem.problems)
    said = [f"{name} {why}" if name else why for name, why in problem.problems.items()]
    more = (
        translate("console", " And {0} more, marked in the form.").format(count - 3)
        if count > 3
        else ""
    )
    title = (
        translate("console", "Not sent: {0} fields need attention").format(count)
        if count > 1
        else translate("console", "Not sent yet")
    )
    return UserMessage(Severity.WARNING, title, "; ".join(said[:3]) + "." + more)


def subject(op: AnyOperation, values: Mapping[str, Any]) -> str:
    """What a request is about, in one text: the first that has to be named in path or query."""
    for spec in describe(op.request):
        value = values.get(spec.name)
        if spec.place in (Place.PATH, Place.QUERY) and spec.required and value:
            return str(value) if not isinstance(value, list) else ", ".join(map(str, value))
    for spec in describe(op.request):
        value = values.get(spec.name)
        if spec.kind in (Kind.TEXT, Kind.NUMBER_ID) and spec.required and value:
            return str(value)
    return ""


def review(connection: Connection, draft: Draft, values: Mapping[str, Any]) -> Review:
    """What is asked before a request that does more than read."""
    op = draft.op
    request = draft.http()
    about = subject(op, values)
    destroys = op.effect is Effect.DESTRUCTIVE
    consequences = [
        Consequence(
            CONSEQUENCES[op.effect], "danger" if destroys else "warn", icon=EFFECTS[op.effect][2]
        ),
        Consequence(op.help),
    ]
    if request.file is not None:
        consequences.append(
            Consequence(
                translate("console", "Uploads {0}").format(request.file.path), "info", icon="upload"
            )
        )
    footnote = (
        translate("console", "The journal notes that it was sent, and not whom it concerned.")
        if is_private(op)
        else translate("console", "Gong's answer is kept in the journal on this computer.")
    )
    return Review(
        title=translate("console", "Send “{0}”?").format(op.title),
        action=translate("console", "Delete for good")
        if destroys
        else translate("console", "Send"),
        action_icon="trash" if destroys else "paper-plane-tilt",
        tenant=connection.name,
        tenant_kind=connection.kind.value.capitalize(),
        tenant_colour=colour_of(connection),
        target_id=about,
        consequences=consequences,
        method=request.method,
        request_line=request.target,
        request=raw_request(request),
        request_open=request.body is not None,
        footnote=footnote,
        retype=(about or op.title) if destroys else "",
        retype_label=translate("console", "Type this to confirm:") if destroys else "",
        destructive=destroys,
        outward=op.effect is Effect.OUTWARD,
    )


def status_text(status: int) -> str:
    """A status as people say it: "200 OK"."""
    try:
        return f"{status} {http.HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def facts(fetched: Fetched, unit: str) -> tuple[str, ...]:
    """What stands beside the status: time, size, how many."""
    found = [
        translate("console", "{0:,.0f} ms").format(fetched.seconds * 1000),
        size_text(len(fetched.body)),
    ]
    if fetched.pages > 1:
        found.append(translate("console", "{0:,} pages").format(fetched.pages))
    if fetched.items is not None:
        found.append(count_text(fetched, unit))
    return tuple(found)


def count_text(fetched: Fetched, unit: str) -> str:
    """How many came, and of how many where that is not all."""
    items = fetched.items or 0
    if fetched.total is not None and fetched.total > items:
        return translate("console", "{0:,} of {1:,} {2}").format(items, fetched.total, unit)
    if items == 1 and unit.endswith("s"):
        unit = unit[:-1]
    return f"{items:,} {unit}"


def size_text(size: int) -> str:
    """Bytes in a unit that reads well."""
    if size < 1_000:
        return translate("console", "{0} bytes").format(size)
    if size < 1_000_000:
        return translate("console", "{0:,.1f} KB").format(size / 1000)
    return translate("console", "{0:,.1f} MB").format(size / 1000000)


def unit_of(op: AnyOperation) -> str:
    """The plural of what an operation lists."""
    return op.items.replace("_", " ") if op.items else "records"
