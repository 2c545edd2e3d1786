"""timeline -> Typst -> PDF, PNG, SVG. The only module that imports typst."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from struct import unpack
from typing import Any, Literal

import typst

from shortsgen.plan.area import UNION, Area
from shortsgen.plan.timeline import Kind, Timeline
from shortsgen.problems import InputError
from shortsgen.render.artifact import Artifact
from shortsgen.render.deck import deck
from shortsgen.render.literals import typst_literal
from shortsgen.render.look import built_in
from shortsgen.render.templates import Templates

Format = Literal["pdf", "png", "svg"]
FORMATS: tuple[Format, ...] = ("pdf", "png", "svg")
TEMPLATE = "slides.typ.j2"

_PLACE = re.compile(r"┌─ (?:.*[/\\])?(?P<file>[^/\\]+\.typ):(?P<line>\d+):(?P<column>\d+)")
_PACKAGE = re.compile(rb"""\b(?:import|include)\s*\(?\s*"@""")
_MAIN = "main.typ"


class Slides:
    """A compiler that keeps the fonts and what it has laid out, for all shorts of a build."""

    def __init__(self, templates: Templates, area: Area = UNION) -> None:
        self.templates, self.area = templates, area
        templates.register(typst=typst_literal)
        self._theme = {name: self._asset(name, path.read_bytes()) for name, path in templates.assets().items()}
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(folder) for folder in templates.font_folders()],
        )
        # All that a document may read is given in memory; its root holds nothing but the built-in fonts.
        self._root = str(built_in() / "fonts")
        self._compiler = typst.Compiler(root=self._root, font_paths=self._fonts)

    def _asset(self, name: str, data: bytes) -> bytes:
        """An asset's bytes. Raises InputError where it would make Typst fetch a package: slides need no network."""
        if match := _PACKAGE.search(data):
            line = data.count(b"\n", 0, match.start()) + 1
            raise self.templates.problem(
                name, "a theme cannot import packages", line, hint="copy what you need beside it"
            )
        return data

    def render(self, timeline: Timeline, formats: tuple[Format, ...] = FORMATS) -> tuple[Artifact, ...]:
        """The short's slides as one PDF, and one PNG of 1080x1920 px and one SVG each; the same bytes every time."""
        files = self.document(timeline)
        names = [f"{slide.number:02d}-{slide.kind}" for slide in timeline.slides]
        artifacts = []
        for form in formats:
            pages = self._compile(files, form)
            if form == "pdf":
                artifacts.append(Artifact("slides.pdf", pages[0]))
                continue
            if len(pages) != len(names):
                raise self._error(f"the theme makes {len(pages)} pages of {len(names)} slides", "")
            artifacts += [Artifact(f"slides/{name}.{form}", page) for name, page in zip(names, pages, strict=True)]
        return tuple(artifacts)

    def document(self, timeline: Timeline) -> dict[str, bytes]:
        """The files of the Typst document of a short's slides, by name."""
        source = self.templates.render(TEMPLATE, **deck(timeline, self.area))
        return self._theme | _figures(timeline) | {_MAIN: source.encode()}

    def query(self, timeline: Timeline, selector: str) -> str:
        """What the document says of itself, as JSON; `<box>` is where each text stands."""
        files: Any = self.document(timeline)  # typst-py's types leave out that there may be several
        return typst.query(files, selector, root=self._root, font_paths=self._fonts)

    def _compile(self, files: Any, form: Format) -> list[bytes]:
        options: dict[str, Any] = {"ppi": 72} if form == "png" else {"timestamp": 0} if form == "pdf" else {}
        try:
            pages: Any
            pages, warnings = self._compiler.compile_with_warnings(files, format=form, **options)
        except typst.TypstError as error:
            raise self._error(error.message, error.diagnostic, *error.hints) from None
        if warnings:
            raise self._error(warnings[0].message, warnings[0].diagnostic, *warnings[0].hints)
        return list(pages) if isinstance(pages, list) else [pages]

    def _error(self, message: str, diagnostic: str, *hints: str) -> InputError:
        """The place in a file of the theme, or the template where the document that it makes is at fault."""
        message = f"the slides cannot be typeset: {message}"
        for match in _PLACE.finditer(diagnostic):
            if match["file"] != _MAIN:
                return self.templates.problem(
                    match["file"], message, int(match["line"]), int(match["column"]) + 1, "; ".join(hints)
                )
        return self.templates.problem(TEMPLATE, message, hint="; ".join(hints))


def render(timeline: Timeline, templates: Templates, formats: tuple[Format, ...] = FORMATS) -> tuple[Artifact, ...]:
    """The slides of one short, as `Slides.render` makes them; the compiler is kept for the next one."""
    return _slides(templates).render(timeline, formats)


@lru_cache(maxsize=1)
def _slides(templates: Templates) -> Slides:
    return Slides(templates)


def _figures(timeline: Timeline) -> dict[str, bytes]:
    """The figures that are shown, each inside an SVG file, since typst-py takes files of text only."""
    shown = {slide.index for slide in timeline.slides if slide.kind is Kind.OUTPUT}
    figures = timeline.outcome.figures
    return {f"figure-{index}.svg": _wrapped(figures[index]) for index in sorted(shown) if index < len(figures)}


def _wrapped(png: bytes) -> bytes:
    width, height = unpack(">II", png[16:24])
    link = f"data:image/png;base64,{b64encode(png).decode()}"
    size = f'width="{width}" height="{height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{link}"/></svg>'.encode()
