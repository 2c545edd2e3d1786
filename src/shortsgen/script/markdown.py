"""A Markdown document of shorts -> a day, and what could not be placed in it.

Nothing is dropped silently: a line is in the day, in a problem, or it is structure (a ruler, a section's name).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shortsgen.problems import InputError, Problem, Span
from shortsgen.script.blocks import Block, BlockKind, blocks, split_lines
from shortsgen.script.draft import named
from shortsgen.script.importer import Importer
from shortsgen.script.marks import Section, heading_marker, line_marker, numbered_title, section
from shortsgen.script.model import Day


def convert(text: str, name: str, file: str) -> tuple[Day, tuple[Problem, ...]]:
    """Read the day `name` from a Markdown document; the problems tell what is not in it, or not as it was.

    Raises InputError where the document has no short at all.
    """
    found = blocks(text)
    level = _level(found)
    if level == 0:
        message, hint = "expected a heading for each short, found none", "write `## Short 01 — Title`"
        raise InputError([Problem("markdown-no-shorts", message, Span(file, 1), hint)], {file: text})
    importer = Importer(file, split_lines(text), level, _numbered(found, level))
    for block in found:
        importer.take(block)
    day = Day(name, importer.title or name, tuple(named(importer.drafts)), file, text)
    return day, (*importer.problems, *importer.gaps())


def _level(found: Sequence[Block]) -> int:
    """The level of the headings that begin shorts: most often numbered, else the last above the first section."""
    numbers = Counter(block.level for block in found if _is_numbered(block))
    if numbers:
        return max(numbers, key=lambda level: (numbers[level], level))
    last = 0
    for block in found:
        if block.kind is BlockKind.HEADING and heading_marker(block.text).section is Section.UNKNOWN:
            last = block.level
        elif last and _begins_section(block):
            return last
    return 0


def _is_numbered(block: Block) -> bool:
    title = numbered_title(block.text) if block.kind is BlockKind.HEADING else None
    return title is not None and section(title) is Section.UNKNOWN


def _numbered(found: Sequence[Block], level: int) -> bool:
    return any(block.level == level and _is_numbered(block) for block in found)


def _begins_section(block: Block) -> bool:
    if block.kind is BlockKind.HEADING:
        return True
    marker = line_marker(block.text, block.in_list) if block.kind is BlockKind.TEXT and not block.in_list else None
    return marker is not None and marker.section is not Section.UNKNOWN
