"""Documents as PDF, through Qt's own printing."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from gong_admin.api.cancel import CancelToken
from gong_admin.runtime.pdf_layout import Faces, Piece, pieces
from gong_admin.services.privacy.proof.document import Document
from gong_admin.services.progress import Progress, ProgressReport, ignore_progress

_RESOLUTION = 1200  # dots an inch of the page
_PIXELS_A_INCH = 96.0
_MARGINS = QMarginsF(18, 18, 18, 14)  # millimetres
_FOOT = 30  # pixels kept free below the text for the footer
_BREATH = 0.0005  # seconds between some rows and the next
_QUIET, _RULE = QColor(0x55, 0x55, 0x55), QColor(0xD8, 0xD8, 0xD8)


def pdf_of(
    document: Document,
    *,
    token: CancelToken | None = None,
    progress: ProgressReport = ignore_progress,
) -> bytes:
    """The document on A4 pages, numbered, with its fonts in it.

    Runs on any thread, and should on another than the window's: 5,000 rows take seconds. Progress
    is in pages. Raises `Cancelled`.
    """
    token = token or CancelToken()
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
    u = _RESOLUTION / _PIXELS_A_INCH
    room = writer.pageLayout().paintRectPixels(_RESOLUTION)
    faces = Faces(u)
    width, height = float(room.width()), room.height() - _FOOT * u

    def breathe() -> None:
        token.raise_if_cancelled()
        # The window gets its turn now, not when the interpreter takes it from this thread.
        time.sleep(_BREATH)

    def laid_out() -> Iterator[tuple[int, float, Piece]]:
        return _on_pages(pieces(document, faces, width, breathe), height)

    # Twice: the number of pages stands on each, and all pieces of a long document kept until it
    # is known would be many small things for the collector to go through, in the window's time.
    pages = max(page for page, _, _ in laid_out())
    painter = QPainter(writer)
    try:
        at = 0
        for page, y, piece in laid_out():
            while at < page:
                if at:
                    writer.newPage()
                at += 1
                progress(Progress(at - 1, pages, "pages"))
                _foot(painter, faces, document.footer, f"{at} / {pages}", width, room.height())
            piece.draw(painter, y)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _on_pages(pieces: Iterable[Piece], height: float) -> Iterator[tuple[int, float, Piece]]:
    """Each piece with its page, from 1, and how far down it stands."""
    page, y, empty = 1, 0.0, True
    for piece in pieces:
        gap = 0.0 if empty else piece.gap
        if not empty and y + gap + piece.height + piece.room > height:
            page, y, gap = page + 1, 0.0, 0.0
            if piece.head is not None:
                yield page, y, piece.head
                y += piece.head.height
        yield page, y + gap, piece
        y, empty = y + gap + piece.height, False


def _foot(
    painter: QPainter, faces: Faces, footer: str, number: str, width: float, bottom: float
) -> None:
    face, u = faces.footer, faces.u
    top = bottom - face.height
    painter.fillRect(QRectF(0, top - 6 * u, width, 0.75 * u), _RULE)
    painter.setFont(face.font)
    painter.setPen(_QUIET)
    room = width - face.width(number) - 12 * u
    words = face.lines(footer, room)[0].text
    painter.drawText(QPointF(0, top + face.ascent), words)
    painter.drawText(QPointF(width - face.width(number), top + face.ascent), number)
