"""Editing, saving and making permission profiles: what several panels share."""
