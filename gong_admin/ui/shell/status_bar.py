"""The line below everything: running jobs with cancel, today's calls, the tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from gong_admin.runtime.connections import Connection, ConnectionKind
from gong_admin.runtime.jobs import Job, Jobs, span
from gong_admin.ui import paint
from gong_admin.ui.tenant_colour import colour_of
from gong_admin.ui.theme import repaint_on_change, theme
from gong_admin.ui.widgets.basics import IconLabel, Label, Separator
from gong_admin.ui.widgets.button import Button, IconButton
from gong_admin.ui.widgets.laid_out import laid_out_widgets, width_wanted
from gong_admin.ui.widgets.meter import Meter

if TYPE_CHECKING:
    from gong_admin.api.pacing import Usage

_LINGER = 4000  # milliseconds that the end of a job is told
_NEARLY_SPENT = 0.8  # of the day's calls


class _TenantPill(QWidget):
    """Where the calls go: the demo tenant, or the host. Coloured like the connection."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""
        self._colour = "text3"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def show_connection(self, connection: Connection | None) -> None:
        self._colour = colour_of(connection) if connection else "text3"
        if connection is None:
            self._words = self.tr("Not connected")
        elif connection.kind is ConnectionKind.DEMO:
            self._words = self.tr("Demo tenant")
        else:
            self._words = urlsplit(connection.base_url).hostname or connection.base_url
        self.setAccessibleName(self._words)
        self.setToolTip(connection.base_url if connection else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.text_width(self._words, theme.font("secondary_medium"))
        return QSize(width + 2 * theme.space.s + theme.size("toggle_dot") + 6, theme.size("pill"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint.box(painter, self.rect(), self.height() / 2, theme.colour("neutral_tint"))
        dot = theme.size("toggle_dot")
        spot = QRect(theme.space.s, (self.height() - dot) // 2, dot, dot)
        paint.box(painter, spot, dot / 2, theme.colour(self._colour))
        words = self.rect().adjusted(theme.space.s + dot + 6, 0, 0, 0)
        paint.text(
            painter, words, self._words, theme.font("secondary_medium"), theme.colour("text")
        )


class StatusBar(QFrame):
    """Follows `Jobs` by itself; told the usage and the connection by the window."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._shown: Job | None = None
        self._connected = False
        self._stopped: dict[str, str] = {}  # what broke off and was not read since, by job
        self._mark = IconLabel("check-circle", "ok_mark")
        self._title = Label("", "secondary_strong", tone="text")
        self._counts = Label("", "secondary")
        self._bar = Meter()
        self._left = Label("", "secondary")
        self._cancel = IconButton("x", self.tr("Cancel this job"), small=True)
        self._cancel.clicked.connect(self._cancel_shown)
        self._more = Button("", kind="ghost")
        self._more.clicked.connect(self._open_popup)

        self._calls = Label(self.tr("API calls today"), "secondary")
        self._meter = Meter()
        self._meter.setAccessibleName(self.tr("API calls today by this program"))
        self._used = Label("", "secondary", tone="text")
        self._rate = Label("", "secondary")
        self._pill = _TenantPill(self)
        tall = theme.size("icon") - 2
        self._lines = [Separator(Qt.Orientation.Vertical, length=tall) for _ in range(2)]

        # What may be left out where there is no room for all, the least missed first.
        self._spare: tuple[tuple[QWidget, ...], ...] = (
            (self._lines[0], self._rate),
            (self._calls,),
            (self._meter,),
            (self._left,),
            (self._bar,),
        )
        self._wanted = {widget: True for group in self._spare for widget in group}
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme.space.l, 0, theme.space.m, 1)
        row.setSpacing(theme.space.s)
        parts: tuple[QWidget, ...] = (self._mark, self._title, self._counts, self._bar, self._left)
        for part in parts:
            row.addWidget(part)
        row.addWidget(self._cancel)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addWidget(self._calls)
        row.addWidget(self._meter)
        row.addWidget(self._used)
        for line, widget in zip(self._lines, (self._rate, self._pill), strict=True):
            row.addWidget(line)
            row.addWidget(widget)

        self._idle = QTimer(self, interval=_LINGER, singleShot=True)
        self._idle.timeout.connect(self._show_idle)
        jobs.added.connect(self._jobs_changed)
        jobs.changed.connect(self._jobs_changed)
        jobs.removed.connect(self._job_ended)
        jobs.settled.connect(self._settled)
        repaint_on_change(self)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_connection(None)
        self.show_usage(None, 0.0)
        self._show_idle()

    def _fit(self) -> None:
        self.setFixedHeight(theme.size("status_bar"))
        self._bar.setFixedWidth(theme.size("detail") // 3)
        self._meter.setFixedWidth(theme.size("nav_collapsed") + theme.space.m)

    # -- told by the window --------------------------------------------------------------------

    def show_connection(self, connection: Connection | None) -> None:
        self._stopped.clear()
        self._connected = connection is not None
        self._show_idle()
        self._pill.show_connection(connection)

    def show_usage(self, usage: Usage | None, rate: float) -> None:
        """Calls made by this program today, and the calls a second that are allowed."""
        limited = usage is not None and usage.daily > 0
        for widget in (self._meter, self._rate, self._lines[0]):
            self._wanted[widget] = limited
        self._lines[1].setVisible(usage is not None)
        self._wanted[self._calls] = usage is not None
        self._used.setVisible(usage is not None)
        if usage is None:
            self._make_room()
            return
        if limited:
            self._used.setText(self.tr("{0:,} of {1:,}").format(usage.used_today, usage.daily))
            share = usage.used_today / usage.daily
            self._meter.set_value(share, "danger_mark" if share >= _NEARLY_SPENT else "ok_mark")
        else:
            self._used.setText(f"{usage.used_today:,}")
        tip = self.tr(
            "Calls made by this program on this machine since 00:00 UTC. Other "
            "integrations of the company use the same daily limit; Gong doesn't "
            "tell how much is left."
        )
        for label in (self._calls, self._meter, self._used):
            label.setToolTip(tip)
        self._rate.setText(self.tr("{0:g} a second").format(rate))
        self._rate.setToolTip(self.tr("Gong's limit for the whole company"))
        self._make_room()

    # -- jobs ----------------------------------------------------------------------------------

    def _jobs_changed(self, job: Job) -> None:
        if self._shown is None or self._shown not in self._jobs.running:
            self._shown = job
        if job is self._shown:
            self._show_job(job)
        self._show_more()

    def _job_ended(self, job: Job) -> None:
        running = self._jobs.running
        self._stopped.pop(job.title, None)
        if job.failed and job.outcome:
            self._stopped[job.title] = job.outcome
        if running:
            if job is self._shown:
                self._shown = running[0]
                self._show_job(running[0])
        else:
            self._shown = None
            self._hide_job()
            self._rest(
                job.outcome or (self.tr("{0} stopped").format(job.title) if job.failed else ""),
                job.failed,
            )
            self._idle.start()
        self._show_more()

    def _settled(self, title: str) -> None:
        if self._stopped.pop(title, None) is not None:
            self._show_idle()

    def _show_job(self, job: Job) -> None:
        self._idle.stop()
        self._mark.hide()
        progress = job.progress
        known = bool(progress.total)
        self._title.setText(job.title)
        if known:
            self._counts.setText(self.tr("{0:,} of {1:,}").format(progress.done, progress.total))
        else:
            self._counts.setText(f"{progress.done:,}" if progress.done else "")
        self._counts.setVisible(bool(self._counts.text()))
        self._bar.set_value(progress.done / progress.total if progress.total else 0.0)
        seconds = job.seconds_left()
        self._left.setText(self.tr("{0} left").format(span(seconds)) if seconds is not None else "")
        self._title.setToolTip(job.describe())
        self._bar.setAccessibleName(f"{job.title}: {job.describe()}")
        self._title.show()
        self._wanted[self._left] = seconds is not None
        self._wanted[self._bar] = known
        self._cancel.setVisible(job.can_cancel)
        self._cancel.set_name(self.tr("Cancel: {0}").format(job.title))

    def _hide_job(self) -> None:
        for widget in (self._title, self._cancel):
            widget.hide()
        self._wanted[self._left] = self._wanted[self._bar] = False
        self._mark.show()

    def _show_idle(self) -> None:
        if self._jobs.running:
            return
        self._hide_job()
        self._rest()
        self._show_more()

    def _rest(self, words: str = "", failed: bool = False) -> None:
        """Say `words`; without any, what is incomplete since a reading broke off."""
        if not words and self._stopped:
            words, failed = list(self._stopped.values())[-1], True
        self._mark.set_icon(
            "pause-circle" if failed else "check-circle", "warn_mark" if failed else "ok_mark"
        )
        self._counts.setText(words or self.tr("Up to date"))
        # Without a connection there is nothing that could be out of date.
        for widget in (self._mark, self._counts):
            widget.setVisible(bool(words) or self._connected)
        self._make_room()

    def _show_more(self) -> None:
        others = len(self._jobs.running) - 1
        self._more.setVisible(others > 0)
        if others > 0:
            self._more.setText(self.tr("+{0} more").format(others))
            self._more.setAccessibleName(
                self.tr("{0} more jobs are running; show all").format(others)
            )
        self._make_room()

    def _make_room(self) -> None:
        """Show what is wanted, as far as there is room."""
        for widget, wanted in self._wanted.items():
            widget.setVisible(wanted)
        edges, gap = self._row.contentsMargins(), self._row.spacing()
        needed = edges.left() + edges.right()
        for part in laid_out_widgets(self._row):
            if not part.isHidden():
                needed += width_wanted(part) + gap
        for group in self._spare:
            if needed <= self.width():
                return
            for spared in group:
                if not spared.isHidden():
                    spared.hide()
                    needed -= width_wanted(spared) + gap

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _cancel_shown(self) -> None:
        if self._shown is not None:
            self._shown.cancel()

    def _open_popup(self) -> None:
        from gong_admin.ui.shell.jobs_popup import JobsPopup

        JobsPopup(self._jobs, self).open_below(self._more)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        painter.fillRect(0, 0, self.width(), 1, theme.colour("separator"))
