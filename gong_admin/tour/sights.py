"""What is waited for on the tour: each function makes one sight."""

from __future__ import annotations

from gong_admin.tour.guide import Guide
from gong_admin.tour.step import Sight
from gong_admin.ui.picture import floating_above


def words(*wanted: str) -> Sight:
    """All of these words are there to be read, anywhere."""
    return Sight(
        " and ".join(f"“{text}”" for text in wanted),
        lambda guide: all(guide.says(text) for text in wanted),
    )


def rows(least: int = 1) -> Sight:
    """A table with at least so many rows, and nothing left to read for it."""

    def test(guide: Guide) -> bool:
        model = guide.table.model
        return guide.table.view.isVisible() and model.rowCount() >= least and not model.busy

    return Sight(f"a table with {least} rows or more", test)


def read(*datasets: str) -> Sight:
    """These lists of the company have been read to their end."""

    def test(guide: Guide) -> bool:
        data = guide.bench.data
        return data is not None and all(data.by_name(name).complete for name in datasets)

    return Sight(f"the end of reading {', '.join(datasets)}", test)


def part_read(dataset: str, least: int) -> Sight:
    """A list is being read and has come so far."""

    def test(guide: Guide) -> bool:
        data = guide.bench.data
        found = data.by_name(dataset) if data is not None else None
        return found is not None and found.loading and found.progress.done >= least

    return Sight(f"{least} {dataset} read and more to come", test)


def counted(tab: str) -> Sight:
    """A tab that tells how many things stand on its page: they have been read."""

    def test(guide: Guide) -> bool:
        bar, index = guide.tab(tab)
        return bar.accessibleTabName(index).startswith(f"{tab}, ")

    return Sight(f"a count on the tab “{tab}”", test)


def floating() -> Sight:
    """A popup or dialog."""
    return Sight("a popup or dialog", lambda guide: bool(floating_above(guide.bench.window)))


def quiet() -> Sight:
    """No job is running."""
    return Sight("the end of all jobs", lambda guide: not guide.bench.jobs.running)


def both(*sights: Sight) -> Sight:
    """All of these at once."""
    return Sight(
        " and ".join(sight.what for sight in sights),
        lambda guide: all(sight.test(guide) for sight in sights),
    )
