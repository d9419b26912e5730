"""What this program is, what it stands on, and where its logs lie."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QSysInfo, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gong_admin import __version__
from gong_admin.runtime import assets
from gong_admin.runtime.language import translate
from gong_admin.ui.links import open_folder
from gong_admin.ui.theme import theme
from gong_admin.ui.widgets.basics import Label, tight
from gong_admin.ui.widgets.dialog import Dialog, dialog_width
from gong_admin.ui.widgets.key_values import KeyValueList
from gong_admin.ui.widgets.scroll import FittingScrollArea
from gong_admin.ui.widgets.toast import show_toast

_WIDTH = 520
_ICON = 56
# Distribution and licence of what is shipped with the program or installed beside it.
_PARTS = (
    ("PySide6-Essentials", "LGPL-3.0"),
    ("qasync", "BSD-2-Clause"),
    ("requests", "Apache-2.0"),
    ("keyring", "MIT"),
    ("msgspec", "BSD-3-Clause"),
    ("platformdirs", "MIT"),
    ("truststore", "MIT"),
    ("QtAwesome", "MIT; Phosphor icons MIT"),
    ("pyqtgraph", "MIT"),
    ("numpy", "BSD-3-Clause"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("aiohttp", "Apache-2.0"),
)


def versions() -> list[tuple[str, str]]:
    """What a fault report should begin with: names and versions."""
    found = [
        ("Gong Admin", __version__),
        ("Python", platform.python_version()),
        ("Qt", str(qVersion())),
        (translate("about", "System"), _system()),
    ]
    for name, _ in _PARTS:
        found.append((name, _version(name)))
    return found


def _system() -> str:
    """The system as its maker calls it: "Windows 11 Version 23H2, x86_64"."""
    return f"{QSysInfo.prettyProductName()}, {QSysInfo.currentCpuArchitecture()}"


class AboutDialog(Dialog):
    """`log_folder` is opened on demand."""

    def __init__(self, parent: QWidget | None, log_folder: Path) -> None:
        super().__init__(parent, self.tr("About Gong Admin"), width=dialog_width(_WIDTH))
        self._log_folder = log_folder
        self.body.addLayout(self._head())
        self.details = KeyValueList()
        self.details.add_section(self.tr("Versions"))
        for name, number in versions()[:4]:
            self.details.add(name, number)
        self.details.add_section(self.tr("Built on"), self.tr("with their licences"))
        for name, licence in _PARTS:
            self.details.add(name, f"{_version(name)} · {licence}")
        self.body.addWidget(FittingScrollArea(self.details), 1)
        logs = self.add_button(self.tr("Open log folder"), kind="ghost", icon="folder", left=True)
        logs.clicked.connect(self._open_logs)
        logs.setToolTip(str(log_folder))
        copy = self.add_button(self.tr("Copy versions"), icon="copy")
        copy.clicked.connect(self._copy)
        close = self.add_button(self.tr("Close"), default=True)
        close.clicked.connect(self.accept)
        close.setFocus()

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        ratio = self.devicePixelRatio()
        pixmap = QPixmap(str(assets.path("icons/gong-admin.png")))
        side = round(_ICON * ratio)
        scaled = pixmap.scaledToWidth(side, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        picture.setPixmap(scaled)
        picture.setFixedSize(_ICON, _ICON)
        words = QVBoxLayout()
        tight(words, theme.space.xs)
        words.addWidget(Label(self.tr("Gong Admin {0}").format(__version__), "heading"))
        words.addWidget(
            Label(
                self.tr(
                    "A desktop console for the people who administer a company's Gong. MIT "
                    "licence. Not made by Gong, and not endorsed by it."
                ),
                "secondary",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        tight(row, theme.space.l)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(
            "\n".join(f"{name} {number}" for name, number in versions())
        )
        show_toast(self, self.tr("Versions copied"))

    def _open_logs(self) -> None:
        open_folder(self._log_folder)


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "?"
