"""What can be mended: for each code, the ways in which its cause may go."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shortsgen.mend import blocks, names, quotes, syntax, typed, values, wraps
from shortsgen.problems import Problem

#: Text and a problem in it -> the text mended, in one way after the other. None of them need be right.
Mend = Callable[[str, Problem], Iterator[str]]

MENDS: dict[str, tuple[Mend, ...]] = {
    "code-wraps": (wraps.shorter,),
    "script-duplicate-id": (names.another_id,),
    "script-missing-key": (names.missing_id,),
    "script-type": (values.value,),
    "script-unknown-key": (names.key,),
    "script-unknown-need": (names.need,),
    "script-value": (names.new_id,),
    "snippet-raised": (typed.straight,),
    "yaml-alias": (quotes.rest_of_line,),
    "yaml-anchor": (quotes.rest_of_line,),
    "yaml-comment": (quotes.comment, blocks.code),
    "yaml-joined": (blocks.item, blocks.code),
    "yaml-syntax": (syntax.syntax,),
    "yaml-tag": (quotes.rest_of_line,),
}


def ways(text: str, problem: Problem) -> Iterator[str]:
    """All texts in which a problem may be gone, the likeliest first."""
    for mend in MENDS.get(problem.code, ()):
        yield from mend(text, problem)
