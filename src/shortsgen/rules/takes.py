"""Whether a take still says what its script says."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, Span, excerpt
from shortsgen.script.model import Short
from shortsgen.voice.taken import Taken


def take_problems(timeline: Timeline) -> Iterator[Problem]:
    """The lines that its creator did not say, or not so."""
    voice, short = timeline.voice, timeline.short
    if not isinstance(voice, Taken):
        return
    for line in voice.lines:
        if line.utterance is None:
            message = f"{short.label}: {voice.file} does not say `{excerpt(line.text)}`"
            hint = (
                f"record it again, or change the line; `shortsgen takes {timeline.day} {short.id}` tells what it says"
            )
            yield Problem("take-line", message, _place(short, line.text), hint)


def _place(short: Short, text: str) -> Span | None:
    talk = {line.say: line.span for line in short.talk_track}
    if text == short.hook:
        return short.spans.get("hook")
    return talk.get(text) or short.spans.get("mistake.text") or short.spans.get("mistake")
