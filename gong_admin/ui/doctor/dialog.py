"""The doctor's dialog: checks a connection step by step, and says what each panel needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gong_admin.api.cancel import CancelToken
from gong_admin.api.client import Client
from gong_admin.runtime.bridge import Bridge
from gong_admin.runtime.language import translate
from gong_admin.runtime.message import ActionKind
from gong_admin.runtime.poster import Poster
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.services.doctor import Diagnosis, PanelCheck, ScopeCheck, Verdict, examine
from gong_admin.services.progress import Progress
from gong_admin.ui.doctor.findings import CheckLines, add_shown, finding
from gong_admin.ui.doctor.report import report_text
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, Snug, clear_layout, tight
from gong_admin.ui.widgets.card import Heading
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.loading import LoadingBar
from gong_admin.ui.widgets.message_bar import MessageBar
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.segmented import Segmented
from gong_admin.ui.widgets.states import Hint
from gong_admin.ui.widgets.toast import show_toast

Lend = Callable[[], AbstractAsyncContextManager[Client]]
"""Gives the client to examine, for as long as that takes. May raise what `present` explains."""

_WIDTH = 640
_AROUND = 200
_SHOWN = {
    "missing": (Verdict.BAD,),
    "works": (Verdict.GOOD,),
    "unknown": (Verdict.UNKNOWN, Verdict.SKIPPED),
}


class DoctorDialog(Dialog):
    """Begins at once. `panels` gives the title of a panel by its key.

    `action_requested(ActionKind)` for what a message offers and this dialog can't do; it has
    closed by then.
    """

    action_requested = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        name: str,
        base_url: str,
        *,
        lend: Lend,
        bridge: Bridge,
        panels: Mapping[str, str],
    ) -> None:
        super().__init__(parent, self.tr("Check {0}").format(name), width=dialog_width(_WIDTH))
        self._name, self._base_url = name, base_url
        self._lend, self._bridge, self._panels = lend, bridge, panels
        self.found: Diagnosis | None = None
        self._scope = TaskScope(self._failed, self)
        self._poster = Poster(self)
        self._make()
        self.examine()

    def _make(self) -> None:
        self.bar = MessageBar()
        self.bar.action_triggered.connect(self._act)
        self.loading = LoadingBar()
        self.loading.cancelled.connect(self._cancel)
        self.checks = CheckLines()
        self.panel_lines, self._panel_column = _section(theme.space.m)
        self.scope_lines, self._scope_column = _section(theme.space.m)
        self.choice = Segmented(
            [
                ("missing", self.tr("Missing")),
                ("works", self.tr("Working")),
                ("unknown", self.tr("Not known")),
            ],
            name=self.tr("Scopes"),
        )
        self.choice.changed.connect(self._show_scopes)
        heading = Heading(self.tr("Scopes of the key"), right=True)
        heading.add(self.choice)
        self._scopes_heading = heading
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self._content.setSpacing(theme.space.l)
        self._panels_heading = Heading(self.tr("What works with this key"))
        self.note = Hint(
            self.tr(
                "Scopes for writing show only when they are used, because checking one would "
                "change something. In Gong, a key's scopes are chosen where the key was made."
            )
        )
        parts: list[QWidget] = [self.bar, self.loading, self.checks, self._panels_heading]
        parts += [self.panel_lines, heading, self.scope_lines, self.note]
        for part in parts:
            self._content.addWidget(part)
        self._content.addStretch(1)
        self._area = FittingScrollArea(content)
        # One height from the beginning: a dialog that jumps with every answer is hard to read.
        self._area.setMinimumHeight(_height(self._owner))
        self.leave_ring_room()
        self.body.addWidget(self._area, 1)
        self.copy_button = self.add_button(
            self.tr("Copy report"), kind="ghost", icon="copy", left=True
        )
        self.copy_button.clicked.connect(self._copy)
        self.again_button = self.add_button(self.tr("Check again"), icon="arrow-clockwise")
        self.again_button.clicked.connect(self.examine)
        self.close_button = self.add_button(self.tr("Close"), default=True)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    # -- examining -----------------------------------------------------------------------------

    def examine(self) -> None:
        """Begin, or begin again."""
        self.found = None
        self.bar.clear()
        self._show_results(False)
        self._show_progress(Progress(0, None, "checks"))
        self.loading.show()
        self._set_busy(True)
        token = CancelToken()
        self._scope.start("examine", self._examine(token), token=token)

    async def _examine(self, token: CancelToken) -> None:
        async with self._lend() as client:
            found = await self._bridge.run(
                examine,
                client,
                token=token,
                progress=lambda progress: self._poster.post(lambda: self._show_progress(progress)),
            )
        self._show_found(found)

    def _cancel(self) -> None:
        self._scope.cancel()
        self._ended()
        self.again_button.setFocus()

    def _failed(self, error: Exception) -> None:
        self._ended()
        self.bar.show_message(present(error))
        self._refit()

    def _ended(self) -> None:
        self.loading.hide()
        self._set_busy(False)
        self._refit()

    def _set_busy(self, busy: bool) -> None:
        self.again_button.setEnabled(not busy)
        reason = self.tr("There is nothing to report yet") if self.found is None else ""
        self.copy_button.set_disabled_because(reason)

    # -- what is shown -------------------------------------------------------------------------

    def _show_progress(self, progress: Progress) -> None:
        if not self._scope.is_running("examine") and progress.done:
            return
        title = self.tr("Asking {0}…").format(self._base_url)
        detail = self.tr("Reads only: nothing is changed. One call for each scope.")
        share = None
        if progress.total:
            title = self.tr("{0} of {1} checks").format(progress.done, progress.total)
            share = progress.done / progress.total
        self.loading.set_progress(title, detail, share)

    def _show_found(self, found: Diagnosis) -> None:
        self.found = found
        self.checks.show_checks((found.host, found.credentials))
        if found.error is not None:
            self.bar.show_message(present(found.error))
        clear_layout(self._panel_column)
        reached = Verdict.BAD not in (found.host.verdict, found.credentials.verdict)
        for panel in found.panels:
            add_shown(self._panel_column, self._panel_line(panel))
        counts = {
            key: sum(scope.verdict in verdicts for scope in found.scopes)
            for key, verdicts in _SHOWN.items()
        }
        for key, count in counts.items():
            self.choice.set_count(key, count)
        self.choice.set_value("missing" if counts["missing"] else "works")
        self._show_scopes(self.choice.value())
        # Without an answer there is nothing to say about any scope.
        self._show_results(reached)
        self.checks.show()
        self._ended()

    def _panel_line(self, panel: PanelCheck) -> QWidget:
        title = self._panels.get(panel.panel, panel.panel)
        match panel.verdict:
            case Verdict.GOOD:
                text = self.tr("Everything it reads is allowed.")
            case Verdict.PARTLY:
                text = self.tr("Works but for what needs {0}, which the key lacks.").format(
                    ", ".join(panel.missing)
                )
            case Verdict.BAD:
                text = self.tr("The key lacks {0}.").format(", ".join(panel.missing))
            case _:
                text = self.tr("Needs {0}; not all of it is known.").format(", ".join(panel.scopes))
        return finding(panel.verdict, title, text)

    def _show_scopes(self, key: str) -> None:
        clear_layout(self._scope_column)
        assert self.found is not None, "the choice is shown with what was found"
        shown = [scope for scope in self.found.scopes if scope.verdict in _SHOWN[key]]
        for scope in shown:
            add_shown(self._scope_column, _scope_line(scope))
        if not shown:
            words = {
                "missing": self.tr("No scope is known to be missing."),
                "works": self.tr("No scope is known to work."),
                "unknown": self.tr("All scopes are known."),
            }
            add_shown(self._scope_column, Label(words[key], "secondary"))
        self._refit()

    def _show_results(self, shown: bool) -> None:
        for part in (
            self._panels_heading,
            self.panel_lines,
            self._scopes_heading,
            self.scope_lines,
            self.note,
        ):
            part.setVisible(shown)
        if not shown:
            self.checks.hide()

    def _copy(self) -> None:
        assert self.found is not None, "the button is off until there is something"
        text = report_text(self._name, self._base_url, self.found, self._panels)
        QGuiApplication.clipboard().setText(text)
        show_toast(self, self.tr("Report copied; it holds no key"))

    def _act(self, kind: ActionKind) -> None:
        if kind in (ActionKind.RETRY, ActionKind.RELOAD, ActionKind.RUN_DOCTOR):
            self.examine()
            return
        self.accept()
        self.action_requested.emit(kind)

    def _refit(self) -> None:
        self._area.updateGeometry()
        self.refit()

    def done(self, result: int) -> None:
        self._scope.close()
        super().done(result)


def _height(window: QWidget | None) -> int:
    """Of the findings: what a window leaves beside the dialog's head and foot."""
    wanted = theme.size("answer_pane")
    return wanted if window is None else max(160, min(wanted, window.height() - _AROUND))


def _scope_line(scope: ScopeCheck) -> QWidget:
    text = scope.text
    if scope.request_id and scope.verdict is not Verdict.GOOD:
        text = translate("doctor", "{0} Request id {1}.").format(text, scope.request_id)
    return finding(scope.verdict, scope.scope, text, role="mono")


def _section(spacing: int) -> tuple[QWidget, QVBoxLayout]:
    host = Snug()
    column = QVBoxLayout(host)
    tight(column, spacing)
    return host, column
