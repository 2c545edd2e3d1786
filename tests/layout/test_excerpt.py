"""A window onto long code: what it shows around the lines in focus, and when there is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shortsgen.choices import View
from shortsgen.labels.labels import LONGEST_DRAWN
from shortsgen.labels.languages import LANGUAGES, labels_in
from shortsgen.layout.area import DEFAULT
from shortsgen.layout.excerpt import REMARK, excerpt
from shortsgen.layout.fit import READABLE
from shortsgen.layout.stage import stage
from shortsgen.plan.contents import CodeContent, Passage, Program

CODE = """\
import torch

class Trainer:
    def __init__(self, model):
        self.model = model

    async def step(self, x):
        x = x + 1
        for _ in range(3):
            x = x * 2
            x = x - 1
        return x

print(1)
"""
LONG = CODE + "\n".join(f"y{number} = torch.zeros({number})" for number in range(20))


@pytest.mark.parametrize(
    ("focus", "context", "expected"),
    [
        ((10,), 0, "-2 3 -3 7 -2 10 -4"),
        ((10,), 1, "-2 3 -3 7 8 9 10 11 -3"),  # one line is shown where a mark would take its room
        ((14,), 2, "-13 14"),
        ((1,), 2, "1 -13"),
        ((1, 14), 0, "1 -12 14"),
        ((4, 5), 2, "-2 3 4 5 -9"),
        ((99,), 1, "-14"),
    ],
)
def test_lines_in_focus_stand_with_their_paragraph_and_the_heads_of_what_they_are_in(focus, context, expected):
    assert " ".join(map(str, excerpt(CODE, focus, context).numbers)) == expected


def test_a_mark_is_indented_as_what_follows_it_and_counts_what_it_stands_for():
    found = excerpt(CODE, (10,), 0)
    assert found.numbers[:3] == (-2, 3, -3)
    assert [found.lines[0], found.lines[2]] == ["…" * (REMARK + 1), "    " + "…" * (REMARK + 1)]


def test_a_mark_has_room_in_every_language():
    for language in LANGUAGES:
        assert max(map(len, labels_in(language).slides[-3:])) - len("{count}") <= REMARK
    assert LONGEST_DRAWN == REMARK  # of words that a day gives itself


@given(st.text(alphabet="ab \n:def", max_size=80), st.lists(st.integers(1, 30), max_size=5), st.integers(0, 2))
def test_nothing_is_invented_and_every_line_in_focus_is_shown(text, focus, context):
    found = excerpt(text, focus, context)
    lines = text.expandtabs().rstrip().split("\n")
    for line, number in zip(found.lines, found.numbers, strict=True):
        assert (
            (line.rstrip() == lines[number - 1].rstrip())
            if number > 0
            else set(line) == {" ", "…"} or set(line) == {"…"}
        )
    assert {number for number in focus if number <= len(lines)} <= set(found.numbers)
    assert sorted(one for one in found.numbers if one > 0) == [one for one in found.numbers if one > 0]


def views(code, *focuses, view=None):
    """Of the slides of a short's code: whether each shows an excerpt, and the size of its letters."""
    title, program = Passage("title", "A Title"), Program("code", code)
    contents = [CodeContent(title, program, focus, view if focus else None) for focus in focuses]
    fits = [windows.code.fit for windows in stage(contents, DEFAULT).windows]
    return [fit.shortened for fit in fits], [fit.size for fit in fits]


def test_short_code_is_shown_whole_whatever_is_in_focus():
    assert views("x = 1\n" * 8, (1,), (), (8,))[0] == [False, False, False]


def test_long_code_is_shown_through_windows_larger_than_the_one_slide_that_shows_it_whole():
    excerpted, sizes = views(LONG, (4, 5), (), (8,))
    assert excerpted == [True, False, True]
    assert sizes[0] == sizes[2] >= READABLE > sizes[1]


def test_without_a_slide_that_has_no_focus_the_first_shows_all():
    short = "\n".join(f"y{number} = torch.zeros({number})" for number in range(24))
    assert views(short, (4,), (8,))[0] == [False, True]


def test_without_any_focus_the_whole_is_shown():
    assert views(LONG, (), ())[0] == [False, False]


def test_the_author_says_what_is_shown():
    assert views("x = 1\n" * 8, (1,), (8,), view=View.FOCUS)[0] == [True, True]
    assert views(LONG, (4,), (8,), view=View.WHOLE)[0] == [False, False]


def test_all_windows_have_one_size_and_fit():
    title, program = Passage("title", "A Title"), Program("code", LONG)
    contents = [CodeContent(title, program, focus) for focus in ((4, 5), (7, 8, 9, 10, 11, 12), (), (14,))]
    found = stage(contents, DEFAULT)
    assert len({windows.code.fit.size for windows, one in zip(found.windows, contents, strict=True) if one.focus}) == 1
    assert all(windows.top + windows.height <= found.space.height + 0.01 for windows in found.windows)
