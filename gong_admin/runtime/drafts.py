"""Edits that were never saved, as they are kept on this computer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from gong_admin.services.profiles.editing import Edits


@dataclass(frozen=True, slots=True)
class Draft:
    """The edits to one profile.

    `base` is the profile's JSON that they were made on, as Gong sent it at `based_at`;
    `edited_at` is when the last of them was made. Both times are UTC. `run` and `profile_id`
    together tell one draft from all others.
    """

    profile_id: str
    name: str
    workspace_id: str
    edits: Edits
    base: bytes
    based_at: dt.datetime
    edited_at: dt.datetime
    run: str = ""
