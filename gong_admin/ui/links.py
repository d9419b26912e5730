"""What the program opens in other programs: web pages in the browser, folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gong_admin.runtime.language import translate

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

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

    _hand_over(
        QUrl.fromLocalFile(str(folder)),
        str(folder),
        translate("links", "No program shows the folder. Its path has been copied."),
    )


def open_page(address: str) -> bool:
    """Open a web page; False where `address` is none.

    Addresses come from Gong's answers too: nothing but `https` with a host is handed over, since
    the system would start a program for many another scheme.
    """
    # Here: all windows know how to open a page, and few do.
    from PySide6.QtCore import QUrl

    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if url.scheme() != "https" or not url.host():
        return False
    _hand_over(
        url, address, translate("links", "No browser opens the page. Its address has been copied.")
    )
    return True


def _hand_over(url: QUrl, text: str, otherwise: str) -> None:
    """Have the system open `url`. Where nothing does, `text` is copied, and `otherwise` said."""
    from PySide6.QtGui import QDesktopServices, QGuiApplication
    from PySide6.QtWidgets import QApplication

    from gong_admin.ui.widgets.toast import show_toast

    if QDesktopServices.openUrl(url):
        return
    QGuiApplication.clipboard().setText(text)
    window = QApplication.activeWindow()
    if window is not None:
        show_toast(window, otherwise, icon="warning-fill")
