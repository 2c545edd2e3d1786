"""What a person wrote: a day of shorts, as frozen records that know their lines.

Text (`hook`, talk lines, `mistake.text`) may hold inline Markdown; `shortsgen.text.markup` reads it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from shortsgen.choices import Device, Footage, Motion, PlatformName, View
from shortsgen.labels.en import LABELS as ENGLISH
from shortsgen.labels.labels import Labels
from shortsgen.problems import Problem, Span


@dataclass(frozen=True, slots=True)
class Options:
    """What may be set for all days, a day or a short; the nearest wins."""

    seed: int = 0
    timeout: float = 30.0  # wall-clock seconds
    memory: int = 2048  # MiB that a snippet may take beyond what torch itself maps
    network: bool = False
    device: Device = Device.CPU  # what must be there
    tolerance: float = 1e-4  # relative, of printed floats: vector units differ in the fifth digit of a float32 sum
    device_tolerance: float = 1e-3  # from one device to another: TF32 reads ten bits of a mantissa, and 2**-10 is that
    pace: int = 150  # spoken words a minute
    budget: float = 30.0  # seconds a short may last


@dataclass(frozen=True, slots=True)
class Code:
    """Source text, and where it stands in the YAML file."""

    text: str
    first_line: int = field(default=1, compare=False)  # line of the file that holds the first line of the code
    indent: int = field(default=0, compare=False)  # columns that YAML puts before each line of it
    literal: bool = field(default=True, compare=False)  # a `|` block: line n of the code is line first_line+n-1

    def line_in_file(self, line: int) -> int:
        """The file's line of the code's line `line`; both count from 1."""
        return self.first_line + line - 1 if self.literal else self.first_line


@dataclass(frozen=True, slots=True)
class TalkLine:
    """One line of the talk track, and the lines of code (from 1) to light up while it is said.

    Here as elsewhere `hold` are the seconds of silence that the author asks for, None for as long as reading takes.
    """

    say: str
    focus: tuple[int, ...] = ()
    hold: float | None = None
    span: Span | None = field(default=None, compare=False)
    view: View | None = None


@dataclass(frozen=True, slots=True)
class Mistake:
    """The common mistake: told, and where `code` is given, really made."""

    text: str
    code: Code | None = None
    raises: str | None = None
    hold: float | None = None
    span: Span | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Film:
    """How videos are made: frames a second, how much moves, where footage stands, and what plays under speech, by its
    path from the root of the project."""

    fps: int = 30
    motion: Motion = Motion.FULL
    footage: Footage = Footage.FULL
    music: str = ""
    music_span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Publishing:
    """How shorts are posted: where, with which words, and when; the nearest wins. What `title`, `description` and
    `cover` leave empty is taken from the short. Without a `start` nobody has asked for a schedule.

    Its fields are as they were written: `shortsgen.publish.schedule` knows what they mean.
    """

    platforms: tuple[PlatformName, ...] = tuple(PlatformName)
    hashtags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    title: str = ""
    description: str = ""
    cover: str = ""
    start: str = ""
    every: str = "1d"
    at: tuple[str, ...] = ("12:00",)
    zone: str = "UTC"
    spans: dict[str, Span] = field(default_factory=dict, compare=False, repr=False)  # a key -> its value's place

    @property
    def asked(self) -> bool:
        """Whether anybody has written of it."""
        return bool(self.spans)


NOT_PUBLISHED = Publishing()


@dataclass(frozen=True, slots=True)
class Listing:
    """Code that is shown and never executed, such as a shell command."""

    language: str
    code: Code


@dataclass(frozen=True, slots=True)
class Short:
    """One video of a day. `number` is its place in the day, from 1."""

    number: int
    id: str
    title: str
    hook: str
    talk_track: tuple[TalkLine, ...]
    code: Code
    mistake: Mistake | None = None
    hook_hold: float | None = None
    output_hold: float | None = None
    listings: tuple[Listing, ...] = ()
    needs: tuple[str, ...] = ()
    setup: Code | None = None
    raises: str | None = None
    traceback: str = "last"  # which lines of an error that was announced are shown: last, short, full
    echo: bool = False
    skip: str | None = None
    requires: tuple[str, ...] = ()
    files: tuple[str, ...] = ()  # paths from the root of the project, with slashes
    view: View | None = None  # of all its lines; None lets the room decide
    varies: tuple[str, ...] = ()  # patterns of what its output says differently in each run; `*` for all of it
    options: Options = Options()
    publish: Publishing = field(default=NOT_PUBLISHED, compare=False)  # which changes nothing of what is shown and said
    spans: dict[str, Span] = field(default_factory=dict, compare=False, repr=False)  # a key -> its value's place

    @property
    def label(self) -> str:
        """The short as it is named to people and in folders of a build: `04 first-custom-model`."""
        return f"{self.number:02d} {self.id}"

    @property
    def mistake_name(self) -> str:
        """How the snippet of its mistake is called, as that of its code is called by its id."""
        return f"{self.id}/mistake"

    @property
    def span(self) -> Span | None:
        return self.spans.get("")


@dataclass(frozen=True, slots=True)
class Day:
    """One YAML file of shorts. `file` is its path as a person knows it; `text` is what was read."""

    name: str
    title: str
    shorts: tuple[Short, ...]
    file: str = field(default="", compare=False)
    text: str = field(default="", compare=False, repr=False)
    title_span: Span | None = field(default=None, compare=False, repr=False)
    warnings: tuple[Problem, ...] = field(default=(), compare=False, repr=False)  # of what stands there, but is lost
    labels: Labels = ENGLISH
    publish: Publishing = field(default=NOT_PUBLISHED, compare=False)
    say: tuple[tuple[str, str], ...] = ()  # what is written, in lower case, and the words that are said for it

    def by_id(self) -> dict[str, Short]:
        return {short.id: short for short in self.shorts}
