"""What the program opens in other programs: web pages in the browser, folders."""

from __future__ import annotations

from pathlib import Path

# Where Gong does what its API can't.
GONG_HELP = "https://help.gong.io"
GONG_LIBRARY = "https://app.gong.io/library"
GONG_PERMISSION_PROFILES = "https://app.gong.io/company/permission-profiles"
GONG_TEAM_MEMBERS = "https://app.gong.io/company/team-members"
GONG_TRACKERS = "https://app.gong.io/company/trackers"
GONG_WORKSPACES = "https://app.gong.io/company/workspaces"


def open_folder(folder: Path) -> None:
    """Show a folder of this computer in its file manager."""
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def open_page(address: str) -> bool:
    """Open a web page; False where `address` is none.

    Addresses come from Gong's answers too: nothing but `https` with a host is handed over, since
    the system would start a program for many another scheme.
    """
    # Here: all windows know how to open a page, and few do.
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme() != "https" or not url.host():
        return False
    QDesktopServices.openUrl(url)
    return True
