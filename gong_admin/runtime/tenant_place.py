"""Under which name something of a tenant is kept on this computer.

A tenant is known by its address. One address is that of many companies: there the connection is
part of the name. What was kept by the address alone, by older versions, lies under `older`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

SHARED_HOST = "api.gong.io"
"""The address of many companies; every other is of one."""


@dataclass(frozen=True, slots=True)
class TenantPlace:
    """Names of a folder. `older` may hold what belongs to other companies, None where there is
    no such."""

    name: str
    older: str | None = None


def tenant_place(base_url: str, connection_id: str) -> TenantPlace:
    """The name is a digest: the tenant's is nobody's business who looks into the folder."""
    if urlsplit(base_url).hostname != SHARED_HOST:
        return TenantPlace(_digest(base_url))
    return TenantPlace(_digest(f"{base_url} {connection_id}"), _digest(base_url))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]
