"""timeline -> `teleprompter.html`: one file that scrolls what is said by the timeline, and fetches nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from shortsgen.labels.labels import ScreenLabels
from shortsgen.plan.contents import (
    CodeContent,
    Content,
    FigureContent,
    HookContent,
    ListingContent,
    MistakeContent,
    OutputContent,
)
from shortsgen.plan.sentences import sentences
from shortsgen.plan.timeline import Beat, Slide, Timeline
from shortsgen.render.inline import Inline
from shortsgen.render.teleprompter.pictures import Picture, store
from shortsgen.render.templates import Templates
from shortsgen.render.wording import holds, seconds, shows
from shortsgen.store.artifact import Artifact
from shortsgen.text.markup import Run, parse, plain
from shortsgen.text.visible import visible

MOST_PICTURED = 200  # shorts of one page; more would make it too heavy for a tablet, so it has none
Draw = Callable[[Timeline], Sequence[Picture]]

_SCRIPTS = ("teleprompter.js", "teleprompter-controls.js")
_REMOTE = "live/teleprompter.js"
_BLANKS = re.compile(r"(\s+)")


@dataclass(frozen=True, slots=True)
class PageWord:
    """A written word, when it is said in milliseconds, and its stretches of text in one style each."""

    at: int
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class PageBeat:
    """A beat as the template gets it. `cue` says what comes on screen and `code` begins to quote it; both are ""
    where the slide stays and something is said. `hold` says for how long it stands after the last word, at `said`."""

    start: int
    said: int
    end: int
    slide: int
    cue: str
    code: str
    sentences: tuple[tuple[PageWord, ...], ...]
    hold: str


@dataclass(frozen=True, slots=True)
class PageSlide:
    """A slide's picture, and what it shows in words."""

    number: int
    alt: str
    markup: str


@dataclass(frozen=True, slots=True)
class PageShort:
    """A short as the template gets it. `anchor` is unique on the page; `name` is number and title without marks."""

    anchor: str
    number: str
    name: str
    title: tuple[Run, ...]
    end: int
    beats: tuple[PageBeat, ...]
    slides: tuple[PageSlide, ...]


def render(timelines: Sequence[Timeline], templates: Templates, draw: Draw) -> Artifact:
    """The page of a short, or of a day with all its shorts; `draw` gives the pictures of its slides."""
    inline = Inline.of(templates, ["teleprompter.css"], _SCRIPTS)
    return Artifact("teleprompter.html", _written(timelines, templates, draw, inline).encode())


def served(timelines: Sequence[Timeline], templates: Templates, draw: Draw) -> tuple[str, str]:
    """The page as a server shows it, which obeys a remote, and its Content-Security-Policy."""
    inline = Inline.of(templates, ["teleprompter.css"], (*_SCRIPTS, _REMOTE), connections="'self'")
    return _written(timelines, templates, draw, inline), inline.policy


def _written(timelines: Sequence[Timeline], templates: Templates, draw: Draw, inline: Inline) -> str:
    labels = timelines[0].labels.prompter
    pictured = len(timelines) <= MOST_PICTURED
    pictures = [tuple(draw(timeline)) if pictured else () for timeline in timelines]
    shorts = [_short(timeline, drawn) for timeline, drawn in zip(timelines, pictures, strict=True)]
    return templates.render(
        "teleprompter.html.j2",
        title=_title(timelines),
        page=labels.page.format(title=_title(timelines)),
        language=timelines[0].labels.language,
        labels=labels,
        words=json.dumps(labels._asdict()),
        shorts=shorts,
        store=store(one for drawn in pictures for one in drawn),
        inline=inline,
    )


def _title(timelines: Sequence[Timeline]) -> str:
    first = timelines[0]
    return visible(f"{first.day}: {plain(first.series)}") if len(timelines) > 1 else _name(first)


def _name(timeline: Timeline) -> str:
    return f"{timeline.short.number:02d} {_line(plain(timeline.short.title))}"


def _short(timeline: Timeline, pictures: Sequence[Picture]) -> PageShort:
    drawn = tuple(
        PageSlide(slide.number, _alt(slide, len(timeline.slides), timeline.labels.screen), picture.markup)
        for slide, picture in zip(timeline.slides, pictures, strict=False)
    )
    short, beats = timeline.short, tuple(_beats(timeline))
    title = tuple(Run(visible(run.text), run.style) for run in parse(short.title))
    return PageShort(f"short-{short.id}", f"{short.number:02d}", _name(timeline), title, timeline.end, beats, drawn)


def _beats(timeline: Timeline) -> Iterator[PageBeat]:
    before = 0
    for beat in timeline.beats:
        slide = beat.slide
        spoken = tuple(_sentences(beat))
        told = slide.number != before or not spoken
        code = _line(_quoted(slide.content).split("\n")[0]) if told else ""
        cue = _cue(beat, slide, timeline.labels.screen) if told else ""
        hold = holds(beat.hold if spoken else 0, timeline.labels.screen)
        yield PageBeat(beat.start, beat.end - beat.hold, beat.end, slide.number, cue, code, spoken, hold)
        before = slide.number


def _cue(beat: Beat, slide: Slide, labels: ScreenLabels) -> str:
    shown = {"number": slide.number, "shows": shows(slide.content, labels)}
    if beat.text.strip():
        return labels.slide.format(**shown)
    return labels.slide_silent.format(**shown, seconds=seconds(beat.end - beat.start, labels))


def _sentences(beat: Beat) -> Iterator[tuple[PageWord, ...]]:
    words = iter(beat.words)
    for sentence in sentences(beat.text):
        yield tuple(PageWord(next(words).start, runs) for runs in _split(sentence))


def _split(sentence: Iterable[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs of each written word, as `plan.speech` parts them."""
    word: list[Run] = []
    for run in sentence:
        for piece in _BLANKS.split(run.text):
            if piece.strip():
                word.append(Run(visible(piece), run.style))
            elif piece and word:
                yield tuple(word)
                word = []
    if word:
        yield tuple(word)


def _alt(slide: Slide, count: int, labels: ScreenLabels) -> str:
    label = labels.slide_of.format(number=slide.number, count=count, shows=shows(slide.content, labels))
    text = _text(slide.content).strip()
    return f"{label}. {text}" if text else label


def _text(content: Content) -> str:
    """What a slide shows, in words; of code in focus only that."""
    match content:
        case HookContent():
            return visible(plain(content.hook.text))
        case CodeContent():
            return _quoted(content) or visible(content.code.text)
        case MistakeContent():
            printed = content.printed.text if content.printed else ""
            return f"{visible(plain(content.mistake.text))}\n{printed}".rstrip()
        case ListingContent() | OutputContent() | FigureContent():
            return _quoted(content)
        case _:
            assert_never(content)


def _quoted(content: Content) -> str:
    """What of a slide a cue begins to quote: the code that is lit, a listing, an output."""
    match content:
        case CodeContent(code=code, focus=focus) if focus:
            lines = code.text.split("\n")
            return visible("\n".join(lines[line - 1] for line in focus if line <= len(lines)))
        case ListingContent(listing=listing):
            return visible(listing.text)
        case OutputContent(printed=printed):
            return printed.text
        case _:
            return ""


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
