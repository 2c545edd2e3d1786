"""`check`: execute everything, compare, judge. Writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shortsgen.check import Checked, check
from shortsgen.console import Screen
from shortsgen.pipeline.day import Loaded, Outcomes, Result, execute, load_day
from shortsgen.problems import InputError, Problem, bad_input
from shortsgen.project import Project
from shortsgen.run.executor import Executor, Machine, machine


def check_days(project: Project, names: Sequence[str], screen: Screen, machine: Machine = machine) -> Result:
    """All findings about the days. Raises InputError with the problems of every script that cannot be read."""
    if not names:
        raise bad_input("there is no day to check", "`shortsgen new day01` starts one")
    with machine() as executor:  # first, because it imports torch while the scripts are read
        days = _load_all(project, list(dict.fromkeys(names)))
        results = [_check_day(loaded, executor, screen) for loaded in days]
    problems = tuple(problem for result in results for problem in result.problems)
    sources = {file: text for loaded in days for file, text in loaded.sources.items()}
    summary: Counter[str] = Counter({"days": len(days), "shorts": sum(len(loaded.day.shorts) for loaded in days)})
    for result in results:
        summary.update(result.summary)
    return Result(problems, sources, summary)


def _load_all(project: Project, names: Sequence[str]) -> list[Loaded]:
    days: list[Loaded] = []
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for name in names:
        try:
            days.append(load_day(project, name))
        except InputError as error:
            problems += error.problems
            sources |= error.sources
    if problems:
        raise InputError(problems, sources)
    return days


def _check_day(loaded: Loaded, executor: Executor, screen: Screen) -> Result:
    outcomes: Outcomes = execute(executor, loaded.snippets, screen)
    timelines = tuple(loaded.timeline(short, outcomes) for short in loaded.day.shorts)
    project, day = loaded.project, loaded.day
    file = project.shown(project.recording(day.name))
    environment = executor.environment if outcomes else {}
    problems = check(Checked(day, loaded.snippets, outcomes, loaded.recording, file, timelines, environment))
    counts = Counter(outcome.status.value for outcome in outcomes.values())
    return Result(tuple(problems), loaded.sources, {"snippets": len(outcomes), **counts})
