"""`publish`: for each short and platform a folder with all that an upload asks for. It goes on line nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from shortsgen.choices import PlatformName
from shortsgen.pipeline.building import Building, building
from shortsgen.pipeline.day import Result
from shortsgen.pipeline.extras import need
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.render import counts
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.video import VideoOrder
from shortsgen.publish.schedule import times
from shortsgen.render.renderer import KIT, PLAIN, SCHEDULE, folder_of
from shortsgen.script.model import Day, Short
from shortsgen.store.artifact import Artifact, Linked
from shortsgen.store.build import identity


def publish(session: Session, name: str, words: Sequence[str], out: Path | None, frames: Frames) -> Result:
    """Bring the kits of a day, or of some of its shorts, up to date. Videos that are stale are filmed first. A short
    whose code fails keeps the kit that it had."""
    with building(session, name, words, out) as asked:
        _film(session, asked, frames)
        kits = _Kits(session, asked)
        for short in asked.sound:
            kits.bring_up_to_date(short)
        kits.bring_schedule_up_to_date(asked.loaded.day)
    return Result(tuple(asked.told()), asked.loaded.sources, counts(asked.build))


def _film(session: Session, asked: Building, frames: Frames) -> None:
    """What is stale. The studio is not imported where nothing is."""
    rendering = Rendering(session, asked.loaded, asked.outcomes, asked.build, (), PLAIN)
    stale = [short for short in asked.sound if rendering.filmed(short) is None]
    if stale:
        need("video", "videos", "av", "numpy")
        from shortsgen.pipeline.studio import Studio

        Studio(session, asked, VideoOrder()).film(stale, frames)


class _Kits:
    """What a day's build has for platforms."""

    def __init__(self, session: Session, asked: Building) -> None:
        self._session, self._build, self._day = session, asked.build, asked.loaded.day.name
        self._rendering = Rendering(session, asked.loaded, asked.outcomes, asked.build, (), PLAIN)

    def bring_up_to_date(self, short: Short) -> None:
        for name in PlatformName:
            if name not in short.publish.platforms:
                self._build.drop(kit_of(short, name))
        stale = [name for name in short.publish.platforms if not self._is_fresh(short, name)]
        if stale:
            for name, artifacts in self._made(short):
                if name in stale:
                    self._build.put(kit_of(short, name), self._key(short, name), artifacts)

    def _is_fresh(self, short: Short, name: PlatformName) -> bool:
        return self._build.is_fresh(kit_of(short, name), self._key(short, name))

    def _key(self, short: Short, name: PlatformName) -> str:
        _, film = self._filmed(short)
        return identity(self._rendering.key(KIT, short), film, name)

    def _filmed(self, short: Short) -> tuple[str, str]:
        found = self._rendering.filmed(short)
        assert found, "it was filmed before"
        return found

    def _made(self, short: Short) -> Iterator[tuple[PlatformName, list[Artifact | Linked]]]:
        from shortsgen.render.captions.subtitles import subtitles
        from shortsgen.render.publish.cover import cover
        from shortsgen.render.publish.kit import kit
        from shortsgen.render.publish.texts import posts

        timeline, manner, templates = self._rendering.timeline(short), self._rendering.manner, self._session.templates
        picture = self._session.typesetter.cover(cover(timeline, manner.theme), manner.theme)
        found = {one.path: one.data for one in subtitles((timeline,), templates, manner.profile)}
        video, _ = self._filmed(short)
        for post in posts(timeline, templates):
            folder = f"{folder_of(short)}/publish/{post.platform.name}"
            files = kit(post, picture, found.get("speech.srt", b""))
            made = [replace(one, path=f"{folder}/{one.path}") for one in files]
            yield post.platform.name, [Linked(f"{folder}/video.mp4", video), *made]

    def bring_schedule_up_to_date(self, day: Day) -> None:
        """Of all shorts, since the times of some follow from the others."""
        if not day.publish.start:
            self._build.drop(SCHEDULE)
            return
        key = identity(day.name, day.publish, [(short, short.publish) for short in day.shorts])
        if not self._build.is_fresh(SCHEDULE, key):
            from shortsgen.render.publish.calendar import Slot, calendar, table

            moments = times(day.publish, len(day.shorts))
            slots = [Slot(day.name, short, moment) for short, moment in zip(day.shorts, moments, strict=True)]
            self._build.put(SCHEDULE, key, (table(slots), calendar(slots)))


def kit_of(short: Short, name: PlatformName) -> str:
    """Of the build: the kit of a short for a platform."""
    return f"{folder_of(short)}/publish/{name}"
