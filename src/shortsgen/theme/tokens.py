"""The look in tokens: colours, fonts, corner, channel and safe area. Three are built in; `shortsgen.yaml` changes them.

The colours of code are made for video: players store colour at a quarter of the resolution of light, so two words
that differ in hue only blur into each other on a phone. Each is far from its ground in light first (7:1 in the dark
look, 4.5:1 in the light one), and saturated little. The look of high contrast has 10:1 everywhere, and fewer colours,
which differ in light as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType

from shortsgen.choices import SafeArea
from shortsgen.problems import Span


@dataclass(frozen=True, slots=True)
class Colors:
    """Colours as `#rrggbb`. Each is a token that `shortsgen.yaml` may set."""

    ground: str  # of a slide
    card: str  # of a window with code
    terminal: str  # of a window with output
    line: str  # edges and dividers
    lit: str  # behind a line in focus
    chip: str  # behind inline code
    alarm: str  # the ground of the slide of a mistake
    text: str
    muted: str  # small text: series, labels, remarks
    dim: str  # code that is not in focus
    accent: str  # the mark of a day: its number, emphasis, the edge of a line in focus
    wrong: str  # errors and mistakes
    keyword: str
    function: str
    type: str
    string: str
    number: str
    operator: str
    decorator: str
    self: str
    comment: str


DARK = Colors(
    ground="#0b0e14", card="#161b26", terminal="#04060a", line="#2f384a", lit="#283247", chip="#262e3f",
    alarm="#1d0b0e", text="#f4f6fb", muted="#aab4c6", dim="#8b96ab", accent="#ffc857", wrong="#ff8a80",
    keyword="#cdb0ff", function="#8ccbff", type="#74e0cf", string="#acdf9b", number="#ffbb88", operator="#b9c4d6",
    decorator="#ffc857", self="#f5abc6", comment="#9aa6bb",
)  # fmt: skip

LIGHT = Colors(
    ground="#f3f1ec", card="#ffffff", terminal="#f8f7f3", line="#d5d1c7", lit="#fdf0c9", chip="#e5e1d6",
    alarm="#fbe6e3", text="#171a21", muted="#535a68", dim="#676d7a", accent="#8f5200", wrong="#b3261e",
    keyword="#6b2fb3", function="#0b5394", type="#0a6357", string="#2f6212", number="#974000", operator="#4a5261",
    decorator="#8a5000", self="#9c2458", comment="#5b6370",
)  # fmt: skip

CONTRAST = Colors(
    ground="#000000", card="#000000", terminal="#000000", line="#757575", lit="#001a3d", chip="#383838",
    alarm="#2a0000", text="#ffffff", muted="#cccccc", dim="#b8b8b8", accent="#ffe600", wrong="#ffaaa2",
    keyword="#fff455", function="#7bf2ff", type="#7bf2ff", string="#2bf32b", number="#2bf32b", operator="#ffffff",
    decorator="#7bf2ff", self="#fff455", comment="#c5c5c5",
)  # fmt: skip

LOOKS = MappingProxyType({"dark": DARK, "light": LIGHT, "contrast": CONTRAST})


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture of the channel, an SVG or PNG file."""

    path: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Theme:
    """The tokens of all slides. `corner` is the radius of windows in px; `accents` are those of single days."""

    look: str = "dark"
    colors: Colors = DARK
    accents: tuple[tuple[str, str], ...] = ()
    text_font: str = "Inter"
    code_font: str = "JetBrains Mono"
    corner: int = 28
    handle: str = ""
    logo: Logo | None = None
    safe_area: SafeArea = SafeArea.ORGANIC
    spans: dict[str, Span] = field(default_factory=dict, compare=False, repr=False)  # a token -> its place

    def of(self, day: str) -> Theme:
        """The theme of one day, in its accent."""
        accent = dict(self.accents).get(day)
        return replace(self, colors=replace(self.colors, accent=accent), accents=()) if accent else self


BUILT_IN = Theme()
