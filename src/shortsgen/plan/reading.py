"""How long people need to read what is new on slides, and where these go before that.

What is new are the lines that no slide of the short has shown before; of code in focus, those that are lit. They are
read at one speed for as long as they stand, whether something is said meanwhile or not: code stands over all its
slides in a row, so what is lit early may still be read late, but nothing is read before it is lit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import assert_never

from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
)
from shortsgen.text.cells import cells
from shortsgen.text.markup import plain

# Characters a second, blanks between words among them. Netflix, English Timed Text Style Guide, reading speed limit of
# programmes for adults. Silent reading of English is about as fast: 238 words a minute of non-fiction (Brysbaert, How
# many words do we read per minute?, Journal of Memory and Language 109, 2019), which with blanks are 22 a second.
SPEED = 20
FIGURE = 2_000  # milliseconds; our choice, since nobody has a rate for pictures


def unread(shown: Sequence[tuple[Content, Fraction]]) -> list[Fraction]:
    """For each of some slides in a row, which are shown for so many milliseconds: how many more it would have taken to
    read what goes with it. 0 for one whose text stays on the next."""
    seen: set[str] = set()
    left: list[Fraction] = []
    due = Fraction(0)
    for (content, lasts), after in zip(shown, [*shown[1:], None], strict=True):
        new = [line for line in _lines(content) if line not in seen]
        seen.update(new)
        due = max(Fraction(0), due + _needed(new, content) - lasts)
        stays = after is not None and _stays(content, after[0])
        left.append(Fraction(0) if stays else due)
        due = due if stays else Fraction(0)
    return left


def caption(line: str) -> Fraction:
    """How many milliseconds it takes to read a line that is said, as its caption."""
    return _time(plain(line))


def _stays(content: Content, after: Content) -> bool:
    return content == after or (isinstance(content, CodeContent) and isinstance(after, CodeContent))


def _needed(lines: Sequence[str], content: Content) -> Fraction:
    figure = FIGURE if isinstance(content, OutputContent | FigureContent) and content.figure else 0
    return figure + _time(" ".join(lines))


def _time(text: str) -> Fraction:
    """In milliseconds. What is wide as two characters, such as Chinese, counts as two."""
    return Fraction(1000 * cells(text), SPEED)


def _lines(content: Content) -> Iterator[str]:
    """The lines of a slide that are there to be read, without their margins. Code above its output is none of them."""
    for text in _texts(content):
        for line in text.split("\n"):
            if words := line.split():
                yield " ".join(words)


def _texts(content: Content) -> Iterator[str]:
    match content:
        case HookContent(title, hook):
            yield from (plain(title.text), plain(hook.text))
        case CodeContent(code=code, focus=focus):
            lines = code.text.split("\n")
            yield from (line for number, line in enumerate(lines, 1) if not focus or number in focus)
        case ListingContent(listing=listing):
            yield listing.text
        case OutputContent(printed=printed):
            yield printed.text
        case FigureContent():
            pass
        case MistakeContent(mistake, code, printed):
            yield plain(mistake.text)
            yield from (passage.text for passage in (code, printed) if passage)
        case _:
            assert_never(content)
