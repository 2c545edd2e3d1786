"""The inline Markdown of a script: `code` and emphasis, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.text.markup import Run, Style, parse, plain


def code(text: str) -> Run:
    return Run(text, Style.CODE)


def emphasis(text: str) -> Run:
    return Run(text, Style.EMPHASIS)


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("", ()),
        ("plain", (Run("plain"),)),
        ("call `forward` now", (Run("call "), code("forward"), Run(" now"))),
        ("*really* new", (emphasis("really"), Run(" new"))),
        ("*two words*", (emphasis("two words"),)),
        ("a **strong** word", (Run("a "), emphasis("strong"), Run(" word"))),
        ("`a``b`", (code("a``b"),)),
        ("`` a`b ``", (code(" a`b "),)),
        ("`*x*` and *y*", (code("*x*"), Run(" and "), emphasis("y"))),
        ("f(*args, **kwargs)", (Run("f(*args, **kwargs)"),)),
        ("a * b * c", (Run("a * b * c"),)),
        ("2*3", (Run("2*3"),)),
        ("__init__ and my_model", (Run("__init__ and my_model"),)),
        ("open ` alone", (Run("open ` alone"),)),
        ("[link](url) <b>", (Run("[link](url) <b>"),)),
        ("``", (Run("``"),)),
    ],
)
def test_text_is_split_into_runs(text: str, runs: tuple[Run, ...]) -> None:
    assert parse(text) == runs


def test_what_is_said_has_no_marks() -> None:
    assert plain("Define layers in `__init__`, *never* in `forward`.") == "Define layers in __init__, never in forward."


@given(st.text(st.sampled_from("ab *`_\n")))
def test_only_marks_are_lost_and_no_run_is_empty(text: str) -> None:
    runs = parse(text)
    assert all(run.text for run in runs)
    assert [one for one in plain(text) if one not in "*`"] == [one for one in text if one not in "*`"]
    assert plain(text) == "".join(run.text for run in runs)


@given(st.text(st.characters(exclude_characters="*`")))
def test_text_without_marks_is_one_run(text: str) -> None:
    assert parse(text) == ((Run(text),) if text else ())


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("``a`", (Run("``a`"),)),
        ("`a``", (Run("`a``"),)),
        ("`a\nb`", (Run("`a\nb`"),)),
        ("``a` `b`", (Run("``a"), code(" "), Run("b`"))),
    ],
)
def test_code_is_closed_by_as_many_backquotes_on_its_line(text: str, runs: tuple[Run, ...]) -> None:
    assert parse(text) == runs
