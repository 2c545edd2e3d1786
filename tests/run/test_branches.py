"""Executing what several snippets need once changes how long it takes, and nothing else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from shortsgen.run import recording as recordings
from shortsgen.run import recording_file
from shortsgen.run.history import History, load, save
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.level import Level, missing
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.load import load as load_script
from shortsgen.script.model import Code, Day, Options, Short
from tests.run.conftest import run_all

pytestmark = pytest.mark.torch

ROOT = Path(__file__).parents[2]
FILE = "scripts_yaml/day04.yaml"


@pytest.fixture(scope="module")
def day04() -> tuple[Snippet, ...]:
    return snippets(load_script((ROOT / FILE).read_text(), FILE, "day04"))


@pytest.fixture
def without_branches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Branches, "place_for", lambda self, _snippet: self.root)
    monkeypatch.setattr(Branches, "better_elsewhere", lambda *_: False)


def needing(need: str, *codes: str, **values: object) -> tuple[Snippet, ...]:
    """Snippets that all need the same code."""
    first = Short(1, "first", "T", "H", (), Code(need, 11), **values)  # type: ignore[arg-type]
    others = [
        Short(number, f"s{number}", "T", "H", (), Code(code, 100 * number + 1), needs=("first",), **values)  # type: ignore[arg-type]
        for number, code in enumerate(codes, 2)
    ]
    return snippets(Day("d", "D", (first, *others), "d.yaml"))


def grown(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Fills with whether each branch that tried to grow was fit."""
    fit: list[bool] = []
    ready, drop = Branches.ready, Branches.drop

    def noting_ready(self: Branches, place: Place, seconds: float, modules: Iterable[str]) -> bool:
        fit.append(True)
        return ready(self, place, seconds, modules)

    def noting_drop(self: Branches, place: Place) -> list[Snippet]:
        fit.append(False)
        return drop(self, place)

    monkeypatch.setattr(Branches, "ready", noting_ready)
    monkeypatch.setattr(Branches, "drop", noting_drop)
    return fit


def text_of(wanted: Sequence[Snippet], outcomes: Sequence[Outcome]) -> str:
    """The recording of these outcomes, as its file would be."""
    found = {snippet.name: outcome for snippet, outcome in zip(wanted, outcomes, strict=True)}
    in_order = sorted(wanted, key=lambda snippet: (snippet.short.number, snippet.of_mistake))
    return recording_file.dump(recordings.recorded(recordings.Recording(), in_order, found, {}))


def execute(wanted: tuple[Snippet, ...], workers: int | None = None, level: Level | None = None) -> list[Outcome]:
    with Runner(workers=workers, level=level) as runner:
        return run_all(runner, wanted)


def test_the_outcomes_of_day04_are_the_same_without_branches(
    day04: tuple[Snippet, ...], request: pytest.FixtureRequest
) -> None:
    with_branches = text_of(day04, execute(day04))
    request.getfixturevalue("without_branches")
    assert text_of(day04, execute(day04)) == with_branches


def test_recordings_are_the_same_bytes_for_every_order_and_number_of_workers(day04: tuple[Snippet, ...]) -> None:
    shuffled = list(day04)
    random.Random(4).shuffle(shuffled)
    first = text_of(day04, execute(day04, workers=1))
    assert text_of(day04, execute(day04, workers=2)) == first
    assert text_of(shuffled, execute(tuple(shuffled), workers=2)) == first


@pytest.mark.skipif(bool(missing()), reason="strict needs bubblewrap")
def test_recordings_are_the_same_bytes_at_every_level(day04: tuple[Snippet, ...]) -> None:
    at_basic = text_of(day04, execute(day04, level=Level.BASIC))
    assert text_of(day04, execute(day04, level=Level.STRICT)) == at_basic


def test_needs_are_executed_once_and_their_state_is_each_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = grown(monkeypatch)
    need = "import random, torch\nx = [1]\nprint('unseen')\n"
    probe = "x.append(2)\nprint(x, random.random(), torch.rand(1).item())\n"
    _, *outcomes = execute(needing(need, probe, probe, probe))
    assert fit == [True]
    assert outcomes == [outcomes[0]] * 3
    assert outcomes[0].output.startswith("[1, 2] ")


def test_random_numbers_go_on_as_if_each_had_executed_what_it_needs(request: pytest.FixtureRequest) -> None:
    need = "import random, numpy, torch\na = random.random(), numpy.random.rand(), torch.rand(3)\n"
    probe = "print(a, random.random(), numpy.random.rand(), torch.rand(2))\n"
    wanted = needing(need, probe, probe)
    with_branches = execute(wanted)
    request.getfixturevalue("without_branches")
    assert execute(wanted) == with_branches


@pytest.mark.parametrize(
    "need",
    [
        "open('left', 'w').write('x')",
        "import os\nhere = os.getcwd()",
        "import tempfile\nfolder = tempfile.gettempdir()",
        "file = open('/dev/null')",
        "import threading, time\nthreading.Thread(target=time.sleep, args=(1,), daemon=True).start()",
        "import subprocess\nchild = subprocess.Popen(['sleep', '1'])",
        "import os\nos.nice(1)",
        "raise ValueError",
        "import sys\nsys.exit()",
        "import os\nos._exit(0)",
    ],
)
def test_what_forks_would_share_makes_each_execute_its_needs_itself(
    need: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    fit = grown(monkeypatch)
    wanted = needing(f"{need}\n", "print(1)\n", "print(2)\n")
    outcomes = execute(wanted)
    assert fit == [False]
    request.getfixturevalue("without_branches")
    assert execute(wanted) == outcomes


def test_gradients_flow_on_a_branch_whose_needs_had_gradients(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = grown(monkeypatch)
    need = "import torch\nw = torch.ones(300, 300, requires_grad=True)\n(w @ w).sum().backward()\n"
    probe = "w.grad = None\n(w * w).sum().backward()\nprint(w.grad.sum().item())\n"
    _, *outcomes = execute(needing(need, probe, probe))
    assert (fit, outcomes) == ([True], [Outcome(Status.OK, "180000.0\n")] * 2)


def test_needs_that_never_end_are_the_timeout_of_each() -> None:
    wanted = needing("while True: pass\n", "print(1)\n", "print(2)\n", options=Options(timeout=1.5))
    assert [outcome.status for outcome in execute(wanted)] == [Status.TIMED_OUT] * 3


def test_a_snippet_that_kills_its_branch_harms_nobody_else() -> None:
    attack = "import os, time\nos.kill(os.getppid(), 9)\ntime.sleep(5)\n"
    wanted = needing("x = 1\n", "print(x)\n", attack, "print(x + 1)\n", "print(x + 2)\n")
    _, first, attacker, *others = execute(wanted)
    assert [first.output, *(one.output for one in others)] == ["1\n", "2\n", "3\n"]
    assert attacker.status is Status.VANISHED


def test_an_error_on_a_branch_is_placed_as_everywhere() -> None:
    wanted = needing("def f():\n    raise ValueError('deep')\n", "f()\n", "f()\n")
    _, outcome, _ = execute(wanted)
    assert outcome.error is not None
    assert outcome.error.line == 12
    assert 'line 201, in <module>\n    f()\n  File "d.yaml", line 12, in f\n' in outcome.error.traceback


def test_late_imports_are_learned_within_a_run_and_across_runs(tmp_path: Path) -> None:
    optimizer = "import torch\ntorch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)\nprint('made')\n"
    wanted = needing("x = 1\n", optimizer, optimizer, "print('plain')\n")
    history = History()
    with Runner(history=history) as runner:
        outcomes = run_all(runner, wanted)
    assert [outcome.output for outcome in outcomes] == ["", "made\n", "made\n", "plain\n"]
    assert history.modules == dict.fromkeys((wanted[1].key, wanted[2].key), "torch._dynamo")
    save(history, tmp_path / "history.json")
    again = load(tmp_path / "history.json")
    assert again.modules == history.modules
    with Runner(history=again) as runner:
        assert run_all(runner, wanted) == outcomes


@pytest.mark.parametrize(
    "need",
    [
        "try: import torch.utils.tensorboard\nexcept ImportError: pass\n",
        "import torch._dynamo\nimport torch.onnx\nimport torch.utils.benchmark\n",
        "import time\ntry: __import__(f'torch.no{time.time_ns()}')\nexcept ImportError: pass\n",
    ],
    ids=["that cannot be imported", "one after the other", "of another name each time"],
)
def test_a_branch_grows_again_for_a_late_import_once(need: str, monkeypatch: pytest.MonkeyPatch) -> None:
    grown_for = Counter[object]()
    grow = Branches._grow

    def counting(self: Branches, parent: Place, key: object, *rest: Any, **named: Any) -> Place:
        grown_for[key] += 1
        assert grown_for[key] < 5, "it grows for ever"
        return grow(self, parent, key, *rest, **named)

    monkeypatch.setattr(Branches, "_grow", counting)
    wanted = needing(need + "x = 1\n", "print(x)\n", "print(x + 1)\n", "print(x + 2)\n")
    assert [outcome.output for outcome in execute(wanted)] == ["", "1\n", "2\n", "3\n"]
    assert max(grown_for.values()) <= 3  # from the server, from what has the import, and without it if that was cheap


def test_a_snippet_whose_late_import_has_another_name_each_time_is_moved_once() -> None:
    code = "import time\ntry: __import__(f'torch.no{time.time_ns()}')\nexcept ImportError: print('none')\n"
    assert execute(needing("x = 1\n", code, code))[1:] == [Outcome(Status.OK, "none\n")] * 2
