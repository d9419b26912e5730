"""Rows of a table as what other programs take from the clipboard: cells, JSON."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from PySide6.QtCore import QMimeData

from gong_admin.models.column import Column, Kind

__all__ = ["cell_mime", "cells", "record_json"]

# A spreadsheet computes what is pasted into it when it begins like this. Signs in front of
# nothing but digits are telephone numbers and amounts, and stay as they are.
_FORMULA = re.compile(r"^\s*(?:[=@]|[+-](?![\d\s().,-]*$))")


def cells(columns: Sequence[Column[Any]], records: Iterable[Any]) -> tuple[str, str]:
    """``records`` under a line of titles: tab-separated text, and an HTML table.

    Ids stay text in a spreadsheet, numbers and dates come without a person's punctuation.
    Pure and free of Qt, so that many rows can be done on another thread.
    """
    titles = [column.title for column in columns]
    lines = ["\t".join(map(_plain, titles))]
    head = "".join(f"<th>{html.escape(title)}</th>" for title in titles)
    rows = [f"<tr>{head}</tr>"]
    for record in records:
        texts = [_text(column, record) for column in columns]
        lines.append("\t".join(map(_plain, texts)))
        rows.append("<tr>" + "".join(map(_html_cell, columns, texts)) + "</tr>")
    table = "<table>" + "".join(rows) + "</table>"
    return "\n".join(lines) + "\n", f'<html><head><meta charset="utf-8"></head><body>{table}</body>'


def cell_mime(text: str, table: str) -> QMimeData:
    """Both forms of :func:`cells` for the clipboard."""
    mime = QMimeData()
    mime.setText(text)
    mime.setHtml(table)
    return mime


def record_json(records: Sequence[Any]) -> str:
    """Records as readable JSON: one alone as an object, more as a list."""
    body = msgspec.json.encode(records[0] if len(records) == 1 else list(records))
    return msgspec.json.format(body, indent=2).decode()


def _text(column: Column[Any], record: Any) -> str:
    value = column.value(record)
    if column.kind is Kind.NUMBER and isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    return column.text(record)


def _plain(text: str) -> str:
    line = " ".join(text.split()) if any(sign in text for sign in "\t\r\n") else text
    return f"'{line}" if _FORMULA.match(line) else line


def _html_cell(column: Column[Any], text: str) -> str:
    # Without this, Excel turns a long id into a rounded number.
    kept = " style=\"mso-number-format:'\\@'\"" if column.kind in (Kind.ID, Kind.MONO) else ""
    return f"<td{kept}>{html.escape(_plain(text))}</td>"
