"""What was planned in Python, judged by where Typst places it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortsgen.choices import SafeArea
from shortsgen.layout.stage import Stage, stage
from shortsgen.layout.windows import DIVIDER, GAP, Windows
from shortsgen.plan.timeline import Timeline
from shortsgen.render.slides.deck import SlideStyle
from shortsgen.render.slides.typeset import Slides
from shortsgen.render.templates import Templates
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.model import Code, Mistake
from shortsgen.theme.tokens import Theme
from tests.factory import make_timeline
from tests.render.shapes import FAILED, SHAPES, png
from tests.render.slides.boxes import boxes, outside

NEAR = 0.5  # px

Place = tuple[str, int, float, float]  # a name, the page, the top and the height in px


@pytest.fixture(scope="module")
def slides() -> Slides:
    return Slides(Templates())


def planned(staged: Stage, top: float) -> list[Place]:
    """All windows of a short, whose slides begin at `top`."""
    numbered = enumerate(staged.windows, 1)
    return [(name, page, *edges) for page, one in numbered for name, *edges in _slide(one, top + staged.header)]


def _slide(windows: Windows, top: float) -> Iterator[tuple[str, float, float]]:
    place = top + windows.top + (windows.told.height + GAP if windows.told else 0)
    for number, section in enumerate(windows.sections):
        place += DIVIDER if windows.joined and number else section.bar
        yield "code", place, section.fit.height
        place += section.fit.height
        if not windows.joined:
            place += section.height - section.bar - section.fit.height + GAP
    if windows.figure:
        yield "figure", place, windows.figure.height


def agrees(slides: Slides, timeline: Timeline, name: SafeArea = SafeArea.ORGANIC) -> None:
    style = SlideStyle(Theme(safe_area=name))
    staged = stage([slide.content for slide in timeline.slides], style.area)
    found = boxes(slides, timeline, style)
    drawn = [(box["name"], box["page"], box["y"], box["height"]) for box in found if box["name"] in ("code", "figure")]
    expected = planned(staged, style.area.y)
    assert [one[:2] for one in drawn] == [one[:2] for one in expected]
    for one, other in zip(drawn, expected, strict=True):
        assert one[2:] == pytest.approx(other[2:], abs=NEAR)
    assert outside(found, style.area) == []
    for box in found:
        told = staged.windows[box["page"] - 1].told
        if box["name"] == "mistake" and told:
            top = style.area.y + staged.header + staged.windows[box["page"] - 1].top
            assert box["y"] + box["height"] <= top + told.height + NEAR
            assert (box["size"], box["width"] <= told.width + NEAR) == (told.size, True)


@pytest.mark.parametrize("name", SafeArea)
@pytest.mark.parametrize("timeline", SHAPES.values(), ids=SHAPES)
def test_windows_stand_where_they_were_planned(slides: Slides, timeline: Timeline, name: SafeArea) -> None:
    agrees(slides, timeline, name)


lines = st.integers(0, 60).map("x".__mul__)
texts = st.lists(lines, min_size=1, max_size=24).map("\n".join)
figures = st.lists(st.builds(png, st.integers(40, 900), st.integers(40, 900)), max_size=1).map(tuple)


@given(texts, st.just("") | texts, figures, st.lists(st.integers(1, 24), max_size=2, unique=True), st.booleans())
@settings(max_examples=30, deadline=None)
def test_so_does_whatever_code_and_output_there_is(
    slides: Slides, code: str, printed: str, drawn: tuple[bytes, ...], focus: list[int], made: bool
) -> None:
    mistake = Mistake(f"Calling it *twice*, and {len(code) * 3 * 'word '}"[:240], Code(code) if made else None)
    outcome = Outcome(Status.OK, printed, drawn)
    agrees(
        slides, make_timeline(outcome, FAILED if made else None, focus=tuple(focus), code=Code(code), mistake=mistake)
    )
