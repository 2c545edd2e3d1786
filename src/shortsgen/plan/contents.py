"""What one slide shows, complete: texts with their places in the script, code with its focus, printed output, figures.

The union is closed: whoever reads contents matches on their types, and the type checker names every reader that a new
type would need. They are made in `plan/steps` and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, assert_never

from shortsgen.choices import View
from shortsgen.problems import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that is shown, as it was written. `name` is what people call it: hook, code, mistake's code.

    `span` is where it begins; where it stands there line by line, as a block of code does, it is `literal`.
    """

    name: str
    text: str
    span: Span | None = field(default=None, compare=False)
    literal: bool = field(default=False, compare=False)

    def at(self, line: int, column: int = 1) -> Span | None:
        """The place of one of its characters, both counted from 1; that of the whole where no line has its own."""
        if self.span is None or not self.literal:
            return self.span
        return Span(self.span.file, self.span.line + line - 1, self.span.column + column - 1)


@dataclass(frozen=True, slots=True)
class Program(Passage):
    """Code in a language, which is written above it."""

    language: str = "python"
    language_span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Printout(Passage):
    """What was printed, placed at the code that printed it. Lines from `error_line` on (from 1) are the error."""

    error_line: int = 1


@dataclass(frozen=True, slots=True)
class HookContent:
    """The sentence that opens a short, below its title."""

    kind: ClassVar[str] = "hook"
    title: Passage
    hook: Passage


@dataclass(frozen=True, slots=True)
class CodeContent:
    """The code of a short. `focus` holds the lines that are lit, () for all; `view` is how much is shown around them,
    where the author says so."""

    kind: ClassVar[str] = "code"
    title: Passage
    code: Program
    focus: tuple[int, ...]
    view: View | None = None


@dataclass(frozen=True, slots=True)
class ListingContent:
    """Code that is shown and never executed: the short's listing `index`, from 0."""

    kind: ClassVar[str] = "listing"
    title: Passage
    listing: Program
    index: int


@dataclass(frozen=True, slots=True)
class OutputContent:
    """What the code printed, and the first figure that it drew; below the code where there is room for both."""

    kind: ClassVar[str] = "output"
    title: Passage
    code: Program
    printed: Printout
    figure: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class FigureContent:
    """A figure alone: the short's figure `index`, from 0, a PNG file."""

    kind: ClassVar[str] = "output"
    title: Passage
    code: Program
    figure: bytes = field(repr=False)
    index: int


@dataclass(frozen=True, slots=True)
class MistakeContent:
    """The common mistake: told, and where it was really made, its code and what came of it."""

    kind: ClassVar[str] = "mistake"
    mistake: Passage
    code: Program | None = None
    printed: Printout | None = None


Content = HookContent | CodeContent | ListingContent | OutputContent | FigureContent | MistakeContent
Output = OutputContent | FigureContent


def passages(content: Content) -> Iterator[Passage]:
    """All texts of a content, in the order in which they are read."""
    match content:
        case HookContent(title, hook):
            yield from (title, hook)
        case CodeContent(title, code):
            yield from (title, code)
        case ListingContent(title, listing):
            yield from (title, listing)
        case OutputContent(title, code, printed):
            yield from (title, code, printed)
        case FigureContent(title, code):
            yield from (title, code)
        case MistakeContent(mistake, code, printed):
            yield from (one for one in (mistake, code, printed) if one)
        case _:
            assert_never(content)
