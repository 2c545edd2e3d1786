"""Whatever stands in a script, reading it gives a day or problems with places, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.script.load import load
from shortsgen.script.load_settings import load_settings
from shortsgen.script.schema import KEYS
from tests.factory import no_file
from tests.pipeline.conftest import SCRIPT

DAY04 = (Path(__file__).parents[2] / "scripts_yaml" / "day04.yaml").read_text()
REAL = (SCRIPT, "\n".join(DAY04.splitlines()[:90]) + "\n")
PIECES = [
    "\t",
    "\n",
    "  ",
    "- ",
    ": ",
    "|",
    ">",
    "&a ",
    "*a",
    "<<: ",
    "!!python/object:os.system ",
    "---\n",
    "{",
    "[",
    "'",
]
KEY = st.sampled_from(["title", "shorts", "defaults", *sorted(KEYS)]) | st.text(max_size=5)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["a", "1-3", "a/b"])
)
VALUE = st.recursive(
    SCALAR, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEY, inner, max_size=5), max_leaves=12
)
SHORT = st.dictionaries(KEY, VALUE, max_size=8)


@given(
    st.text() | st.binary().map(lambda data: data.decode("latin-1")) | st.lists(st.sampled_from(PIECES)).map("".join)
)
def test_any_text_is_a_day_or_a_list_of_problems(text: str) -> None:
    _read(text)


@given(st.sampled_from(REAL), st.data())
def test_a_script_with_a_piece_changed_is_a_day_or_a_list_of_problems(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        length = data.draw(st.integers(0, 40))
        text = text[:start] + data.draw(st.sampled_from(PIECES) | st.text(max_size=4)) + text[start + length :]
    _read(text)


@given(st.fixed_dictionaries({"title": st.just("Day"), "shorts": st.lists(SHORT, max_size=3)}) | VALUE)
def test_values_of_any_type_are_a_day_or_a_list_of_problems(document: Any) -> None:
    _read(json.dumps(document))


@given(st.dictionaries(KEY, VALUE, max_size=4) | VALUE)
def test_settings_of_any_type_are_options_or_a_list_of_problems(document: Any) -> None:
    text = json.dumps(document)
    try:
        load_settings(text, "shortsgen.yaml", no_file)
    except InputError as error:
        _check(error, text)


def _read(text: str) -> None:
    try:
        load(text, "day.yaml", "day")
    except InputError as error:
        _check(error, text)


def _check(error: InputError, text: str) -> None:
    assert error.problems
    for problem in error.problems:
        assert problem.message
        assert problem.span
        assert 1 <= problem.span.line <= len(text.splitlines()) + 1, problem
        assert problem.span.column >= 1
