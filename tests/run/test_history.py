"""What earlier runs taught changes how long a run takes, and nothing else."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from shortsgen.run import history as histories
from shortsgen.run.history import History, load, save
from shortsgen.run.outcome import Outcome, Status
from shortsgen.run.outside.branches import Branches
from shortsgen.run.outside.place import Place
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import Snippet, snippets
from tests.run.conftest import day_of, run_all

OPTIMIZER = "import torch\ntorch.optim.SGD([torch.nn.Parameter(torch.ones(1))], lr=0.1)\nprint('made')\n"
WARNS = "import time\nimport torch.utils.hipify.constants\ntime.sleep(0.3)\nprint('imported')\n"
ABSENT = "try:\n    import torch.not_there\nexcept ImportError as error:\n    print(error)\n"
PLAIN = "import torch\nprint(1)\n"
REAL = "torch.utils.benchmark"


def executed(wanted: tuple[Snippet, ...], history: History | None = None) -> list[Outcome]:
    with Runner(history=history) as runner:
        return run_all(runner, wanted)


def kept(folder: Path, **data: object) -> History:
    """What is read where a file holds this, and other things as they should be."""
    (folder / "history.json").write_text(json.dumps({"format": histories.FORMAT, "late": {}, "seconds": {}} | data))
    return load(folder / "history.json")


@pytest.mark.torch
def test_outcomes_are_the_same_with_nothing_learned_with_all_and_with_lies(tmp_path: Path) -> None:
    wanted = snippets(day_of(OPTIMIZER, WARNS, ABSENT, PLAIN, OPTIMIZER))
    learned = History()
    first = executed(wanted, learned)
    assert [one.status for one in first] == [Status.OK] * 5
    assert "FutureWarning" in first[1].output
    save(learned, tmp_path / "learned.json")
    lies = ("torch.x; import os", "torch.utils.hipify.constants", REAL, "torch.not_there", "os")
    hostile = kept(tmp_path, late={snippet.key: lie for snippet, lie in zip(wanted, lies, strict=True)})
    assert executed(wanted, hostile) == first
    assert executed(wanted, load(tmp_path / "learned.json")) == first


@pytest.mark.torch
def test_a_warning_of_an_import_is_seen_in_every_run(tmp_path: Path) -> None:
    """The package of the module is learned first, and the module itself would be in the next run."""
    wanted = snippets(day_of(WARNS, PLAIN))
    history = History()
    runs = []
    for _ in range(3):
        runs.append(executed(wanted, history))
        save(history, tmp_path / "history.json")
        history = load(tmp_path / "history.json")
    assert "FutureWarning" in runs[0][0].output
    assert runs == [runs[0]] * 3


@pytest.mark.torch
def test_a_module_that_is_not_there_is_tried_once_for_all_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[tuple[str, ...]] = []
    grow = Branches._grow

    def noting(self: Branches, parent: Place, key: object, modules: tuple[str, ...] = (), **more: Any) -> Place:
        asked.append(modules)
        return grow(self, parent, key, modules, **more)

    monkeypatch.setattr(Branches, "_grow", noting)
    wanted = snippets(day_of(ABSENT, ABSENT, PLAIN))
    history = History()
    first = executed(wanted, history)
    assert len(asked) == 1
    save(history, tmp_path / "history.json")
    assert executed(wanted, load(tmp_path / "history.json")) == first
    assert len(asked) == 1
    assert set(history.modules.values()) == {""}


@pytest.mark.torch
def test_one_bad_module_does_not_spoil_those_that_are_imported_with_it(tmp_path: Path) -> None:
    wanted = snippets(day_of(OPTIMIZER, ABSENT, WARNS))
    modules = ("torch._dynamo", "torch.not_there", "torch.utils.hipify.constants")
    late = {snippet.key: module for snippet, module in zip(wanted, modules, strict=True)}
    history = kept(tmp_path, late=late)
    outcomes = executed(wanted, history)
    assert [history.late(snippet.key) for snippet in wanted] == ["torch._dynamo", "", ""]
    assert outcomes == executed(wanted)


@pytest.mark.torch
def test_forged_imports_grow_what_is_learned_by_one_entry_at_most() -> None:
    forging = """
import json, os, struct
for number in range(15):
    head = json.dumps({"kind": "Importing", "module": f"torch.x{number}"}).encode()
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("!II", len(head), 0) + head)
        except OSError:
            pass
print("done")
"""
    wanted = snippets(day_of(PLAIN, forging))
    history = History()
    outcomes = executed(wanted, history)
    assert outcomes[1] == Outcome(Status.OK, "done\n")
    assert history.modules == {wanted[1].key: ""}


@pytest.mark.parametrize(
    "data",
    [
        {"late": ["a"]},
        {"late": {"a": 1}, "seconds": {"a": "x"}},
        {"seconds": {"a": float("nan")}},
        {"seconds": {"a": -1}},
        {"seconds": {"a": 10**400}},
        {"format": 1},
    ],
)
def test_a_damaged_history_is_an_empty_one(data: Mapping[str, object], tmp_path: Path) -> None:
    assert kept(tmp_path, **data) == History()


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', "\x00", "[" * 100_000])
def test_what_is_no_history_is_an_empty_one(text: str, tmp_path: Path) -> None:
    (tmp_path / "history.json").write_text(text)
    assert load(tmp_path / "history.json") == History()


def test_a_history_names_parts_of_torch_alone(tmp_path: Path) -> None:
    late = {"a": "os", "b": "torch.x;y", "c": "torch.optim", "d": "", "e": "torch." + "x" * 1000}
    assert kept(tmp_path, late=late).modules == {"c": "torch.optim", "d": ""}


def test_a_history_has_an_end(tmp_path: Path) -> None:
    many = {f"{number}": "torch.x" for number in range(50_100)}
    history = kept(tmp_path, late=many, seconds=dict.fromkeys(many, 1.0))
    assert (len(history.modules), len(history.seconds)) == (50_000, 50_000)
    assert history.knows("50099")
    history.imports("new", "torch.y")
    started = time.monotonic()
    save(history, tmp_path / "history.json")
    assert time.monotonic() - started < 5
    assert len(load(tmp_path / "history.json").modules) == 50_000
