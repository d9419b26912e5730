"""Changes in sentences, whatever the writing of what changed."""

from __future__ import annotations

from gong_admin.services.words import from_to


def test_a_change_reads_from_left_to_right() -> None:
    assert from_to("Off", "On") == "Off → On"
    # Isolated, and the line begins on the left: the arrow keeps its sense.
    assert from_to("ליאת כהן", "Ilse") == "\u200e\u2068ליאת כהן\u2069 → \u2068Ilse\u2069"
