"""Words on paper: how wide they are, and where their lines break."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QTextLayout, QTextOption

_LEADING = 1.35  # height of a line by the size of its letters
_KEPT = 20_000  # widths of words that are remembered: states and times come again and again
_RIGHT_TO_LEFT = ("R", "AL")
_RIGHT_MARK = "\u200f"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it is drawn; `right` for one that is written from the right."""

    text: str
    right: bool = False


class Face:
    """A font of a size, in dots of the page. Belongs to the thread that made it."""

    def __init__(self, pixels: float, *, strong: bool = False, fixed: bool = False) -> None:
        # The family alone: the window's figures of one width are letters of their own, which come
        # out of a PDF as nothing when its text is copied or read aloud.
        font = QFont(QFont().family())
        if fixed:
            font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family())
            font.setStyleHint(QFont.StyleHint.Monospace)
        # So are those that some fonts put in by themselves, a higher colon between figures say.
        for feature in ("calt", "liga"):
            font.setFeature(QFont.Tag(feature), 0)
        font.setPixelSize(round(pixels))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        # Paper has dots enough: letters keep their own widths.
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        self.font = font
        self.height = round(pixels * _LEADING)
        self._metrics = QFontMetricsF(font)
        # From the top of a line to where its letters stand.
        spare = self.height - self._metrics.ascent() - self._metrics.descent()
        self.ascent = self._metrics.ascent() + spare / 2
        self.width = functools.lru_cache(_KEPT)(self._width)

    def lines(self, text: str, width: float) -> list[Line]:
        """The text broken into lines no wider than `width`, at words where that is possible."""
        found: list[Line] = []
        for paragraph in text.split("\n"):
            right = _from_the_right(paragraph)
            # What is much too long is not measured whole.
            if len(paragraph) < 500 and self.width(paragraph) <= width:
                found.append(Line(paragraph, right))
            else:
                found += self._broken(paragraph, width, right)
        return found

    def widest_word(self, text: str) -> float:
        return max((self.width(word) for word in text.split()), default=0.0)

    def _width(self, text: str) -> float:
        return self._metrics.horizontalAdvance(text)

    def _broken(self, paragraph: str, width: float, right: bool) -> list[Line]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(paragraph, self.font)
        layout.setTextOption(option)
        # Qt counts in UTF-16, where some letters count twice.
        units = paragraph.encode("utf-16-le", errors="replace")
        found = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = 2 * line.textStart()
            words = units[start : start + 2 * line.textLength()].decode("utf-16-le", "replace")
            # A later line may begin with a word that says nothing about the direction.
            found.append(Line(_RIGHT_MARK + words.rstrip() if right else words.rstrip(), right))
        layout.endLayout()
        return found


def _from_the_right(text: str) -> bool:
    """Whether the first letter that says so is of a script written from the right."""
    if text.isascii():
        return False
    for letter in text[:200]:
        kind = unicodedata.bidirectional(letter)
        if kind in _RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return False
