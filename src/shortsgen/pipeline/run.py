"""`run`: execute what is stale and record it; with `update`, execute all and accept what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shortsgen.pipeline.day import Loaded, Outcomes, Result, execute, failed, load_day, save
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, Severity
from shortsgen.run import recording as recordings
from shortsgen.run.drift import drift
from shortsgen.run.snippet import Snippet
from shortsgen.script.selection import select
from shortsgen.store.lock import locked


def run_day(session: Session, name: str, words: Sequence[str], update: bool = False) -> Result:
    """Execute and record. Only what was as expected is recorded; the rest is among the problems."""
    project = session.begin()
    path = project.recording(name)
    with locked(path, path.name):
        loaded = load_day(project, name)
        chosen = loaded.of(*select(loaded.day, words))
        wanted = [snippet for snippet in chosen if update or loaded.recording.fresh(snippet) is None]
        found, environment = _found(session, wanted)
        changed = save(loaded, recordings.recorded(loaded.recording, loaded.snippets, found, environment))
    problems = [problem for problems in failed(loaded, found).values() for problem in problems]
    accepted = _accepted(loaded, wanted, found) if update else []
    executed = sum(not snippet.skip for snippet in wanted)
    summary = {"executed": executed, "failed": len(problems), "accepted": len(accepted), "changed": int(changed)}
    return Result((*loaded.day.warnings, *accepted, *problems), loaded.sources, summary)


def _found(session: Session, wanted: Sequence[Snippet]) -> tuple[Outcomes, Mapping[str, object]]:
    if all(snippet.skip for snippet in wanted):
        return {}, {}
    return execute(session, wanted), session.executor().environment


def _accepted(loaded: Loaded, wanted: Sequence[Snippet], found: Outcomes) -> list[Problem]:
    """What differed from the recording and is the recording now, each with its diff."""
    notes = []
    for snippet in wanted:
        entry = loaded.recording.entries.get(snippet.name)
        outcome = found[snippet.name]
        if (
            entry
            and outcome.as_expected(snippet.raises)
            and (difference := drift(entry.outcome, outcome, snippet.options.tolerance))
        ):
            message = f"{snippet.label}: recorded anew"
            notes.append(Problem("accepted", message, snippet.span, severity=Severity.NOTE, detail=difference))
    return notes
