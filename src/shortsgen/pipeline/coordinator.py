"""Who has shorts worked on elsewhere: gives batches to workers, and knows what came back.

Commands run here as they always do, and find nothing left to do: what would be executed, judged or rendered is asked
for here. So what they tell and write is the same, whoever did the work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from itertools import count
from math import ceil
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from shortsgen.cluster.died import SchedulerGone, WorkerDied
from shortsgen.cluster.parcel import Blob
from shortsgen.cluster.store import Store, Stored
from shortsgen.cluster.workers import Workers
from shortsgen.pipeline.batch import Batch, Found, Refusal
from shortsgen.pipeline.cutting import Cutter
from shortsgen.pipeline.day import Loaded, Outcomes
from shortsgen.pipeline.progress import SILENT, Progress
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.wanted import Wanted
from shortsgen.pipeline.worker import work
from shortsgen.problems import InputError, Problem, RunnerError, bad_input
from shortsgen.run import history
from shortsgen.run.executor import OnDone, Stop, Stopped, never
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact, Finished

_AHEAD = 3  # batches for each worker that are on their way, so that none waits while results are written
_LOOK = 0.25  # seconds
OpenWorkers = Callable[[], AbstractContextManager[Workers]]

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(slots=True)
class _Sent:
    """A batch on its way, the script of its day, what came of it, and which units of that nobody has taken yet."""

    file: str
    batch: Batch
    future: Future[bytes]
    found: Found | None = None
    left: set[str] = field(default_factory=set)


class Coordinator:
    """What is worked on for one session. As an executor of snippets it gives the outcomes that workers found."""

    def __init__(
        self,
        workers: OpenWorkers,
        level: str | None,
        allow_network: bool,
        voice: str | None,
        store: Store | None = None,
    ) -> None:
        self._open = workers
        self._store = store
        self._fetched: Iterator[Path] = iter(())
        self._machine = level, allow_network
        self._voice = voice
        self._held = ExitStack()
        self._workers: Workers | None = None
        self._coming: Iterator[tuple[str, Batch]] = iter(())
        self._sent: list[_Sent] = []
        self._of: dict[tuple[str, str], _Sent] = {}  # by scripts and the ids of shorts
        self._level = ""
        self._environment = _NOTHING
        self._progress: Progress = SILENT
        self._seconds: dict[str, float] = {}  # by the keys of snippets

    def begin(self, session: Session, wanted: Iterable[Wanted], days: int) -> None:
        """Have the shorts of so many days worked on. They are asked for as workers have room for them."""
        self._progress = session.progress
        cutter = Cutter(session, self._machine, self._voice, self._store)
        self._coming = self._cut(cutter, wanted, days)
        self._send()

    def _cut(self, cutter: Cutter, wanted: Iterable[Wanted], days: int) -> Iterator[tuple[str, Batch]]:
        for one in wanted:
            if one.shorts:
                for batch in cutter.cut(one, ceil(self._hands().count / days)):
                    yield one.loaded.day.file, batch

    def _hands(self) -> Workers:
        """The workers. They are started for the first batch, and end before the store goes."""
        if self._workers is None:
            if self._store:
                self._held.enter_context(self._store.used())
                folder = Path(self._held.enter_context(TemporaryDirectory(prefix="shortsgen-")))
                self._fetched = (folder / str(number) for number in count())
            self._workers = self._held.enter_context(self._open())
        return self._workers

    def forget(self, day: str) -> None:
        """Nobody will ask any more for what was found about this day."""
        for one in [one for one in self._sent if one.batch.day == day]:
            self._sent.remove(one)
            _let_go(one)
            for short in one.batch.shorts:
                del self._of[one.file, short]

    def end(self) -> None:
        """Call off what is still worked on, and keep how long snippets took, by which batches are cut."""
        self._held.close()
        path = history.default_path()
        known = history.load(path) if self._seconds else history.History()
        for key, seconds in self._seconds.items():
            known.note(key, seconds)
        history.save(known, path)

    # ---- On the way

    def _send(self) -> None:
        """As many as there is room for."""
        open_ = sum(not one.future.done() for one in self._sent)
        while not self._workers or open_ < _AHEAD * self._workers.count:
            if not self._send_one():
                break
            open_ += 1

    def _send_one(self) -> bool:
        coming = next(self._coming, None)
        if coming is None:
            return False
        file, batch = coming
        sent = _Sent(file, batch, self._hands().executor.submit(work, batch.packed()))
        self._sent.append(sent)
        self._of.update({(file, short): sent for short in batch.shorts})
        return True

    def _found(self, file: str, short: Short, stop: Stop = never) -> Found | None:
        """What came of the batch that this short is in; None where it is in none."""
        place = file, short.id
        while place not in self._of and self._send_one():
            pass
        sent = self._of.get(place)
        if sent is None:
            return None
        while sent.found is None:
            if stop():
                raise Stopped
            self._send()
            if wait([sent.future], _LOOK).done:
                sent.found = self._received(sent)
        return sent.found

    def _received(self, sent: _Sent) -> Found:
        try:
            found = Found.unpacked(sent.future.result())
        except WorkerDied:
            raise _died(sent.batch) from None
        except SchedulerGone:
            hint = "what was recorded and rendered stays: start it again, and then the same command"
            raise RunnerError([Problem("scheduler", "the scheduler is gone", hint=hint)]) from None
        if found.refusal and not found.outcomes:
            raise _refused(found.refusal)
        sent.left = set(found.units)
        self._level = found.level or self._level
        self._environment = max(self._environment, found.environment, key=len)  # where torch was needed, more is said
        self._seconds |= {key: one.seconds for key, one in found.outcomes.values() if one.status is not Status.SKIPPED}
        return found

    # ---- As what executes snippets

    def __enter__(self) -> Coordinator:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def environment(self) -> Mapping[str, Any]:
        """That of a worker; each outcome has its own."""
        return self._environment

    @property
    def level(self) -> str:
        return self._level

    def expect(self, snippets: Iterable[Snippet]) -> None:
        """They are on their way. With the first of them it is known how well all are contained."""
        if first := next((one for one in snippets if not one.skip), None):
            with self._progress.steps("waiting for workers", 1):
                self._found(first.file, first.short)

    def run(self, snippets: Iterable[Snippet], done: OnDone, stop: Stop = never) -> None:
        """In their order."""
        for snippet in snippets:
            done(snippet, self._outcome(snippet, stop))

    def _outcome(self, snippet: Snippet, stop: Stop) -> Outcome:
        if snippet.skip:
            return Outcome(Status.SKIPPED, detail=snippet.skip)
        found = self._found(snippet.file, snippet.short, stop)
        key, outcome = found.outcomes.get(snippet.name, ("", None)) if found else ("", None)
        if outcome is None or key != snippet.key:
            raise _changed(snippet.file)
        return outcome

    # ---- What was found and made

    def again(self, snippets: Iterable[Snippet]) -> Outcomes:
        """The outcomes of what was executed a second time."""
        found = {one.name: self._found(one.file, one.short) for one in snippets}
        return {name: one.again[name] for name, one in found.items() if one}

    def judged(self, loaded: Loaded, short: Short) -> tuple[Problem, ...] | None:
        """What was found about a short, where it was judged."""
        found = self._found(loaded.day.file, short)
        return found.judged.get(short.id) if found else None

    def cured(self, loaded: Loaded) -> set[str]:
        """The ids of the shorts that were proved to run with what they lack."""
        return {name for one in self._sent if one.file == loaded.day.file and one.found for name in one.found.cured}

    def counted(self, loaded: Loaded) -> Counter[str]:
        """What all took that was made of a day."""
        counts: Counter[str] = Counter()
        for one in self._sent:
            if one.file == loaded.day.file and one.found:
                counts.update(one.found.counts)
        return counts

    def made(self, loaded: Loaded, short: Short, unit: str, key: str) -> list[Artifact | Finished]:
        """The files of a unit, relative to the folder of its short. They can be taken once. Raises InputError where the
        worker made them from something else."""
        found = self._found(loaded.day.file, short)
        one = found.units.get(unit) if found else None
        if found and found.refusal and not one:  # what was executed before that is recorded by now
            raise _refused(found.refusal)
        if one is None or one.key != key:
            raise _changed(loaded.day.file)
        sent = self._of[loaded.day.file, short.id]
        artifacts = [self._artifact(_below(short, path), data, sent.batch.results) for path, data in one.files]
        sent.left.discard(unit)
        if not sent.left:
            _let_go(sent)
        return artifacts

    def _artifact(self, path: str, data: Blob | Stored, store: Store | None) -> Artifact | Finished:
        if not isinstance(data, Stored):
            return Artifact(path, bytes(data))
        if store is None:
            raise InputError([Problem("worker", f"a worker has put {path} into a store, and there is none")])
        file = next(self._fetched)
        store.fetch(data, file)
        return Finished(path, file)


def _let_go(sent: _Sent) -> None:
    """Nobody needs any more what the store has of it."""
    if sent.batch.results:
        sent.batch.results.clear()


def _below(short: Short, path: str) -> str:
    """A path relative to the folder of its short. What a worker says is not taken on trust."""
    folder, *parts = PurePosixPath(path).parts
    if folder != short.id or not parts or ".." in parts:
        raise InputError([Problem("worker", f"a worker made a file outside of the folder of {short.id}: `{path}`")])
    return "/".join(parts)


def _changed(file: str) -> InputError:
    return bad_input(f"{file} was changed meanwhile", "run it again", code="file")


def _refused(refusal: Refusal) -> InputError | RunnerError:
    if refusal.differing:
        told = "\n".join(f"{name}: {here} here, {there} there" for name, (here, there) in refusal.differing.items())
        hint = "install on all machines what is installed here; one image for all is the surest"
        return InputError([Problem("worker", "a worker has other versions", hint=hint, detail=told)])
    kind = RunnerError if refusal.of_machine else InputError
    return kind(refusal.problems, dict(refusal.sources))


def _died(batch: Batch) -> InputError:
    ids = ", ".join(batch.shorts)
    hint = "look at their memory first: give them more, or start fewer of them"
    return InputError([Problem("worker", f"{batch.day}: workers died each time that they worked on {ids}", hint=hint)])
