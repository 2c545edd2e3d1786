"""`export`: one text of a day, for standard output or a file, or its slides for one folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar

from shortsgen.choices import CaptionFormat, ProfileName, What
from shortsgen.pipeline.pronunciation import pronunciation
from shortsgen.pipeline.session import Session
from shortsgen.pipeline.sound import Sound, sound
from shortsgen.pipeline.viewing import printout
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, bad_input
from shortsgen.render.captions import subtitles as captions
from shortsgen.render.captions.assstyle import AssStyle
from shortsgen.render.teleprompter import sheets as teleprompter
from shortsgen.store.artifact import Artifact

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given(Generic[T]):
    """What was asked for, and what is to be told of it."""

    what: T
    problems: tuple[Problem, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, what: T, found: Sound) -> Given[T]:
        """What was made of these shorts."""
        return cls(what, found.skipped(), found.loaded.sources)


@dataclass(frozen=True, slots=True)
class CaptionChoice:
    """Which captions are asked for. None is the profile of the project's settings."""

    form: CaptionFormat = CaptionFormat.SRT
    profile: ProfileName | None = None


SRT = CaptionChoice()


def export(session: Session, what: What, name: str, words: Sequence[str], asked: CaptionChoice = SRT) -> Given[str]:
    """One text. Raises ShortsgenError where the code of one of the shorts fails: half a day is no day."""
    _refuse(asked)
    if what is What.PRONUNCIATION:
        return Given(pronunciation(session, name, words))
    found = sound(session, name, words)
    return Given.of(_text(session, what, name, found.timelines(), asked), found)


def _text(session: Session, what: What, name: str, timelines: Sequence[Timeline], asked: CaptionChoice) -> str:
    templates = session.templates
    if what is What.CAPTIONS:
        settings = session.project.settings
        style = AssStyle.of(settings.theme.of(name), settings.repeat)
        return captions.export(timelines, templates, asked.form, asked.profile or settings.profile, style)
    if what is What.OUTPUTS:
        figures = session.project.shown(session.project.figures(name))
        return "\n".join(printout(timeline, figures) for timeline in timelines)
    return teleprompter.export(timelines, templates)


def export_slides(session: Session, name: str, words: Sequence[str]) -> Given[Iterator[Artifact]]:
    """The slides of all shorts for one folder: `02-linear-computes-01-hook.png`, in the order in which they are shown.
    Raises ShortsgenError as `export` does."""
    found = sound(session, name, words)
    return Given.of(_slides(session, found.timelines()), found)


def _slides(session: Session, timelines: Sequence[Timeline]) -> Iterator[Artifact]:
    from shortsgen.render.slides.deck import SlideStyle

    for timeline in timelines:
        short, style = timeline.short, SlideStyle(session.project.settings.theme.of(timeline.day))
        for picture in session.typesetter.render(timeline, style, ("png",)):
            yield replace(picture, path=f"{short.number:02d}-{short.id}-{picture.path.rpartition('/')[2]}")


def file_name(day: str, what: What, asked: CaptionChoice) -> str:
    """What the text of a day is called where those of several days lie together."""
    suffixes = {What.CAPTIONS: asked.form.value, What.PRONUNCIATION: "yaml"}
    return f"{day}.{suffixes.get(what, 'txt')}"


def _refuse(asked: CaptionChoice) -> None:
    if asked.form is CaptionFormat.ASS and asked.profile not in (None, ProfileName.SHORTS):
        message = f"captions that are burned in have no profile `{asked.profile}`: they always keep to `shorts`"
        raise bad_input(message, "leave `--profile` out, or choose `--format srt` or `vtt`")
