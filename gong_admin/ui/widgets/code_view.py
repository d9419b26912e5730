"""A request as curl, Python or HTTP, highlighted, ready to be copied."""

from __future__ import annotations

import re
from typing import Literal

from PySide6.QtWidgets import QWidget

from gong_admin.ui.widgets.code_edit import CodeEdit, Highlighter, Rule

Language = Literal["curl", "python", "http", "text"]

_STRING = r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'"
_NUMBER = (re.compile(r"(?<![\w.$-])-?\d+(?:\.\d+)?(?![\w.-])"), "syn_number")

RULES: dict[Language, tuple[Rule, ...]] = {
    "curl": (
        (re.compile(r"\$[A-Z_]+"), "syn_literal"),
        (re.compile(r"(\"[^\"]*\")\s*:"), "syn_key"),
        (re.compile(r"\b(?:true|false|null)\b"), "syn_literal"),
        (re.compile(r"(?:^|\s)(--?[A-Za-z][\w-]*)"), "syn_key"),
        (re.compile(r"^\s*(curl)\b"), "syn_key"),
        (re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b"), "syn_key"),
        (re.compile(_STRING), "syn_string"),
        (re.compile(r"[\"'][^\"']*"), "syn_string"),
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
        self._highlighter = Highlighter(self.document(), RULES[language])
        self.set_code(text)

    def set_code(self, text: str, language: Language | None = None) -> None:
        """Show `text`, in another language where one is given."""
        if language is not None:
            self._highlighter.setDocument(None)
            self._highlighter.deleteLater()
            self._highlighter = Highlighter(self.document(), RULES[language])
        self.setPlainText(text)
