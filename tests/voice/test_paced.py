"""How well the silent voice knows how long lines take, against voices that say them: all lines of day 04."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from shortsgen.pipeline.day import load_day
from shortsgen.plan.lexicon import PLAIN
from shortsgen.plan.steps import lines
from shortsgen.plan.voice import Paced
from shortsgen.project import find
from shortsgen.voice.aloud import aloud
from shortsgen.voice.engine import Engine
from shortsgen.voice.engines import espeak, hibari

PACE = 150


@pytest.fixture(scope="module")
def said() -> Sequence[str]:
    return [line for short in load_day(find(Path(__file__).parent), "day04").day.shorts for line in lines(short)]


def seconds(engine: Engine, line: str) -> float:
    """From the first sound to the last."""
    sound = engine.say(aloud(line, PLAIN), PACE)
    loud = np.flatnonzero(np.abs(sound.samples) > 0.01)
    return float(loud[-1] - loud[0]) / sound.rate


@pytest.mark.parametrize("engine", [hibari.Engine("", "en"), espeak.Engine("", "en")], ids=["hibari", "espeak"])
def test_a_line_is_planned_as_long_as_it_takes(said: Sequence[str], engine: Engine) -> None:
    """Nothing is fitted: the pace is the voices' and the plan's alike. By words it would be 0.43 s and 1.14 s."""
    spoken = np.array([seconds(engine, line) for line in said])
    planned = np.array([float(one.length) / 1000 for one in Paced(PACE).say(said)])
    off = np.abs(spoken - planned)
    assert len(off) == 126
    assert np.median(off) <= 0.2
    assert np.percentile(off, 90) <= 0.5
    assert spoken.sum() == pytest.approx(planned.sum(), rel=0.02), "the pace is kept on average"
