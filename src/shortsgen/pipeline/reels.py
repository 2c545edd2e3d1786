"""A film for each cut of a short, as its video shows it, for editing programs.

Imported only where something is filmed: it needs the extra `video`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from shortsgen.choices import TimelineMedia
from shortsgen.pipeline.building import Building
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.studio import Studio, Tick, pool
from shortsgen.pipeline.video import VideoOrder
from shortsgen.render.timelines.assembly import span
from shortsgen.render.video import dnxhr, mux, overlay
from shortsgen.render.video.scene import Scene
from shortsgen.script.model import Short


class Reels:
    """Films cuts in one of the ways that editing programs take. None of them has sound."""

    def __init__(self, session: Session, asked: Building, media: TimelineMedia) -> None:
        self._media = media
        self._studio = Studio(session, asked, VideoOrder(alpha=media is TimelineMedia.PRORES))
        self.rendering = self._studio.rendering

    def key(self, short: Short) -> str:
        """Equal only where the same films would come out."""
        return self.rendering.film_key(short, f"{self._media} of cuts")

    def film(self, short: Short, place: Path, tick: Tick) -> list[Path]:
        """The films of a short in order, in the folder `place`."""
        cuts = list(self._cuts(short))
        files = [place / str(number) for number in range(len(cuts))]
        make = self._copied if self._media is TimelineMedia.H264 else self._encoded
        make(cuts, files, tick)
        return files

    def _cuts(self, short: Short) -> Iterator[list[Scene]]:
        """The scenes of a short, by the slide that is shown. A beat without a frame has none."""
        timeline, fps = self.rendering.timeline(short), self._studio.coding.fps
        beats = [beat for beat in timeline.beats if span(beat, fps)[1]]
        pairs = zip(beats, self._studio.scenes(short, self._media is TimelineMedia.PRORES), strict=True)
        for _, group in groupby(pairs, key=lambda pair: pair[0].slide.number):
            yield [scene for _, scene in group]

    def _copied(self, cuts: Sequence[Sequence[Scene]], files: Sequence[Path], tick: Tick) -> None:
        """The segments that videos are joined from, which are encoded once for both."""
        with pool() as threads:
            begun = [[threads.submit(self._studio.segment, scene, tick) for scene in scenes] for scenes in cuts]
            for file, waited in zip(files, begun, strict=True):
                mux.write(file, self._studio.coding, [one.result()[0] for one in waited], None, "")

    def _encoded(self, cuts: Sequence[Sequence[Scene]], files: Sequence[Path], tick: Tick) -> None:
        """Nothing of it is kept: it is large."""
        for file, scenes in zip(files, cuts, strict=True):
            if self._media is TimelineMedia.DNXHR:
                dnxhr.write(file, self._studio.coding, scenes, "", tick)
            else:
                overlay.write(file, self._studio.coding, scenes, None, "", tick)
