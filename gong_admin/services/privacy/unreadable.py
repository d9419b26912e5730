"""What is raised where what is kept of cases can't be read.

By itself, for whoever only tells of it: what reads cases takes long to load, and the window is
there before.
"""

from __future__ import annotations


class WrongKey(Exception):
    """What was locked can't be opened: another key, or the bytes were altered."""


class CasesUnreadable(Exception):
    """The file of the cases is damaged, of a newer program, or can't be opened."""
