"""What is told of texts that nobody can say or read as they are."""

from __future__ import annotations

import pytest

from shortsgen.plan.contents import Passage
from shortsgen.plan.timeline import plan
from shortsgen.report.human import human
from shortsgen.rules.prose import latex, prose
from shortsgen.run.outcome import Outcome, Status
from shortsgen.script.load import load

SCRIPT = r"""title: A day of fractions
shorts:
  - id: first
    title: The first
    hook: Say hello.
    talk_track:
      - This is said.
      - say: That, too.
        focus: 1
    code: print(1)
    mistake: Saying nothing.
"""


def told(old: str, new: str) -> str:
    assert old in SCRIPT
    day = load(SCRIPT.replace(old, new), "day.yaml", "day")
    texts = [Passage("day's title", day.title, day.title_span)]
    texts += prose(plan(day, day.shorts[0], Outcome(Status.OK, r"\(\frac{a}{b}\)")))
    return human(latex("01 first", texts), {day.file: day.text}).plain


def test_latex_is_told_with_what_to_write() -> None:
    assert told("Say hello.", r"The mean is \(\frac{a}{b}\).") == (
        r"day.yaml:5:11: warning[text-latex] 01 first: LaTeX in the hook is shown and said sign by sign, "
        r"found `\(\frac{a}{b}\)`"
        "\n"
        r"    5 |     hook: The mean is \(\frac{a}{b}\)."
        "\n"
        "      |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
        "  hint: write what is said in words, and formulas in signs such as `a/b`, `x²` and `√x`\n"
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [("A day of", 1), ("The first", 4), ("Say hello.", 5), ("This is", 7), ("That, too.", 8), ("Saying nothing.", 11)],
)
def test_every_text_that_is_said_or_shown_is_looked_at(text: str, line: int) -> None:
    assert told(text, r"a \sqrt{2}").startswith(f"day.yaml:{line}:")


@pytest.mark.parametrize(
    ("text", "name"),
    [("A day of", "day's title"), ("The first", "title"), ("This is", "talk line"), ("That, too.", "talk line")],
)
def test_a_text_is_called_as_its_author_knows_it(text: str, name: str) -> None:
    assert f"01 first: LaTeX in the {name} is shown" in told(text, r"a \sqrt{2}")


@pytest.mark.parametrize(
    "text", [r"\(x\)", r"\[x\]", "$$x$$", "$x^2$", "$w_{ij}$", r"$\alpha$", r"\frac{a}{b}", r"\alpha", r"\mathbf{x}"]
)
def test_these_are_latex(text: str) -> None:
    assert told("Say hello.", f"'We see {text} here.'").count("text-latex") == 1


@pytest.mark.parametrize(
    "text",
    [
        r"`\(x\)` and `\frac{a}{b}`",
        "It costs $5, or $6.",
        r"a \ b",
        r"`\n`",
        r"C:\temp\new",
        "x^2 and w_1",
        "`$x^2$`",
        "$",
    ],
)
def test_these_are_none(text: str) -> None:
    assert told("Say hello.", f"'We see {text} here.'") == ""
