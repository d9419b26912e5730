"""What an open connection consists of beside its panels, and how that ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gong_admin.runtime.jobs import Jobs
from gong_admin.runtime.session import TenantSession
from gong_admin.ui.services import Services

if TYPE_CHECKING:
    from gong_admin.api.pacing import Limits
    from gong_admin.runtime.case_office import CaseOffice
    from gong_admin.runtime.snapshots import TenantSnapshots
    from gong_admin.runtime.tenant_data import TenantData
    from gong_admin.ui.panel_spec import PanelSpec
    from gong_admin.ui.shell.navigation import Navigation


@dataclass(frozen=True, slots=True)
class Opened:
    """One company's data, snapshots and privacy cases. All on the GUI thread."""

    data: TenantData
    snapshots: TenantSnapshots
    office: CaseOffice

    def close(self) -> None:
        """Begin nothing new, and tell nobody anything any more."""
        self.snapshots.close()
        self.office.close()
        self.data.close()

    async def finished(self) -> None:
        """Wait until all that was under way has ended, and delete what nobody holds then."""
        await self.office.finished()
        await self.data.finished()
        self.data.deleteLater()


def load_modules() -> None:
    """Load what only an open connection needs, on a thread: all of Gong's operations with their
    types would double the time until the window is there."""
    import gong_admin.runtime.case_office
    import gong_admin.runtime.draft_keeper
    import gong_admin.runtime.snapshots
    import gong_admin.runtime.tenant_data
    import gong_admin.ui.case_watch  # noqa: F401


def open_up(
    session: TenantSession,
    services: Services,
    jobs: Jobs,
    parent: QObject,
    not_kept: Callable[[OSError], object],
    told: Callable[[str], object],
) -> Opened:
    """What a session is worked with. Sends nothing. `not_kept` hears why edits could not be kept
    on disk, `told` what the daily snapshot has to say."""
    # Loaded when there is a connection: the first window does without.
    from gong_admin.runtime import paths
    from gong_admin.runtime.case_office import CaseOffice
    from gong_admin.runtime.draft_keeper import keep_drafts
    from gong_admin.runtime.snapshots import TenantSnapshots
    from gong_admin.runtime.tenant_data import TenantData

    bridge = services.bridge
    data = TenantData(session.client, bridge, jobs, parent)
    data.staged.not_kept.connect(not_kept)
    keep_drafts(data.staged, session, bridge)
    snapshots = TenantSnapshots(session, bridge, jobs, services.settings, data)
    snapshots.told.connect(told)
    office = CaseOffice(session, services.credentials, paths.cases_dir(), bridge, jobs, data)
    return Opened(data, snapshots, office)


def hold_to(session: TenantSession, limits: Limits) -> None:
    """Make no more calls than these from now on."""
    session.client.pacer.set_limits(
        rate=limits.rate,
        daily=limits.daily,
        background_share=limits.background_share,
        background_stop=limits.background_stop,
    )
    session.refresh_usage()


def show_counts(navigation: Navigation, data: TenantData, panels: Iterable[PanelSpec]) -> None:
    """Behind the panels that stand for a list, how long it is."""
    for spec in panels:
        if spec.dataset:
            dataset = data.by_name(spec.dataset)
            # What has come of a list is not how many there are.
            read = len(dataset) if dataset.read_at is not None else None
            known = dataset.total if dataset.total is not None else read
            navigation.set_count(spec.key, known or None)
