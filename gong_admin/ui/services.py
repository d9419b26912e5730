"""What the whole program has once, and every window uses."""

from __future__ import annotations

from dataclasses import dataclass

from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.connections import Connections
from gong_admin.runtime.credentials import CredentialStore
from gong_admin.runtime.journal import Journal
from gong_admin.runtime.settings import Settings


@dataclass(frozen=True, slots=True)
class Services:
    """Made at the start, closed at the end."""

    bridge: Bridge
    settings: Settings
    connections: Connections
    credentials: CredentialStore
    journal: Journal
