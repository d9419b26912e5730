"""The command palette (Ctrl+K): one search for panels, actions and what has been read."""
