"""`video`: the shorts of a day as files that can be posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import Motion, OutputName
from shortsgen.pipeline.building import building
from shortsgen.pipeline.day import Result
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.session import Session
from shortsgen.problems import bad_input


@dataclass(frozen=True, slots=True)
class VideoOrder:
    """`day` also joins all shorts; `draft` is fast, and only to be looked at; `alpha` has no ground, to be laid over
    others; `motion` None is that of the settings."""

    day: bool = False
    draft: bool = False
    alpha: bool = False
    motion: Motion | None = None
    out: Path | None = None

    @property
    def form(self) -> str:
        """Which of the `FILMS`."""
        return "overlay" if self.alpha else "draft" if self.draft else "video"


def video(session: Session, name: str, words: Sequence[str], order: VideoOrder, frames: Frames) -> Result:
    """Film a day, or some of its shorts. One whose code fails keeps the video that it had."""
    need("video", "videos", "av", "numpy")
    if order.day and words:
        raise bad_input("`--day` joins all shorts of the day", "leave their names out")
    if order.alpha and (order.day or order.draft):
        raise bad_input(f"`--alpha` makes no {'draft' if order.draft else 'day'}", "leave one of them out")
    from shortsgen.pipeline.studio import Studio

    with building(session, name, words, order.out) as asked:
        studio = Studio(session, asked, order)
        studio.film(asked.sound, frames)
        if order.day and not asked.problems:
            studio.join(asked.loaded.day)
        if asked.build.has(OutputName.INDEX):
            studio.rendering.render_index(asked.problems)
    summary = {"written": asked.build.written, "encoded": studio.encoded, "segments": studio.segments}
    return Result(tuple(asked.told()), asked.loaded.sources, summary)
