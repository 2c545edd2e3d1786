"""timeline -> Typst -> PDF, PNG, SVG."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from importlib.metadata import version
from typing import Any, Literal

import typst

from shortsgen.layout.area import HEIGHT, WIDTH
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import InputError, Problem
from shortsgen.render.look import is_font
from shortsgen.render.slides.deck import LOGO, SlideStyle
from shortsgen.render.slides.fonts import font_problems, fonts_in
from shortsgen.render.slides.literals import typst_literal
from shortsgen.render.slides.offline import NOWHERE, offline
from shortsgen.render.slides.paper import MAIN, Document, Paper, logo_file, paper_of
from shortsgen.render.slides.sections import Data
from shortsgen.render.templates import Templates
from shortsgen.shipped import built_in
from shortsgen.store.artifact import Artifact
from shortsgen.store.blobs import Blobs
from shortsgen.store.build import identity
from shortsgen.store.png import size
from shortsgen.theme.tokens import Theme

Format = Literal["pdf", "png", "svg"]
FORMATS: tuple[Format, ...] = ("pdf", "png", "svg")
TEMPLATE = "slides.typ.j2"
BANDS = "captions.typ.j2"
COVER = "cover.typ.j2"
_CALLED = {TEMPLATE: "the slides", BANDS: "the captions", COVER: "the cover"}
PLAIN = SlideStyle()

_PLACE = re.compile(r"┌─ (?:.*[/\\])?(?P<file>[^/\\]+\.typ):(?P<line>\d+):(?P<column>\d+)")
_PACKAGE = re.compile(rb"""\b(?:import|include)\s*\(?\s*"@""")
_NO_PACKAGE = ("failed to download package", "package not found", "package found", "failed to load package")
_CANNOT_IMPORT, _COPY = "a theme cannot import packages", "copy what you need beside it"
_NO_PACKAGES: Any = {"package_path": NOWHERE, "package_cache_path": NOWHERE}
_VERSION = version("typst")


class Slides:
    """The theme and its fonts, and compilers that keep what they have laid out. Threads may share it. What it has
    typeset it keeps in `blobs`."""

    def __init__(self, templates: Templates, blobs: Blobs | None = None) -> None:
        self.templates = templates
        self._blobs = blobs
        templates.register(typst=typst_literal)
        self._theme = {name: self._asset(name, templates.read(path)) for name, path in templates.assets().items()}
        self._fonts = fonts_in(templates.font_folders())
        self._key = identity(_VERSION, templates.fingerprint(is_font), sorted(self._theme.items()))
        # All that a document may read is given in memory; its root holds nothing but the built-in fonts.
        self._root = str(built_in() / "fonts")
        self._idle: deque[typst.Compiler] = deque()
        self._proved: Theme | None = None

    @contextmanager
    def _compiler(self) -> Iterator[typst.Compiler]:
        """One serves one thread at a time; while it works it lets the others go on."""
        try:
            compiler = self._idle.pop()
        except IndexError:
            compiler = typst.Compiler(root=self._root, font_paths=self._fonts, **_NO_PACKAGES)
        try:
            with self._alone():
                yield compiler
        finally:
            self._idle.append(compiler)

    def _alone(self) -> AbstractContextManager[None]:
        """Only what is the project's own could ask for a package."""
        return offline() if self.templates.has_own else nullcontext()

    def _asset(self, name: str, data: bytes) -> bytes:
        """An asset's bytes. Raises InputError where it names a package, which it need not be typeset for to be told."""
        if match := _PACKAGE.search(data):
            line = data.count(b"\n", 0, match.start()) + 1
            raise self.templates.problem(name, _CANNOT_IMPORT, line, hint=_COPY)
        return data

    def render(
        self, timeline: Timeline, style: SlideStyle = PLAIN, formats: tuple[Format, ...] = FORMATS
    ) -> tuple[Artifact, ...]:
        """The short's slides as one PDF, and one PNG of 1080x1920 px and one SVG each; the same bytes every time.
        Only PNG files go without their ground: the others are for reading. What is kept is not typeset again."""
        self._prove(style.theme)
        ground = paper_of(timeline, replace(style, alpha=False), self._write)
        drawn = paper_of(timeline, style, self._write) if style.alpha else ground
        artifacts: list[Artifact] = []
        for form in formats:
            if form == "pdf":
                artifacts.append(Artifact("slides.pdf", self._whole(ground)))
                continue
            names = [f"slides/{slide.name}.{form}" for slide in timeline.slides]
            artifacts += map(Artifact, names, self._pictures(drawn if form == "png" else ground, form))
        return tuple(artifacts)

    def bands(self, phrases: Sequence[tuple[str, ...]], look: Data) -> list[bytes]:
        """Captions for a video, a PNG without ground for each of some `phrases`: once for each of its words that is
        lit, below each other, in the height of `look`. What is kept is not typeset again."""

        def document(some: Sequence[tuple[str, ...]]) -> Document:
            return {MAIN: self.templates.render(BANDS, phrases=some, **look).encode()}

        return self._pages(
            [document([phrase]) for phrase in phrases],
            lambda some: document([phrases[one] for one in some]),
            "png",
            BANDS,
        )

    def cover(self, data: Data, theme: Theme) -> bytes:
        """The cover of a short, a PNG of 1080x1920 px. What is kept is not typeset again."""
        self._prove(theme)
        document = {MAIN: self.templates.render(COVER, **data).encode()}
        [picture] = self._pages([document], lambda _: document, "png", COVER)
        if (found := size(picture)) != (WIDTH, HEIGHT):
            message = f"the cover has {found[0]}x{found[1]} px, expected {WIDTH}x{HEIGHT}"
            raise self.templates.problem(COVER, message, hint="set the page to `width` and `height`")
        return picture

    def document(self, timeline: Timeline, style: SlideStyle = PLAIN) -> Document:
        """The files of the Typst document of a short's slides, by name."""
        return self._theme | paper_of(timeline, style, self._write).own(range(len(timeline.slides)))

    def _write(self, data: Data) -> str:
        return self.templates.render(TEMPLATE, **data)

    def _whole(self, paper: Paper) -> bytes:
        document = paper.own(range(len(paper.contents)))
        key = self._key_of(document, "pdf")
        data = self._blobs.get(key) if self._blobs else None
        if data is None:
            [data] = self._compile(document, "pdf")
            self._keep(key, data)
        return data

    def _pictures(self, paper: Paper, form: Format) -> list[bytes]:
        """A picture of each slide. Those that are not kept are typeset together, and look as if each were alone."""
        return self._pages([paper.own([index]) for index in range(len(paper.contents))], paper.own, form)

    def _pages(
        self,
        alone: Sequence[Document],
        own: Callable[[Sequence[int]], Document],
        form: Format,
        template: str = TEMPLATE,
    ) -> list[bytes]:
        """The pages of documents of one page each, `own` being those of some of them together."""
        keys = [self._key_of(document, form) for document in alone]
        found = {index: data for index, key in enumerate(keys) if self._blobs and (data := self._blobs.get(key))}
        if missing := [index for index in range(len(keys)) if index not in found]:
            pages = self._compile(own(missing), form, template)
            if len(pages) != len(missing):
                raise self._error(template, f"there are {len(pages)} pages, expected {len(missing)}", "")
            found |= zip(missing, pages, strict=True)
            for index in missing:
                self._keep(keys[index], found[index])
        return [found[index] for index in range(len(keys))]

    def _key_of(self, own: Document, form: Format | Literal["boxes"]) -> str:
        """Equal only where Typst gets the very same: the program, the fonts, the theme, the document."""
        return identity(self._key, form, sorted(own.items()))

    def _keep(self, key: str, data: bytes) -> None:
        if self._blobs:
            self._blobs.put(key, data)

    def boxes(self, timeline: Timeline, style: SlideStyle = PLAIN) -> str:
        """Where each text stands, as JSON of `<box>`. What is kept is not asked again."""
        key = self._key_of(paper_of(timeline, style, self._write).own(range(len(timeline.slides))), "boxes")
        data = self._blobs.get(key) if self._blobs else None
        if data is None:
            data = self.query(timeline, "<box>", style).encode()
            self._keep(key, data)
        return data.decode()

    def query(self, timeline: Timeline, selector: str, style: SlideStyle = PLAIN) -> str:
        """What the document says of itself, as JSON; `<box>` is where each text stands."""
        files: Any = self.document(timeline, style)  # typst-py's types leave out that there may be several
        options: dict[str, Any] = {"root": self._root, "font_paths": self._fonts, **_NO_PACKAGES}
        with self._alone():
            return typst.query(files, selector, sys_inputs={"boxes": "true"}, **options)

    def _prove(self, theme: Theme) -> None:
        """That the fonts are there and the logo can be drawn, so that what is wrong is told at the setting and not
        somewhere in the theme."""
        if theme == self._proved:
            return
        if problems := [*font_problems(theme, self._fonts), *self._logo_problems(theme)]:
            raise InputError(problems)
        self._proved = theme

    def _logo_problems(self, theme: Theme) -> Iterator[Problem]:
        if theme.logo is None:
            return
        files: Any = {LOGO: logo_file(theme.logo), MAIN: f'#image("{LOGO}")'.encode()}
        try:
            with self._compiler() as compiler:
                compiler.compile(files, format="svg")
        except RuntimeError as error:  # a TypstError is one, and so is what typst-py says of bytes that are no text
            message = f"the logo `{theme.logo.path}` cannot be drawn: {getattr(error, 'message', error)}"
            yield Problem("theme-logo", message, theme.spans.get("logo"), "save it anew as plain SVG, or as PNG")

    def _compile(self, own: Document, form: Format, template: str = TEMPLATE) -> list[bytes]:
        files: Any = self._theme | own
        options: dict[str, Any] = {"ppi": 72} if form == "png" else {"timestamp": 0} if form == "pdf" else {}
        try:
            pages: Any
            with self._compiler() as compiler:
                pages, warnings = compiler.compile_with_warnings(files, format=form, **options)
        except typst.TypstError as error:
            raise self._error(template, error.message, error.diagnostic, *error.hints) from None
        if warnings:
            raise self._error(template, warnings[0].message, warnings[0].diagnostic, *warnings[0].hints)
        return list(pages) if isinstance(pages, list) else [pages]

    def _error(self, template: str, message: str, diagnostic: str, *hints: str) -> InputError:
        """The place in a file of the theme, or `template` where the document that it makes is at fault."""
        if message.startswith("unknown font family"):
            hints = (*hints, "put the font into templates/fonts/")
        if message.startswith(_NO_PACKAGE):
            message, hints = _CANNOT_IMPORT, (_COPY,)
        message = f"{_CALLED[template]} cannot be typeset: {message}"
        for match in _PLACE.finditer(diagnostic):
            if match["file"] != MAIN:
                return self.templates.problem(
                    match["file"], message, int(match["line"]), int(match["column"]) + 1, "; ".join(hints)
                )
        return self.templates.problem(template, message, hint="; ".join(hints))
