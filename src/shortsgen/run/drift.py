"""Whether a fresh outcome differs from the recorded one, and how to show it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection
from hashlib import sha256

from shortsgen.run.outcome import Outcome
from shortsgen.run.varies import WHOLE, masked, suggestion

_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)")


STEP = 2**-23  # of float32 at 1: sums that cancel out differ by as much


def drift(recorded: Outcome, fresh: Outcome, tolerance: float = 1e-4, varies: Collection[str] = ()) -> str:
    """A diff from the recorded to the fresh outcome, "" where they agree: floats within the relative `tolerance`, and
    whatever stands where a pattern of `varies` has a `*`."""
    before, after = _lines(recorded, varies), _lines(fresh, varies)
    if len(before) == len(after) and all(_agree(*pair, tolerance) for pair in zip(before, after, strict=True)):
        return ""
    return "\n".join(difflib.unified_diff(before, after, "recorded", "fresh", lineterm=""))


def measured(recorded: Outcome, fresh: Outcome, varies: Collection[str] = ()) -> str:
    """A pattern that `varies` lacks, "" where they do not differ in measured numbers alone."""
    before, after = _lines(recorded, varies), _lines(fresh, varies)
    return suggestion(before, after) if len(before) == len(after) else ""


def _lines(outcome: Outcome, varies: Collection[str] = ()) -> list[str]:
    """All that counts of an outcome, a line each."""
    lines, patterns = ([], ()) if WHOLE in varies else (_shown(outcome), varies)
    if outcome.error:
        lines += str(outcome.error).splitlines()
    lines = [masked(line, patterns) for line in lines]
    return lines if outcome.status == "ok" else [*lines, f"[{outcome.status.value}] {outcome.detail}".rstrip()]


def _shown(outcome: Outcome) -> list[str]:
    lines = outcome.output.splitlines()
    if outcome.output and not outcome.output.endswith("\n"):
        lines.append("\\ no line feed at the end")
    hashes = (sha256(png).hexdigest()[:12] for png in outcome.figures)
    return [*lines, *(f"[figure {number}: sha256 {digest}]" for number, digest in enumerate(hashes, 1))]


def _agree(before: str, after: str, tolerance: float) -> bool:
    if before == after:
        return True
    if _FLOAT.split(before) != _FLOAT.split(after):
        return False
    pairs = zip(_FLOAT.findall(before), _FLOAT.findall(after), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=tolerance, abs_tol=min(tolerance, STEP)) for a, b in pairs)
