"""The row of timelines: a short or a day -> a file for each format, beside the slides that they lay out."""

from __future__ import annotations

from collections.abc import Iterator

from shortsgen.cues.profiles import PROFILES
from shortsgen.plan.timeline import Timeline
from shortsgen.render.frames import frame_at
from shortsgen.render.renderer import Manner, Material, folder_of
from shortsgen.render.timelines.assembly import Grid, Part, cuts, heard, of_day, of_short
from shortsgen.render.timelines.formats import FORMATS
from shortsgen.render.timelines.sequence import Kind, Media, Sequence
from shortsgen.store.artifact import Artifact


def output(material: Material) -> Iterator[Artifact]:
    """Of one short. What is heard of it lies beside, a WAV file for each track."""
    [timeline] = material.timelines
    part = _part(timeline, material.manner)
    yield from (Artifact(media.path, material.tools.heard(timeline, track)) for track, media in part.sounds)
    yield from _files("timeline", of_short(part, _grid(material.manner)))


def output_of_day(material: Material) -> Iterator[Artifact]:
    """Of all shorts, whose media lie in their folders."""
    manner = material.manner
    parts = [_part(timeline, manner, f"{folder_of(timeline.short)}/") for timeline in material.timelines]
    yield from _files(material.timelines[0].day, of_day(parts, _grid(manner)))


def _files(name: str, sequence: Sequence) -> Iterator[Artifact]:
    return (Artifact(f"{name}.{form.suffix}", form.write(sequence)) for form in FORMATS.values())


def _grid(manner: Manner) -> Grid:
    return Grid(manner.film.fps, PROFILES[manner.profile])


def _part(timeline: Timeline, manner: Manner, folder: str = "") -> Part:
    fps, alpha = manner.film.fps, manner.drawing.alpha
    pictures = (Media(f"{folder}slides/{shot.slide.name}.png", Kind.STILL, None, alpha) for shot in cuts(timeline, fps))
    frames = frame_at(timeline.end, fps)
    sounds = (
        (track, Media(f"{folder}{track}.wav", Kind.SOUND, frames)) for track in heard(timeline, manner.film.music)
    )
    return Part(timeline, tuple(pictures), tuple(sounds))
