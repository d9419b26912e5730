"""Whether a pack is as it was made, and by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.models.text import date_text, exact_text
from gong_admin.runtime.language import translate
from gong_admin.services.privacy.chain import ChainReport
from gong_admin.services.privacy.proof.pack import PackReport, Verdict
from gong_admin.ui.privacy.findings_columns import moment
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.button import Button
from gong_admin.ui.widgets.dialog import RING_ROOM, Dialog, dialog_width
from gong_admin.ui.widgets.fields import Field, LineEdit
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.states import IconTile

_WIDTH = 560
_SHOWN = 8  # of the files that are not as they were
_LONGEST = 200  # characters of what a pack says: it may be anybody's


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about the pack `name`. `own` is the fingerprint of this computer's key,
    "" where the cases are not open; `log` is None where its chain could not be checked."""

    name: str
    report: PackReport
    own: str = ""
    log: ChainReport | None = None

    def judged(self, trusted: Mapping[str, str]) -> Checked:
        """With the verdict that holds when these keys are trusted."""
        report = self.report
        if report.verdict not in (Verdict.UNALTERED, Verdict.CONSISTENT):
            return self
        known = report.signer in trusted or (self.own and report.signer == self.own)
        verdict = Verdict.UNALTERED if known else Verdict.CONSISTENT
        return replace(self, report=replace(report, verdict=verdict))


def verdict_words(checked: Checked, trusted: Mapping[str, str]) -> tuple[str, str]:
    """The verdict and what it means."""
    report = checked.report
    match report.verdict:
        case Verdict.UNALTERED:
            who = trusted.get(report.signer) or translate("prove", "this computer's cases")
            return (
                translate("prove", "Unaltered, signed by {0}").format(who),
                translate("prove", "Every file is as it was when the pack was signed."),
            )
        case Verdict.CONSISTENT:
            return (
                translate("prove", "Consistent, signed by an unknown key"),
                translate(
                    "prove",
                    "The files fit the signature. Whether the pack is what its maker made, nobody "
                    "can tell until the key is known: somebody else could have made all of it "
                    "anew. Compare the fingerprint with the maker's by another way, on the "
                    "telephone for instance, then trust it.",
                ),
            )
        case Verdict.ALTERED if not report.signer:
            return (
                translate("prove", "Altered: the signature does not fit"),
                translate(
                    "prove",
                    "The list of contents was changed after it was signed, or the signature is "
                    "missing. Nothing in the pack can be relied on.",
                ),
            )
        case Verdict.ALTERED:
            return (
                translate("prove", "Altered"),
                translate("prove", "These files are not as they were when the pack was signed."),
            )
        case _:
            return (
                translate("prove", "This is no evidence pack"),
                translate(
                    "prove",
                    "A pack is a folder or a ZIP file with a manifest.json of its own. If this "
                    "was one, it is damaged.",
                ),
            )


_MARKS = {
    Verdict.UNALTERED: ("shield-check", "ok"),
    Verdict.CONSISTENT: ("question", "warn"),
    Verdict.ALTERED: ("warning-octagon", "danger"),
    Verdict.NO_PACK: ("file-x", "neutral"),
}


class CheckDialog(Dialog):
    """Shows `Checked`. `trust_asked(name)` for the key of the pack; `distrust_asked`."""

    trust_asked = Signal(str)
    distrust_asked = Signal()

    def __init__(
        self, parent: QWidget | None, checked: Checked, trusted: Mapping[str, str]
    ) -> None:
        super().__init__(parent, "", width=dialog_width(_WIDTH))
        self.setWindowTitle(self.tr("Evidence pack"))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(RING_ROOM, RING_ROOM, RING_ROOM, RING_ROOM)
        self._column.setSpacing(theme.space.m)
        self.leave_ring_room()
        self._top = QWidget()
        self._head = QHBoxLayout(self._top)
        tight(self._head, theme.space.m)
        self._words = Label("", "body", wrap=True)
        self._column.addWidget(self._top)
        self.facts = KeyValueList()
        self._column.addWidget(self.facts)
        self.name = LineEdit(placeholder=self.tr("Privacy office of Orvane"))
        self._naming = Field(
            self.tr("&Whose key it is"),
            self.name,
            help_text=self.tr("Only once you have compared the fingerprint."),
        )
        self._column.addWidget(self._naming)
        self._column.addStretch(1)
        area = FittingScrollArea(content)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(area, 1)
        self.trust_button = self.add_button(
            self.tr("Trust this key"), icon="shield-check", left=True
        )
        self.distrust_button = self.add_button(
            self.tr("Trust it no longer"), kind="ghost", left=True
        )
        close: Button = self.add_button(self.tr("Done"), kind="primary", default=True)
        close.clicked.connect(self.accept)
        self.trust_button.clicked.connect(self._trust)
        self.distrust_button.clicked.connect(self.distrust_asked)
        self.name.textChanged.connect(self._look)
        self._tile: IconTile | None = None
        self._head.addWidget(self._words, 1)
        self.show_checked(checked, trusted)
        close.setFocus()

    def show_checked(self, checked: Checked, trusted: Mapping[str, str]) -> None:
        report = checked.report
        title, text = verdict_words(checked, trusted)
        self.title_label.setText(title)
        self._words.setText(text)
        icon, tone = _MARKS[report.verdict]
        if self._tile is not None:
            self._tile.deleteLater()
        self._tile = IconTile(icon, tone)
        self._head.insertWidget(0, self._tile, 0, Qt.AlignmentFlag.AlignTop)
        self._fill(checked, trusted)
        known = report.signer in trusted
        unknown = report.verdict is Verdict.CONSISTENT
        self._naming.setVisible(unknown)
        self.trust_button.setVisible(unknown)
        self.distrust_button.setVisible(known and report.verdict is Verdict.UNALTERED)
        self._look()
        self.refit()

    def _fill(self, checked: Checked, trusted: Mapping[str, str]) -> None:
        report, facts = checked.report, self.facts
        facts.clear()
        if report.problems and report.signer:
            what = {
                "altered": self.tr("Altered"),
                "missing": self.tr("Missing"),
                "added": self.tr("Added"),
            }
            facts.add_section(self.tr("Files"))
            for name, problem in report.problems[:_SHOWN]:
                facts.add(name[:_LONGEST], what[problem], tone="danger")
            if len(report.problems) > _SHOWN:
                facts.add(self.tr("More"), f"{len(report.problems) - _SHOWN:,}", tone="danger")
            facts.add_section(self.tr("What it says of itself"))
        facts.add(self.tr("Pack"), checked.name)
        if not report.signer:
            # What an unsigned list says of itself is worth nothing.
            return
        about = {key: str(value)[:_LONGEST] for key, value in report.about.items()}
        facts.add(self.tr("Case"), about.get("reference", ""))
        company, tenant = about.get("company", ""), about.get("tenant", "")
        if company:
            facts.add(self.tr("Company"), company)
        facts.add(self.tr("Gong at"), tenant)
        made, exactly = _time_words(about.get("made_at", ""))
        facts.add(self.tr("Made"), made, tooltip=exactly)
        facts.add(self.tr("Made by"), about.get("made_by", ""))
        if report.verdict is not Verdict.NO_PACK:
            whose = trusted.get(report.signer, "")
            if report.signer == checked.own:
                whose = self.tr("This computer's cases")
            facts.add(self.tr("Key"), report.signer, mono=True, copyable=True)
            facts.add(self.tr("Whose key"), whose or self.tr("Not known"))
        facts.add(self.tr("Log inside"), self._log_words(checked))
        if extra := report.extra:
            names = ", ".join(name[:_LONGEST] for name in extra[:_SHOWN])
            more = self.tr(" and {0:,} more").format(len(extra) - _SHOWN)
            facts.add(
                self.tr("No part of the pack"),
                names + (more if len(extra) > _SHOWN else ""),
                tooltip=self.tr(
                    "Left there by the system of a computer on which somebody looked at the pack."
                ),
            )

    def _log_words(self, checked: Checked) -> str:
        log = checked.log
        if log is None:
            if checked.own and checked.report.signer == checked.own:
                return self.tr("This pack holds none")
            return self.tr("Its chain can be checked by whoever made it")
        if log.broken_at:
            return self.tr("Altered at entry {0:,}").format(log.broken_at)
        if log.cut:
            return self.tr("{0:,} entries are missing at its end").format(log.cut)
        return self.tr("{0:,} entries, an unbroken chain").format(log.count)

    def _look(self) -> None:
        empty = not self.name.text().strip()
        self.trust_button.set_disabled_because(
            self.tr("Say first whose key it is") if empty else ""
        )

    def _trust(self) -> None:
        if name := self.name.text().strip():
            self.trust_asked.emit(name)


def _time_words(text: str) -> tuple[str, str]:
    """A time to read and exactly; what is none as it is."""
    made = moment(text)
    try:
        return (date_text(made), exact_text(made)) if made else (text, "")
    except (OverflowError, ValueError):  # at the ends of the calendar
        return text, ""
