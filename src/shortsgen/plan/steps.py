"""short + outcomes -> steps: what follows what, and what each slide shows. Nothing has a time yet.

Whatever the outcome: a skipped or failed one has less to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from shortsgen.choices import View
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

PAUSE = 250  # ms after what is said
HOLD = 1_500  # ms that a slide without words stands at least, before anybody asks how much there is to read on it


@dataclass(frozen=True, slots=True)
class Step:
    """What is shown, what is said, and for how many milliseconds it holds after that. A hold that is not `fixed` by
    the author is the shortest."""

    content: Content
    line: str = ""
    hold: int = PAUSE
    fixed: bool = False


def lines(short: Short) -> tuple[str, ...]:
    """All that is said in a short, in order, whatever its code gave."""
    mistake = (short.mistake.text,) if short.mistake else ()
    return (short.hook, *(line.say for line in short.talk_track), *mistake)


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
        yield _step(self.hook, self.short.hook_hold, self.short.hook)
        yield from self._talk()
        yield from self._listings()
        yield from self._outputs()
        if mistake := self.short.mistake:
            yield _step(self._mistake(mistake), mistake.hold, mistake.text)

    # what is told over what

    @property
    def _has_code(self) -> bool:
        return bool(self.short.code.text.strip())

    def _talk(self) -> Iterator[Step]:
        """Over the code; without code over the first listing, and without that over the hook."""
        for line in self.short.talk_track:
            yield _step(self._below_talk(line.focus, line.view), line.hold, line.say)
        if self._has_code and not self.short.talk_track:
            yield _step(self._below_talk(()))

    def _below_talk(self, focus: tuple[int, ...], view: View | None = None) -> Content:
        if self._has_code:
            return CodeContent(self.title, self.code, focus, (view or self.short.view) if focus else None)
        return self.listings[0] if self.listings else self.hook

    def _listings(self) -> Iterator[Step]:
        already_seen = bool(self.short.talk_track) and not self._has_code
        for listing in self.listings[int(already_seen) :]:
            yield _step(listing)

    def _outputs(self) -> Iterator[Step]:
        figures, hold = self.outcome.figures, self.short.output_hold
        told = self.outcome.output.strip() or self._has_announced_error()
        if told:
            printout = self._printout("output", self.outcome, self.code)
            first = figures[0] if figures else None
            yield _step(OutputContent(self.title, self.code, printout, first), hold)
        for index in range(int(bool(told)), len(figures)):
            yield _step(FigureContent(self.title, self.code, figures[index], index), hold)

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


def _step(content: Content, hold: float | None = None, line: str = "") -> Step:
    """`hold` are the seconds that the author asks for."""
    if hold is not None:
        return Step(content, line, round(1000 * hold), fixed=True)
    return Step(content, line, PAUSE if line.strip() else HOLD)
