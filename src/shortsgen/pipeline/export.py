"""`export`: one text of a day, for standard output or a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shortsgen.choices import CaptionFormat, What
from shortsgen.console import Screen
from shortsgen.pipeline.day import failed, load_day, up_to_date
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import ShortsgenError
from shortsgen.project import Project
from shortsgen.render import captions, teleprompter
from shortsgen.render.templates import Templates
from shortsgen.run.executor import Machine, machine
from shortsgen.script.selection import select


def export(
    project: Project,
    what: What,
    name: str,
    words: Sequence[str],
    screen: Screen,
    caption_format: CaptionFormat = CaptionFormat.SRT,
    machine: Machine = machine,
) -> str:
    """The text. Raises ShortsgenError where the code of one of the shorts fails: half a day is no day."""
    loaded = load_day(project, name)
    shorts = select(loaded.day, words)
    outcomes = up_to_date(loaded, shorts, machine, screen)
    if problems := failed(loaded, outcomes):
        raise ShortsgenError([problem for found in problems.values() for problem in found], dict(loaded.sources))
    timelines = [loaded.timeline(short, outcomes) for short in shorts]
    return _TEXTS[what](timelines, Templates(project.root), caption_format)


def _captions(timelines: Sequence[Timeline], templates: Templates, caption_format: CaptionFormat) -> str:
    return captions.export(timelines, templates, caption_format.value)


def _teleprompter(timelines: Sequence[Timeline], templates: Templates, _format: CaptionFormat) -> str:
    return teleprompter.export(timelines, templates)


def _outputs(timelines: Sequence[Timeline], _templates: Templates, _format: CaptionFormat) -> str:
    """Under the label of each short, what its code printed and how it failed where it was meant to."""
    return "\n".join(_output(timeline) for timeline in timelines)


def _output(timeline: Timeline) -> str:
    outcome = timeline.outcome
    parts = [f"== {timeline.short.label}", outcome.output.removesuffix("\n"), str(outcome.error or "")]
    return "".join(f"{part}\n" for part in parts if part)


_TEXTS: Mapping[What, Callable[[Sequence[Timeline], Templates, CaptionFormat], str]] = {
    What.TELEPROMPTER: _teleprompter,
    What.CAPTIONS: _captions,
    What.OUTPUTS: _outputs,
}
