"""Executing, and keeping what was found in the recording: the one way to it for all commands.

Several may do so for the same day at once. Nothing is locked while code is executed; saving takes a lock for a moment,
reads the recording again and changes only what was found here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from shortsgen.pipeline.day import Execution, Loaded, Outcomes, at_hand, execute, read_recording
from shortsgen.pipeline.session import Session
from shortsgen.run import recording as recordings
from shortsgen.run import recording_file
from shortsgen.run.outcome import Outcome
from shortsgen.run.recording import Recording
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Short
from shortsgen.store import files
from shortsgen.store.lock import locked

NOTHING: Mapping[str, Outcome] = MappingProxyType({})
_PATIENCE = 30.0  # seconds; saving takes a hundredth of one


@dataclass(frozen=True, slots=True)
class Recorded:
    """The day with its recording as it is now, what was found, and whether that changed the recording."""

    loaded: Loaded
    found: Outcomes
    changed: bool


def record(session: Session, loaded: Loaded, wanted: Sequence[Snippet]) -> Recorded:
    """Execute `wanted`, and save what was found, also where an interrupt or an error ends it before all is done."""
    if all(snippet.skip for snippet in wanted):
        return save(loaded, at_hand(loaded, wanted), {})
    execution = Execution()
    try:
        execute(session, wanted, execution)
    finally:
        if execution.found:
            saved = save(loaded, execution.found, execution.environment)
    return saved


def save(loaded: Loaded, found: Outcomes, environment: Mapping[str, Any]) -> Recorded:
    """Put what was `found` on the machine `environment` into the recording as it is by now.

    Another process may have recorded, perhaps for a newer script: only what was found here is replaced, and of what
    the day lacks only that is dropped which was there when it was read.
    """
    project, name = loaded.project, loaded.day.name
    with locked(project.recording(name), project.shown(project.recording(name)), _PATIENCE):
        now, sources = read_recording(project, name)
        orphans = {one for one, entry in loaded.recording.orphans(loaded.snippets) if now.entries.get(one) == entry}
        recording = recordings.recorded(now, loaded.snippets, found, environment, orphans)
        changed = _write(loaded, now, recording)
    return Recorded(replace(loaded, recording=recording, sources={**loaded.sources, **sources}), found, changed)


def _write(loaded: Loaded, old: Recording, recording: Recording) -> bool:
    """Write a recording, its figures first, so that it never names what is not there; False where nothing changed.
    Of the figures, only those go that the `old` recording had."""
    project, name = loaded.project, loaded.day.name
    folder, path, root = project.figures(name), project.recording(name), project.root
    changed = [files.write(folder / file, png, root=root) for file, png in recordings.figures(recording).items()]
    changed.append(files.write(path, recording_file.dump(recording).encode(), root=root))
    for stray in recordings.figure_names(old) - recordings.figure_names(recording):
        files.remove(folder / stray, root)
    files.sweep(folder, root)
    files.sweep(path.parent, root, path.name)
    return any(changed)


def up_to_date(session: Session, loaded: Loaded, shorts: Collection[Short]) -> tuple[Loaded, Outcomes]:
    """The outcomes of `shorts`: recorded where they are fresh, else found now, and recorded; and the day with that
    recording."""
    outcomes, stale = known_and_stale(loaded, shorts)
    if not stale:
        return loaded, outcomes
    recorded = record(session, loaded, stale)
    return recorded.loaded, outcomes | recorded.found


@contextmanager
def about_to_record(
    session: Session, loaded: Loaded, shorts: Collection[Short], known: Mapping[str, Outcome]
) -> Iterator[tuple[Loaded, Outcomes]]:
    """The same for who cannot wait: it is recorded only as this is left. What is `known`, such as a failure that no
    recording keeps, is not executed."""
    outcomes, stale = known_and_stale(loaded, shorts, known)
    execution = Execution()
    try:
        if stale:
            execute(session, stale, execution)
        yield as_recorded(loaded, execution), outcomes | execution.found
    finally:
        if execution.found:
            save(loaded, execution.found, execution.environment)


def as_recorded(loaded: Loaded, execution: Execution) -> Loaded:
    """The day as it is once that is saved, unless somebody else records meanwhile."""
    if not execution.found:
        return loaded
    orphans = dict(loaded.recording.orphans(loaded.snippets))
    found, environment = execution.found, execution.environment
    return replace(
        loaded, recording=recordings.recorded(loaded.recording, loaded.snippets, found, environment, orphans)
    )


def known_and_stale(
    loaded: Loaded, shorts: Collection[Short], known: Mapping[str, Outcome] = NOTHING
) -> tuple[Outcomes, list[Snippet]]:
    """The outcomes of these shorts that need no execution, and what does."""
    wanted = loaded.of(*shorts)
    outcomes = {**at_hand(loaded, wanted), **known}
    return outcomes, [snippet for snippet in wanted if snippet.name not in outcomes]
