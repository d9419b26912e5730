"""Gong Admin: a desktop console for the people who administer a company's Gong."""

__version__ = "0.1.0"
