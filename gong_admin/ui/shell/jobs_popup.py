"""All running jobs, each with its numbers and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gong_admin.runtime.jobs import Job, Jobs
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import ElidedLabel, Label
from gong_admin.ui.widgets.button import IconButton
from gong_admin.ui.widgets.meter import Meter
from gong_admin.ui.widgets.popup import Popup


class JobsPopup(Popup):
    """Lists the jobs that ran when it was opened, and follows them until they end."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent, width=theme.size("answer_pane") * 3 // 4)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Running jobs"))
        self._rows: dict[Job, tuple[Label, Meter, list[QWidget]]] = {}
        self._grid = QGridLayout()
        self._grid.setContentsMargins(theme.space.l, theme.space.m, theme.space.m, theme.space.m)
        self._grid.setHorizontalSpacing(theme.space.s)
        self._grid.setVerticalSpacing(theme.space.xs)
        self._grid.setColumnStretch(0, 1)
        self.body.addLayout(self._grid)
        for job in jobs.running:
            self._add(job)
        jobs.changed.connect(self._changed)
        jobs.removed.connect(self._removed)

    def _add(self, job: Job) -> None:
        top = 3 * len(self._rows)
        title = ElidedLabel(job.title, "secondary_strong", tone="text")
        counts = Label("", "secondary")
        meter = Meter()
        cancel = IconButton("x", self.tr("Cancel: {0}").format(job.title), small=True)
        cancel.setEnabled(job.can_cancel)
        cancel.clicked.connect(job.cancel)
        self._grid.addWidget(title, top, 0)
        self._grid.addWidget(cancel, top, 1)
        self._grid.addWidget(counts, top + 1, 0, 1, 2)
        self._grid.addWidget(meter, top + 2, 0, 1, 2)
        self._rows[job] = (counts, meter, [title, cancel, counts, meter])
        self._changed(job)

    def _changed(self, job: Job) -> None:
        if job in self._rows:
            counts, meter, _ = self._rows[job]
            counts.setText(job.describe())
            total = job.progress.total
            meter.set_value(job.progress.done / total if total else 0.0)

    def _removed(self, job: Job) -> None:
        for widget in self._rows.pop(job, (None, None, []))[2]:
            widget.hide()
        if not self._rows:
            self.close()
