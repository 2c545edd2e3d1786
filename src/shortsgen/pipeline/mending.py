"""What is wrong with the text of a script, as `check` would tell it by the outcomes that are known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from shortsgen.layout.area import slide_area
from shortsgen.mend.mended import Judge, mended
from shortsgen.mend.mends import MENDS
from shortsgen.mend.typed import unreadable
from shortsgen.pipeline.day import Loaded, load_text
from shortsgen.pipeline.lacking import lacking
from shortsgen.pipeline.session import Session
from shortsgen.plan.timeline import outline, timed
from shortsgen.problems import InputError, Problem
from shortsgen.project import Project
from shortsgen.rules.check import Checked, check_short, subject
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.script.model import Day, Short
from shortsgen.text.lines import BREAK

_LONGEST = 256 * 1024  # characters of a script for whose marks nobody waits too long
_UNKNOWN = Outcome(Status.SKIPPED)


def reading_judge(project: Project, name: str) -> Judge:
    """Tells what keeps the day from being read, and nothing else."""

    def judge(text: str) -> tuple[Problem, ...]:
        try:
            load_text(project, name, text)
        except InputError as error:
            return error.problems
        return ()

    return judge


def day_judge(project: Project, name: str, outcomes: Mapping[str, Outcome] | None = None) -> Judge:
    """Tells also what is wrong with a day that can be read, each with the short that it is about as its subject.

    `outcomes` are by the names of snippets; without them, slides are not judged.
    """
    slides = None if outcomes is None else _Slides(project, outcomes)

    def judge(text: str) -> tuple[Problem, ...]:
        try:
            day = load_text(project, name, text)
        except InputError as error:
            return error.problems
        found = (*day.warnings, *unreadable(day), *(slides.problems(day) if slides else ()))
        return tuple(_about_shorts(day, found))

    return judge


class _Slides:
    """Judges what is shown and said, of each short once: most stay as they are between two mends."""

    def __init__(self, project: Project, outcomes: Mapping[str, Outcome]) -> None:
        theme = project.settings.theme
        self.area = slide_area(theme.safe_area, bool(theme.logo))
        self.outcomes = outcomes
        self.known: dict[tuple[Short, str], tuple[int, list[Problem]]] = {}

    def problems(self, day: Day) -> Iterator[Problem]:
        lines = BREAK.split(day.text)
        starts = [short.span.line if short.span else 0 for short in day.shorts]
        for short, start, end in zip(day.shorts, starts, [*starts[1:], len(lines) + 1], strict=True):
            key = short, "\n".join(lines[start - 1 : end - 1])
            if key not in self.known:
                self.known[key] = start, self._judged(day, short)
            before, found = self.known[key]
            yield from (_moved(problem, start - before) for problem in found)

    def _judged(self, day: Day, short: Short) -> list[Problem]:
        own, made = self.outcomes.get(short.id, _UNKNOWN), self.outcomes.get(short.mistake_name)
        timeline = timed(outline(day, short, own, made, None))
        checked = Checked(day, (), self.outcomes, Recording(), "", {}, self.area)
        return check_short(checked, timeline, ())


def _moved(problem: Problem, lines: int) -> Problem:
    span = problem.span
    if span is None or not lines:
        return problem
    return replace(
        problem, span=replace(span, line=span.line + lines, end_line=span.end_line and span.end_line + lines)
    )


def marked_unreadable(project: Project, name: str, text: str, problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems of a day that cannot be read, those marked that `fix` mends."""
    if len(text) > _LONGEST or not MENDS.keys() & {problem.code for problem in problems}:
        return tuple(problems)
    found = mended(text, reading_judge(project, name))
    return _marked(problems, found.gone if found.readable else ())


def marked(
    session: Session, loaded: Loaded, outcomes: Mapping[str, Outcome], problems: Sequence[Problem]
) -> tuple[Problem, ...]:
    """The findings about a day that can be read, those marked that `fix` mends."""
    text = loaded.day.text
    if len(text) > _LONGEST or not MENDS.keys() & {problem.code for problem in problems}:
        return tuple(problems)
    judge = day_judge(loaded.project, loaded.day.name, outcomes)
    gone = [one for part in _parts(loaded.day, problems) for one in mended(part, judge).gone]
    cured = {subject(loaded.day, name) for name in _cured(session, loaded, outcomes)}
    return tuple(
        replace(problem, fixable=True) if problem.code == "snippet-raised" and _short_of(problem) in cured else problem
        for problem in _marked(problems, gone)
    )


def _cured(session: Session, loaded: Loaded, outcomes: Mapping[str, Outcome]) -> Iterable[str]:
    """The shorts that were proved to run with what they lack."""
    if session.elsewhere:
        return session.elsewhere.cured(loaded)
    return {one.short for one in lacking(session, loaded, outcomes)}


def _parts(day: Day, problems: Iterable[Problem]) -> Iterator[str]:
    """The texts in which to look for mends: of each short that has a problem, with what it needs and nothing of the
    others, so that a look costs what the short is long. Their lines are left empty, so places stay as they are."""
    lines = BREAK.split(day.text)
    starts = [short.span.line if short.span else 0 for short in day.shorts]
    where = {bisect_right(starts, one.span.line if one.span else 0) - 1 for one in problems if one.code in MENDS}
    if -1 in where or len(set(starts)) < len(starts):
        yield day.text
        return
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    for index in sorted(where):
        kept = _with_needs(day, day.shorts[index])
        told = lines[: starts[0] - 1]
        for short, start, end in zip(day.shorts, starts, ends, strict=True):
            told += lines[start - 1 : end] if short.id in kept else [""] * (end - start + 1)
        yield "\n".join(told)


def _with_needs(day: Day, short: Short) -> set[str]:
    ids, found, waiting = day.by_id(), set[str](), [short.id]
    while waiting:
        found.add(name := waiting.pop())
        waiting += [need for need in ids[name].needs if need not in found]
    return found


def _short_of(problem: Problem) -> str:
    """A problem about a mistake is about its short too."""
    return problem.subject.removesuffix("/mistake")


def _marked(problems: Iterable[Problem], gone: Iterable[Problem]) -> tuple[Problem, ...]:
    places = {(problem.code, problem.span and problem.span.line) for problem in gone}
    there = ((problem, (problem.code, problem.span and problem.span.line)) for problem in problems)
    return tuple(replace(problem, fixable=problem.fixable or place in places) for problem, place in there)


def _about_shorts(day: Day, problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        line = problem.span.line if problem.span else 0
        above = [short for short in day.shorts if short.span and short.span.line <= line]
        yield problem if problem.subject or not above else replace(problem, subject=subject(day, above[-1].id))
