"""The table of formats: what a timeline's file is called, what writes it, and what it cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from shortsgen.choices import TimelineFormat
from shortsgen.render.timelines.sequence import Sequence

Write = Callable[[Sequence, str], bytes]  # with the base of its media's URLs


@dataclass(frozen=True, slots=True)
class Format:
    """A row. `function` is imported only when it has work; `lacks` is told in a few words each."""

    suffix: str
    function: str  # such as `otio:write`
    lacks: tuple[str, ...]

    def write(self, sequence: Sequence, base: str = "") -> bytes:
        """The file. `base` is "" for media beside it, or a URL of a folder that ends in a slash."""
        module, _, name = self.function.partition(":")
        writer: Write = getattr(import_module(f"{__package__}.{module}"), name)
        return writer(sequence, base)


FORMATS = {
    TimelineFormat.OTIO: Format(
        "otio",
        "otio:write",
        (
            "captions: import the .srt beside it",
            "the size of the picture: set it in the project",
        ),
    ),
    TimelineFormat.FCP7: Format(
        "xml",
        "fcp7:write",
        ("captions: import the .srt beside it", "names of tracks", "colours of markers"),
    ),
    TimelineFormat.FCPXML: Format(
        "fcpxml",
        "fcpxml:write",
        (
            "names of tracks: they are lanes",
            "the ends of markers: each is a point",
            "several markers at one frame: they become one",
        ),
    ),
    TimelineFormat.EDL: Format(
        "edl",
        "edl:write",
        (
            "other pictures than those of the uppermost track",
            "more than two tracks of sound",
            "the size of the picture, and frames a second but in a comment: set both in the project before",
            "captions: import the .srt beside it",
            "the ends of markers: each is a point",
            "numbers of three digits for more than 999 events: they have four, which not every program reads",
        ),
    ),
}
