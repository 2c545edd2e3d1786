"""short + outcomes -> steps: what follows what, and what each slide shows. Nothing has a time yet.

Whatever the outcome: a skipped or failed one has less to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
    Passage,
    Printout,
    Program,
)
from shortsgen.problems import Span
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.printed import printed
from shortsgen.script.model import Code, Mistake, Short

# Milliseconds. A pause ends what is said; the holds are for reading, by the pace at which people skim short lines.
PAUSE = 250
HOLD = 2_000  # a listing, a figure, code that nothing is said about
READ_OUTPUT = 1_000
READ_LINE = 250
SHORTEST_OUTPUT = 1_500
LONGEST_OUTPUT = 4_000


@dataclass(frozen=True, slots=True)
class Step:
    """What is shown, and what is said or for how many milliseconds it holds; what is said is followed by `hold`."""

    content: Content
    line: str = ""
    hold: int = PAUSE


def steps(short: Short, outcome: Outcome, mistake: Outcome | None) -> tuple[Step, ...]:
    """The hook, the talk track over the code, listings, the output, the mistake. `mistake` is the outcome of one that
    was really made."""
    return tuple(_Telling(short, outcome, mistake).steps())


class _Telling:
    """The steps of one short, and the passages that several of its slides show."""

    def __init__(self, short: Short, outcome: Outcome, mistake: Outcome | None) -> None:
        self.short, self.outcome, self.mistake = short, outcome, mistake
        self.title = self._prose("title", short.title)
        self.code = self._program("code", short.code)
        self.hook = HookContent(self.title, self._prose("hook", short.hook))
        self.listings = tuple(self._listing(index) for index in range(len(short.listings)))

    def steps(self) -> Iterator[Step]:
        yield Step(self.hook, self.short.hook)
        yield from self._talk()
        yield from self._listings()
        yield from self._outputs()
        if self.short.mistake:
            yield Step(self._mistake(self.short.mistake), self.short.mistake.text)

    # what is told over what

    @property
    def _has_code(self) -> bool:
        return bool(self.short.code.text.strip())

    def _talk(self) -> Iterator[Step]:
        """Over the code; without code over the first listing, and without that over the hook."""
        for line in self.short.talk_track:
            yield Step(self._below_talk(line.focus), line.say)
        if self._has_code and not self.short.talk_track:
            yield Step(self._below_talk(()), hold=HOLD)

    def _below_talk(self, focus: tuple[int, ...]) -> Content:
        if self._has_code:
            return CodeContent(self.title, self.code, focus)
        return self.listings[0] if self.listings else self.hook

    def _listings(self) -> Iterator[Step]:
        already_seen = bool(self.short.talk_track) and not self._has_code
        for listing in self.listings[int(already_seen) :]:
            yield Step(listing, hold=HOLD)

    def _outputs(self) -> Iterator[Step]:
        figures = self.outcome.figures
        told = self.outcome.output.strip() or self._has_announced_error()
        if told:
            printout = self._printout("output", self.outcome, self.code)
            first = figures[0] if figures else None
            hold = _reading(printout.text, figure=bool(figures))
            yield Step(OutputContent(self.title, self.code, printout, first), hold=hold)
        for index in range(int(bool(told)), len(figures)):
            yield Step(FigureContent(self.title, self.code, figures[index], index), hold=HOLD)

    def _has_announced_error(self) -> bool:
        """An error that nobody announced is a finding of `check` and gets no beat of its own."""
        ran, raises = self.outcome.status is not Status.SKIPPED, self.short.raises
        return ran and raises is not None and self.outcome.as_expected(raises)

    # contents and their passages

    def _listing(self, index: int) -> ListingContent:
        listing, spans = self.short.listings[index], self.short.spans
        program = self._program("listing", listing.code, f"listings.{index}.text")
        language = spans.get(f"listings.{index}.language")
        program = replace(program, language=listing.language, language_span=language)
        return ListingContent(self.title, program, index)

    def _mistake(self, mistake: Mistake) -> MistakeContent:
        text = self._prose("mistake", mistake.text)
        if mistake.code is None:
            return MistakeContent(text)
        code = self._program("mistake's code", mistake.code, "mistake.code")
        printout = self._printout("mistake's output", self.mistake, code) if self.mistake else None
        return MistakeContent(text, code, printout if printout and printout.text else None)

    def _prose(self, name: str, text: str) -> Passage:
        spans = self.short.spans
        return Passage(name, text, spans.get(f"{name}.text") or spans.get(name))

    def _program(self, name: str, code: Code, key: str = "code") -> Program:
        span = self.short.spans.get(key)
        if span and code.literal:  # whose span is that of its `|`
            span = Span(span.file, code.first_line, code.indent + 1)
        return Program(name, code.text, span, code.literal)

    def _printout(self, name: str, outcome: Outcome, code: Program) -> Printout:
        found = printed(outcome)
        return Printout(name, found.text, code.span, error_line=found.error_line)


def _reading(text: str, figure: bool) -> int:
    """Milliseconds to take in an output. Blank lines take none."""
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    hold = min(READ_OUTPUT + READ_LINE * lines, LONGEST_OUTPUT)
    return max(hold, HOLD if figure else SHORTEST_OUTPUT)
