"""timeline -> `captions.ass`, to burn in: what is said, word by word, and where it is asked for, what is printed.

All stands in one band in the middle of the picture. A phrase has one event for each of its words; only the colours
differ, so that nothing moves. libass draws it: ffmpeg, mpv, VLC, Aegisub.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from shortsgen.cues.cues import output_cues
from shortsgen.cues.spotlight import Spotlight, spotlights, told
from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.plan.contents import OutputContent
from shortsgen.plan.timeline import Timeline
from shortsgen.render.captions import asscard
from shortsgen.render.captions.assstyle import DEFAULT, AssStyle, Event, clip, number
from shortsgen.render.captions.asstext import color, known, neutral, override, time, width
from shortsgen.render.templates import Templates

TEMPLATE = "captions.ass.j2"

SPEECH_SIZE = 41  # px of an em; where a phrase is too wide it is set smaller
BORDER = 4  # px around the letters, so that they can be read on any picture
_CARD = 0x20  # of 255: how transparent it is
_OFF = "0.01"  # px between letters: too little to be seen, but libass then makes no arrow of `->`


def render(timelines: Sequence[Timeline], templates: Templates, style: AssStyle = DEFAULT) -> str:
    """The file of one short, or of several laid end to end."""
    offsets = accumulate((timeline.end for timeline in timelines), initial=0)
    events = [
        event
        for timeline, offset in zip(timelines, offsets, strict=False)
        for event in _events(timeline, offset, style)
    ]
    title = neutral(timelines[0].day) if timelines else ""
    styles = [_speech_style(style), *_output_styles(style)]
    return templates.render(TEMPLATE, title=title, width=WIDTH, height=HEIGHT, styles=styles, events=events)


def _speech_style(style: AssStyle) -> dict[str, object]:
    size, band = SPEECH_SIZE * style.speech.height, style.band
    return {
        "name": "Speech",
        "font": style.speech.name,
        "size": number(size),
        "alignment": 2,
        "left": band.x,
        "right": WIDTH - band.right,
        "bottom": HEIGHT - band.bottom + round((band.height - size) / 2),
        **_colors(style, BORDER),
    }


def _output_styles(style: AssStyle) -> Iterator[dict[str, object]]:
    """Of the letters, and of the card behind them."""
    size = number(asscard.SIZES[-1] * style.output.height)
    place = {"alignment": 7, "left": 0, "right": 0, "bottom": 0}
    output = {"name": "Output", "font": style.output.name, "size": size, **place, **_colors(style, 0)}
    yield output
    yield {**output, "name": "Card", "text": color(style.outline, _CARD)}


def _colors(style: AssStyle, border: int) -> dict[str, object]:
    colors = {"text": color(style.text), "accent": color(style.accent), "outline": color(style.outline)}
    return {**colors, "border": border, "spacing": _OFF}


def _events(timeline: Timeline, offset: int, style: AssStyle) -> Iterator[Event]:
    timeline = told(timeline, style.repeat)
    for spotlight in spotlights(timeline):
        event = _word(spotlight, offset, style)
        if event.start != event.end:  # in hundredths of a second, which are all that ASS knows
            yield event
    silent = {beat.start for beat in timeline.beats if isinstance(beat.slide.content, OutputContent)}
    for cue in output_cues(timeline):
        if cue.start in silent:
            yield from asscard.events(cue, offset, style, timeline.labels.slides)


def _word(spotlight: Spotlight, offset: int, style: AssStyle) -> Event:
    start, end = time(spotlight.start + offset), time(spotlight.end + offset)
    lead = _lead(" ".join(spotlight.words), style)
    return Event(start, end, "Speech", lead + _colored(spotlight.words, spotlight.active, style))


def _colored(words: Sequence[str], active: int, style: AssStyle) -> str:
    """The words with the active one in the accent. libass lays out each stretch of one colour by itself, to eighths
    of a pixel; so that nothing moves with the accent, blanks have a colour of their own and part all words alike."""
    blank = f"{{\\c{override(style.outline)}}} "
    accent, plain = f"{{\\c{override(style.accent)}}}", "{\\c}"
    shown = ((accent if place == active else plain) + neutral(word) for place, word in enumerate(words))
    return blank.join(shown).removeprefix(plain)


def _lead(plain: str, style: AssStyle) -> str:
    """A smaller size where the phrase would leave the band. Where nobody can know how wide a letter is, what would
    leave it is cut off."""
    room = style.band.width - 2 * (BORDER + 1)
    wide = width(plain)
    size = min(SPEECH_SIZE, room / wide) if wide else SPEECH_SIZE
    smaller = f"\\fs{number(size * style.speech.height)}" if size < SPEECH_SIZE else ""
    cut = "" if known(plain) else clip(style.band)
    return f"{{{smaller}{cut}}}" if smaller or cut else ""
