"""`check`: execute everything, compare, judge. Writes nothing but what the machine learned, in the user's cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shortsgen.cli.console import Screen
from shortsgen.pipeline.day import Loaded, Outcomes, execute, load_day
from shortsgen.pipeline.rules import checked
from shortsgen.pipeline.shard import WHOLE, Plan, Shard, share
from shortsgen.problems import InputError, Problem, ShortsgenError, bad_input
from shortsgen.project import Project, root_or_none
from shortsgen.report.findings import Case, Findings
from shortsgen.rules.check import check, subject
from shortsgen.rules.theme import theme_problems
from shortsgen.run import history
from shortsgen.run.executor import Executor, Machine, machine
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day, Short


@dataclass(frozen=True, slots=True)
class Terms:
    """How to check: which share of the shorts, and whether code that is not executed is an error."""

    shard: Shard = WHOLE
    strict: bool = False


PLAIN = Terms()


def check_days(
    project: Project, names: Sequence[str], screen: Screen, machine: Machine = machine, terms: Terms = PLAIN
) -> Findings:
    """All findings about the days. Raises InputError with the problems of every script that cannot be read."""
    if not names:
        raise bad_input("there is no day to check", "`shortsgen new day01` starts one")
    with machine() as executor:  # first, because it imports torch while the scripts are read
        _import_renderers()
        days = _load_all(project, list(dict.fromkeys(names)))
        shares = _shares(days, terms.shard, screen)
        found = [_check_day(loaded, mine, terms, executor, screen) for loaded, mine in zip(days, shares, strict=True)]
    look = tuple(theme_problems(project.settings.theme, project.days()))
    problems = (*look, *(problem for one in found for problem in one.problems))
    cases = tuple(case for one in found for case in one.cases)
    sources = {file: text for loaded in days for file, text in loaded.sources.items()} | project.settings_source()
    summary: Counter[str] = Counter({"days": len(days), "shorts": sum(map(len, shares)), "snippets": 0})
    for one in found:
        summary.update(one.summary)
    return Findings(problems, sources, summary, cases, _folder(project.root))


def refused(error: ShortsgenError, start: Path) -> Findings:
    """What is reported of input that cannot be used, in the project that `start` lies in."""
    return Findings(error.problems, error.sources, folder=_folder(root_or_none(start) or start), refused=True)


def _folder(root: Path) -> str:
    """Where a project is in its repository, "" where it is the whole or there is none."""
    for above in (root, *root.parents):
        if (above / ".git").exists():
            return "" if above == root else root.relative_to(above).as_posix()
    return ""


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


def _shares(days: Sequence[Loaded], shard: Shard, screen: Screen) -> list[tuple[Short, ...]]:
    """The shorts of each day that are checked here. The plan is told, to be compared with that of other machines."""
    if shard == WHOLE:
        return [loaded.day.shorts for loaded in days]
    seconds = history.load(history.default_path()).seconds
    plan = share({loaded.day.name: loaded.snippets for loaded in days}, seconds, shard.of)
    shares = [_mine(loaded, plan, shard) for loaded in days]
    mine = sum(map(len, shares))
    screen.say(f"shard {shard}: {mine} of {len(plan.shards)} shorts, plan {plan.id}")
    return shares


def _mine(loaded: Loaded, plan: Plan, shard: Shard) -> tuple[Short, ...]:
    day = loaded.day
    return tuple(short for short in day.shorts if plan.shards[day.name, short.id] == shard.number)


def _check_day(loaded: Loaded, shorts: Collection[Short], terms: Terms, executor: Executor, screen: Screen) -> Findings:
    outcomes: Outcomes = execute(executor, loaded.of(*shorts), screen)
    timelines = tuple(loaded.timeline(short, outcomes) for short in shorts)
    found = checked(loaded, outcomes, timelines, executor.environment if outcomes else {})
    found = replace(found, whole=terms.shard.number == 1, strict=terms.strict)
    counts = Counter(outcome.status.value for outcome in outcomes.values())
    cases = tuple(_case(loaded.day, snippet, outcomes[snippet.name]) for snippet in loaded.of(*shorts))
    return Findings(tuple(check(found)), summary={"snippets": len(outcomes), **counts}, cases=cases)


def _import_renderers() -> None:
    """While torch is imported in a process of its own, Jinja costs nothing here."""
    import shortsgen.render.captions.subtitles  # noqa: F401


def _case(day: Day, snippet: Snippet, outcome: Outcome) -> Case:
    skipped = outcome.detail if outcome.status is Status.SKIPPED else ""
    return Case(subject(day, snippet.name), day.name, snippet.label, snippet.span, outcome.seconds, skipped)
