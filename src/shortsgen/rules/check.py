"""The rules: day + outcomes + recording + timelines + fit -> problems. Pure functions, each about one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from shortsgen.layout.area import DEFAULT, Area
from shortsgen.plan.contents import Passage
from shortsgen.plan.timeline import Timeline, over_budget
from shortsgen.problems import Problem, Span, counted
from shortsgen.publish.post import Post
from shortsgen.rules.captions import wellformed
from shortsgen.rules.code import against_recording, elsewhere, failures, not_executed, orphans, unrecorded
from shortsgen.rules.glyphs import Missing
from shortsgen.rules.known import Known
from shortsgen.rules.listings import listing_problems
from shortsgen.rules.prose import latex, prose
from shortsgen.rules.publish import post_problems, schedule_problems
from shortsgen.rules.reading import reading_problems
from shortsgen.rules.screen import frame_problems, slide_problems
from shortsgen.rules.takes import take_problems
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.recording import Recording
from shortsgen.run.snippet import Snippet
from shortsgen.script.model import Day


@dataclass(frozen=True, slots=True)
class CaptionFiles:
    """The caption files of shorts: their texts by name, by the id of the short, and the paths of the templates that
    made them by suffix."""

    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)


NO_CAPTIONS = CaptionFiles()


@dataclass(frozen=True, slots=True)
class Checked:
    """All that the rules look at, for one day."""

    day: Day
    snippets: tuple[Snippet, ...]  # all of the day
    outcomes: Mapping[str, Outcome]
    recording: Recording
    recording_file: str
    environment: Mapping[str, Any]  # of this machine
    area: Area = DEFAULT  # of slides
    missing: Missing = lambda _: []  # what the fonts of slides cannot draw
    has_file: Callable[[str], bool] = lambda _: False  # whether the project has a file of this path
    why_hidden: Callable[[str], str] = lambda _: ""  # why the sandbox hides a module that is installed
    frame: tuple[Passage, ...] = ()  # what is the same on every slide
    whole: bool = True  # whether what belongs to no short is judged here too
    strict: bool = False  # whether code that is not executed is an error


def check_short(
    checked: Checked,
    timeline: Timeline,
    own: Iterable[Snippet],
    captions: CaptionFiles = NO_CAPTIONS,
    posts: Sequence[Post] = (),
) -> list[Problem]:
    """The findings about one short, with its `own` snippets, its caption files and its posts, where it has any."""
    problems: list[Problem] = []
    for snippet in own:
        problems += _about(subject(checked.day, snippet.name), _of_snippet(snippet, checked))
    found = [*_of_short(timeline, checked, captions), *(post_problems(checked.day, timeline, posts) if posts else ())]
    return [*problems, *_about(subject(checked.day, timeline.short.id), found)]


def check_day(checked: Checked, judged: Sequence[Snippet]) -> list[Problem]:
    """The findings that are about no single short, where these snippets are judged."""
    recorded = checked.recording.of(judged)
    problems = [*elsewhere(recorded, checked.recording_file, checked.environment, checked.outcomes)]
    waiting = [snippet for snippet in judged if _waits(snippet, checked)]
    problems += unrecorded(waiting, checked.recording, checked.day)
    if checked.whole:
        problems += (*orphans(checked.recording, checked.snippets, checked.day.name), *_frame(checked))
        problems += (*schedule_problems(checked.day), *checked.day.warnings)
    return problems


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """As they stand in their files, each once: what holds for several shorts is found in all of them."""
    return sorted(each_once(problems), key=lambda problem: (problem.span or Span("", 0), problem.code))


def each_once(problems: Iterable[Problem]) -> list[Problem]:
    """Of problems that differ only in what they are about, the first."""
    found: dict[Problem, Problem] = {}
    for problem in problems:
        found.setdefault(replace(problem, subject=""), problem)
    return list(found.values())


def subject(day: Day, name: str) -> str:
    """What a problem about the snippet `name` is about: the same name may stand in several days."""
    return f"{day.name}/{name}"


def _about(subject: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    return (replace(problem, subject=subject) for problem in problems)


def _of_short(timeline: Timeline, checked: Checked, captions: CaptionFiles) -> Iterator[Problem]:
    yield from _budget(timeline)
    yield from take_problems(timeline)
    yield from reading_problems(timeline)
    yield from latex(timeline.short.label, prose(timeline))
    yield from slide_problems(timeline, checked.area, checked.missing)
    yield from listing_problems(timeline)
    yield from _captions(timeline, captions)


def _of_snippet(snippet: Snippet, checked: Checked) -> Iterator[Problem]:
    outcome, day = checked.outcomes[snippet.name], checked.day
    known = Known(day, checked.outcomes, checked.has_file, checked.why_hidden)
    yield from failures(snippet, outcome, known) or against_recording(
        snippet, outcome, checked.recording, day.name, checked.environment
    )
    yield from not_executed(snippet, outcome, checked.strict)


def _frame(checked: Checked) -> Iterator[Problem]:
    yield from latex(checked.day.name, checked.frame)
    yield from frame_problems(checked.day.name, checked.frame, checked.missing)


def _waits(snippet: Snippet, checked: Checked) -> bool:
    """Whether it gave what belongs into the recording, and is not there."""
    outcome = checked.outcomes[snippet.name]
    executed = outcome.status is not Status.SKIPPED and outcome.as_expected(snippet.raises)
    return executed and checked.recording.fresh(snippet) is None


def _budget(timeline: Timeline) -> Iterator[Problem]:
    over = over_budget(timeline)
    if over > 0:
        short = timeline.short
        message = f"{short.label}: {timeline.end / 1000:.1f} s, {over:.1f} s over its {short.options.budget:g} s"
        hint = _shorter(timeline, over)
        yield Problem("over-budget", message, short.spans.get("talk_track"), hint)


def _shorter(timeline: Timeline, over: float) -> str:
    """How many words too many are said, each as long as they are on average, unless there are not even so many."""
    lengths = [word.end - word.start for beat in timeline.beats for word in beat.words if word.end > word.start]
    if 1000 * over >= sum(lengths):
        return "show less, or split the short: silence would last too long as well"
    words = ceil(1000 * over * len(lengths) / sum(lengths))
    return f"say about {counted(words, 'fewer word')}: it says {len(lengths)}"


def _captions(timeline: Timeline, captions: CaptionFiles) -> Iterator[Problem]:
    short = timeline.short
    yield from wellformed(short, captions.files.get(short.id, {}), captions.templates)
