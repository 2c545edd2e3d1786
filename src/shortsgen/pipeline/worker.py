"""A batch of shorts -> what became of it: what a worker does, in a folder that is there for this alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from shortsgen.choices import Motion, OutputName, VoiceName
from shortsgen.cluster.ending import at_end, unwanted
from shortsgen.cluster.parcel import Blob
from shortsgen.cluster.store import Store, Stored
from shortsgen.cluster.versions import differing
from shortsgen.pipeline.again import executed_again, worth_repeating
from shortsgen.pipeline.batch import Batch, Found, Refusal, Unit
from shortsgen.pipeline.building import Building
from shortsgen.pipeline.day import Execution, Loaded, Outcomes, execute, load_day
from shortsgen.pipeline.judging import judge
from shortsgen.pipeline.lacking import lacking
from shortsgen.pipeline.large import sent, sent_bytes
from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.record import as_recorded, known_and_stale
from shortsgen.pipeline.rules import checked
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.pipeline.voices import voiced
from shortsgen.problems import InputError, RunnerError, ShortsgenError
from shortsgen.project import Project, reread
from shortsgen.run.executor import Executor
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short
from shortsgen.store import files
from shortsgen.store.build import Build
from shortsgen.store.folder import open_file

_COMING = ".coming"  # what is not in its place yet


def work(data: bytes) -> bytes:
    """What became of the batch in this parcel, as a parcel. Nothing of it is left here but what caches know.

    Raises Stopped where nobody wants it any more.
    """
    batch = Batch.unpacked(data)
    if differs := differing(batch.versions):
        return Found(refusal=Refusal(differing=differs)).packed()
    try:
        if batch.results:
            batch.results.begin()  # who cannot write there says so before all work
        with _project(batch) as project:
            return _worked(project, batch).packed()
    except ShortsgenError as error:
        refusal = Refusal(error.problems, error.sources, isinstance(error, RunnerError))
        return Found(refusal=refusal).packed()


@contextmanager
def _project(batch: Batch) -> Iterator[Project]:
    with TemporaryDirectory(prefix="shortsgen-") as folder:
        root = Path(folder)
        for path, data in batch.files.items():
            if batch.store and isinstance(data, Stored):
                batch.store.fetch(data, root / _COMING)
                files.adopt(root / path, root / _COMING, root)
            elif not isinstance(data, Stored):
                files.write(root / path, bytes(data), durable=False, root=root)
        yield reread(Project(root))


def _worked(project: Project, batch: Batch) -> Found:
    voice = VoiceName(batch.voice) if batch.voice else None
    try:
        with Session(project, lambda: _lent(batch.machine), SILENT, voice) as session:
            session.stop = unwanted
            loaded = load_day(project, batch.day)
            ids = loaded.day.by_id()
            shorts = [ids[name] for name in batch.shorts]
            return _COMMANDS[batch.command](session, voiced(session, loaded, shorts), shorts, batch)
    except BaseException:  # who knows what it was doing
        _cool()
        raise


# ---- What executes: it stays from one batch to the next, since to start it takes as long as half a batch


class _Kept(threading.local):
    """That of this thread, and how it was asked for."""

    machine: tuple[str | None, bool] | None = None
    executor: Executor | None = None
    end = ExitStack()


_kept = _Kept()


@contextmanager
def _lent(machine: tuple[str | None, bool]) -> Iterator[Executor]:
    if _kept.machine != machine:
        _cool()
    if _kept.executor is None:
        _kept.machine, _kept.end = machine, ExitStack()
        _kept.executor = _kept.end.enter_context(this_machine(*machine)())
        at_end(_kept.end.close)
    yield _kept.executor


def _cool() -> None:
    _kept.executor = None
    _kept.end.close()


# ---- What each command asks for


def _run(session: Session, loaded: Loaded, shorts: Sequence[Short], batch: Batch) -> Found:
    wanted = loaded.of(*shorts)
    if not batch.terms["update"]:
        wanted = known_and_stale(loaded, shorts)[1]
    return _executed(session, loaded, wanted)[1]


def _check(session: Session, loaded: Loaded, shorts: Sequence[Short], batch: Batch) -> Found:
    execution, found = _executed(session, loaded, loaded.of(*shorts), again=False)
    outcomes = execution.found
    at_hand = checked(session, loaded, outcomes, execution.environment)
    judge(session, loaded, replace(at_hand, strict=batch.terms["strict"]), shorts)
    judged = {name: one.problems for name, one in session.judged[loaded.day.name].items()}
    cured = tuple({one.short for one in lacking(session, loaded, outcomes)})
    return replace(found, judged=judged, cured=cured)


def _render(session: Session, loaded: Loaded, shorts: Sequence[Short], batch: Batch) -> Found:
    from shortsgen.pipeline.rendering import Rendering
    from shortsgen.render.renderer import Drawing
    from shortsgen.store.memory import Memory

    terms, build = batch.terms, Memory(batch.known)
    outcomes, stale = known_and_stale(loaded, shorts)
    execution, found = _executed(session, loaded, stale)
    outcomes |= execution.found
    only, drawing = [OutputName(name) for name in terms["only"]], Drawing(terms["alpha"], terms["guides"])
    rendering = Rendering(session, as_recorded(loaded, execution), outcomes, build, only, drawing)
    refusal = None
    try:
        rendering.render([short for short in shorts if _is_sound(loaded, short, outcomes)], whole=False)
    except InputError as error:  # what was executed is not lost for it
        refusal = Refusal(error.problems, error.sources)
    units = {
        name: Unit(key, [(path, sent_bytes(data, batch.results)) for path, data in made.items()])
        for name, (key, made) in build.units().items()
    }
    return replace(found, units=units, refusal=refusal)


def _video(session: Session, loaded: Loaded, shorts: Sequence[Short], batch: Batch) -> Found:
    from shortsgen.pipeline.studio import Studio
    from shortsgen.pipeline.video import VideoOrder

    motion = batch.terms["motion"]
    order = VideoOrder(False, batch.terms["draft"], batch.terms["alpha"], Motion(motion) if motion else None)
    outcomes, stale = known_and_stale(loaded, shorts)
    execution, found = _executed(session, loaded, stale)
    outcomes |= execution.found
    build = Build(session.project.build(loaded.day.name), session.project.root)
    asked = Building(loaded, as_recorded(loaded, execution), tuple(shorts), execution.found, {}, build)
    studio = Studio(session, asked, order)
    sound = [short for short in shorts if _is_sound(loaded, short, outcomes)]
    keys = {studio.unit(short): studio.key(short) for short in sound}
    studio.film([short for short in sound if batch.known.get(studio.unit(short)) != studio.key(short)], _unseen)
    files = {unit: list(_files(build, unit, key, batch.results)) for unit, key in keys.items() if build.has(unit)}
    units = {unit: Unit(keys[unit], made) for unit, made in files.items()}
    return replace(found, units=units, counts={"segments": studio.segments, "encoded": studio.encoded})


def _files(build: Build, unit: str, key: str, store: Store | None) -> Iterator[tuple[str, Blob | Stored]]:
    for path in build.fresh_files(unit, key):
        with open_file(build.folder / path, build.folder) as file:
            yield path, sent(file, path, store)


def _unseen(total: int) -> AbstractContextManager[Callable[[int], None]]:  # noqa: ARG001 - as it is called
    return nullcontext(lambda _count: None)


def _executed(
    session: Session, loaded: Loaded, wanted: Sequence[Snippet], again: bool = True
) -> tuple[Execution, Found]:
    execution = Execution()
    if not wanted:
        return execution, Found()
    execute(session, wanted, execution)
    new = worth_repeating(loaded, execution.found) if again else []
    second = executed_again(session, new) if new else {}
    keys, here = {snippet.name: snippet.key for snippet in wanted}, dict(execution.environment)
    found = {name: replace(one, environment=one.environment or here) for name, one in execution.found.items()}
    outcomes = {name: (keys[name], outcome) for name, outcome in found.items()}
    return execution, Found(session.executor().level, here, outcomes, second)


def _is_sound(loaded: Loaded, short: Short, outcomes: Outcomes) -> bool:
    return all(outcomes[one.name].as_expected(one.raises) for one in loaded.of(short))


_COMMANDS: Mapping[str, Callable[[Session, Loaded, Sequence[Short], Batch], Found]] = {
    "run": _run,
    "check": _check,
    "render": _render,
    "video": _video,
}
