"""Whether a fresh outcome differs from the recorded one, and how to show it."""

from __future__ import annotations

import difflib
import math
import re
from hashlib import sha256

from shortsgen.run.outcome import Outcome

_FLOAT = re.compile(r"[-+]?(?:\d+\.\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+)")


def drift(recorded: Outcome, fresh: Outcome, tolerance: float = 1e-4) -> str:
    """A diff from the recorded to the fresh outcome, "" where they agree: floats within the relative `tolerance`."""
    before, after = _lines(recorded), _lines(fresh)
    if len(before) == len(after) and all(_agree(*pair, tolerance) for pair in zip(before, after, strict=True)):
        return ""
    return "\n".join(difflib.unified_diff(before, after, "recorded", "fresh", lineterm=""))


def _lines(outcome: Outcome) -> list[str]:
    """All that counts of an outcome, a line each."""
    lines = outcome.output.splitlines()
    if outcome.output and not outcome.output.endswith("\n"):
        lines.append("\\ no line feed at the end")
    if outcome.error:
        lines += str(outcome.error).splitlines()
    hashes = (sha256(png).hexdigest()[:12] for png in outcome.figures)
    lines += [f"[figure {number}: sha256 {digest}]" for number, digest in enumerate(hashes, 1)]
    return lines if outcome.status == "ok" else [*lines, f"[{outcome.status.value}] {outcome.detail}".rstrip()]


def _agree(before: str, after: str, tolerance: float) -> bool:
    if before == after:
        return True
    if _FLOAT.split(before) != _FLOAT.split(after):
        return False
    pairs = zip(_FLOAT.findall(before), _FLOAT.findall(after), strict=True)
    return all(math.isclose(float(a), float(b), rel_tol=tolerance, abs_tol=tolerance**2) for a, b in pairs)
