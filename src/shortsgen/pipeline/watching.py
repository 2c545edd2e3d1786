"""`watch`: each save is a turn. The day is loaded, what changed is executed and judged, and that is told at once;
then it is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from shortsgen.pipeline.again import varying
from shortsgen.pipeline.building import Prepared, preparing, writing
from shortsgen.pipeline.changes import Changes
from shortsgen.pipeline.day import Loaded, load_day
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.judging import Judged, judge
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.render import Order, bring_up_to_date, counts
from shortsgen.pipeline.rules import checked, look_problems
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.take_files import unknown_takes
from shortsgen.pipeline.watched import recorded, watched
from shortsgen.problems import Problem, RunnerError, ShortsgenError
from shortsgen.run.executor import Stopped
from shortsgen.run.outcome import Outcome
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short


@dataclass(frozen=True, slots=True)
class Turn:
    """What one save came to. Where `error` says why the day cannot be read or made now, the rest is that of the last
    turn without one."""

    loaded: Loaded | None = None
    shorts: tuple[str, ...] = ()  # ids of the shorts that changed, all on the first turn
    problems: tuple[Problem, ...] = ()  # of the whole day, as it is now
    sources: Mapping[str, str] = field(default_factory=dict)
    error: ShortsgenError | None = None
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)  # by the names of snippets
    files: Mapping[str, int] = field(default_factory=dict)  # what became of them, once it is rendered


class Viewer(Protocol):
    """Who is told of turns: the console, a page."""

    def judged(self, turn: Turn) -> None:
        """It is loaded, executed and judged, and nothing is written yet."""
        ...

    def rendered(self, turn: Turn) -> None:
        """Its files are written. Not told of a turn that another save has overtaken."""
        ...


def watch(
    session: Session, name: str, words: Sequence[str], viewers: Sequence[Viewer], out: Path | None = None
) -> None:
    """Keep a day, or some of its shorts, up to date until it is interrupted."""
    need("live", "watched days", "watchfiles")
    watching = _Watching(session, name, words, viewers, Order(out=out))
    with watching.changes.watching():
        while True:
            watching.turn()
            watching.changes.wait()


class _Watching:
    """The turns of a day, each beside the last one."""

    def __init__(
        self, session: Session, name: str, words: Sequence[str], viewers: Sequence[Viewer], order: Order
    ) -> None:
        self._session, self._name, self._words, self._viewers, self._order = session, name, words, viewers, order
        self._last = Turn()
        self._judged: Mapping[str, Judged] = {}
        self._failed: dict[str, tuple[Any, Outcome]] = {}  # what no recording keeps, and the snippets that gave it
        self.changes = Changes(self._watched)
        session.stop = self.changes.pending

    def _watched(self) -> set[Path]:
        loaded = self._last.loaded
        return watched(self._session.project, self._name, loaded.day if loaded else None)

    def turn(self) -> None:
        """Bring all up to date with how the files are now, or give it up as soon as they change again."""
        self.changes.begin()
        with suppress(Stopped):
            try:
                with self._recording(), self._found() as found:
                    self._judge(found)
                self._render(found)
            except ShortsgenError as error:
                if self._is_mistyped(error):
                    raise
                self._session.heed()  # perhaps only half of it was written
                self._tell_error(error)

    def _is_mistyped(self, error: ShortsgenError) -> bool:
        """Whether no save mends it: words of the command line that name nothing, at its start."""
        return self._last.loaded is None and all(problem.code == "usage" for problem in error.problems)

    @contextmanager
    def _recording(self) -> Iterator[None]:
        """While it is open, nobody but us records."""
        try:
            yield
        finally:
            self.changes.settle(recorded(self._session.project, self._name))

    @contextmanager
    def _found(self) -> Iterator[Prepared]:
        loaded = load_day(self._session.begin(), self._name)
        self._warm_up(loaded)
        known = {one.name: outcome for one in loaded.snippets if (outcome := self._failure(one))}
        with preparing(self._session, loaded, self._words, known) as found:
            self._failed = {
                one.name: (_identity(one), outcome)
                for one in loaded.snippets
                if (outcome := found.executed.get(one.name)) and not found.loaded.recording.fresh(one)
            }
            yield found

    def _warm_up(self, loaded: Loaded) -> None:
        """Have a server ready for the first change of code. Where there is none, that is told when it is needed."""
        with suppress(RunnerError):
            self._session.executor().expect(loaded.snippets)

    def _failure(self, snippet: Snippet) -> Outcome | None:
        identity, outcome = self._failed.get(snippet.name, (None, None))
        return outcome if identity == _identity(snippet) else None

    def _judge(self, found: Prepared) -> None:
        loaded, whole = found.loaded, not self._words
        checks = replace(checked(self._session, loaded, found.executed), whole=whole)
        problems = [*look_problems(self._session), *judge(self._session, loaded, checks, found.shorts)]
        problems += unknown_takes(loaded.project, loaded.day) if whole else ()
        sources = {**loaded.sources, **loaded.project.settings_source()}
        self._last = Turn(loaded, self._changed(found.shorts), tuple(problems), sources, outcomes=found.executed)
        for viewer in self._viewers:
            viewer.judged(self._last)

    def _changed(self, shorts: Sequence[Short]) -> tuple[str, ...]:
        """The shorts that are made from something else than they were."""
        before, self._judged = self._judged, self._session.judged[self._name]
        known = {name: one.made_from for name, one in before.items()}
        return tuple(one.id for one in shorts if known.get(one.id) != self._judged[one.id].made_from)

    def _render(self, found: Prepared) -> None:
        with writing(self._session, self._name, self._order.out) as build:
            varies = varying(self._session, found.before, found.executed)
            bring_up_to_date(self._session, found.into(build), self._words, self._order)
        turn = replace(self._last, problems=(*self._last.problems, *varies), files=counts(build))
        for viewer in self._viewers:
            viewer.rendered(turn)
        self._session.progress = SILENT  # from now on a turn is over before a bar could tell of it

    def _tell_error(self, error: ShortsgenError) -> None:
        self._last = replace(self._last, shorts=(), error=error)
        for viewer in self._viewers:
            viewer.judged(self._last)


def _identity(snippet: Snippet) -> tuple[object, ...]:
    """Equal where executing it again would tell nothing new."""
    return snippet.key, snippet.look, snippet.options.timeout
