"""`run`: execute what is stale and record it; with `update`, execute all and accept what differs."""

from __future__ import annotations

from collections.abc import Sequence

from shortsgen.pipeline.again import varying
from shortsgen.pipeline.day import Loaded, Result, failed, load_day
from shortsgen.pipeline.record import Recorded, record
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.wanted import Wanted
from shortsgen.problems import Problem, Severity
from shortsgen.run.drift import drift
from shortsgen.run.outcome import Status
from shortsgen.run.recording import RECORDED, tolerance
from shortsgen.run.snippet import Snippet
from shortsgen.script.selection import select


def run_day(session: Session, name: str, words: Sequence[str], update: bool = False) -> Result:
    """Execute and record. Only what was as expected is recorded; the rest is among the problems."""
    loaded = load_day(session.begin(), name)
    chosen = loaded.of(*select(loaded.day, words))
    wanted = [snippet for snippet in chosen if update or loaded.recording.fresh(snippet) is None]
    recorded = record(session, loaded, wanted)
    problems = [problem for problems in failed(loaded, recorded.found).values() for problem in problems]
    accepted = _accepted(loaded, wanted, recorded) if update else []
    varies = varying(session, loaded, recorded.found)
    executed = sum(outcome.status is not Status.SKIPPED for outcome in recorded.found.values())
    counts = {"executed": executed, "failed": len(problems), "accepted": len(accepted)}
    summary = {**counts, "changed": int(recorded.changed)}
    return Result((*loaded.day.warnings, *accepted, *varies, *problems), loaded.sources, summary)


def wanted(session: Session, name: str, words: Sequence[str], update: bool = False) -> Wanted:
    """The shorts of which something would be executed."""
    loaded = load_day(session.begin(), name)
    shorts = select(loaded.day, words)
    stale = {one.short.id for one in loaded.of(*shorts) if not one.skip and (update or not loaded.recording.fresh(one))}
    return Wanted("run", loaded, [short for short in shorts if short.id in stale], {"update": update})


def _accepted(loaded: Loaded, wanted: Sequence[Snippet], recorded: Recorded) -> list[Problem]:
    """What differed from the recording and is the recording now, each with its diff."""
    notes = []
    for snippet in wanted:
        before, now = (one.recording.entries.get(snippet.name) for one in (loaded, recorded.loaded))
        outcome = recorded.found[snippet.name]
        if not before or not now or outcome.status not in RECORDED or not outcome.as_expected(snippet.raises):
            continue
        near = tolerance(snippet.options, before.environment, now.environment)
        if difference := drift(before.outcome, outcome, near, snippet.short.varies):
            message = f"{snippet.label}: recorded anew"
            notes.append(Problem("accepted", message, snippet.span, severity=Severity.NOTE, detail=difference))
    return notes
