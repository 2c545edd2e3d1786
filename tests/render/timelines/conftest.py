"""The day that ships with the project, as editing programs get it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.cues.profiles import PROFILES
from shortsgen.pipeline.day import load_day
from shortsgen.plan.timeline import Timeline
from shortsgen.project import find
from shortsgen.render.timelines.assembly import Grid, Part, cuts, length, of_day, of_short
from shortsgen.render.timelines.sequence import Kind, Media, Sequence

GRID = Grid(30, PROFILES["netflix"])


@pytest.fixture(scope="session")
def day04() -> tuple[Sequence, ...]:
    """Each short, and the day, with a voice and music."""
    loaded = load_day(find(Path(__file__).parent), "day04")
    outcomes = {snippet.name: loaded.recording.fresh(snippet) for snippet in loaded.snippets}
    parts = [_part(loaded.timeline(short, outcomes)) for short in loaded.day.shorts]  # type: ignore[arg-type]
    return (*(of_short(part, GRID) for part in parts), of_day(parts, GRID))


def _part(timeline: Timeline) -> Part:
    stem = f"media/{timeline.day}-{timeline.short.id}"
    stills = (Media(f"{stem}-{shot.slide.name}.png", Kind.STILL, None) for shot in cuts(timeline, GRID.fps))
    part = Part(timeline, tuple(stills))
    frames = length(part, GRID)
    sounds = ((track, Media(f"{stem}-{track}.wav", Kind.SOUND, frames)) for track in ("voice", "music"))
    return Part(timeline, part.pictures, tuple(sounds))
