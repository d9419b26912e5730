"""The colour that a connection wears throughout the window."""

from __future__ import annotations

from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.language import translate

COLOURS = {
    "tenant_production": translate("connections", "Red-orange"),
    "tenant_demo": translate("connections", "Teal"),
    "tenant_blue": translate("connections", "Blue"),
    "tenant_violet": translate("connections", "Violet"),
    "tenant_magenta": translate("connections", "Magenta"),
    "tenant_green": translate("connections", "Green"),
    "tenant_slate": translate("connections", "Grey"),
}


def kind_colour(kind: ConnectionKind) -> str:
    """The token of the colour that a connection of this kind wears unless told otherwise."""
    return "tenant_production" if kind is ConnectionKind.PRODUCTION else "tenant_demo"


def colours_for(kind: ConnectionKind) -> tuple[str, ...]:
    """What a connection of this kind may wear, its own colour first; never that of the other kind:
    nobody shall take production for a demo."""
    own = kind_colour(kind)
    kinds = {kind_colour(one) for one in ConnectionKind}
    return (own, *(colour for colour in COLOURS if colour not in kinds))


def colour_of(connection: Connection) -> str:
    """The token of the colour that a connection wears."""
    chosen = connection.colour
    return chosen if chosen in colours_for(connection.kind) else kind_colour(connection.kind)
