"""A document imported again: what the day takes, what stays, and that nothing that its author wrote is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.script import memory
from shortsgen.script.dump import dump
from shortsgen.script.edit import set_key
from shortsgen.script.load import load
from shortsgen.script.markdown import convert
from shortsgen.script.merge import Merge, matched, merge, remembered
from shortsgen.script.merged import merged
from shortsgen.script.model import Code, Day, Mistake, Short, TalkLine


def short(number: int, name: str, **values: object) -> Short:
    base = Short(
        number, name, name.title(), f"Hook of {name}.", (TalkLine("A."), TalkLine("B.")), Code(f"{name} = 1\n")
    )
    return replace(base, **values)  # type: ignore[arg-type]


def day(*shorts: Short, title: str = "T") -> Day:
    return Day("day", title, tuple(replace(one, number=number) for number, one in enumerate(shorts, 1)))


def names(found: Merge) -> tuple[list[str], list[str], list[str], list[str], list[str]]:
    taken, kept = [one.name for one in found.taken], [one.name for one in found.kept]
    new = [f"{one.id} after {place}" for place, one in found.new]
    return taken, kept, new, [one.id for one in found.removed], [one.id for one in found.gone]


ONE, TWO = short(1, "one"), short(2, "two", mistake=Mistake("M"))
FIRST = day(ONE, TWO)
KNOWN = remembered(FIRST, FIRST)
MINE = replace(ONE, hook="Mine.")
THEIRS = replace(ONE, hook="Theirs.")


@pytest.mark.parametrize(
    ("mine", "theirs", "known", "expected"),
    [
        (FIRST, FIRST, KNOWN, ([], [], [], [], [])),
        (day(MINE, TWO), FIRST, KNOWN, ([], [], [], [], [])),
        (FIRST, day(THEIRS, TWO), KNOWN, (["one.hook"], [], [], [], [])),
        (day(MINE, TWO), day(THEIRS, TWO), KNOWN, ([], ["one.hook"], [], [], [])),
        (FIRST, day(THEIRS, TWO), {}, ([], ["one.hook"], [], [], [])),
        (FIRST, day(ONE, TWO, title="U"), KNOWN, (["title"], [], [], [], [])),
        (FIRST, day(ONE, short(2, "new"), TWO), KNOWN, ([], [], ["new after 1"], [], [])),
        (FIRST, day(short(1, "new"), ONE, TWO), {}, ([], [], ["new after 0"], [], [])),
        (FIRST, day(ONE), KNOWN, ([], [], [], [], ["two"])),
        (day(ONE), FIRST, KNOWN, ([], [], [], ["two"], [])),
        (day(ONE, TWO, short(3, "own")), FIRST, KNOWN, ([], [], [], [], [])),
        (FIRST, day(replace(ONE, mistake=Mistake("N")), TWO), KNOWN, (["one.mistake"], [], [], [], [])),
        (FIRST, day(ONE, replace(TWO, mistake=None)), KNOWN, ([], ["two.mistake"], [], [], [])),
        (day(ONE, replace(TWO, mistake=None)), FIRST, KNOWN, ([], [], [], [], [])),
    ],
)
def test_only_what_the_document_alone_changed_is_taken(
    mine: Day, theirs: Day, known: memory.Memory, expected: object
) -> None:
    assert names(merge(mine, theirs, known)) == expected


@pytest.mark.parametrize("take", ["one.hook", "one"])
def test_what_is_named_is_taken_whatever_the_day_says(take: str) -> None:
    assert names(merge(day(MINE, TWO), day(THEIRS, TWO), KNOWN, [take])) == (["one.hook"], [], [], [], [])
    assert names(merge(day(TWO), FIRST, KNOWN, ["one"])) == ([], [], ["one after 0"], [], [])


def test_a_short_is_the_same_by_its_id_else_its_title_else_its_code() -> None:
    mine = [replace(ONE, id="x"), replace(TWO, id="y", title="Y"), short(3, "three")]
    theirs = [replace(TWO, code=Code("z")), TWO, replace(ONE, code=Code("a")), replace(short(3, "three"), title="T")]
    assert {name: one.title for name, one in matched(mine, theirs).items()} == {"x": "One", "y": "Two", "three": "T"}


SCRIPT = """\
title: T  # of mine
shorts:
  # first
  - id: one
    title: One
    hook: {text: Hook of one., hold: 2}
    talk_track:
      - A.
      - say: B.
        focus: 1
    needs: []
    code: one = 1
  - id: two
    title: Two
    hook: Hook of two.  # good
    talk_track: [A., B.]
    code: |
      two = 1
    mistake:
      text: M
      code: two()
"""


def test_what_the_author_added_stays_with_comments_and_layout() -> None:
    mine = load(SCRIPT, "day.yaml", "day")
    one = replace(ONE, hook="New.", code=Code("one = 1"),
                  talk_track=(TalkLine("A."), TalkLine("Better."), TalkLine("C.")))  # fmt: skip
    two = replace(TWO, mistake=Mistake("N"))
    found = merge(mine, day(one, short(2, "mid"), two), remembered(mine, mine))
    assert merged(SCRIPT, found) == SCRIPT.replace("Hook of one.", "New.").replace("text: M", "text: N").replace(
        "      - say: B.\n        focus: 1\n", "      - A.\n      - say: Better.\n        focus: 1\n      - C.\n"
    ).replace("      - A.\n      - A.\n", "      - A.\n").replace("    code: one = 1\n", (
        "    code: one = 1\n\n"
        "  - id: mid\n    title: Mid\n    hook: Hook of mid.\n    talk_track:\n      - A.\n      - B.\n"
        "    code: |\n      mid = 1\n"
    ))  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", '{"a": 1}', '{"a": {"b": 1}}', "[" * 10**5])
def test_a_memory_that_is_damaged_is_told(text: str) -> None:
    with pytest.raises(InputError) as caught:
        memory.load(text, "day.imported.json")
    assert [(one.code, str(one.span)) for one in caught.value.problems] == [("import-memory", "day.imported.json:1:1")]


def test_a_memory_is_read_as_it_was_written() -> None:
    assert memory.load(memory.dump(KNOWN), "day.imported.json") == KNOWN


KEYS = ["title", "hook", "code", "mistake"]
edits = st.lists(st.tuples(st.integers(1, 3), st.sampled_from(KEYS), st.sampled_from(["P", "Q"])), max_size=6)


def said(found: Day) -> dict[tuple[int, str], str]:
    return {
        (one.number, key): value
        for one in found.shorts
        for key, value in zip(KEYS, (one.title, one.hook, one.code.text, one.mistake.text if one.mistake else ""),
                              strict=True)
    }  # fmt: skip


def with_edits(text: str, wanted: Mapping[tuple[int, str], str]) -> str:
    for (number, key), value in wanted.items():
        text = set_key(text, number, key, value)
    return text


@settings(max_examples=60)
@given(edits, edits)
def test_each_key_is_what_one_of_both_made_of_it_and_of_two_the_author_wins(
    authors: list[tuple[int, str, str]], documents: list[tuple[int, str, str]]
) -> None:
    before = day(ONE, TWO, short(3, "three"))
    mine = {(number, key): f"mine {value}" for number, key, value in authors}
    theirs = {(number, key): f"theirs {value}" for number, key, value in documents}
    text = with_edits(dump(before), mine)
    document = load(with_edits(dump(before), theirs), "day", "day")
    found = merge(load(text, "day", "day"), document, remembered(before, before))
    assert said(load(merged(text, found), "day", "day")) == said(before) | theirs | mine
    assert {one.name for one in found.kept} == {
        f"{before.shorts[number - 1].id}.{key}" for number, key in mine.keys() & theirs.keys()
    }


ROOT = Path(__file__).parents[2]


def test_a_day_that_was_made_by_hand_of_a_document_takes_nothing_of_it() -> None:
    """Its ids are its author's, and so are needs, setup, focus and the code of mistakes."""
    script = load((ROOT / "scripts_yaml/day04.yaml").read_text("utf-8"), "day04.yaml", "day04")
    document, _ = convert((ROOT / "tests/data/day04.md").read_text("utf-8"), "day04", "day04.md")
    assert names(merge(script, document, {})) == ([], [], [], [], [])
