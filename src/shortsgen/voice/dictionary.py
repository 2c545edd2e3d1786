"""The CMU Pronouncing Dictionary, as it lies in the aligner's package (extra `voice`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def ways() -> Mapping[str, tuple[str, ...]]:
    """The ways to say each word in lower case, the usual one first, in ARPAbet between blanks. Empty where the extra
    is not installed."""
    spec = find_spec("pocketsphinx")
    if spec is None or spec.origin is None:
        return {}
    file = Path(spec.origin).parent / "model" / "en-us" / "cmudict-en-us.dict"
    found: dict[str, tuple[str, ...]] = {}
    for line in file.read_text("utf-8").splitlines():
        entry, _, phonemes = line.partition(" ")
        word = entry.partition("(")[0]  # the second way is called `word(2)`
        found[word] = (*found.get(word, ()), phonemes)
    return found


@cache
def dictionary() -> Mapping[str, str]:
    """The usual way to say each word."""
    return {word: known[0] for word, known in ways().items()}
