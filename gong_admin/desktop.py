"""Looks whether this computer can show a window, before Qt ends the process over it.

Qt aborts when its platform plugin can't be loaded, and Python shows a traceback when a system
library is missing. Both are told in a sentence instead.
"""

from __future__ import annotations

import builtins
import os
import re
import sys
from pathlib import Path

_LIBRARY = re.compile(r"(lib[\w.+-]+\.so(?:\.\d+)*)")

# What Qt needs of a Debian or Ubuntu system, by package.
_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# Loaded by the plugin for X11 and not by Qt itself, so importing Qt does not find them missing.
_X11 = tuple(name for name in _PACKAGES if name.startswith(("libxcb", "libX11", "libxkbcommon-x")))


def missing(*, pictures: bool = False) -> str:
    """A sentence about what is missing for a window; "" when nothing is. For `pictures` alone no
    display is needed: where there is none, Qt is told to do without."""
    try:
        from PySide6 import QtWidgets  # noqa: F401 - the heaviest part we use pulls all others
    except ImportError as error:
        return _missing_library(str(error))
    if not sys.platform.startswith("linux"):
        return ""
    problem = _no_window()
    if problem and pictures:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return ""
    return problem


def import_plainly() -> None:
    """Take Qt for Python's hook out of `import`; after `missing`, before everything else.

    The hook serves `from __feature__ import snake_case`, which nobody here uses. For that it reads
    the source of every module that is imported, and keeps it: a tenth of the start and 13 MB.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _no_window() -> str:
    """Why none of the platforms that Qt would try can show a window; "" where one can."""
    wanted = os.environ.get("QT_QPA_PLATFORM", "")
    # Unless told, Qt takes Wayland where it is, else X11.
    platforms = [one.partition(":")[0] for one in (wanted or "wayland;xcb").split(";")]
    named = {
        "DISPLAY": os.environ.get("DISPLAY", ""),
        "WAYLAND_DISPLAY": os.environ.get("WAYLAND_DISPLAY", ""),
    }
    for platform in platforms:
        if platform.startswith("wayland"):
            if named["WAYLAND_DISPLAY"] and _wayland_answers(named["WAYLAND_DISPLAY"]):
                return ""
        elif platform != "xcb":
            if _has_plugin(platform):
                return ""
        elif named["DISPLAY"]:
            if absent := [name for name in _X11 if not _loads(name)]:
                return _sentence(absent)
            if _x11_answers():
                return ""
    if not {"xcb", "wayland"} & {one.partition("-")[0] for one in platforms}:
        return f"Qt has no platform of the name in QT_QPA_PLATFORM ({wanted}). Unset it."
    dead = ", ".join(f"{name} ({value})" for name, value in named.items() if value)
    why = f": none answers at {dead}" if dead else ""
    return (
        f"There is no display to show a window on{why}.\n"
        "Without one, pictures of every panel can be made all the same:\n"
        "  gong-admin --demo --tour pictures"
    )


def _has_plugin(platform: str) -> bool:
    from PySide6.QtCore import QLibraryInfo

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath)) / "platforms"
    # Plugins of one's own are somewhere else.
    return bool(
        os.environ.get("QT_QPA_PLATFORM_PLUGIN_PATH") or (folder / f"libq{platform}.so").exists()
    )


def _wayland_answers(name: str) -> bool:
    import socket  # only a display needs to be looked at this closely

    path = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        try:
            server.connect(str(path))
        except OSError:
            return False
    return True


def _x11_answers() -> bool:
    """Whether the X server of DISPLAY takes us; Qt ends the process where it doesn't."""
    import ctypes

    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    for function in (xcb.xcb_connection_has_error, xcb.xcb_disconnect):
        function.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    broken = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not broken


def _missing_library(message: str) -> str:
    found = _LIBRARY.search(message)
    if found:
        return _sentence([found[1]])
    return f"Qt for Python could not be loaded: {message}"


def _sentence(libraries: list[str]) -> str:
    packages = sorted({_PACKAGES[name] for name in libraries if name in _PACKAGES})
    several = len(libraries) > 1
    text = f"The system {'libraries' if several else 'library'} {', '.join(libraries)} "
    text += f"{'are' if several else 'is'} missing, without which no window can be shown."
    if packages:
        text += f"\nOn Debian or Ubuntu: sudo apt-get install {' '.join(packages)}"
    return text


def _loads(library: str) -> bool:
    import ctypes  # only X11 needs to be looked at this closely

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
