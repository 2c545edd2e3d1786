"""A document of shorts -> a day, and what could not be placed in it.

Nothing is dropped silently: a line is in the day, in a problem, or it is structure (a ruler, a section's name).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from shortsgen.problems import InputError, Problem, Span
from shortsgen.script.blocks import Block, BlockKind
from shortsgen.script.document import Document
from shortsgen.script.draft import named
from shortsgen.script.importer import Importer, Titles, place
from shortsgen.script.marks import Section, heading_marker, line_marker, numbered_title, section
from shortsgen.script.model import Day
from shortsgen.script.outline import LEVEL, with_headings, with_plain_headings
from shortsgen.script.sources import read


def convert(text: str, name: str, file: str) -> tuple[Day, tuple[Problem, ...]]:
    """Read the day `name` from a document; the problems tell what is not in it, or not as it was.

    Raises InputError where the document has no short at all.
    """
    return day_of(read(text, file), name)


def day_of(document: Document, name: str) -> tuple[Day, tuple[Problem, ...]]:
    """The same for a document that was read."""
    blocks, titles = _outlined(with_plain_headings(document.blocks))
    if not titles:
        message, hint = "expected a heading for each short, found none", f"write {document.beginning}"
        problem = Problem("markdown-no-shorts", message, Span(document.file, 1), hint)
        raise InputError(document.placed([problem]), document.sources())
    importer = Importer(document.file, document.lines, titles)
    importer.read(blocks)
    day = Day(name, importer.title or name, tuple(named(importer.drafts)), document.file, document.text)
    return day, document.placed([*importer.problems, *importer.gaps()])


def _outlined(found: Sequence[Block]) -> tuple[Sequence[Block], Titles]:
    """The blocks with a heading for each short, and the titles of these."""
    if level := _level(found):
        return found, _titles(found, level)
    above_code = {place(block): numbered_title(block.text) or block.text for block in _above_code(found)}
    outlined = with_headings(found)
    listed = {place(block): block.text for block in outlined if block.level == LEVEL}
    return (outlined, listed) if len(listed) > len(above_code) else (found, above_code)


def _titles(found: Sequence[Block], level: int) -> Titles:
    numbered = _numbered(found, level)
    titles = {place(block): (numbered_title(block.text), block.text) for block in found if block.level == level}
    return {place: number or text for place, (number, text) in titles.items() if number or (text and not numbered)}


def _above_code(found: Sequence[Block]) -> Iterator[Block]:
    """The headings below which code stands, before the next one; but for the title, where all others are below it."""
    heading, levels = None, [block.level for block in found if block.kind is BlockKind.HEADING]
    titled = len(levels) > 1 and min(levels[1:]) > levels[0]
    for block in found:
        if block.kind is BlockKind.HEADING:
            heading = block if block.text and not titled else None
            titled = False
        elif block.kind is BlockKind.CODE and heading:
            yield heading
            heading = None


def _level(found: Sequence[Block]) -> int:
    """The level of the headings that begin shorts: most often numbered, else the last above the first section.

    0 where neither is there: then each heading with code below it begins a short, or each item, or each row.
    """
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
