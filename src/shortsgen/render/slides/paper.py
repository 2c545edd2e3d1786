"""What Typst gets of a short: for all its slides, or for some of them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from shortsgen.plan.contents import Content, FigureContent, OutputContent
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.deck import LOGO, SlideStyle, deck, figure_file
from shortsgen.render.slides.sections import Data
from shortsgen.store.png import is_png, size
from shortsgen.theme.tokens import Logo, Theme

MAIN = "main.typ"

Document = dict[str, bytes]  # what Typst gets, by name


@dataclass(slots=True)
class Paper:
    """A short in one style. Each of its documents is made once, in whichever formats it is typeset."""

    data: Data  # of the template
    contents: tuple[Content, ...]
    theme: Theme
    write: Callable[[Data], str]  # what the template makes of data
    _own: dict[tuple[int, ...], Document] = field(default_factory=dict)

    def own(self, indices: Sequence[int]) -> Document:
        """A document of some of the slides, without the files of the theme."""
        key = tuple(indices)
        if key not in self._own:
            slides = tuple(self.data["slides"][index] for index in key)
            source = self.write(self.data | {"slides": slides})
            shown = _shown([self.contents[index] for index in key], self.theme)
            self._own[key] = shown | {MAIN: source.encode()}
        return self._own[key]


def paper_of(timeline: Timeline, style: SlideStyle, write: Callable[[Data], str]) -> Paper:
    contents = tuple(slide.content for slide in timeline.slides)
    return Paper(deck(timeline, style), contents, style.theme, write)


def _shown(contents: Sequence[Content], theme: Theme) -> Document:
    """The logo, and the figures that are shown, each inside an SVG file, since typst-py takes files of text only."""
    found = {}
    for content in contents:
        match content:
            case OutputContent(figure=bytes(figure)):
                found[figure_file(0)] = _wrapped(figure)
            case FigureContent(figure=figure, index=index):
                found[figure_file(index)] = _wrapped(figure)
    if theme.logo:
        found[LOGO] = logo_file(theme.logo)
    return found


def logo_file(logo: Logo) -> bytes:
    return _wrapped(logo.data) if is_png(logo.data) else logo.data


def _wrapped(png: bytes) -> bytes:
    width, height = size(png)
    link = f"data:image/png;base64,{b64encode(png).decode()}"
    extent = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {extent}><image {extent} href="{link}"/></svg>'.encode()
