"""`make docs-update`: writes the pages anew that the program knows, and what the consoles of all others show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.docs.reference import ROOT, pages
from tools.docs.shown import renewed


def documents() -> list[Path]:
    """All pages that show something."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def true_texts() -> Iterator[tuple[Path, str]]:
    """Each document as it has to be."""
    yield from pages().items()
    for page in documents():
        with TemporaryDirectory() as folder:
            (Path(folder) / "project").mkdir()
            yield page, renewed(page.read_text("utf-8"), Path(folder) / "project")


def main() -> None:
    for page, text in true_texts():
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")
            print(page.relative_to(ROOT))


if __name__ == "__main__":
    main()
