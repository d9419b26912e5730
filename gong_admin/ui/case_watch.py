"""Tells in the window what becomes of the privacy cases, whichever panel is open: how many wait
for somebody, and that somebody who was erased came back."""

from __future__ import annotations

import functools
from collections.abc import Callable

from PySide6.QtCore import QObject

from gong_admin.runtime.case_office import CaseOffice
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import Subject
from gong_admin.ui.main_window import MainWindow
from gong_admin.ui.panel import Presenter
from gong_admin.ui.widgets.toast import show_toast

PANEL = "cases"


class CaseWatch(QObject):
    """Lives as long as the office. `navigate(panel, case_id)` opens the panel on a case,
    `front()` is the panel that is open now."""

    def __init__(
        self,
        office: CaseOffice,
        window: MainWindow,
        navigate: Callable[[str, str | None], None],
        front: Callable[[], Presenter | None],
    ) -> None:
        super().__init__(office)
        self._office, self._window, self._navigate = office, window, navigate
        self._front = front
        office.counted.connect(self._count)
        office.came_back.connect(self._came_back)
        office.noted.connect(self._noted)
        self._count()

    def _count(self) -> None:
        navigation, seen = self._window.navigation, self._office.seen
        navigation.set_count(PANEL, seen.unsettled or None)
        alert = translate("cases", "cases are missing") if seen.vanished else ""
        alert = translate("cases", "something is left") if seen.given_up else alert
        navigation.set_alert(
            PANEL, translate("cases", "somebody came back") if seen.alarms else alert
        )

    def _came_back(self, subject: Subject) -> None:
        # Named is the case, not the person: whoever looks over a shoulder reads it as well.
        self._tell(
            subject, translate("cases", "Somebody who was erased came back, in the case {0}")
        )

    def _noted(self, subject: Subject) -> None:
        words = (
            translate(
                "cases", "Of somebody who is being erased there is more again, in the case {0}"
            )
            if subject.ended is None
            else translate("cases", "Somebody is not looked up any more, in the case {0}")
        )
        self._tell(subject, words)

    def _tell(self, subject: Subject, words: str) -> None:
        panel = self._front()
        if panel is not None and panel.record == subject.case_id:
            return  # the case itself says so
        known = {case.id: case.reference for case in self._office.seen.cases}
        toast = show_toast(
            self._window,
            words.format(known.get(subject.case_id, "")),
            icon="warning-fill",
            action=translate("cases", "Open case"),
        )
        toast.action_triggered.connect(functools.partial(self._open, subject.case_id))

    def _open(self, case_id: str) -> None:
        panel = self._front()
        # The toast may outlive the connection: another company has no such case.
        if panel is not None and panel.context.office is self._office:
            self._navigate(PANEL, case_id)
