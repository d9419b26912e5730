"""What a case needs next, and the line that shows how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gong_admin.runtime.language import translate
from gong_admin.services.privacy.case import (
    AFTER_SENDING,
    Case,
    CaseKind,
    CaseState,
    SubjectState,
)
from gong_admin.services.privacy.store.tally import Tally
from gong_admin.ui import paint
from gong_admin.ui.icons import paint_icon
from gong_admin.ui.privacy.words import subject_state_words
from gong_admin.ui.theme import repaint_on_change, theme

S = SubjectState
_DOT, _GAP, _LINE = 18, 6, 20


@dataclass(frozen=True, slots=True)
class Step:
    """`act` is what the main button asks for, "" where nothing is left to do. `stage` is where
    the case is on its line, `why` a sentence about it. `passed` are the stages it has been
    through: a case can be closed without most of them. `spared`: there was nothing to erase, so
    those before were not needed."""

    act: str
    words: str = ""
    icon: str = ""
    stage: int = 0
    why: str = ""
    passed: frozenset[int] = frozenset()
    spared: bool = False


def stages(kind: CaseKind) -> tuple[str, ...]:
    """The line of a case of this kind."""
    if kind is CaseKind.ACCESS:
        return (
            translate("cases", "Look up"),
            translate("cases", "Answer"),
            translate("cases", "Close"),
        )
    return (
        translate("cases", "Look up"),
        translate("cases", "Approve"),
        translate("cases", "Erase"),
        translate("cases", "Follow"),
        translate("cases", "Evidence"),
        translate("cases", "Close"),
    )


def next_step(case: Case, tally: Tally, *, proven: bool) -> Step:
    """`proven`: evidence of the case, or the answer to it, has been written already."""
    step = _next(case, tally, proven)
    return replace(step, passed=_passed(case, tally, proven), spared=_nothing_to_do(tally))


def _nothing_to_do(tally: Tally) -> bool:
    """Whether Gong holds nothing of any subject, or it must not be asked for or erased."""
    return bool(tally.total) and tally.of(S.NOTHING, S.REFUSED, S.HELD) == tally.total


def outcome_words(tally: Tally) -> str:
    """What became of the subjects: "3 erased, 1 on hold, 2 with nothing found"."""
    erased = tally.of(S.GONE) - tally.unsent
    known = {
        S.NOTHING: translate("cases", "{0:,} with nothing found"),
        S.HELD: translate("cases", "{0:,} on hold"),
        S.REFUSED: translate("cases", "{0:,} not looked up: Gong users")
        if tally.of(S.REFUSED) > 1
        else translate("cases", "{0:,} not looked up: a Gong user"),
        S.FOUND: translate("cases", "{0:,} found and not erased"),
        S.FAILED: translate("cases", "{0:,} whose lookup failed"),
    }
    others = (one for one in S if one not in known and one is not S.GONE)
    told = [translate("cases", "{0:,} erased").format(erased)] if erased else []
    if tally.unsent:
        told.append(translate("cases", "{0:,} gone before the erasure").format(tally.unsent))
    told += [known[one].format(tally.of(one)) for one in known if tally.of(one)]
    told += (
        f"{tally.of(one):,} {subject_state_words(one).lower()}" for one in others if tally.of(one)
    )
    return ", ".join(told)


def _passed(case: Case, tally: Tally, proven: bool) -> frozenset[int]:
    looked_up = bool(tally.total) and not tally.of(S.WAITING)
    closed = case.state is CaseState.CLOSED
    sent = tally.of(*AFTER_SENDING)
    begun = case.state in (CaseState.APPROVED, CaseState.ERASING, CaseState.VERIFIED)
    line = (
        (looked_up, proven, closed)
        if case.kind is CaseKind.ACCESS
        else (
            looked_up,
            bool(sent or tally.approved) or begun,
            bool(sent),
            bool(sent) and sent == tally.of(S.GONE),
            proven,
            closed,
        )
    )
    return frozenset(number for number, through in enumerate(line) if through)


def _next(case: Case, tally: Tally, proven: bool) -> Step:
    done = len(stages(case.kind))
    if not case.readable:
        return Step("", stage=done)
    if case.state is CaseState.CLOSED:
        return Step("", stage=done)
    if case.state is CaseState.REFUSED:
        return _close(done - 1, translate("cases", "The request was refused."))
    if not tally.total:
        return Step(
            "add",
            translate("cases", "Add subjects…"),
            "user-plus",
            0,
            translate("cases", "The case is about nobody yet."),
        )
    if tally.of(S.WAITING):
        return Step(
            "lookup",
            translate("cases", "Look up"),
            "magnifying-glass",
            0,
            translate("cases", "{0:,} of {1:,} not looked up yet.").format(
                tally.of(S.WAITING), tally.total
            ),
        )
    return _access(tally, proven) if case.kind is CaseKind.ACCESS else _erasure(case, tally, proven)


def _access(tally: Tally, proven: bool) -> Step:
    if tally.of(S.FOUND) and not proven:
        return Step(
            "access",
            translate("cases", "Answer…"),
            "package",
            1,
            translate("cases", "What Gong holds can be written out."),
        )
    return _close(2, "" if proven else _ended(tally))


def _ended(tally: Tally) -> str:
    """A sentence about what became of them."""
    if tally.of(S.NOTHING) == tally.total:
        return translate("cases", "Gong holds nothing on them.")
    if tally.of(S.GONE) == tally.total and not tally.unsent:
        return translate("cases", "Nothing is left of those that were erased.")
    return f"{outcome_words(tally)}."


def _erasure(case: Case, tally: Tally, proven: bool) -> Step:
    if case.state in (CaseState.OPEN, CaseState.LOOKED_UP):
        if tally.of(S.FOUND):
            return Step(
                "approve",
                translate("cases", "Approve…"),
                "shield-check",
                1,
                translate("cases", "Something was found on {0:,} of {1:,}.").format(
                    tally.of(S.FOUND), tally.total
                ),
            )
        return _prove(proven, _ended(tally))
    if tally.approved and case.state in (CaseState.APPROVED, CaseState.ERASING):
        return Step(
            "erase",
            translate("cases", "Erase…"),
            "eraser",
            2,
            translate("cases", "{0:,} approved, not erased yet.").format(tally.approved),
        )
    if tally.of(S.CAME_BACK) and not tally.of(S.SENDING, S.UNKNOWN, S.ERASING):
        return Step(
            "anew",
            translate("cases", "New case for them…"),
            "folder-plus",
            3,
            translate("cases", "{0:,} came back.").format(tally.of(S.CAME_BACK)),
        )
    if left := tally.of(S.SENDING, S.UNKNOWN, S.ERASING, S.CAME_BACK):
        return Step(
            "follow",
            translate("cases", "Look again"),
            "arrows-clockwise",
            3,
            _left(tally, left),
        )
    return _prove(proven, _ended(tally))


def _left(tally: Tally, left: int) -> str:
    """Of how many something is left, and that it is not going down as it should."""
    words = (
        translate("cases", "Gong still holds something on the subject.")
        if tally.total == 1
        else translate("cases", "Gong still holds something on {0:,} of {1:,} subjects.").format(
            left, tally.total
        )
    )
    if grown := tally.grown:
        more = (
            translate("cases", "There is more than before.")
            if tally.total == 1
            else translate("cases", "There is more than before of {0:,}.").format(grown)
        )
        words = f"{words} {more}"
    return words


def _prove(proven: bool, why: str) -> Step:
    if proven:
        return _close(5, why)
    return Step("evidence", translate("cases", "Evidence pack…"), "package", 4, why)


def _close(stage: int, why: str) -> Step:
    return Step("close", translate("cases", "Close case…"), "archive", stage, why)


class StageLine(QWidget):
    """The stages of a case, one after the other, with a tick at those that it has been through
    and a dash at those that were left out. Where there is no room for all words, the current one
    alone has some."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[str, ...] = ()
        self._step = Step("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        repaint_on_change(self)

    def show_stages(self, words: Sequence[str], step: Step) -> None:
        """Where the case is: beyond the last of them when nothing is left to do."""
        self._stages, self._step = tuple(words), step
        at, why = step.stage, step.why
        now = words[at] if at < len(words) else translate("cases", "Done")
        if left_out := [words[one] for one in range(at) if one not in step.passed]:
            told = (
                translate("cases", "Not needed: {0}.")
                if step.spared
                else translate("cases", "Left out: {0}.")
            ).format(", ".join(left_out))
            why = f"{why} {told}".strip()
        self.setAccessibleName(
            translate("cases", "Stage {0} of {1}: {2}").format(
                min(at + 1, len(words)), len(words), now
            )
        )
        self.setAccessibleDescription(why)
        self.setToolTip(why)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, theme.size("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme.size("control"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, x = QPainter(self), 0
        every = self._width(range(len(self._stages))) <= self.width()
        for number, words in enumerate(self._stages):
            shown = every or number == self._step.stage
            x = self._stage(painter, x, number, words if shown else "")
        room = QRect(x + theme.space.m, 0, self.width() - x - theme.space.m, self.height())
        if self._step.why and room.width() > theme.size("side_list") // 2:
            font = theme.font("secondary")
            paint.text(painter, room, self._step.why, font, theme.colour("text2"), paint.RIGHT)

    def _width(self, numbers: range) -> int:
        font = theme.font("strong")
        words = sum(paint.text_width(self._stages[one], font) for one in numbers)
        return words + len(numbers) * (_DOT + 2 * _GAP + _LINE)

    def _stage(self, painter: QPainter, x: int, number: int, words: str) -> int:
        colour, at = theme.colour, self._step.stage
        behind, now, passed = number < at, number == at, number in self._step.passed
        middle = self.height() // 2
        if number:
            line = QRect(x, middle, _LINE, 1)
            painter.fillRect(line, colour("accent_border" if number <= at else "border"))
            x += _LINE + _GAP
        dot = QRect(x, middle - _DOT // 2, _DOT, _DOT)
        if behind:
            paint.box(painter, dot, _DOT / 2, colour("ok_tint" if passed else "neutral_tint"))
            icon, ink = ("check-bold", "ok_mark") if passed else ("minus", "text2")
            paint_icon(painter, icon, dot, colour(ink), 10)
        else:
            fill = colour("accent") if now else None
            paint.box(painter, dot, _DOT / 2, fill, None if now else colour("control"))
            font, tint = theme.font("caption_strong"), colour("on_accent" if now else "text2")
            paint.text(painter, dot, str(number + 1), font, tint, paint.CENTRE, elide=False)
        x += _DOT + _GAP
        if words:
            font = theme.font("strong" if now else "body")
            wide = paint.text_width(words, font) + 1
            tint = colour("text" if now else "text2")
            paint.text(painter, QRect(x, 0, wide + 2, self.height()), words, font, tint)
            x += wide + _GAP
        return x
