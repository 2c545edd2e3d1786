"""`check`: execute everything, compare, judge. Writes nothing but what the machine learned, in the user's cache."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from shortsgen.pipeline.choice import Choice
from shortsgen.pipeline.day import Execution, Loaded, execute, load_day
from shortsgen.pipeline.judging import judge
from shortsgen.pipeline.mending import marked
from shortsgen.pipeline.rules import checked, look_problems
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.shard import WHOLE, Plan, Shard, share
from shortsgen.pipeline.take_files import unknown_takes
from shortsgen.pipeline.voices import voiced
from shortsgen.pipeline.wanted import Wanted
from shortsgen.problems import InputError, Problem, ShortsgenError
from shortsgen.project import Project, root_or_none
from shortsgen.report.findings import Case, Findings
from shortsgen.rules.check import each_once, subject
from shortsgen.rules.publish import shared_times
from shortsgen.run import history
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day, Short
from shortsgen.script.selection import select


@dataclass(frozen=True, slots=True)
class Terms:
    """How to check: which share of the shorts, and whether code that is not executed is an error."""

    shard: Shard = WHOLE
    strict: bool = False


PLAIN = Terms()


@dataclass(frozen=True, slots=True)
class Portion:
    """What of a day is checked. `whole` says whether what belongs to no short is judged too."""

    loaded: Loaded
    shorts: tuple[Short, ...]
    whole: bool


def check_days(session: Session, choice: Choice, terms: Terms = PLAIN) -> Findings:
    """All findings about the days. Raises InputError with the problems of every script that cannot be read."""
    project = session.begin()
    parts = _shared(session, _load_all(project, choice), terms.shard)
    if session.elsewhere:
        wanted = (Wanted("check", part.loaded, part.shorts, {"strict": terms.strict}) for part in parts)
        session.elsewhere.begin(session, wanted, len(parts))
    session.executor().expect([snippet for part in parts for snippet in part.loaded.of(*part.shorts)])
    _import_renderers()
    found = [_check_part(session, part, terms.strict) for part in parts]
    look = look_problems(session) if terms.shard.number == 1 else ()
    together = shared_times([part.loaded.day for part in parts if part.whole])
    told = each_once(problem for one in found for problem in one.problems)
    problems = (*look, *told, *together)
    cases = tuple(case for one in found for case in one.cases)
    sources = {file: text for part in parts for file, text in part.loaded.sources.items()} | project.settings_source()
    shorts = sum(len(part.shorts) for part in parts)
    summary: Counter[str] = Counter({"days": len(parts), "shorts": shorts, "snippets": 0})
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


def _load_all(project: Project, choice: Choice) -> list[Portion]:
    parts: list[Portion] = []
    problems: list[Problem] = []
    sources: dict[str, str] = {}
    for name, words in choice.items():
        try:
            loaded = load_day(project, name)
            parts.append(Portion(loaded, select(loaded.day, words), whole=not words))
        except InputError as error:
            problems += error.problems
            sources |= error.sources
    if problems:
        raise InputError(problems, sources)
    return parts


def _shared(session: Session, parts: Sequence[Portion], shard: Shard) -> list[Portion]:
    """What of the days is checked here. The plan is told, to be compared with that of other machines."""
    if shard == WHOLE:
        return list(parts)
    seconds = history.load(history.default_path()).seconds
    plan = share({part.loaded.day.name: part.loaded.of(*part.shorts) for part in parts}, seconds, shard.of)
    mine = [_mine(part, plan, shard) for part in parts]
    count = sum(len(part.shorts) for part in mine)
    session.progress.say(f"shard {shard}: {count} of {len(plan.shards)} shorts, plan {plan.id}")
    return mine


def _mine(part: Portion, plan: Plan, shard: Shard) -> Portion:
    day = part.loaded.day.name
    shorts = tuple(short for short in part.shorts if plan.shards[day, short.id] == shard.number)
    return replace(part, shorts=shorts, whole=part.whole and shard.number == 1)


def _check_part(session: Session, part: Portion, strict: bool) -> Findings:
    loaded = voiced(session, part.loaded, part.shorts)
    wanted = loaded.of(*part.shorts)
    execution = Execution()
    execute(session, wanted, execution)
    outcomes = execution.found
    found = replace(checked(session, loaded, outcomes, execution.environment), whole=part.whole, strict=strict)
    counts = Counter(outcome.status.value for outcome in outcomes.values())
    cases = tuple(_case(loaded.day, snippet, outcomes[snippet.name]) for snippet in wanted)
    unknown = unknown_takes(loaded.project, loaded.day) if part.whole else ()
    problems = marked(session, loaded, outcomes, judge(session, loaded, found, part.shorts))
    if session.elsewhere:
        session.elsewhere.forget(loaded.day.name)
    return Findings((*problems, *unknown), summary={"snippets": len(outcomes), **counts}, cases=cases)


def _import_renderers() -> None:
    """While torch is imported in a process of its own, Jinja costs nothing here."""
    import shortsgen.render.captions.subtitles  # noqa: F401


def _case(day: Day, snippet: Snippet, outcome: Outcome) -> Case:
    skipped = outcome.detail if outcome.status is Status.SKIPPED else ""
    return Case(subject(day, snippet.name), day.name, snippet.label, snippet.span, outcome.seconds, skipped)
