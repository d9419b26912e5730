"""Collects the texts of the program for translators, and makes what the program reads of it.

    python packaging/translations.py collect de fr   # makes or updates gong_admin_de.ts, …_fr.ts
    python packaging/translations.py release         # every .ts becomes the .qm that is shipped

The files lie in resources/translations/; a .ts is edited with Qt Linguist (`pyside6-linguist`) or
as text. `collect` keeps what is translated, adds what is new, and drops what is gone. The program
takes the language of the system at its start (gong_admin/runtime/language.py). The tools come with
PySide6.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
NAME = "gong_admin"


def collect(folder: Path, languages: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    sources = sorted(str(file.relative_to(ROOT)) for file in (ROOT / NAME).rglob("*.py"))
    for language in languages:
        target = folder / f"{NAME}_{language}.ts"
        _tool(
            "lupdate",
            *sources,
            "-no-obsolete",
            "-locations",
            "none",
            "-source-language",
            "en",
            "-target-language",
            language,
            "-ts",
            str(target),
        )


def release(folder: Path) -> None:
    found = sorted(folder.glob(f"{NAME}_*.ts"))
    if not found:
        sys.exit(f"no {NAME}_*.ts in {folder}: collect first")
    for file in found:
        _tool("lrelease", str(file), "-qm", str(file.with_suffix(".qm")))


def _tool(name: str, *arguments: str) -> None:
    """Run one of Qt's tools, as PySide6 brings it."""
    import PySide6

    tool = Path(PySide6.__file__).parent / name
    if not tool.exists():
        tool = tool.with_suffix(".exe")
    subprocess.run([str(tool), *arguments], check=True, cwd=ROOT)  # noqa: S603


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the files lie")
    commands = parser.add_subparsers(dest="command", required=True)
    languages = commands.add_parser("collect", help="make or update the files for translators")
    languages.add_argument("languages", nargs="+", metavar="LANGUAGE", help="as in de or pt_BR")
    commands.add_parser("release", help="make the files that the program reads")
    chosen = parser.parse_args()
    if chosen.command == "collect":
        collect(chosen.folder, chosen.languages)
    else:
        release(chosen.folder)


if __name__ == "__main__":
    main()
