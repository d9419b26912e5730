"""What is asked before a connection is closed, with its window or without: about work that would be
broken off, and privacy cases that would be gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gong_admin.runtime.connections import ConnectionKind
from gong_admin.runtime.language import translate
from gong_admin.runtime.scope import TaskScope

if TYPE_CHECKING:
    from gong_admin.runtime.jobs import Job
    from gong_admin.ui.workbench import Workbench

_ASKING = "ask"


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be broken off or lost. `cases` are kept in memory alone; those of the `demo` are
    of interest only while something is done to them, and so is what was typed into them.
    `unsaved` forms are filled in and not saved."""

    jobs: tuple[Job, ...]
    cases: int
    demo: bool
    unsaved: int = 0

    @property
    def matters(self) -> bool:
        return bool(self.jobs or ((self.cases or self.unsaved) and not self.demo))

    def title(self) -> str:
        if self.jobs:
            return translate("closing", "Close while work is under way?")
        if self.cases:
            return translate("closing", "Close, and lose the privacy cases?")
        return translate("closing", "Close without saving the request?")

    def words(self) -> str:
        """How far the work is, what becomes of it, and of the cases."""
        said = [_line(job) for job in self.jobs]
        if self.jobs:
            said.append(
                translate(
                    "closing",
                    "What has left for Gong is waited for, a minute at most, and its answer noted; "
                    "nothing further leaves, and a pack that is not finished is not written.",
                )
            )
        if self.cases and self.demo:
            said.append(
                translate(
                    "closing",
                    "The demo's cases are kept in memory only: they are gone with it, and nothing "
                    "goes on later.",
                )
            )
        elif self.cases:
            said.append(
                translate(
                    "closing",
                    "The cases are kept in memory only, as was chosen: they are gone, and erased "
                    "people are not followed any further.",
                )
            )
        elif self.jobs:
            said.append(
                translate(
                    "closing",
                    "What is left stays in its case or its list, to go on with when you say so.",
                )
            )
        if self.unsaved:
            said.append(
                translate("closing", "What was typed into the request of a case is not saved.")
            )
        return " ".join(said)


class Closing(QObject):
    """Asks in the window of `bench`."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__(bench)
        self._bench = bench
        self._scope = TaskScope(self._failed, self)
        self._agreed = False
        bench.window.holds_open = self._window_stays
        bench.closed.connect(self._scope.close)

    def then(
        self, go: Callable[[], object], otherwise: Callable[[], object] = lambda: None
    ) -> None:
        """Do what closes the connection, once the user agrees to what is lost by it."""
        loss = self.loss()
        if not loss.matters:
            go()
        elif self._scope.is_running(_ASKING):
            otherwise()
        else:
            self._scope.start(_ASKING, self._ask(loss, go, otherwise))

    def close_window(self) -> None:
        """Close the window without a question: the program ends."""
        self._agreed = True
        self._bench.window.close()

    def _window_stays(self) -> bool:
        if self._agreed or not self.loss().matters:
            return False
        self.then(self.close_window)
        return True

    def loss(self) -> Loss:
        """What closing the connection now would break off."""
        bench, front = self._bench, self._bench.current
        jobs = tuple(job for job in bench.jobs.running if job.asks)
        office = front.context.office if front is not None else None
        fleeting = office is not None and office.fleeting
        cases = len(office.seen.cases) if office is not None and fleeting else 0
        session = bench.session
        demo = session is not None and session.connection.kind is ConnectionKind.DEMO
        unsaved = sum(panel.unsaved for panel in bench.panels)
        return Loss(jobs, cases, demo, unsaved)

    async def _ask(
        self, loss: Loss, go: Callable[[], object], otherwise: Callable[[], object]
    ) -> None:
        agreed = await self._bench.prompts.confirm(
            loss.title(),
            loss.words(),
            translate("closing", "Close all the same"),
            danger=True,
            way_out=translate("closing", "Go on"),
        )
        if agreed:
            go()
        else:
            otherwise()

    def _failed(self, error: Exception) -> None:
        raise error


def _line(job: Job) -> str:
    how_far = job.describe()
    return f"{job.title}." if how_far == job.title else f"{job.title}: {how_far}."
