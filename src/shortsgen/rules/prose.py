"""Rules about what is said and set as text: what would be read out and shown sign by sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from shortsgen.plan.contents import Passage, passages
from shortsgen.plan.timeline import Timeline
from shortsgen.problems import Problem, Severity
from shortsgen.text.markup import Style, parse

_COMMANDS = (
    "alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|psi|omega|nabla|partial|infty|"
    "sum|prod|int|sqrt|frac|cdot|times|pm|leq|geq|neq|approx|rightarrow|leftarrow"
)
# Nothing here reads past the next sign of its own kind, so that no text is slow to search.
_LATEX = re.compile(
    r"\\\((?:(?!\\\().)+?\\\)|\\\[(?:(?!\\\[).)+?\\\]|\$\$.+?\$\$"  # between delimiters
    r"|\$(?=\S)[^$\\^_]*[\\^_][^$]*(?<=\S)\$"  # within a line, with a command, a power or an index
    rf"|\\(?:[A-Za-z]+(?:\{{(?:[^{{}}\n]|\{{[^{{}}\n]*\}})*\}})+|(?:{_COMMANDS})(?![A-Za-z]))"  # a command
)


def prose(timeline: Timeline) -> Iterator[Passage]:
    """What a short shows as text, each once, and the lines that it says."""
    shown = (passage for slide in timeline.slides for passage in passages(slide.content))
    yield from dict.fromkeys(passage for passage in shown if type(passage) is Passage)
    for line in timeline.short.talk_track:
        yield Passage("talk line", line.say, line.span)


def latex(label: str, texts: Iterable[Passage]) -> Iterator[Problem]:
    """A warning for each text that holds LaTeX: nothing typesets it, on slides or in captions, and nobody can say it.

    What stands in inline code is meant as it is.
    """
    for passage in texts:
        plain = (run.text for run in parse(passage.text) if run.style is not Style.CODE)
        if found := next(filter(None, map(_LATEX.search, plain)), None):
            message = f"{label}: LaTeX in the {passage.name} is shown and said sign by sign, found `{found[0]}`"
            hint = "write what is said in words, and formulas in signs such as `a/b`, `x²` and `√x`"
            yield Problem("text-latex", message, passage.span, hint, Severity.WARNING)
