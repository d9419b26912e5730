"""Documents as PDF: all of it on its pages, and nothing in it taken for markup."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from gong_admin.api.cancel import CancelToken
from gong_admin.api.errors import Cancelled
from gong_admin.runtime.pdf import pdf_of
from gong_admin.services.privacy.proof.document import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from gong_admin.ui.theme import apply_theme

needs_tools = pytest.mark.skipif(
    not shutil.which("pdftotext") or not shutil.which("pdffonts"), reason="poppler is not installed"
)
pytestmark = pytest.mark.usefixtures("qapp")


def told(tool: str, path: Path, *options: str) -> str:
    asked = [tool, *options, str(path)] + (["-"] if tool == "pdftotext" else [])
    return subprocess.run(asked, capture_output=True, text=True, check=True).stdout


@needs_tools
def test_everything_is_on_the_pages(tmp_path: Path) -> None:
    rows = [(str(number), f"<b>person{number}</b>@lindqvist.test") for number in range(1, 181)]
    document = Document("Evidence: DSR-1", "Erasure", "DSR-1 · Gong Admin")
    document.blocks += [
        Heading("Summary"),
        Paragraph("Two lines\nof <i>words</i> & more"),
        Facts([("Request", "Erasure")]),
        Table(("No.", "Subject"), rows, figures=frozenset({0}), exact=frozenset({1})),
        Paragraph("The end", quiet=True),
    ]
    path = tmp_path / "evidence.pdf"
    path.write_bytes(pdf_of(document))
    text = told("pdftotext", path, "-layout")
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all(
        f"{number}/{len(pages)}" in page.replace(" ", "") for number, page in enumerate(pages, 1)
    )
    assert all("DSR-1 · Gong Admin" in page for page in pages)
    # The table's head stands on every page that has rows.
    assert sum("No." in page for page in pages) >= len(pages) - 1
    for words in ("<b>person1</b>@", "<b>person180</b>@", "of <i>words</i> & more", "The end"):
        assert words in text


@needs_tools
def test_figures_can_be_copied_in_the_font_of_the_window(qapp: Any, tmp_path: Path) -> None:
    apply_theme(qapp, "light")
    words = "DSR-2026-014, 12:00:59 UTC, 1/2, https://a.test/fi?x=3x4, +44 20 7946 0135"
    path = tmp_path / "evidence.pdf"
    document = Document("Evidence", "Erasure", words)
    document.blocks += [
        Heading(words),
        Table(("Id", words), [(words, words)], exact=frozenset({0})),
    ]
    path.write_bytes(pdf_of(document))
    text = unicodedata.normalize("NFKC", told("pdftotext", path)).replace("\n", "")
    assert text.replace(" ", "").count(words.replace(" ", "")) == 5


@needs_tools
def test_what_is_long_or_of_other_scripts_is_whole(tmp_path: Path) -> None:
    names = (
        "\u05de\u05e8\u05d9\u05dd",
        "\u0645\u062d\u0645\u062f",
        "\u674e\u5c0f\u9f8d",
        "Zoë Łukasiewicz",
    )
    long = "x" * 9_000
    document = Document("Evidence", "Erasure", "foot")
    document.blocks += [
        Facts([("Name", name) for name in names]),
        Table(("No.", "Subject"), [("1", long), ("2", names[0])], figures=frozenset({0})),
        Heading("A heading at the end of many lines " * 3),
        Paragraph("words " * 3_000),
    ]
    path = tmp_path / "evidence.pdf"
    path.write_bytes(pdf_of(document))
    # Readers get letters by their shapes: Arabic ones come back joined.
    text = unicodedata.normalize("NFKC", told("pdftotext", path))
    assert all(name in text for name in names)
    assert text.count("x") == len(long)
    assert text.count("words") == 3_000
    fonts = told("pdffonts", path).splitlines()[2:]
    assert fonts
    assert all(" yes " in line for line in fonts)  # embedded


def test_printing_stops() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        pdf_of(Document("Evidence", "Erasure", "foot", [Paragraph("words")]), token=token)
