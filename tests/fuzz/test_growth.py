"""Whatever a stranger writes, the time to read it grows no faster than its length."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from shortsgen.plan import speech
from shortsgen.plan.contents import Passage
from shortsgen.render.slides.highlight import highlight
from shortsgen.rules.prose import latex
from shortsgen.run.drift import drift, measured
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.varies import masked
from shortsgen.script import marks
from shortsgen.script.blocks import blocks
from shortsgen.text import markup
from shortsgen.text.visible import visible

SHORT, LONG = 2_000, 20_000  # characters
MOST = 35  # times as long for ten times the text; where each character looks at all others it is a hundred
_FLOOR = 0.004  # seconds: below it the clock and other programs tell more than the code
PIECES = (
    *(
        "`",
        "``a`",
        "`a``",
        "*",
        "**a",
        "*a ",
        "_a ",
        "1",
        "1.",
        "1e",
        "-",
        "- ",
        ".5e",
        "\\(",
        "\\[a",
        "$",
        "$a_",
        "\\frac{",
    ),
    *(
        "{",
        "(",
        "a(",
        "short ",
        "shorts (",
        "day 1 - ",
        "# ",
        "> ",
        "1. ",
        " ",
        " \n",
        "\t",
        "漢",
        "é",
        "took ",
        "_",
        "<",
        "[a](",
        "\\",
    ),
)


def _outcome(text: str) -> Outcome:
    return Outcome(Status.OK, text)


def _section(text: str) -> object:
    return [marks.section(text), marks.day_title(text), marks.numbered_title(text), marks.heading_marker(text)]


READERS: dict[str, Callable[[str], object]] = {
    "markup.parse": markup.parse,
    "markup.literal": markup.literal,
    "visible": visible,
    "drift": lambda text: drift(_outcome(text + "1"), _outcome(text + "2")),
    "drift of equal text": lambda text: drift(_outcome(text), _outcome(text)),
    "measured": lambda text: measured(_outcome(text + "1"), _outcome(text + "2")),
    "masked": lambda text: masked(text, ("a*b", "1*", "*")),
    "speech": speech.words,
    "formulas": lambda text: list(latex("01", [Passage("hook", text)])),
    "import": blocks,
    "headings": _section,
    "code": lambda text: highlight.__wrapped__(text, "python"),
    "a listing": lambda text: highlight.__wrapped__(text, "cpp"),
    "list items": lambda text: marks.line_marker(text, in_list=True),
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """Of the processor, the least of three times."""
    found = []
    for _ in range(3):
        started = time.process_time()
        read(text)
        found.append(time.process_time() - started)
    return min(found)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("piece", PIECES)
def test_the_time_to_read_a_text_grows_as_it_does(reader: str, piece: str) -> None:
    read = READERS[reader]
    short, long = (seconds(read, (piece * size)[:size]) for size in (SHORT, LONG))
    assert long + _FLOOR < MOST * (short + _FLOOR)
