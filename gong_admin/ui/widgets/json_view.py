"""JSON, indented, coloured, numbered and foldable."""

from __future__ import annotations

import json
import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from gong_admin.ui.widgets.code_edit import CodeEdit, Highlighter, Rule

JSON_RULES: tuple[Rule, ...] = (
    (re.compile(r"(\"(?:\\.|[^\"\\])*\")\s*:"), "syn_key"),
    (re.compile(r"\"(?:\\.|[^\"\\])*\""), "syn_string"),
    (re.compile(r"\b(?:true|false|null)\b"), "syn_literal"),
    (re.compile(r"-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?"), "syn_number"),
    (re.compile(r"[\[\]{},]"), "syn_punct"),
)


def indented(body: bytes | str) -> str:
    """`body` with two blanks a level; as it is where it isn't JSON.

    Numbers keep every digit: they are never turned into floating point.
    """
    text = body.decode("utf-8", "replace") if isinstance(body, bytes) else body
    try:
        value = json.loads(text, parse_float=_Literal, parse_int=_Literal)
    except ValueError:
        return text
    out: list[str] = []
    _write(value, "", out)
    return "".join(out)


class _Literal(str):
    """A number as it stood in the text."""


def _write(value: object, indent: str, out: list[str]) -> None:
    deeper = indent + "  "
    if isinstance(value, _Literal):
        out.append(value)
    elif isinstance(value, dict) and value:
        out.append("{\n")
        for index, (key, member) in enumerate(value.items()):
            out.append(",\n" if index else "")
            out.append(f"{deeper}{json.dumps(key, ensure_ascii=False)}: ")
            _write(member, deeper, out)
        out.append(f"\n{indent}}}")
    elif isinstance(value, list) and value:
        out.append("[\n")
        for index, member in enumerate(value):
            out.append(f",\n{deeper}" if index else deeper)
            _write(member, deeper, out)
        out.append(f"\n{indent}]")
    else:
        out.append(json.dumps(value, ensure_ascii=False))


def fold_ranges(text: str) -> dict[int, int]:
    """For indented JSON: the first and, just before the closing bracket, the last hidden line
    of each object and array."""
    folds: dict[int, int] = {}
    opened: list[int] = []
    for number, line in enumerate(text.splitlines()):
        bare = line.strip().rstrip(",")
        if bare[:1] in ("}", "]") and opened:
            first = opened.pop()
            if number - 1 > first:
                folds[first] = number - 1
        if bare[-1:] in ("{", "["):
            opened.append(number)
    return folds


class JsonView(CodeEdit):
    """Shows an answer's body. `text()` is what is shown; Ctrl+C without a selection takes all."""

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name=name or "JSON", numbers=True, parent=parent)
        self._highlighter = Highlighter(self.document(), JSON_RULES)

    def set_json(self, body: bytes | str) -> None:
        """Show `body`, which may also be something else than JSON."""
        text = indented(body)
        self.setPlainText(text)
        self.set_folds(fold_ranges(text))

    def text(self) -> str:
        return self.toPlainText()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        copy = (
            event.key() == Qt.Key.Key_C and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        )
        if copy and not self.textCursor().hasSelection():
            QGuiApplication.clipboard().setText(self.text())
            self.copied.emit()
            return
        line = self.textCursor().blockNumber()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            self.toggle_fold(line)
            return
        super().keyPressEvent(event)
