"""What was found on a subject, as the shared view of findings shows it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Subject
from gong_admin.services.privacy.findings import Findings
from gong_admin.ui.privacy.words import count_words
from gong_admin.ui.widgets.states import EmptyState


def found_view(subject: Subject, findings: Findings | None) -> QWidget:
    """The view of findings; why there are none where there are none."""
    if findings is None:
        words = translate("cases", "Not looked up yet")
        if not subject.value:
            words = translate("cases", "What was found is gone")
        return EmptyState(words, icon="magnifying-glass")
    return EmptyState(count_words(findings.counts), icon="fingerprint")
