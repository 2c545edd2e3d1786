"""The picture of a take, laid under the scenes of its short or beside them, as the settings say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from shortsgen.choices import Footage as Place
from shortsgen.layout.area import HEIGHT, WIDTH, caption_area
from shortsgen.plan.timeline import Beat, Timeline
from shortsgen.project import Project
from shortsgen.render.frames import frame_at
from shortsgen.render.timelines.assembly import TAKE
from shortsgen.render.timelines.sequence import Clip, Media
from shortsgen.render.video import footage
from shortsgen.render.video.footage import Behind, Below, Footage
from shortsgen.render.video.pixels import Box, even
from shortsgen.render.video.scene import Scene
from shortsgen.script.model import Film
from shortsgen.theme.tokens import Theme
from shortsgen.voice.taken import Taken

ROUNDED = 1  # frame, by which two times that follow each other may be apart on the grid


def shown(project: Project, timeline: Timeline, film: Film) -> Place:
    """Where the picture of its take stands; nowhere where there is none."""
    voice = timeline.voice
    if film.footage is Place.NONE or not isinstance(voice, Taken) or not footage.has_picture(project.root / voice.file):
        return Place.NONE
    return film.footage


def with_footage(
    project: Project, timeline: Timeline, scenes: Sequence[Scene], film: Film, theme: Theme
) -> tuple[Scene, ...]:
    """The scenes of the beats that have any frame, with what the take shows meanwhile."""
    assert isinstance(timeline.voice, Taken)
    beats = [beat for beat in timeline.beats if frame_at(beat.end, film.fps) > frame_at(beat.start, film.fps)]
    found = zip(scenes, _of_beats(project, timeline.voice, beats), strict=True)
    if film.footage is Place.FULL:
        return tuple(Behind(scene, picture, film.fps) for scene, picture in found)
    room = Box(0, even(caption_area(theme.safe_area).bottom), WIDTH, HEIGHT)
    return tuple(Below(scene, picture, film.fps, room) for scene, picture in found)


def length(project: Project, timeline: Timeline, fps: int) -> int:
    """How many frames the picture of a take has, at so many a second."""
    assert isinstance(timeline.voice, Taken)
    return int(footage.seconds(project.root / timeline.voice.file) * fps)


def clips(project: Project, timeline: Timeline, fps: int, media: Media) -> Iterator[Clip]:
    """What of a take is to be seen when, cut where it jumps. Where the file has ended, nothing is."""
    last: Clip | None = None
    for clip in _pieces(project, timeline, fps, media):
        if last and clip.start == last.end and abs(last.offset + last.frames - clip.offset) <= ROUNDED:
            last = replace(last, frames=min(last.frames + clip.frames, (media.frames or 0) - last.offset))
            continue
        if last:
            yield last
        last = clip
    if last:
        yield last


def _pieces(project: Project, timeline: Timeline, fps: int, media: Media) -> Iterator[Clip]:
    assert isinstance(timeline.voice, Taken)
    for beat, picture in zip(timeline.beats, _of_beats(project, timeline.voice, timeline.beats), strict=True):
        clock = float(beat.start)
        ends = [*accumulate((end - start for start, end in picture.stretches[:-1]), initial=clock), beat.end]
        for (start, _), (begun, ended) in zip(picture.stretches, pairwise(ends), strict=True):
            first, offset = frame_at(begun, fps), frame_at(start, fps)
            frames = min(frame_at(min(ended, beat.end), fps) - first, (media.frames or 0) - offset)
            if frames > 0:
                yield Clip(TAKE, first, frames, media, offset)


def _of_beats(project: Project, voice: Taken, beats: Sequence[Beat]) -> Iterator[Footage]:
    """Where nothing of the take is heard, it goes on from where it was."""
    known = {one.clip: line.stretches for line in voice.lines if (one := line.utterance) and one.clip}
    digest = next((clip.sound for clip in known), voice.file)
    clock = 0.0
    for beat in beats:
        heard = known[beat.clip] if beat.clip else ()
        stretches = tuple((float(one.start), float(one.end)) for one in heard) or ((clock, clock),)
        picture = Footage(project.root / voice.file, digest, stretches)
        clock = picture.after(beat.end - beat.start)
        yield picture
