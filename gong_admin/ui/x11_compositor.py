"""Asks an X11 server whether it has a compositing manager, through libxcb.

Such a manager owns the selection `_NET_WM_CM_S<screen>` (Extended Window Manager Hints,
"Compositing Managers").
"""

from __future__ import annotations

import ctypes
from typing import Any


class _Cookie(ctypes.Structure):
    """What libxcb gives for a request whose answer comes later."""

    _fields_ = (("sequence", ctypes.c_uint),)


class _AtomReply(ctypes.Structure):
    """`xcb_intern_atom_reply_t`."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad0", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("atom", ctypes.c_uint32),
    )


class _OwnerReply(ctypes.Structure):
    """`xcb_get_selection_owner_reply_t`."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("pad0", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("length", ctypes.c_uint32),
        ("owner", ctypes.c_uint32),
    )


def has_compositor() -> bool:
    """Ask the X server over a connection of our own. Raises OSError where libxcb is missing or
    the display does not answer."""
    xcb = ctypes.CDLL("libxcb.so.1")
    libc = ctypes.CDLL(None)
    libc.free.argtypes = [ctypes.c_void_p]
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_int)]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.restype = None
    screen = ctypes.c_int(0)
    connection = xcb.xcb_connect(None, ctypes.byref(screen))
    try:
        if xcb.xcb_connection_has_error(connection):
            raise OSError("the display does not answer")
        return _owner(xcb, libc, connection, f"_NET_WM_CM_S{screen.value}".encode()) != 0
    finally:
        xcb.xcb_disconnect(connection)


def _owner(xcb: Any, libc: Any, connection: int, selection: bytes) -> int:
    """The id of the window that owns a selection; 0 for none."""
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom.argtypes = [
        ctypes.c_void_p,
        ctypes.c_uint8,
        ctypes.c_uint16,
        ctypes.c_char_p,
    ]
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_AtomReply)
    xcb.xcb_intern_atom_reply.argtypes = [ctypes.c_void_p, _Cookie, ctypes.c_void_p]
    xcb.xcb_get_selection_owner.restype = _Cookie
    xcb.xcb_get_selection_owner.argtypes = [ctypes.c_void_p, ctypes.c_uint32]
    xcb.xcb_get_selection_owner_reply.restype = ctypes.POINTER(_OwnerReply)
    xcb.xcb_get_selection_owner_reply.argtypes = [ctypes.c_void_p, _Cookie, ctypes.c_void_p]

    atom = xcb.xcb_intern_atom_reply(
        connection, xcb.xcb_intern_atom(connection, 0, len(selection), selection), None
    )
    if not atom:
        raise OSError("the display did not name the selection")
    name = atom.contents.atom
    libc.free(atom)
    answer = xcb.xcb_get_selection_owner_reply(
        connection, xcb.xcb_get_selection_owner(connection, name), None
    )
    if not answer:
        raise OSError("the display did not say who owns the selection")
    owner = int(answer.contents.owner)
    libc.free(answer)
    return owner
