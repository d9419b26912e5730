"""A request as curl, Python or HTTP, highlighted, ready to be copied."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget

from gong_admin.ui.widgets.code_edit import CodeEdit, Highlighter, Rule
from gong_admin.ui.widgets.json_view import JSON_RULES

Language = Literal["curl", "python", "http", "text"]

_QUOTE = re.compile(r"""'"'"'|'""")  # the first is how a shell text has a quote in it
_BODY = 1  # the state of a line at whose end a quoted body goes on
_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_NUMBER = (re.compile(r"(?<![\w.$-])-?\d+(?:\.\d+)?(?![\w.-])"), "syn_number")

RULES: dict[Language, tuple[Rule, ...]] = {
    "curl": (
        (re.compile(r"\$[A-Z_]+"), "syn_literal"),
        (re.compile(r"(?:^|\s)(--?[A-Za-z][\w-]*)"), "syn_key"),
        (re.compile(r"^\s*(curl)\b"), "syn_key"),
        (re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b"), "syn_key"),
        (re.compile(_STRING), "syn_string"),
    ),
    "python": (
        (re.compile(r"(#.*)$"), "syn_punct"),
        (re.compile(_STRING), "syn_string"),
        (
            re.compile(
                r"\b(?:import|from|as|with|for|in|if|else|elif|while|def|return|raise|print|and"
                r"|or|not|open)\b"
            ),
            "syn_key",
        ),
        (re.compile(r"\b(?:True|False|None)\b"), "syn_literal"),
        _NUMBER,
    ),
    "http": (
        (re.compile(r"^(GET|POST|PUT|PATCH|DELETE)\b"), "syn_key"),
        (re.compile(r"^([\w-]+):"), "syn_key"),
        (re.compile(r"(\"(?:\\.|[^\"\\])*\")\s*:"), "syn_key"),
        (re.compile(_STRING), "syn_string"),
        (re.compile(r"\b(?:true|false|null)\b"), "syn_literal"),
        _NUMBER,
    ),
    "text": (),
}


_TEXT = r"""\"(?:'\"'\"'|\\.|[^\"\\])*\""""
_IN_BODY: tuple[Rule, ...] = (
    (re.compile(rf"({_TEXT})\s*:"), "syn_key"),
    (re.compile(_TEXT), "syn_string"),
    *JSON_RULES[2:],
)
_IN_QUOTES: tuple[Rule, ...] = ((re.compile(r".+"), "syn_string"),)


class CommandHighlighter(Highlighter):
    """A command for a shell. A quoted body is JSON, also where it goes over several lines."""

    def highlightBlock(self, text: str) -> None:
        body = self.previousBlockState() == _BODY
        inside, begin = body, 0
        for quote in _QUOTE.finditer(text):
            if quote.group() != "'":
                continue
            end = quote.end() if inside else quote.start()
            self._part(text, begin, end, inside, body)
            inside, begin = not inside, end
            body = inside and text[quote.end() : quote.end() + 1] in ("{", "[")
        self._part(text, begin, len(text), inside, body)
        self.setCurrentBlockState(_BODY if inside else 0)

    def _part(self, text: str, begin: int, end: int, inside: bool, body: bool) -> None:
        rules = self._rules if not inside else _IN_BODY if body else _IN_QUOTES
        self._colour(text, begin, end, rules)


def _highlighter(document: QTextDocument, language: Language) -> Highlighter:
    kind = CommandHighlighter if language == "curl" else Highlighter
    return kind(document, RULES[language])


class CodeView(CodeEdit):
    """Text in one of four languages; long lines are not wrapped."""

    def __init__(
        self,
        text: str = "",
        *,
        language: Language = "text",
        name: str = "",
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name=name, wrap=wrap, parent=parent)
        self._highlighter = _highlighter(self.document(), language)
        self.set_code(text)

    def set_code(self, text: str, language: Language | None = None) -> None:
        """Show `text`, in another language where one is given."""
        if language is not None:
            self._highlighter.setDocument(None)
            self._highlighter.deleteLater()
            self._highlighter = _highlighter(self.document(), language)
        self.setPlainText(text)
