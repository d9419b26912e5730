"""Data privacy: cases about people outside the company, from the question to the proof."""
