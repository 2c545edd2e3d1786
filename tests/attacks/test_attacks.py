"""Every attack is made for real, at both levels, between snippets that mean no harm."""

from __future__ import annotations

import os
import re
import resource
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.level import Level
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Day, Options
from tests.attacks.attack import Attack, controls
from tests.attacks.branches import BRANCHES
from tests.attacks.endings import ENDINGS
from tests.attacks.kernel import KERNEL
from tests.attacks.processes import PROCESSES
from tests.attacks.reach import REACH
from tests.attacks.resources import RESOURCES
from tests.attacks.servers import SERVERS
from tests.attacks.texts import REPORTS, TEXTS
from tests.attacks.world import World, family, server_of, wait_for
from tests.run.conftest import day_of, processes_in, run_all

DOCUMENT = Path(__file__).parents[2] / "docs" / "explanation" / "security.md"
ATTACKS = (*ENDINGS, *RESOURCES, *PROCESSES, *SERVERS, *BRANCHES, *REACH, *KERNEL, *TEXTS, *REPORTS)

GOOD = """
import os, resource, time, torch
time.sleep(0.2)
print(torch.ones(2).sum().item(), len([1]), os.listdir())
print(resource.getrlimit(resource.RLIMIT_FSIZE)[0], resource.getrlimit(resource.RLIMIT_STACK))
print(os.nice(0), len(os.sched_getaffinity(0)), os.sched_getscheduler(0))
"""


def fine() -> Outcome:
    """What comes of it where nobody did harm: it has its limits, and else all that this process has."""
    limits = f"{2**30} {resource.getrlimit(resource.RLIMIT_STACK)}"
    turn = f"{os.nice(0)} {len(os.sched_getaffinity(0))} {os.sched_getscheduler(0)}"
    return Outcome(Status.OK, f"2.0 1 []\n{limits}\n{turn}\n")


def day_with(code: str, shared: bool, options: Options) -> Day:
    """A day that begins and ends with what means no harm."""
    users = ["print('needs it')\n", "print('needs it', 'too')\n"] if shared else []
    day = day_of(GOOD, code, *users, GOOD, options=options)
    first, attacker, *rest = day.shorts
    needing = [replace(short, needs=(attacker.id,)) for short in rest[:-1]]
    return replace(day, shorts=(first, attacker, *needing, rest[-1]))


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(autouse=True)
def _runs_apart(apart: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A snippet that deletes the folder of its run takes the lock of it along, so the next run of anybody else, such as
    that of a test beside this one, would sweep what is made there again."""
    monkeypatch.setattr(tempfile, "tempdir", str(apart))


@pytest.mark.torch
@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.id)
def test_an_attack_gives_what_is_documented_and_harms_nobody_else(
    attack: Attack, guarded: Runner, world: World
) -> None:
    strict = guarded.level is Level.STRICT
    expected = attack.strict if strict else attack.basic
    code = world.fill(attack.code if strict or not attack.tamer else attack.tamer)
    options = Options(timeout=attack.timeout, memory=attack.memory)
    before, *outcomes, after = run_all(guarded, snippets(day_with(f"{code}\n", attack.shared, options)))
    for outcome in outcomes[1:] if attack.shared else outcomes:
        told = f"{outcome.output}{outcome.error or ''}{outcome.detail}"
        assert outcome.status in expected.statuses.split(), outcome
        assert re.search(expected.says, told, re.DOTALL), told
        assert controls(told) == set()
    assert [before, after] == [fine()] * 2
    assert world.harmed() == expected.harms
    wait_for(lambda: not processes_in(world.marker))
    wait_for(lambda: len(family(server_of(guarded))) == (3 if strict else 1))


def test_the_document_lists_each_attack_with_what_it_gives() -> None:
    rows = re.findall(r"^\| (.+?) \| (.+?) \| (.+?) \|$", DOCUMENT.read_text(), re.MULTILINE)
    listed = {title: (strict, basic) for title, strict, basic in rows}
    expected = {attack.title: (attack.strict.words, attack.basic.words) for attack in ATTACKS}
    assert {title: listed.get(title) for title in expected} == expected


def test_the_document_lists_no_attack_that_is_not_made() -> None:
    table = DOCUMENT.read_text().partition("| attack |")[2].partition("\n\n")[0]
    titles = re.findall(r"^\| (.+?) \|", table, re.MULTILINE)[1:]
    assert titles == [attack.title for attack in ATTACKS]
