"""A module that cannot be found."""

from __future__ import annotations

from shortsgen.propose.verdict import absent_module
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.packages import distribution, meant
from shortsgen.run.snippet import Snippet


def missing_module(_snippet: Snippet, error: Failure, _known: Known) -> str:
    name = absent_module(error)
    if not name:
        return ""
    if other := meant(name):
        return f"did you mean `{other}`?"
    skipped = f"with `requires: [{name}]` the short is skipped where that is missing"
    return f"`pip install {distribution(name)}`; {skipped}"
