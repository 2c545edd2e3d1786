"""A short as the live page shows it: its slides as SVG, and what is played of it, each under the hash of what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from math import ceil

from shortsgen.live.shown import Content
from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.glance import NOT_EXECUTED
from shortsgen.pipeline.session import Session
from shortsgen.plan.shots import shots
from shortsgen.plan.timeline import Timeline
from shortsgen.render.glance.card import Thumbnail
from shortsgen.render.glance.entry import thumbnail
from shortsgen.render.live.film import film
from shortsgen.render.live.page import version
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.run.outcome import Outcome
from shortsgen.script.model import Short
from shortsgen.store.build import identity

HELD = "/held/"  # where the server has what is named by its hash


@dataclass(frozen=True, slots=True)
class Drawn:
    """`known` is whether its code has an outcome, `film` where its film is."""

    timeline: Timeline
    known: bool
    svgs: tuple[bytes, ...]
    pictures: tuple[Thumbnail, ...]
    film: str
    contents: Mapping[str, Content]


def draw(session: Session, loaded: Loaded, short: Short, outcomes: Mapping[str, Outcome]) -> Drawn:
    """Raises InputError where the look is at fault."""
    settings, known = session.project.settings, short.id in outcomes
    theme = settings.theme.of(loaded.day.name)
    timeline = loaded.timeline(short, {short.id: NOT_EXECUTED, **outcomes})
    svgs = tuple(one.data for one in session.typesetter.render(timeline, SlideStyle(theme), ("svg",)))
    names = [f"{version(svg)}.svg" for svg in svgs]
    seen = zip(shots(timeline), names, strict=True)
    pictures = tuple(thumbnail(shot, f"{HELD}{name}", "", timeline.labels.screen) for shot, name in seen)
    sound = _sound(session, timeline)
    played = film(timeline, pictures, "".join(f"{HELD}{name}" for name in sound), theme, settings.repeat).encode()
    name = f"{version(played)}.json"
    slides = {name: content("image/svg+xml", svg) for name, svg in zip(names, svgs, strict=True)}
    contents = slides | sound | {name: content("application/json", played)}
    return Drawn(timeline, known, svgs, pictures, f"{HELD}{name}", contents)


def content(kind: str, data: bytes) -> Content:
    return Content(kind, lambda: data)


def _sound(session: Session, timeline: Timeline) -> dict[str, Content]:
    """A file that is made when it is asked for; none where nothing is said aloud."""
    clips = [(beat.start, beat.clip) for beat in timeline.beats if beat.clip]
    name = f"{identity(clips, timeline.end)}.wav"
    return {name: Content("audio/wav", partial(_wav, session, timeline))} if clips else {}


def _wav(session: Session, timeline: Timeline) -> bytes:
    from shortsgen.pipeline.heard import heard
    from shortsgen.sound.sound import RATE

    return heard(session.blobs, timeline, ceil(timeline.end * RATE / 1000)).wav()
