"""Documents as PDF: all of it on its pages, and nothing in it taken for markup."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from gong_admin.runtime.pdf import pdf_of
from gong_admin.services.privacy.proof.document import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_everything_is_on_the_pages(tmp_path: Path) -> None:
    rows = [(str(number), f"<b>person{number}</b>@lindqvist.test") for number in range(1, 121)]
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
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")[:-1]
    assert len(pages) > 2
    assert all(
        f"{number}/{len(pages)}" in page.replace(" ", "") for number, page in enumerate(pages, 1)
    )
    assert all("DSR-1 · Gong Admin" in page for page in pages)
    # The table's head stands on every page that has rows.
    assert sum("No." in page for page in pages) >= len(pages) - 1
    for words in ("<b>person1</b>@", "<b>person120</b>@", "of <i>words</i> & more", "The end"):
        assert words in text
