"""The picture of a take, laid under the scenes of its short or beside them, as the settings say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shortsgen.choices import Footage as Place
from shortsgen.layout.area import HEIGHT, WIDTH, caption_area
from shortsgen.plan.timeline import Beat, Timeline
from shortsgen.project import Project
from shortsgen.render.frames import frame_at
from shortsgen.render.video import footage
from shortsgen.render.video.footage import Behind, Below, Footage
from shortsgen.render.video.pixels import Box, even
from shortsgen.render.video.scene import Scene
from shortsgen.script.model import Film
from shortsgen.theme.tokens import Theme
from shortsgen.voice.taken import Taken


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
