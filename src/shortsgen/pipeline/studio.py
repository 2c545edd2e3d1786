"""Where shorts are filmed, several scenes at a time. What is encoded is kept, scene by scene, for the next time.

Imported only where something is filmed: it needs the extra `video`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from shortsgen.choices import Footage as Place
from shortsgen.pipeline import footage
from shortsgen.pipeline.building import Building
from shortsgen.pipeline.heard import heard
from shortsgen.pipeline.progress import Frames
from shortsgen.pipeline.rendering import Rendering
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.video import VideoOrder
from shortsgen.problems import InputError, bad_input
from shortsgen.render.renderer import FILMS, folder_of
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.video import mux, overlay, segment
from shortsgen.render.video.coding import Coding
from shortsgen.render.video.film import Filming, scenes
from shortsgen.render.video.scene import Scene
from shortsgen.render.video.segment import Segment
from shortsgen.run.cores import cores
from shortsgen.script.model import Day, Short
from shortsgen.sound import mix
from shortsgen.sound.read import read
from shortsgen.sound.sound import RATE, Sound
from shortsgen.store.artifact import Finished
from shortsgen.text.markup import plain

_UNFINISHED = ".shortsgen-"  # how folders of a person's are called that hold what is not whole yet
_AHEAD = 2  # shorts that are begun before one is finished, so that all cores have work and little is held

if TYPE_CHECKING:
    from shortsgen.pipeline.coordinator import Coordinator

Tick = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Begun:
    """A short of which everything is being made."""

    short: Short
    segments: list[Future[tuple[Segment, bool]]]  # and whether each was encoded now
    sound: Future[Sound]


class Studio:
    """Films the shorts of a build. Encoders let other threads go on while they work."""

    def __init__(self, session: Session, asked: Building, order: VideoOrder) -> None:
        film = session.project.settings.film
        film = replace(film, motion=order.motion or film.motion)
        self._session, self._asked, self._build = session, asked, asked.build
        self._form = order.form
        self.coding = Coding(fps=film.fps, draft=order.draft)
        self.rendering = Rendering.of(session, asked, film)
        self._filming = Filming(film.fps, film.motion, self.rendering.manner.repeat)
        self.segments = self.encoded = 0

    def film(self, shorts: Sequence[Short], frames: Frames) -> None:
        """Make the videos that are stale. Each is put in its place as soon as it is whole."""
        stale = [short for short in shorts if self.is_stale(short)]
        total = sum(map(self.length, stale))
        make = self._overlays if self._form == "overlay" else self._videos
        with frames(total) as tick, unfinished() as place:
            if self._session.elsewhere:
                self._take(self._session.elsewhere, stale, tick)
                return
            for short in make(stale, place / "video", tick):
                file = Finished(self._path(short), place / "video")
                self._build.put(self.unit(short), self.key(short), [file])

    def is_stale(self, short: Short) -> bool:
        return not self._build.is_fresh(self.unit(short), self.key(short))

    def _take(self, elsewhere: Coordinator, shorts: Sequence[Short], tick: Tick) -> None:
        """What workers have filmed, batch by batch as it comes back."""
        for short in shorts:
            made = elsewhere.made(self._asked.loaded, short, self.unit(short), self.key(short))
            self._build.put(self.unit(short), self.key(short), [replace(made[0], path=self._path(short))])
            tick(self.length(short))
        counts = elsewhere.counted(self._asked.loaded)
        self.segments, self.encoded = counts["segments"], counts["encoded"]

    def _videos(self, shorts: Sequence[Short], file: Path, tick: Tick) -> Iterator[Short]:
        """Each as soon as it is whole in `file`."""
        with pool() as threads:
            for begun in _ahead(self._begin(threads, short, tick) for short in shorts):
                segments = [self._counted(*one.result()) for one in begun.segments]
                mux.write(file, self.coding, segments, begun.sound.result(), plain(begun.short.title))
                yield begun.short

    def _overlays(self, shorts: Sequence[Short], file: Path, tick: Tick) -> Iterator[Short]:
        """The same without ground. Nothing of it is kept: it is large, and its encoder has threads of its own."""
        for short in shorts:
            made, sound = self.scenes(short, alpha=True), self._sound(short)
            overlay.write(file, self.coding, made, sound, plain(short.title), tick)
            yield short

    def join(self, day: Day) -> None:
        """The videos of all shorts as one, each a chapter. They are up to date."""
        key = self.rendering.film_day_key(self._form)
        if self._build.is_fresh(self._form, key):
            return
        parts = [
            mux.Part(self._build.folder / self._path(short), self.length(short), plain(short.title))
            for short in day.shorts
        ]
        name = f"{day.name}-draft.mp4" if self._form == "draft" else f"{day.name}.mp4"
        with unfinished() as place:
            mux.join(place / "day", self.coding, parts, plain(day.title))
            self._build.put(self._form, key, [Finished(name, place / "day")])

    def _path(self, short: Short) -> str:
        return f"{folder_of(short)}/{FILMS[self._form]}"

    def length(self, short: Short) -> int:
        """In frames."""
        return self._filming.frame(self.rendering.timeline(short).end)

    def unit(self, short: Short) -> str:
        """What the build calls it."""
        return f"{folder_of(short)}/{self._form}"

    def key(self, short: Short) -> str:
        """Of all that it is made from."""
        return self.rendering.film_key(short, self._form)

    def _begin(self, threads: ThreadPoolExecutor, short: Short, tick: Tick) -> Begun:
        segments = [threads.submit(self.segment, scene, tick) for scene in self.scenes(short)]
        return Begun(short, segments, threads.submit(self._sound, short))

    def scenes(self, short: Short, alpha: bool = False) -> tuple[Scene, ...]:
        """With the picture of its take, where there is one; without it where the ground is left out."""
        timeline, manner, project = self.rendering.timeline(short), self.rendering.manner, self._session.project
        place = Place.NONE if alpha else footage.shown(project, timeline, manner.film)
        style = SlideStyle(manner.theme, alpha or place is Place.FULL)
        made = scenes(timeline, style, self._filming, self._session.typesetter)
        if place is Place.NONE:
            return made
        return footage.with_footage(project, timeline, made, manner.film, manner.theme)

    def segment(self, scene: Scene, tick: Tick) -> tuple[Segment, bool]:
        """What is kept is used where it is the very scene, with all its frames but perhaps the last."""
        key, blobs = segment.key(scene, self.coding), self._session.blobs
        kept = blobs.get(key)
        found = segment.unpacked(kept) if kept else None
        stale = found is None or abs(found.frames - scene.frames) > 1
        if found is None or stale:
            found = segment.encode(scene, self.coding)
            blobs.put(key, found.packed())
        tick(scene.frames)
        return found.lasting(scene.frames), stale

    def _counted(self, made: Segment, encoded: bool) -> Segment:
        self.segments += 1
        self.encoded += encoded
        return made

    def _sound(self, short: Short) -> Sound:
        """As long as the picture."""
        timeline, samples = self.rendering.timeline(short), self.length(short) * RATE // self.coding.fps
        said = heard(self._session.blobs, timeline, samples)
        music = self.rendering.music
        return mix.mixed(said, read(BytesIO(music), "the music") if music else None)


@contextmanager
def unfinished(folder: Path | None = None) -> Iterator[Path]:
    """A folder for files that are not whole yet, in that of the system, or in a `folder` that nobody else writes
    meanwhile. Raises InputError where nothing can be written there, as on a full disk."""
    try:
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
            _sweep(folder)
        made = TemporaryDirectory(prefix=_UNFINISHED if folder else "shortsgen-", dir=folder)
    except OSError as error:
        raise _cannot_write(error.strerror, folder or Path(gettempdir())) from error
    with made as place:
        try:
            yield Path(place)
        except (mux.CannotWrite, OSError) as error:
            raise _cannot_write(error.strerror, Path(place).parent) from error


def _sweep(folder: Path) -> None:
    """Remove what one that was killed has left."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        if left.is_dir() and not left.is_symlink():
            rmtree(left, ignore_errors=True)


def _cannot_write(why: str | None, folder: Path) -> InputError:
    return bad_input(f"cannot write a video: {why}", f"in {folder}", code="file")


@contextmanager
def pool() -> Iterator[ThreadPoolExecutor]:
    """As many threads as there are cores. Where something fails, or a person interrupts it, what waits is left."""
    threads = ThreadPoolExecutor(cores())
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)


def _ahead(begun: Iterable[Begun]) -> Iterator[Begun]:
    """In order, while some more are being made."""
    waiting: deque[Begun] = deque()
    for one in begun:
        waiting.append(one)
        if len(waiting) > _AHEAD:
            yield waiting.popleft()
    yield from waiting
