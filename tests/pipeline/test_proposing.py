"""What is proposed for shorts that lack something, in real processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.proposing import proposals, propose
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.project import Project
from shortsgen.propose.candidates import by_scope
from shortsgen.propose.proposal import Proposal, applied
from shortsgen.script.model import Code, Day, Mistake, Options, Short
from tests.factory import make_short


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """One for all tests, since starting it takes a second."""
    with Session(Project(tmp_path_factory.mktemp("project")), this_machine(), SILENT) as session:
        yield session


Proposed = Callable[..., list[str]]


@pytest.fixture
def proposed(machine: Session) -> Proposed:
    def call(*shorts: str | dict[str, Any]) -> list[str]:
        return [told(one) for one in proposals(machine, make_day(*shorts))]

    return call


@pytest.fixture
def unhelped(machine: Session) -> Proposed:
    """Shorts for which nothing is found, and what is said of them."""

    def call(*shorts: str | dict[str, Any]) -> list[str]:
        return [f"{one.message} ({one.hint})" for one in propose(machine, make_day(*shorts)).problems]

    return call


def make_day(*shorts: str | dict[str, Any]) -> Day:
    """A day of shorts `s1`, `s2` and so on, each given by its code or its keys."""
    return Day("day", "Day", tuple(_short(number, one) for number, one in enumerate(shorts, 1)))


def _short(number: int, keys: str | dict[str, Any]) -> Short:
    given = {"code": keys} if isinstance(keys, str) else keys
    codes = {key: Code(str(value)) for key, value in given.items() if key in ("code", "setup")}
    return make_short(**{"number": number, "id": f"s{number}", "mistake": None} | given | codes)


def told(one: Proposal) -> str:
    how = "" if one.proved else "not proved, "
    return f"{one.short} {one.key}: {'; '.join(one.value.splitlines())} ({how}{one.reason})"


def test_the_nearest_earlier_short_that_defines_a_name_is_needed(proposed: Proposed) -> None:
    assert proposed("x = 1", "x = 2", "pass", "print(x)") == ["s4 needs: s2 (`x`)"]


def test_where_the_nearest_fails_the_next_nearest_is_tried(proposed: Proposed) -> None:
    assert proposed("x = [1]", "x = 2", "print(x[0])") == [
        "s3 needs: s1 (`x`; 02 was tried first and failed: TypeError: 'int' object is not subscriptable)"
    ]


def test_what_runs_alone_needs_nothing(proposed: Proposed) -> None:
    assert proposed("x = 1", "def f(): return x", "try: x\nexcept NameError: pass") == []


def test_a_name_that_others_import_becomes_setup(proposed: Proposed) -> None:
    assert proposed("from math import pi as radius", "print(radius)", "print(json.dumps(1))") == [
        "s2 setup: from math import pi as radius (`radius`, as 01 s1 imports it)",
        "s3 setup: import json (`json`, as it is usually imported)",
    ]


def test_needs_of_needs_are_not_named_again(proposed: Proposed) -> None:
    assert proposed("x = 1", "y = x + 1", "print(x, y)") == ["s2 needs: s1 (`x`)", "s3 needs: s2 (`x`, `y`)"]


def test_one_short_that_defines_all_comes_before_several_that_are_nearer(proposed: Proposed) -> None:
    assert proposed("x = 1\ny = 2", "x = 3", "print(x, y)") == ["s3 needs: s1 (`x`, `y`)"]
    assert proposed("x = 1", "y = 2", "print(x, y)") == ["s3 needs: s1 (`x`)", "s3 needs: s2 (`y`)"]


def test_who_changes_what_another_defined_is_needed_for_it(proposed: Proposed) -> None:
    assert proposed("xs = []", "xs.append(1)", "print(xs)") == ["s2 needs: s1 (`xs`)", "s3 needs: s2 (`xs`)"]


def test_a_name_that_only_a_function_of_a_need_lacks_is_given_where_it_is_called(proposed: Proposed) -> None:
    assert proposed("def area(): return math.pi", "print(area())") == [
        "s2 needs: s1 (`area`)",
        "s2 setup: import math (`math`, as it is usually imported)",
    ]


def test_the_mistake_of_a_short_has_what_it_lacks_too(proposed: Proposed) -> None:
    mistake = Mistake("Dividing by zero.", Code("x / 0"), "ZeroDivisionError")
    assert proposed("x = 1", {"code": "print(1)", "mistake": mistake}) == ["s2 needs: s1 (`x`)"]


def test_what_is_meant_to_fail_stays_as_it_is(proposed: Proposed) -> None:
    mistake = Mistake("Forgetting it.", Code("print(x)"), "NameError")
    meant = {"code": "print(x)", "raises": "NameError"}
    assert proposed("x = 1", meant, {"code": "print(1)", "mistake": mistake}) == []


def test_who_is_meant_to_fail_or_does_is_never_needed(proposed: Proposed) -> None:
    meant = {"code": "x = 2\n1 / 0", "raises": "ZeroDivisionError"}
    assert proposed("x = 1", meant, "x = 3\n1 / 0", "print(x)") == ["s4 needs: s1 (`x`)"]


def test_what_is_there_already_is_kept_and_added_to(proposed: Proposed) -> None:
    assert proposed("x = 1", "y = 2", {"code": "print(x, y)", "needs": ("s1",)}) == ["s3 needs: s2 (`y`)"]
    assert proposed("x = 1", {"code": "print(x, y)", "setup": "y = math.pi"}) == [
        "s2 needs: s1 (`x`)",
        "s2 setup: import math (`math`, as it is usually imported)",
    ]


def test_a_package_that_is_missing_is_required(proposed: Proposed) -> None:
    assert proposed("import nowhere_to_be_found\nprint(nowhere_to_be_found)", "x = 1") == [
        "s1 requires: nowhere_to_be_found (not installed here; `pip install nowhere_to_be_found`)"
    ]


def test_without_executing_the_scope_alone_decides(tmp_path: Path) -> None:
    day = make_day("x = [1]", "x = 2", "print(x[0])", "def f(): return math.pi", "import nowhere_to_be_found")
    with Session(Project(tmp_path), this_machine(), SILENT) as session:
        assert [told(one) for one in proposals(session, day, run=False)] == [
            "s3 needs: s2 (not proved, `x`)",
            "s4 setup: import math (not proved, `math`, as it is usually imported)",
            "s5 requires: nowhere_to_be_found (not proved, not installed here; `pip install nowhere_to_be_found`)",
        ]


def test_what_does_not_help_is_told_with_how_it_failed(unhelped: Proposed) -> None:
    assert unhelped("x = 1", "x = 2", "print(x[0])") == [
        "03 s3: NameError: name 'x' is not defined (nothing that was tried makes it run: 02 failed: TypeError: 'int' "
        "object is not subscriptable; 01 failed: TypeError: 'int' object is not subscriptable)"
    ]


def test_a_name_that_nothing_defines_is_told_though_others_are_found(unhelped: Proposed, proposed: Proposed) -> None:
    day = ("x = 1", "x = 2", "print(x, nowhere)")
    assert unhelped(*day) == [
        "03 s3: NameError: name 'nowhere' is not defined (define `nowhere` in the code, or in the short's `setup`)"
    ]
    assert proposed(*day) == []


def test_a_line_of_a_notebook_is_told(unhelped: Proposed) -> None:
    only = "only a notebook knows such lines: leave it out, or show it as one of the `listings`"
    assert unhelped("!pip install torch", "%time x = 1\nprint(y)") == [
        f"01 s1: SyntaxError: invalid syntax ({only})",
        f"02 s2: SyntaxError: invalid syntax ({only})",
    ]


def test_what_hangs_or_crashes_costs_its_own_proposal_only(proposed: Proposed, unhelped: Proposed) -> None:
    day = (
        "x = 1",
        {"code": "while x: pass", "options": Options(timeout=1)},
        "import os\nprint(x)\nos.abort()",
        "import os\nprint(x)\nos._exit(1)",
        "print(x)",
    )
    assert proposed(*day) == ["s5 needs: s1 (`x`)"]
    assert unhelped(*day) == [
        "02 s2: NameError: name 'x' is not defined (nothing that was tried makes it run: 01 failed: timed out)",
        "03 s3: NameError: name 'x' is not defined (nothing that was tried makes it run: 01 failed: crashed)",
        "04 s4: NameError: name 'x' is not defined (nothing that was tried makes it run: 01 failed: vanished)",
    ]


def test_a_package_that_is_mistyped_is_never_required(proposed: Proposed, unhelped: Proposed) -> None:
    assert proposed("import pandsa") == []
    assert unhelped("import pandsa") == [
        "01 s1: ModuleNotFoundError: No module named 'pandsa' (did you mean `pandas`?)"
    ]


@pytest.mark.torch
def test_a_name_that_goes_without_saying_gets_a_placeholder(proposed: Proposed) -> None:
    assert proposed("loss = criterion(model(x), y)\nprint(torch.isfinite(loss))") == [
        "s1 setup: import torch (`torch`, as it is usually imported)",
        "s1 setup: import torch.nn as nn; model = nn.Linear(10, 3) (nothing defines `model`: put in what you mean)",
        "s1 setup: import torch.nn as nn; criterion = nn.CrossEntropyLoss() (nothing defines `criterion`: put in what "
        "you mean)",
        "s1 setup: import torch; x = torch.randn(4, 10) (nothing defines `x`: put in what you mean)",
        "s1 setup: import torch; y = torch.randint(3, (4,)) (nothing defines `y`: put in what you mean)",
    ]


@pytest.mark.torch
def test_a_placeholder_has_the_shape_that_the_layers_take(proposed: Proposed) -> None:
    net = "import torch.nn as nn\nnet = nn.Linear(7, 2)"
    assert proposed(net, "print(net(x).shape)")[1:] == [
        "s2 setup: import torch; x = torch.randn(4, 7) (nothing defines `x`: put in what you mean)"
    ]
    made = "import torch.nn as nn\nsizes = [6, 2]\nnet = nn.Linear(*sizes)"
    assert proposed(made, "print(net(x).shape)") == [
        "s2 needs: s1 (`net`; 01 with a placeholder was tried first and failed: RuntimeError: mat1 and mat2 shapes "
        "cannot be multiplied (4x10 and 6x2))",
        "s2 setup: import torch; x = torch.randn(4, 6) (nothing defines `x`: put in what you mean)",
    ]


@pytest.mark.torch
def test_where_no_short_that_defines_a_batch_fits_it_gets_a_placeholder(proposed: Proposed) -> None:
    net = "import torch.nn as nn\nnet = nn.Linear(7, 2)"
    assert proposed("import torch\nx = torch.randn(3, 5)", net, "print(net(x).shape)") == [
        "s3 needs: s2 (`net`; 01 and 02 were tried first and failed: RuntimeError: mat1 and mat2 shapes cannot be "
        "multiplied (3x5 and 7x2))",
        "s3 setup: import torch; x = torch.randn(4, 7) (no short that defines `x` fits: put in what you mean)",
    ]


def test_a_placeholder_stands_in_the_setup_below_a_comment_that_says_so() -> None:
    day = make_day("import torch", {"code": "print(x, lr)", "setup": "old = 1\n"})
    short = applied(day, by_scope(day, lambda _package: True)).shorts[1]
    assert short.setup == Code(
        "import torch\n"
        "# proposed, since nothing defines it: put in what you mean\n"
        "lr = 0.01\n"
        "x = torch.randn(4, 10)\n"
        "old = 1\n"
    )


def test_days_without_torch_get_no_placeholders(unhelped: Proposed) -> None:
    assert unhelped("print(x)") == [
        "01 s1: NameError: name 'x' is not defined (define `x` in the code, or in the short's `setup`)"
    ]
    assert by_scope(make_day("print(x)"), lambda _package: True) == ()


def test_what_is_skipped_for_a_package_proves_nothing_else(proposed: Proposed) -> None:
    assert proposed("print(math.pi)\nimport nowhere_to_be_found") == [
        "s1 requires: nowhere_to_be_found (not installed here; `pip install nowhere_to_be_found`)",
        "s1 setup: import math (not proved, `math`, as it is usually imported)",
    ]


def test_names_alone_leave_out_who_is_meant_to_fail_and_see_what_mistakes_use() -> None:
    meant = {"code": "x = 2\n1 / 0", "raises": "ZeroDivisionError"}
    mistake = Mistake("Dividing by zero.", Code("x / 0"), "ZeroDivisionError")
    day = make_day("x = 1", meant, {"code": "print(1)", "mistake": mistake})
    assert [told(one) for one in by_scope(day, lambda _package: True)] == ["s3 needs: s1 (not proved, `x`)"]
