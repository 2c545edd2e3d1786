"""What `network: true` opens, and what it does not."""

from __future__ import annotations

import sys

import pytest

from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.level import Level, why_not_strict
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from tests.attacks.reach import SOCKETS
from tests.attacks.world import World
from tests.run.conftest import day_of, run_all


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux" or bool(why_not_strict()), reason="needs bubblewrap")
def test_the_network_opens_loopback_and_abstract_sockets_but_no_file(world: World) -> None:
    with Runner(level=Level.STRICT, workers=1, network=True) as runner:
        outcomes = run_all(runner, snippets(day_of(world.fill(SOCKETS))))
    assert outcomes == [Outcome(Status.OK, "tcp abstract\n")]
    assert world.harmed() == {"tcp", "udp", "abstract"}
