"""The CMU Pronouncing Dictionary, as it lies in the aligner's package (extra `voice`)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def dictionary() -> Mapping[str, str]:
    """The phonemes of each word in lower case, in ARPAbet between blanks; of several ways to say it the first. Empty
    where the extra is not installed."""
    spec = find_spec("pocketsphinx")
    if spec is None or spec.origin is None:
        return {}
    file = Path(spec.origin).parent / "model" / "en-us" / "cmudict-en-us.dict"
    lines = file.read_text("utf-8").splitlines()
    return dict(reversed([line.partition(" ")[::2] for line in lines if not line.partition(" ")[0].endswith(")")]))
