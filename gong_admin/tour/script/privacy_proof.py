"""Proof: what a pack of evidence shall tell, its first page, its check; the answer to a person."""

from __future__ import annotations

import functools
import shutil
import subprocess
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from gong_admin import __version__
from gong_admin.api.cancel import CancelToken
from gong_admin.runtime import paths
from gong_admin.services.privacy.case import CaseKind, CaseState
from gong_admin.services.privacy.proof.evidence_pack import Wanted, make_evidence
from gong_admin.services.privacy.proof.pack import read_part
from gong_admin.services.privacy.store import CaseStore
from gong_admin.tour import acts
from gong_admin.tour.guide import Guide
from gong_admin.tour.sights import words
from gong_admin.tour.step import Act, Lost, Sight, Step
from gong_admin.ui.panels.cases.presenter import CasesPresenter
from gong_admin.ui.privacy.prove import print_pdf
from gong_admin.ui.privacy.prove_dialogs import ProofDialog, free_name
from gong_admin.ui.theme import theme

_TOOL = "pdftoppm"
_EDGE = 24  # pixels around the page


class _Page(QWidget):
    """A page of paper over the window, drawn for its height."""

    def __init__(self, window: QWidget, page: QPixmap) -> None:
        super().__init__(window)
        self._page = page
        self.setGeometry(window.rect())
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("canvas"))
        paper = QRect(QPoint(), self._page.deviceIndependentSize().toSize())
        paper.moveCenter(self.rect().center())
        painter.drawPixmap(paper, self._page)
        painter.setPen(theme.colour("border"))
        painter.drawRect(QRectF(paper).adjusted(-0.5, -0.5, 0.5, 0.5))


def _panel(guide: Guide) -> CasesPresenter:
    panel = guide.bench.current
    if not isinstance(panel, CasesPresenter):
        raise Lost("the cases are not in front")
    return panel


async def _choose(guide: Guide, kind: CaseKind) -> None:
    """The case of that kind in which most has been done."""
    panel = _panel(guide)
    ended = (CaseState.REFUSED, CaseState.CLOSED)
    cases = [one for one in panel.office.seen.cases if one.kind is kind and one.state not in ended]
    logs = [(len(await panel.office.run(CaseStore.log, one.id)), one.id) for one in cases]
    if not logs:
        raise Lost(f"there is no case of {kind.value}")
    panel.choose(max(logs)[1])
    await guide.until(Sight("the case", lambda _: panel.case is not None), 20)
    if panel.case is not None and panel.case.state is CaseState.OPEN:
        panel.office.look_up(panel.case_id)
    idle = Sight("nothing running", lambda _: panel.case_id not in panel.office.jobs)
    await guide.until(idle, 60)


def _ask(kind: CaseKind, act: str) -> Act:
    async def ask(guide: Guide) -> None:
        await _choose(guide, kind)
        _panel(guide).act(act)
        await guide.until(Sight("the question", lambda _: _dialog() is not None), 20)
        dialog = _dialog()
        if dialog is not None:
            # Where a user would keep it; the tour writes nothing there.
            dialog.place.set_folder(Path.home() / "Privacy")

    return ask


def _dialog() -> ProofDialog | None:
    dialog = QApplication.activeModalWidget()
    return dialog if isinstance(dialog, ProofDialog) else None


async def _written(guide: Guide) -> Path:
    """The evidence of a case in the tour's own folder, called as the question proposed."""
    panel = _panel(guide)
    assert panel.case is not None
    folder = paths.settings_file().parent
    for before in folder.glob("*-evidence-*.zip"):
        before.unlink()
    name = free_name(folder, panel.case.reference, "evidence", packed=True)
    wanted = Wanted(name, packed=True, personal=True)
    make = functools.partial(
        make_evidence,
        program=f"Gong Admin {__version__}",
        company=panel.context.session.connection.name,
        token=CancelToken(),
    )
    store, case_id = panel.office.store, panel.case_id
    return await guide.app.bridge.run(make, store, case_id, wanted, print_pdf)


async def _show_page(guide: Guide) -> None:
    await _choose(guide, CaseKind.ERASURE)
    path = await _written(guide)
    window = guide.bench.window
    fine = window.devicePixelRatio()
    height = round((window.height() - 2 * _EDGE) * fine)
    picture = await guide.app.bridge.run(_first_page, path, height)
    page = QPixmap()
    if not page.loadFromData(picture):
        raise Lost("the page is no picture")
    page.setDevicePixelRatio(fine)
    _Page(window, page)


def _first_page(path: Path, height: int) -> bytes:
    """A picture of the first page, so many pixels high; both ways through pipes."""
    tool = shutil.which(_TOOL)
    assert tool is not None
    size = ("-scale-to-x", "-1", "-scale-to-y", str(height))
    options = ("-png", "-singlefile", "-f", "1", *size, "-")
    pdf = read_part(path, "evidence.pdf")
    done = subprocess.run([tool, *options], input=pdf, capture_output=True, check=True)  # noqa: S603
    return done.stdout


async def _put_away(guide: Guide) -> None:
    for page in guide.bench.window.findChildren(_Page):
        page.hide()
        page.deleteLater()


async def _drop(guide: Guide) -> None:
    _panel(guide).view.dropped.emit(str(await _written(guide)))


_PAGE = Step(
    "evidence-page",
    (acts.go("cases"), _show_page),
    Sight("a page", lambda guide: bool(guide.bench.window.findChildren(_Page))),
    (_put_away,),
    seconds=30,
)

STEPS = (
    Step(
        "evidence-ask",
        (acts.go("cases"), _ask(CaseKind.ERASURE, "evidence")),
        words("What it tells of people"),
    ),
    # Where nothing draws pages, there is no picture of one.
    *((_PAGE,) if shutil.which(_TOOL) else ()),
    Step("evidence-check", (_drop,), words("Unaltered, signed by")),
    Step("access-ask", (_ask(CaseKind.ACCESS, "access"),), words("Everybody else")),
)
