"""The connection doctor in the window: what it found, line by line."""
