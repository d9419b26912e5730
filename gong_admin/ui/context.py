"""What panels are given: everything they may use and nothing of the window around them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gong_admin.runtime.message import ActionKind

if TYPE_CHECKING:
    # The window imports this before anything is open, and these know all of Gong's operations.
    from gong_admin.runtime.bridge import Bridge
    from gong_admin.runtime.case_office import CaseOffice
    from gong_admin.runtime.jobs import Jobs
    from gong_admin.runtime.session import TenantSession
    from gong_admin.runtime.settings import Settings
    from gong_admin.runtime.snapshots import TenantSnapshots
    from gong_admin.runtime.tenant_data import TenantData
    from gong_admin.ui.prompts import Prompts


class WorkspaceChoice(QObject):
    """The workspace chosen in the top bar; None means all of them."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._current: str | None = None

    @property
    def current(self) -> str | None:
        return self._current

    def choose(self, workspace_id: str | None) -> None:
        if workspace_id != self._current:
            self._current = workspace_id
            self.changed.emit()


@dataclass(frozen=True)
class PanelContext:
    """`navigate(panel_key, record_id)` opens a panel, on a record where one is named.
    `toast(text)` says briefly what went well. `open_doctor()` checks the connection;
    `edit_connection()` and `edit_pacing()` lead to where its key and its pace are set."""

    session: TenantSession
    data: TenantData
    bridge: Bridge
    jobs: Jobs
    settings: Settings
    workspace: WorkspaceChoice
    prompts: Prompts
    navigate: Callable[[str, str | None], None]
    toast: Callable[[str], None]
    open_doctor: Callable[[], None]
    edit_connection: Callable[[], None]
    edit_pacing: Callable[[], None]
    snapshots: TenantSnapshots
    office: CaseOffice

    def act(self, action: ActionKind, again: Callable[[], None]) -> None:
        """Do what a message offers: `again` is what failed in the panel that shows it; what
        failed elsewhere and is shown in all panels is read again with it. Checking the key,
        editing the connection or its pace are done outside of the panel. The other kinds are its
        own, and nothing happens here."""
        match action:
            case ActionKind.RETRY | ActionKind.RELOAD:
                # Whoever presses this knows that Gong said to wait, and wants to ask all the same.
                self.session.client.pacer.insist()
                again()
                self.data.try_again()
            case ActionKind.RUN_DOCTOR:
                self.open_doctor()
            case ActionKind.EDIT_CONNECTION:
                self.edit_connection()
            case ActionKind.EDIT_PACING:
                self.edit_pacing()
            case ActionKind.OPEN_CASES:
                self.navigate("cases", None)
            case _:
                return
