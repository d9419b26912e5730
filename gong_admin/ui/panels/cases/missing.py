"""What is told when cases are not in the file any more."""

from __future__ import annotations

from gong_admin.runtime.language import translate
from gong_admin.runtime.message import Severity, UserMessage


def missing_message(count: int) -> UserMessage:
    """Of all companies: whose they were, nobody can say any more."""
    title = (
        translate("cases", "A case is missing")
        if count == 1
        else translate("cases", "{0:,} cases are missing").format(count)
    )
    text = translate(
        "cases",
        "Their logs were kept here, and the file of the cases holds nothing of them. This program "
        "takes no case out of it: deleted ones stay with their dates and counts. Somebody has "
        "changed the file, or an older copy of it was put in its place.",
    )
    return UserMessage(Severity.ERROR, title, text)
