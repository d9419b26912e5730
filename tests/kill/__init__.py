"""Killing the program while it erases, again and again, and counting what came of it."""
