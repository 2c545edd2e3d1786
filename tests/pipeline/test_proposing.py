"""What is proposed for shorts that lack something, in real processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from shortsgen.pipeline.progress import SILENT
from shortsgen.pipeline.proposing import proposals
from shortsgen.pipeline.session import Session, this_machine
from shortsgen.project import Project
from shortsgen.propose.proposal import Proposal
from shortsgen.script.model import Code, Day, Mistake, Short
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


def make_day(*shorts: str | dict[str, Any]) -> Day:
    """A day of shorts `s1`, `s2` and so on, each given by its code or its keys."""
    return Day("day", "Day", tuple(_short(number, one) for number, one in enumerate(shorts, 1)))


def _short(number: int, keys: str | dict[str, Any]) -> Short:
    given = {"code": keys} if isinstance(keys, str) else keys
    codes = {key: Code(value) for key, value in given.items() if key in ("code", "setup")}
    return make_short(**{"number": number, "id": f"s{number}", "mistake": None} | given | codes)


def told(one: Proposal) -> str:
    how = "" if one.proved else "not proved, "
    return f"{one.short} {one.key}: {one.value} ({how}{one.reason})"


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
