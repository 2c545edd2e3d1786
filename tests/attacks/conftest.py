"""One runner for each level, and a world around it for each attack."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from tests.attacks.world import SECRET, World, keep_a_key

LEVELS = (Level.STRICT, Level.BASIC)

_numbers = count()


@pytest.fixture(scope="session", params=LEVELS, ids=str)
def guarded(request: pytest.FixtureRequest) -> Iterator[Runner]:
    """A runner at a level, started by a process that has a secret in its environment, and one in its keyring."""
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    if request.param is Level.STRICT and (reason := why_not_strict()):
        pytest.skip(reason)
    os.environ.update(SECRET)
    keep_a_key()
    with Runner(level=request.param, workers=2) as runner:
        yield runner
    for name in SECRET:
        del os.environ[name]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    one = World(tmp_path, next(_numbers))
    yield one
    one.close()
