"""The rows of the table. Each module has one function `figures(quick) -> list[Figure]`."""
