"""Edits of a script's text: what is edited, and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from difflib import unified_diff
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shortsgen.problems import InputError
from shortsgen.report.human import human
from shortsgen.script.dump import dump, short_data
from shortsgen.script.edit import ORDER, add_items, insert_shorts, remark, set_key
from shortsgen.script.model import Code, Day, TalkLine
from shortsgen.text import yaml as yamltext
from shortsgen.text.source import Source
from tests.factory import make_short
from tests.script.test_dump import AWKWARD, days

SCRIPT = """\
# yaml-language-server: $schema=../shortsgen.schema.json
title: A Day  # of tensors
shorts:  # in order

  # The first one.
  - id: one   # stays
    title: "One"
    hook: It begins.
    needs: [zero,   # why
      nought]
    talk_track:
      - Say it.   # loud
        # and clear
    code: |  # shown
      x = 1

  # The second one.
  - {id: two, title: Two, hook: "It: goes on.", talk_track: [Say it.], code: print(x)}
"""


def changed(text: str) -> str:
    lines = list(unified_diff(SCRIPT.splitlines(True), text.splitlines(True), n=0))[2:]
    return "".join(line for line in lines if not line.startswith("@@"))


@pytest.mark.parametrize(
    ("number", "key", "value", "diff"),
    [
        (1, "id", "uno", "-  - id: one   # stays\n+  - id: uno   # stays\n"),
        (1, "title", "It's: x", "-    title: \"One\"\n+    title: 'It''s: x'\n"),
        (1, "setup", "import torch\nx = 2\n",
         "+    setup: |\n+      import torch\n+      x = 2\n"),
        (1, "raises", "ValueError", "+    raises: ValueError\n"),
        (1, "mistake", {"text": "M", "code": "y\n"}, "+    mistake:\n+      text: M\n+      code: |\n+        y\n"),
        (1, "code", "y\nz\n", "-      x = 1\n+      y\n+      z\n"),
        (1, "code", "y", "-    code: |  # shown\n-      x = 1\n+    code: y  # shown\n"),
        (1, "needs", ["zero"],
         "-    needs: [zero,   # why\n-      nought]\n+    needs:  # why\n+      - zero\n"),
        (1, "talk_track", ["A", {"say": "B", "focus": 1}],
         "+    # loud\n+    # and clear\n-      - Say it.   # loud\n-        # and clear\n"
         "+      - A\n+      - say: B\n+        focus: 1\n"),
        (2, "id", "x", "-  - {id: two, title: Two, hook: \"It: goes on.\", talk_track: [Say it.], code: print(x)}\n"
                       "+  - {id: x, title: Two, hook: \"It: goes on.\", talk_track: [Say it.], code: print(x)}\n"),
        (2, "needs", ["one"],
         "-  - {id: two, title: Two, hook: \"It: goes on.\", talk_track: [Say it.], code: print(x)}\n"
         "+  - {id: two, title: Two, hook: \"It: goes on.\", talk_track: [Say it.], code: print(x), needs: [one]}\n"),
    ],
)  # fmt: skip
def test_a_key_is_set_and_nothing_else_is_touched(number: int, key: str, value: Any, diff: str) -> None:
    assert changed(set_key(SCRIPT, number, key, value)) == diff


def test_items_that_a_list_lacks_are_added_and_others_are_not() -> None:
    assert changed(add_items(SCRIPT, 1, "needs", ["zero", "nil"])) == "-      nought]\n+      nought, nil]\n"
    assert changed(add_items(SCRIPT, 1, "talk_track", ["Say it.", "Again."])) == "+      - Again.\n"
    assert changed(add_items(SCRIPT, 1, "requires", ["a.b"])) == "+    requires:\n+      - a.b\n"
    assert add_items(SCRIPT, 1, "needs", ["zero"]) == SCRIPT


def test_a_comment_stands_above_its_key() -> None:
    assert changed(remark(SCRIPT, 1, "code", "proposed")) == "+    # proposed\n"
    assert changed(remark(SCRIPT, 1, "id", "proposed")) == "+  # proposed\n"


THREE = (
    "  - id: three\n    title: T\n    hook: H\n    talk_track:\n      - S\n    code: |\n      x\n",
    make_short(id="three", title="T", hook="H", talk_track=(TalkLine("S"),), code=Code("x\n"), mistake=None),
)


@pytest.mark.parametrize(
    ("after", "before", "behind"),
    [
        (0, "shorts:  # in order\n", "\n"),
        (1, "      x = 1\n\n", "\n  # The second one.\n"),
        (2, "code: print(x)}\n\n", ""),
    ],
)
def test_a_short_is_put_behind_another_one(after: int, before: str, behind: str) -> None:
    written = insert_shorts(SCRIPT, after, [THREE[1]])
    assert before + THREE[0] + behind in written
    assert {line[0] for line in changed(written).splitlines()} == {"+"}


def test_line_ends_and_the_mark_of_bytes_stay() -> None:
    text = "\ufeff" + SCRIPT.replace("\n", "\r\n")
    assert set_key(text, 1, "setup", "a\nb\n") == "\ufeff" + set_key(SCRIPT, 1, "setup", "a\nb\n").replace("\n", "\r\n")


def test_a_text_that_ends_in_its_last_line_keeps_its_code_to_the_character() -> None:
    text = "title: T\nshorts:\n- id: a\n  code: |\n    x"
    assert set_key(text, 1, "mistake", "M") == "title: T\nshorts:\n- id: a\n  code: |-\n    x\n  mistake: M\n"


def test_what_cannot_be_edited_for_sure_is_refused() -> None:
    text = "shorts: [{id: a, needs: [b, # why\n c]}]\n"
    with pytest.raises(InputError) as caught:
        set_key(text, 1, "needs", ["b"])
    assert human(caught.value.problems, {}).plain == (
        "error[script-edit] this script is written in a way that cannot be changed automatically\n"
        "  hint: change it by hand\n"
    )


def test_new_keys_stand_where_dump_writes_them() -> None:
    short = make_short(requires=("a",), files=("f",), needs=("b",), setup=Code("x"), raises="E", traceback="full",
                       echo=True, skip="s", view="focus", varies=("*a",), output_hold=1.0)  # fmt: skip
    assert tuple(short_data(short, {})) == tuple(key for key in ORDER if key != "listings")


def decorated(draw: st.DrawFn, text: str) -> str:
    """The text with comments and blank lines where YAML allows them, and other line ends."""
    lines = []
    in_block, level = False, 0
    for line in text.splitlines(keepends=True):
        column = len(line) - len(line.lstrip(" "))
        in_block = in_block and (column > level or line == "\n")
        if not in_block and line != "\n":
            deeper = " " * draw(st.sampled_from([0, column, column + 1, column + 3]))
            above = draw(st.sampled_from(["", "", "", f"{deeper}# c{len(lines)}: 'x\n", "\n", f"\n{deeper}#\n"]))
            lines.append("" if lines and "|+" in lines[-1] else above)
        header = re.search(r"[:-] [|>][-+0-9]*\n\Z", line)
        if not in_block and (header or line.endswith(":\n")):
            line = line.removesuffix("\n") + draw(st.sampled_from(["", "  # beside\n"])).removesuffix("\n") + "\n"
        if header:
            in_block, level = True, column
        lines.append(line)
    return "".join(lines)


@st.composite
def scripts(draw: st.DrawFn) -> tuple[Day, str]:
    day: Day = draw(days())
    text = dump(day)
    with_comments = decorated(draw, text)
    if yamltext.data(yamltext.parse(with_comments, "")) == yamltext.data(yamltext.parse(text, "")):
        text = with_comments  # else a comment went into a text that keeps its blank lines
    ends = draw(st.sampled_from(["\n", "\r\n"]))
    return day, draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", ends).removesuffix(
        draw(st.sampled_from(["", ends]))
    )


texts = st.lists(st.sampled_from(AWKWARD), min_size=1, max_size=5).map("".join).filter(str.strip)


def test_a_sign_of_comments_in_a_text_whose_blank_line_stays_is_none() -> None:
    text = SCRIPT.replace("    code: |  # shown\n", "    hook_of: |2\n       # no comment\n\n    code: |  # shown\n")
    assert set_key(text, 1, "hook_of", "x") == text.replace("|2\n       # no comment\n", "x\n")


values = st.one_of(
    *(st.tuples(st.just(key), texts) for key in ("id", "title", "hook", "setup", "code", "mistake", "raises")),
    st.tuples(st.sampled_from(["needs", "requires"]), st.lists(st.sampled_from("abc"), min_size=1)),
    st.tuples(st.just("talk_track"), st.lists(texts, min_size=1)),
)


def comments(text: str) -> Counter[str]:
    source = Source(text.removeprefix("\ufeff"))
    return Counter(comment for _, comment in source.comments(0, len(source.text)))


def data(text: str) -> Any:
    return yamltext.data(yamltext.parse(text.removeprefix("\ufeff"), ""))


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(scripts(), values, st.integers(0, 2))
def test_the_edited_text_loads_as_the_edited_day_and_keeps_all_else(
    script: tuple[Day, str], edit: tuple[str, Any], place: int
) -> None:
    day, text = script
    place, (key, value) = place % len(day.shorts), edit
    edited = set_key(text, place + 1, key, value)
    expected = data(text)
    expected["shorts"][place][key] = value
    assert data(edited) == expected
    assert comments(edited) == comments(text)
    others = [index for index in range(len(day.shorts)) if index != place]
    assert [piece(edited, index) for index in others] == [piece(text, index) for index in others]


def piece(text: str, index: int) -> str:
    """The text of a short, from its id on."""
    source = Source(text.removeprefix("\ufeff"))
    node = source.at(("shorts", index))
    return source.text[source.start(node.span) : source.end(node)].rstrip()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(scripts(), days(), st.integers(0, 3))
def test_shorts_are_put_in_and_all_others_stay(script: tuple[Day, str], more: Day, after: int) -> None:
    day, text = script
    after %= len(day.shorts) + 1
    edited = insert_shorts(text, after, more.shorts)
    expected = data(text)
    expected["shorts"][after:after] = [short_data(short, {}) for short in more.shorts]
    assert data(edited) == expected
    assert comments(edited) == comments(text)
