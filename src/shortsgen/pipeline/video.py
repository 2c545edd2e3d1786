"""`video`: the shorts of a day as files that can be posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.choices import Motion, OutputName
from shortsgen.pipeline.building import Building, building
from shortsgen.pipeline.day import Result, at_hand, load_day
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.voices import voiced
from shortsgen.pipeline.wanted import Wanted
from shortsgen.problems import bad_input
from shortsgen.script.selection import select
from shortsgen.store.build import Build


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


def wanted(session: Session, name: str, words: Sequence[str], order: VideoOrder) -> Wanted:
    """The shorts of which something would be executed or filmed."""
    need("video", "videos", "av", "numpy")
    from shortsgen.pipeline.studio import Studio

    project = session.begin()
    before = load_day(project, name)
    shorts = select(before.day, words)
    loaded = voiced(session, before, before.day.shorts)
    build = Build(order.out or project.build(name), None if order.out else project.root)
    studio = Studio(session, Building(before, loaded, shorts, {}, {}, build), order)
    known = at_hand(loaded, loaded.snippets)
    stale = [one for one in shorts if any(own.name not in known for own in loaded.of(one)) or studio.is_stale(one)]
    motion = order.motion.value if order.motion else None
    terms = {"draft": order.draft, "alpha": order.alpha, "motion": motion}
    return Wanted("video", loaded, stale, terms, build.known(map(studio.unit, stale)))


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
