"""Whether the desktop blends windows, so that a popup's shadow lies on what is behind it.

Windows, macOS and Wayland always do. An X11 server does it only with a compositing manager, which
owns the selection `_NET_WM_CM_S<screen>` (Extended Window Manager Hints, "Compositing Managers");
without one a transparent margin is painted black. Qt asks the same for itself and doesn't tell.
"""

from __future__ import annotations

import functools
import logging

from PySide6.QtGui import QGuiApplication

_log = logging.getLogger(__name__)


@functools.cache
def blends_windows() -> bool:
    """Whether windows may have transparent parts. Asked once: nobody changes it in passing, and
    what was built for the one would look wrong in the other."""
    if QGuiApplication.platformName() != "xcb":
        return True
    try:
        from gong_admin.ui.x11_compositor import has_compositor  # ctypes, for X11 alone

        return has_compositor()
    except (OSError, AttributeError) as problem:
        _log.info("cannot tell whether windows are blended: %s", problem)
        return True
