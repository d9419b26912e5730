"""The two lists of a change of many profiles: what will be changed, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gong_admin.ui.profile_changes.bulk_words import BulkOutcomes, BulkReview
from gong_admin.ui.profile_changes.outline import Outline
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.avatar import TenantBadge
from gong_admin.ui.widgets.basics import IconLabel, Label, Separator, tight
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.pill import KindTag
from gong_admin.ui.widgets.request_fold import RequestFold

_WIDTH = 720
_REQUEST_ROWS = 5
REST, LOOK, FORGET, CLOSE = "rest", "look:", "forget", "close"
"""What a person chooses in the list of outcomes; `LOOK` is followed by a profile's id."""


class BulkReviewDialog(Dialog):
    """A row a profile, its changes below it. `accepted` when the person goes on,
    `rehearse_requested` when they want to know first whether all of it can be sent."""

    rehearse_requested = Signal()

    def __init__(self, parent: QWidget | None, review: BulkReview) -> None:
        super().__init__(parent, review.title, width=dialog_width(_WIDTH))
        self.body.addWidget(self._tenant(review))
        if review.summary:
            self.body.addWidget(Label(review.summary, "body", wrap=True))
        self.outline = Outline(self.tr("Profiles and their changes"), review.rows)
        self._add_list(self.outline)
        if review.left_out:
            self.body.addWidget(
                Label(self.tr("Left out, because Gong would refuse them"), "strong")
            )
            self.left_out = Outline(self.tr("Left out"), review.left_out)
            self._add_list(self.left_out)
        looks = {
            "danger": ("warning-fill", "danger_mark", "text"),
            "warn": ("warning-fill", "warn_mark", "text"),
            "info": ("info", "text2", "text2"),
        }
        for consequence in review.consequences:
            icon, mark, tone = looks[consequence.severity]
            self.body.addLayout(_line(consequence.icon or icon, mark, consequence.text, tone))
        if review.cost:
            self.body.addLayout(_line("gauge", "text2", self.tr("{0}.").format(review.cost)))
        sent = review.requests
        if sent is not None:
            # Low, so that the profiles stay in sight above it.
            tall = _REQUEST_ROWS * theme.size("nav_row")
            fold = RequestFold(sent.method, sent.path, sent.text, sent.note, at_most=tall)
            fold.toggled.connect(self.refit)
            self.body.addWidget(fold)
        self.body.addLayout(_line("shield-check", "text2", review.footnote))
        self.rehearse_button = self.add_button(
            self.tr("Rehearse without sending"), kind="ghost", icon="play", left=True
        )
        self.rehearse_button.clicked.connect(self.rehearse_requested)
        self.add_cancel()
        self.button = self.add_button(review.action, kind="primary", default=True)
        self.button.clicked.connect(self.accept)
        self.button.setFocus()

    def _add_list(self, outline: Outline) -> None:
        self.body.addWidget(Separator())
        self.body.addWidget(outline, 1)
        self.body.addWidget(Separator())
        outline.expanded.connect(self._refit)
        outline.collapsed.connect(self._refit)

    def _refit(self, _index: object) -> None:
        self.refit()

    @staticmethod
    def _tenant(review: BulkReview) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        tight(row, theme.space.s)
        row.addWidget(TenantBadge(review.tenant, review.tenant_colour, side=20))
        row.addWidget(Label(review.tenant, "medium"))
        if review.tenant_kind:
            row.addWidget(KindTag(review.tenant_kind, review.tenant_colour))
        row.addStretch(1)
        return line


class BulkOutcomesDialog(Dialog):
    """A row a profile with what became of it. `choice` tells how it was closed."""

    def __init__(self, parent: QWidget | None, outcomes: BulkOutcomes) -> None:
        super().__init__(parent, outcomes.title, width=dialog_width(_WIDTH))
        self._outcomes = outcomes
        self.choice = CLOSE
        self.body.addWidget(Label(outcomes.summary, "body", wrap=True))
        if outcomes.stopped:
            self.body.addLayout(_line("warning-fill", "warn_mark", outcomes.stopped, "text"))
        self.outline = Outline(self.tr("What became of each profile"), outcomes.rows)
        self.body.addWidget(Separator())
        self.body.addWidget(self.outline, 1)
        self.body.addWidget(Separator())
        self.outline.expanded.connect(self._refit)
        self.outline.collapsed.connect(self._refit)
        if outcomes.conflicts:
            text = self.tr(
                "What others have changed meanwhile was not overwritten. Look at those profiles "
                "one by one."
            )
            self.body.addLayout(_line("git-diff", "text2", text))
        if outcomes.kept:
            text = self.tr("This list is kept until all of it is done, or you discard it.")
            if outcomes.outlives:
                text = self.tr(
                    "This list is kept until all of it is done, or you discard it; also when the "
                    "program ends."
                )
            self.body.addLayout(_line("list-bullets", "text2", text))
            forget = self.add_button(self.tr("Forget the list"), kind="ghost", left=True)
            forget.clicked.connect(self._forget)
        close = self.add_cancel(self.tr("Later") if outcomes.kept else self.tr("Done"))
        first = close
        if outcomes.conflicts:
            self.look_button = self.add_button(self.tr("Look at the conflict…"), icon="git-diff")
            self.look_button.clicked.connect(self._look)
            first = self.look_button
        if outcomes.rest:
            words = self.tr("Go on with the other {0}").format(f"{outcomes.rest:,}")
            if outcomes.rest == 1:
                words = self.tr("Go on with the other one")
            self.rest_button = self.add_button(words, kind="primary", icon="play")
            self.rest_button.clicked.connect(self._go_on)
            first = self.rest_button
        first.setDefault(True)
        first.setFocus()

    def _refit(self, _index: object) -> None:
        self.refit()

    def _go_on(self) -> None:
        self.choice = REST
        self.accept()

    def _forget(self) -> None:
        self.choice = FORGET
        self.accept()

    def _look(self) -> None:
        """At the conflict that the keyboard is on, or the first one."""
        here, conflicts = self.outline.current_top(), self._outcomes.conflicts
        if here not in conflicts:
            here = next(node.key for node in self._outcomes.rows if node.key in conflicts)
        self.choice = f"{LOOK}{here}"
        self.accept()


def _line(icon: str, mark: str, text: str, tone: str = "text2") -> QHBoxLayout:
    row = QHBoxLayout()
    tight(row, theme.space.s + 2)
    row.addWidget(IconLabel(icon, mark), 0, Qt.AlignmentFlag.AlignTop)
    label = Label(text, "body", tone=tone, wrap=True)
    words = QVBoxLayout()
    tight(words)
    words.addWidget(label)
    row.addLayout(words, 1)
    return row
