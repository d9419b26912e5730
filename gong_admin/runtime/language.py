"""The language of the program: texts are English in the source and translated where Qt has them.

`translate` is for functions and constants; a QObject's own texts go through its `tr`. What is
translated lies in `resources/translations/gong_admin_<locale>.qm`; `packaging/translations.py`
collects the texts and makes these files. A language is chosen once, at the start: texts in
constants are looked up when their module is loaded, which is after `install`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gong_admin.runtime import assets

translate: Callable[[str, str], str] = QCoreApplication.translate
"""`translate(context, text)`: the text in the user's language, the text itself where there is no
translation. `context` tells translators where it is said."""

_PREFIX = "gong_admin"


def install(
    app: QCoreApplication, locale: QLocale | None = None, folder: Path | None = None
) -> list[QTranslator]:
    """Have `app` speak the language of `locale` (the system's), as far as there are translations
    in `folder` (the program's own). Returns the translators in use: ours, and Qt's own texts."""
    locale = locale or QLocale()
    folder = folder or assets.root() / "translations"
    found: list[QTranslator] = []
    places = (
        (_PREFIX, str(folder)),
        ("qtbase", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    )
    for prefix, place in places:
        translator = QTranslator(app)
        # Qt tries "gong_admin_de_AT.qm", then "gong_admin_de.qm".
        if translator.load(locale, prefix, "_", place):
            app.installTranslator(translator)
            found.append(translator)
        else:
            translator.deleteLater()
        if not found:
            break  # Qt's own words in another language than ours would be worse than English
    return found
