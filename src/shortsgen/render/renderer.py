"""The table of outputs: what is made of a short or of a day, from what, with which files of the look, and by what.

An output is rendered again when its key is another: a hash of its inputs, of the files of the look that it reads, and
of the outputs that it shows. The function is called by name, so that it is imported only when it has work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from shortsgen.choices import OutputName, PlatformName, Repeated
from shortsgen.plan.timeline import Outline, Timeline
from shortsgen.script.model import Film, Short
from shortsgen.store.artifact import Artifact
from shortsgen.theme.tokens import Theme

if TYPE_CHECKING:
    from shortsgen.render.glance.index import Overview
    from shortsgen.render.slides.typeset import Slides
    from shortsgen.render.teleprompter.pictures import Picture
    from shortsgen.render.templates import Templates


@dataclass(frozen=True, slots=True)
class Drawing:
    """How slides are drawn for once: over a video, or with the edges of the safe area."""

    alpha: bool = False
    guides: bool = False


PLAIN = Drawing()


@dataclass(frozen=True, slots=True)
class Manner:
    """In which look a day is rendered, with which captions, and how it is filmed."""

    theme: Theme
    profile: str
    repeat: tuple[Repeated, ...] = ()
    drawing: Drawing = PLAIN
    film: Film = field(default_factory=Film)


class Tools(Protocol):
    """What renderers share. Each is made when one of them asks for it."""

    @property
    def templates(self) -> Templates: ...

    @property
    def typesetter(self) -> Slides: ...

    def draw(self, timeline: Timeline) -> Sequence[Picture]:
        """The slides of a short as they are published, for a page."""
        ...

    def heard(self, timeline: Timeline, track: str) -> bytes:
        """A WAV file of the voice or of the music of a short, as long as its picture."""
        ...

    def overview(self) -> Overview:
        """The day as its index shows it."""
        ...


@dataclass(frozen=True, slots=True)
class Material:
    """What one output is rendered from: a short, or all shorts of a day."""

    timelines: tuple[Timeline, ...]
    manner: Manner
    tools: Tools


@dataclass(frozen=True, slots=True)
class Renderer:
    """A row. `look` are patterns of the names of files; `inputs` is all that it takes from a short and its manner."""

    name: str
    output: OutputName | None  # as people call it; several rows may be one output to them
    function: str  # from `Material` to artifacts, such as `short_json:output`
    look: tuple[str, ...]
    inputs: Callable[[Outline, Manner], object]
    of_day: bool = False
    shows: tuple[str, ...] = ()  # names of rows
    links: tuple[str, ...] = ()  # names of rows whose files it leads to, and which are made wherever it is
    plays: bool = False  # whether the music of videos is among what it is made of
    on_demand: bool = False  # made only where it is asked for by its name, and kept as it is where it is not

    def reads(self, file: str) -> bool:
        """Whether it may read a file of the look. One that belongs to no row may be a part of any template."""
        return _matches(file, self.look) or not (belongs(file) or file in NO_LOOK)

    def render(self, material: Material) -> Iterable[Artifact]:
        module, _, name = self.function.partition(":")
        made: Iterable[Artifact] = getattr(import_module(f"shortsgen.render.{module}"), name)(material)
        return made


def belongs(file: str) -> bool:
    """Whether a file of the look is that of a row."""
    return any(_matches(file, row.look) for row in (*TABLE, KIT))


def _matches(file: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(file, pattern) for pattern in patterns)


def _pictures(outline: Outline, manner: Manner) -> Any:
    """What slides show. What is said meanwhile, and for how long, is none of it."""
    short = outline.short
    header = (outline.day, outline.series, short.label, short.title, *_drawn(outline))
    return header, tuple(slide.content for slide in outline.slides), manner.theme, manner.drawing


def _drawn(outline: Outline) -> Any:
    labels = outline.labels
    return labels.language, labels.slides, labels.screen.drawing, labels.screen.logo


def _all(outline: Outline, _manner: Manner) -> Any:
    """A timeline follows from these."""
    told = (outline.day, outline.series, outline.short, outline.outcome, outline.mistake)
    return *told, outline.voice, outline.labels


def _captions(outline: Outline, manner: Manner) -> Any:
    return _all(outline, manner), manner.theme, manner.profile, manner.repeat


def _filmed(outline: Outline, manner: Manner) -> Any:
    return _all(outline, manner), manner.theme, manner.repeat, manner.drawing, manner.film


def _posted(outline: Outline, manner: Manner) -> Any:
    return _captions(outline, manner), outline.short.publish


def _laid_out(outline: Outline, manner: Manner) -> Any:
    return _all(outline, manner), manner.profile, manner.film.fps, manner.drawing.alpha


def folder_of(short: Short) -> str:
    """Its own whatever its number is, so that what an editing program links stays where it is."""
    return short.id


_SLIDES, _TELEPROMPTER = OutputName.SLIDES, OutputName.TELEPROMPTER
_SLIDES_LOOK = ("slides.typ.j2", "*.typ", "*.svg", "fonts/*")
_SHEETS = ("teleprompter.*", "teleprompter-controls.js")

#: Files beside the look that nothing is rendered from.
NO_LOOK = frozenset({"report.schema.json", "sample-day.yaml", "sample-settings.yaml", "short.schema.json"})

#: What is shown stands before what shows it.
TABLE = (
    Renderer("slides", _SLIDES, "slides.output:output", _SLIDES_LOOK, _pictures),
    Renderer("cuts", _SLIDES, "slides.cut_list:output", (), _all),
    Renderer("teleprompter", _TELEPROMPTER, "teleprompter.sheets:output", _SHEETS, _all, shows=("slides",)),
    Renderer("captions", OutputName.CAPTIONS, "captions.subtitles:output", ("captions.*",), _captions),
    Renderer("data", OutputName.DATA, "short_json:output", (), _all),
    Renderer(
        "timelines",
        OutputName.TIMELINES,
        "timelines.output:output",
        (),
        _laid_out,
        links=("slides",),
        plays=True,
        on_demand=True,
    ),
    Renderer(
        "teleprompter", _TELEPROMPTER, "teleprompter.sheets:output", _SHEETS, _all, of_day=True, shows=("slides",)
    ),
    Renderer(
        "timelines",
        OutputName.TIMELINES,
        "timelines.output:output_of_day",
        (),
        _laid_out,
        of_day=True,
        links=("timelines",),
        on_demand=True,
    ),
    Renderer("index", OutputName.INDEX, "glance.output:output", ("index.*",), _all, of_day=True),
)

#: Not in the table, since it is made only where it is asked for, and in pieces: `pipeline/video` does that.
VIDEO = Renderer("video", None, "", (*_SLIDES_LOOK, "captions.typ.j2"), _filmed)
FILMS = {"video": "video.mp4", "draft": "draft.mp4", "overlay": "overlay.mov"}  # what is made of it, and its file

#: Not in it either: made of a video, for each platform, by `pipeline/publish`.
KIT = Renderer("publish", None, "", ("publish.*", "cover.*", "captions.srt.j2", *_SLIDES_LOOK[1:]), _posted)

FOUND = "publish/problems"  # of a short: what was found about its posts, which is no file
KITS = (*(f"publish/{name}" for name in PlatformName), FOUND)  # of a short
SCHEDULE, DAY_KIT = "publish/schedule", "publish/day"
DAY_FOUND = "publish/day/problems"  # what was found about the post of the day, which is no file
KITS_OF_DAY = (SCHEDULE, DAY_KIT, DAY_FOUND)

OF_SHORT = tuple(row for row in TABLE if not row.of_day)
ROWS = {row.name: row for row in OF_SHORT}
DAY_ROWS = {row.name: row for row in TABLE if row.of_day}
