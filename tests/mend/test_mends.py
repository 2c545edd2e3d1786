"""Each mend: what stood there, and what stands there then, everything else to the letter as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from shortsgen.mend.mended import Mended, mended
from shortsgen.mend.mends import MENDS
from shortsgen.pipeline.mending import day_judge
from shortsgen.project import Project

DAY = """\
# yaml-language-server: $schema=../shortsgen.schema.json
title: Shapes
shorts:
  # the first
  - id: first-model
    title: A Model
    hook: One line is enough.  # short
    talk_track:
      - Build it.
      - say: Print it.
        focus: 2
    code: |
      model = len
      print(model("four"))
  - id: use-it
    title: Use It
    hook: Use what you have.
    talk_track: [Call it.]
    needs: [first-model]
    budget: 20
    echo: true
    code: |
      model("abc")
"""


def fixed(text: str) -> Mended:
    return mended(text, day_judge(Project(Path()), "day01", {}))


def changed(old: str, new: str) -> str:
    assert old in DAY
    return DAY.replace(old, new, 1)


#: Code, what of the day is broken, how, and what it is mended to.
CASES = [
    ("yaml-comment", "One line is enough.", "One C #line", '"One C #line  # short"'),
    ("yaml-comment", "      - Build it.", "      - Say #1 first.", '      - "Say #1 first."'),
    ("yaml-comment", '    code: |\n      model("abc")\n', "    code: len('abc') # 3\n", None),
    ("yaml-comment", "Use what you have.", 'Use "C" #1.', "'Use \"C\" #1.'"),
    ("yaml-joined", "      - say: Print it.\n        focus: 2\n", "        - Print it.\n", "      - Print it.\n"),
    ("yaml-joined", '|\n      model("abc")', 'x = 3\n      model("abc")', '|\n      x = 3\n      model("abc")'),
    ("yaml-syntax", "Use what you have.", "Remember: use it.", '"Remember: use it."'),
    ("yaml-syntax", "Use what you have.", "`len` counts.", '"`len` counts."'),
    ("yaml-syntax", "Use what you have.", "[link] it.", '"[link] it."'),
    ("yaml-syntax", "Use what you have.", '"Use" it.', "'\"Use\" it.'"),
    ("yaml-syntax", "Use what you have.", "'Use it.", "'Use it.'"),
    ("yaml-syntax", "[Call it.]", "[Call it.", "[Call it.]"),
    ("yaml-syntax", "      - Build it.", "      - Note: the shape: 3.", '      - "Note: the shape: 3."'),
    ("yaml-syntax", "title: Use It", "title:Use It", "title: Use It"),
    ("yaml-syntax", "      - Build it.", "      -Build it.", "      - Build it."),
    ("yaml-syntax", "    hook: Use", "     hook: Use", "    hook: Use"),
    ("yaml-syntax", "- say: Print it.\n  ", "  - say: Print it.\n    ", "- say: Print it.\n  "),
    ("yaml-syntax", "    hook: Use", "\thook: Use", "    hook: Use"),
    ("yaml-alias", "Use what you have.", "*Use it", '"*Use it"'),
    ("yaml-anchor", "Use what you have.", "&amp is it", '"&amp is it"'),
    ("yaml-tag", "Use what you have.", "!use it", '"!use it"'),
    ("script-type", "title: Use It", "title: 1984", 'title: "1984"'),
    ("script-type", "title: Use It", "title: true", 'title: "true"'),
    ("script-type", "      - Build it.", "      - 3.10", '      - "3.10"'),
    ("script-type", "      - Build it.", "      - Note: this", '      - "Note: this"'),
    ("script-type", "      - Build it.", "      - #1 is this", '      - "#1 is this"'),
    ("script-type", "[first-model]", "first-model", "[first-model]"),
    ("script-type", "budget: 20", 'budget: "20"', "budget: 20"),
    ("script-type", "echo: true", "echo: yes", "echo: true"),
    ("script-type", "echo: true", "echo: 'True'", "echo: true"),
    ("script-unknown-key", "budget: 20", "budgt: 20", "budget: 20"),
    ("script-unknown-need", "[first-model]", "[First_Model]", "[first-model]"),
    ("script-missing-key", "  - id: use-it\n    title", "  - title", "  - id: use-it\n    title"),
    ("snippet-raised", 'model("abc")', "model(“abc”)", 'model("abc")'),
    ("snippet-raised", 'model("abc")', 'model("it’s") − 1', 'model("it’s") - 1'),
    ("snippet-raised", 'model("abc")', "model(‘abc’)", "model('abc')"),
    ("snippet-raised", 'model("abc")', 'model("a − b") − 1 − 1', 'model("a − b") - 1 - 1'),
    ("snippet-raised", 'model("abc")', '>>> x = 3\n      >>> model("abc")', 'x = 3\n      model("abc")'),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "broken", "expected"), CASES)
def test_it_is_mended_and_nothing_else_changes(code: str, old: str, broken: str, expected: str | None) -> None:
    expected = "    code: |\n      len('abc') # 3\n" if expected is None else expected
    text = changed(old, broken)
    assert code in {problem.code for problem in day_judge(Project(Path()), "day01", {})(text)}
    found = fixed(text)
    assert found.text == changed(old, expected).replace('"One C #line  # short"  # short', '"One C #line  # short"')
    assert code in {problem.code for problem in found.gone}
    assert [problem.code for problem in found.left] == []


def test_every_mend_has_its_case() -> None:
    of_ids = {"script-value", "script-duplicate-id"}
    assert {code for code, *_ in CASES} | of_ids | {"code-wraps"} == set(MENDS)


def test_an_id_is_changed_wherever_it_is_named() -> None:
    found = fixed(DAY.replace("first-model", "First Model"))
    assert (found.text, [problem.code for problem in found.gone]) == (DAY, ["script-value"])


def test_an_id_that_another_short_has_gets_a_number() -> None:
    found = fixed(changed("id: use-it", "id: first-model"))
    assert found.text == changed("id: use-it", "id: first-model-2")


def test_an_id_that_would_be_that_of_another_short_gets_a_number() -> None:
    found = fixed(changed("id: use-it", "id: First-Model"))
    assert found.text == changed("id: use-it", "id: first-model-2")


def test_a_long_line_is_broken_within_its_brackets_and_what_is_lit_follows() -> None:
    long = '      model = dict(zip(["weights", "biases", "gradients"], [1, 2, 3]))  # three\n'
    text = changed("      model = len\n", long).replace('model("four")', "model")
    found = fixed(text)
    assert found.text == text.replace(
        long,
        "      # three\n"
        "      model = dict(\n"
        "          zip(\n"
        '              ["weights", "biases", "gradients"],\n'
        "              [1, 2, 3]\n"
        "          )\n"
        "      )\n",
    ).replace("focus: 2", "focus: 8")
    assert [problem.code for problem in found.gone] == ["code-wraps"]


def test_a_condition_is_broken_before_its_words() -> None:
    long = '      model = [letter.upper() for letter in "some letters" if letter.isalpha()]\n'
    found = fixed(changed("      model = len\n", long))
    assert found.text == changed(
        "      model = len\n",
        "      model = [\n"
        "          letter.upper()\n"
        '          for letter in "some letters"\n'
        "          if letter.isalpha()\n"
        "      ]\n",
    ).replace("focus: 2", "focus: 6")


@pytest.mark.parametrize(
    "line",
    [
        f'"{"s" * 60}"',
        f"print('''{'s' * 60}''')",
        f"'''\n      say({', '.join(map(str, range(1000, 1012)))})\n      '''",
        "one + two + three + four + five + six + seven + eight + nine",
    ],
)
def test_what_cannot_be_broken_stays(line: str) -> None:
    text = changed("model = len", f"model = {line}")
    found = fixed(text)
    assert (found.text, found.gone) == (text, ())
    assert {problem.code for problem in found.left} == {"code-wraps"}


def test_an_alias_of_an_anchor_is_not_taken_for_text() -> None:
    text = changed("Use what you have.", "*x").replace("One line is enough.", "&x One line.")
    assert not fixed(text).readable


def test_a_key_that_is_another_word_stays() -> None:
    text = changed("budget: 20", "skin: dark")
    found = fixed(text)
    assert (found.text, [problem.hint for problem in found.left]) == (text, ["did you mean `skip`?"])


def test_a_problem_that_is_not_wanted_stays() -> None:
    text = changed("title: Use It", "title: 1984").replace("budget: 20", "budgt: 20")
    found = mended(text, day_judge(Project(Path()), "day01"), lambda one: one.code == "script-type")
    assert found.text == text.replace("title: 1984", 'title: "1984"')
    assert [problem.code for problem in found.left] == ["script-unknown-key"]


def test_a_mend_that_makes_nothing_better_is_not_taken() -> None:
    broken = changed("Use what you have.", "Use C #1.")
    found = day_judge(Project(Path()), "day01")(broken)
    assert mended(broken, lambda _: found) == Mended(broken, (), found)
