"""What a snippet prints of places is the same on every machine, and wherever its short stands in the script."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from shortsgen.run.outcome import Outcome
from shortsgen.run.outside.neutral import neutral
from shortsgen.run.outside.runner import Runner
from shortsgen.run.snippet import snippets
from shortsgen.script.model import Code, Day, Mistake, Short
from tests.run.conftest import Execute, run_all


def of(runner: Runner, *shorts: Short) -> dict[str, Outcome]:
    wanted = snippets(Day("day", "Day", shorts, "scripts_yaml/day.yaml"))
    return dict(zip((snippet.name for snippet in wanted), run_all(runner, wanted), strict=True))


def short(number: int, name: str, code: str, **values: object) -> Short:
    return replace(Short(number, name, "T", "H", (), Code(code, 100 * number, indent=6)), **values)  # type: ignore[arg-type]


WARNS = "import warnings\n\ndef f():\n    warnings.warn('careful')\n\nf()\n"


def test_a_warning_names_the_line_of_the_code_as_it_is_shown(execute: Execute) -> None:
    first, second = execute(WARNS, WARNS)
    assert first.output == "s1.py:4: UserWarning: careful\n  warnings.warn('careful')\n"
    assert second.output == first.output.replace("s1", "s2")


FAILS = "def {0}():\n    return {1}\n"


def test_a_traceback_that_a_snippet_prints_names_the_parts_that_took_part(runner: Runner) -> None:
    code = "import traceback\ntry:\n    c()\nexcept ZeroDivisionError:\n    traceback.print_exc()\n"
    found = of(
        runner,
        short(1, "needed", FAILS.format("a", "1 / 0"), setup=Code("\n" + FAILS.format("b", "a()"), 50)),
        short(2, "own", "pass\n", needs=("needed",), setup=Code(FAILS.format("c", "b()"), 70), mistake=made(code)),
    )
    assert found["own/mistake"].output.splitlines() == [
        "Traceback (most recent call last):",
        '  File "own.mistake.py", line 3, in <module>',
        "    c()",
        '  File "own.setup.py", line 2, in c',
        "    return b()",
        "           ^^^",
        '  File "needed.setup.py", line 3, in b',
        "    return a()",
        "           ^^^",
        '  File "needed.py", line 2, in a',
        "    return 1 / 0",
        "           ~~^~~",
        "ZeroDivisionError: division by zero",
    ]


def made(code: str) -> Mistake:
    return Mistake("M", Code(code, 300))


def test_an_error_lands_on_its_line_of_the_script_and_so_does_its_traceback(runner: Runner) -> None:
    quoted = Code("x = 1\nx / 0\n", 40, literal=False)
    found = of(
        runner,
        short(1, "needed", FAILS.format("a", "1 / 0"), setup=Code("x = 1\n", 90)),
        short(2, "own", "\n\na()\n", needs=("needed",), mistake=Mistake("M", Code("a()\n", 300))),
        replace(short(3, "wrong", ""), code=Code("x = 1\nx = = 2\n", 500, indent=6)),
        replace(short(4, "quoted", ""), code=quoted),
    )
    error = found["own"].error
    assert error is not None
    assert (error.line, error.column) == (101, 18)
    assert [line for line in error.traceback.splitlines() if "File" in line] == [
        '  File "scripts_yaml/day.yaml", line 202, in <module>',
        '  File "scripts_yaml/day.yaml", line 101, in a',
    ]
    wrong = found["wrong"].error
    assert wrong is not None
    assert (wrong.line, wrong.column) == (501, 11)
    assert '  File "scripts_yaml/day.yaml", line 501\n' in wrong.traceback
    assert found["quoted"].error is not None
    assert found["quoted"].error.line == 40, "text in quotes has its lines in one of the file, or folded"


def test_the_source_of_each_part_can_be_found(runner: Runner) -> None:
    code = "import inspect\ndef f():\n    return 2\nprint(inspect.getsource(g) + inspect.getsource(f), end='')\n"
    found = of(runner, short(1, "a", code, setup=Code("def g():\n    return 1\n", 90)))
    assert found["a"].output == "def g():\n    return 1\ndef f():\n    return 2\n"


def test_nothing_tells_where_python_and_its_libraries_are(execute: Execute) -> None:
    code = (
        "import json, sys, sysconfig, traceback\nimport torch\n"
        "print(json.__file__, torch.__file__, torch.nn.Linear.forward.__code__.co_filename)\n"
        "print(sys.prefix, sys.base_prefix, sys.executable, sys.path, sysconfig.get_paths())\n"
        "traceback.print_stack()\n"
        "torch.nn.Linear(2, 3)(torch.ones(1, 5))\n"
    )
    [outcome] = execute(code, raises="RuntimeError")
    lines = outcome.output.splitlines()
    assert lines[0] == "json/__init__.py torch/__init__.py torch/nn/modules/linear.py"
    assert lines[1].startswith(f"/python {'/usr' if sys.base_prefix == '/usr' else '/python'} "), "/usr tells nothing"
    assert '  File "s1.py", line 5, in <module>' in lines
    assert outcome.error is not None
    assert 'File "torch/nn/modules/linear.py", line' in outcome.error.traceback
    everything = outcome.output + outcome.error.traceback
    places = {sys.prefix, sys.base_prefix, str(Path(__file__).parents[2]), str(Path(typer.__file__).parents[1])}
    assert {place for place in places if place in everything} <= {"/usr"}


def test_an_ordinary_path_is_left_as_it_is() -> None:
    assert neutral("/usr/bin/env /etc/passwd a/b", ()) == "/usr/bin/env /etc/passwd a/b"
    assert neutral("/tmp/job-3/x /tmp/job-1", ("/tmp/job-3", "/tmp/job-1")) == "/short/x /short"


def test_a_library_that_is_reached_through_a_link_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from shortsgen.run.outside.neutral import _installed

    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setattr(sys, "path", [os.curdir, str(tmp_path / "link")])
    _installed.cache_clear()
    try:
        assert neutral(f"{tmp_path}/link/package/a.py {tmp_path}/real/package/a.py", ()) == "package/a.py package/a.py"
    finally:
        _installed.cache_clear()
