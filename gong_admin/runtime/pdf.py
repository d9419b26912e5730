"""Documents as PDF, through Qt's own printing."""

from __future__ import annotations

import html
from collections.abc import Iterable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from gong_admin.services.privacy.proof.document import (
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)

_RESOLUTION = 300  # dots an inch of the page
_PIXELS_A_INCH = 96.0  # of the layout: all sizes below are in pixels of the web
_MARGINS = QMarginsF(18, 18, 18, 18)  # millimetres
_FOOT = 32.0  # left free below the text for the footer
_BODY, _FOOTER = 12, 10

# Ink on paper, whatever the window wears: not the theme's business. Margins are those of
# paragraphs: Qt's rich text knows none for tables.
_STYLE = """
h1 { font-size: 24px; font-weight: 600; margin-bottom: 2px; }
h2 { font-size: 16px; font-weight: 600; margin-top: 22px; margin-bottom: 6px; }
h3 { font-size: 13px; font-weight: 600; margin-top: 14px; margin-bottom: 4px; }
p { margin-top: 2px; margin-bottom: 6px; }
p.quiet { font-size: 10px; color: #555555; margin-top: 8px; }
p.subtitle { color: #555555; margin-bottom: 4px; }
th { text-align: left; font-weight: 600; font-size: 10px; color: #444444;
     border-bottom: 1px solid #999999; }
td { font-size: 10px; vertical-align: top; border-bottom: 1px solid #dddddd; }
td.name { color: #555555; font-size: 12px; }
td.value { font-size: 12px; }
"""
_TABLE = "<table cellspacing=0 cellpadding=4 width='100%' style='border-collapse: collapse'>"


def pdf_of(document: Document) -> bytes:
    """The document on A4 pages, numbered. May run on any thread."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(document.title)
    writer.setCreator("Gong Admin")
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            _MARGINS,
            QPageLayout.Unit.Millimeter,
        )
    )
    scale = _RESOLUTION / _PIXELS_A_INCH
    page = writer.pageLayout().paintRectPixels(_RESOLUTION)
    text = QTextDocument()
    text.setDefaultFont(_font(_BODY))
    text.setDefaultStyleSheet(_STYLE)
    text.setDocumentMargin(0)
    text.setHtml(_html(document))
    text.setPageSize(QSizeF(page.width() / scale, page.height() / scale - _FOOT))
    painter = QPainter(writer)
    painter.scale(scale, scale)
    try:
        _paint(painter, writer, text, document.footer)
    finally:
        painter.end()
    content: QByteArray = buffer.data()
    return bytes(content.data())


def _paint(painter: QPainter, writer: QPdfWriter, text: QTextDocument, footer: str) -> None:
    size = text.pageSize()
    foot = QRectF(0, size.height(), size.width(), _FOOT)
    small = _font(_FOOTER)
    pages = text.pageCount()
    bottom = Qt.AlignmentFlag.AlignBottom
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * size.height())
        part = QRectF(0, number * size.height(), size.width(), size.height())
        painter.setClipRect(part)
        text.drawContents(painter, part)
        painter.restore()
        painter.setFont(small)
        painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignLeft, footer)
        painter.drawText(foot, bottom | Qt.AlignmentFlag.AlignRight, f"{number + 1} / {pages}")


def _font(pixels: int) -> QFont:
    font = QFont()
    font.setPixelSize(pixels)
    return font


def _html(document: Document) -> str:
    parts = [
        f"<h1>{_safe(document.title)}</h1>",
        f"<p class=subtitle>{_safe(document.subtitle)}</p>",
    ]
    for block in document.blocks:
        match block:
            case Heading(text, level):
                parts.append(f"<h{level + 1}>{_safe(text)}</h{level + 1}>")
            case Paragraph(text, quiet):
                parts.append(f"<p{' class=quiet' if quiet else ''}>{_safe(text)}</p>")
            case Facts(rows):
                parts.append(_facts(rows))
            case Table():
                parts.append(_table(block))
    return "".join(parts)


def _facts(rows: Iterable[tuple[str, str]]) -> str:
    lines = (
        f"<tr><td class=name width=190>{_safe(name)}</td><td class=value>{_safe(value)}</td></tr>"
        for name, value in rows
    )
    return f"{_TABLE}{''.join(lines)}</table>"


def _table(table: Table) -> str:
    def cell(index: int, value: str, tag: str) -> str:
        align = " align=right" if index in table.figures else ""
        words = _safe(value)
        if index in table.exact and tag == "td":
            words = f"<font face='{_fixed()}'>{words}</font>"
        return f"<{tag}{align}>{words}</{tag}>"

    def row(values: Iterable[str], tag: str) -> str:
        return "<tr>" + "".join(cell(at, value, tag) for at, value in enumerate(values)) + "</tr>"

    # A head in a thead is set again on every page.
    head = f"<thead>{row(table.titles, 'th')}</thead>"
    body = "".join(row(values, "td") for values in table.rows)
    return f"{_TABLE}{head}{body}</table>"


def _fixed() -> str:
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def _safe(text: str) -> str:
    """Nothing in it is taken for markup; line breaks stay."""
    return html.escape(text).replace("\n", "<br>")
