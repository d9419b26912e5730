"""The rows of the review: what was found, and who has signed it off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gong_admin.models.column import Column, Kind
from gong_admin.runtime.language import translate
from gong_admin.runtime.sign_offs import SignOff
from gong_admin.services.access.company import Company
from gong_admin.services.access.review import Finding, FindingKind
from gong_admin.services.export import ExportColumn, ExportValue
from gong_admin.ui.panels.access.rows import account_of

OPEN = translate("access", "Open")
SIGNED = translate("access", "Signed off")
CHANGED = translate("access", "Changed since")

_STATUS_TONES = {OPEN: "neutral", SIGNED: "success", CHANGED: "warning"}
_STATUS_ICONS = {
    OPEN: "circle",
    SIGNED: "check-circle-fill",
    CHANGED: "arrow-counter-clockwise",
}
_KIND_TONES = {
    FindingKind.RISKY: "danger",
    FindingKind.INACTIVE: "danger",
    FindingKind.NO_PROFILE: "neutral",
    FindingKind.NO_PEOPLE: "neutral",
    FindingKind.LEADS: "warning",
    FindingKind.LEADS_UNPROVEN: "neutral",
}
_KIND_ICONS = {
    FindingKind.RISKY: "warning-fill",
    FindingKind.INACTIVE: "user-minus",
    FindingKind.NO_PROFILE: "user",
    FindingKind.NO_PEOPLE: "shield",
    FindingKind.LEADS: "users-three",
    FindingKind.LEADS_UNPROVEN: "users-three",
}


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """`signed` holds for what the row says now; `earlier` was for what it said before."""

    finding: Finding
    signed: SignOff | None
    earlier: SignOff | None

    @property
    def status(self) -> str:
        if self.signed is not None:
            return SIGNED
        return CHANGED if self.earlier is not None else OPEN


def review_key(row: ReviewRow) -> str:
    return row.finding.key


def review_columns() -> tuple[Column[ReviewRow], ...]:
    return (
        Column(
            "kind",
            translate("access", "Kind"),
            lambda r: r.finding.kind.value,
            Kind.PILL,
            width=190,
            facet=True,
            pill=lambda r: _KIND_TONES[r.finding.kind],
            pill_icon=lambda r: _KIND_ICONS[r.finding.kind],
        ),
        Column("title", translate("access", "What"), lambda r: r.finding.title, width=200),
        Column(
            "profile",
            translate("access", "Profile"),
            lambda r: r.finding.profile,
            width=170,
            facet=True,
        ),
        Column(
            "workspace",
            translate("access", "Workspace"),
            lambda r: r.finding.workspace,
            width=120,
            facet=True,
        ),
        Column(
            "people",
            translate("access", "People"),
            lambda r: len(r.finding.people),
            Kind.NUMBER,
            width=80,
        ),
        Column(
            "status",
            translate("access", "Status"),
            lambda r: r.status,
            Kind.PILL,
            width=140,
            facet=True,
            pill=lambda r: _STATUS_TONES[r.status],
            pill_icon=lambda r: _STATUS_ICONS[r.status],
        ),
        Column(
            "why",
            translate("access", "Why"),
            lambda r: r.finding.text,
            width=330,
            visible=False,
            tooltip=lambda r: r.finding.text,
        ),
        Column(
            "who",
            translate("access", "Signed by"),
            lambda r: r.signed.who if r.signed else "",
            width=120,
            facet=True,
            visible=False,
        ),
        Column(
            "at",
            translate("access", "Signed"),
            lambda r: r.signed.at if r.signed else None,
            Kind.DATE,
            width=120,
            visible=False,
        ),
        Column(
            "note",
            translate("access", "Note"),
            lambda r: r.signed.note if r.signed else "",
            width=220,
            visible=False,
        ),
    )


# -- for an auditor --------------------------------------------------------------------------------

AUDIT_COLUMNS: tuple[ExportColumn, ...] = (
    ExportColumn("kind", translate("access", "Kind")),
    ExportColumn("what", translate("access", "What")),
    ExportColumn("why", translate("access", "Why")),
    ExportColumn("workspace", translate("access", "Workspace")),
    ExportColumn("profile", translate("access", "Profile")),
    ExportColumn("profileId", translate("access", "Profile id")),
    ExportColumn("person", translate("access", "Person")),
    ExportColumn("email", translate("access", "Email")),
    ExportColumn("personId", translate("access", "User id")),
    ExportColumn("account", translate("access", "Account")),
    ExportColumn("status", translate("access", "Status")),
    ExportColumn("signedBy", translate("access", "Signed by")),
    ExportColumn("signedAt", translate("access", "Signed"), is_date=True),
    ExportColumn("note", translate("access", "Note")),
    ExportColumn("tenant", translate("access", "Company")),
    ExportColumn("readAt", translate("access", "Read from Gong"), is_date=True),
)


def audit_rows(
    company: Company, rows: Sequence[ReviewRow], tenant: str, read_at: dt.datetime | None
) -> Iterator[Sequence[ExportValue]]:
    """A line for each person of each row, so that a sheet can be filtered by person; a row about
    nobody has one line. An earlier signature is told with the status that it has lost. Whose Gong
    it is about, and when that was read, stands in each line: sheets are cut up and passed on."""
    for row in rows:
        found, signed = row.finding, row.signed or row.earlier
        what = (
            found.kind.value,
            found.title,
            found.text,
            found.workspace,
            found.profile,
            found.profile_id,
        )
        proof = (
            row.status,
            signed.who if signed else "",
            signed.at if signed else None,
            signed.note if signed else "",
            tenant,
            read_at,
        )
        for number in found.people:
            person = company.people[number]
            yield (*what, person.name, person.email, person.id, account_of(person), *proof)
        if not found.people:
            yield (*what, "", "", "", "", *proof)


def audit_lines(rows: Sequence[ReviewRow]) -> int:
    """How many lines `audit_rows` makes."""
    return sum(max(1, len(row.finding.people)) for row in rows)
