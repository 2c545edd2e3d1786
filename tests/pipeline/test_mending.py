"""Where mends are looked for, so that a mark costs what its short is long."""

from __future__ import annotations

from shortsgen.pipeline.mending import _parts
from shortsgen.problems import Problem, Span
from shortsgen.script.load import load

HEAD = "title: T\nshorts:\n"
FIRST = "  - id: one\n    title: A\n    hook: A\n    talk_track: [A]\n    code: |\n      a = 1\n\n"
SECOND = "  # of two\n  - id: two\n    title: B\n    hook: B\n    talk_track: [B]\n    code: b = 1\n"
THIRD = "  - id: three\n    needs: [one]\n    title: C\n    hook: C\n    talk_track: [C]\n    code: c = 1\n"
DAY = load(HEAD + FIRST + SECOND + THIRD, "day.yaml", "day")


def wraps(line: int) -> Problem:
    return Problem("code-wraps", "m", Span("day.yaml", line))


def test_a_short_is_looked_at_with_what_it_needs_at_its_place() -> None:
    [part] = _parts(DAY, [wraps(21), Problem("drift", "m", Span("day.yaml", 3))])
    assert part == HEAD + FIRST + "  # of two\n" + "\n" * 5 + THIRD


def test_each_short_with_a_problem_is_a_part() -> None:
    assert [load(part, "day.yaml", "day").shorts[0].id for part in _parts(DAY, [wraps(8), wraps(13), wraps(15)])] == [
        "one",
        "two",
    ]


def test_what_belongs_to_no_short_is_looked_for_in_the_whole() -> None:
    assert list(_parts(DAY, [wraps(1), wraps(8)])) == [DAY.text]
