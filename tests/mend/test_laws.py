"""Whatever is wrong with a script: what is mended loads, has no new problem, and mending it again changes nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shortsgen.mend.mended import Stage, mended, stage
from shortsgen.pipeline.day import load_text
from shortsgen.pipeline.mending import day_judge, reading_judge
from shortsgen.problems import Problem
from shortsgen.project import Project
from tests.mend.test_mends import CASES, DAY

PROJECT = Project(Path())
SIGNS = [
    *("#", " #", ": ", ":", "- ", "-", '"', "'", "“", "”", "−", "[", "]", "{", "}", "*", "&", "!", "`", "%", "|", ">"),
    *("\n", "\n\n", "  ", "\t", "1984", "true", "yes", "null", "é", "\u00a0", "\u2028", "\r\n", "\x07", "---\n", "<<"),
    *("x" * 60, "(", ")", ",", "\\", ">>> ", "title: ", "id: ", "\ufeff"),
]


@st.composite
def scripts(draw: st.DrawFn) -> str:
    """The day with signs put in, and stretches left out or doubled, wherever it is."""
    text = DAY
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 3, 20, 80])))
        new = draw(st.sampled_from(SIGNS) | st.just("") | st.just(text[start:end] * 2))
        text = text[:start] + new + text[end:]
    return text


def codes(problems: tuple[Problem, ...]) -> Counter[str]:
    return Counter(problem.code for problem in problems)


@settings(max_examples=150)
@given(scripts())
@example("")
@example("title\n")
@example("- 1\n- 2\n")
@example("title: 1\nshorts: 3\n")
@example("title: 1\nshorts: [3, {title: a}, []]\n")
def test_what_is_mended_is_no_worse_and_stays(text: str) -> None:
    judge = day_judge(PROJECT, "day01", {})
    before, found = judge(text), mended(text, judge)
    assert found.left == judge(found.text)
    assert stage(found.left) >= stage(before)
    if stage(found.left) is stage(before) is not Stage.BROKEN:
        assert codes(found.left) <= codes(before)
    assert mended(found.text, judge).text == found.text


@settings(max_examples=100)
@given(scripts())
def test_a_day_that_can_be_read_says_the_same_when_it_is_mended_for_reading(text: str) -> None:
    judge = reading_judge(PROJECT, "day01")
    if not judge(text):
        assert mended(text, judge).text == text


@settings(max_examples=50)
@given(st.lists(st.sampled_from([(old, broken) for _, old, broken, _ in CASES]), min_size=2, max_size=6))
def test_many_faults_at_once_are_mended_as_each_is_alone(faults: list[tuple[str, str]]) -> None:
    text = DAY
    for old, broken in faults:
        text = text.replace(old, broken, 1)
    found = mended(text, day_judge(PROJECT, "day01", {}))
    if found.readable:
        assert load_text(PROJECT, "day01", found.text).shorts
        assert mended(found.text, day_judge(PROJECT, "day01", {})).gone == ()
