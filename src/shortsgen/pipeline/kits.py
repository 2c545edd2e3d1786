"""The kits of a build: which are up to date, how the others are made, and what is wrong with what they say."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, replace

from shortsgen import __version__
from shortsgen.choices import PlatformName
from shortsgen.pipeline.building import Building
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.screen import problem_of
from shortsgen.pipeline.session import Session
from shortsgen.problems import Problem, Severity
from shortsgen.publish.chapters import Chapter, chapters
from shortsgen.publish.post import Post
from shortsgen.publish.schedule import times
from shortsgen.render.frames import frame_at
from shortsgen.render.renderer import DAY_FOUND, DAY_KIT, FOUND, KIT, KITS, SCHEDULE, folder_of
from shortsgen.rules.publish import chapter_problems, day_post_problems, post_problems, schedule_problems
from shortsgen.script.model import Short
from shortsgen.store.artifact import Artifact, Linked
from shortsgen.store.build import identity
from shortsgen.text.markup import plain

Files = list[Artifact | Linked]


class Kits:
    """What a day's build has for platforms. Its videos are up to date."""

    def __init__(self, session: Session, asked: Building) -> None:
        self._session, self._build, self._day = session, asked.build, asked.loaded.day
        self._rendering = Rendering.of(session, asked)

    def bring_up_to_date(self, short: Short) -> list[Problem]:
        """The kits of a short. Returns what is wrong with its posts."""
        for name in PlatformName:
            if name not in short.publish.platforms:
                self._build.drop(_kit_of(short, name))
        stale = [name for name in short.publish.platforms if not self._is_fresh(short, name)]
        if stale:
            for name, files in self._made(short):
                if name in stale:
                    self._build.put(_kit_of(short, name), self._key(short, name), files)
        return self._problems(short)

    def drop_others(self) -> None:
        """Those of shorts that the day has no more, so that nobody uploads them by mistake."""
        folders = {folder_of(short) for short in self._day.shorts}
        parts = ((unit, *unit.partition("/")) for unit in self._build.units)
        gone = {unit: folder for unit, folder, _, kit in parts if kit in KITS and folder not in folders}
        for unit in gone:
            self._build.drop(unit)
        for folder in dict.fromkeys(gone.values()):
            self._session.progress.say(f"removed the kits of `{folder}`, a short that {self._day.name} has no more")

    def _is_fresh(self, short: Short, name: PlatformName) -> bool:
        return self._build.is_fresh(_kit_of(short, name), self._key(short, name))

    def _key(self, short: Short, name: PlatformName) -> str:
        _, film = self._filmed(short)
        return identity(self._rendering.key(KIT, short), film, name)

    def _filmed(self, short: Short | None = None) -> tuple[str, str]:
        found = self._rendering.filmed(short)
        assert found, "it was filmed before"
        return found

    def _made(self, short: Short) -> Iterator[tuple[PlatformName, Files]]:
        from shortsgen.render.publish.cover import cover
        from shortsgen.render.publish.kit import kit
        from shortsgen.render.publish.texts import posts

        timeline, theme = self._rendering.timeline(short), self._rendering.manner.theme
        picture = self._session.typesetter.cover(cover(timeline, theme), theme)
        captions, (video, _) = self._captions(short), self._filmed(short)
        for post in posts(timeline, self._session.templates):
            name = post.platform.name
            yield name, _in_folder(f"{folder_of(short)}/publish/{name}", video, kit(post, picture, captions))

    def _captions(self, *shorts: Short) -> bytes:
        """What these shorts say, one after the other, as SRT; empty where that is nothing."""
        from shortsgen.render.captions.subtitles import subtitles

        timelines = [self._rendering.timeline(short) for short in shorts]
        made = subtitles(timelines, self._session.templates, self._rendering.manner.profile)
        return next((one.data for one in made if one.path == "speech.srt"), b"")

    def _problems(self, short: Short) -> list[Problem]:
        """As they were found when it was judged last, unless it says something else, or stands elsewhere."""
        places = sorted((key, str(span)) for key, span in (short.spans | short.publish.spans).items())
        named = str(self._day.publish.spans.get("hashtags"))  # whether they are the day's
        key = identity(self._rendering.key(KIT, short), short.label, places, named)

        def find() -> Iterator[Problem]:
            from shortsgen.render.publish.texts import posts

            timeline = self._rendering.timeline(short)
            return post_problems(self._day, timeline, posts(timeline, self._session.templates))

        return self._noted(f"{folder_of(short)}/{FOUND}", key, find)

    def _noted(self, unit: str, key: str, find: Callable[[], Iterable[Problem]]) -> list[Problem]:
        """What the build knows, else what is found now."""
        with contextlib.suppress(KeyError, TypeError, ValueError):  # also a manifest that was damaged
            return [problem_of(one) for one in self._build.note(unit, key)]
        found = list(find())
        self._build.keep_note(unit, key, [asdict(problem) for problem in found])
        return found

    def bring_schedule_up_to_date(self) -> list[Problem]:
        """Of all shorts, since the times of some follow from the others. Where one cannot be, there is none."""
        day, found = self._day, list(schedule_problems(self._day))
        if not day.publish.start or any(one.severity is Severity.ERROR for one in found):
            self._build.drop(SCHEDULE)
            return found
        key = identity(__version__, day.name, day.publish, [(short, short.publish) for short in day.shorts])
        if not self._build.is_fresh(SCHEDULE, key):
            from shortsgen.render.publish.calendar import Slot, calendar, table

            moments = times(day.publish, len(day.shorts))
            slots = [Slot(day.name, short, moment) for short, moment in zip(day.shorts, moments, strict=True)]
            self._build.put(SCHEDULE, key, (table(slots), calendar(slots)))
        return found

    def bring_day_up_to_date(self) -> list[Problem]:
        """The kit of the video of the day, with a chapter for each short."""
        day, fps = self._day, self._rendering.manner.film.fps
        lengths = [frame_at(self._rendering.timeline(short).end, fps) for short in day.shorts]
        found = chapters(zip((plain(short.title) for short in day.shorts), lengths, strict=True), fps)
        video, film = self._filmed()
        key = self._day_key(film)
        if not self._build.is_fresh(DAY_KIT, key):
            from shortsgen.render.publish.kit import kit

            files = kit(self._day_post(found), b"", self._captions(*day.shorts))
            self._build.put(DAY_KIT, key, _in_folder("publish/day", video, files))
        return [*chapter_problems(day, found), *self._day_problems(key, found)]

    def tell_of_old_day(self) -> None:
        """Say so where a kit of the day is there that is of another day than this one, and stays."""
        if self._build.has(DAY_KIT):
            found = self._rendering.filmed()
            if not found or not self._build.fresh_files(DAY_KIT, self._day_key(found[1])):
                hint = f"`shortsgen publish {self._day.name} --day` makes it anew"
                self._session.progress.say(f"publish/day is of {self._day.name} as it was before: {hint}")

    def _day_key(self, film: str) -> str:
        """With the key of the day's video, from which its chapters follow."""
        own = [self._rendering.key(KIT, short) for short in self._day.shorts]
        return identity(own, self._day.title, self._day.publish, film)

    def _day_post(self, found: Sequence[Chapter]) -> Post:
        from shortsgen.render.publish.texts import day_post

        return day_post(self._day, found, self._session.templates)

    def _day_problems(self, key: str, found: Sequence[Chapter]) -> list[Problem]:
        day = self._day
        titles = [str(short.spans.get("title")) for short in day.shorts]
        places = sorted((name, str(span)) for name, span in day.publish.spans.items())
        key = identity(key, day.name, str(day.title_span), titles, places)
        return self._noted(DAY_FOUND, key, lambda: day_post_problems(day, self._day_post(found)))


def _kit_of(short: Short, name: PlatformName) -> str:
    """Of the build: the kit of a short for a platform."""
    return f"{folder_of(short)}/publish/{name}"


def _in_folder(folder: str, video: str, files: Iterable[Artifact]) -> Files:
    return [Linked(f"{folder}/video.mp4", video), *(replace(one, path=f"{folder}/{one.path}") for one in files)]
