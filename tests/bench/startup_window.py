"""The program as `gong-admin` starts it, until its window has been painted for the first time.

Prints what `bare_window` prints. The steps of `gong_admin.__main__.main`, in its order; only the
window gets somebody who watches it.
"""

from __future__ import annotations

import gc
import sys

sys.argv[1:] = []


def main() -> None:
    gc.disable()
    from gong_admin.__main__ import parse

    options = parse([])
    from gong_admin import desktop

    problem = desktop.missing()
    if problem:
        sys.exit(problem)
    desktop.import_plainly()
    from gong_admin.app import App, run
    from gong_admin.windows import build
    from tests.bench.bare_window import FirstPaint

    watch = FirstPaint()

    async def build_and_watch(app: App) -> None:
        from gong_admin.ui.main_window import MainWindow

        shown = MainWindow.showEvent

        def show_event(window: MainWindow, event: object) -> None:
            window.installEventFilter(watch)
            shown(window, event)  # type: ignore[arg-type]

        MainWindow.showEvent = show_event  # type: ignore[method-assign, assignment]
        await build(app)

    run(options, build_and_watch)


if __name__ == "__main__":
    main()
