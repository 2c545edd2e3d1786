"""timeline -> scenes: a slide with what happens at its cut, and captions word by word, one scene for each beat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from shortsgen import __version__
from shortsgen.choices import Motion, Repeated
from shortsgen.plan.timeline import Beat, Timeline
from shortsgen.render.frames import frame_at
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.video.bands import Band, band_area, bands
from shortsgen.render.video.cuts import Act, cut
from shortsgen.render.video.pixels import Box, Pixels, over, patch, picture
from shortsgen.render.video.scene import Patch, Scene
from shortsgen.render.video.sheet import Sheet, sheets
from shortsgen.store.build import identity

STILL = 1  # frame at the end of a beat, which it may have or not
LONGEST_CUT = 0.8  # of a beat, so that what is seen at its end stands still


@dataclass(frozen=True, slots=True)
class Filming:
    """How a short is filmed: frames a second, how much moves, and what captions repeat of the slides."""

    fps: int = 30
    motion: Motion = Motion.FULL
    repeat: tuple[Repeated, ...] = ()

    def frame(self, milliseconds: int) -> int:
        return frame_at(milliseconds, self.fps)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A band and its frames: from `first` to before `last`."""

    first: int
    last: int
    band: Band


@dataclass(frozen=True)  # without slots, which have no room for the key
class BeatScene:
    """The frames of a beat. `before` is the slide that it comes from, where the picture changes.

    `own` is how many frames a beat of this length has; in the video it may have one more or less, since it begins and
    ends on frames. Nothing changes in its last ones, so that the key does not depend on where in the video it stands.
    """

    sheet: Sheet
    before: Sheet | None
    frames: int
    own: int
    filming: Filming
    stretches: tuple[Stretch, ...]
    band: Box
    alpha: bool

    @cached_property
    def key(self) -> str:
        captions = [(one.first, one.last, one.band.png, one.band.part) for one in self.stretches]
        slides = [(one.png, one.rows) for one in (self.before, self.sheet) if one]
        return identity(__version__, self.own, self.filming.fps, str(self.filming.motion), captions, slides, self.alpha)

    def patches(self) -> Iterator[tuple[Patch, ...]]:
        start, acts = cut(self.before, self.sheet, self.filming.motion)
        canvas, slide = start.copy(), picture(self.sheet.png)[self.band.place]
        canvas[self.band.place] = slide
        speed = self._speed(acts)
        shown: Stretch | None = None
        whole = Box(0, 0, canvas.shape[1], canvas.shape[0])
        for frame in range(self.frames):
            boxes = list(self._paint(canvas, acts, frame, speed))
            now = next((one for one in self.stretches if one.first <= frame < one.last), None)
            if now != shown:
                canvas[self.band.place] = over(slide, _part(now.band, self.band)) if now else slide
                boxes.append(self.band)
                shown = now
            yield tuple(patch(canvas, box, self.alpha) for box in (boxes if frame else [whole]))

    def _speed(self, acts: Sequence[Act]) -> float:
        """How much faster all happens than it would like, in a beat that is too short for it."""
        longest = max((act.end for act in acts), default=0.0)
        return max(1.0, longest * self.filming.fps / (LONGEST_CUT * self.own))

    def _paint(self, canvas: Pixels, acts: Sequence[Act], frame: int, speed: float) -> Iterator[Box]:
        """Bring the canvas to a frame, above the band of the captions; the boxes that changed."""
        time, last = ((one / self.filming.fps) * speed for one in (frame + 1, frame))
        kept = canvas[self.band.top :].copy() if any(act.box.bottom > self.band.top for act in acts) else None
        for act in acts:
            if last < act.end and time > act.start:
                act.paint(canvas, time)
                yield act.box
        if kept is not None:
            canvas[self.band.top :] = kept


def scenes(timeline: Timeline, style: SlideStyle, filming: Filming, typesetter: Slides) -> tuple[Scene, ...]:
    """All of a short, one after the other; what has no frame is left out."""
    area = band_area(style.theme)
    band = Box(area.x, area.y, area.right, area.bottom)
    drawn = {sheet.slide.number: sheet for sheet in sheets(timeline, style, typesetter)}
    lit = bands(timeline, style.theme, filming.repeat, typesetter)
    found: list[Scene] = []
    for last, beat in zip((None, *timeline.beats), timeline.beats, strict=False):
        frames = filming.frame(beat.end) - filming.frame(beat.start)
        if frames:
            changes = last is not None and last.slide.number != beat.slide.number
            before = drawn[last.slide.number] if last and changes else None
            own = filming.frame(beat.end - beat.start)
            lasting = frames, own, filming, tuple(_stretches(beat, own, lit, filming))
            found.append(BeatScene(drawn[beat.slide.number], before, *lasting, band, style.alpha))
    return tuple(found)


def _stretches(beat: Beat, own: int, lit: Sequence[Band], filming: Filming) -> Iterator[Stretch]:
    """The bands of a beat, in frames from its start. One that stands until the last but one stands to its end."""
    still = own - STILL
    for band in lit:
        first, last = (filming.frame(max(0, time - beat.start)) for time in (band.start, band.end))
        if band.start < beat.end and first < min(last, still):
            yield Stretch(first, last if last < still else own + STILL, band)


def _part(band: Band, box: Box) -> Pixels:
    height = box.bottom - box.top
    return picture(band.png)[band.part * height : (band.part + 1) * height]
