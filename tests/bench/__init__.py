"""The benchmark: `uv run python -m tests.bench [--quick] [--only NAME …]`.

Every figure is a ratio or a rate, and both sides of it are measured in one run, one beside the
other, in the shipped window: `program` starts the real program in a process of its own, with the
real sandbox behind it, and drives it from within (`inside`). The rows are in `rows`, one module a
subject; `report` prints the table and writes the JSON.
"""
