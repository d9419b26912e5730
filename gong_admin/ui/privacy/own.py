"""The company's own addresses: Gong refuses to look its users up, so nothing is asked for them."""

from __future__ import annotations

from collections.abc import Callable

from gong_admin.runtime.tenant_data import TenantData


def own_addresses(data: TenantData) -> Callable[[str], bool]:
    """Whether an address is that of a Gong user, as far as the users have been read. What it
    gives may be called on any thread."""
    known = frozenset(
        address.casefold()
        for user in data.users.records
        for address in (user.email_address, *(user.email_aliases or ()))
        if address
    )

    def is_own(address: str) -> bool:
        return address.casefold() in known

    return is_own
