"""What of a day cannot be shown as it is written, for `render`: said each time, found only where something changed."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from typing import Any

from shortsgen import __version__
from shortsgen.layout.area import slide_area
from shortsgen.pipeline.day import Loaded
from shortsgen.pipeline.session import Session
from shortsgen.plan.contents import Passage, Program, passages
from shortsgen.plan.timeline import Outline
from shortsgen.problems import Problem, Severity, Span
from shortsgen.render.look import is_font
from shortsgen.script.model import Day
from shortsgen.store.build import Build, identity
from shortsgen.theme.tokens import Theme

UNIT = "screen"  # of the build: what was found, which is no file


def frame(day: Day, theme: Theme) -> tuple[Passage, ...]:
    """What stands on every slide, or is the same wherever it does."""
    title = Passage("day's title", day.title, day.title_span)
    handle = Passage("handle", theme.handle, theme.spans.get("handle"))
    words, spans = day.labels.slides._asdict(), day.labels.spans
    return (title, handle, *(Passage(f"label `{name}`", word, spans.get(name)) for name, word in words.items()))


class SlideFindings:
    """The findings about slides, kept with the build."""

    def __init__(self, session: Session, loaded: Loaded, build: Build) -> None:
        theme = session.project.settings.theme
        self._session, self._build, self._day = session, build, loaded.day.name
        self._frame = frame(loaded.day, theme)
        self._area = slide_area(theme.safe_area, bool(theme.logo))
        self._fonts = session.look.fingerprint(is_font)

    def of(self, outlines: Sequence[Outline]) -> Iterator[Problem]:
        """All about the slides of these shorts, and about what is the same on all of them."""
        yield from self._kept(UNIT, [one.text for one in self._frame], self._frame, self._of_frame)
        for outline in outlines:
            contents = [slide.content for slide in outline.slides]
            shown = [passage for content in contents for passage in passages(content)]
            inputs = [outline.short.label, contents]
            yield from self._kept(f"{outline.short.id}/{UNIT}", inputs, shown, partial(self._of_short, outline))

    def _kept(
        self, unit: str, inputs: list[Any], shown: Iterable[Passage], find: Callable[[], Iterable[Problem]]
    ) -> list[Problem]:
        """Findings know where they are, so they are good only while that stays; where there is none, nothing moves."""
        key, places = identity(__version__, self._fonts, self._area, self._day, inputs), identity(_places(shown))
        with contextlib.suppress(KeyError, TypeError, ValueError):  # also a manifest that was damaged
            known, found = self._build.note(unit, key)
            if not found or known == places:
                return [problem_of(one) for one in found]
        problems = list(find())
        self._build.keep_note(unit, key, [places, [asdict(problem) for problem in problems]])
        return problems

    def _of_frame(self) -> Iterable[Problem]:
        from shortsgen.render.slides.glyphs import Glyphs
        from shortsgen.rules.screen import frame_problems

        return frame_problems(self._day, self._frame, Glyphs(self._session.look).missing)

    def _of_short(self, outline: Outline) -> Iterable[Problem]:
        from shortsgen.render.slides.glyphs import Glyphs
        from shortsgen.rules.screen import slide_problems

        return slide_problems(outline, self._area, Glyphs(self._session.look).missing)


def _places(shown: Iterable[Passage]) -> list[Any]:
    """Where findings about these texts are told, which counts in no content."""
    return [(one.span, one.literal, one.language_span if isinstance(one, Program) else None) for one in shown]


def problem_of(kept: dict[str, Any]) -> Problem:
    """A problem that a build has kept."""
    span = kept["span"]
    return Problem(**kept | {"span": span and Span(**span), "severity": Severity(kept["severity"])})
