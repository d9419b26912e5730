"""Texts that people read go through translation, and the way from source to language works."""

from __future__ import annotations

import ast
import datetime as dt
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale

from gong_admin.runtime import language
from gong_admin.ui.widgets.retry_later import RetryLater

ROOT = Path(__file__).parents[2]
UI = ROOT / "gong_admin" / "ui"
SCRIPT = ROOT / "packaging" / "translations.py"

# What shows a text: at which places of a call it stands. A name may be a class, a function or a
# method.
SHOWN = {
    "Button": (0,),
    "CheckBox": (0,),
    "Column": (1,),
    "ConfirmDialog": (1, 2, 3),
    "Consequence": (0,),
    "DetailPane": (0,),
    "ElidedLabel": (0,),
    "EmptyState": (0,),
    "EmptyWords": (0, 1),
    "ExportColumn": (1,),
    "Field": (0,),
    "Heading": (0, 1),
    "Hint": (0,),
    "IconButton": (1,),
    "Label": (0,),
    "LinkButton": (0,),
    "PanelHeader": (0,),
    "Reason": (1, 2),
    "SearchField": (0,),
    "SideList": (0, 1),
    "StatTile": (0,),
    "StateAction": (1,),
    "TabBar": (0,),
    "Tabs": (0,),
    "Timeline": (0,),
    "ToggleButton": (1,),
    "TreeView": (0,),
    "UserMessage": (1, 2),
    "add_button": (0,),
    "add_cancel": (0,),
    "add_line": (0, 1),
    "add_link": (0,),
    "add_section": (0, 1),
    "add_tab": (1,),
    "announce": (1,),
    "confirm": (0, 1, 2),
    "make_action": (0,),
    "offer": (0, 1, 2),
    "setAccessibleDescription": (0,),
    "setAccessibleName": (0,),
    "setPlaceholderText": (0,),
    "setStatusTip": (0,),
    "setText": (0,),
    "setToolTip": (0,),
    "setWindowTitle": (0,),
    "set_caption": (0,),
    "set_content": (0,),
    "set_disabled_because": (0,),
    "set_empty": (0,),
    "set_error": (0,),
    "set_head": (0, 1),
    "set_name": (0,),
    "set_state": (0, 2),
    "set_title": (0,),
    "set_tooltip": (0,),
    "show_loading": (0, 1),
    "show_opening": (0,),
    "show_toast": (1,),
    "toast": (0,),
}
KEYWORDS = frozenset(
    {"action", "disabled_because", "footnote", "help_text", "hint", "link", "name"}
    | {"placeholder", "retype_label", "text", "title", "tooltip", "warning_text", "warning_title"}
    | {"words"}
)
# Names that are the same in every language.
SAME = frozenset(
    {"Gong Admin", "curl", "Python", "JSON", "HTTP", "Excel", "CSV", "{} – Gong Admin"}
)


def files() -> list[Path]:
    return [*sorted(UI.rglob("*.py")), ROOT / "gong_admin" / "windows.py"]


def calls(file: Path) -> Iterator[tuple[ast.Call, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Attribute):
                yield node, called.attr
            elif isinstance(called, ast.Name):
                yield node, called.id


def bare(value: ast.expr) -> str:
    """The words of a text that stands there as it is, "" for none: a literal, one with values
    in it, or either branch of a choice between two."""
    if isinstance(value, ast.IfExp):
        return bare(value.body) or bare(value.orelse)
    if isinstance(value, ast.BinOp):
        return bare(value.left) or bare(value.right)
    if isinstance(value, ast.JoinedStr):
        text = "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in value.values)  # type: ignore[misc]
    elif isinstance(value, ast.Constant) and isinstance(value.value, str):
        text = value.value
    else:
        return ""
    said = re.search(r"[^\W\d_]{2}", text) and (" " in text or text[:1].isupper())
    return text if said and text not in SAME else ""


def test_no_text_is_shown_past_the_translation() -> None:
    found = []
    for file in files():
        for call, name in calls(file):
            if name not in SHOWN:
                continue
            texts = [call.args[place] for place in SHOWN[name] if place < len(call.args)]
            texts += [keyword.value for keyword in call.keywords if keyword.arg in KEYWORDS]
            for text in texts:
                if words := bare(text):
                    found.append(f"{file.relative_to(ROOT)}:{text.lineno}: {words}")
    assert not found, "\n".join(found)


def test_texts_are_looked_up_as_translators_find_them() -> None:
    """The tool that collects texts reads literals, and takes `self.tr` for the class around it;
    on another object it would note a context that nobody asks for."""
    found = []
    for file in files():
        for call, name in calls(file):
            where = f"{file.relative_to(ROOT)}:{call.lineno}"
            if name == "tr":
                owner = call.func.value if isinstance(call.func, ast.Attribute) else None
                if not (isinstance(owner, ast.Name) and owner.id == "self"):
                    found.append(f"{where}: tr of another object; use runtime.language.translate")
                if not isinstance(call.args[0], ast.Constant):
                    found.append(f"{where}: tr of something else than a literal")
            elif (
                isinstance(call.func, ast.Name)
                and name == "translate"
                and not all(isinstance(each, ast.Constant) for each in call.args)
            ):
                found.append(f"{where}: translate of something else than literals")
    assert not found, "\n".join(found)


@pytest.fixture
def tongue(tmp_path: Path) -> Path:
    """A folder with translations into a made-up German, by the documented way."""

    def run(*arguments: str) -> None:
        command = [sys.executable, str(SCRIPT), "--folder", str(tmp_path), *arguments]
        subprocess.run(command, check=True, capture_output=True, timeout=100)

    run("collect", "de")
    file = tmp_path / "gong_admin_de.ts"
    texts = file.read_text(encoding="utf-8")
    assert texts.count("<message") > 700, "the tool found the texts"
    for source, said in (("All folders", "Alle Ordner"), ("Retry at {0}", "Wieder um {0}")):
        before = f'<source>{source}</source>\n        <translation type="unfinished"></translation>'
        assert before in texts
        texts = texts.replace(
            before, f"<source>{source}</source>\n        <translation>{said}</translation>"
        )
    file.write_text(texts, encoding="utf-8")
    run("release")
    return tmp_path


def test_a_translation_is_collected_released_and_spoken(tongue: Path, qapp, qtbot) -> None:

    translators = language.install(qapp, QLocale("de_AT"), tongue)
    try:
        assert translators
        assert language.translate("library", "All folders") == "Alle Ordner"
        assert language.translate("library", "Read now") == "Read now", "not translated yet"
        button = RetryLater(dt.datetime(2030, 1, 1, 4, 12, tzinfo=dt.UTC))
        qtbot.addWidget(button)
        assert button.text().startswith("Wieder um")
    finally:
        for translator in translators:
            QCoreApplication.removeTranslator(translator)


def test_without_translations_the_texts_are_their_own(qapp, tmp_path: Path) -> None:
    assert language.install(qapp, QLocale("de_DE"), tmp_path) == []
    assert language.translate("library", "All folders") == "All folders"


def test_a_language_is_there_before_any_text_is_loaded() -> None:
    """Texts in constants are looked up when their module is loaded."""
    ask = (
        "import sys, gong_admin.__main__, gong_admin.opening\n"
        "print(*sorted(name for name in sys.modules if name.startswith('gong_admin.ui.')))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", ask], capture_output=True, text=True, check=True, timeout=60
    )
    assert set(answer.stdout.split()) <= {"gong_admin.ui.theme", "gong_admin.ui.tokens"}
