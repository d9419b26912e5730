"""The shape of Orvane, the made-up company: workspaces, departments, titles."""

from __future__ import annotations

from dataclasses import dataclass

from gong_admin.sandbox.world.seeds import Seeds, Wire

DOMAIN = "orvane.test"
APP_URL = "https://app.orvane-gong.test"


@dataclass(frozen=True, slots=True)
class Department:
    """`hosting`: how many calls its members host, relative to a sales rep (0: none).
    `share` of all people; `workspace` index of the one its people work in."""

    key: str
    name: str
    workspace: int
    share: float
    hosting: float
    leader: str
    director: str
    manager: str
    roles: tuple[str, ...]
    places: tuple[int, ...]  # indexes into names.PLACES


_EUROPE = (0, 0, 1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 9)
_AMERICAS = (10, 10, 11, 12, 13, 14, 15, 15)
_ANYWHERE = _EUROPE + _AMERICAS

DEPARTMENTS = (
    Department(
        "sales-emea", "Sales EMEA", 0, 0.27, 1.0,
        "VP Sales EMEA", "Regional Sales Director", "Sales Manager",
        ("Account Executive", "Senior Account Executive", "Enterprise Account Executive"), _EUROPE,
    ),
    Department(
        "sales-americas", "Sales Americas", 1, 0.21, 1.0,
        "VP Sales Americas", "Regional Sales Director", "Sales Manager",
        ("Account Executive", "Senior Account Executive", "Commercial Account Executive"),
        _AMERICAS,
    ),
    Department(
        "development", "Sales Development", 0, 0.11, 1.3,
        "VP Sales Development", "Director Sales Development", "SDR Manager",
        ("Sales Development Representative", "Business Development Representative"), _ANYWHERE,
    ),
    Department(
        "success", "Customer Success", 2, 0.14, 0.9,
        "VP Customer Success", "Director Customer Success", "Customer Success Team Lead",
        ("Customer Success Manager", "Onboarding Specialist", "Renewals Manager"), _ANYWHERE,
    ),
    Department(
        "support", "Support", 2, 0.08, 0.5,
        "VP Support", "Director Support", "Support Team Lead",
        ("Support Engineer", "Senior Support Engineer"), _ANYWHERE,
    ),
    Department(
        "solutions", "Solutions Engineering", 0, 0.06, 0.6,
        "VP Solutions Engineering", "Director Solutions Engineering", "Solutions Manager",
        ("Solutions Engineer", "Senior Solutions Engineer"), _ANYWHERE,
    ),
    Department(
        "partners", "Partnerships", 3, 0.01, 0.1,
        "VP Partnerships", "Director Alliances", "Partner Manager",
        ("Partner Account Manager",), _EUROPE,
    ),
    Department(
        "operations", "Revenue Operations", 0, 0.03, 0.1,
        "VP Revenue Operations", "Director Revenue Operations", "Enablement Manager",
        ("Revenue Operations Analyst", "Enablement Specialist", "CRM Administrator"), _EUROPE,
    ),
    Department(
        "product", "Product and Engineering", 2, 0.05, 0.05,
        "Chief Technology Officer", "Engineering Director", "Engineering Manager",
        ("Software Engineer", "Product Manager", "Designer"), _EUROPE,
    ),
    Department(
        "office", "Finance, Legal and People", 2, 0.04, 0.02,
        "Chief Financial Officer", "Head of Finance", "Team Lead People",
        ("Accountant", "Legal Counsel", "People Partner", "Data Protection Officer"), _EUROPE,
    ),
)  # fmt: skip

_WORKSPACES = (
    ("EMEA Sales", "New and existing business in Europe, the Middle East and Africa"),
    ("Americas Sales", "New and existing business in North and South America"),
    ("Customer Success", "Onboarding, adoption, support and renewals"),
    ("Partner Desk", None),
)


class Workspaces:
    """Four workspaces; the last one is nearly empty."""

    def __init__(self, seeds: Seeds) -> None:
        self._all: list[Wire] = [
            {"id": seeds.id("workspace", index, 18), "name": name, "description": description}
            for index, (name, description) in enumerate(_WORKSPACES)
        ]
        self.ids: tuple[str, ...] = tuple(workspace["id"] for workspace in self._all)

    def all(self) -> list[Wire]:
        return self._all

    def get(self, workspace_id: str) -> Wire | None:
        return next((w for w in self._all if w["id"] == workspace_id), None)
