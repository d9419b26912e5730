"""What the rules say of many profiles that are to be saved one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gong_admin.runtime.tenant_data import TenantData
from gong_admin.services.profiles.bulk import BulkItem
from gong_admin.services.profiles.editing import NAME
from gong_admin.services.profiles.reading import read
from gong_admin.services.profiles.rules import Problem, problems, told
from gong_admin.services.profiles.rules import errors as errors_in

Wrong = list[tuple[BulkItem, Sequence[Problem]]]


def judged(data: TenantData, items: Sequence[BulkItem]) -> tuple[list[BulkItem], Wrong]:
    """Those that may be sent, and those that a rule keeps back. A name that one of them gets is
    taken for those that come after it. On a worker's thread."""
    good: list[BulkItem] = []
    wrong: Wrong = []
    renamed: dict[str, str] = {}
    for item in items:
        plan = item.plan
        others = {
            renamed.get(record.id, record.profile.name or "")
            for record in data.profiles_in(plan.workspace_id)
            if record.id != plan.profile_id
        }
        found = errors_in(problems(read(plan.base), plan.edits, other_names=others))
        if found:
            wrong.append((item, found))
            continue
        good.append(item)
        if NAME in plan.edits:
            renamed[plan.profile_id] = str(plan.edits[NAME])
    return good, wrong


def warnings_of(items: Sequence[BulkItem]) -> Mapping[str, Sequence[str]]:
    """What is worth knowing of each profile before it is saved, by its id. On a worker's
    thread."""
    found = {}
    for item in items:
        said = [
            told(each)
            for each in problems(read(item.plan.base), item.plan.edits)
            if each.severity == "warning"
        ]
        if said:
            found[item.plan.profile_id] = said
    return found
