"""What is heard of a short: the clips of its timeline, from the store, where they belong, and music."""

from __future__ import annotations

from io import BytesIO

from shortsgen.plan.timeline import Timeline
from shortsgen.problems import bad_input
from shortsgen.sound import mix
from shortsgen.sound.read import read
from shortsgen.sound.sound import RATE, Sound, from_wav
from shortsgen.store.blobs import Blobs


def heard(blobs: Blobs, timeline: Timeline, samples: int) -> Sound:
    """So many samples of it. Raises InputError where a sound is not in the store any more."""
    clips = [(beat.start, beat.clip) for beat in timeline.beats if beat.clip]
    wholes = {name: _kept(blobs, name) for name in {clip.sound for _, clip in clips}}
    said = [(start, wholes[clip.sound].between(float(clip.start), float(clip.end))) for start, clip in clips]
    return mix.laid(said, samples)


def voice(blobs: Blobs, timeline: Timeline, frames: int, fps: int) -> Sound:
    """What is said alone, as loud as in a video, as long as its picture."""
    return mix.mixed(heard(blobs, timeline, frames * RATE // fps))


def music(file: bytes, frames: int, fps: int) -> Sound:
    """Music alone, likewise."""
    return mix.bed(read(BytesIO(file), "the music"), frames * RATE // fps)


def _kept(blobs: Blobs, name: str) -> Sound:
    data = blobs.get(name)
    if data is None:
        raise bad_input("a sound was removed from the cache meanwhile", "run it again", code="file")
    return from_wav(data)
