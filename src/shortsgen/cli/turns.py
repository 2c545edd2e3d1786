"""What `watch` prints of each turn: one block, on a terminal on a clean screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from rich.text import Text

from shortsgen.cli.console import Screen
from shortsgen.cli.tables import beats_table, shorts_table
from shortsgen.pipeline.listing import rows
from shortsgen.pipeline.viewing import view
from shortsgen.pipeline.watching import Turn
from shortsgen.problems import Problem, counted
from shortsgen.report.human import summary_line

_WHOLE = 3  # shorts of which all is shown, where so many changed at once


class Turns:
    """Tells turns. A problem that was told already is only counted, or named in a line where its short changed."""

    def __init__(self, screen: Screen, day: str, folder: str, banner: Callable[[], str] | None = None) -> None:
        """`banner` is what stands above all on a screen that was cleared."""
        self._screen, self._day, self._folder, self._banner = screen, day, folder, banner
        self._good: Text | None = None  # what was shown of the last turn without an error
        self._standing: set[Problem] = set()  # of that turn, wherever they stand by now
        self._told: set[Problem] = set()
        self._broken = self._open = False

    def judged(self, turn: Turn) -> None:
        if turn.error:
            self._tell_error(turn)
            return
        standing = set(map(_anywhere, turn.problems))
        if turn.shorts or self._broken or standing != self._standing:
            self._tell(turn, mended=len(self._standing - standing))
        self._standing = self._told = standing
        self._broken = False

    def rendered(self, turn: Turn) -> None:
        news = self._news(turn.problems)
        self._screen.problems(news, turn.sources)
        self._told |= set(map(_anywhere, news))
        counts = [f"{turn.files[name]} {name}" for name in ("written", "removed") if turn.files[name]]
        if counts:
            self._screen.say(f"{self._folder}: {', '.join(counts)}")
        self._end_block()

    def _tell(self, turn: Turn, mended: int) -> None:
        self._open = True
        self._clear()
        self._screen.say(self._head(turn))
        if turn.shorts:
            self._good = _block(turn, self._screen.width)
            self._screen.result(self._good)
        else:
            self._show_last()
        self._screen.problems(self._news(turn.problems), turn.sources)
        for problem in self._known(turn):
            self._screen.problems([replace(problem, message=f"still: {problem.message}", detail="", hint="")], {})
        self._screen.say((summary_line(turn.problems) or "no problems") + (f"; {mended} mended" if mended else ""))

    def _tell_error(self, turn: Turn) -> None:
        """Above what was shown last."""
        assert turn.error
        self._clear()
        self._screen.problems(turn.error.problems, turn.error.sources)
        self._screen.say(f"{self._day} stays as it was")
        self._show_last()
        self._open = self._broken = True
        self._end_block()

    def _end_block(self) -> None:
        """A line that parts it from the next, where no clean screen does."""
        if self._open and not self._screen.is_terminal:
            self._screen.say("")
        self._open = False

    def _show_last(self) -> None:
        """What a clean screen has lost; elsewhere it stands above."""
        if self._good and self._screen.is_terminal:
            self._screen.result(self._good)

    def _head(self, turn: Turn) -> str:
        assert turn.loaded
        shorts = counted(len(turn.loaded.day.shorts), "short")
        if self._good is None:
            return f"watching {self._day}: {shorts}; Ctrl-C ends it"
        return f"{self._day}: {f'{len(turn.shorts)} of {shorts}' if turn.shorts else 'no short'} changed"

    def _clear(self) -> None:
        self._screen.clear()
        if self._banner and self._screen.is_terminal:
            self._screen.say(self._banner())

    def _news(self, problems: Iterable[Problem]) -> list[Problem]:
        return [problem for problem in problems if _anywhere(problem) not in self._told]

    def _known(self, turn: Turn) -> list[Problem]:
        """Those of the shorts that changed which were told before."""
        about = {f"{self._day}/{name}" for name in turn.shorts}
        mine = [problem for problem in turn.problems if problem.subject.removesuffix("/mistake") in about]
        return [problem for problem in mine if _anywhere(problem) in self._told]


def _anywhere(problem: Problem) -> Problem:
    """The same problem wherever it stands by now."""
    return replace(problem, span=None)


def _block(turn: Turn, width: int) -> Text:
    """Of a few shorts what they print and how their time is spent, of many a row each."""
    assert turn.loaded
    ids = turn.loaded.day.by_id()
    shorts = [ids[name] for name in turn.shorts]
    if len(shorts) > _WHOLE:
        return shorts_table(rows(turn.loaded, shorts), width)
    views = [view(turn.loaded, short, turn.outcomes) for short in shorts]
    return Text("\n").join(Text(one.output).append_text(beats_table(one, width)) for one in views)
