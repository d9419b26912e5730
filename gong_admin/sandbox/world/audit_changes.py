"""What the user activity log records: which rows of which tables changed how."""

from __future__ import annotations

import random

from gong_admin.sandbox.world.profiles import LEVELS
from gong_admin.sandbox.world.seeds import Seeds, Wire
from gong_admin.sandbox.world.users import Users

_SWITCHES = ("web_conferences_recorded", "emails_imported", "telephony_calls_imported", "active")
_PROFILES = ("Sales rep EMEA", "Temp - migration helpers", "Business admin", "Enablement")


def change(seeds: Seeds, rng: random.Random, number: int, users: Users, actor: str) -> Wire:
    """One log record: the request that made it, the tables it changed, and further data."""
    subject = rng.choice(users.active)
    kind = rng.randrange(7)
    before, after = rng.choice(((True, False), (False, True)))
    custom: Wire = {}
    if kind == 0:
        column = rng.choice(_SWITCHES)
        table, path = "company_user_settings", "/company/users/save"
        columns = [_column(column, str(before).lower(), str(after).lower())]
        custom = {"changedUserName": users.full_name(subject)}
    elif kind == 1:
        old, new = rng.sample(_PROFILES, 2)
        table, path = "user_permission_profile", "/company/permissions/assign"
        columns = [_column("profile_name", old, new)]
        custom = {"changedUserName": users.full_name(subject)}
    elif kind == 2:
        old, new = rng.sample(LEVELS, 2)
        table, path = "permission_profile", "/company/permissions/save"
        columns = [_column("calls_access_level", old, new)]
        if rng.random() < 0.4:
            columns.append(_column("download_call_media", str(before).lower(), str(after).lower()))
        custom = {"profileName": rng.choice(_PROFILES)}
    elif kind == 3:
        table, path = "tracker", "/company/trackers/save"
        columns = [_column("keywords", "price,discount", "price,discount,quote")]
        custom = {"trackerName": "Price"}
    elif kind == 4:
        table, path = "call_share", "/call/share"
        columns = [_column("recipient_count", None, str(rng.randint(1, 6)))]
    elif kind == 5:
        table, path = "library_folder", "/library/folder/save"
        columns = [_column("name", "New folder", rng.choice(("Week 3", "Best demos")))]
    else:
        manager = rng.choice(users.active)
        table, path = "company_user", "/company/users/save"
        columns = [_column("manager_id", users.seat(subject).wire["managerId"], manager)]
        custom = {"changedUserName": users.full_name(subject)}
    row = {
        "rowId": subject if "user" in table else seeds.id(table, number, 19),
        "operation": "INSERT" if columns[0]["oldValue"] is None else "UPDATE",
        "columnChanges": columns,
    }
    return {
        "action": path.rsplit("/", 1)[-1].upper(),
        "httpRequest": {"method": "POST", "path": path, "actorId": actor},
        "tableChanges": [{"tableName": table, "rowChanges": [row]}],
        "customData": custom or None,
    }


def _column(name: str, old: str | None, new: str | None) -> Wire:
    return {"columnName": name, "oldValue": old, "newValue": new}
