"""timeline -> SRT and WebVTT, of what is said and of what is printed, and ASS of both, to burn in.

Cues hold any code, which neither format foresees. In both, leading and repeated blanks are no-break spaces, since
players trim and collapse blanks, and a blank line, which would end the cue, is one no-break space. WebVTT has
references for `<`, `>` and `&`. SRT has none: where a player could see a tag, an override or an arrow, a word joiner
(U+2060, which is not seen) stands between its characters; without the word joiners the text is as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shortsgen.cues.cues import Cue, cues, join, output_cues
from shortsgen.cues.profiles import PROFILES
from shortsgen.plan.timeline import Timeline
from shortsgen.render.captions import ass
from shortsgen.render.captions.assstyle import DEFAULT, AssStyle
from shortsgen.render.captions.asstext import NO_BREAK_SPACE, WORD_JOINER
from shortsgen.render.renderer import Material
from shortsgen.render.templates import Templates
from shortsgen.render.wording import timestamp
from shortsgen.store.artifact import Artifact

DEFAULT_PROFILE = "netflix"  # by its name in PROFILES

_BLANKS = re.compile(r"^ +| +(?= )")
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_SRT_MARKS = re.compile(r"(?<=<)(?=[A-Za-z/!?])|(?<=\{)(?=\\)|(?<=--)(?=>)")


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: its template, the sign before its milliseconds, and how a line of text is written."""

    suffix: str
    point: str
    write: Callable[[str], str]

    @property
    def template(self) -> str:
        return f"captions.{self.suffix}.j2"


@dataclass(frozen=True, slots=True)
class Caption:
    """A cue as a template gets it."""

    number: int
    start: str
    end: str
    lines: tuple[str, ...]


def _srt_line(line: str) -> str:
    return _SRT_MARKS.sub(WORD_JOINER, line)


def _vtt_line(line: str) -> str:
    return line.translate(_REFERENCES)


FORMATS = {
    "srt": Format("srt", ",", _srt_line),
    "vtt": Format("vtt", ".", _vtt_line),
}


def output(material: Material) -> tuple[Artifact, ...]:
    manner = material.manner
    style = AssStyle.of(manner.theme, manner.repeat)
    return render_day(material.timelines, material.tools.templates, manner.profile, style)


def render(
    timeline: Timeline, templates: Templates, profile: str = DEFAULT_PROFILE, style: AssStyle = DEFAULT
) -> tuple[Artifact, ...]:
    """The captions of one short. `profile` is the name of one; captions that are burned in always keep to `shorts`."""
    return render_day((timeline,), templates, profile, style)


def render_day(
    timelines: Sequence[Timeline],
    templates: Templates,
    profile: str = DEFAULT_PROFILE,
    style: AssStyle = DEFAULT,
) -> tuple[Artifact, ...]:
    """The captions of several shorts laid end to end."""
    burned_in = Artifact("captions.ass", ass.render(timelines, templates, style).encode())
    return (*subtitles(timelines, templates, profile), burned_in)


def subtitles(
    timelines: Sequence[Timeline], templates: Templates, profile: str = DEFAULT_PROFILE
) -> tuple[Artifact, ...]:
    """The SRT and the WebVTT files of several shorts laid end to end. A track without cues has none: players refuse an
    empty file."""
    tracks = {"speech": _spoken(timelines, profile), "output": join(timelines, output_cues)}
    return tuple(
        Artifact(f"{track}.{form}", text(found, form, templates).encode())
        for track, found in tracks.items()
        if found
        for form in FORMATS
    )


def export(
    timelines: Sequence[Timeline],
    templates: Templates,
    form: str = "srt",
    profile: str = DEFAULT_PROFILE,
    style: AssStyle = DEFAULT,
) -> str:
    """The captions of what is said in these shorts, laid end to end, as `srt`, `vtt` or `ass`."""
    if form == "ass":
        return ass.render(timelines, templates, style)
    return text(_spoken(timelines, profile), form, templates)


def _spoken(timelines: Sequence[Timeline], profile: str) -> tuple[Cue, ...]:
    return join(timelines, lambda timeline: cues(timeline, PROFILES[profile]))


def text(found: Sequence[Cue], form: str, templates: Templates) -> str:
    """The file of these cues in the format `srt` or `vtt`. Without cues, an SRT file is empty."""
    style = FORMATS[form]
    captions = [_caption(number, cue, style) for number, cue in enumerate(found, 1)]
    return templates.render(style.template, captions=captions)


def _caption(number: int, cue: Cue, style: Format) -> Caption:
    lines = tuple(style.write(_solid(line)) for line in cue.lines)
    return Caption(number, timestamp(cue.start, style.point), timestamp(cue.end, style.point), lines)


def _solid(line: str) -> str:
    """`line` with the blanks that matter kept, and never blank itself."""
    return _BLANKS.sub(lambda match: NO_BREAK_SPACE * len(match[0]), line.rstrip()) or NO_BREAK_SPACE
