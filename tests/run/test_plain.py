"""Where nothing needs torch nobody waits for it, and that changes how long it takes and nothing else."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import pytest

from shortsgen.run.outcome import Status
from shortsgen.run.outside.level import Level, missing
from shortsgen.run.outside.plain import is_plain
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from shortsgen.script.model import Code, Day, Short
from tests.run.conftest import day_of, processes_in, run_all

LOADED = "import sys\nprint(sorted({'numpy', 'torch'} & set(sys.modules)))\n"
DRAWN = "print(torch.rand(1).item(), numpy.random.rand(), random.random())\n"
LEVELS = [level for level in Level if level is not Level.STRICT or not missing()]


@pytest.mark.parametrize(
    ("code", "plain"),
    [
        ("print(1)", True),
        ("import os.path, json\nfrom collections import abc", True),
        ("def f():\n    import torch", False),
        ("from torch.nn import functional", False),
        ("import numpy as np", False),
        ("from . import x", False),
        ("x = = 1", True),
        ("(" * 5000, True),
        ("x = '\0'", True),
    ],
)
def test_a_snippet_is_plain_where_it_imports_only_from_the_standard_library(code: str, plain: bool) -> None:
    [snippet] = snippets(day_of(code))
    assert is_plain(snippet) is plain


def test_a_snippet_is_as_plain_as_what_runs_before_it() -> None:
    before, after = needing("import torch\n", "print(1)\n")
    assert (is_plain(before), is_plain(after)) == (False, False)


@pytest.mark.parametrize("fork", [True, False])
def test_a_day_of_plain_python_is_executed_without_torch(fork: bool) -> None:
    with Runner(fork=fork) as runner:
        [outcome] = run_all(runner, snippets(day_of(LOADED)))
        assert set(runner.environment) == {"python", "platform"}
    assert outcome.output == "[]\n"


@pytest.mark.torch
def test_one_snippet_that_imports_torch_brings_it_for_all() -> None:
    with Runner() as runner:
        outcome, _ = run_all(runner, snippets(day_of(LOADED, "import torch\n")))
        assert {"torch", "threads", "cpu"} <= set(runner.environment)
    assert outcome.output == "['numpy', 'torch']\n"


@pytest.mark.torch
@pytest.mark.parametrize("fork", [True, False])
@pytest.mark.parametrize("way", ["importlib.import_module('{0}')", "__import__('{0}')"])
def test_what_imports_torch_in_other_ways_gives_the_same_as_by_import(fork: bool, way: str) -> None:
    hidden = "".join(f"{name} = {way.format(name)}\n" for name in ("torch", "numpy"))
    codes = [f"import importlib, random\n{hidden}{DRAWN}", "print('other')\n"]
    with Runner(fork=fork) as runner:
        outcome, other = run_all(runner, snippets(day_of(*codes)))
        assert "torch" in runner.environment
        [plainly] = run_all(runner, snippets(day_of(f"import random, torch, numpy\n{DRAWN}")))
    assert outcome == plainly
    assert (outcome.status, other.output) == (Status.OK, "other\n")


@pytest.mark.torch
def test_needs_that_import_torch_in_other_ways_give_the_same_as_by_import() -> None:
    probe = "import random\n" + DRAWN
    wanted = needing("torch, numpy = __import__('torch'), __import__('numpy')\n", probe, probe)
    with Runner() as runner:
        _, *outcomes = run_all(runner, wanted)
        [plainly] = run_all(runner, snippets(day_of(f"import random, torch, numpy\n{DRAWN}")))
    assert outcomes == [plainly] * 2


@pytest.mark.torch
def test_a_runner_that_began_plain_goes_on_with_torch() -> None:
    with Runner() as runner:
        runs = [run_all(runner, snippets(day_of(code))) for code in (LOADED, "import torch\n" + LOADED, LOADED)]
    assert [outcome.output for [outcome] in runs] == ["[]\n", "['numpy', 'torch']\n", "['numpy', 'torch']\n"]


@pytest.mark.torch
@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("code", ["import torch\n", "print(1)\n"])
def test_a_server_that_never_said_ready_is_ended_at_once(
    level: Level, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Runner(level=level) as runner:
        runner.expect(snippets(day_of(code)))
        [folder] = tmp_path.iterdir()
        server = runner._server.link._process.pid
        assert os.path.exists(f"/proc/{server}")  # noqa: PTH110
        started = time.monotonic()
    assert time.monotonic() - started < 1
    assert list(tmp_path.iterdir()) == []
    assert not os.path.exists(f"/proc/{server}")  # noqa: PTH110
    _until_gone(folder.name)


def _until_gone(name: str) -> None:
    end = time.monotonic() + 10
    while processes_in(name):
        assert time.monotonic() < end, "it is still there"
        time.sleep(0.02)


def needing(need: str, *codes: str) -> tuple[Snippet, ...]:
    """Snippets that all need the same code."""
    first = Short(1, "first", "T", "H", (), Code(need, 11))
    others = [
        Short(number, f"s{number}", "T", "H", (), Code(code, 100 * number + 1), needs=("first",))
        for number, code in enumerate(codes, 2)
    ]
    return snippets(Day("d", "D", (first, *others), "d.yaml"))
