"""`publish`: for each short and platform a folder with all that an upload asks for. It goes on line nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from shortsgen.pipeline.building import Building, building
from shortsgen.pipeline.day import Result
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.kits import Kits
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.render import counts
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.video import VideoOrder
from shortsgen.problems import bad_input
from shortsgen.rules.check import in_order


@dataclass(frozen=True, slots=True)
class PublishOrder:
    """`day` also makes a kit of the video of the whole day."""

    day: bool = False
    out: Path | None = None


def publish(session: Session, name: str, words: Sequence[str], order: PublishOrder, frames: Frames) -> Result:
    """Bring the kits of a day, or of some of its shorts, up to date. Videos that are stale are filmed first. A short
    whose code fails keeps the kit that it had, one that the whole day has no more does not."""
    if order.day and words:
        raise bad_input("`--day` joins all shorts of the day", "leave their names out")
    with building(session, name, words, order.out) as asked:
        whole = order.day and not asked.problems
        _film(session, asked, whole, frames)
        kits = Kits(session, asked)
        found = [problem for short in asked.sound for problem in kits.bring_up_to_date(short)]
        if not words:
            kits.drop_others()
        found += kits.bring_schedule_up_to_date()
        if whole:
            found += kits.bring_day_up_to_date()
        else:
            kits.tell_of_old_day()
    sources = {**asked.loaded.sources, **session.project.settings_source()}
    return Result(tuple(in_order((*asked.told(), *found))), sources, counts(asked.build))


def _film(session: Session, asked: Building, whole: bool, frames: Frames) -> None:
    """What is stale. The studio is not imported where nothing is."""
    rendering = Rendering.of(session, asked)
    stale = [short for short in asked.sound if rendering.filmed(short) is None]
    joined = whole and rendering.filmed() is None
    if stale or joined:
        need("video", "videos", "av", "numpy")
        from shortsgen.pipeline.studio import Studio

        studio = Studio(session, asked, VideoOrder())
        studio.film(asked.sound if joined else stale, frames)
        if joined:
            studio.join(asked.loaded.day)
