"""What is printed: results to stdout, progress and problems to stderr. The only module that draws.

Much of it is the text of strangers: titles, keys, what is recorded. It is made visible here, where all of it passes,
so nobody else has to remember it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from rich.text import Text

from shortsgen.choices import Color
from shortsgen.cli.pace import LIVELY, Pace
from shortsgen.cli.streams import in_log_of_ci
from shortsgen.pipeline.progress import Tick
from shortsgen.problems import Problem
from shortsgen.report.human import diff_style, human
from shortsgen.text.visible import visible

if TYPE_CHECKING:
    from rich.table import Table


class _Console(Console):
    """Prints nothing that would control a terminal, but for its own colours."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            yield segment if segment.control else Segment(visible(segment.text), segment.style)


class Screen:
    """The two streams, each with its own decision about colour. A command tells its progress to it."""

    def __init__(self, color: Color = Color.AUTO) -> None:
        self._out = _console(sys.stdout, color)
        self._err = _console(sys.stderr, color)

    @classmethod
    def from_arguments(cls, arguments: Sequence[str]) -> Screen:
        """A screen for errors that end the program before its options are read."""
        choices = {f"--color={color}": color for color in Color}
        joined = [f"{one}={two}" for one, two in pairwise(arguments)] + list(arguments)
        return cls(next((choices[word] for word in joined if word in choices), Color.AUTO))

    @property
    def width(self) -> int:
        """Columns of a terminal; off it, lines are not cut."""
        return self._out.width if self._out.file.isatty() else 10_000

    @property
    def is_terminal(self) -> bool:
        """Whether results go to a terminal that can be cleared."""
        return self._out.file.isatty() and not self._out.is_dumb_terminal

    def clear(self) -> None:
        """Begin at the top of an empty screen; nothing off a terminal."""
        if self.is_terminal:
            self._out.clear()

    def result(self, text: str | Text) -> None:
        """A line of what was asked for."""
        self._out.print(text, soft_wrap=True)

    def raw(self, text: str) -> None:
        """Text to stdout as it is, to be piped into a file; on a terminal made visible."""
        sys.stdout.write(visible(text) if sys.stdout.isatty() else text)
        sys.stdout.flush()

    def document(self, text: str) -> None:
        """Markdown that was asked for: set on a terminal, elsewhere as it is."""
        if not self._out.file.isatty():
            self.raw(text)
            return
        from rich.markdown import Markdown

        self._out.print(Markdown(text, code_theme="ansi_dark", hyperlinks=False))

    def diff(self, text: str) -> None:
        """A unified diff that was asked for; off a terminal it is a patch, to the letter."""
        if not self._out.file.isatty():
            self.raw(text)
            return
        for line in text.splitlines():
            self._out.print(Text(line, diff_style(line)), soft_wrap=True)

    def say(self, text: str | Text) -> None:
        """A line about how it went."""
        self._err.print(text, soft_wrap=True)

    def table(self, drawn: Table, lines: Text) -> None:
        """Rows about how it went: drawn to the width of a terminal, else plain lines, which are not cut."""
        if self._err.file.isatty():
            self._err.print(drawn)
        else:
            self.say(lines)

    def agreed(self, question: str) -> bool:
        """Whether somebody at a terminal says yes; elsewhere nobody can."""
        if not (sys.stdin.isatty() and self._err.file.isatty()):
            return False
        self._err.print(f"{question} [y/N] ", end="", soft_wrap=True)
        return sys.stdin.readline().strip().lower() in ("y", "yes")

    def problems(self, problems: Sequence[Problem], sources: Mapping[str, str]) -> None:
        if problems:
            self._err.print(human(problems, sources), soft_wrap=True, end="")

    @contextmanager
    def steps(self, what: str, total: int) -> Iterator[Tick]:
        """A bar on a terminal; elsewhere a plain line when it is done. `total` 0 shows nothing."""
        if total == 0:
            yield lambda _name: None
        elif not self._err.file.isatty():  # not `is_terminal`, which `--color always` sets
            done: list[str] = []
            yield lambda name: done.append(name)
            if done:
                self.say(f"{what}: {len(done)}")
        else:
            with self._bar(what, total) as update:
                yield lambda name: update(advance=1, name=name)

    @contextmanager
    def frames(self, total: int) -> Iterator[Callable[[int], None]]:
        """How far a video is, how fast, and how long it will take: a bar on a terminal, elsewhere a line now and then.
        Several threads may tell of frames. `total` 0 shows nothing."""
        if total == 0:
            yield lambda _count: None
        elif not self._err.file.isatty():
            pace = Pace(total, lambda text: self.say(f"filmed {pace.done} of {total}, {text}"))
            yield pace.add
            self.say(pace.end())
        else:
            with self._bar("filmed", total) as update:
                pace = Pace(total, lambda text: update(completed=pace.done, name=text), LIVELY)
                yield pace.add

    @contextmanager
    def _bar(self, what: str, total: int) -> Iterator[Callable[..., None]]:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[name]}", markup=False),
        )
        with Progress(*columns, console=self._err, transient=True) as progress:
            yield partial(progress.update, progress.add_task(what, total=total, name=""))


def _console(stream: TextIO, color: Color) -> Console:
    return _Console(
        file=in_log_of_ci(stream),
        force_terminal=True if color is Color.ALWAYS else None,
        color_system=None if color is Color.NEVER else "auto",
        no_color=False if color is Color.ALWAYS else None,  # None asks NO_COLOR
        highlight=False,
        markup=False,
        emoji=False,
    )
