"""A diagnosis as text, to paste into a ticket. Holds no key."""

from __future__ import annotations

from collections.abc import Mapping

from gong_admin.services.doctor import Check, Diagnosis
from gong_admin.ui.doctor.findings import VERDICT_WORDS


def report_text(name: str, base_url: str, found: Diagnosis, panels: Mapping[str, str]) -> str:
    """`panels` gives the title of a panel by its key."""
    lines = [f"{name}, {base_url}", ""]
    lines += [_check_line(check) for check in (found.host, found.credentials)]
    lines += ["", "Panels"]
    for panel in found.panels:
        line = f"  {panels.get(panel.panel, panel.panel)}: {VERDICT_WORDS[panel.verdict]}"
        lines.append(f"{line}, lacks {', '.join(panel.missing)}" if panel.missing else line)
    lines += ["", "Scopes"]
    for scope in found.scopes:
        line = f"  {scope.scope}: {VERDICT_WORDS[scope.verdict]}. {scope.text}"
        lines.append(f"{line} Request id {scope.request_id}." if scope.request_id else line)
    return "\n".join(lines)


def _check_line(check: Check) -> str:
    line = f"{check.title}: {VERDICT_WORDS[check.verdict]}. {check.text}"
    return f"{line} Request id {check.request_id}." if check.request_id else line
