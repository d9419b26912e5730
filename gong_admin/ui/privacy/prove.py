"""Packs that prove a case or answer a person: asked for, written beside the window, checked."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from gong_admin import __version__
from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.runtime.case_office import OfficeState
from gong_admin.runtime.jobs import Job
from gong_admin.runtime.present import present
from gong_admin.runtime.scope import TaskScope
from gong_admin.runtime.settings import Settings
from gong_admin.services.privacy.keys import Keys
from gong_admin.services.privacy.proof.access_pack import access_cost, make_access
from gong_admin.services.privacy.proof.access_people import Colleagues
from gong_admin.services.privacy.proof.document import Document
from gong_admin.services.privacy.proof.evidence_files import LOG, verify_log
from gong_admin.services.privacy.proof.evidence_pack import make_evidence
from gong_admin.services.privacy.proof.pack import check_pack, fingerprint, read_part
from gong_admin.services.privacy.proof.whose import SeveralPeople
from gong_admin.services.privacy.store import CaseStore
from gong_admin.services.privacy.store.writing import note_unchecked
from gong_admin.services.progress import ProgressReport
from gong_admin.ui import files
from gong_admin.ui.context import PanelContext
from gong_admin.ui.dataset_binding import cost_text
from gong_admin.ui.links import open_folder
from gong_admin.ui.privacy.keeping import company_of
from gong_admin.ui.privacy.office_dialog import office_open
from gong_admin.ui.privacy.prove_check import CheckDialog, Checked
from gong_admin.ui.privacy.prove_dialogs import AccessDialog, EvidenceDialog, ProofDialog
from gong_admin.ui.prompts import ask
from gong_admin.ui.widgets.toast import show_toast

_USERS_A_CALL = 100
_PROGRAM = f"Gong Admin {__version__}"

T = TypeVar("T")


class ProofMaker(QObject):
    """Each act is a coroutine; what goes wrong is raised: `GongError`, OSError, `CaseGone`.
    Stopping a job or closing the panel leaves no half a pack. `parent` is a widget of the window
    that asks; `check_identity` leads to where the identity is noted."""

    def __init__(
        self,
        context: PanelContext,
        parent: QWidget | None = None,
        check_identity: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__()
        self._check_identity = check_identity
        self._context = context
        self._parent = parent or _front()
        self._dialog: ProofDialog | None = None
        self._scope = TaskScope(self._failed, self)

    async def evidence(self, case_id: str) -> Path | None:
        """Ask how, and write the evidence of a case; where it is, None when the user gave up."""
        context = self._context
        if not await office_open(context, self._parent):
            return None
        case = await context.office.run(CaseStore.case, case_id)
        folder = files.last_folder(context.settings)
        dialog = EvidenceDialog(self._parent, case.reference, folder, readable=case.readable)
        if not await self._asked(dialog):
            return None
        wanted = dialog.wanted()
        token = CancelToken()
        job = context.jobs.begin(
            self.tr("Writing the evidence of {0}").format(case.reference),
            None,
            token.cancel,
            asks=True,
        )
        make = functools.partial(
            make_evidence,
            program=_PROGRAM,
            company=company_of(context),
            token=token,
            progress=job.report,
        )
        store = context.office.store
        path = await self._run(
            job, token, context.bridge.run_background(make, store, case_id, wanted, print_pdf)
        )
        if path is not None:
            self._told(path, self.tr("The evidence is in {0}").format(path.name))
            context.office.touched(case_id)
        return path

    async def access(self, case_id: str) -> list[Path] | None:
        """Ask how, read what Gong tells and write the answer to the person; where it is."""
        context = self._context
        if not await office_open(context, self._parent):
            return None
        case = await context.office.run(CaseStore.case, case_id)
        cost = await context.bridge.run(access_cost, context.office.store, case_id)
        choices = context.settings.choices

        def cost_words(requests: int) -> str:
            return cost_text(requests, choices.calls_per_second, choices.calls_per_day)

        folder = files.last_folder(context.settings)
        dialog = AccessDialog(
            self._parent,
            case.reference,
            folder,
            cost,
            cost_words,
            identity_checked=case.identity_checked,
        )
        _UsersKnown(dialog, context)
        if not await self._asked(dialog):
            if dialog.leaves_for_identity:
                self._check_identity()
            return None
        if reason := dialog.wanted_reason:
            await context.office.run(note_unchecked, case_id, "answer", reason)
        wanted = dialog.wanted()
        token = CancelToken()
        job = context.jobs.begin(
            self.tr("Writing the answer to {0}").format(case.reference),
            None,
            token.cancel,
            asks=True,
        )
        make = functools.partial(
            make_access,
            program=_PROGRAM,
            company=company_of(context),
            token=token,
            colleagues=_colleagues(context),
            progress=job.report,
        )
        store = context.office.store
        try:
            paths = await self._run(
                job,
                token,
                context.session.run_background(make, store, case_id, wanted, print_pdf),
            )
        except SeveralPeople:
            # Looked up again meanwhile, in another window.
            context.toast(self.tr("A number is several people's by now. Say first whose it is."))
            return None
        finally:
            # The packs that were written before it stopped are in the log.
            context.office.touched(case_id)
        if paths:
            words = self.tr("The answer is in {0}").format(paths[0].name)
            if len(paths) > 1:
                words = self.tr("{0:,} answers are in {1}").format(len(paths), paths[0].parent.name)
            self._told(paths[0], words)
        return paths

    async def check(self, path: Path) -> None:
        """Say whether the pack at `path`, a folder or a ZIP, is as it was made."""
        context = self._context
        office = context.office
        keys = office.store.keys if office.state is OfficeState.OPEN else None
        token = CancelToken()
        job = context.jobs.begin(self.tr("Checking an evidence pack"), None)
        checked = await self._run(job, token, context.bridge.run_background(look, path, keys))
        if checked is None:
            return
        trusted = context.settings.choices.trusted_keys
        dialog = CheckDialog(self._parent, checked.judged(trusted), trusted)
        _Trust(dialog, context.settings, checked)
        await ask(dialog)

    # -- helpers -------------------------------------------------------------------------------

    async def _asked(self, dialog: EvidenceDialog | AccessDialog) -> bool:
        """Ask, with another folder chosen over the dialog as often as is wanted."""
        self._dialog = dialog
        dialog.browse_asked.connect(self._browse)
        try:
            agreed = await ask(dialog)
        finally:
            self._dialog = None
            self._scope.cancel()
        if agreed:
            files.remember_folder(self._context.settings, dialog.wanted().folder)
        return agreed

    def _browse(self) -> None:
        if self._dialog is not None and not self._scope.busy:
            self._scope.start("browse", self._choose_folder(self._dialog))

    async def _choose_folder(self, dialog: ProofDialog) -> None:
        title = self.tr("Where the pack is written")
        folder = await self._context.prompts.open_folder(title, dialog.place.folder)
        if folder is not None and self._dialog is dialog:
            dialog.place.set_folder(folder)

    async def _run(self, job: Job, token: CancelToken, work: Coroutine[Any, Any, T]) -> T | None:
        """What `work` brings; None where the job was stopped."""
        try:
            result = await work
        except asyncio.CancelledError:
            token.cancel()
            job.finish()
            raise
        except Cancelled:
            job.finish()
            return None
        except Exception:
            job.finish(self.tr("{0} stopped").format(job.title), failed=True)
            raise
        job.finish()
        return result

    def _failed(self, error: Exception) -> None:
        self._context.toast(present(error).title)

    def _told(self, path: Path, words: str) -> None:
        if self._parent is None:
            self._context.toast(words)
            return
        toast = show_toast(self._parent, words, action=self.tr("Open folder"))
        toast.action_triggered.connect(functools.partial(open_folder, path.parent))


class _UsersKnown(QObject):
    """Says in a dialog whether the company's own people are known by name, and reads them when it
    asks for that."""

    def __init__(self, dialog: AccessDialog, context: PanelContext) -> None:
        super().__init__(dialog)
        self._dialog, self._users = dialog, context.data.users
        self._choices = context.settings.choices
        dialog.users_asked.connect(self._users.read_whole)
        self._users.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        users = self._users
        if users.complete:
            self._dialog.show_users("")
        elif users.loading:
            self._dialog.show_users(
                self.tr("The users are being read: {0:,} so far.").format(len(users))
            )
        else:
            self._dialog.show_users(
                self.tr(
                    "The users have not been read: colleagues who were on none of the calls may "
                    "stay readable in texts. {0}"
                ).format(self._cost())
            )

    def _cost(self) -> str:
        if self._users.total is None:
            return self.tr("Reading them takes an API call for every {0} users.").format(
                _USERS_A_CALL
            )
        calls = -(-self._users.total // _USERS_A_CALL)
        choices = self._choices
        return cost_text(calls, choices.calls_per_second, choices.calls_per_day)


def _colleagues(context: PanelContext) -> Colleagues:
    """As far as they have been read."""
    users = context.data.users
    names = [f"{one.first_name or ''} {one.last_name or ''}".strip() for one in users.records]
    return Colleagues(names, users.complete)


class _Trust(QObject):
    """Keeps whose packs are taken for theirs, as the dialog about one of them asks."""

    def __init__(self, dialog: CheckDialog, settings: Settings, checked: Checked) -> None:
        super().__init__(dialog)
        self._dialog, self._settings, self._checked = dialog, settings, checked
        dialog.trust_asked.connect(self._trust)
        dialog.distrust_asked.connect(self._distrust)

    def _trust(self, name: str) -> None:
        known = {**self._settings.choices.trusted_keys, self._checked.report.signer: name}
        self._keep(known)

    def _distrust(self) -> None:
        known = dict(self._settings.choices.trusted_keys)
        known.pop(self._checked.report.signer, None)
        self._keep(known)

    def _keep(self, known: dict[str, str]) -> None:
        self._settings.update(trusted_keys=known)
        self._dialog.show_checked(self._checked.judged(known), known)


def print_pdf(document: Document, token: CancelToken, progress: ProgressReport) -> bytes:
    """The printer of packs. On a worker's thread."""
    # Here: nothing else in the window needs Qt's printing.
    from gong_admin.runtime.pdf import pdf_of

    return pdf_of(document, token=token, progress=progress)


def look(path: Path, keys: Keys | None) -> Checked:
    """Check a pack; `keys` are those of this computer's cases, where they are open. Blocks. Raises
    OSError."""
    own = fingerprint(keys) if keys is not None else ""
    report = check_pack(path, frozenset({own} if own else ()))
    log = None
    if keys is not None and report.signer == own:
        content = read_part(path, LOG)
        log = verify_log(content, keys, report.about) if content else None
    return Checked(path.name, report, own, log)


def _front() -> QWidget | None:
    """The window that is worked in."""
    front = QApplication.activeWindow()
    if front is not None:
        return front
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return next((one for one in shown if isinstance(one, QMainWindow)), next(iter(shown), None))
