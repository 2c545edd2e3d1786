"""A module that cannot be found."""

from __future__ import annotations

from difflib import get_close_matches

from shortsgen.propose.verdict import absent_module
from shortsgen.rules.known import Known
from shortsgen.run.outcome import Failure
from shortsgen.run.packages import distribution
from shortsgen.run.snippet import Snippet

_OFTEN = ("matplotlib", "numpy", "pandas", "scipy", "sklearn", "torch", "torchaudio", "torchvision")


def missing_module(_snippet: Snippet, error: Failure, _known: Known) -> str:
    """Never to install what is mistyped: under such names strangers wait."""
    name = absent_module(error)
    if not name:
        return ""
    if name not in _OFTEN and (meant := get_close_matches(name, _OFTEN, cutoff=0.75)):
        return f"did you mean `{meant[0]}`?"
    skipped = f"with `requires: [{name}]` the short is skipped where that is missing"
    return f"`pip install {distribution(name)}`; {skipped}"
