"""Where cases are not kept, said wherever one would take them for kept."""

from __future__ import annotations

from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.language import translate
from gong_admin.ui.context import PanelContext


def fleeting_words(context: PanelContext) -> str:
    """That the cases are gone with the program; "" where they are kept on this computer."""
    if context.session.connection.kind is ConnectionKind.DEMO:
        return translate(
            "privacy", "Demo: cases are kept in memory, gone when you close the program."
        )
    if context.office.fleeting:
        return translate("privacy", "Cases are kept in memory, gone when you close the program.")
    return ""


def company_of(context: PanelContext) -> str:
    """What a document calls the company it is about. That of the demo can't be taken for more."""
    connection = context.session.connection
    if connection.kind is ConnectionKind.DEMO:
        return translate("privacy", "{0} (demo, made-up people)").format(connection.name)
    return connection.name
