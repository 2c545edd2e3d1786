"""Whether a fresh outcome differs from the recorded one, and how to show it."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from hashlib import sha256

from shortsgen.run.outcome import Outcome
from shortsgen.run.varies import WHOLE, masked, suggestion

# Digits are looked at where they begin and nowhere else, so that a long number takes no longer than other text.
_FLOAT = re.compile(r"[-+]?(?:(?<!\d)\d+(?:\.\d*(?:[eE][-+]?\d+)?|[eE][-+]?\d+)|\.\d+(?:[eE][-+]?\d+)?)")
_HUNK = re.compile(r"(?<=[-+])\d+")  # a line's number, in the head of a part of a diff

STEP = 2**-23  # of float32 at 1: sums that cancel out differ by as much
_BEFORE = 3  # lines that are shown before the first that differs
_MOST = 2_000  # lines that a diff is made of: for more it may take minutes, and nobody would read it


def drift(recorded: Outcome, fresh: Outcome, tolerance: float = 1e-4, varies: Collection[str] = ()) -> str:
    """A diff from the recorded to the fresh outcome, "" where they agree: floats within the relative `tolerance`, and
    whatever stands where a pattern of `varies` has a `*`."""
    before, after = _lines(recorded, varies), _lines(fresh, varies)
    agree = enumerate(map(partial(_agree, tolerance), before, after))
    first = next((number for number, same in agree if not same), min(len(before), len(after)))
    return "\n".join(_diff(before, after, max(0, first - _BEFORE))) if first < max(len(before), len(after)) else ""


def _diff(before: Sequence[str], after: Sequence[str], start: int) -> Iterator[str]:
    """From the line `start` on, which counts from 0."""
    end = start + _MOST
    for line in difflib.unified_diff(before[start:end], after[start:end], "recorded", "fresh", lineterm=""):
        yield _HUNK.sub(lambda number: str(int(number[0]) + start), line) if line.startswith("@@") else line
    if (rest := max(len(before), len(after)) - end) > 0:
        yield f"\\ {rest:,} more lines are not shown"


def measured(recorded: Outcome, fresh: Outcome, varies: Collection[str] = ()) -> str:
    """A pattern that `varies` lacks, "" where they do not differ in measured numbers alone."""
    before, after = _lines(recorded, varies), _lines(fresh, varies)
    return suggestion(before, after) if len(before) == len(after) else ""


def _lines(outcome: Outcome, varies: Collection[str] = ()) -> list[str]:
    """All that counts of an outcome, a line each."""
    lines, patterns = ([], ()) if WHOLE in varies else (_shown(outcome), varies)
    if outcome.error:
        lines += (*outcome.error.frames.splitlines(), *str(outcome.error).splitlines())
    lines = [masked(line, patterns) for line in lines]
    return lines if outcome.status == "ok" else [*lines, f"[{outcome.status.value}] {outcome.detail}".rstrip()]


def _shown(outcome: Outcome) -> list[str]:
    lines = outcome.output.splitlines()
    if outcome.output and not outcome.output.endswith("\n"):
        lines.append("\\ no line feed at the end")
    hashes = (sha256(png).hexdigest()[:12] for png in outcome.figures)
    return [*lines, *(f"[figure {number}: sha256 {digest}]" for number, digest in enumerate(hashes, 1))]


def _agree(tolerance: float, before: str, after: str) -> bool:
    if before == after:
        return True
    if _FLOAT.split(before) != _FLOAT.split(after):
        return False
    close = partial(math.isclose, rel_tol=tolerance, abs_tol=min(tolerance, STEP))
    return all(map(close, map(float, _FLOAT.findall(before)), map(float, _FLOAT.findall(after))))
