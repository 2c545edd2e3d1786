"""The rule that all that slides show can be drawn with their fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shortsgen.plan.screen import shown
from shortsgen.plan.timeline import Kind, Timeline
from shortsgen.problems import Problem, Span
from shortsgen.script.model import Code, Short

Missing = Callable[[str], list[str]]  # the characters of a text that no font has


def glyph_problems(timeline: Timeline, missing: Missing) -> Iterator[Problem]:
    """A problem for each text of a short that has characters which would be drawn as empty boxes."""
    short = timeline.short
    for what, text, span in (*_prose(short), *_outputs(timeline)):
        if characters := missing(text):
            yield _problem(short, what, characters, span)
    for what, code in _codes(short):
        if characters := missing(code.text):
            yield _problem(short, what, characters, _place(short, code, characters[0]))


def _problem(short: Short, what: str, characters: list[str], span: Span | None) -> Problem:
    names = ", ".join(f"`{character}` (U+{ord(character):04X})" for character in characters[:3])
    more = f" and {len(characters) - 3} more" if len(characters) > 3 else ""
    message = f"{short.label}: no font of the slides has {names}{more}, which the {what} shows"
    return Problem("glyph-missing", message, span, "leave it out, or put a font that has it into templates/fonts/")


def _prose(short: Short) -> Iterator[tuple[str, str, Span | None]]:
    yield "title", short.title, short.spans.get("title")
    yield "hook", short.hook, short.spans.get("hook")
    if short.mistake:
        yield "mistake", short.mistake.text, short.spans.get("mistake")
    for listing in short.listings:
        yield "listing", listing.text, short.spans.get("listings")


def _codes(short: Short) -> Iterator[tuple[str, Code]]:
    yield "code", short.code
    if short.mistake and short.mistake.code:
        yield "mistake's code", short.mistake.code


def _outputs(timeline: Timeline) -> Iterator[tuple[str, str, Span | None]]:
    if any(slide.kind is Kind.OUTPUT for slide in timeline.slides):
        yield "output", shown(timeline.outcome), timeline.short.spans.get("code")
    if timeline.mistake:
        yield "mistake's output", shown(timeline.mistake), timeline.short.spans.get("mistake")


def _place(short: Short, code: Code, character: str) -> Span:
    before = code.text[: code.text.index(character)]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    file = next((span.file for span in short.spans.values()), "")
    return Span(file, code.line_in_file(line), code.indent + column)
