"""Access of single people to single calls: a dialog for every panel that shows calls."""
