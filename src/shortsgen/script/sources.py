"""A document of any form that is known -> its blocks."""

from __future__ import annotations

from pathlib import PurePath

from shortsgen.script import notebook, percent
from shortsgen.script.blocks import blocks, split_lines
from shortsgen.script.document import Document

_READERS = {".ipynb": notebook.read, ".py": percent.read}


def read(text: str, file: str) -> Document:
    """By the end of the file's name; all but notebooks and Python is Markdown. Raises InputError."""
    reader = _READERS.get(PurePath(file).suffix.lower(), _markdown)
    return reader(text, file)


def _markdown(text: str, file: str) -> Document:
    return Document(file, text, tuple(split_lines(text)), tuple(blocks(text)))
