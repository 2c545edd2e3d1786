"""The rule that all that slides show can be drawn with their fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shortsgen.plan.contents import Passage, Program, passages
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Span

Missing = Callable[[str], list[str]]  # the characters of a text that no font has


def glyph_problems(outline: Outline, missing: Missing) -> Iterator[Problem]:
    """A problem for each text of a short that has characters which would be drawn as empty boxes."""
    shown = dict.fromkeys(passage for slide in outline.slides for passage in passages(slide.content))
    for passage in shown:
        yield from glyph_problems_of(outline.short.label, passage, missing)
        if isinstance(passage, Program):
            language = Passage(f"language of the {passage.name}", passage.language, passage.language_span)
            yield from glyph_problems_of(outline.short.label, language, missing)


def glyph_problems_of(label: str, passage: Passage, missing: Missing) -> Iterator[Problem]:
    """The problem of one text."""
    characters = missing(passage.text)
    if not characters:
        return
    names = ", ".join(f"`{character}` (U+{ord(character):04X})" for character in characters[:3])
    more = f" and {len(characters) - 3} more" if len(characters) > 3 else ""
    message = f"{label}: no font of the slides has {names}{more}, which the {passage.name} shows"
    hint = "leave it out, or put a font that has it into templates/fonts/"
    yield Problem("glyph-missing", message, _place(passage, characters[0]), hint)


def _place(passage: Passage, character: str) -> Span | None:
    before = passage.text[: passage.text.index(character)]
    return passage.at(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
