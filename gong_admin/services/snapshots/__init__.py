"""Snapshots: how a company's Gong was set up at one moment, kept as a folder of readable JSON."""
